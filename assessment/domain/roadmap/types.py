"""What to plan (Frame, Task) and what came out (Roadmap, ScheduledTask)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property
from math import ceil
from typing import Literal

from assessment.domain.basis import Estimate, Frozen, Interval, Role
from assessment.domain.library import Stage

PROGRAMME = "programme"
Aim = Literal["value", "finish", "cost", "moves", "starts"]
"""What the best plan is: most value soonest, earliest finish of what is required, least cost to the targets, few moves
against an adopted plan, or least sum of worth x start with everything planned."""


class TaskEffect(Frozen):
    """Levels that a finished task adds to a capability at a site, and the range for the forecast."""

    site: str
    capability: str
    levels: float
    range: Interval | None = None

    @property
    def key(self) -> str:
        return f"{self.site}|{self.capability}"


class Task(Frozen):
    """An initiative at a unit. Months count whole months of work; effort is person-weeks over the whole task.

    Costs in thousand of currency: `cost` once in the start quarter, `recurring` a year from finish. `due` is the
    latest finish (exclusive month), `pinned` the only allowed start.
    """

    id: str
    initiative: str
    unit: str
    """`programme` or a site id."""
    stage: Stage
    months: Estimate
    effort: dict[Role, float]
    cost: float
    recurring: float = 0
    after: tuple[str, ...] = ()
    effects: tuple[TaskEffect, ...] = ()
    earliest: int = 0
    due: int | None = None
    mandatory: bool = False
    connecting: bool = False
    structural: bool = False
    validated: bool = False
    stop_hours: Estimate | None = None
    reasons: tuple[str, ...] = ()
    """Why it is in the frame: gap:<capability>, path, prerequisite, mandate, running, reported."""
    pinned: int | None = None
    opens: Literal["", "gate", "decision"] = ""
    """gate: its finish opens the site for connecting tasks; decision: its finish allows structural tasks."""
    given: bool = False
    """Work of a running programme, or reported as begun or done: it keeps its dates whatever a rule says. What a
    programme uses is off capacity already."""
    estimate: tuple[dict[Role, float], float] | None = None
    """Effort and cost that a reported task was reckoned with, where it bears what it took."""
    adds: dict[Role, float] = {}
    """Person-weeks a month that a finished task adds to a role: people hired, trained, lent or contracted."""
    lasting: int | None = None
    """Months for which it adds them; None: to the end of the horizon."""
    worth: float = 0.0
    """What a start one month later costs under the aim `starts`."""

    @property
    def off_capacity(self) -> bool:
        """Work of a running programme, whose people are off capacity already; not what was reported of the plan."""
        return self.given and "reported" not in self.reasons

    @property
    def duration(self) -> int:
        """Whole months of work, at least one."""
        return max(1, ceil(self.months.mode - 1e-9))

    @property
    def committed(self) -> bool:
        """True for what the chosen path cannot do without."""
        return "path" in self.reasons


class Frame(Frozen):
    """A complete planning problem. Months count from the month of `start` (month 0); quarters are three months."""

    start: date
    months: int
    tasks: tuple[Task, ...]
    capacity: dict[Role, tuple[float, ...]]
    """Person-weeks by month."""
    budget: tuple[float, ...]
    """Thousand of currency by quarter; carries over."""
    change_load: int
    frozen: dict[str, tuple[int, ...]]
    """Unit (site or `programme`) -> frozen months."""
    windows: dict[str, tuple[int, ...]]
    """Site -> months with a shutdown window; a site without an entry has no known windows."""
    window_hours: dict[str, dict[int, float]] = {}
    shares: dict[str, float]
    """'site|capability' -> weight of one level there in the goal, sums to 1 over all."""
    gaps: dict[str, float]
    """'site|capability' -> levels to the target, >= 0."""
    goal_lambda: float
    excluded: dict[str, str]
    """Initiative -> why it is not in the frame."""
    in_place: tuple[str, ...] = ()
    """Initiatives of these whose capabilities stand at their end level already."""
    levels: dict[str, float] = {}
    """'site|capability' -> level today."""
    pilot: str = ""
    open_gates: tuple[str, ...] = ()
    """Sites whose connections are all recorded as open: connecting tasks there wait for no gate task."""
    decided: bool = False
    """True once a path has been adopted: structural tasks wait for no decision."""
    no_cut_over: dict[str, tuple[int, ...]] = {}
    """Unit -> months in which no cut-over that stops production may fall."""
    no_validation: dict[str, tuple[int, ...]] = {}
    """Unit -> months over which tasks with a validated release pause."""
    notes: tuple[str, ...] = ()
    """What was assumed or left out, in sentences."""
    aim: Aim = "value"
    local: dict[str, dict[Role, tuple[float, ...]]] = {}
    """Site -> role -> person-weeks by month of people who work at that site only; its tasks use them first."""
    taken: dict[Role, tuple[float, ...]] = {}
    """Person-weeks by month that running programmes use; `capacity` is what is left."""
    adopted: dict[str, int] = {}
    """Task -> start month in the plan that was adopted."""
    now: int = 0
    """Month before which nothing new begins: the one after the last report of a task; 0 without reports."""
    move_price: float = 0.02
    """Level-years that moving a task of the adopted plan by a month costs under the aim `moves`."""

    @property
    def quarters(self) -> int:
        return self.months // 3

    @property
    def reported(self) -> bool:
        """Whether tasks were reported: what has begun is held, and the rest is planned again."""
        return self.now > 0 or any("reported" in task.reasons for task in self.tasks)

    def local_weeks(self, site: str, role: Role, month: int) -> float:
        """Person-weeks of people who work at that site only; its tasks use them before those that all share."""
        by_month = self.local.get(site, {}).get(role, ())
        return by_month[month] if month < len(by_month) else 0.0

    def room(self, site: str, month: int) -> int:
        """Tasks that a site can take on in a month beside what running programmes do there."""
        return max(0, self.change_load - self._running[site, month])

    @cached_property
    def _running(self) -> Counter[tuple[str, int]]:
        return Counter((task.unit, month) for task in self.tasks if task.given and task.pinned is not None
                       for month in range(task.pinned, task.pinned + task.duration))

    @cached_property
    def by_id(self) -> dict[str, Task]:
        return {task.id: task for task in self.tasks}

    @cached_property
    def total_budget(self) -> float:
        """Thousand of currency over the horizon; 1 where there is none, so that shares of it stay defined."""
        return sum(self.budget[:self.quarters]) or 1.0


class ScheduledTask(Frozen):
    """Start and finish month (finish exclusive). `waits_for`: what decided its start."""

    task: str
    start: int
    finish: int
    waits_for: tuple[str, ...] = ()
    """Codes with names: after:<task>, role:<role>, budget, freeze, shutdown, change-load, earliest, goal."""


class Roadmap(Frozen):
    status: Literal["optimal", "feasible", "infeasible"]
    objective: float
    bound: float
    gap: float
    """(bound - objective) / |bound|, 0 when proven optimal."""
    scheduled: tuple[ScheduledTask, ...]
    unscheduled: dict[str, str]
    """Task -> why not."""
    conflict: tuple[str, ...] = ()
    """Requirements that exclude each other, where there is no plan."""
    remedies: tuple[str, ...] = ()
    """What would resolve the conflict, each alone."""
    method: str = ""
    projected: dict[str, tuple[float, ...]] = {}
    """'site|capability' -> projected level at the end of each quarter."""

    def at(self, task: str) -> ScheduledTask | None:
        return next((s for s in self.scheduled if s.task == task), None)
