"""What is wrong in the figures of a brief: rates, baselines, estimates."""

from __future__ import annotations

from assessment.domain.basis import Estimate
from assessment.domain.checking.money import baselines_of, check_baseline, check_spread
from assessment.formats.brief.names import Names
from assessment.formats.lines import Loc
from assessment.text import _


def check_figures(names: Names) -> None:
    """Note a missing exchange rate, baselines for nothing, in another unit or of odd size, and odd estimates."""
    brief, settings = names.brief, names.library.settings
    currency = brief.currency or "EUR"
    own = brief.rates.usd_rate if brief.rates is not None else None
    if currency not in settings.usd_rate and own is None:
        names.tell("unknown-rate", ("currency",), _("No exchange rate for {currency} is at hand.").format(
            currency=currency), _("Add `usd_rate` (units of it per US dollar) under `rates`."))
    known = baselines_of(names.library)
    names.unique(brief.baselines, ("baselines",), "baseline", "driver")
    for index, baseline in enumerate(brief.baselines):
        loc: Loc = ("baselines", index)
        if not names.known("driver", baseline.driver, known, (*loc, "driver")):
            continue
        for found in check_baseline(names.library, baseline.driver, baseline.value, baseline.unit, currency,
                                    own or settings.usd_rate.get(currency, 1.0), len(brief.sites)):
            names.tell(found.code, (*loc, found.where.rsplit(".", 1)[-1]), found.message, found.remedy, found.severity)
    names.unique(brief.estimates, ("estimates",), "estimate", "initiative")
    for index, estimate in enumerate(brief.estimates):
        loc = ("estimates", index)
        names.known("initiative", estimate.initiative, names.library.initiative, (*loc, "initiative"))
        spreads: list[tuple[Loc, Estimate | None]] = [
            (("weeks",), estimate.weeks), (("cost",), estimate.cost),
            *((("effort", role), effort) for role, effort in estimate.effort.items())]
        for place, spread in spreads:
            for found in check_spread(spread, "") if spread is not None else ():
                names.tell(found.code, (*loc, *place), found.message, found.remedy)
