"""Why there is no plan, and why a task is not in it, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import ceil
from typing import NamedTuple

from assessment.domain.basis import Role
from assessment.domain.roadmap import PROGRAMME, Frame, Ledger, Task, footprints, walk
from assessment.solver.cp_sat import Answer
from assessment.solver.exact import search
from assessment.solver.options import Options, Starts, prepare
from assessment.text import N_, _

EARLIER = (N_("It does not fit beside what brings more: {names} would not suffice."),)
"""Sentences of plans on record that are written otherwise today: they stay in the catalogues, to be told again."""
TENTHS = 10
"""Steps in which people are added, to a person-week a month."""


class Easing(NamedTuple):
    """A requirement that can be eased by an amount: the frame with so much more, at most `most`, and its words."""

    eased: Callable[[Frame, int], Frame]
    most: int
    words: Callable[[int], str]


class Requirement(NamedTuple):
    """Something that a plan must keep, in words, the frame without it, and what would do in its place."""

    words: str
    relaxed: Callable[[Frame], Frame]
    without: str
    easing: Easing | None = None


def conflict(frame: Frame, limit: float) -> tuple[Requirement, ...]:
    """An irreducible set of requirements that exclude each other: without any one of them there is a plan.

    Requirements are left out for good, many at once, where no plan appears without them; where one does, it is in one
    half of them or the other (Junker 2004). Empty where it is not proven that there is no plan.
    """
    if not infeasible(frame, limit):
        return ()
    kept, _frame = _needed(frame, requirements(frame), limit)
    return tuple(kept)


def _needed(frame: Frame, asked: list[Requirement], limit: float) -> tuple[list[Requirement], Frame]:
    """Those of the requirements without which a plan appears, and the frame without the others."""
    less = frame
    for requirement in asked:
        less = requirement.relaxed(less)
    if infeasible(less, limit):
        return [], less
    if len(asked) == 1:
        return asked, frame
    half = len(asked) // 2
    first, frame = _needed(frame, asked[:half], limit)
    second, frame = _needed(frame, asked[half:], limit)
    return first + second, frame


def not_known() -> str:
    """Said where the search ended without a plan and without a proof that there is none."""
    return _("No plan that meets every requirement was found within the search limit; whether there is one is "
             "not known.")


def infeasible(frame: Frame, limit: float) -> bool:
    """True where it is proven that the mandatory tasks cannot all be planned."""
    return planned(frame, limit).status == "infeasible"


def planned(frame: Frame, limit: float) -> Answer:
    """Any plan with all mandatory tasks, or the proof that there is none."""
    must = frozenset(task.id for task in frame.tasks if task.mandatory)
    return search(_about(prepare(frame), must), must, {}, limit, valued=False)


def _about(options: Options, must: frozenset[str]) -> Options:
    """Without the tasks that can neither open the way for one that must be planned nor bring people for it."""
    wanted = {*must, *(task.id for task in options.frame.tasks if task.adds or task.given)}
    pending = list(wanted)
    while pending:
        for any_of in options.waits[pending.pop()]:
            pending += [name for name in any_of if name not in wanted]
            wanted.update(any_of)
    return replace(options, footprints={name: found if name in wanted else []
                                        for name, found in options.footprints.items()})


def requirements(frame: Frame) -> list[Requirement]:
    """Limits first, so that what remains is said of as few of them as can be; then what was asked of tasks."""
    found: list[Requirement] = [
        Requirement(_("The budget is limited."), lambda f: _with(f, budget=(1e9,) * f.quarters),
                    _("Without a limit of the budget there is a plan."), _more_money(frame)),
        Requirement(_("A site takes {most} tasks at once.").format(most=frame.change_load),
                    lambda f: _with(f, change_load=10_000), _("With more tasks at once at a site there is a plan."),
                    Easing(lambda f, more: _with(f, change_load=f.change_load + more), len(frame.tasks),
                           lambda more: _("{most} tasks at once at a site would be enough.").format(
                               most=frame.change_load + more))),
        *(Requirement(_("{role} has limited person-weeks.").format(role=role), partial(_unlimited, role),
                      _("With more people in {role} there is a plan.").format(role=role), _more_people(frame, role))
          for role in sorted({role for task in frame.tasks for role in task.effort})),
    ]
    found.append(Requirement(
        _("The roadmap ends after {months} months.").format(months=frame.months), partial(_longer, 2 * frame.months),
        _("With a longer horizon there is a plan."), Easing(
            lambda f, more: _longer(more, f), 2 * frame.months,
            lambda more: _("A horizon of {months} months would be enough.").format(months=frame.months + more))))
    if frame.frozen or frame.no_cut_over or frame.no_validation:
        found.append(Requirement(_("Frozen months stop work."),
                                 lambda f: _with(f, frozen={}, no_cut_over={}, no_validation={}),
                                 _("Without the freezes there is a plan.")))
    if frame.windows:
        found.append(Requirement(_("Cut-overs need a shutdown window."),
                                 lambda f: _with(f, windows={}, window_hours={}),
                                 _("With other or longer shutdown windows there is a plan.")))
    for task in frame.tasks:
        found += _asked(task, frame.months)
    return found


def _more_money(frame: Frame) -> Easing:
    most = ceil(sum(task.cost + task.recurring * frame.months / 12 for task in frame.tasks))
    return Easing(lambda f, more: _with(f, budget=(f.budget[0] + more, *f.budget[1:]) if f.budget else (more,)), most,
                  lambda more: _("{more} thousand more in the first quarter would be enough.").format(
                      more=f"{more:,}"))


def _more_people(frame: Frame, role: Role) -> Easing:
    most = ceil(sum(task.effort.get(role, 0.0) / task.duration for task in frame.tasks) * TENTHS)

    def eased(f: Frame, more: int) -> Frame:
        by_month = [*f.capacity.get(role, ()), *(0.0,) * f.months][:f.months]
        return _with(f, capacity={**f.capacity, role: tuple(weeks + more / TENTHS for weeks in by_month)})

    return Easing(eased, most, lambda more: _("{more} more person-weeks of {role} a month would be enough.").format(
        more=f"{more / TENTHS:.1f}", role=role))


def _asked(task: Task, months: int) -> list[Requirement]:
    name = task.id
    found = []
    if task.due is not None:
        due = task.due
        found.append(Requirement(
            _("{task} is due by the end of month {month}.").format(task=name, month=due),
            lambda f: _changed(f, name, due=None),
            _("Without the due date of {task} there is a plan.").format(task=name),
            Easing(lambda f, more: _changed(f, name, due=due + more), months - due,
                   lambda more: _("{task} can be finished by the end of month {month}.").format(
                       task=name, month=due + more))))
    if task.pinned is not None:
        found.append(Requirement(
            _("{task} is pinned to start in month {month}.").format(task=name, month=task.pinned + 1),
            lambda f: _changed(f, name, pinned=None), _("If {task} may start in another month there is a plan.").format(
                task=name)))
    if task.earliest > 0:
        earliest = task.earliest
        found.append(Requirement(
            _("{task} starts in month {month} at the earliest.").format(task=name, month=earliest + 1),
            lambda f: _changed(f, name, earliest=0), _("With an earlier start of {task} there is a plan.").format(
                task=name),
            Easing(lambda f, more: _changed(f, name, earliest=earliest - more), earliest,
                   lambda more: _("An earliest start of {task} in month {month} would be enough.").format(
                       task=name, month=earliest - more + 1))))
    if task.after:
        found.append(Requirement(
            _("{task} waits for {names}.").format(task=name, names=", ".join(task.after)),
            lambda f: _changed(f, name, after=()), _("If {task} need not wait for {names} there is a plan.").format(
                task=name, names=", ".join(task.after))))
    if task.mandatory:
        found.append(Requirement(
            _("{task} must be in the plan.").format(task=name), lambda f: _changed(f, name, mandatory=False),
            _("If {task} may be left out there is a plan.").format(task=name)))
    return found


def _with(frame: Frame, **changes: object) -> Frame:
    return Frame(**{**{name: getattr(frame, name) for name in Frame.model_fields}, **changes})


def _unlimited(role: Role, frame: Frame) -> Frame:
    return _with(frame, capacity={**frame.capacity, role: (1e6,) * frame.months})


def _longer(more: int, frame: Frame) -> Frame:
    """The frame with so many months more; people and money go on as at its end."""
    months = frame.months + more
    return _with(
        frame, months=months, budget=frame.budget + frame.budget[-1:] * (months // 3 - frame.quarters),
        capacity={role: by + by[-1:] * more for role, by in frame.capacity.items()})


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
        return _waits(options, task, finishes)
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
    return _("Beside what brings more, too little is left for it: {names}.").format(names=", ".join(short))


def _waits(options: Options, task: Task, finishes: dict[str, int]) -> str:
    """The first of the things that it waits for itself and the plan lacks; what those wait for stands beside them."""
    lacking = [able for any_of in options.waits[task.id] if not any(name in finishes for name in any_of)
               and (able := [name for name in any_of if name in options.frame.by_id])]
    if lacking and len(lacking[0]) > 1:
        return _("It waits for one of {names}, none of which is in the plan.").format(names=", ".join(lacking[0]))
    return _("It waits for {name}, which is not in the plan.").format(name=lacking[0][0] if lacking else task.id)


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
