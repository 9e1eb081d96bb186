"""The room, timed: phones that vote over http against the real server, with a console and a wall in Chromium."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Page, sync_playwright

from assessment.domain import facts as f
from assessment.workspace import Store, Workspace
from assessment.workspace.rooms import code_on_the_wall
from bench.deciding import bare
from bench.figures import ROOT, Row
from tests.serving import Served, served

SOAK = bool(os.environ.get("INTERLOCK_SOAK"))
VOTING_SECONDS = 120 if SOAK else 15
PHONES = (60, 200)
SITES = ("north", "south", "east")
QUESTION = "org-relationship"
"""A question for every function at every site."""
SESSIONS = 100
"""Of the page of 30 questions in the app, and of the console."""
CONSOLE_SECONDS = 60 if SOAK else 15
CLICKS = 20
"""Steps from the console's first question on; more would come to the end of the quick scan."""
TICKS = os.sysconf("SC_CLK_TCK")
HEADING = "#console h1, h3"
"""Of the console, and of the bare page."""
HELLO = """
import streamlit as st
st.session_state["n"] = st.session_state.get("n", 0) + st.button("Next")
st.markdown(f"### question {st.session_state['n']}")
"""


def room() -> list[Row]:
    """All figures of the room."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        rows = [row for phones in PHONES for row in _voting(browser, phones)]
        rows += [*_consoles(), _click(browser)]
        browser.close()
    return rows


@dataclass(frozen=True)
class Hall:
    """A store with one workshop on, and the server over it."""

    store: Path
    server: Served
    code: str
    cookie: str
    """The owner's."""
    engagement: str

    @property
    def port(self) -> int:
        return int(self.server.base.rsplit(":", 1)[1])

    @contextmanager
    def workspace(self) -> Iterator[Workspace]:
        with Store(self.store) as opened:
            yield opened.workspace(opened.only(None))


@contextmanager
def hall(depth: Literal["quick", "full"] = "full") -> Iterator[Hall]:
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "room.db"
        with Store(store) as opened:
            made = opened.create("Bench Pharma")
            made.record_together([
                *(f.SiteDefined(site=site, name=site.title()) for site in SITES),
                f.CycleOpened(cycle="c1", date=made.today, depth=depth),
                f.WorkshopOpened(workshop="w", cycle="c1", title="Kick-off", sites=SITES),
                f.QuestionCalled(workshop="w", question=QUESTION)])
            code = code_on_the_wall(opened, made.id, "w")
            cookie = opened.access.enter(opened.access.invite_owner())
        with served(store) as server:
            yield Hall(store, server, code, cookie or "", made.id)


def _console(browser: Browser, hall: Hall) -> tuple[Page, Page]:
    """Console and wall, both standing."""
    windows = browser.new_context(viewport={"width": 1280, "height": 900})
    windows.add_cookies([{"name": "interlock", "value": hall.cookie, "url": hall.server.base}])
    wall, console = windows.new_page(), windows.new_page()
    wall.goto(f"{hall.server.base}/wall/{hall.engagement}/w")
    console.goto(f"{hall.server.base}/console/{hall.engagement}/w")
    console.get_by_role("button", name="Open the vote").wait_for(timeout=60_000)
    return console, wall


def _voting(browser: Browser, phones: int) -> list[Row]:
    """A vote that is open for a while, then revealed; what phones were told is held against the journal."""
    with hall() as here:
        console, wall = _console(browser, here)
        task = {"port": here.port, "code": here.code, "phones": phones, "every": 5, "most": VOTING_SECONDS + 90,
                "sites": SITES, "functions": ("IT", "OT", "Operations")}
        with subprocess.Popen([sys.executable, "-m", "bench.crowd"], cwd=ROOT, text=True, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as crowd:
            assert crowd.stdin is not None
            assert crowd.stdout is not None
            crowd.stdin.write(json.dumps(task) + "\n")
            crowd.stdin.flush()
            assert crowd.stdout.readline() == "ready\n"
            console.get_by_role("button", name="Open the vote").click()
            wall.get_by_text("voted").first.wait_for(timeout=30_000)
            begin, spent = time.monotonic(), _spent(here.server.group)
            console.wait_for_timeout(1000 * VOTING_SECONDS)
            busy = (_spent(here.server.group) - spent) / (time.monotonic() - begin)
            console.get_by_role("button", name="Reveal the votes").click()
            wall.get_by_text("Median").first.wait_for(timeout=30_000)
            seen_on_wall = time.time()
            told: dict[str, Any] = json.loads(crowd.stdout.readline())
        memory = _memory(here.server.group)
        console.context.close()
        with here.workspace() as workspace:
            entries = workspace.entries()
    held = [(e.id, e.fact["value"]) for e in entries if e.fact["kind"] == "answered"]
    lost = len({tuple(one) for one in told["acknowledged"]} - set(held)) + len(held) - len(dict(held))
    shown = next(datetime.fromisoformat(e.at).timestamp() for e in entries if e.fact["kind"] == "round-revealed")
    reveal = [at - shown for at in told["revealed"]]
    votes, empty, n = told["votes"], told["empty"], len(told["votes"])
    return [
        Row(f"vote of {phones} phones, p95", _p95(votes), statistics.median(empty), n,
            f"goal 20; floor: empty route meanwhile, its p95 {_p95(empty):.3f}, before {_ms(told['quiet'])}; "
            f"p50 {_ms(votes)}"),
        Row(f"votes of {phones} phones acknowledged and lost", float(lost), None, len(told["acknowledged"]),
            f"goal 0; {told['refused']} refused, {told['failed']} unanswered; asking for the page: p50 "
            f"{_ms(told['asks'])}, p95 {_p95(told['asks']):.3f}"),
        Row(f"reveal until {phones} phones show it, p95", _p95(reveal), None, len(reveal),
            f"p50 {statistics.median(reveal):.2f}, wall {seen_on_wall - shown:.2f}; phones ask every 2 to 2.5 s"),
        Row(f"server with {phones} phones, cores in use", busy, None, 1, f"{memory:.0f} MB; 2 cores for all"),
    ]


def _consoles() -> list[Row]:
    """Sessions with a click every five seconds, against one alone: of the app's page of 30 questions, and of the
    console, which also looks every two seconds who has voted."""
    rows = []
    for name in ("agree", "console"):
        with hall("quick") as here:
            page = name if name == "agree" else f"/console/{here.engagement}/w"
            alone, _grown = _sessions(here, page, 1)
            many, grown = _sessions(here, page, SESSIONS)
        rows.append(Row(
            f"{SESSIONS} sessions of the page {name}, a click every 5 s, p95", _p95(many), statistics.median(alone),
            len(many), f"goal 8; floor: median of one session, n {len(alone)}; p50 {_ms(many)}; {grown:.1f} MB each"))
    return rows


def _sessions(here: Hall, page: str, sessions: int) -> tuple[list[float], float]:
    before = _memory(here.server.group)
    task = {"port": here.port, "cookie": here.cookie, "sessions": sessions, "seconds": CONSOLE_SECONDS, "page": page,
            "think": 5.0 if sessions > 1 else 0.5}
    done = subprocess.run([sys.executable, "-m", "bench.consoles"], cwd=ROOT, text=True, input=json.dumps(task),
                          stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout), (_memory(here.server.group) - before) / sessions


def _click(browser: Browser) -> Row:
    """The console's step to the next of 30 questions, which is recorded, against a page of one button, in turns."""
    with hall("quick") as here, tempfile.TemporaryDirectory() as folder:
        console, wall = _console(browser, here)
        wall.close()  # the floor has no second window to redraw either
        script = Path(folder) / "hello.py"
        script.write_text(HELLO, "utf-8")
        with bare(script) as base:
            hello = browser.new_page()
            hello.goto(base)
            hello.locator(HEADING).wait_for(timeout=60_000)
            taken = [(_step(console), _step(hello)) for _number in range(CLICKS)][2:]
            hello.close()
        console.context.close()
    ours, floor = (statistics.median(several) for several in zip(*taken, strict=True))
    return Row("console: next of 30 questions, click to redrawn", ours, floor, len(taken),
               "goal 1.1; in Chromium; recorded and synced; floor: a bare page of one button")


def _step(page: Page) -> float:
    """Seconds from a click on Next until the heading is another."""
    page.bring_to_front()
    page.wait_for_timeout(400)
    before = page.locator(HEADING).first.inner_text()
    begin = time.perf_counter()
    page.get_by_role("button", name="Next").click()
    page.wait_for_function("([heading, before]) => (document.querySelector(heading) || {}).innerText !== before",
                           arg=[HEADING, before], timeout=20_000)
    return time.perf_counter() - begin


def _group(group: int) -> Iterator[Path]:
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if int((place / "stat").read_text().rpartition(")")[2].split()[2]) == group:
                yield place
        except OSError:  # it has ended meanwhile
            continue


def _spent(group: int) -> float:
    """Seconds of CPU of a process group so far."""
    return sum(sum(map(int, (place / "stat").read_text().rpartition(")")[2].split()[11:13]))
               for place in _group(group)) / TICKS


def _memory(group: int) -> float:
    """MB of the largest process of a group: the server itself."""
    return max(int((place / "status").read_text().split("VmRSS:")[1].split()[0]) / 1024 for place in _group(group))


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]


def _ms(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.3f}"


if __name__ == "__main__":
    from bench.figures import show

    show(room())
