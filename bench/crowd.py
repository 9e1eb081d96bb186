"""Phones without a screen, in a process of their own: they join, ask for the page of the moment, vote, see the reveal.

`python -m bench.crowd` reads its task from standard input and writes what happened to standard output, both JSON.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import sys
import time
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

ASK_SECONDS = 2.0, 2.5
"""Between two questions of a phone for the page of the moment, as its script asks."""
QUIET_SECONDS = 3.0
"""Of the empty route, before anybody joins."""


class Connection:
    """One keep-alive connection with a cookie."""

    def __init__(self, port: int) -> None:
        self._port, self.cookie = port, ""
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, form: dict[str, str] | None = None, accept: str = "text/html") -> tuple[int, str]:
        """Status and text; a connection that the server closed meanwhile is opened again, once."""
        for last in (False, True):
            try:
                return await self._ask(path, form, accept)
            except (OSError, asyncio.IncompleteReadError):
                self._streams = None
                if last:
                    raise
        raise AssertionError("asked twice")

    async def _ask(self, path: str, form: dict[str, str] | None, accept: str) -> tuple[int, str]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        body = urlencode(form or {}).encode()
        writer.write(f"{'GET' if form is None else 'POST'} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n"
                     f"Accept: {accept}\r\nCookie: interlock={self.cookie}\r\n"
                     f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                     + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = re.search(r"\r\ncontent-length: (\d+)", head, re.I)
        text = (await reader.readexactly(int(length[1]) if length else 0)).decode()
        given = re.search(r"\r\nset-cookie: interlock=([^;]+)", head, re.I)
        if given:
            self.cookie = given[1]
        return int(head.split(" ", 2)[1]), text


@dataclass
class Told:
    """Seconds that each kind of request took, what was acknowledged, and when each phone saw the reveal (UTC)."""

    votes: list[float] = field(default_factory=list)
    asks: list[float] = field(default_factory=list)
    quiet: list[float] = field(default_factory=list)
    empty: list[float] = field(default_factory=list)
    """The empty route while people vote."""
    acknowledged: list[tuple[str, int]] = field(default_factory=list)
    refused: int = 0
    """Answered, but not as saved: late ones."""
    failed: int = 0
    """Not answered at all."""
    revealed: list[float] = field(default_factory=list)


async def phone(number: int, task: dict[str, Any], told: Told, ready: asyncio.Queue[int]) -> None:
    connection, rng = Connection(task["port"]), random.Random(number)
    await asyncio.sleep(rng.uniform(0, 5))
    function, site = task["functions"][number % len(task["functions"])], task["sites"][number % len(task["sites"])]
    await connection.ask(f"/join/{task['code']}", {"function": function, "site": site})
    _status, page = await connection.ask("/room")
    ready.put_nowait(number)
    ends, next_vote = time.monotonic() + task["most"], time.monotonic() + rng.uniform(0, task["every"])
    next_ask = time.monotonic() + rng.uniform(*ASK_SECONDS)
    while time.monotonic() < ends:
        await asyncio.sleep(max(0.0, min(next_vote, next_ask) - time.monotonic()))
        try:
            if time.monotonic() >= next_ask:
                page = await _follow(connection, page, told)
                next_ask = time.monotonic() + rng.uniform(*ASK_SECONDS)
                if "Your vote:" in page and "on the wall" in page:
                    told.revealed.append(time.time())
                    return
            if time.monotonic() >= next_vote:
                next_vote = time.monotonic() + task["every"] * rng.uniform(0.8, 1.2)
                if 'id="vote"' in page:
                    await _vote(connection, page, rng.randint(1, 5), told)
        except (OSError, asyncio.IncompleteReadError):
            told.failed += 1


async def _follow(connection: Connection, page: str, told: Told) -> str:
    begin = time.perf_counter()
    _status, text = await connection.ask("/room/state", accept="application/json")
    told.asks.append(time.perf_counter() - begin)
    mark = re.search(r'data-seen="(\w+)"', page)
    return page if mark and json.loads(text)["seen"] == mark[1] else (await connection.ask("/room"))[1]


async def _vote(connection: Connection, page: str, level: int, told: Told) -> None:
    path = re.search(r'action="([^"]+)" id="vote"', page)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    key, begin = str(uuid.uuid4()), time.perf_counter()
    status, text = await connection.ask(path[1] if path else "", {**fields, "key": key, "value": str(level)},
                                        "application/json")
    told.votes.append(time.perf_counter() - begin)
    if status == 200 and "saved" in json.loads(text):
        told.acknowledged.append((key, level))
    else:
        told.refused += 1


async def _empty(port: int, seen: list[float]) -> None:
    """The empty route ten times a second."""
    connection = Connection(port)
    while True:
        begin = time.perf_counter()
        await connection.ask("/healthz")
        seen.append(time.perf_counter() - begin)
        await asyncio.sleep(0.1)


async def crowd(task: dict[str, Any]) -> Told:
    told, ready = Told(), asyncio.Queue[int]()
    quiet = asyncio.create_task(_empty(task["port"], told.quiet))
    await asyncio.sleep(QUIET_SECONDS)
    quiet.cancel()
    phones = [asyncio.create_task(phone(number, task, told, ready)) for number in range(task["phones"])]
    for _phone in phones:
        await asyncio.wait_for(ready.get(), 120)
    print("ready", flush=True)
    busy = asyncio.create_task(_empty(task["port"], told.empty))
    await asyncio.gather(*phones)
    busy.cancel()
    return told


if __name__ == "__main__":
    print(json.dumps(vars(asyncio.run(crowd(json.loads(sys.stdin.readline()))))))
