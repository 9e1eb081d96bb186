"""The roadmap: what to solve (Frame), what came out (Roadmap), and a check that needs no solver."""

from __future__ import annotations

from datetime import date
from typing import Literal

from assessment.domain.basis import Estimate, Frozen, Interval, Problem, Role
from assessment.domain.engagement import Engagement
from assessment.domain.gate import Permit
from assessment.domain.library import Stage
from assessment.domain.paths import Recommendation
from assessment.domain.scoring import Scorecard

PROGRAMME = "programme"


class TaskEffect(Frozen):
    """Levels that a finished task adds to a capability at a site (`models.md` 7), and the range for the forecast."""

    site: str
    capability: str
    levels: float
    range: Interval | None = None


class Task(Frozen):
    """An initiative at a unit. Months count whole months of work; effort is person-weeks over the whole task.

    Costs in thousand of currency: `cost` once in the start quarter, `recurring` a year from finish.
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
    """Why it is in the frame: gap:<capability>, path, prerequisite, mandate."""

    @property
    def duration(self) -> int:
        """Whole months of work, at least one."""
        raise NotImplementedError


class Frame(Frozen):
    """A complete planning problem. Months count from `start` (month 0); quarters are three months."""

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

    @property
    def quarters(self) -> int:
        return self.months // 3


class ScheduledTask(Frozen):
    """Start and finish month (finish exclusive). `waits_for`: what decided its start."""

    task: str
    start: int
    finish: int
    waits_for: tuple[str, ...] = ()
    """Codes with names: after:<task>, role:<role>, budget, freeze, shutdown, change-load, earliest."""


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
    method: str = ""
    projected: dict[str, tuple[float, ...]] = {}
    """'site|capability' -> projected level at the end of each quarter."""

    def at(self, task: str) -> ScheduledTask | None:
        raise NotImplementedError


def frame(engagement: Engagement, scorecard: Scorecard, recommendation: Recommendation,
          permits: tuple[Permit, ...] = ()) -> Frame:
    raise NotImplementedError


def verify(frame: Frame, roadmap: Roadmap) -> list[Problem]:
    """Every rule recomputed from the plan alone; empty when all hold."""
    raise NotImplementedError
