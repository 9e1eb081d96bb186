"""Why a task starts when it does, and a plan made complete: finish months, projection, reasons."""

from __future__ import annotations

from assessment.domain.roadmap.aims import goal
from assessment.domain.roadmap.footprint import footprint, refusals, waits, walk
from assessment.domain.roadmap.ledger import Ledger
from assessment.domain.roadmap.types import Frame, ScheduledTask, Task


def left_shift(frame: Frame, starts: dict[str, int]) -> dict[str, int]:
    """The same plan with each task as early as every rule and the goal allow, in order of start."""
    moved = dict(starts)
    finishes = {name: walk(frame, frame.by_id[name], start).finish for name, start in moved.items()}
    ledger = _entered(frame, moved)
    for name in sorted(moved, key=lambda n: (moved[n], n)):
        task = frame.by_id[name]
        here = walk(frame, task, moved[name])
        ledger.enter(task, here, -1)
        best = here
        for start in range(_ready(frame, task, finishes), here.start):
            taken = footprint(frame, task, start)
            if taken is not None and not ledger.refuses(task, taken) and not _worse(frame, moved, name, start):
                best = taken
                break
        ledger.enter(task, best)
        moved[name], finishes[name] = best.start, best.finish
    return moved


def explain(frame: Frame, starts: dict[str, int]) -> tuple[ScheduledTask, ...]:
    """The scheduled tasks by start, each with what keeps it from starting a month earlier."""
    ledger = _entered(frame, starts)
    scheduled = []
    for name in sorted(starts, key=lambda n: (starts[n], n)):
        task = frame.by_id[name]
        taken = walk(frame, task, starts[name])
        ledger.enter(task, taken, -1)
        scheduled.append(ScheduledTask(task=name, start=taken.start, finish=taken.finish,
                                       waits_for=_waits_for(frame, task, taken.start - 1, starts, ledger)))
        ledger.enter(task, taken)
    return tuple(scheduled)


def _entered(frame: Frame, starts: dict[str, int]) -> Ledger:
    ledger = Ledger(frame)
    for name, start in starts.items():
        ledger.enter(frame.by_id[name], walk(frame, frame.by_id[name], start))
    return ledger


def _ready(frame: Frame, task: Task, finishes: dict[str, int]) -> int:
    """The earliest month in which nothing that the task waits for is still at work."""
    known = [[finishes[name] for name in wait.any_of if name in finishes] for wait in waits(frame, task)]
    return max((min(each) for each in known if each), default=0)


def _unfinished(frame: Frame, task: Task, start: int, starts: dict[str, int]) -> list[str]:
    """Tasks still at work in the month before `start` that it waits for."""
    late = []
    for wait in waits(frame, task):
        finishes = {name: walk(frame, frame.by_id[name], starts[name]).finish
                    for name in wait.any_of if name in starts}
        if finishes and min(finishes.values()) > start:
            late.append(min(finishes, key=lambda n: (finishes[n], n)))
    return late


def _waits_for(frame: Frame, task: Task, start: int, starts: dict[str, int], ledger: Ledger) -> tuple[str, ...]:
    if start < 0:
        return ()
    earlier = walk(frame, task, start)
    names = {"pinned": "earliest", "horizon": "freeze", "due": "freeze"}
    codes = [f"after:{name}" for name in _unfinished(frame, task, start, starts)]
    codes += [names.get(code, code) for code in refusals(frame, task, earlier)]
    codes += ledger.refuses(task, earlier)
    return tuple(dict.fromkeys(codes)) or ("goal",)


def _worse(frame: Frame, starts: dict[str, int], name: str, start: int) -> bool:
    def value(at: dict[str, int]) -> float:
        return goal(frame, [(n, s, walk(frame, frame.by_id[n], s).finish) for n, s in at.items()])

    return value({**starts, name: start}) < value(starts) - 1e-12
