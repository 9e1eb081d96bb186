"""The pilot site: the client's choice, else the most ready site."""

from __future__ import annotations

from assessment.domain.basis import Frozen
from assessment.domain.engagement import Engagement
from assessment.domain.scoring import Scorecard
from assessment.text import _


class PilotRank(Frozen):
    """`site` of the pilot ('' without sites), why in sentences, and all sites from most to least ready."""

    site: str
    reasons: tuple[str, ...]
    order: tuple[str, ...]
    chosen: bool = False
    """True where the client chose it."""


def choose_pilot(engagement: Engagement, scorecard: Scorecard) -> PilotRank:
    """The client's pilot site, else the one with the highest mean of its dimension scores; ties in order of sites."""
    ready = {site: readiness(engagement, scorecard, site) for site in engagement.sites}
    order = tuple(sorted(ready, key=lambda site: (-(ready[site] or 0), list(ready).index(site))))
    if engagement.pilot is not None and engagement.pilot.site in engagement.sites:
        site = engagement.pilot.site
        reason = engagement.pilot.reason or _("The client chose {site} as the pilot.").format(
            site=engagement.sites[site].name)
        return PilotRank(site=site, reasons=(reason,), chosen=True,
                         order=(site, *(other for other in order if other != site)))
    if not order:
        return PilotRank(site="", reasons=(), order=())
    best = order[0]
    level = ready[best]
    reason = _("No score tells the sites apart; {site} stands first.") if level is None else _(
        "{site} is the most ready site, at {level} on average.")
    return PilotRank(site=best, order=order, reasons=(
        reason.format(site=engagement.sites[best].name, level="" if level is None else f"{level:.1f}"),))


def readiness(engagement: Engagement, scorecard: Scorecard, site: str) -> float | None:
    """Weighted mean of a site's dimension scores, in levels; None without any."""
    found = [(d.weight, score.value) for d in engagement.the_pack.dimensions
             if (score := scorecard.score(d.id, site)) is not None and score.value is not None]
    return sum(w * v for w, v in found) / sum(w for w, _v in found) if found else None
