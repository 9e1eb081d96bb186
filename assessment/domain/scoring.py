"""Scores: question, capability, dimension, index; coverage, level, caps, intervals, perception gaps."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen, Interval
from assessment.domain.engagement import Engagement, Place

NodeKind = Literal["question", "capability", "dimension", "index"]


class Score(Frozen):
    """Score of a node at a place (site None: the network, all sites together).

    `value` in levels of the pack's scale, None with nothing answered; `points` = 0..100, indices only; `level` the
    level attained after caps, None below 50 % coverage; `coverage` 0..1; `bounds` all unanswered at min / at max;
    `extremes` every question at its lowest / highest vote (shown instead of an interval under five voters);
    `state` of a question: self-assessed, agreed or validated; `applicable` False: nothing applies here.
    """

    node: str
    kind: NodeKind
    site: str | None
    value: float | None
    level: int | None = None
    uncapped: int | None = None
    caps: tuple[str, ...] = ()
    coverage: float = 0
    interval: Interval | None = None
    extremes: Interval | None = None
    bounds: Interval | None = None
    points: float | None = None
    n: int = 0
    validated_share: float = 0
    agreed_share: float = 0
    state: Literal["none", "self-assessed", "agreed", "validated", "na"] = "none"
    applicable: bool = True


class PerceptionGap(Frozen):
    """mean(IT) - mean(OT) for a capability; `finding` when |gap| >= 1, the interval excludes 0 and both n >= 3."""

    capability: str
    site: str | None
    it: float
    ot: float
    gap: float
    interval: Interval | None
    n_it: int
    n_ot: int
    finding: bool


class Scorecard(Frozen):
    """All scores of one cycle. `scores` holds every node for the network and for each site."""

    cycle: str
    seed: int
    draws: int
    scores: tuple[Score, ...]
    gaps: tuple[PerceptionGap, ...]
    voters: int
    sites: tuple[str, ...]

    def score(self, node: str, site: Place = None) -> Score | None:
        raise NotImplementedError

    def current(self, capability: str, site: str) -> float | None:
        """Level of a capability at a site, the network's value where only network questions were answered."""
        raise NotImplementedError


def score(engagement: Engagement, cycle: str, seed: int = 0, draws: int = 2000) -> Scorecard:
    raise NotImplementedError
