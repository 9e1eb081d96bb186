"""Sessions without a browser, in a process of their own: of a page of the app, by its protocol, and of the console.

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

from bench.crowd import Connection

LOOK_SECONDS = 2.0
"""Between two looks of a console at who has voted."""


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


class Desk:
    """The console, a plain page: it is loaded as after a step, and looks every two seconds who has voted."""

    def __init__(self, connections: tuple[Connection, Connection], page: str) -> None:
        (self._steps, self._looks), self._page = connections, page

    async def watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self._looks.ask(f"{self._page}/state")

    async def click(self) -> float:
        begin = time.perf_counter()
        await self._steps.ask(self._page)
        return time.perf_counter() - begin


async def desk(number: int, task: dict[str, Any], taken: list[float], standing: asyncio.Barrier) -> None:
    connections = Connection(task["port"]), Connection(task["port"])
    for connection in connections:
        connection.cookie = task["cookie"]
    one = Desk(connections, task["page"])
    await asyncio.sleep(0.02 * number)
    eyes = asyncio.create_task(one.watch())
    await _use(one, random.Random(number), task, taken, standing)
    eyes.cancel()


async def session(number: int, task: dict[str, Any], taken: list[float], standing: asyncio.Barrier) -> None:
    await asyncio.sleep(0.1 * number)
    headers = {"Cookie": f"interlock={task['cookie']}", "Origin": f"http://127.0.0.1:{task['port']}"}
    async with connect(f"ws://127.0.0.1:{task['port']}/_stcore/stream", additional_headers=headers, max_size=None,
                       ping_interval=None, subprotocols=[Subprotocol("streamlit")]) as socket:
        one = Session(socket, task["page"])
        ears = asyncio.create_task(one.listen())
        await _use(one, random.Random(number), task, taken, standing)
        ears.cancel()


async def _use(one: Session | Desk, rng: random.Random, task: dict[str, Any], taken: list[float],
               standing: asyncio.Barrier) -> None:
    """Clicks once to begin with, then together with all others for the time that is measured."""
    await one.click()
    await standing.wait()
    until = time.monotonic() + task["seconds"]
    await asyncio.sleep(rng.uniform(0, task["think"]))
    while time.monotonic() < until:
        taken.append(await one.click())
        await asyncio.sleep(task["think"] * rng.uniform(0.5, 1.5))
    await standing.wait()


async def consoles(task: dict[str, Any]) -> list[float]:
    taken: list[float] = []
    standing, kind = asyncio.Barrier(task["sessions"]), desk if task["page"].startswith("/") else session
    await asyncio.gather(*(kind(number, task, taken, standing) for number in range(task["sessions"])))
    return taken


if __name__ == "__main__":
    print(json.dumps(asyncio.run(consoles(json.loads(sys.stdin.readline())))))
