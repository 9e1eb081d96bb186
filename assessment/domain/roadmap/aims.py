"""What a plan is worth under each aim (docs/method.md, section 7). Sums of a reward by level reached, a price by task
and start, and for the earliest finish the last month of what is required; a search model adds up the same parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessment.domain.roadmap.footprint import Footprint
from assessment.domain.roadmap.projection import levels_gained, spend
from assessment.domain.roadmap.types import Frame, Task

UNCLOSED = 10.0
"""Aim `cost`: what a level that stays open costs, in total budgets, so that targets come before money."""
DROPPED = 12
"""Aim `moves`: leaving a task of the adopted plan out counts as moving it by so many months."""


def rewards(frame: Frame) -> list[tuple[int, float]]:
    """(month, level-years that a level gained before it is worth, before its share), for aims that value levels."""
    if frame.aim in ("value", "moves"):
        return [(3 * quarter, 0.25) for quarter in range(frame.quarters)]
    return [(frame.months, UNCLOSED)] if frame.aim == "cost" else []


def price(frame: Frame, task: Task, taken: Footprint) -> float:
    """What planning the task so costs; below 0 where leaving it out would cost more."""
    if frame.aim == "finish":
        return -float(frame.months) if is_required(frame, task) else 0.0
    if frame.aim == "starts":
        return task.worth * (taken.start - frame.months)
    share = sum(spend(frame, task, taken.start, taken.finish)) / frame.total_budget
    if frame.aim == "cost":
        return share
    moved = 0.0
    if frame.aim == "moves" and task.id in frame.adopted:
        moved = frame.move_price * (abs(taken.start - frame.adopted[task.id]) - DROPPED)
    return frame.goal_lambda * share + moved


def is_required(frame: Frame, task: Task) -> bool:
    """Whether the earliest finish counts the task: all that must be in the plan, or everything where nothing must."""
    must = any(other.mandatory or other.committed for other in frame.tasks)
    return not task.given and (task.mandatory or task.committed or not must)


def goal(frame: Frame, plan: Iterable[tuple[str, int, int]]) -> float:
    """The aim's worth of (task, start, finish): level-years for `value` and `moves`, months below 0 for `finish`, total
    budgets below 0 for `cost`, worth x months below 0 for `starts`. More is better."""
    placed = [(frame.by_id[name], Footprint(start, finish, ())) for name, start, finish in plan]
    total = -sum(price(frame, task, taken) for task, taken in placed)
    finishes = {task.id: taken.finish for task, taken in placed}
    for month, each in rewards(frame):
        total += each * _shared(frame, levels_gained(frame, finishes, month))
    if frame.aim == "finish":
        total -= max((taken.finish for task, taken in placed if is_required(frame, task)), default=0)
    return total + _nothing(frame)


def _nothing(frame: Frame) -> float:
    """The worth of an empty plan."""
    if frame.aim == "finish":
        return -float(frame.months * sum(is_required(frame, task) for task in frame.tasks))
    if frame.aim == "starts":
        return -sum(task.worth for task in frame.tasks) * frame.months
    if frame.aim == "cost":
        return -UNCLOSED * _shared(frame, frame.gaps)
    return -frame.move_price * DROPPED * len(frame.adopted) if frame.aim == "moves" else 0.0


def _shared(frame: Frame, levels: Mapping[str, float]) -> float:
    return sum(frame.shares.get(key, 0.0) * gained for key, gained in levels.items())
