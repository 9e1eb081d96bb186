"""Charts of the path, and of the stages of the roadmap at each site."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from assessment.domain.library import STAGES
from assessment.domain.results import Results
from assessment.domain.roadmap import PROGRAMME
from assessment.report.charts.chart import ACCENT, INK, LETTER, WHOLE, Chart, dated, finished, inline, name_axis, short
from assessment.report.tables.plan import month_name
from assessment.text import _, number

STAGE_COLOURS = {"assess": "#c3cad2", "define": "#7b8794", "design": "#a9c4dd", "protect": "#D55E00",
                 "pilot": "#56B4E9", "mvp": "#0072B2", "scale": "#123f66"}
"""Light and dark take turns from stage to stage, so that neighbours stay apart in grey."""
Pattern = tuple[float, list[float], str]
PATTERNS: dict[str, Pattern | None] = {
    "assess": None, "define": (1.8, [1.8, 2.6], "#ffffff"), "design": (9, [1, 5], "#33506b"),
    "protect": (9, [1.3, 2.9], "#ffffff"), "pilot": (1.6, [1, 0], INK), "mvp": (1.6, [1, 0], "#ffffff"), "scale": None}
"""What is drawn along a bar of 9 px as a second sign of its stage: width, dashes, colour of a line on it."""
WINDOW, FREEZE = "#e3eaf1", "#aab3bd"
"""A light and a dark shade that stay apart in greyscale."""
NAMES, LANE, MOST = 190, 14, 48
"""Room in px for names, height of a bar with its space, and bars of one picture; more are drawn in several."""
BEYOND = 1.15
"""Length of the axis of months, of the plan's: beyond its end a stage's name still stands beside its bar."""
Rows = list[dict[str, Any]]


def stage_names() -> dict[str, str]:
    return {"assess": _("Assess"), "define": _("Define"), "design": _("Design"), "protect": _("Protect"),
            "pilot": _("Pilot"), "mvp": _("First release"), "scale": _("Scale")}


def stage_bars(bars: Rows, x: Any, y: Any, height: float = 9) -> list[Any]:
    """Bars from `start` to `finish` in the colour and the pattern of their `stage`."""
    import altair as alt

    colour = alt.Color("stage:N", legend=None, scale=alt.Scale(
        domain=list(STAGES), range=[STAGE_COLOURS[stage] for stage in STAGES]))
    layers = [alt.Chart(inline(bars)).mark_bar(height=height, cornerRadius=1).encode(
        x=x, x2=alt.X2("finish:Q"), y=y, color=colour)]
    for stage, pattern in PATTERNS.items():
        part = [bar for bar in bars if bar["stage"] == stage]
        if pattern is not None and part:
            wide, dashes, ink = pattern
            layers.append(alt.Chart(inline(part)).mark_rule(
                strokeWidth=min(wide, height), strokeDash=dashes, color=ink, strokeCap="butt").encode(
                    x=x, x2=alt.X2("finish:Q"), y=y))
    return layers


def stability(results: Results) -> Chart:
    """In how many of 100 weightings each path came first."""
    import altair as alt

    library, recommendation = results.engagement.the_library, results.recommendation
    scores = sorted(recommendation.scores, key=lambda s: -s.wins)
    rows: Rows = [{"key": s.path, "path": library.path[s.path].name, "wins": 100 * s.wins,
             "label": _("ruled out") if s.eliminated_by else number(100 * s.wins),
             "best": s.path == recommendation.winner} for s in scores]
    names = {row["key"]: row["path"] for row in rows}
    base = alt.Chart(inline(rows)).encode(y=alt.Y(
        "key:N", title=None, scale=alt.Scale(domain=list(names)), axis=name_axis(names, NAMES)))
    chart = alt.layer(
        base.mark_bar(height=15).encode(
            x=alt.X("wins:Q", title=_("Weightings won, of 100"), scale=alt.Scale(domain=[0, 100])),
            color=alt.condition("datum.best", alt.value(ACCENT), alt.value("#b9c4cf"))),
        base.mark_text(align="left", dx=5).encode(x=alt.X("wins:Q"), text=alt.Text("label:N")),
    ).properties(width=WHOLE - NAMES - 30, height=23 * len(rows),
                 padding={"left": 0, "top": 4, "right": 30, "bottom": 5})
    top = rows[0]
    return Chart("stability", _("{path} won {wins} of 100 weightings").format(
        path=top["path"], wins=number(top["wins"])),
        dated(results, _("Weightings of 100 in which each path came first; {draws} draws vary weights, answers and "
                         "effects").format(draws=number(recommendation.draws)), results.scorecard.voters),
        "; ".join(f"{row['path']}: {row['label']}" for row in rows) + ".", finished(chart))


def site_gantt(results: Results, part: int = 0) -> Chart | None:
    """A bar a stage under each site, its freezes shaded, its gate marked; of many bars the part counted from 0. None
    without a plan."""
    import altair as alt

    parts = _parts(_spans(results))
    if part >= len(parts):
        return None
    lanes, shown = parts[part], dict.fromkeys(unit for unit, _stage, _low, _high in parts[part])
    names, start, months = stage_names(), results.frame.start, results.frame.months
    told = {unit: _("Programme") if unit == PROGRAMME else results.engagement.sites[unit].name for unit in shown}
    keys = [f"{unit} {stage}" for unit, stage, _low, _high in lanes]
    heads = {key: short(told[unit], int(NAMES / LETTER)) if first else "" for key, unit, first in zip(
        keys, (lane[0] for lane in lanes), (place == 0 or lanes[place - 1][0] != lane[0]
                                            for place, lane in enumerate(lanes)), strict=True)}
    y = alt.Y("row:N", title=None, scale=alt.Scale(domain=keys, paddingInner=0, paddingOuter=0),
              axis=name_axis(heads, NAMES, lines=1))
    ticks = list(range(0, months + 1, 3))
    named = json.dumps({month: month_name(start, month) for month in ticks[:-1][::4]})
    x = alt.X("start:Q", title=None, scale=alt.Scale(domain=[0, BEYOND * months], nice=False), axis=alt.Axis(
        values=ticks, tickCount=len(ticks), labelExpr=f"{named}[datum.value] || ''", orient="top", labelFontSize=9,
        labelAlign="left", labelOverlap=False))
    bars: Rows = [{"row": key, "name": told[unit], "stage": stage, "phase": names[stage], "start": low, "finish": high,
                   "label": names[stage]} for key, (unit, stage, low, high) in zip(keys, lanes, strict=True)]
    tops = {unit: next(place for place, lane in enumerate(lanes) if lane[0] == unit) for unit in shown}
    sizes = {unit: sum(lane[0] == unit for lane in lanes) for unit in shown}
    shades: Rows = [
        {"start": month, "end": month + 1, "top": LANE * tops[unit], "low": LANE * (tops[unit] + sizes[unit])}
        for unit in shown for month in results.frame.frozen.get(unit, ()) if month < months]
    height = LANE * len(lanes)
    pixels = alt.Scale(domain=[height, 0], nice=False)
    lines = [{"top": LANE * top} for top in tops.values()]
    gates = _gates(results, set(shown))
    marks = [{"row": f"{unit} {stage}", "start": month} for unit, stage, month in gates if f"{unit} {stage}" in keys]
    under: list[Any] = [alt.Chart(inline(lines)).mark_rule(color="#dfe3e8").encode(
        y=alt.Y("top:Q", axis=None, scale=pixels), x=alt.value(0), x2=alt.value("width"))]
    if shades:
        under.insert(0, alt.Chart(inline(shades)).mark_rect(color=FREEZE).encode(
            x=alt.X("start:Q"), x2=alt.X2("end:Q"), y=alt.Y("top:Q", axis=None, scale=pixels), y2=alt.Y2("low:Q")))
    over = [*stage_bars(bars, x, y, 8), *(alt.Chart(inline(bars)).mark_text(
        align="left", dx=9, fontSize=8.5, **behind).encode(x=alt.X("finish:Q"), y=y, text=alt.Text("label:N"))
        for behind in ({"stroke": "#ffffff", "strokeWidth": 3}, {}))]  # legible on what is shaded too
    if marks:
        over.append(alt.Chart(inline(marks)).mark_point(
            shape="diamond", filled=True, size=75, color=INK, opacity=1, stroke="#ffffff", strokeWidth=1).encode(
                x=x, y=y))
    chart = alt.layer(alt.layer(*under), alt.layer(*over)).resolve_scale(y="independent").properties(
        width=WHOLE - NAMES - 20, height=height)
    measure = _("Months from first start to last finish of each stage; diamond: the connection gate opens; grey: "
                "freeze")
    if any(unit not in {gate[0] for gate in gates} and unit not in results.frame.open_gates
           for unit in shown if unit != PROGRAMME):
        measure += _("; without a diamond: the gate there is not on the plan")
    if len(parts) > 1:
        measure += _("; part {part} of {parts}").format(part=part + 1, parts=len(parts))
    return Chart("site-gantt" if part == 0 else f"site-gantt-{part + 1}", _title(results, gates, lanes),
                 dated(results, measure),
                 _("Work runs from {first} to {last} at {count} places; the table of initiatives gives start and "
                   "finish.").format(first=month_name(start, min(lane[2] for lane in lanes)),
                            last=month_name(start, max(lane[3] for lane in lanes) - 1), count=len(shown)),
                 finished(chart))


def site_gantts(results: Results) -> tuple[Chart, ...]:
    """All parts of the plan by site; none without a plan."""
    drawn = (site_gantt(results, part) for part in range(len(_parts(_spans(results)))))
    return tuple(chart for chart in drawn if chart is not None)


Lane = tuple[str, str, int, int]
"""Place, stage, first month, month after the last."""


def _spans(results: Results) -> list[Lane]:
    """The programme first, then the sites in their order; stages in theirs."""
    tasks = {task.id: task for task in results.frame.tasks}
    spans: dict[tuple[str, str], tuple[int, int]] = {}
    for s in results.roadmap.scheduled:
        task = tasks[s.task]
        low, high = spans.get((task.unit, task.stage), (s.start, s.finish))
        spans[task.unit, task.stage] = (min(low, s.start), max(high, s.finish))
    return [(unit, stage, *spans[unit, stage]) for unit in (PROGRAMME, *results.engagement.sites) for stage in STAGES
            if (unit, stage) in spans]


def _parts(lanes: Sequence[Lane]) -> list[list[Lane]]:
    """Parts of at most so many bars, no site torn apart."""
    parts: list[list[Lane]] = []
    for unit in dict.fromkeys(lane[0] for lane in lanes):
        own = [lane for lane in lanes if lane[0] == unit]
        if parts and len(parts[-1]) + len(own) <= MOST:
            parts[-1] += own
        else:
            parts.append(own)
    return parts


def _gates(results: Results, shown: set[str]) -> list[tuple[str, str, int]]:
    """Place, stage and month of the gates that open there, the earliest first."""
    found = [(task.unit, task.stage, s.finish) for s in results.roadmap.scheduled
             if (task := results.frame.by_id[s.task]).opens == "gate" and task.unit in shown]
    return sorted(found, key=lambda gate: (gate[2], gate[0]))


def _title(results: Results, gates: Sequence[tuple[str, str, int]], lanes: Sequence[Lane]) -> str:
    start, sites = results.frame.start, {lane[0] for lane in lanes} - {PROGRAMME}
    if not gates:
        return _("A connection gate opens at 0 of {all} sites").format(all=len(sites))
    unit, _stage, month = gates[0]
    where = results.engagement.sites[unit].name if unit in results.engagement.sites else _("Programme")
    return _("The connection gate opens at {count} of {all} sites, first at {site} at the end of {month}").format(
        count=len({gate[0] for gate in gates}), all=len(sites), site=short(where, 60),
        month=month_name(start, month - 1))
