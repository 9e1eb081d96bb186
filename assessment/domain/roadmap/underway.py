"""What of a plan has happened: tasks reported as begun or done keep their dates, the rest is planned again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from assessment.domain.basis import Estimate, Role
from assessment.domain.engagement import Engagement
from assessment.domain.facts import TaskReported
from assessment.domain.roadmap.calendar import WEEKS_A_MONTH, month_of
from assessment.domain.roadmap.commitments import Node
from assessment.domain.roadmap.types import PROGRAMME, Task
from assessment.text import _

BEGUN = ("running", "blocked", "finished")


@dataclass(frozen=True)
class TaskSpan:
    """Months of a task as reported, `finish` exclusive and 0 or less where it ended before the roadmap begins."""

    start: int
    finish: int
    report: TaskReported

    @property
    def done(self) -> bool:
        return self.report.status == "finished"


def underway(engagement: Engagement) -> dict[Node, TaskSpan]:
    """Tasks whose last report says that they have begun or are done."""
    found = {}
    for node, reports in engagement.progress.items():
        span = _span(engagement, node, reports)
        if span is not None:
            found[node] = span
    return found


def cancelled(engagement: Engagement) -> set[Node]:
    """Tasks whose last report says that they will not be done."""
    return {node for node, reports in engagement.progress.items() if reports[-1].status == "cancelled"}


def first_free_month(engagement: Engagement) -> int:
    """The month after that of the last report: nothing new begins before it; 0 where nothing was reported."""
    days = [reports[-1].on for reports in engagement.progress.values()]
    return max(0, month_of(engagement.start, max(days)) + 1) if days else 0


def usual_months(engagement: Engagement, initiative: str) -> int:
    """Whole months that the initiative takes: the client's estimate, else the catalogue's."""
    estimate, known = engagement.estimates.get(initiative), engagement.the_library.initiative.get(initiative)
    weeks = estimate.weeks if estimate and estimate.weeks else known.weeks if known else None
    return max(1, ceil(weeks.mode / WEEKS_A_MONTH - 1e-9)) if weeks else 1


def _span(engagement: Engagement, node: Node, reports: tuple[TaskReported, ...]) -> TaskSpan | None:
    last = reports[-1]
    begun = [report for report in reports if report.status in BEGUN and (report.status != "blocked" or report.started)]
    if last.status not in BEGUN or not begun:
        return None
    usual, begin = usual_months(engagement, node[0]), engagement.start
    started = next((report.started for report in reversed(reports) if report.started), None)
    if last.finished is not None:
        finish = month_of(begin, last.finished) + 1
        start = month_of(begin, started) if started else finish - usual
    else:
        start, now = month_of(begin, started or begun[0].on), month_of(begin, last.on)
        left = ceil(usual * (1 - (last.percent or 0) / 100))
        finish = month_of(begin, last.expected) + 1 if last.expected else (
            now + 1 + left if last.percent is not None else max(start + usual, now + 2))
    return TaskSpan(max(0, start), finish if finish <= 0 else max(finish, max(0, start) + 1), last)


def frozen(task: Task, span: TaskSpan, measured: bool) -> Task:
    """The task at its reported dates. What it took is reported, or at least what was reckoned with; `measured` where
    the levels were taken after it was done and hold its effect already."""
    length = float(span.finish - span.start)
    spent = span.report
    whole = spent.effort if spent.effort and span.done else {
        role: max(task.effort.get(role, 0.0), spent.effort.get(role, 0.0)) for role in {**task.effort, **spent.effort}}
    cost = task.cost if spent.cost is None else spent.cost if span.done else max(task.cost, spent.cost)
    return task.model_copy(update={
        "months": Estimate(low=length, mode=length, high=length), "effort": dict(whole), "cost": cost, "after": (),
        "estimate": (task.effort, task.cost),
        "effects": () if measured else task.effects, "stop_hours": None, "reasons": ("reported",), "earliest": 0,
        "pinned": span.start, "due": None, "mandatory": True, "given": True})


def from_now_on(task: Task, now: int, notes: list[str]) -> Task:
    """A task that has not begun: it starts in month `now` at the earliest, whatever day it was wanted for."""
    pinned, due = task.pinned, task.due
    if pinned is not None and pinned < now:
        notes.append(_("{task} was to start in month {month} and has not: it is planned anew.").format(
            task=task.id, month=pinned + 1))
        pinned = None
    if due is not None and due < now + task.duration:
        notes.append(_("{task} can no longer be done by the end of month {month}: the day is left out.").format(
            task=task.id, month=due))
        due = None
    return task.model_copy(update={"earliest": max(task.earliest, now), "pinned": pinned, "due": due})


def people_at_least(capacity: dict[Role, tuple[float, ...]], local: dict[str, dict[Role, tuple[float, ...]]],
                    tasks: tuple[Task, ...], months: int, notes: list[str]) -> dict[Role, tuple[float, ...]]:
    """People that all share, by month, and never fewer than reported tasks use: what happens needs no permission."""
    used: dict[tuple[str, Role], list[float]] = {}
    for task in tasks:
        if not _is_reported(task) or task.pinned is None:
            continue
        for role, weeks in task.effort.items():
            by = used.setdefault((task.unit, role), [0.0] * months)
            for month in range(task.pinned, min(months, task.pinned + task.duration)):
                by[month] += weeks / task.duration
    beyond: dict[Role, list[float]] = {}
    for (unit, role), by in used.items():
        here = local.get(unit, {}).get(role, (0.0,) * months) if unit != PROGRAMME else (0.0,) * months
        total = beyond.setdefault(role, [0.0] * months)
        for month in range(months):
            total[month] += max(0.0, by[month] - here[month])
    found = dict(capacity)
    for role, need in beyond.items():
        there = found.get(role, (0.0,) * months)
        if any(a > b + 1e-9 for a, b in zip(need, there, strict=True)):
            notes.append(_("Tasks that run take more {role} than was stated; the plan reckons with what they take."
                           ).format(role=role))
            found[role] = tuple(max(a, b) for a, b in zip(need, there, strict=True))
    return found


def money_at_least(budget: tuple[float, ...], tasks: tuple[Task, ...], quarters: int,
                   notes: list[str]) -> tuple[float, ...]:
    """Budget by quarter that to date is never less than reported tasks cost to date, running cost included."""
    spent = [0.0] * quarters
    for task in tasks:
        if _is_reported(task) and task.pinned is not None:
            for quarter in range(quarters):
                spent[quarter] += task.cost if quarter == task.pinned // 3 else 0.0
                spent[quarter] += task.recurring / 4 if 3 * quarter >= task.pinned + task.duration else 0.0
    allowed, needed = list(accumulate(budget[:quarters])), list(accumulate(spent))
    if all(b <= a + 1e-9 for a, b in zip(allowed, needed, strict=True)):
        return budget
    notes.append(_("Tasks that run or are done cost more than the budget to date; the plan reckons with what they "
                   "cost."))
    most = [max(a, b) for a, b in zip(allowed, needed, strict=True)]
    return tuple(b - a for a, b in zip([0.0, *most], most, strict=False))


def _is_reported(task: Task) -> bool:
    return "reported" in task.reasons
