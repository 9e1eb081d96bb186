"""What speaks against figures that are to be recorded: rates, baselines, estimates."""

from __future__ import annotations

from assessment.domain import facts as f
from assessment.domain.basis import NotFound, Problem, Refused, Severity
from assessment.domain.checking.money import (
    baselines_of,
    check_baseline,
    check_price_list,
    check_rate,
    check_spread,
)
from assessment.domain.engagement import Engagement
from assessment.domain.roadmap import usd_rate


def check_figure(engagement: Engagement, fact: f.BaselineSet) -> None:
    """A baseline of a driver, standing cost, whole loss or hour that the library knows, in its unit."""
    known = baselines_of(engagement.the_library)
    if fact.driver not in known:
        raise NotFound("driver", fact.driver, list(known))
    _refuse(check_baseline(engagement.the_library, fact.driver, fact.value, fact.unit, engagement.currency,
                           usd_rate(engagement), len(engagement.sites)))


def check_rates(fact: f.RatesSet) -> None:
    """Rates of 0 and more, and a discount rate between 0 and 1."""
    _refuse([*check_price_list(fact.day_rate.items()),
             *(check_rate(fact.discount_rate) if fact.discount_rate is not None else ())])


def check_estimate(engagement: Engagement, fact: f.EstimateSet) -> None:
    """Estimates for an initiative of the catalogue, of 0 and more."""
    if fact.initiative not in engagement.the_library.initiative:
        raise NotFound("initiative", fact.initiative, list(engagement.the_library.initiative))
    where = f"estimates.{fact.initiative}"
    spreads = {"weeks": fact.weeks, "cost": fact.cost,
               **{f"effort.{role}": effort for role, effort in fact.effort.items()}}
    _refuse([found for name, spread in spreads.items() if spread is not None
             for found in check_spread(spread, f"{where}.{name}")])


def _refuse(problems: list[Problem]) -> None:
    """Raise the first error with its place."""
    for found in problems:
        if found.severity == Severity.ERROR:
            raise Refused(f"{found.where}: {found.message}", found.remedy)
