"""What scoring says: levels on the pack's scale, shares 0..1."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from assessment.domain.basis import Frozen, Interval
from assessment.domain.engagement import Place

FEWEST = 3
"""People a side under which a gap is not shown."""
NodeKind = Literal["question", "capability", "dimension", "index"]
State = Literal["none", "self-assessed", "agreed", "validated", "na"]


class Score(Frozen):
    """Score of a node at a place (site None: the network, all sites together).

    `value` in levels, None with nothing answered; `points` = 0..100, indices only; `level` the level attained after
    caps, None below 50 % coverage, `uncapped` before them; `coverage` 0..1; `interval` 90 %; `extremes` every
    question at its lowest and at its highest vote, shown instead of an interval under five voters; `bounds` all
    unanswered at the lowest and at the highest level; `n` people who gave a level; `applicable` False where nothing
    applies; `carried_share` the share of the answered weight that an earlier cycle gave and nobody confirmed since.
    """

    node: str
    kind: NodeKind
    site: str | None
    value: float | None
    level: int | None = None
    uncapped: int | None = None
    caps: tuple[str, ...] = ()
    held_by: tuple[str, ...] = ()
    """Live connections of the site whose open hard stops at the gate hold the dimension down."""
    coverage: float = 0
    interval: Interval | None = None
    extremes: Interval | None = None
    bounds: Interval | None = None
    points: float | None = None
    n: int = 0
    validated_share: float = 0
    agreed_share: float = 0
    carried_share: float = 0
    state: State = "none"
    applicable: bool = True


class PerceptionGap(Frozen):
    """mean(IT) - mean(OT) of a node over the questions and places where both voted, in levels.

    `finding` when |gap| >= 1, the 90 % interval excludes 0 and both sides have at least three people. Under three
    people a side it is not `shown`: it would tell a single vote.
    """

    node: str
    kind: NodeKind
    site: str | None
    it: float
    ot: float
    gap: float
    interval: Interval | None
    n_it: int
    n_ot: int
    finding: bool

    @property
    def shown(self) -> bool:
        return min(self.n_it, self.n_ot) >= FEWEST


def _safe(whole: PerceptionGap, told: list[PerceptionGap]) -> bool:
    """Whether the network without these sites is nobody, or three people or more, a side."""
    rest = (whole.n_it - sum(gap.n_it for gap in told), whole.n_ot - sum(gap.n_ot for gap in told))
    return not any(0 < left < FEWEST for left in rest)


class Scorecard(Frozen):
    """All scores of one cycle, each node for the network and for each site where it exists."""

    cycle: str
    seed: int
    draws: int
    scores: tuple[Score, ...]
    gaps: tuple[PerceptionGap, ...]
    voters: int
    sites: tuple[str, ...]
    depth: Literal["quick", "full"] = "full"
    """Quick: the values of the quick scan's questions only."""

    def gaps_of(self, kind: NodeKind, site: Place = None) -> tuple[PerceptionGap, ...]:
        """Gaps that may be shown of all nodes of a kind at a place, the widest first.

        A site's gap is left out where the network without it, or without all sites that are shown, is one or two people
        a side: theirs could be worked out.
        """
        return tuple(sorted((gap for gap in self.gaps if gap.kind == kind and gap.site == site
                             and (gap.shown if site is None else site in self._told.get(gap.node, ()))),
                            key=lambda gap: -abs(gap.gap)))

    @cached_property
    def _told(self) -> dict[str, frozenset[Place]]:
        """Node -> sites whose gap may be shown beside the network's; the smallest are held back first."""
        whole = {gap.node: gap for gap in self.gaps if gap.site is None}
        by_node: dict[str, list[PerceptionGap]] = {}
        for gap in self.gaps:
            if gap.site is not None and gap.shown and _safe(whole[gap.node], [gap]):
                by_node.setdefault(gap.node, []).append(gap)
        for node, told in by_node.items():
            told.sort(key=lambda gap: -min(gap.n_it, gap.n_ot))
            while told and not _safe(whole[node], told):
                told.pop()
        return {node: frozenset(gap.site for gap in told) for node, told in by_node.items()}

    @cached_property
    def _by_place(self) -> dict[tuple[str, Place], Score]:
        return {(score.node, score.site): score for score in self.scores}

    def score(self, node: str, site: Place = None) -> Score | None:
        """The score of a question, capability, dimension or index; None where it does not exist there."""
        return self._by_place.get((node, site))

    def current(self, capability: str, site: str) -> float | None:
        """Level of a capability at a site; the network's value where the site has none of its own."""
        for place in (site, None):
            found = self.score(capability, place)
            if found is not None and found.value is not None:
                return found.value
        return None
