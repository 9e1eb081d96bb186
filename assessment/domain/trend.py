"""What moved between two cycles: four parts that add up, and whether it is real."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen, Interval
from assessment.domain.engagement import Engagement


class Move(Frozen):
    """Change of a node from one cycle to the next, in levels (`models.md` 9).

    like_for_like + panel + scope + instrument = change, where all are defined; `combined` names the parts that
    had to be given as one number.
    """

    node: str
    kind: Literal["dimension", "index"]
    before: float
    after: float
    change: float
    like_for_like: float | None
    panel: float | None
    scope: float | None
    instrument: float | None
    combined: str = ""
    interval: Interval | None
    real: bool


class Trend(Frozen):
    from_cycle: str
    to_cycle: str
    moves: tuple[Move, ...]
    series: dict[str, tuple[float | None, ...]]
    """Node -> value by cycle, in order of cycles."""
    cycles: tuple[str, ...]


def trend(engagement: Engagement, cycle: str, seed: int = 0, draws: int = 2000) -> Trend | None:
    """Trend from the cycle before to `cycle`; None for the first cycle."""
    raise NotImplementedError
