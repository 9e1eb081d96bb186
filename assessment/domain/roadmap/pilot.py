"""The pilot site: the client's choice, else the best by readiness, value, risk, leadership and representativeness."""

from __future__ import annotations

from statistics import median

import numpy as np

from assessment.domain.basis import Frozen
from assessment.domain.engagement import Engagement, Site
from assessment.domain.scoring import Scorecard
from assessment.text import N_, _

CRITERIA = (N_("readiness"), N_("value"), N_("low risk"), N_("leadership"), N_("representativeness"))
DRAWS = 2_000
SPREAD = 0.5
"""Weights are drawn from half to one and a half times what they are: nobody knows them better (EJ)."""
OLD = 30.0
"""Years of a brownfield plant beyond which age says nothing more."""
SOON_DAYS = 180
"""An inspection within so many days of the start speaks against a pilot."""


class SiteScore(Frozen):
    """`score` 0..1, `wins` share of draws of the weights in which the site is first, `strengths` 0..1 by criterion
    (None: nothing is known, and the criterion counts neither way)."""

    site: str
    score: float
    wins: float
    strengths: dict[str, float | None]


class PilotRank(Frozen):
    """`site` of the pilot ('' without sites), why in sentences, and all sites from best to worst."""

    site: str
    reasons: tuple[str, ...]
    order: tuple[str, ...]
    chosen: bool = False
    """True where the client chose it."""
    scores: tuple[SiteScore, ...] = ()


def choose_pilot(engagement: Engagement, scorecard: Scorecard) -> PilotRank:
    """The client's pilot site, else the one with the highest weighted score; ties in order of sites."""
    scores = rank_sites(engagement, scorecard)
    order = tuple(found.site for found in scores)
    if engagement.pilot is not None and engagement.pilot.site in engagement.sites:
        site = engagement.pilot.site
        reason = engagement.pilot.reason or _("The client chose {site} as the pilot.").format(
            site=engagement.sites[site].name)
        return PilotRank(site=site, reasons=(reason,), chosen=True, scores=scores,
                         order=(site, *(other for other in order if other != site)))
    if not scores:
        return PilotRank(site="", reasons=(), order=())
    best = scores[0]
    known = sorted(((value, name) for name, value in best.strengths.items() if value is not None), reverse=True)
    reason = _("No score tells the sites apart; {site} stands first.").format(
        site=engagement.sites[best.site].name) if best.strengths["readiness"] is None else _(
        "{site} ranks first as the pilot in {share} of 100 draws of the weights; it stands out by {what}.").format(
            site=engagement.sites[best.site].name, share=round(100 * best.wins),
            what=_(" and ").join(_(name) for _value, name in known[:2]))
    return PilotRank(site=best.site, order=order, scores=scores, reasons=(reason,))


def rank_sites(engagement: Engagement, scorecard: Scorecard) -> tuple[SiteScore, ...]:
    """All sites, best first: a weighted mean of what is known of each criterion, as in section 5 of the method."""
    sites = list(engagement.sites)
    if not sites:
        return ()
    by_criterion: dict[str, dict[str, float | None]] = {
        "readiness": {site: _on_scale(engagement, readiness(engagement, scorecard, site)) for site in sites},
        "value": _of_best({site: _open_gap(engagement, scorecard, site) for site in sites}),
        "low risk": {site: _low_risk(engagement, site) for site in sites},
        "leadership": {site: _on_scale(engagement, _mean(engagement, scorecard, site, _leading(engagement)))
                       for site in sites},
        "representativeness": {site: _typical(engagement, scorecard, site) for site in sites},
    }
    known = [[by_criterion[name][site] for name in CRITERIA] for site in sites]
    table = np.array([[np.nan if value is None else value for value in row] for row in known])  # S x C
    weights = np.array([engagement.the_library.settings.pilot_weights.get(name, 0.0) for name in CRITERIA])
    drawn = weights * np.random.default_rng(1).uniform(1 - SPREAD, 1 + SPREAD, (DRAWS, len(CRITERIA)))
    first = np.bincount(_means(table, drawn).argmax(axis=1), minlength=len(sites)) / DRAWS
    scores = _means(table, weights[None, :])[0]
    found = [SiteScore(site=site, score=float(scores[at]), wins=float(first[at]), strengths={
        name: by_criterion[name][site] for name in CRITERIA}) for at, site in enumerate(sites)]
    return tuple(sorted(found, key=lambda score: (-score.score, sites.index(score.site))))


def _means(table: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """(D, S) weighted means of the known entries of table (S, C) under weights (D, C); 0 where none is known."""
    known = ~np.isnan(table)
    total = weights @ known.T
    means: np.ndarray = (weights @ np.where(known, table, 0.0).T) / np.where(total > 0, total, 1.0)
    return means


def readiness(engagement: Engagement, scorecard: Scorecard, site: str) -> float | None:
    """Weighted mean of a site's dimension scores, in levels; None without any."""
    return _mean(engagement, scorecard, site, [d.id for d in engagement.the_pack.dimensions])


def _mean(engagement: Engagement, scorecard: Scorecard, site: str, dimensions: list[str]) -> float | None:
    found = [(d.weight, score.value) for d in engagement.the_pack.dimensions if d.id in dimensions
             and (score := scorecard.score(d.id, site)) is not None and score.value is not None]
    return sum(w * v for w, v in found) / sum(w for w, _v in found) if found else None


def _leading(engagement: Engagement) -> list[str]:
    return list(engagement.the_library.settings.pilot_leadership)


def _on_scale(engagement: Engagement, level: float | None) -> float | None:
    scale = engagement.the_pack.scale
    return None if level is None else (level - scale.minimum) / (scale.maximum - scale.minimum)


def _open_gap(engagement: Engagement, scorecard: Scorecard, site: str) -> float:
    """Weighted levels to the targets, times the site's weight: what there is to gain."""
    found = [(d.weight, max(0.0, engagement.target(d.id, site) - score.value)) for d in engagement.the_pack.dimensions
             if (score := scorecard.score(d.id, site)) is not None and score.value is not None]
    return engagement.sites[site].weight * sum(w * gap for w, gap in found) / (sum(w for w, _g in found) or 1.0)


def _of_best(values: dict[str, float]) -> dict[str, float | None]:
    most = max(values.values())
    return {site: value / most if most > 0 else None for site, value in values.items()}


def _low_risk(engagement: Engagement, name: str) -> float:
    """1 without sterile work, an old plant or an inspection soon after the start; each takes a part away (EJ)."""
    site: Site = engagement.sites[name]
    days = (site.next_inspection - engagement.start).days if site.next_inspection else None
    soon = days is not None and 0 <= days <= SOON_DAYS
    return 1.0 - 0.4 * site.sterile - 0.3 * soon - 0.3 * min(1.0, site.brownfield_years / OLD)


def _typical(engagement: Engagement, scorecard: Scorecard, site: str) -> float | None:
    """1 for a site whose levels and size are those of the middle of the network."""
    scale = engagement.the_pack.scale
    parts = []
    for dimension in engagement.the_pack.dimensions:
        levels = {other: score.value for other in engagement.sites
                  if (score := scorecard.score(dimension.id, other)) is not None and score.value is not None}
        if site in levels:
            off = abs(levels[site] - median(levels.values()))
            parts.append(1.0 - off / (scale.maximum - scale.minimum))
    middle = median(other.headcount for other in engagement.sites.values())
    sizes = sorted((engagement.sites[site].headcount or 1, middle or 1))
    return (sum(parts) / len(parts) + sizes[0] / sizes[1]) / 2 if parts else None
