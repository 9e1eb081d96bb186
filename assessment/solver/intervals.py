"""The earliest finish where every task must be planned and none pauses: one start by task, solved by CP-SAT."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import gcd
from typing import TYPE_CHECKING

from assessment.domain.roadmap import PROGRAMME, Task
from assessment.solver.cp_sat import Answer, best_of
from assessment.solver.exact import WEEKS
from assessment.solver.options import Options, Starts

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

ALONE = 0.5
"""Deterministic time of one search; it proves most frames of up to 30 tasks."""
TURNS = 5
"""After that three searches take turns: in the same time they found plans 2 to 3 % shorter and better bounds than one.
Their deterministic time runs so many times slower."""


def applies(options: Options, must: frozenset[str]) -> bool:
    """Whether only order, people, room for change and each task's own dates decide the earliest finish."""
    frame = options.frame
    spent = sum(task.cost + task.recurring * frame.months / 12 for task in frame.tasks)
    return (frame.aim == "finish" and not frame.local and len(must) == len(options.possible) == len(frame.tasks) > 0
            and spent <= (frame.budget[0] if frame.budget else 0.0)
            and not any(task.given or task.adds or task.stop_hours is not None for task in frame.tasks)
            and all(len(any_of) == 1 for task in frame.tasks for any_of in options.waits[task.id])
            and all(f.finish - f.start == task.duration for task in frame.tasks for f in options.footprints[task.id]))


def search(options: Options, hint: Starts, limit: float, improved: Callable[[float, float], None] | None = None,
           stopped: Callable[[], bool] | None = None) -> Answer:
    """The plan that ends first; as `exact.search`, for frames to which `applies` says yes."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    tasks, latest = options.frame.tasks, _latest(options, hint)
    last = model.new_int_var(0, latest, "last")
    starts = {task.id: model.new_int_var_from_domain(cp_model.Domain.from_values(
        [f.start for f in options.footprints[task.id]]), task.id) for task in tasks}
    work = {task.id: model.new_fixed_size_interval_var(starts[task.id], task.duration, task.id) for task in tasks}
    for task in tasks:
        model.add(last >= starts[task.id] + task.duration)
        for (name,) in options.waits[task.id]:
            model.add(starts[task.id] >= starts[name] + options.frame.by_id[name].duration)
    _people(model, options, work)
    _room(model, options, work)
    model.minimize(last)

    def told(finish: float, bound: float) -> None:
        if improved is not None:
            improved(-finish, -bound)

    def run(known: Starts, time: float, **parameters: int) -> Answer:
        model.clear_hints()
        for name, start in known.items():
            model.add_hint(starts[name], start)
        found = best_of(model, time, told if improved is not None else None, stopped, **parameters)
        return Answer(found.status, None if found.value is None else {
            name: found.value(start) for name, start in starts.items()}, -found.bound)

    alone = run(hint, min(ALONE, limit))
    if alone.status in ("optimal", "infeasible") or limit <= ALONE or (stopped is not None and stopped()):
        return alone
    turns = run(alone.starts or hint, (limit - ALONE) / TURNS, num_workers=3, interleave_search=True)
    return Answer(turns.status, turns.starts or alone.starts, min(alone.bound, turns.bound))


def _latest(options: Options, hint: Starts) -> int:
    finishes = [hint[task.id] + task.duration for task in options.frame.tasks if task.id in hint]
    return max(finishes) if len(finishes) == len(options.frame.tasks) else options.frame.months


def _people(model: cp_model.CpModel, options: Options, work: dict[str, cp_model.IntervalVar]) -> None:
    frame = options.frame
    for role in sorted({role for task in frame.tasks for role in task.effort}):
        needs = {task.id: round(task.effort.get(role, 0.0) / task.duration * WEEKS) for task in frame.tasks}
        by_month = frame.capacity.get(role, ())
        there = [round(by_month[month] * WEEKS) if month < len(by_month) else 0 for month in range(frame.months)]
        _limited(model, [task for task in frame.tasks if needs[task.id]], needs, there, work)


def _room(model: cp_model.CpModel, options: Options, work: dict[str, cp_model.IntervalVar]) -> None:
    frame = options.frame
    for site in sorted({task.unit for task in frame.tasks} - {PROGRAMME}):
        here = [task for task in frame.tasks if task.unit == site]
        _limited(model, here, {task.id: 1 for task in here}, [frame.change_load] * frame.months, work)


def _limited(model: cp_model.CpModel, tasks: Sequence[Task], needs: dict[str, int], there: Sequence[int],
             work: dict[str, cp_model.IntervalVar]) -> None:
    """What the tasks need together stays within what is there each month; a month with less is partly taken."""
    common = gcd(*there, *(needs[task.id] for task in tasks)) or 1
    most = max(there, default=0) // common
    less = [(month, most - each // common) for month, each in enumerate(there) if each // common < most]
    taken = [model.new_fixed_size_interval_var(month, 1, "") for month, _each in less]
    model.add_cumulative([*(work[task.id] for task in tasks), *taken],
                         [*(needs[task.id] // common for task in tasks), *(each for _month, each in less)], most)
