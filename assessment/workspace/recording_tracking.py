"""What speaks against facts of what became of a plan: reports of tasks, key figures, actuals, booked benefits."""

from __future__ import annotations

from datetime import date
from typing import Any

from assessment.domain import facts as f
from assessment.domain.basis import NotFound, Refused
from assessment.domain.engagement import Engagement
from assessment.domain.tracking import against_kpi, against_report, units_of
from assessment.text import _


def check_tracking_fact(engagement: Engagement, fact: f.Fact, today: date) -> None:
    """Raise NotFound for a name, Refused for dates and figures that cannot be; `today` is the day of the clock."""
    match fact:
        case f.TaskReported():
            _check_report(engagement, fact, today)
        case f.KpiDefined():
            _check_kpi(engagement, fact)
        case f.KpiMeasured():
            _known("key figure", fact.kpi, engagement.kpis)
            if engagement.kpis[fact.kpi].withdrawn:
                raise Refused(_("This key figure was withdrawn."), _("Define it again first."))
            _not_later(fact.on, today)
        case f.BenefitBooked():
            _known("driver", fact.driver, engagement.the_library.driver)
            if fact.site is not None:
                _known("site", fact.site, engagement.sites)
            if fact.last < fact.first:
                raise Refused(_("The span ends before it begins."), _("Exchange the two dates."))
            if not fact.withdrawn:
                _not_later(fact.last, today)
        case _:
            pass


def _check_report(engagement: Engagement, fact: f.TaskReported, today: date) -> None:
    known = engagement.the_library.initiative
    _known("initiative", fact.initiative, known)
    _known("unit", fact.unit, units_of(engagement, known[fact.initiative]))
    if fact.owner is not None:
        _person(engagement, fact.owner)
    _not_later(fact.on, today)
    _consistent(against_report(fact))


def _check_kpi(engagement: Engagement, fact: f.KpiDefined) -> None:
    if fact.site is not None:
        _known("site", fact.site, engagement.sites)
    if fact.owner is not None:
        _person(engagement, fact.owner)
    for name in fact.initiatives:
        _known("initiative", name, engagement.the_library.initiative)
    for name in fact.dimensions:
        _known("dimension", name, [dimension.id for dimension in engagement.the_pack.dimensions])
    if fact.driver is not None:
        _known("driver", fact.driver, engagement.the_library.driver)
    _consistent(against_kpi(fact))


def _consistent(against: tuple[str, str] | None) -> None:
    if against is not None:
        raise Refused(*against)


def _not_later(day: date, today: date) -> None:
    if day > today:
        raise Refused(_("That day has not come yet."), _("Give today or an earlier day."))


def _known(what: str, name: str, known: Any) -> None:
    if name not in known:
        raise NotFound(what, name, list(known))


def _person(engagement: Engagement, name: str) -> None:
    if name not in engagement.people:
        raise NotFound("person", name)
