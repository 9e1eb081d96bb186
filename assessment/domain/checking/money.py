"""What is wrong in the money of a library, and in figures that a client states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isfinite

from assessment.domain.basis import Estimate, Problem, Severity, listed
from assessment.domain.checking.known import Known
from assessment.domain.library import STOP_HOUR, CyberLoss, Driver, Library, Settings, StandingCost
from assessment.text import N_, _, number, quoted

ODD_SIZE = 50
"""A figure so many times above or below the stand-in is asked about: whole currency instead of thousand is 1,000."""
NAMED = (N_("driver"), N_("overlap group"))
"""What may be missing, as it stands in a sentence."""
UNITS = ("thousand a year", "thousand {currency} a year", "{currency} thousand a year")
UNITS_OF_HOUR = ("thousand an hour", "thousand {currency} an hour", "{currency} thousand an hour", *UNITS[:1])
"""`thousand a year` is what a baseline says when nobody wrote a unit."""


def check_rate(rate: float) -> list[Problem]:
    """What is wrong with a discount rate a year."""
    if 0 <= rate <= 1:
        return []
    return [Problem(code="discount-rate", where="rates.discount_rate",
                    message=_("A discount rate of {rate} a year is not between 0 and 1.").format(
                        rate=number(rate, "g")),
                    remedy=_("Write 8.5 % as 0.085."))]


def baselines_of(library: Library) -> dict[str, Driver | StandingCost | None]:
    """Id of every figure that a client may state: of drivers, standing costs, whole losses, an hour of stop."""
    named: dict[str, Driver | StandingCost | None] = dict(library.driver)
    named |= {cost.id: cost for cost in library.standing_costs}
    named |= {group.id: None for group in library.overlaps}
    return {**named, STOP_HOUR: None}


def check_baseline(library: Library, name: str, value: float, unit: str, currency: str, usd: float,
                   sites: int) -> list[Problem]:
    """What is wrong with a client's figure: its name, unit or number (errors), or its size (a warning).

    `value` in thousand of `currency`, a year and for all `sites` together; `usd` units of the currency per USD.
    """
    where = f"baselines.{name}"
    known = baselines_of(library)
    if name not in known:
        return [Problem(code="unknown-driver", where=where,
                        message=_("There is no driver named {name}.").format(name=quoted(name)),
                        remedy=_("Known: {known}.").format(known=listed(sorted(known))))]
    problems = []
    units = [form.format(currency=currency) for form in (UNITS_OF_HOUR if name == STOP_HOUR else UNITS)]
    if " ".join(unit.split()) not in units:
        problems.append(Problem(
            code="wrong-unit", where=f"{where}.unit",
            message=_("The unit {unit} is not {wanted}.").format(unit=quoted(unit), wanted=quoted(units[0])),
            remedy=_("Restate the figure in thousand {currency} and leave the unit out.").format(currency=currency)))
    if not isfinite(value) or value < 0:
        problems.append(Problem(code="wrong-number", where=f"{where}.value",
                                message=_("A baseline is a number, 0 or more."),
                                remedy=_("Leave the baseline out where there is no figure.")))
        return problems
    item = known[name]
    proxy = item.proxy if item is not None else None
    if item is not None and proxy and value > 0:
        usual = proxy * usd * (sites if item.per == "site" else 1)
        if not usual / ODD_SIZE <= value <= usual * ODD_SIZE:
            problems.append(Problem(
                severity=Severity.WARNING, code="odd-size", where=f"{where}.value",
                message=_("{amount} thousand {currency} a year is far from the {usual} thousand that sites like these "
                          "suggest.").format(amount=number(value), currency=currency, usual=number(usual)),
                remedy=_("Write thousand of {currency}, a year, for all sites together.").format(currency=currency)))
    return problems


def check_price_list(rates: Iterable[tuple[str, float]]) -> list[Problem]:
    """What is wrong with rates a person-day by role."""
    return [Problem(code="wrong-number", where=f"rates.day_rate.{role}",
                    message=_("A rate a person-day is a number, 0 or more."), remedy=_("Correct the rate."))
            for role, rate in rates if not isfinite(rate) or rate < 0]


def check_spread(estimate: Estimate, where: str) -> list[Problem]:
    """What is wrong with a three-point estimate of weeks, effort or cost."""
    if estimate.low >= 0 and isfinite(estimate.high):
        return []
    return [Problem(code="wrong-number", where=where, message=_("An estimate is three numbers, 0 or more."),
                    remedy=_("Write [low, mode, high]."))]


def check_money(library: Library, known: Known) -> Iterator[Problem]:
    """What is wrong in drivers, overlap groups, standing costs, cyber loss and the magnitudes of money."""
    groups = {group.id for group in library.overlaps}
    for driver in library.drivers:
        where = f"drivers.{driver.id}"
        yield from _in_range(driver.effect, f"{where}.effect")
        yield from _sourced(driver, where)
        if driver.overlap is not None and driver.overlap not in groups:
            yield Problem(code="unknown-overlap-group", where=f"{where}.overlap",
                          message=_("There is no overlap group named {name}.").format(name=quoted(driver.overlap)),
                          remedy=_("Describe the loss under `overlaps`, or correct the id."))
        if not driver.enabled_by:
            yield Problem(severity=Severity.WARNING, code="never-enabled", where=where,
                          message=_("No initiative enables this driver, so that it never counts."),
                          remedy=_("Name the initiatives that bring it."))
    for cost in library.standing_costs:
        yield from _standing(cost, library)
    if library.cyber_loss is not None:
        yield from known.missing("initiative", library.cyber_loss.enabled_by, "cyber_loss.enabled_by")
        yield from _cyber(library.cyber_loss)
    yield from _magnitudes(library.settings)


def _in_range(estimate: Estimate, where: str) -> Iterator[Problem]:
    if estimate.low < 0 or estimate.high > 1:
        yield Problem(code="off-range", where=where, message=_("The range is not within 0 and 1."),
                      remedy=_("Write shares: 12 % as 0.12."))


def _sourced(item: Driver | StandingCost, where: str) -> Iterator[Problem]:
    if not item.source.publisher.strip() or not item.basis.strip():
        yield Problem(code="missing-provenance", where=where, message=_("It is not said where this is from."),
                      remedy=_("Name the source, and say under `basis` how the range came about."))
    if item.proxy is not None and (item.proxy < 0 or not item.proxy_basis.strip()):
        yield Problem(code="bare-proxy", where=f"{where}.proxy",
                      message=_("A stand-in is below 0, or nothing says that it is one."),
                      remedy=_("Label it under `proxy_basis`."))


def _standing(cost: StandingCost, library: Library) -> Iterator[Problem]:
    where = f"standing_costs.{cost.id}"
    yield from _in_range(cost.share, f"{where}.share")
    yield from _sourced(cost, where)
    linked = library.driver.get(cost.driver or "")
    if cost.driver is not None and linked is None:
        yield Problem(code="unknown-driver", where=f"{where}.driver",
                      message=_("There is no driver named {name}.").format(name=quoted(cost.driver)),
                      remedy=_("Correct the id, or give the cost a baseline of its own."))
    if cost.driver is None and not cost.baseline_name:
        yield Problem(code="no-baseline", where=where, message=_("The cost has neither a driver nor a baseline."),
                      remedy=_("Name the driver whose baseline it shares, or describe its own."))
    if linked is not None and linked.effect.high * linked.attribution > cost.share.low + 1e-9:
        yield Problem(severity=Severity.WARNING, code="more-than-it-costs", where=f"{where}.share",
                      message=_("The driver may take away more than the low end of this cost."),
                      remedy=_("Raise the low end of `share`, or lower the driver's effect or attribution."))


def _cyber(loss: CyberLoss) -> Iterator[Problem]:
    yield from _in_range(loss.reduction, "cyber_loss.reduction")
    if loss.rate < 0 or not 0 < loss.severity_p50 <= loss.severity_p90:
        yield Problem(code="wrong-number", where="cyber_loss",
                      message=_("The rate is below 0, or the severity is not 0 < P50 <= P90."),
                      remedy=_("Correct rate, `severity_p50` or `severity_p90`."))


def _magnitudes(settings: Settings) -> Iterator[Problem]:
    for found in check_rate(settings.discount_rate):
        yield found.model_copy(update={"where": "settings.discount_rate"})
    for name, value in (("contingency", settings.contingency), ("driver_correlation", settings.driver_correlation),
                        ("confirmed_share", settings.confirmed_share)):
        if not 0 <= value <= 1:
            yield Problem(code="off-range", where=f"settings.{name}", message=_("The value is not within 0 and 1."),
                          remedy=_("Write shares: 12 % as 0.12."))
    for currency, rate in settings.usd_rate.items():
        if not isfinite(rate) or rate <= 0:
            yield Problem(code="wrong-number", where=f"settings.usd_rate.{currency}",
                          message=_("An exchange rate is a number above 0."), remedy=_("Correct the rate."))
    if settings.value_quarters < 1:
        yield Problem(code="wrong-number", where="settings.value_quarters",
                      message=_("The case needs a horizon of at least one quarter."), remedy=_("Write 28 or so."))
