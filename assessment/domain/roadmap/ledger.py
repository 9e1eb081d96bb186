"""What is used up so far of people, money, change load and shutdown hours; asked before a task is placed."""

from __future__ import annotations

from collections import defaultdict
from itertools import accumulate

from assessment.domain.basis import Role
from assessment.domain.roadmap.footprint import Footprint, added_months, hours_of
from assessment.domain.roadmap.projection import spend
from assessment.domain.roadmap.types import PROGRAMME, Frame, Task

WEEKS = 0.01
"""Person-weeks a month that rounding may exceed a capacity by."""
MONEY = 0.1
"""Thousand of currency that rounding may exceed the budget by."""
HOURS = 0.01


class Ledger:
    """Use of every shared limit by the tasks entered. `refuses` names the limits that a footprint would break."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.weeks: dict[tuple[Role, int], float] = defaultdict(float)
        """Of the people that all share, less those that finished tasks have added."""
        self.at_site: dict[tuple[str, Role, int], float] = defaultdict(float)
        self.load: dict[tuple[str, int], int] = defaultdict(int)
        self.hours: dict[tuple[str, int], float] = defaultdict(float)
        self.spent = [0.0] * frame.quarters
        self._allowed = list(accumulate(frame.budget[:frame.quarters]))
        self._allowed += [self._allowed[-1] if self._allowed else 0.0] * (frame.quarters - len(self._allowed))

    def enter(self, task: Task, taken: Footprint, sign: int = 1) -> None:
        """Use (or with sign -1 give back) what a task needs."""
        for role, weeks in task.effort.items():
            for month in taken.active:
                self.weeks[role, month] += self._shared(task, role, month, sign * weeks / task.duration)
                self.at_site[task.unit, role, month] += sign * weeks / task.duration
        for role, added in task.adds.items():
            for month in added_months(self.frame, task, taken):
                self.weeks[role, month] -= sign * added
        if task.unit != PROGRAMME and not task.given:
            for month in taken.active:
                self.load[task.unit, month] += sign
        if task.stop_hours is not None and task.unit in self.frame.windows:
            self.hours[task.unit, taken.finish - 1] += sign * task.stop_hours.mode
        for quarter, amount in enumerate(spend(self.frame, task, taken.start, taken.finish)):
            self.spent[quarter] += sign * amount

    def refuses(self, task: Task, taken: Footprint) -> tuple[str, ...]:
        """Codes role:<role>, change-load, shutdown, budget of limits that would not hold."""
        frame, codes = self.frame, []
        for role, weeks in task.effort.items():
            each, capacity = weeks / task.duration, frame.capacity.get(role, ())
            if each > 0 and any(
                    self.weeks[role, month] + self._shared(task, role, month, each)
                    > (capacity[month] if month < len(capacity) else 0) + WEEKS / 2 for month in taken.active):
                codes.append(f"role:{role}")
        if task.unit != PROGRAMME and not task.given and any(
                self.load[task.unit, m] >= frame.room(task.unit, m) for m in taken.active):
            codes.append("change-load")
        if task.stop_hours is not None and task.unit in frame.windows:
            month = taken.finish - 1
            if self.hours[task.unit, month] + task.stop_hours.mode > hours_of(frame, task.unit, month) + HOURS / 2:
                codes.append("shutdown")
        if (task.cost or task.recurring) and self._overspends(task, taken):
            codes.append("budget")
        return tuple(codes)

    def _shared(self, task: Task, role: Role, month: int, more: float) -> float:
        """What of `more` person-weeks falls on the people that all share, beyond those of the site."""
        if task.unit not in self.frame.local:
            return more
        local = self.frame.local_weeks(task.unit, role, month)
        used = self.at_site[task.unit, role, month]
        return max(0.0, used + more - local) - max(0.0, used - local)

    def _overspends(self, task: Task, taken: Footprint) -> bool:
        extra = spend(self.frame, task, taken.start, taken.finish)
        total = accumulate(a + b for a, b in zip(self.spent, extra, strict=True))
        return any(amount > allowed + MONEY / 2 for amount, allowed in zip(total, self._allowed, strict=True))
