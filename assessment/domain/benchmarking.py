"""Comparison with published observations, only where n, level and question support it."""

from __future__ import annotations

from math import sqrt
from typing import Literal

from assessment.domain.basis import Frozen, Interval
from assessment.domain.engagement import Engagement
from assessment.domain.library import Benchmark
from assessment.domain.scoring import Score, Scorecard
from assessment.text import N_

THIN = 50
"""Below this n there is no percentile and no colour."""

SAME = 0.05
"""Levels by which two means may differ and read the same with one decimal."""

Verdict = Literal["reached", "not-reached", "above", "below", "within", "level-with", "context"]


class Peer(Frozen):
    """One observation beside the client's own value (docs/method.md, section 4).

    `interval`: 95 % Wilson interval of a share, percent. `percentile`: mid-rank of the client's class, 0..100, with
    the class as `percentile_range`; only with n >= 50. `verdict`: reached / not-reached for a share that stands for
    a level, above / below / within for a distribution, above / below / level-with for a mean. `own_level` is the level
    attained, after caps; `own` the score. `why_context` names what keeps a figure from being compared.
    """

    benchmark: Benchmark
    own: float | None
    own_level: int | None = None
    held: float | None = None
    """What the figure is held against: the level attained for a share of a level (in a cumulative pack the answer),
    else the score; None for context."""
    own_class: str = ""
    """Label of the class of a distribution into which the own score falls; empty elsewhere."""
    interval: Interval | None = None
    percentile: float | None = None
    percentile_range: Interval | None = None
    colour: bool = False
    verdict: Verdict = "context"
    why_context: str = ""
    stale: bool = False


class NetworkRank(Frozen):
    """Rank of a site among the client's own sites (1 is highest), never a percentile."""

    dimension: str
    site: str
    rank: int
    of: int


class Comparison(Frozen):
    peers: tuple[Peer, ...]
    context: tuple[Peer, ...]
    ranks: tuple[NetworkRank, ...]

    def for_dimension(self, dimension: str, questions: set[str]) -> tuple[Peer, ...]:
        """Comparable observations of a dimension or of its questions."""
        return tuple(peer for peer in self.peers
                     if peer.benchmark.dimension == dimension or peer.benchmark.question in questions)


def wilson(successes: float, n: int, z: float = 1.959964) -> Interval:
    """Wilson score interval of a share, in percent (Wilson 1927), 95 % by default. `successes` of `n`, n >= 1."""
    share = successes / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return Interval(low=100 * (centre - half), high=100 * (centre + half), level=0.95)


def compare(engagement: Engagement, scorecard: Scorecard) -> Comparison:
    """Each observation of the library beside the client's value; what cannot be compared becomes context."""
    year = engagement.as_of.year if engagement.as_of else 0
    cumulative = engagement.the_pack.maturity is not None
    placed = [_place(benchmark, scorecard, year, cumulative) for benchmark in engagement.benchmarks]
    return Comparison(
        peers=tuple(peer for peer in placed if peer.verdict != "context"),
        context=tuple(peer for peer in placed if peer.verdict == "context"),
        ranks=tuple(_ranks(engagement, scorecard)),
    )


def _place(benchmark: Benchmark, scorecard: Scorecard, year: int, cumulative: bool) -> Peer:
    node = benchmark.question or benchmark.dimension
    own = scorecard.score(node) if node else None
    value = own.value if own else None
    bare = Peer(benchmark=benchmark, own=value, own_level=own.level if own else None,
                stale=benchmark.expires is not None and benchmark.expires < year,
                interval=_interval(benchmark))
    why = _why_context(benchmark, own)
    if why or value is None:
        return bare.model_copy(update={"why_context": why or N_("not assessed")})
    if benchmark.at_least is not None:
        # the level attained, for an average is none; in a cumulative pack a question stands by its answer
        attained = value if cumulative else bare.own_level
        if attained is None:
            return bare.model_copy(update={"why_context": N_("not assessed")})
        reached = attained >= benchmark.at_least - 1e-9
        return bare.model_copy(update={"held": attained, "verdict": "reached" if reached else "not-reached",
                                       "colour": (benchmark.n or 0) >= THIN})
    if benchmark.classes:
        return _place_in_classes(bare, benchmark, value)
    if benchmark.unit == "level" and benchmark.value is not None:
        apart = value - benchmark.value
        verdict: Verdict = "level-with" if abs(apart) < SAME else "above" if apart > 0 else "below"
        return bare.model_copy(update={"held": value, "verdict": verdict,
                                       "colour": (benchmark.n or 0) >= THIN})
    return bare.model_copy(update={"why_context": N_("states no level to compare with")})


def _why_context(benchmark: Benchmark, own: Score | None) -> str:
    if benchmark.n is None:
        return N_("its sample size is not stated")
    if benchmark.use == "context":
        return N_("cannot be read as a level of a question")
    if own is None:
        return N_("belongs to no question")
    if benchmark.track == "field-observed" and own.validated_share < 1 - 1e-9:
        return N_("field-observed; own levels are not all validated")
    return ""


def _place_in_classes(bare: Peer, benchmark: Benchmark, value: float) -> Peer:
    """Mid-rank percentile: all classes below and half of the own one; the class is its uncertainty."""
    below = 0.0
    ranked = sorted((entry.levels[1], entry.share, entry.label) for entry in benchmark.classes
                    if entry.levels is not None)
    for place, (high, share, label) in enumerate(ranked, start=1):
        if value < high or place == len(ranked):
            middle = below + share / 2
            thick = (benchmark.n or 0) >= THIN
            verdict: Verdict = "above" if below >= 50 else "below" if below + share <= 50 else "within"
            return bare.model_copy(update={
                "held": value, "own_class": label, "verdict": verdict, "colour": thick,
                "percentile": middle if thick else None,
                "percentile_range": Interval(low=below, high=below + share) if thick else None})
        below += share
    return bare.model_copy(update={"why_context": N_("its classes stand for no level")})


def _interval(benchmark: Benchmark) -> Interval | None:
    if benchmark.unit != "percent" or benchmark.value is None or not benchmark.n:
        return None
    return wilson(round(benchmark.value * benchmark.n / 100), benchmark.n)


def _ranks(engagement: Engagement, scorecard: Scorecard) -> list[NetworkRank]:
    ranks = []
    for dimension in engagement.the_pack.dimensions:
        values = {site: node.value for site in engagement.sites
                  if (node := scorecard.score(dimension.id, site)) is not None and node.value is not None}
        for site, value in values.items():
            higher = sum(other > value + 1e-9 for other in values.values())
            ranks.append(NetworkRank(dimension=dimension.id, site=site, rank=higher + 1, of=len(values)))
    return ranks
