"""Money: what the effort costs, what it brings, what staying costs, and what was counted once."""

from __future__ import annotations

from assessment.domain.basis import Severity
from assessment.domain.findings.types import money
from assessment.domain.results import Results
from assessment.domain.value import CostLine, CostPart, OverlapValue, Triple, rests_on
from assessment.report.tables.plan import month_name
from assessment.report.tables.table import Column, Table, percent, thousand
from assessment.text import _, in_quotes, number

SHORTEST = 0.5
"""Thousand of currency below which an amount is not worth a row."""


def value_answer(results: Results) -> tuple[str, ...]:
    """What it costs, what it brings, what staying costs: a sentence each, before any table and beside the stamp."""
    value, currency = results.value, results.engagement.currency
    years = f"{value.quarters / 4:.0f}"
    said = [
        _("The whole effort costs {middle} over {years} years, between {low} and {high}.").format(
            years=years, **_told(value.investment, currency)),
        " ".join([_("It brings {middle} over the same years, between {low} and {high}, before discounting.").format(
            **_told(value.benefit, currency)), *_discounted(results)]),
        _("Staying as we are costs {middle} over these years at today's value, between {low} and {high}; the roadmap "
          "takes {taken} of it away on average.").format(
            taken=money(sum(item.taken_away for item in value.standing), currency),
            **_told(value.stay_as_we_are, currency))]
    if not value.indicative:
        said.append(_("Net present value: {middle}, between {low} and {high}; above zero in {share} of 100 "
                      "draws.").format(share=f"{100 * value.chance_positive:.0f}", **_told(value.npv, currency)))
    if not value.stops_priced:
        said.append(_("Not in the cost: {hours} hours of stopped production, since nobody gave the price of an "
                      "hour.").format(hours=number(value.stop_hours)))
    return tuple(said)


def _discounted(results: Results) -> list[str]:
    """The same discounted beside the cost, which may be the larger then; means, since these add up."""
    gain = sum(driver.expected for driver in results.value.drivers)
    if gain <= 0:
        return []
    return [_("Discounted, that is {gain} on average, against {cost} of cost.").format(
        gain=money(gain, results.engagement.currency),
        cost=money(gain - results.value.expected_npv, results.engagement.currency))]


def value_stamp(results: Results) -> str:
    """Why the case is only indicative; empty once enough of it is confirmed."""
    value = results.value
    if not value.indicative:
        return ""
    return _("How sure: {share} % of the benefit rests on figures that a finance owner confirmed, {needed} % are "
             "needed. Until then the case is indicative and no net present value leads.").format(
        share=f"{100 * value.confirmed_share:.0f}",
        needed=f"{100 * results.engagement.the_library.settings.confirmed_share:.0f}")


def _told(amounts: Triple, currency: str) -> dict[str, str]:
    return dict(zip(("low", "middle", "high"), (money(amount, currency) for amount in amounts), strict=True))


def measures(results: Results) -> Table:
    """Net present value, payback and rate of return, with the word indicative where it is due."""
    value, start = results.value, results.frame.start
    range_ = _range(value.npv)
    rows = [(_("Net present value, {currency} thousand").format(currency=results.engagement.currency), range_,
             thousand(value.npv[1])),
            (_("Above zero, of 100 draws"), "", f"{100 * value.chance_positive:.0f}"),
            (_("Cash is back by the end of"), " – ".join(
                month_name(start, 3 * q - 1) if q else _("later") for q in reversed(value.payback_quarter[::2])),
             month_name(start, 3 * value.payback_quarter[1] - 1) if value.payback_quarter[1] else _("later")),
            (_("Internal rate of return a year"), "", "–" if value.irr is None else percent(value.irr)),
            (_("Cost of the first three years with own people and reserve, {currency} thousand").format(
                currency=results.engagement.currency), "", thousand(value.three_year_cost))]
    title = _("Net present value and payback (indicative)") if value.indicative else _("Net present value and payback")
    return Table("measures", title, (
        Column(_("Measure"), 46), Column("P10 – P90", 34, "right"), Column(_("Middle (P50)"), 20, "right")),
        tuple(rows), _("Discounted at {rate} a year from the end of each quarter, over {quarters} quarters. The rate "
                       "of return is that of the middle tenth of all draws.").format(
            rate=number(100 * value.discount_rate, ".1f") + " %", quarters=value.quarters))


def costs(results: Results) -> Table:
    value = results.value
    names = cost_names()
    years = (value.quarters + 3) // 4
    rows = []
    for line in value.costs:
        yearly = [sum(line.by_quarter[4 * y:4 * y + 4]) for y in range(years)]
        if line.kind == "stops" and not value.stops_priced:
            rows.append((names[line.kind], *("" for _year in yearly), _("not priced")))
            continue
        rows.append((names[line.kind], *(thousand(x) for x in yearly), thousand(line.total)))
    totals = [sum(sum(line.by_quarter[4 * y:4 * y + 4]) for line in value.costs) for y in range(years)]
    rows.append((_("Total"), *(thousand(x) for x in totals), thousand(sum(totals))))
    return Table("costs", _("Cost by kind, {currency} thousand").format(currency=results.engagement.currency), (
        Column(_("Kind"), 36), *(Column(_("Year {number}").format(number=y + 1), 48 / years, "right")
                                 for y in range(years)), Column(_("Total"), 16, "right")), tuple(rows),
        _("At the most likely estimates; the range is in the text."))


def cost_names() -> dict[str, str]:
    return {"one-off": _("External spend, one-off"), "recurring": _("Running cost from finish"),
            "internal effort": _("Internal effort"), "validation": _("Validation and quality effort"),
            "stops": _("Revenue lost in stops"), "contingency": _("Contingency")}


def cost_basis(results: Results) -> Table:
    """How each cost line came about."""
    rows = tuple((cost_names()[line.kind], _came_about(results, line)) for line in results.value.costs)
    return Table("cost-basis", _("How the cost came about"), (Column(_("Kind"), 26), Column(_("Basis"), 74)), rows)


def _came_about(results: Results, line: CostLine) -> str:
    currency = results.engagement.currency
    first = line.parts[0] if line.parts else None
    if line.kind == "one-off" and first is not None:
        own = rests_on(results.engagement, results.frame, results.roadmap, results.value).own_cost > 0
        form = _("{count} tasks of the plan, at the client's estimates or at the catalogue's, which are in US "
                 "dollars.") if own else _("{count} tasks of the plan at the catalogue's estimates, which are in US "
                                           "dollars.")
        text = form.format(count=number(first.quantity))
        return f"{text} {_rate(results)}".strip()
    if line.kind == "recurring" and first is not None:
        return _("{amount} {currency} thousand a year once everything runs, each part from the finish of its task "
                 "on.").format(amount=thousand(first.quantity), currency=currency)
    if line.kind in ("internal effort", "validation"):
        return "; ".join(_weeks(part, currency) for part in line.parts) + "." if line.parts else _(
            "The plan asks for none.")
    if line.kind == "stops":
        return " ".join(_stop(part, currency) for part in line.parts if part.quantity > 0) or _(
            "The plan stops no production.")
    return _("{share} of one-off spend, internal effort and validation.").format(
        share=percent(first.quantity if first is not None else 0))


def _rate(results: Results) -> str:
    value, currency = results.value, results.engagement.currency
    rate = number(value.usd_rate, ".4g")
    if value.usd_rate_basis == "missing":
        return _("Nobody gave a rate, so that one {currency} is taken as one dollar.").format(currency=currency)
    if currency == "USD":
        return ""
    if value.usd_rate_basis == "own":
        return _("{rate} {currency} are one dollar, as the client states.").format(rate=rate, currency=currency)
    return _("{rate} {currency} are taken as one dollar, a planning rate.").format(rate=rate, currency=currency)


def _weeks(part: CostPart, currency: str) -> str:
    form = _("{role}: {weeks} person-weeks at {price} {currency} a day, the client's rate") if part.own else _(
        "{role}: {weeks} person-weeks at {price} {currency} a day, the shipped rate")
    return form.format(role=_(part.role) if part.role else "", weeks=number(part.quantity),
                       price=number(part.price or 0), currency=currency)


def _stop(part: CostPart, currency: str) -> str:
    if part.what == "absorbed":
        return _("{hours} hours of cut-over fall into planned standstills and lose no revenue.").format(
            hours=number(part.quantity))
    if part.price is None:
        return _("{hours} hours outside planned standstills are not priced: nobody gave the price of an hour.").format(
            hours=number(part.quantity))
    return _("{hours} hours outside planned standstills at {price} {currency} thousand, the client's price.").format(
        hours=number(part.quantity), price=number(part.price, ",.4g"), currency=currency)


def basis_of_figure(confirmed_by: str, proxy: bool) -> str:
    """On whose word a baseline stands."""
    if confirmed_by:
        return _("confirmed by {name}").format(name=confirmed_by)
    return _("proxy, not the client's figure") if proxy else _("client's figure, not confirmed")


def _standing_of(confirmed_by: str, proxy: bool) -> str:
    """The same in a word or two."""
    if confirmed_by:
        return _("confirmed")
    return _("stand-in") if proxy else _("not confirmed")


def drivers(results: Results) -> Table:
    rows = []
    for driver in sorted(results.value.drivers, key=lambda d: -d.present[1]):
        rows.append((
            driver.name, month_name(results.frame.start, 3 * (driver.first_quarter - 1)) if driver.first_quarter else _(
                "not planned"),
            thousand(driver.baseline), _range(driver.present), thousand(driver.present[1]),
            percent(driver.variance_share), basis_of_figure(driver.confirmed_by, driver.proxy)))
    return Table("drivers", _("Benefits over the horizon, {currency} thousand, discounted").format(
        currency=results.engagement.currency), (
        Column(_("Driver"), 26), Column(_("From"), 10), Column(_("Baseline a year"), 11, "right"),
        Column("P10 – P90", 15, "right"), Column("P50", 9, "right"), Column(_("Share of uncertainty"), 10, "right"),
        Column(_("Basis of the baseline"), 19)), tuple(rows),
        _("Drivers that describe one loss are never added: in each draw only the largest counts. The cost has {share} "
          "of the uncertainty.").format(share=percent(results.value.cost_variance_share)))


def standing(results: Results) -> Table:
    """The reference case, item by item, and what the roadmap takes away of it."""
    value = results.value
    rows = [(
        item.name, thousand(item.yearly), percent(item.growth) if item.growth else "–", _range(item.present),
        thousand(item.expected), thousand(item.taken_away), _standing_of(item.confirmed_by, item.proxy))
        for item in value.standing]
    if rows:
        rows.append((_("Staying as we are, in all"), thousand(sum(item.yearly for item in value.standing)), "",
                     _range(value.stay_as_we_are), thousand(sum(item.expected for item in value.standing)),
                     thousand(sum(item.taken_away for item in value.standing)), ""))
    return Table("standing", _("What staying as we are costs, {currency} thousand").format(
        currency=results.engagement.currency), (
        Column(_("Item"), 25), Column(_("First year"), 9, "right"), Column(_("Growth a year"), 9, "right"),
        Column("P10 – P90", 18, "right"), Column(_("On average"), 12, "right"), Column(_("Taken away"), 12, "right"),
        Column(_("Baseline"), 15)), tuple(rows),
        _("First year: on average, undiscounted; then all years, discounted. Averages add up, ranges and the middle "
          "draw ({middle} in all, which the chapter names) do not. What the roadmap takes away is the benefit of a "
          "driver and is counted there only. Benefits that no item names are not part of this table.").format(
            middle=thousand(value.stay_as_we_are[1])))


def standing_basis(results: Results) -> Table:
    rows = tuple((item.name, item.why, item.basis) for item in results.value.standing)
    return Table("standing-basis", _("Why staying as we are costs money"), (
        Column(_("Item"), 26), Column(_("Why"), 34), Column(_("Basis"), 40)), rows)


def delay(results: Results) -> Table:
    """What starting two quarters later loses, part by part; the parts add up."""
    value, start = results.value, results.frame.start

    def begins(quarter: int | None) -> str:
        return month_name(start, 3 * (quarter - 1)) if quarter else _("behind the horizon")

    parts = sorted(value.delay, key=lambda part: (part.kind == "cost", -part.lost))
    rows = [(part.name, begins(part.first_quarter), begins(part.delayed_quarter), thousand(part.lost))
            for part in parts if abs(part.lost) >= SHORTEST]
    if rows:
        rows.append((_("Cost of the delay"), "", "", thousand(value.delay_cost)))
    goes_on = sum(item.two_quarters for item in value.standing)
    return Table("delay", _("What waiting two quarters costs, {currency} thousand").format(
        currency=results.engagement.currency), (
        Column(_("What comes later"), 46), Column(_("From"), 17, "right"), Column(_("Then from"), 19, "right"),
        Column(_("Lost on average"), 18, "right")), tuple(rows),
        _("Discounted, over the same years; below zero is saved. Meanwhile staying as we are goes on to cost "
          "{amount} {currency} thousand, of which the part that the roadmap would take away stands above.").format(
            amount=thousand(goes_on), currency=results.engagement.currency))


def overlaps(results: Results) -> Table:
    """Drivers of one loss: what each would bring alone, and how often it was the one that counted."""
    rows = tuple(
        (group.name, member.name, thousand(member.alone), f"{100 * member.counted:.0f}")
        for group in results.value.overlaps for member in group.members)
    return Table("overlaps", _("Losses that are counted once"), (
        Column(_("Loss"), 24), Column(_("Driver"), 36),
        Column(_("Alone, {currency} thousand a year (P50)").format(currency=results.engagement.currency), 22, "right"),
        Column(_("Counted, of 100 draws"), 18, "right")), rows)


def overlaps_in_words(results: Results) -> tuple[str, ...]:
    """A sentence for each loss that several drivers describe."""
    return tuple(_taken_out(group, results.engagement.currency) for group in results.value.overlaps)


def _taken_out(group: OverlapValue, currency: str) -> str:
    drivers = ", ".join(in_quotes(member.name) for member in group.members)
    if group.taken_out_present <= 0:
        return _("{drivers} describe one loss: {loss}. The plan serves at most one of them, so that nothing had to be "
                 "taken out.").format(drivers=drivers, loss=group.loss)
    return _("{drivers} describe one loss: {loss}. Added up they would bring {added} {currency} thousand a year. In "
             "each draw only the one that brings most counts, so that {kept} remain; {taken} a year, or {present} over "
             "all years (discounted), are taken out.").format(
        drivers=drivers, loss=group.loss, added=thousand(group.added), currency=currency, kept=thousand(group.kept),
        taken=thousand(group.taken_out), present=thousand(group.taken_out_present))


def swings(results: Results) -> list[tuple[str, float, float]]:
    """The cost and each driver that moves the net present value, with what that is at both its ends, widest first."""
    value = results.value
    found = [(_("Cost of the effort"), *value.cost_swing), *((d.name, *d.swing) for d in value.drivers)]
    return sorted((swing for swing in found if swing[2] > swing[1]), key=lambda swing: swing[1] - swing[2])


def most_uncertain(results: Results) -> str:
    """What has most of the uncertainty, where that is not what has the widest span; else empty."""
    value, widest = results.value, swings(results)[:1]
    parts = [(value.cost_variance_share, _("Cost of the effort")), *((d.variance_share, d.name) for d in value.drivers)]
    share, name = max(parts)
    if not widest or widest[0][0] == name:
        return ""
    return _("the ends of '{widest}' are rarer than those of '{name}', which has {share} of the uncertainty over all "
             "draws").format(widest=widest[0][0], name=name, share=percent(share))


def not_valued(results: Results) -> Table:
    """Drivers and standing costs that nobody gave a figure for."""
    library, value = results.engagement.the_library, results.value
    held = {d.driver for d in value.drivers} | {item.id for item in value.standing}
    rows = [(d.name, d.baseline_name, d.proxy_basis) for d in library.drivers if d.id not in held]
    for cost in library.standing_costs:
        if cost.id not in held:
            linked = library.driver.get(cost.driver or "")
            rows.append((cost.name, cost.baseline_name or (linked.baseline_name if linked else ""),
                         cost.proxy_basis or (linked.proxy_basis if linked else "")))
    return Table("not-valued", _("Not valued: no figure, and not zero"), (
        Column(_("Item"), 28), Column(_("The figure that is missing"), 36), Column(_("Why there is no stand-in"), 36)),
        tuple(rows))


def money_doubts(results: Results) -> Table:
    """What makes figures doubtful, what does not count yet, and what to do."""
    order = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    rows = tuple((found.message, found.remedy) for found in sorted(
        results.value.problems, key=lambda found: order.index(found.severity)))
    return Table("money-doubts", _("What to look at in these figures"), (
        Column(_("What"), 60), Column(_("What to do"), 40)), rows)


def _range(amounts: Triple) -> str:
    return f"{thousand(amounts[0])} – {thousand(amounts[2])}"
