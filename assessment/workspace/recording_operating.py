"""What speaks against an area, forum, promise or team that is to be recorded."""

from __future__ import annotations

from assessment.domain import facts as f
from assessment.domain.basis import NotFound, Refused
from assessment.domain.engagement import Engagement, Place
from assessment.text import N_, _

NAMED = (N_("area"), N_("forum"), N_("decision right"))
"""What may not be found, as it stands in a sentence."""

OperatingFact = f.AreaDesigned | f.ForumDefined | f.ServicePromised | f.TeamStated


def check_operating_fact(engagement: Engagement, fact: OperatingFact) -> None:
    """Names that there are, dates in order, a reason for an exception, an end to escalation.

    Two accountable owners may be recorded: that is how it may stand, and the results say what is wrong with it.
    """
    match fact:
        case f.AreaDesigned():
            _check_area(engagement, fact)
        case f.ForumDefined():
            _check_forum(engagement, fact)
        case _:
            _check_place(engagement, fact.site)


def _check_area(engagement: Engagement, fact: f.AreaDesigned) -> None:
    if fact.area not in engagement.the_library.area:
        raise NotFound("area", fact.area, list(engagement.the_library.area))
    _check_place(engagement, fact.site)
    if fact.withdrawn:
        return
    if fact.site is not None and not fact.reason.strip():
        raise Refused(_("An exception at a site lacks its reason."), _("Say why this site differs."))
    if fact.since and fact.until and fact.until < fact.since:
        raise Refused(_("The end lies before the beginning."), _("Exchange the two dates."))


def _check_forum(engagement: Engagement, fact: f.ForumDefined) -> None:
    operating = engagement.the_library.operating
    rights = {right.id for right in operating.decision_rights} if operating else set()
    for name in fact.decides:
        if name not in rights:
            raise NotFound("decision right", name, sorted(rights))
    forums = {forum.id for forum in operating.forums} if operating else set()
    forums |= {name for name, forum in engagement.forums.items() if not forum.withdrawn}
    if fact.escalates_to == fact.forum:
        raise Refused(_("A forum does not escalate to itself."), _("Name another forum, or none."))
    if fact.escalates_to is not None and fact.escalates_to not in forums:
        raise NotFound("forum", fact.escalates_to, sorted(forums))


def _check_place(engagement: Engagement, place: Place) -> None:
    if place is not None and place not in engagement.sites:
        raise NotFound("site", place, list(engagement.sites))
