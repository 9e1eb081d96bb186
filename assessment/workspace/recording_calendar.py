"""What speaks against a freeze or a shutdown of a plant."""

from __future__ import annotations

from assessment.domain import facts as f
from assessment.domain.basis import InvalidInput, NotFound, Problem, Refused
from assessment.domain.engagement import Engagement
from assessment.text import N_, _

MOST_DAYS = 3660
"""Ten years: a period beyond it has a mistyped year, and each of its days would be counted."""
NAMED = (N_("freeze"), N_("shutdown"))
"""What may not be found, as it stands in a sentence."""


def check_calendar_fact(engagement: Engagement, fact: f.FreezeSet | f.ShutdownSet) -> None:
    """Raise NotFound for a name, Refused for what others rest on, InvalidInput with place and remedy for the rest."""
    if isinstance(fact, f.FreezeSet):
        what, name, known = "freeze", fact.freeze, list(engagement.freezes)
    else:
        what, name, known = "shutdown", fact.shutdown, list(engagement.shutdowns)
    if fact.withdrawn:
        if name not in known:
            raise NotFound(what, name, known)
        _check_unused(engagement, fact)
        return
    if fact.site is not None and fact.site not in engagement.sites:
        raise NotFound("site", fact.site, list(engagement.sites))
    if fact.last < fact.first:
        raise _invalid("dates-reversed", f"{what}s.{name}.last", _("The end lies before the beginning."),
                       _("Exchange the two dates."))
    if (fact.last - fact.first).days >= MOST_DAYS:
        raise _invalid("dates-apart", f"{what}s.{name}.last", _("It lasts longer than ten years."),
                       _("Check the years."))
    if isinstance(fact, f.FreezeSet) and not fact.stops:
        raise _invalid("stops-nothing", f"{what}s.{name}.stops", _("A freeze that stops nothing is none."),
                       _("Name what stands still, or take the freeze out."))


def _check_unused(engagement: Engagement, fact: f.FreezeSet | f.ShutdownSet) -> None:
    """A scenario that moves a shutdown would say nothing without it."""
    if isinstance(fact, f.ShutdownSet):
        resting = [s.name for s in engagement.scenarios.values() if s.shutdown == fact.shutdown and not s.withdrawn]
        if resting:
            raise Refused(_("A scenario moves this shutdown: {names}.").format(names=", ".join(resting[:5])),
                          _("Take the scenario out first."))


def _invalid(code: str, where: str, message: str, remedy: str) -> InvalidInput:
    return InvalidInput([Problem(code=code, where=where, message=message, remedy=remedy)])
