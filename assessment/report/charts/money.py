"""Charts of cost, value, cash and what moves the result."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from assessment.domain.results import Results
from assessment.report.charts.chart import ACCENT, INK, MUTED, OT, WHOLE, Chart, dated, finished, inline, name_axis
from assessment.report.tables.money import most_uncertain, swings
from assessment.report.tables.plan import month_name
from assessment.text import _, ngettext, number

NAMES = 190
HEIGHT = 230
"""Height in px of a chart over quarters; on screen axes take their part of it."""
ENDS = 92
"""Room in px for words at the end of a line."""
COST_ROW = 38
LEAST = 1.5
"""Height in px of the smallest amount, so that it is seen."""
BRIDGE_ROW = 23
GAIN, COST = "#5a8bb8", OT
"""Blue and vermilion differ in hue; what lowers the value is drawn hollow as well, and stays apart in grey."""
SMALL = 50.0
"""Thousand of currency below which a driver is drawn with the others: it would read 0.0 million."""
Rows = list[dict[str, Any]]


def million(amount: float) -> str:
    """Thousand of currency as millions with one decimal and a true minus sign; less than 0.1 is said so."""
    if 0 < amount < SMALL:
        return f"<{number(0.1, '.1f')}"
    text = number(amount / 1000, ",.1f")
    return text.replace("-", "−") if text.strip("-0.,") else text.replace("-", "")


def cost_names() -> dict[str, str]:
    return {"one-off": _("External spend"), "recurring": _("Running cost"), "internal effort": _("Internal effort"),
            "validation": _("Validation"), "stops": _("Stops"), "contingency": _("Contingency")}


def _stamped(results: Results, measure: str) -> str:
    """The subtitle, with the word indicative first while too little of the benefit is confirmed."""
    told = dated(results, measure)
    return _("Indicative. {subtitle}").format(subtitle=told) if results.value.indicative else told


def _quarter_axis(results: Results, field: str = "quarter", every: int = 4) -> Any:
    """Quarters from 0, the month in which every so many of them begin."""
    import altair as alt

    count = results.value.quarters
    named = {quarter: month_name(results.frame.start, 3 * quarter) for quarter in range(0, count, every)}
    return alt.X(f"{field}:Q", title=None, scale=alt.Scale(domain=[0, count], nice=False), axis=alt.Axis(
        values=list(named), tickCount=len(named), labelExpr=f"{json.dumps(named)}[datum.value]", labelOverlap=False,
        labelFlush=False, labelAlign="left", labelOffset=0, grid=False, labelFontSize=9))


def cost(results: Results) -> Chart | None:
    """Cost by quarter, a row for all and one for each kind on one scale; None where nothing costs anything."""
    import altair as alt

    names, value = cost_names(), results.value
    used = [line for line in value.costs if line.total > 0]
    if not used:
        return None
    whole = [sum(line.by_quarter[quarter] for line in used) for quarter in range(value.quarters)]
    courses: dict[str, list[float]] = {"all": whole, **{line.kind: list(line.by_quarter) for line in used}}
    total = sum(whole)
    told: dict[str, str] = {"all": _("All: {amount}").format(amount=million(total)),
            **{line.kind: _("{kind}: {amount}").format(kind=names[line.kind], amount=million(line.total))
               for line in used}}
    top = max(whole)
    bars = [{"row": place, "start": quarter + 0.08, "end": quarter + 0.92, "low": COST_ROW * (place + 1) - 4,
             "high": COST_ROW * (place + 1) - 4 - max(LEAST, (COST_ROW - 14) * amount / top), "whole": place == 0}
            for place, course in enumerate(courses.values()) for quarter, amount in enumerate(course) if amount > 0]
    peaks = []
    for place, course in enumerate(courses.values()):
        at = max(range(len(course)), key=lambda quarter: course[quarter])
        peaks.append({"x": at + 0.5, "y": COST_ROW * (place + 1) - 7 - (COST_ROW - 14) * course[at] / top,
                      "label": million(course[at])})
    height = COST_ROW * len(courses)
    x = _quarter_axis(results, "start")
    y = alt.Y("low:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False))
    lines = [{"y": COST_ROW * (place + 1) - 4} for place in range(len(courses))]
    rows = alt.Y("key:N", title=None, scale=alt.Scale(domain=list(told), paddingInner=0, paddingOuter=0),
                 axis=name_axis(told, NAMES, lines=1, labelOffset=6))
    drawn = alt.layer(
        alt.Chart(inline([bar for bar in bars if bar["whole"]])).mark_rect(color=ACCENT).encode(
            x=x, x2=alt.X2("end:Q"), y=y, y2=alt.Y2("high:Q")),
        alt.Chart(inline([bar for bar in bars if not bar["whole"]])).mark_rect(color=GAIN).encode(
            x=x, x2=alt.X2("end:Q"), y=y, y2=alt.Y2("high:Q")),
        alt.Chart(inline(lines)).mark_rule(color="#b8c0c8").encode(
            y=alt.Y("y:Q"), x=alt.value(0), x2=alt.value("width")),
        alt.Chart(inline(peaks)).mark_text(fontSize=9, baseline="bottom").encode(
            x=alt.X("x:Q"), y=alt.Y("y:Q"), text=alt.Text("label:N")))
    keyed = alt.Chart(inline([{"key": key} for key in told])).mark_point(opacity=0, size=1).encode(y=rows)
    chart = alt.layer(drawn, keyed).resolve_scale(y="independent").properties(width=WHOLE - NAMES - 10, height=height)
    peak = max(range(value.quarters), key=lambda quarter: whole[quarter])
    currency = results.engagement.currency
    return Chart(
        "cost", _("Over {years} years the cost peaks at {currency} {peak} million in the quarter from {month}").format(
            currency=currency, years=number(value.quarters / 4), peak=million(top),
            month=month_name(results.frame.start, 3 * peak)),
        dated(results, _("{currency} million by quarter and in total, at the most likely estimates, to which page one "
                         "adds the range; not discounted; number: highest quarter").format(currency=currency)),
        _("Quarters cost from {low} to {high} million; {kinds}. The table of cost by kind gives the numbers.").format(
            low=million(min(whole)), high=million(top), kinds="; ".join(list(told.values())[1:])),
        finished(chart))


def bridge(results: Results) -> Chart | None:
    """From nothing to the mean net present value: what each driver adds and what the effort takes; None without cost
    and benefit. Means add up, which medians do not."""
    import altair as alt

    value = results.value
    cost_mean = sum(driver.expected for driver in value.drivers) - value.expected_npv
    parts = sorted(((driver.name, driver.expected) for driver in value.drivers if driver.expected > 0),
                   key=lambda part: -part[1])
    if not parts or cost_mean <= 0:
        return None
    kept = [part for part in parts[:9] if part[1] >= SMALL] or parts[:1]
    rest = parts[len(kept):]
    if rest:
        kept.append((ngettext("{count} further driver", "{count} further drivers", len(rest)).format(count=len(rest)),
                     sum(amount for _name, amount in rest)))
    rows: Rows = []
    so_far = 0.0
    for place, (name, amount) in enumerate([*kept, (_("Cost of the effort"), -cost_mean)]):
        rows.append({"key": str(place), "name": name, "start": so_far, "end": so_far + amount, "amount": amount})
        so_far += amount
    rows.append({"key": str(len(rows)), "name": _("Net present value"), "start": 0.0, "end": so_far, "amount": so_far})
    for place, row in enumerate(rows):
        total = place == len(rows) - 1
        row |= {"kind": "total" if total else "gain" if row["amount"] >= 0 else "cost",
                "low": min(row["start"], row["end"]) / 1000, "high": max(row["start"], row["end"]) / 1000,
                "label": million(row["amount"]) if total or row["amount"] < SMALL else "+" + million(row["amount"])}
    names = {row["key"]: row["name"] for row in rows}
    y = alt.Y("key:N", title=None, scale=alt.Scale(domain=list(names)), axis=name_axis(names, NAMES))
    x = alt.X("low:Q", title=_("{currency} million, discounted").format(currency=results.engagement.currency),
              scale=alt.Scale(nice=True, padding=30), axis=alt.Axis(
                  labelExpr="replace(datum.label, '-', '−')", tickCount=8))
    layers = []
    for kind, look in (("gain", {"color": GAIN}), ("cost", {"color": "#ffffff", "stroke": COST, "strokeWidth": 1.8}),
                       ("total", {"color": INK})):
        part = [row for row in rows if row["kind"] == kind]
        if part:
            layers.append(alt.Chart(inline(part)).mark_bar(height=14, **look).encode(y=y, x=x, x2=alt.X2("high:Q")))
    steps = [{"from": before["key"], "to": after["key"], "at": before["end"] / 1000}
             for before, after in pairwise(rows)]
    layers += [
        alt.Chart(inline(steps)).mark_rule(color=MUTED, strokeWidth=0.8, yOffset=0).encode(
            x=alt.X("at:Q"), y=alt.Y("from:N"), y2=alt.Y2("to:N")),
        alt.Chart(inline([{"zero": 0}])).mark_rule(color=MUTED).encode(x=alt.X("zero:Q")),
        alt.Chart(inline(rows)).mark_text(align="left", dx=5, fontSize=9.5).encode(
            y=y, x=alt.X("high:Q"), text=alt.Text("label:N"))]
    best = kept[0]
    currency = results.engagement.currency
    form = _("Benefits of {currency} {benefit} million less {cost} million of cost leave {net} million on average") \
        if so_far >= 0 else _("Benefits of {currency} {benefit} million do not carry {cost} million of cost: {net} "
                              "million on average")
    return Chart(
        "bridge", form.format(currency=currency, benefit=million(so_far + cost_mean), cost=million(cost_mean),
                              net=million(so_far)),
        _stamped(results, _("Discounted means of {draws} draws, {currency} million; hollow: cost; largest driver first"
                            ).format(draws=number(value.draws), currency=currency)),
        _("Drivers add from {least} to {most} million, most of it by {name}; the table of drivers gives the ranges."
          ).format(least=million(kept[-1][1]), most=million(best[1]), name=best[0]),
        finished(alt.layer(*layers).properties(width=WHOLE - NAMES - 10, height=BRIDGE_ROW * len(rows))))


def cash(results: Results) -> Chart:
    """Cumulative discounted cash: P50 as a line in its band from P10 to P90, each named at its end."""
    import altair as alt

    value, currency = results.value, results.engagement.currency
    rows: Rows = [{"quarter": 0, "low": 0.0, "middle": 0.0, "high": 0.0}] + [
        {"quarter": quarter, "low": low / 1000, "middle": middle / 1000, "high": high / 1000}
        for quarter, (low, middle, high) in enumerate(value.cash_curve, 1)]
    x = _quarter_axis(results)
    y, y_middle = (alt.Y(f"{name}:Q", title=_("{currency} million, cumulative, discounted").format(currency=currency),
                         axis=alt.Axis(labelExpr="replace(datum.label, '-', '−')"))
                   for name in ("low", "middle"))
    base = alt.Chart(inline(rows)).encode(x=x)
    last = rows[-1]
    spread = max(max(row["high"] for row in rows) - min(row["low"] for row in rows), 1e-9) * 13 / HEIGHT
    places = [last["low"], last["middle"], last["high"]]
    places[0], places[2] = min(places[0], places[1] - spread), max(places[2], places[1] + spread)
    ends = [{"quarter": value.quarters, "at": at, "label": f"{name}  {million(amount * 1000)}"}
            for name, at, amount in zip(("P10", "P50", "P90"), places,
                                        (last["low"], last["middle"], last["high"]), strict=True)]
    chart = alt.layer(
        base.mark_area(color="#d6e0ec").encode(y=y, y2=alt.Y2("high:Q")),
        alt.Chart(inline([{"zero": 0}])).mark_rule(color=MUTED).encode(y=alt.Y("zero:Q")),
        base.mark_line(color=ACCENT, strokeWidth=2.2).encode(y=y_middle),
        base.mark_circle(color=ACCENT, size=26, opacity=1).encode(y=y_middle),
        alt.Chart(inline(ends)).mark_text(align="left", dx=7, fontSize=9.5).encode(
            x=x, y=alt.Y("at:Q"), text=alt.Text("label:N"))).properties(width=WHOLE - 60 - ENDS, height=HEIGHT,
                                                       padding={"left": 0, "top": 4, "right": ENDS, "bottom": 0})
    payback, deepest = value.payback_quarter[1], min(rows, key=lambda row: row["middle"])
    form = _("Cash to date turns positive in quarter {quarter} in the middle case") if payback else _(
        "Cash to date stays below zero over all {quarters} quarters in the middle case")
    title = form.format(quarter=payback, quarters=value.quarters)
    return Chart("cash", title, _stamped(results, _(
        "{currency} million to date, discounted; line: P50; band: P10 to P90 of {draws} draws").format(
            currency=currency, draws=number(value.draws))),
                 _("The middle case falls to {deepest} million and ends at {middle}, between {low} and {high} million."
                   ).format(deepest=million(deepest["middle"] * 1000), middle=million(last["middle"] * 1000),
                            low=million(last["low"] * 1000), high=million(last["high"] * 1000)), finished(chart))


def _further(count: int) -> str:
    return ngettext("{count} further driver moves it less", "{count} further drivers move it less", count).format(
        count=count) if count > 0 else ""


def tornado(results: Results, most: int = 8) -> Chart | None:
    """Net present value with one driver at its low and at its high, the widest first; None where nothing moves it."""
    import altair as alt

    value = results.value
    widest = swings(results)[:most]
    if not widest:
        return None
    rows: Rows = [{"key": str(place), "name": name, "low": low / 1000, "high": high / 1000, "low_label": million(low),
             "high_label": million(high)} for place, (name, low, high) in enumerate(widest)]
    names = {row["key"]: row["name"] for row in rows}
    currency = results.engagement.currency
    middle = alt.Chart(inline([{
        "middle": value.mode_npv / 1000, "label": _("most likely {amount}").format(amount=million(value.mode_npv))}]))
    y = alt.Y("key:N", title=None, scale=alt.Scale(domain=list(names)), axis=name_axis(names, NAMES))
    base = alt.Chart(inline(rows)).encode(y=y)
    x = alt.X("low:Q", title=_("Net present value, {currency} million").format(currency=currency),
              scale=alt.Scale(zero=False, padding=34), axis=alt.Axis(
                  tickCount=8, labelExpr="replace(datum.label, '-', '−')"))
    chart = alt.layer(
        base.mark_bar(height=13, color="#5a8bb8").encode(x=x, x2=alt.X2("high:Q")),
        base.mark_text(align="right", dx=-4, fontSize=9).encode(x=alt.X("low:Q"), text=alt.Text("low_label:N")),
        base.mark_text(align="left", dx=4, fontSize=9).encode(x=alt.X("high:Q"), text=alt.Text("high_label:N")),
        middle.mark_rule(color=INK, strokeDash=[3, 3]).encode(x=alt.X("middle:Q")),
        middle.mark_text(fontSize=9, color=MUTED).encode(
            x=alt.X("middle:Q"), y=alt.value(-7), text=alt.Text("label:N")),
    ).properties(width=WHOLE - NAMES - 10, height=24 * len(rows))
    first = rows[0]
    measure = _("Net present value with one driver at its low and at its high, the others at their most likely "
                "(dashed); cost and cyber loss from P10 to P90")
    return Chart(
        "tornado", _("'{name}' has the widest span: from {currency} {low} to {high} million").format(
            name=first["name"], currency=currency, low=first["low_label"], high=first["high_label"]),
        _stamped(results, "; ".join(filter(None, (measure, _further(len(swings(results)) - most),
                                                  most_uncertain(results))))),
        "; ".join(_("{name}: {low} to {high}").format(name=row["name"], low=row["low_label"], high=row["high_label"])
                  for row in rows) + ".", finished(chart))
