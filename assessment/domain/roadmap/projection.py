"""What a plan is worth: gain, spend and projected levels (docs/method.md, section 7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from assessment.domain.roadmap.types import Frame, Task
from assessment.domain.scoring import Scorecard


def spend(frame: Frame, task: Task, start: int, finish: int) -> list[float]:
    """Thousand of currency by quarter: one-off in the start quarter, a quarter of the yearly recurring cost in each
    quarter that begins at or after the finish."""
    return [
        (task.cost if quarter == start // 3 else 0.0) + (task.recurring / 4 if 3 * quarter >= finish else 0.0)
        for quarter in range(frame.quarters)
    ]


def cost_within(frame: Frame, task: Task, finish: int) -> float:
    """Thousand of currency within the horizon, running cost from the month of the finish on, as the value case has it.

    `spend` counts running cost by whole quarters, as a budget is set by quarters.
    """
    return task.cost + task.recurring / 12 * max(0, frame.months - finish)


def levels_gained(frame: Frame, finishes: Mapping[str, int], month: int) -> dict[str, float]:
    """'site|capability' -> levels, at most the gap, from tasks finished by the beginning of `month`."""
    sums: dict[str, float] = defaultdict(float)
    for name, finish in finishes.items():
        if finish <= month:
            for effect in frame.by_id[name].effects:
                sums[effect.key] += effect.levels
    return {key: min(frame.gaps.get(key, 0.0), levels) for key, levels in sums.items()}


def gain(frame: Frame, finishes: Mapping[str, int]) -> float:
    """Level-years: share x levels gained before each quarter of the horizon / 4, over sites and capabilities."""
    return sum(
        frame.shares.get(key, 0.0) * levels / 4
        for quarter in range(frame.quarters)
        for key, levels in levels_gained(frame, finishes, 3 * quarter).items()
    )


def project(frame: Frame, finishes: Mapping[str, int]) -> dict[str, tuple[float, ...]]:
    """'site|capability' -> level at the end of each quarter; full effect at finish, never above the target."""
    ends = [levels_gained(frame, finishes, 3 * (quarter + 1)) for quarter in range(frame.quarters)]
    return {key: tuple(level + end.get(key, 0.0) for end in ends) for key, level in frame.levels.items()}


def standing(scorecard: Scorecard | None, dimension: str, site: str | None, planned: float) -> float:
    """Where a projection of a dimension begins: at its score, as every page shows it; at the mean of the levels that
    the plan raises where there is none.

    The two differ where a capability was asked of the sites and of the network too: the plan raises the sites' levels,
    the score counts all. What the plan adds is the same.
    """
    known = scorecard.score(dimension, site) if scorecard is not None else None
    return planned if known is None or known.value is None else known.value
