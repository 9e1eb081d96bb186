"""Where each task stands on a day, against the plan that was adopted or was on record before work began."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from assessment.domain.basis import Frozen, Role
from assessment.domain.engagement import Engagement
from assessment.domain.facts.tracking import TaskStatus
from assessment.domain.roadmap import Frame, Task, month_of, usual_months


class PlannedTask(NamedTuple):
    """Months from the engagement's start, `finish` exclusive."""

    start: int
    finish: int


class PlanOnRecord(NamedTuple):
    kind: Literal["adopted", "recorded", "none"]
    tasks: Mapping[str, PlannedTask]


class TaskStanding(Frozen):
    """A task that was planned or reported, on a day.

    `planned` and `actual`: months (start, finish exclusive) from the engagement's start; `actual` is what was reported
    or is expected, its finish None where nobody said. `late`: months behind the plan, below 0 ahead of it, None where
    nothing was planned: of the finish where it is known or overdue, else of the start. Effort in person-weeks and cost
    in thousand of currency, spent and estimated, None where not known.
    """

    task: str
    initiative: str
    unit: str
    status: TaskStatus
    percent: int | None = None
    planned: tuple[int, int] | None = None
    actual: tuple[int | None, int | None] = (None, None)
    late: int | None = None
    blocker: str = ""
    owner: str | None = None
    reported: date | None = None
    effort: float | None = None
    effort_estimate: float | None = None
    cost: float | None = None
    cost_estimate: float | None = None
    overrun: tuple[Role, ...] = ()
    """Roles that took more than was estimated."""

    @property
    def is_late(self) -> bool:
        return self.status != "cancelled" and self.late is not None and self.late > 0

    @property
    def over_cost(self) -> bool:
        return None not in (self.cost, self.cost_estimate) and (self.cost or 0.0) > (self.cost_estimate or 0.0)


def plan_on_record(engagement: Engagement) -> PlanOnRecord:
    """The adopted plan with the finishes it was shown with; without one, the last plan recorded before any report."""
    recorded = [(plan.plan, _placed(plan.plan)) for plan in engagement.plans]
    adopted = engagement.adopted_plan
    if adopted is not None:
        shown: Mapping[str, PlannedTask] = next((
            tasks for _plan, tasks in reversed(recorded)
            if {name: task.start for name, task in tasks.items()} == adopted.starts), {})
        return PlanOnRecord("adopted", {name: shown.get(name) or PlannedTask(start, start + usual_months(
            engagement, name.partition("@")[0])) for name, start in adopted.starts.items()})
    plain = [tasks for plan, tasks in recorded if not plan.get("scenario") and not plan.get("reported") and tasks]
    return PlanOnRecord("recorded", plain[-1]) if plain else PlanOnRecord("none", {})


def task_standings(engagement: Engagement, on: date, frame: Frame | None = None) -> tuple[TaskStanding, ...]:
    """Every task that was planned or reported, as it stands at the end of a day, by planned start. The frame brings
    estimates of effort and cost."""
    plan = plan_on_record(engagement)
    reported = {f"{initiative}@{unit}": (initiative, unit) for initiative, unit in engagement.progress}
    names = dict.fromkeys((*plan.tasks, *reported))
    found = [_standing(engagement, name, plan.tasks.get(name), on, frame.by_id.get(name) if frame else None)
             for name in names]
    return tuple(sorted(found, key=lambda one: (one.planned is None, one.planned or (0, 0), one.task)))


def _standing(engagement: Engagement, name: str, planned: PlannedTask | None, on: date,
              task: Task | None) -> TaskStanding:
    initiative, _at, unit = name.partition("@")
    reports = [report for report in engagement.progress.get((initiative, unit), ()) if report.on <= on]
    last = reports[-1] if reports else None
    status: TaskStatus = last.status if last else "planned"
    begin, now = engagement.start, month_of(engagement.start, on)
    started = next((r.started for r in reversed(reports) if r.started), None)
    start = None if started is None else month_of(begin, started)
    end = None if last is None else last.finished or last.expected
    finish = None if end is None else month_of(begin, end) + 1
    spent: dict[str, Any] = {}
    if last is not None:
        spent = {"percent": 100 if status == "finished" else last.percent, "blocker": last.blocker,
                 "owner": last.owner, "reported": last.on, "cost": last.cost,
                 "effort": sum(last.effort.values()) if last.effort else None}
    if task is not None:
        effort, cost = task.estimate or (task.effort, task.cost)
        spent |= {"effort_estimate": sum(effort.values()), "cost_estimate": cost}
        if last is not None:
            spent["overrun"] = tuple(role for role, weeks in last.effort.items()
                                     if weeks > effort.get(role, 0.0) + 1e-9)
    return TaskStanding(
        task=name, initiative=initiative, unit=unit, status=status, planned=planned, actual=(start, finish),
        late=None if planned is None or status == "cancelled" else _late(planned, status, start, finish, now), **spent)


def _late(planned: PlannedTask, status: TaskStatus, start: int | None, finish: int | None, now: int) -> int:
    """Months behind the plan. Of what is not done, a month that is not over yet is not lost yet."""
    if finish is not None:
        return finish - planned.finish
    if status == "planned" or (start is None and status != "running"):
        return max(0, now - planned.start)
    overdue = now - planned.finish + 1  # the month of the day is the earliest in which it can still end
    behind = (start - planned.start) if start is not None else 0
    return max(overdue, behind) if overdue > 0 else behind


def _placed(plan: Mapping[str, Any]) -> dict[str, PlannedTask]:
    scheduled = plan.get("roadmap", {}).get("scheduled", ())
    return {one["task"]: PlannedTask(one["start"], one["finish"]) for one in scheduled}
