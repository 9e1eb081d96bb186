"""What is left of people, money, change load and shutdown hours; asked before a task is placed."""

from __future__ import annotations

from collections import defaultdict
from itertools import accumulate

from assessment.domain.basis import Role
from assessment.domain.roadmap.footprint import Footprint, added_months, hours_of
from assessment.domain.roadmap.types import PROGRAMME, Frame, Task

WEEKS = 0.01
"""Person-weeks a month that rounding may exceed a capacity by."""
MONEY = 0.1
"""Thousand of currency that rounding may exceed the budget by."""
HOURS = 0.01


class Ledger:
    """What every shared limit still holds beside the tasks entered. `refuses` names those that a footprint would break.

    Lists by month or quarter, for a search asks many thousand times.
    """

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.months = frame.months + 3 * max((task.duration for task in frame.tasks), default=0) + 1
        """A footprint that no rule allows yet may reach beyond the horizon."""
        self.free: dict[Role, list[float]] = {}
        """Of the people that all share, with those that finished tasks have added."""
        self.at_site: dict[tuple[str, Role], list[float]] = {}
        self.room: dict[str, list[int]] = {}
        self.hours: dict[tuple[str, int], float] = defaultdict(float)
        allowed = list(accumulate(frame.budget[:frame.quarters]))
        allowed += [allowed[-1] if allowed else 0.0] * (frame.quarters - len(allowed))
        self.money = allowed
        """Budget to date less spend to date, by quarter."""

    def enter(self, task: Task, taken: Footprint, sign: int = 1) -> None:
        """Use (or with sign -1 give back) what a task needs."""
        for role, weeks in task.effort.items():
            free, each = self._free(role), sign * weeks / task.duration
            if task.unit in self.frame.local:
                used = self._used(task.unit, role)
                for month in taken.active:
                    free[month] -= self._beyond(task.unit, role, month, each)
                    used[month] += each
            else:
                for month in taken.active:
                    free[month] -= each
        for role, added in task.adds.items():
            free = self._free(role)
            for month in added_months(self.frame, task, taken):
                free[month] += sign * added
        if task.unit != PROGRAMME and not task.given:
            room = self._room(task.unit)
            for month in taken.active:
                room[month] -= sign
        if task.stop_hours is not None and task.unit in self.frame.windows:
            self.hours[task.unit, taken.finish - 1] += sign * task.stop_hours.mode
        if task.cost or task.recurring:
            for quarter, amount in self._to_date(task, taken):
                self.money[quarter] -= sign * amount

    def refuses(self, task: Task, taken: Footprint) -> tuple[str, ...]:
        """Codes role:<role>, change-load, shutdown, budget of limits that would not hold."""
        codes = []
        for role, weeks in task.effort.items():
            if weeks > 0 and self._lacks(task, role, weeks / task.duration, taken):
                codes.append(f"role:{role}")
        if task.unit != PROGRAMME and not task.given:
            room = self._room(task.unit)
            if any(room[month] < 1 for month in taken.active):
                codes.append("change-load")
        if task.stop_hours is not None and task.unit in self.frame.windows:
            month = taken.finish - 1
            if self.hours[task.unit, month] + task.stop_hours.mode > hours_of(
                    self.frame, task.unit, month) + HOURS / 2:
                codes.append("shutdown")
        if (task.cost or task.recurring) and any(
                amount > self.money[quarter] + MONEY / 2 for quarter, amount in self._to_date(task, taken)):
            codes.append("budget")
        return tuple(codes)

    def left(self, role: Role, month: int) -> float:
        """Person-weeks of the people that all share which nobody uses yet; below 0 where more is used than there is."""
        return self._free(role)[month]

    def _lacks(self, task: Task, role: Role, each: float, taken: Footprint) -> bool:
        free, enough = self._free(role), each - WEEKS / 2
        if task.unit not in self.frame.local:
            return any(free[month] < enough for month in taken.active)
        return any(free[month] < self._beyond(task.unit, role, month, each) - WEEKS / 2 for month in taken.active)

    def _free(self, role: Role) -> list[float]:
        if role not in self.free:
            there = self.frame.capacity.get(role, ())[:self.months]
            self.free[role] = [*there, *(0.0,) * (self.months - len(there))]
        return self.free[role]

    def _used(self, site: str, role: Role) -> list[float]:
        return self.at_site.setdefault((site, role), [0.0] * self.months)

    def _room(self, site: str) -> list[int]:
        if site not in self.room:
            self.room[site] = [self.frame.room(site, month) for month in range(self.months)]
        return self.room[site]

    def _beyond(self, site: str, role: Role, month: int, more: float) -> float:
        """What of `more` person-weeks falls on the people that all share, beyond those of the site."""
        local, used = self.frame.local_weeks(site, role, month), self._used(site, role)[month]
        return max(0.0, used + more - local) - max(0.0, used - local)

    def _to_date(self, task: Task, taken: Footprint) -> list[tuple[int, float]]:
        """(quarter, thousand spent up to its end) from the quarter of the start on."""
        first, running = taken.start // 3, -(-taken.finish // 3)
        if not task.recurring:
            return [(quarter, task.cost) for quarter in range(first, self.frame.quarters)]
        return [(quarter, task.cost + max(0, quarter - running + 1) * task.recurring / 4)
                for quarter in range(first, self.frame.quarters)]
