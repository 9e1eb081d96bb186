"""Why there is no plan, and why a task is not in it, in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from assessment.domain.basis import Role
from assessment.domain.roadmap import PROGRAMME, Frame, Ledger, Task, footprints, walk
from assessment.solver.exact import search
from assessment.solver.options import Options, Starts, before, prepare
from assessment.text import _


class Requirement(NamedTuple):
    """Something that a plan must keep, in words, and the frame without it."""

    words: str
    relaxed: Callable[[Frame], Frame]


def conflict(frame: Frame, limit: float) -> tuple[str, ...]:
    """An irreducible set of requirements that exclude each other: without any one of them there is a plan.

    One requirement after another is left out for good where no plan appears without it.
    """
    if not infeasible(frame, limit):
        return (not_known(),)
    kept = []
    for requirement in requirements(frame):
        less = requirement.relaxed(frame)
        if infeasible(less, limit):
            frame = less
        else:
            kept.append(requirement.words)
    return tuple(kept)


def not_known() -> str:
    """Said where the search ended without a plan and without a proof that there is none."""
    return _("No plan that meets every requirement was found within the search limit; whether there is one is "
             "not known.")


def infeasible(frame: Frame, limit: float) -> bool:
    """True where it is proven that the mandatory tasks cannot all be planned."""
    options = prepare(frame)
    must = frozenset(task.id for task in frame.tasks if task.mandatory)
    return search(options, must, {}, limit, valued=False).status == "infeasible"


def requirements(frame: Frame) -> list[Requirement]:
    """Limits first, so that what remains is said of as few of them as can be; then what was asked of tasks."""
    found: list[Requirement] = [
        Requirement(_("The budget is limited."), lambda f: _with(f, budget=(1e9,) * f.quarters)),
        Requirement(_("A site takes {most} tasks at once.").format(most=frame.change_load),
                    lambda f: _with(f, change_load=10_000)),
        *(Requirement(_("{role} has limited person-weeks.").format(role=role), partial(_unlimited, role))
          for role in sorted({role for task in frame.tasks for role in task.effort})),
    ]
    found.append(Requirement(_("The roadmap ends after {months} months.").format(months=frame.months), _longer))
    if frame.frozen or frame.no_cut_over or frame.no_validation:
        found.append(Requirement(_("Frozen months stop work."),
                                 lambda f: _with(f, frozen={}, no_cut_over={}, no_validation={})))
    if frame.windows:
        found.append(Requirement(_("Cut-overs need a shutdown window."),
                                 lambda f: _with(f, windows={}, window_hours={})))
    for task in frame.tasks:
        found += _asked(task)
    return found


def _asked(task: Task) -> list[Requirement]:
    name = task.id
    found = []
    if task.due is not None:
        found.append(Requirement(_("{task} is due by the end of month {month}.").format(task=name, month=task.due),
                                 lambda f: _changed(f, name, due=None)))
    if task.pinned is not None:
        found.append(Requirement(_("{task} is pinned to start in month {month}.").format(
            task=name, month=task.pinned + 1), lambda f: _changed(f, name, pinned=None)))
    if task.earliest > 0:
        found.append(Requirement(_("{task} starts in month {month} at the earliest.").format(
            task=name, month=task.earliest + 1), lambda f: _changed(f, name, earliest=0)))
    if task.after:
        found.append(Requirement(_("{task} waits for {names}.").format(task=name, names=", ".join(task.after)),
                                 lambda f: _changed(f, name, after=())))
    if task.mandatory:
        found.append(Requirement(_("{task} must be in the plan.").format(task=name),
                                 lambda f: _changed(f, name, mandatory=False)))
    return found


def _with(frame: Frame, **changes: object) -> Frame:
    return Frame(**{**{name: getattr(frame, name) for name in Frame.model_fields}, **changes})


def _unlimited(role: Role, frame: Frame) -> Frame:
    return _with(frame, capacity={**frame.capacity, role: (1e6,) * frame.months})


def _longer(frame: Frame) -> Frame:
    """The frame with three times its horizon; people and money go on as at its end."""
    return _with(
        frame, months=3 * frame.months, budget=frame.budget + frame.budget[-1:] * (2 * frame.quarters),
        capacity={role: by + by[-1:] * (2 * frame.months) for role, by in frame.capacity.items()})


def _changed(frame: Frame, name: str, **changes: object) -> Frame:
    return _with(frame, tasks=tuple(
        task.model_copy(update=changes) if task.id == name else task for task in frame.tasks))


def untold(options: Options, starts: Starts) -> dict[str, str]:
    """Task -> a sentence on why it is not in the plan."""
    frame = options.frame
    ledger = Ledger(frame)
    finishes = {}
    for name, start in starts.items():
        taken = walk(frame, frame.by_id[name], start)
        ledger.enter(frame.by_id[name], taken)
        finishes[name] = taken.finish
    return {task.id: _why_not(options, task, finishes, ledger) for task in frame.tasks if task.id not in starts}


def _why_not(options: Options, task: Task, finishes: dict[str, int], ledger: Ledger) -> str:
    if not options.footprints[task.id]:
        return _never(options, task)
    ready = options.ready(task.id, finishes)
    if ready is None:
        missing = sorted(name for name in before(options, task.id)[1:] if name not in finishes)
        return _("It waits for {name}, which is not in the plan.").format(name=missing[0] if missing else task.id)
    possible = [f for f in options.footprints[task.id] if f.start >= ready]
    if not possible:
        return _("What it waits for ends too late for it to finish within the horizon.")
    free = [f for f in possible if not ledger.refuses(task, f)]
    if free:
        return _("It costs more than it brings within the horizon.")
    codes = dict.fromkeys(code for f in possible for code in ledger.refuses(task, f))
    names = {"budget": _("money"), "change-load": _("room for change at the site"),
             "shutdown": _("hours in a shutdown window")}
    short = [names.get(code, code.removeprefix("role:")) for code in codes]
    return _("It does not fit beside what brings more: {names} would not suffice.").format(names=", ".join(short))


def _never(options: Options, task: Task) -> str:
    frame = options.frame
    if not footprints(frame, task):
        windows = task.stop_hours is not None and task.unit in frame.windows and task.unit != PROGRAMME
        return _("No shutdown window within the horizon takes its cut-over.") if windows else _(
            "It does not fit between its dates, the freezes and the end of the horizon.")
    for any_of in options.waits[task.id]:
        if not any_of:
            return _("Nothing in the frame opens the way for it: a gate, a decision or a prerequisite is missing.")
    return _("What must come before it takes so long that it cannot finish within the horizon.")
