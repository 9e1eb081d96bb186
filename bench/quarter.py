"""Twelve quarters of forty sites: opened cold and again, one more answer, what moved, growth and memory.

Runs alone as `python -m bench.quarter`; every figure is taken in a process of its own.
"""

from __future__ import annotations

import gc
import hashlib
import json
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Literal

from assessment.domain import facts as f
from assessment.domain.basis import FUNCTIONS, canonical
from assessment.domain.trend import moved_values, trend_by_site
from assessment.formats import shipped_library, shipped_pack
from assessment.journal import ZERO, instant
from assessment.workspace import DEFAULT_PACK, Store, Workspace
from bench.figures import Row, median_time, show

SITES, PEOPLE, CYCLES = 40, 12, 12
NAME = "quarters"
FIRST = datetime.fromisoformat("2024-01-08T08:00:00+00:00")
KINDS: tuple[Literal["drug-substance", "drug-product", "biologics", "packaging", "mixed"], ...] = (
    "drug-substance", "drug-product", "biologics", "packaging", "mixed")
_ROWS = "SELECT seq, body, hash FROM entry WHERE engagement = ? AND seq > ? ORDER BY seq"


def quarter(folder: Path) -> list[Row]:
    """Cold, kept and with one answer more at full size, a half and a quarter; the floor reads the same rows with
    sqlite3 and json and checks nothing."""
    rows: list[Row] = []
    for sites in (SITES // 4, SITES // 2, SITES):
        store = folder / f"quarter-{sites}.db"
        count = build(store, sites)
        name = f"quarter, {count:,} facts"
        bare = _measured("bare", store)
        cold = _measured("open", store)
        kept = min((_measured("open", store) for _again in range(3)), key=lambda found: found["levels"])
        rows += [
            Row(f"{name}: first open to a checked state", cold["state"], bare["read"], 1, "every row's hash and chain"),
            Row(f"{name}: first open to levels and intervals", cold["levels"], bare["read"], 1),
            Row(f"{name}: open again to a state", kept["state"], bare["read"], 3, "from the cache, best of 3"),
            Row(f"{name}: open again to levels and intervals", kept["levels"], bare["read"], 3,
                f"goal under 4; {kept['spent']:.1f} of processor time"),
            Row(f"{name}: memory, first open to levels (MB)", cold["memory"], bare["memory"], 1),
            Row(f"{name}: memory, open again to levels (MB)", kept["memory"], bare["memory"], 1)]
    answered, told = _measured("answer", store), _measured("trend", store)
    return [
        *rows,
        Row(f"{name}: one more answer, acknowledged", answered["record"], bare["write"], 20,
            f"goal under 0.05; worst {answered['worst']:.3f}; floor: one row inserted and synced"),
        Row(f"{name}: state and points after it", answered["points"], None, 20),
        Row(f"{name}: levels and intervals after it", answered["levels"], None, 3),
        Row(f"{name}: what moved, by dimension, site and answer", told["trend"], bare["two"], 1,
            "state open; floor: rows of two cycles read bare")]


def _measured(what: str, store: Path) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-m", "bench.quarter", what, str(store)], check=True, capture_output=True,
                          text=True, cwd=Path(__file__).parent.parent)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _taken(run: Callable[[], object]) -> float:
    return median_time(run, 1)


def _bare(path: Path) -> dict[str, float]:
    gc.disable()  # the floor is given every advantage
    connection = sqlite3.connect(path)
    kept: list[Any] = []

    def read(after: int = 0) -> None:
        kept[:] = [json.loads(text) for _seq, text, _hash in connection.execute(_ROWS, (NAME, after))]

    whole = _taken(read)
    memory, last = _memory(), len(kept)
    two = _taken(lambda: read(last - last // 6))
    connection.close()
    beside = sqlite3.connect(path.with_suffix(".floor"), isolation_level=None)
    beside.execute("PRAGMA journal_mode = wal")
    beside.execute("PRAGMA synchronous = full")
    beside.execute("CREATE TABLE entry (body TEXT)")
    write = median_time(lambda: beside.execute("INSERT INTO entry VALUES (?)", (canonical(kept[-1]),)), 20)
    return {"read": whole, "two": two, "memory": memory, "write": write}


def _open(path: Path) -> dict[str, float]:
    begin, spent = time.perf_counter(), time.process_time()
    with Store(path) as store:
        workspace = store.workspace(NAME)
        workspace.engagement()
        state = time.perf_counter() - begin
        workspace.scorecard()
        return {"state": state, "levels": time.perf_counter() - begin, "memory": _memory(),
                "spent": time.process_time() - spent}


def _answer(path: Path) -> dict[str, float]:
    copy = path.with_name("answered.db")
    shutil.copy(path, copy)
    shutil.copytree(path.with_name(f"{path.name}-cache"), copy.with_name(f"{copy.name}-cache"))
    with Store(copy) as store:
        workspace = store.workspace(NAME)
        workspace.points()
        recorded, followed = [], []
        for answer in _more(workspace, 20):
            recorded.append(_taken(partial(workspace.record, answer)))
            followed.append(_taken(lambda: workspace.points()))
        levels = []
        for answer in _more(workspace, 3):
            workspace.record(answer)
            levels.append(_taken(workspace.scorecard))
        return {"record": sorted(recorded)[10], "worst": max(recorded), "points": sorted(followed)[10],
                "levels": sorted(levels)[1]}


def _more(workspace: Workspace, count: int) -> list[f.Answered]:
    """Other levels for answers of the last cycle."""
    state = workspace.engagement()
    given = [votes for key in state.answers if key[0] == state.cycle().id and key[1] for votes in [state.answers[key]]]
    return [(answer := next(iter(votes.values()))).model_copy(update={
        "value": answer.value % 5 + 1, "comment": "Seen again."})
            for votes in given[:: len(given) // count][:count]]


def _trend(path: Path) -> dict[str, float]:
    with Store(path) as store:
        workspace = store.workspace(NAME)
        state = workspace.engagement()
        last = state.cycle()
        before = state.previous(last)
        assert before is not None

        def page() -> None:
            workspace.trend()
            moved_values(state, before.id, last.id)
            trend_by_site(state, last.id, workspace.seed)

        return {"trend": _taken(page)}


def _memory() -> float:
    """Peak of this process, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # where it is, for the other figure counts what the process was before it began
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def build(path: Path, sites: int = SITES, cycles: int = CYCLES) -> int:
    """Every fact with its chain, as the journal stores them, in one transaction of the store's own tables."""
    with Store(path):
        pass
    prev, rows = ZERO, []
    for seq, (at, actor, fact) in enumerate(_facts(sites, cycles), 1):
        name = f"{seq:08}-0000-4000-8000-000000000000"
        text = canonical({
            "engagement": NAME, "seq": seq, "id": name, "at": at, "actor": actor, "role": "owner",
            "on_behalf_of": None, "via": "web", "reason": "", "schema": f.SCHEMA, "fact": fact, "prev": prev})
        prev = hashlib.sha256(text.encode()).hexdigest()
        rows.append((NAME, seq, name, text, prev))
    with sqlite3.connect(path) as connection:
        connection.executemany("INSERT INTO entry (engagement, seq, id, body, hash) VALUES (?, ?, ?, ?, ?)", rows)
    connection.close()
    return len(rows)


def _facts(sites: int, cycles: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(time, actor, fact): everybody answers every question for the own site and for the network in each cycle."""
    pack = shipped_pack(DEFAULT_PACK)

    def told(moment: datetime, fact: f.Fact) -> tuple[str, str, dict[str, Any]]:
        return instant(moment), "owner", fact.model_dump(mode="json", by_alias=True)

    opening: list[f.Fact] = [
        f.EngagementOpened(client="Forty sites", start=FIRST.date()),
        f.PackPinned(pack=pack.model_dump(mode="json", by_alias=True)),
        f.LibraryPinned(library=shipped_library().model_dump(mode="json", by_alias=True)),
        *(f.SiteDefined(site=f"s{site}", name=f"Site {site}", site_kind=KINDS[site % 5],
                        headcount=150 + site * 53 % 900) for site in range(sites)),
        *(f.RespondentDefined(person=f"s{site}-p{person}", site=f"s{site}", function=FUNCTIONS[person % 5])
          for site in range(sites) for person in range(PEOPLE))]
    yield from (told(FIRST, fact) for fact in opening)
    for number in range(cycles):
        begin = FIRST + timedelta(days=91 * number)
        yield told(begin, f.CycleOpened(cycle=f"c{number + 1}", date=begin.date(),
                                        carries=f"c{number}" if number else None))
        for site in range(sites):
            at = instant(begin + timedelta(days=1 + site % 20))
            plain = f.Answered(cycle=f"c{number + 1}", question="q", person="p", value=1).model_dump(mode="json")
            asked = [(place, q.id, f"s{site}" if q.scope == "site" else None)
                     for place, q in enumerate(pack.questions.values())
                     if not q.site_kinds or KINDS[site % 5] in {*q.site_kinds, "mixed"}]
            for person in range(PEOPLE):
                for place, question, where in asked:
                    draw = (site * 7919 + person * 104729 + place * 1299709 + number * 15485863) >> 3
                    yield at, f"s{site}-p{person}", {
                        **plain, "site": where, "question": question, "person": f"s{site}-p{person}",
                        "value": min(5, 1 + (site % 3 + place % 3 + draw % 3 + number // 4) // 2),
                        "comment": "Seen on the last walk through the plant." if draw % 17 == 0 else "",
                        "evidence": ["SOP-0412"] if draw % 11 == 0 else []}
        if number + 1 < cycles:
            end = begin + timedelta(days=30)
            yield told(end, f.CycleClosed(cycle=f"c{number + 1}", date=end.date()))


def main() -> None:
    if len(sys.argv) == 3:
        of = {"bare": _bare, "open": _open, "answer": _answer, "trend": _trend}[sys.argv[1]]
        print(json.dumps(of(Path(sys.argv[2]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        show(quarter(Path(folder)))


if __name__ == "__main__":
    main()
