"""The sites of a network beside each other: who stands where, and who can show whom how it is done."""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt

from assessment.domain.basis import Frozen, Interval
from assessment.domain.engagement import Engagement, Site
from assessment.domain.scoring import Score, Scorecard

MOST_DONORS = 3
"""Donors that are named for a gap; more would be nobody's call."""
OLD = 30.0
"""Years of difference in age beyond which two plants are as unlike as can be (EJ)."""


class SiteRank(Frozen):
    """A site's place among the sites with a score at a node, 1 the highest.

    `value` in levels; `best` and `worst` are the places that it may hold, the same where it stands clear of all others;
    `tied` are the sites that it cannot be told from, the highest first.
    """

    site: str
    value: float
    interval: Interval | None
    best: int
    worst: int
    tied: tuple[str, ...]


class SiteRanking(Frozen):
    """Sites by their score at a dimension or index, the highest first; those without a score are not in it."""

    node: str
    ranks: tuple[SiteRank, ...]

    def of(self, site: str) -> SiteRank | None:
        return next((rank for rank in self.ranks if rank.site == site), None)


class SiteDonor(Frozen):
    """A site that attained what another aims at; `similarity` to that one and `validated` share of its value, 0..1."""

    site: str
    level: int
    similarity: float
    validated: float


class SiteGap(Frozen):
    """A capability of a site below its target, in levels, with the sites to learn from, the most similar first."""

    site: str
    dimension: str
    capability: str
    value: float
    target: float
    donors: tuple[SiteDonor, ...]

    @property
    def gap(self) -> float:
        return self.target - self.value


def difference(one: Score, other: Score) -> Interval | None:
    """Interval of one site's score less another's, from the intervals of both; None where one has none.

    The distances from each score to the ends of its interval add as squares (the method of variance estimates
    recovery, Zou and Donner 2008): it is exact for symmetric intervals of independent scores, and keeps lopsided ones
    lopsided. Sites are asked apart, so their draws are independent; where the same person answered at both, scores move
    together and the interval is too wide rather than too narrow. It covers what theirs do, 90 %, for this pair alone.
    """
    a, b = one.interval, other.interval
    if a is None or b is None or one.value is None or other.value is None:
        return None
    x, y = one.value, other.value
    return Interval(low=x - y - sqrt((x - a.low) ** 2 + (b.high - y) ** 2),
                    high=x - y + sqrt((a.high - x) ** 2 + (y - b.low) ** 2), level=min(a.level, b.level))


def rank(scorecard: Scorecard, node: str) -> SiteRanking:
    """All sites with a score at a node, the highest first.

    Two sites tie unless the interval of their difference excludes 0. A score without an interval, from fewer than five
    people, ties with every other: nothing says how sure it is. A site's best place is one after those that are above it
    for certain, its worst one before those below. Being tied is no relation that carries over: a may tie with b and b
    with c while a stands above c, which is why places are ranges.
    """
    scores = sorted((score for site in scorecard.sites if (score := scorecard.score(node, site)) is not None
                     and score.value is not None), key=lambda score: (-(score.value or 0.0), score.site or ""))
    return SiteRanking(node=node, ranks=tuple(_placed(score, scores) for score in scores))


def _placed(score: Score, scores: list[Score]) -> SiteRank:
    above, below, tied = 0, 0, []
    for other in scores:
        if other.site == score.site:
            continue
        off = difference(score, other)
        if off is None or not off.excludes(0.0):
            tied.append(other.site or "")
        elif off.high < 0:
            above += 1
        else:
            below += 1
    return SiteRank(site=score.site or "", value=score.value or 0.0, interval=score.interval, best=1 + above,
                    worst=len(scores) - below, tied=tuple(tied))


def similarity(one: Site, other: Site) -> float:
    """How alike two sites are, 0..1: the mean over kind, sterile work, size and age, and cluster where both have one.

    Each counts the same, for nothing says which matters more (EJ).
    """
    small, large = sorted((one.headcount, other.headcount))
    parts = [float(one.site_kind == other.site_kind), float(one.sterile == other.sterile), small / large,
             max(0.0, 1.0 - abs(one.brownfield_years - other.brownfield_years) / OLD)]
    if one.cluster and other.cluster:
        parts.append(float(one.cluster == other.cluster))
    return sum(parts) / len(parts)


def gaps(engagement: Engagement, scorecard: Scorecard, sites: Iterable[str] | None = None) -> tuple[SiteGap, ...]:
    """Every capability of these sites (all by default) below its target, the widest first, with its donors.

    A donor attained, as a level and not as an average, at least the target of the site with the gap, and all its levels
    there are agreed or validated: nobody is sent to learn from a claim.
    """
    found = []
    for dimension in engagement.the_pack.dimensions:
        for capability in dimension.capabilities:
            able = [score for site in engagement.sites
                    if (score := scorecard.score(capability.id, site)) is not None and score.level is not None
                    and score.state in ("agreed", "validated")]
            for site in engagement.sites if sites is None else sites:
                score, target = scorecard.score(capability.id, site), engagement.target(dimension.id, site)
                if score is not None and score.value is not None and score.value < target:
                    found.append(SiteGap(
                        site=site, dimension=dimension.id, capability=capability.id, value=score.value, target=target,
                        donors=_donors(engagement, site, target, able)))
    return tuple(sorted(found, key=lambda gap: (-gap.gap, gap.site, gap.capability)))


def _donors(engagement: Engagement, site: str, target: float, able: list[Score]) -> tuple[SiteDonor, ...]:
    here = engagement.sites[site]
    found = [SiteDonor(site=score.site, level=score.level, validated=score.validated_share,
                       similarity=similarity(here, engagement.sites[score.site]))
             for score in able if score.site is not None and score.site != site
             and score.level is not None and score.level >= target]
    return tuple(sorted(found, key=lambda donor: (-donor.similarity, -donor.level, donor.site))[:MOST_DONORS])
