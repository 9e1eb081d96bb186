"""What makes figures of the case doubtful, told with place and remedy."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.basis import Problem, Severity
from assessment.domain.checking.money import check_baseline
from assessment.domain.engagement import Engagement
from assessment.domain.roadmap import usd_rate
from assessment.domain.value.costing import rate_basis
from assessment.domain.value.overlaps import check_overlaps
from assessment.domain.value.types import CostLine
from assessment.domain.value.valuing import Valued
from assessment.text import _, number


def doubts(engagement: Engagement, valued: list[Valued], lines: tuple[CostLine, ...]) -> Iterator[Problem]:
    """Rates that are missing, hours that have no price, baselines of odd size or unit, the same money twice."""
    if rate_basis(engagement) == "missing":
        yield Problem(
            severity=Severity.WARNING, code="unknown-rate", where="rates.usd_rate",
            message=_("Nobody said how many {currency} are one US dollar; costs and stand-ins count as if it were "
                      "one.").format(currency=engagement.currency),
            remedy=_("State the rate: until then no amount of this case may be used."))
    for stop in (part for line in lines if line.kind == "stops" for part in line.parts):
        if stop.what == "hours" and stop.quantity > 0 and stop.price is None:
            yield Problem(
                severity=Severity.WARNING, code="stops-unpriced", where="baselines.stop-hour",
                message=_("{hours} hours of stopped production are not priced: nobody gave the price of an "
                          "hour.").format(hours=number(stop.quantity)),
                remedy=_("State what an hour costs; the cost of the effort is too low until then."))
    for baseline in engagement.baselines.values():
        for found in check_baseline(engagement.the_library, baseline.driver, baseline.value, baseline.unit,
                                    engagement.currency, usd_rate(engagement), len(engagement.sites)):
            yield found.model_copy(update={"severity": Severity.WARNING})
    yield from check_overlaps(engagement, valued)
