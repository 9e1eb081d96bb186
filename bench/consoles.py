"""Console sessions without a browser: clients that speak Streamlit's protocol, in a process of their own.

`python -m bench.consoles` reads its task from standard input and writes the seconds of every click, both JSON.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from contextlib import suppress
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol


class Session:
    """One session: it clicks, and meanwhile runs the page's own fragments as often as the page asks for."""

    def __init__(self, socket: ClientConnection, page: str) -> None:
        self._socket, self._page = socket, page
        self._finished = asyncio.Event()
        self._timers: dict[str, asyncio.Task[None]] = {}

    async def listen(self) -> None:
        async for data in self._socket:
            message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            kind = message.WhichOneof("type")
            if kind == "auto_rerun":
                self._run_every(message.auto_rerun.fragment_id, message.auto_rerun.interval)
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                self._finished.set()

    def _run_every(self, fragment: str, seconds: float) -> None:
        for timer in self._timers.values():  # a run of the whole page replaces its fragments
            timer.cancel()
        self._timers = {fragment: asyncio.create_task(self._tick(fragment, seconds))}

    async def _tick(self, fragment: str, seconds: float) -> None:
        while True:
            await asyncio.sleep(seconds)
            message = self._rerun()
            message.rerun_script.fragment_id, message.rerun_script.is_auto_rerun = fragment, True
            with suppress(ConnectionClosed):  # at the end the line goes before the timers
                await self._socket.send(message.SerializeToString())

    def _rerun(self) -> BackMsg:
        message = BackMsg()
        message.rerun_script.page_name = self._page
        return message

    async def click(self) -> float:
        """Seconds until the page is run and sent anew, as after a click that records nothing; a minute at most."""
        self._finished.clear()
        begin = time.perf_counter()
        await self._socket.send(self._rerun().SerializeToString())
        with suppress(TimeoutError):
            await asyncio.wait_for(self._finished.wait(), 60)
        return time.perf_counter() - begin


async def session(number: int, task: dict[str, Any], taken: list[float], standing: asyncio.Barrier) -> None:
    rng = random.Random(number)
    await asyncio.sleep(0.1 * number)
    headers = {"Cookie": f"interlock={task['cookie']}", "Origin": f"http://127.0.0.1:{task['port']}"}
    async with connect(f"ws://127.0.0.1:{task['port']}/_stcore/stream", additional_headers=headers, max_size=None,
                       ping_interval=None, subprotocols=[Subprotocol("streamlit")]) as socket:
        one = Session(socket, task["page"])
        ears = asyncio.create_task(one.listen())
        await one.click()
        await standing.wait()
        until = time.monotonic() + task["seconds"]
        await asyncio.sleep(rng.uniform(0, task["think"]))
        while time.monotonic() < until:
            taken.append(await one.click())
            await asyncio.sleep(task["think"] * rng.uniform(0.5, 1.5))
        await standing.wait()
        ears.cancel()


async def consoles(task: dict[str, Any]) -> list[float]:
    taken: list[float] = []
    standing = asyncio.Barrier(task["sessions"])
    await asyncio.gather(*(session(number, task, taken, standing) for number in range(task["sessions"])))
    return taken


if __name__ == "__main__":
    print(json.dumps(asyncio.run(consoles(json.loads(sys.stdin.readline())))))
