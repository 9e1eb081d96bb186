"""What the plan takes and brings: people by role, money, change by group, levels by dimension."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, Literal

from assessment.domain.basis import Role
from assessment.domain.library import STAGES
from assessment.domain.results import Results
from assessment.domain.roadmap.loads import change_load, limit, money, placed, projected, taken
from assessment.report.charts.chart import ACCENT, INK, STEPS, WIDTH, Chart, dated, finished, inline
from assessment.report.charts.plan import STAGE_COLOURS, stage_names
from assessment.report.tables.plan import month_name
from assessment.report.tables.planning import quarter_name, unit_name
from assessment.report.tables.table import one, percent, thousand
from assessment.text import _, number

HEIGHT = 210
"""Height in px of a chart over time."""
RUNNING = "#d5dae0"
"""Running programmes, lighter than any stage."""
BROAD = WIDTH + 40
"""Width in px of a chart over time."""
LETTER = 5.2
"""Width in px of a letter in a chart."""
ENDS = 96
"""Room in px for words at the end of a line."""
Rows = list[dict[str, Any]]


def capacity_histogram(results: Results, role: Role) -> Chart | None:
    """Person-weeks of a role by month, by stage, over what running programmes use; None where nothing is needed."""
    import altair as alt

    frame, names = results.frame, stage_names()
    by_stage: dict[str, list[float]] = defaultdict(lambda: [0.0] * frame.months)
    for task, footing in placed(frame, results.roadmap):
        for month in footing.active:
            if month < frame.months and not task.off_capacity and task.effort.get(role, 0.0) > 0:
                by_stage[task.stage][month] += task.effort[role] / task.duration
    running = taken(frame).get(role, [0.0] * frame.months)
    there = limit(frame, results.roadmap).get(role, [0.0] * frame.months)
    if not by_stage and not any(running):
        return None
    parts = [("running", _("Running programmes"), RUNNING, running)] if any(running) else []
    parts += [(stage, names[stage], STAGE_COLOURS[stage], by_stage[stage]) for stage in STAGES if stage in by_stage]
    bars: Rows = []
    base = [0.0] * frame.months
    words: Rows = []
    top = max(*(a + b for a, b in zip(there, running, strict=True)),
              *(sum(part[3][month] for part in parts) for month in range(frame.months)))
    for name, told, _colour, weeks in parts:
        segments = [{"start": month, "finish": month + 1, "low": base[month], "high": base[month] + weeks[month],
                     "stage": name} for month in range(frame.months) if weeks[month] > 0]
        bars += segments
        peak = max(range(frame.months), key=lambda month: sum(weeks[max(0, month - 1):month + 2]))
        if weeks[peak] >= 0.07 * top:
            half = LETTER * len(told) / 2 * frame.months / BROAD
            words.append({"at": min(max(peak + 0.5, half), frame.months - half), "label": told,
                          "middle": base[peak] + weeks[peak] / 2})
        base = [a + b for a, b in zip(base, weeks, strict=True)]
    line = [{"start": month, "limit": there[min(month, frame.months - 1)] + running[min(month, frame.months - 1)]}
            for month in range(frame.months + 1)]
    x = _months(results)
    y = alt.Y("low:Q", title=_("Person-weeks a month"), scale=alt.Scale(domain=[0, 1.12 * top or 1.0], nice=False))
    colour = alt.Color("stage:N", title=None, scale=alt.Scale(
        domain=[part[0] for part in parts], range=[part[2] for part in parts]), legend=alt.Legend(
            labelExpr=f"{json.dumps({part[0]: part[1] for part in parts})}[datum.value]"))
    told = alt.Chart(inline(words)).encode(x=alt.X("at:Q"), y=alt.Y("middle:Q"), text=alt.Text("label:N"))
    end = [{**line[0], "label": _("people there")}]
    chart = alt.layer(
        alt.Chart(inline(bars)).mark_rect(stroke="#ffffff", strokeWidth=0.6).encode(
            x=x, x2=alt.X2("finish:Q"), y=y, y2=alt.Y2("high:Q"), color=colour),
        alt.Chart(inline(line)).mark_line(color=INK, strokeWidth=1.8, interpolate="step-after").encode(
            x=x, y=alt.Y("limit:Q")),
        alt.Chart(inline(end)).mark_text(align="left", dx=4, dy=-7, fontSize=9, color=INK).encode(
            x=x, y=alt.Y("limit:Q"), text=alt.Text("label:N")),
        told.mark_text(fontSize=9, stroke="#ffffff", strokeWidth=3, strokeJoin="round"), told.mark_text(
            fontSize=9, color=INK)).properties(width=BROAD, height=HEIGHT)
    needed = [a - b for a, b in zip(base, running, strict=True)]
    shares = [a / b if b > 0 else float(a > 0) for a, b in zip(needed, there, strict=True)]
    peak = max(range(frame.months), key=lambda month: shares[month])
    return Chart(
        f"capacity-{role.lower()}", _("{role} is in use to at most {share}, in {month}").format(
            role=_(role), share=percent(shares[peak]), month=month_name(frame.start, peak)),
        dated(results, _("Person-weeks by month, by stage of the plan; line: people there, with what running "
                         "programmes use")),
        _("Stacked bars by month, up to {most} person-weeks a month of {there}; the table of people needed gives the "
          "numbers.").format(most=one(max(needed)), there=one(there[peak])), finished(chart))


def _months(results: Results) -> Any:
    """Axis of months with a name every half year."""
    import altair as alt

    months = results.frame.months
    ticks = list(range(0, months + 1, 3))
    labels = " : ".join(f"datum.value == {m} ? {json.dumps(month_name(results.frame.start, m))}" for m in ticks[::2])
    return alt.X("start:Q", title=None, scale=alt.Scale(domain=[0, months], nice=False),
                 axis=alt.Axis(values=ticks, tickCount=len(ticks), labelExpr=f"{labels} : ''", labelAlign="left",
                               grid=False))


def budget_curve(results: Results) -> Chart | None:
    """Spend to date against budget to date, at the end of each quarter; None without quarters."""
    import altair as alt

    frame, course = results.frame, money(results.frame, results.roadmap)
    if not course.spend:
        return None
    left = [allowed - spent for allowed, spent in zip(course.allowed, course.cumulative, strict=True)]
    rows = [{"quarter": 0, "spent": 0.0, "allowed": 0.0}] + [
        {"quarter": quarter + 1, "spent": spent / 1000, "allowed": allowed / 1000}
        for quarter, (spent, allowed) in enumerate(zip(course.cumulative, course.allowed, strict=True))]
    ticks = list(range(0, frame.quarters + 1, 2))
    told = " : ".join(f"datum.value == {n} ? {json.dumps(month_name(frame.start, 3 * n - 1))}" for n in ticks[1:])
    x = alt.X("quarter:Q", title=_("End of"), scale=alt.Scale(domain=[0, frame.quarters], nice=False), axis=alt.Axis(
        values=ticks, tickCount=len(ticks), labelExpr=f"{told} : ''", grid=False, labelOverlap=False, labelFlush=False))
    y = alt.Y("spent:Q", title=_("{currency} million, to date").format(currency=results.engagement.currency))
    base = alt.Chart(inline(rows), width=BROAD - ENDS, height=HEIGHT).encode(x=x)
    last = rows[-1]
    apart = max(last["spent"], last["allowed"]) * 0.06
    upper = last["allowed"] if last["allowed"] - last["spent"] >= apart else last["spent"] + apart
    ends = [{"quarter": frame.quarters, "at": upper, "label": _("budget {amount}").format(
                amount=one(last["allowed"]))},
            {"quarter": frame.quarters, "at": last["spent"] - (0 if upper == last["allowed"] else apart / 2),
             "label": _("spend {amount}").format(amount=one(last["spent"]))}]
    chart = alt.layer(
        base.mark_area(color="#d6e0ec").encode(y=y, y2=alt.Y2("allowed:Q")),
        base.mark_line(color=INK, strokeWidth=1.6, strokeDash=[5, 3]).encode(y=alt.Y("allowed:Q")),
        base.mark_line(color=ACCENT, strokeWidth=2.2).encode(y=y),
        base.mark_circle(color=ACCENT, size=32, opacity=1).encode(y=y),
        alt.Chart(inline(ends)).mark_text(align="left", dx=7, fontSize=9.5, color=INK).encode(
            x=x, y=alt.Y("at:Q"), text=alt.Text("label:N")))
    least = min(range(frame.quarters), key=lambda quarter: left[quarter])
    form = _("Money is tightest at the end of {month}: {currency} {left} thousand left") if left[least] >= 0 else _(
        "The plan overspends by the end of {month}: {currency} {left} thousand too much")
    return Chart(
        "budget-curve", form.format(month=month_name(frame.start, 3 * least + 2), left=thousand(abs(left[least])),
                                    currency=results.engagement.currency),
        dated(results, _("{currency} million; line: spend to date; dashed: budget to date; between them what is left"
                         ).format(currency=results.engagement.currency)),
        _("Spend reaches {spent} and the budget {allowed} {currency} million at the end of {month}.").format(
            spent=one(last["spent"]), allowed=one(last["allowed"]), currency=results.engagement.currency,
            month=month_name(frame.start, frame.months - 1)), finished(chart))


def change_heatmap(results: Results, measure: Literal["tasks", "weeks"] = "tasks") -> Chart | None:
    """A row a role and the people of each site, a column a quarter; each cell prints its value."""
    import altair as alt

    frame, loads = results.frame, change_load(results.frame, results.roadmap)
    rows: Rows = []
    names: dict[str, str] = {}
    for (kind, name), quarters in loads.items():
        key = f"{kind} {name}"
        names[key] = _(name) if kind == "role" else _("{site}, all staff").format(site=unit_name(results, name))
        for quarter, use in enumerate(quarters):
            value = float(use.tasks) if measure == "tasks" else use.weeks
            rows.append({"group": key, "kind": kind, "quarter": quarter, "value": value,
                         "label": number(value) if round(value) or not value else "<1"})
    if not any(row["value"] for row in rows):
        return None
    tops = {kind: max((row["value"] for row in rows if row["kind"] == kind), default=0.0) for kind in ("role", "site")}
    for row in rows:
        share = row["value"] / (tops[row["kind"]] or 1.0)
        row["shade"] = str(min(len(STEPS) - 1, int(share * len(STEPS))))
    shown = {n: month_name(frame.start, 3 * n) for n in range(0, frame.quarters, 2)}
    labels = " : ".join(f"datum.value == {n} ? {json.dumps(name)}" for n, name in shown.items())
    base = alt.Chart(inline(rows), width=WIDTH - 60, height=21 * len(names)).encode(
        x=alt.X("quarter:O", title=None, axis=alt.Axis(
            orient="top", labelAngle=-35, labelAlign="left", ticks=False, domain=False, labelFontSize=9.5,
            labelExpr=f"{labels} : ''")),
        y=alt.Y("group:N", sort=list(names), title=None, scale=alt.Scale(domain=list(names)), axis=alt.Axis(
            domain=False, ticks=False, labelPadding=8, labelExpr=f"{json.dumps(names)}[datum.value]")))
    cells = base.mark_rect(stroke="white", strokeWidth=1.5).encode(color=alt.Color(
        "shade:N", legend=None, scale=alt.Scale(domain=[str(n) for n in range(len(STEPS))], range=list(STEPS))))
    texts = base.transform_filter("datum.value > 0").mark_text(fontSize=9.5).encode(
        text=alt.Text("label:N"), color=alt.condition(
            f"datum.shade == '{len(STEPS) - 1}'", alt.value("#ffffff"), alt.value(INK)))
    most = max(rows, key=lambda row: row["value"])
    form = _("Most change comes in {quarter}: up to {value} tasks touch one group") if measure == "tasks" else _(
        "Most work comes in {quarter}: up to {value} person-weeks of one group")
    subtitle = (_("Tasks that touch each group in a quarter; darker is more, roles and sites apart; empty is none")
                if measure == "tasks" else
                _("Person-weeks of tasks that touch each group in a quarter; darker is more, roles and sites apart; "
                  "empty is none"))
    return Chart(
        f"change-{measure}", form.format(value=most["label"], quarter=quarter_name(frame.start, most["quarter"])),
        dated(results, subtitle), _("Cells run from 0 to {most}; each carries its number.").format(most=most["label"]),
        finished((cells + texts).properties(padding={"left": 0, "top": 0, "right": 30, "bottom": 0})))


def projection_by_dimension(results: Results, site: str | None = None) -> Chart | None:
    """A small chart a dimension: its level by quarter against the target, of a site or of the network."""
    import altair as alt

    frame, pack = results.frame, results.engagement.the_pack
    courses = projected(frame, results.roadmap, pack, results.scorecard)
    kept = [(dimension, courses[dimension.id, site]) for dimension in pack.dimensions
            if (dimension.id, site) in courses]
    if not kept or not frame.quarters:
        return None
    rows: Rows = []
    reached = 0
    ranged = False
    for dimension, course in kept:
        target = results.engagement.target(dimension.id, site)
        reached += course.levels[-1] >= target - 0.05
        ranged = ranged or course.low != course.high
        for quarter, (level, low, high) in enumerate([(course.now,) * 3, *zip(
                course.levels, course.low, course.high, strict=True)]):
            rows.append({"dimension": f"{dimension.code} {dimension.name}", "quarter": quarter, "level": level,
                         "low": low, "high": high, "target": target,
                         "label": one(level) if quarter in (0, frame.quarters) else ""})
    scale = pack.scale
    years = {n: month_name(frame.start, 3 * n - 1) if n else _("today")
             for n in (0, frame.quarters // 2, frame.quarters)}
    labels = " : ".join(f"datum.value == {n} ? {json.dumps(name)}" for n, name in years.items())
    x = alt.X("quarter:Q", title=None, scale=alt.Scale(domain=[0, frame.quarters], nice=False), axis=alt.Axis(
        values=list(years), tickCount=len(years), labelExpr=f"{labels} : ''", labelFontSize=8.5, grid=False,
        labelFlush=True))
    y, low_end = (alt.Y(f"{name}:Q", title=None, scale=alt.Scale(
        domain=[scale.minimum, scale.maximum], nice=False, zero=False), axis=alt.Axis(
            values=list(scale.levels), tickCount=len(scale.levels), format="d", labelFontSize=8.5,
            labelOverlap=False)) for name in ("level", "low"))
    base = alt.Chart(width=178, height=74).encode(x=x)
    layered = alt.layer(
        base.mark_area(color="#9fbbd7", opacity=0.75).encode(
            y=low_end, y2=alt.Y2("high:Q")),
        base.mark_line(color=INK, strokeWidth=1.2, strokeDash=[4, 3]).encode(y=alt.Y("target:Q")),
        base.mark_line(color=ACCENT, strokeWidth=2).encode(y=y),
        base.transform_filter("datum.quarter == 0").mark_text(align="left", dy=8, dx=2, fontSize=8.5).encode(
            y=y, text=alt.Text("label:N")),
        base.transform_filter(f"datum.quarter == {frame.quarters}").mark_text(
            align="left", dx=3, fontSize=8.5).encode(y=y, text=alt.Text("label:N")), data=inline(rows))
    chart = layered.facet(facet=alt.Facet(
        "dimension:N", title=None, sort=[f"{d.code} {d.name}" for d, _course in kept],
        header=alt.Header(labelFontSize=9, labelLimit=200, labelAnchor="start")), columns=3, spacing=22)
    where = unit_name(results, site) if site else _("The network")
    title = _("{where}: {met} of {all} dimensions reach their target").format(where=where, met=reached, all=len(kept))
    return Chart(
        f"projection-{site}" if site else "projection", title,
        dated(results, _("Line: level at the end of each quarter if every task delivers; band: range of the effects; "
                         "dashed: target") if ranged else
              _("Level at the end of each quarter if every task delivers; dashed: target; no range of effects is stated"
                )),
        _("Small line charts by dimension: {told}.").format(told="; ".join(
            _("{name} from {now} to {end}").format(name=dimension.code, now=one(course.now),
                                                   end=one(course.levels[-1])) for dimension, course in kept)),
        finished(chart))


__all__ = ["budget_curve", "capacity_histogram", "change_heatmap", "projection_by_dimension"]
