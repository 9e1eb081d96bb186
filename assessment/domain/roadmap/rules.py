"""verify: every rule recomputed from the plan alone. check_frame: what is wrong with a planning problem itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import accumulate

from assessment.domain.basis import Problem, Role, Severity
from assessment.domain.roadmap.footprint import Footprint, added_months, footprints, hours_of, refusals, waits, walk
from assessment.domain.roadmap.ledger import HOURS, MONEY, WEEKS
from assessment.domain.roadmap.types import PROGRAMME, Frame, Roadmap, Task
from assessment.text import _, quoted


def verify(frame: Frame, roadmap: Roadmap) -> list[Problem]:
    """Every rule recomputed from the plan alone; empty when all hold.

    Codes: unknown-task, duplicate-task, duration, earliest, pinned, horizon, due, freeze, shutdown, precedence, gate,
    decision, pilot-first, validated-first, capacity, change-load, window-hours, budget, mandatory, not-told.
    """
    problems = [_broken("unknown-task", s.task, _("The plan names a task that the frame does not hold."))
                for s in roadmap.scheduled if s.task not in frame.by_id]
    problems += [_broken("duplicate-task", name, _("The task is planned more than once."))
                 for name, count in Counter(s.task for s in roadmap.scheduled).items() if count > 1]
    placed = {s.task: walk(frame, frame.by_id[s.task], s.start) for s in roadmap.scheduled if s.task in frame.by_id}
    for s in roadmap.scheduled:
        if s.task in placed:
            task, taken = frame.by_id[s.task], placed[s.task]
            if s.finish != taken.finish:
                problems.append(_broken("duration", s.task, _(
                    "The task finishes in month {told}; its work and its pauses take it to month {true}.").format(
                        told=s.finish, true=taken.finish)))
            problems += [_broken(code, s.task, _OWN_RULES[code]()) for code in refusals(frame, task, taken)]
            problems += _order(frame, task, taken, placed)
    problems += _people(frame, placed) + _sites(frame, placed) + _money(frame, placed)
    for task in frame.tasks:
        if task.id not in placed and task.mandatory:
            problems.append(_broken("mandatory", task.id, _("The task must be in the plan and is not.")))
        if task.id not in placed and roadmap.status != "infeasible" and not roadmap.unscheduled.get(task.id):
            problems.append(_broken("not-told", task.id, _("The task is not in the plan and nothing says why.")))
    return problems


def _broken(code: str, where: str, message: str) -> Problem:
    return Problem(code=code, where=where, message=message, remedy=_("Plan again, or change what the rule rests on."))


_OWN_RULES = {
    "earliest": lambda: _("The task starts before its earliest month."),
    "pinned": lambda: _("The task does not start in the month it is pinned to."),
    "horizon": lambda: _("The task does not end within the horizon."),
    "due": lambda: _("The task ends after it is due."),
    "freeze": lambda: _("The task starts, ends or cuts over in a frozen month."),
    "shutdown": lambda: _("The cut-over does not fall into a shutdown window that is long enough."),
}


def _order(frame: Frame, task: Task, taken: Footprint, placed: dict[str, Footprint]) -> list[Problem]:
    messages = {
        "precedence": _("The task starts before a prerequisite has finished."),
        "gate": _("The task connects systems before the connection gate of the site is open."),
        "decision": _("The task changes structures before the path has been decided."),
        "pilot-first": _("The validated release starts before any pilot has finished."),
        "validated-first": _("The rollout starts before any validated release has finished."),
    }
    return [
        _broken(wait.rule, task.id, messages[wait.rule]) for wait in waits(frame, task)
        if not any(name in placed and placed[name].finish <= taken.start for name in wait.any_of)
    ]


def _people(frame: Frame, placed: dict[str, Footprint]) -> list[Problem]:
    by_unit: dict[tuple[str, Role, int], float] = defaultdict(float)
    limits: dict[tuple[str, int], float] = defaultdict(float, {
        (role, month): weeks for role, by in frame.capacity.items() for month, weeks in enumerate(by)})
    for name, taken in placed.items():
        task = frame.by_id[name]
        for role, weeks in task.effort.items():
            for month in taken.active:
                by_unit[task.unit, role, month] += weeks / task.duration
        for role, added in task.adds.items():
            for month in added_months(frame, task, taken):
                limits[role, month] += added
    used: dict[tuple[str, int], float] = defaultdict(float)
    for (unit, role, month), weeks in by_unit.items():
        used[role, month] += max(0.0, weeks - frame.local_weeks(unit, role, month))
    return [
        _broken("capacity", f"{role}.{month}", _("{role} needs {used} person-weeks in month {month} and has {has}.")
                .format(role=role, used=f"{weeks:.1f}", month=month, has=f"{limits.get((role, month), 0):.1f}"))
        for (role, month), weeks in sorted(used.items()) if weeks > limits.get((role, month), 0) + WEEKS
    ]


def _sites(frame: Frame, placed: dict[str, Footprint]) -> list[Problem]:
    load: Counter[tuple[str, int]] = Counter()
    hours: dict[tuple[str, int], float] = defaultdict(float)
    for name, taken in placed.items():
        task = frame.by_id[name]
        if task.unit == PROGRAMME:
            continue
        if not task.given:
            load.update((task.unit, month) for month in taken.active)
        if task.stop_hours is not None and task.unit in frame.windows:
            hours[task.unit, taken.finish - 1] += task.stop_hours.mode
    return [
        _broken("change-load", f"{site}.{month}", _("{count} tasks run at once at the site, {most} are allowed.")
                .format(count=count, most=frame.room(site, month)))
        for (site, month), count in sorted(load.items()) if count > frame.room(site, month)
    ] + [
        _broken("window-hours", f"{site}.{month}", _("Cut-overs need {needed} hours of a window with {has}.")
                .format(needed=f"{needed:.0f}", has=f"{hours_of(frame, site, month):.0f}"))
        for (site, month), needed in sorted(hours.items()) if needed > hours_of(frame, site, month) + HOURS
    ]


def _money(frame: Frame, placed: dict[str, Footprint]) -> list[Problem]:
    by_quarter = [0.0] * frame.quarters
    for name, taken in placed.items():
        task = frame.by_id[name]
        if 0 <= taken.start // 3 < frame.quarters:
            by_quarter[taken.start // 3] += task.cost
        for quarter in range(-(-taken.finish // 3), frame.quarters):
            by_quarter[quarter] += task.recurring / 4
    allowed = [sum(frame.budget[:quarter + 1]) for quarter in range(frame.quarters)]
    return [
        _broken("budget", f"quarter.{quarter + 1}", _("Spend to date is {spent} thousand, the budget {allowed}.")
                .format(spent=f"{spent:,.0f}", allowed=f"{most:,.0f}"))
        for quarter, (spent, most) in enumerate(zip(accumulate(by_quarter), allowed, strict=True))
        if spent > most + MONEY
    ]


def check_frame(frame: Frame) -> list[Problem]:
    """What keeps tasks from ever being planned: circles, unknown names, no people, dates that exclude each other."""
    problems = [
        Problem(code="duplicate-task", where=name, message=_("Two tasks have the same id."),
                remedy=_("Give every task its own id."))
        for name, count in Counter(task.id for task in frame.tasks).items() if count > 1
    ]
    for task in frame.tasks:
        for name in task.after:
            if name not in frame.by_id:
                problems.append(Problem(
                    code="unknown-prerequisite", where=task.id,
                    message=_("The prerequisite {name} is not in the frame.").format(name=quoted(name)),
                    remedy=_("Add it, or take it off the prerequisites.")))
        problems += _dates(frame, task) + _staff(frame, task)
    return problems + [
        Problem(code="circle", where=circle[0],
                message=_("Tasks wait for each other in a circle: {names}.").format(names=", ".join(circle[:6])),
                remedy=_("Take one of these prerequisites away."))
        for circle in circles(frame)
    ]


def _dates(frame: Frame, task: Task) -> list[Problem]:
    severity = Severity.ERROR if task.mandatory else Severity.WARNING
    start = max(task.earliest, task.pinned or 0)
    if task.due is not None and start + task.duration > task.due:
        return [Problem(severity=severity, code="due-before-earliest", where=task.id,
                        message=_("The task is due before it can be finished."),
                        remedy=_("Move the due date or the earliest start."))]
    if not footprints(frame, task):
        return [Problem(severity=severity, code="no-start", where=task.id,
                        message=_("No month of the horizon is free of freezes, long enough and in a shutdown window."),
                        remedy=_("Lengthen the horizon, or add a shutdown window."))]
    return []


def _staff(frame: Frame, task: Task) -> list[Problem]:
    return [
        Problem(severity=Severity.WARNING, code="no-capacity", where=f"{task.id}.{role}",
                message=_("The task needs {role}, and nobody of that role is there.").format(role=role),
                remedy=_("State a capacity for the role."))
        for role, weeks in task.effort.items() if weeks > 0 and not any(frame.capacity.get(role, ()))
    ]


def circles(frame: Frame) -> list[tuple[str, ...]]:
    """Groups of tasks that wait for each other; each is named once, in order of its path."""
    done: set[str] = set()
    found: list[tuple[str, ...]] = []
    for root in frame.by_id:
        path: list[str] = []
        stack: list[tuple[str, bool]] = [(root, False)]
        while stack:
            name, leaving = stack.pop()
            if leaving:
                path.pop()
                done.add(name)
            elif name in path:
                found.append(tuple(path[path.index(name):]))
            elif name not in done and name in frame.by_id:
                path.append(name)
                stack.append((name, True))
                stack += [(before, False) for before in reversed(frame.by_id[name].after)]
    return found
