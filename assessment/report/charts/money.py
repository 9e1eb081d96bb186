"""Charts of cost, cash and what moves the result."""

from __future__ import annotations

from typing import Any

from assessment.domain.results import Results
from assessment.report.charts.chart import ACCENT, INK, MUTED, WIDTH, Chart, finished
from assessment.report.tables.plan import month_name
from assessment.text import _, number

KINDS = {"one-off": "#1f5a8c", "recurring": "#5a8bb8", "internal effort": "#9fbbd7", "validation": "#d9a441",
         "stops": "#8c4f2b", "contingency": "#c9ced4"}

HEIGHT = 230
"""Height in px of a chart over quarters; on screen axes and legend take their part of it."""


def _quarters(results: Results) -> list[str]:
    return [month_name(results.frame.start, 3 * q) for q in range(results.value.quarters)]


def _axis(quarters: list[str]) -> Any:
    """Every second quarter named, so that the labels keep apart."""
    import altair as alt

    return alt.X("quarter:O", sort=quarters, title=_("Quarter from"),
                 axis=alt.Axis(labelAngle=-35, values=quarters[::2]))


def _stamped(results: Results, subtitle: str) -> str:
    """What is measured, with the word indicative first while too little of the benefit is confirmed."""
    return _("Indicative. {subtitle}").format(subtitle=subtitle) if results.value.indicative else subtitle


def cost(results: Results) -> Chart | None:
    """Cost by quarter and kind; None where nothing costs anything."""
    import altair as alt

    names = {"one-off": _("External spend"), "recurring": _("Running cost"), "internal effort": _("Internal effort"),
             "validation": _("Validation"), "stops": _("Stops"), "contingency": _("Contingency")}
    quarters = _quarters(results)
    started = _axis(quarters)
    used = [line for line in results.value.costs if line.total > 0]
    if not used:
        return None
    rows = [{"quarter": quarter, "kind": names[line.kind], "value": amount / 1000, "order": place}
            for place, line in enumerate(used) for quarter, amount in zip(quarters, line.by_quarter, strict=True)]
    chart = alt.Chart(alt.Data(values=rows), width=WIDTH + 55, height=HEIGHT).mark_bar().encode(
        x=started,
        y=alt.Y("value:Q", title=_("{currency} million").format(currency=results.engagement.currency)),
        color=alt.Color("kind:N", title=None, scale=alt.Scale(
            domain=[names[line.kind] for line in used], range=[KINDS[line.kind] for line in used])),
        order="order:Q")
    total = sum(line.total for line in used) / 1000
    return Chart("cost", _("The effort costs about {currency} {total} million over {years} years").format(
        currency=results.engagement.currency, total=number(total, ".1f"), years=f"{results.value.quarters / 4:.0f}"),
        _("Cost by quarter at the most likely estimates, by kind"),
        _("Stacked bars of cost by quarter; the table of cost by kind gives the numbers."), finished(chart))


def cash(results: Results) -> Chart:
    import altair as alt

    quarters = _quarters(results)
    rows: list[dict[str, Any]] = [
        {"quarter": quarter, "low": low / 1000, "middle": middle / 1000, "high": high / 1000}
        for quarter, (low, middle, high) in zip(quarters, results.value.cash_curve, strict=True)]
    base = alt.Chart(alt.Data(values=rows), width=WIDTH + 55, height=HEIGHT).encode(
        x=_axis(quarters))
    y = alt.Y("low:Q", title=_("{currency} million, cumulative, discounted").format(
        currency=results.engagement.currency))
    zero = alt.Chart(alt.Data(values=[{"zero": 0}])).mark_rule(color=MUTED).encode(y="zero:Q")
    chart = base.mark_area(color="#d6e0ec").encode(y=y, y2="high:Q") + zero + base.mark_line(
        color=ACCENT, strokeWidth=2.2).encode(y="middle:Q") + base.mark_circle(
        color=ACCENT, size=40, opacity=1).encode(y="middle:Q")
    payback = results.value.payback_quarter[1]
    title = _("Cash turns positive in quarter {quarter} in the middle case").format(quarter=payback) if payback else _(
        "Cash does not turn positive within the horizon in the middle case")
    return Chart("cash", title, _stamped(results, _("Line: P50; band: P10 to P90 of {draws} draws").format(
        draws=number(results.value.draws))),
        _("Cumulative discounted cash by quarter, ending between {low} and {high} million.").format(
            low=number(rows[-1]["low"], ".1f"), high=number(rows[-1]["high"], ".1f")), finished(chart))


def tornado(results: Results, most: int = 8) -> Chart | None:
    import altair as alt

    value = results.value
    swings = [(_("Cost of the effort"), value.cost_swing), *((d.name, d.swing) for d in value.drivers)]
    widest = sorted((swing for swing in swings if swing[1][1] - swing[1][0] > 0),
                    key=lambda swing: swing[1][0] - swing[1][1])[:most]
    if not widest:
        return None
    names = [name for name, _swing in widest]
    rows = [{"name": name, "low": low / 1000, "high": high / 1000,
             "low_label": number(low / 1000, ".1f").replace("-", "−"),
             "high_label": number(high / 1000, ".1f").replace("-", "−")} for name, (low, high) in widest]
    middle = alt.Chart(alt.Data(values=[{"middle": value.mode_npv / 1000}])).mark_rule(
        color=INK, strokeDash=[3, 3]).encode(x="middle:Q")
    y = alt.Y("name:N", sort=names, title=None, axis=alt.Axis(domain=False, ticks=False, labelPadding=8))
    base = alt.Chart(alt.Data(values=rows), width=WIDTH - 110, height=24 * max(1, len(rows))).encode(y=y)
    x = alt.X("low:Q", title=_("Net present value, {currency} million").format(currency=results.engagement.currency),
              scale=alt.Scale(zero=False, padding=34))
    chart = base.mark_bar(height=13, color="#5a8bb8").encode(x=x, x2="high:Q") + base.mark_text(
        align="right", dx=-4, fontSize=9, color=INK).encode(x="low:Q", text="low_label:N") + base.mark_text(
        align="left", dx=4, fontSize=9, color=INK).encode(x="high:Q", text="high_label:N") + middle
    return Chart(
        "tornado", _("What moves the result most: {name}").format(name=names[0]),
        _stamped(results, _("Net present value with one driver at its low and at its high, the others at their most "
                            "likely (dashed); cost and cyber loss from P10 to P90")),
        _("Bars of the {count} drivers that move the net present value most.").format(count=len(rows)),
        finished(chart))
