"""When a task works if it starts in a month, and which rules of its own forbid that start."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from assessment.domain.roadmap.types import PROGRAMME, Frame, Task


class Footprint(NamedTuple):
    """Start, finish (exclusive) and the months of work between them; frozen months are left out."""

    start: int
    finish: int
    active: tuple[int, ...]


class Wait(NamedTuple):
    """A task may start only when one of `any_of` has finished; with none it can never start.

    `rule` is precedence, gate, decision, pilot-first or validated-first.
    """

    rule: str
    any_of: tuple[str, ...]


def walk(frame: Frame, task: Task, start: int) -> Footprint:
    """The months that a task takes from `start`, pausing over freezes, whether or not that is allowed."""
    if task.given:
        return Footprint(start, start + task.duration, tuple(range(start, start + task.duration)))
    frozen = paused(frame, task)
    active: list[int] = []
    month = start
    while len(active) < task.duration and month < max(frame.months, start) + 2 * task.duration:
        if month not in frozen:
            active.append(month)
        month += 1
    return Footprint(start, month, tuple(active))


def added_months(frame: Frame, task: Task, taken: Footprint) -> range:
    """Months in which a finished task adds people."""
    end = frame.months if task.lasting is None else min(frame.months, taken.finish + task.lasting)
    return range(taken.finish, max(taken.finish, end))


def paused(frame: Frame, task: Task) -> set[int]:
    """Months in which no work of the task happens."""
    frozen = set(frame.frozen.get(task.unit, ()))
    return frozen | set(frame.no_validation.get(task.unit, ())) if task.validated else frozen


def refusals(frame: Frame, task: Task, taken: Footprint) -> tuple[str, ...]:
    """Codes of the rules that forbid this footprint: pinned, earliest, horizon, due, freeze, shutdown."""
    codes = []
    if task.pinned is not None and taken.start != task.pinned:
        codes.append("pinned")
    if task.given:
        return tuple(codes)
    if taken.start < max(0, task.earliest):
        codes.append("earliest")
    if taken.finish > frame.months or len(taken.active) < task.duration:
        codes.append("horizon")
    if task.due is not None and taken.finish > task.due:
        codes.append("due")
    if {taken.start, taken.finish - 1} & paused(frame, task):
        codes.append("freeze")
    if task.stop_hours is not None:
        codes += _cut_over(frame, task, taken.finish - 1, task.stop_hours.mode)
    return tuple(codes)


def _cut_over(frame: Frame, task: Task, month: int, hours: float) -> list[str]:
    codes = []
    if month in frame.no_cut_over.get(task.unit, ()):
        codes.append("freeze")
    if task.unit in frame.windows and (
            month not in frame.windows[task.unit] or hours > hours_of(frame, task.unit, month)):
        codes.append("shutdown")
    return codes


def hours_of(frame: Frame, site: str, month: int) -> float:
    """Hours of standstill in a month's windows at a site; unlimited where only the month is known."""
    return frame.window_hours.get(site, {}).get(month, float("inf"))


def footprint(frame: Frame, task: Task, start: int) -> Footprint | None:
    """The footprint of a start, or None where the task's own rules forbid it."""
    taken = walk(frame, task, start)
    return None if refusals(frame, task, taken) else taken


def footprints(frame: Frame, task: Task) -> list[Footprint]:
    """All allowed footprints of a task by start."""
    if task.given:
        return [f for start in range(frame.months) if (f := footprint(frame, task, start)) is not None]
    last = frame.months if task.due is None else task.due
    found = [f for f in _within(frozenset(paused(frame, task)), task.duration, frame.months)
             if f.start >= task.earliest and f.finish <= last and task.pinned in (None, f.start)]
    if task.stop_hours is None:
        return found
    hours = task.stop_hours.mode
    return [f for f in found if not _cut_over(frame, task, f.finish - 1, hours)]


@lru_cache(maxsize=4096)
def _within(frozen: frozenset[int], duration: int, months: int) -> tuple[Footprint, ...]:
    """Footprints within the horizon that neither start nor finish in a frozen month; shared by tasks of one length."""
    work = [month for month in range(months) if month not in frozen]
    return tuple(Footprint(work[at], work[at + duration - 1] + 1, tuple(work[at:at + duration]))
                 for at in range(len(work) - duration + 1))


def waits(frame: Frame, task: Task) -> list[Wait]:
    """Everything that must have finished before a task starts: prerequisites and the hard rules."""
    if task.given:
        return []
    found = [Wait("precedence", (name,) if name in frame.by_id else ()) for name in task.after]
    if task.connecting:
        found += _gates(frame, task)
    if task.structural and not frame.decided:
        found.append(Wait("decision", tuple(t.id for t in frame.tasks if t.opens == "decision")))
    scaling = task.stage == "scale"
    if task.validated and not scaling:
        found += _first(task, "pilot-first", [t for t in frame.tasks if t.stage == "pilot"])
    if scaling and task.unit != PROGRAMME:
        found += _first(task, "validated-first", [t for t in frame.tasks if t.validated and t.stage != "scale"])
    return found


def _gates(frame: Frame, task: Task) -> list[Wait]:
    site = frame.pilot if task.unit == PROGRAMME else task.unit
    if site in frame.open_gates:
        return []
    return [Wait("gate", tuple(t.id for t in frame.tasks if t.opens == "gate" and t.unit in (site, PROGRAMME)))]


def _first(task: Task, rule: str, candidates: list[Task]) -> list[Wait]:
    """A frame without any candidate holds an organisation that is past this stage."""
    names = tuple(t.id for t in candidates if t.id != task.id)
    return [Wait(rule, names)] if names else []
