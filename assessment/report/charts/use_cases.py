"""When decisions get their data, by quarter."""

from __future__ import annotations

import json
from typing import Any

from assessment.domain.results import Results
from assessment.report.charts.chart import INK, STEPS, WIDTH, Chart, finished
from assessment.report.tables.plan import month_name
from assessment.report.tables.use_cases import AUDIENCE_NAMES, by_audience, leaders_headline
from assessment.text import _


def supply(results: Results) -> Chart | None:
    """A row a use case, a column a quarter, the share of its sites that have live data by the end of the quarter."""
    import altair as alt

    traces = by_audience(results)
    if not traces:
        return None
    cases, frame = results.engagement.use_cases, results.frame
    rows: list[dict[str, Any]] = []
    names: list[str] = []
    for number, trace in enumerate(traces, 1):
        # two lines a label, parted at the tab; the number keeps two use cases of one name apart
        audience = _(AUDIENCE_NAMES[trace.audience])
        names.append(f"{number}\t{cases[trace.use_case].name}\t{audience}")
        before = 0
        for quarter in range(frame.quarters + 1):
            served = sum(s.month is not None and s.month <= 3 * quarter for s in trace.sites)
            rows.append({"case": names[-1], "quarter": quarter, "share": served / max(1, len(trace.sites)),
                         "label": str(served) if served != before else ""})
            before = served
    ends = {0: _("today"), **{n: month_name(frame.start, 3 * n - 1) for n in range(2, frame.quarters + 1, 2)}}
    shown = " : ".join(f"datum.value == {n} ? {json.dumps(name)}" for n, name in ends.items())
    base = alt.Chart(alt.Data(values=rows), width=WIDTH - 170, height=27 * len(names)).encode(
        y=alt.Y("case:N", sort=names, title=None, axis=alt.Axis(
            domain=False, ticks=False, labelPadding=6, labelFontSize=9.5, labelLimit=270, labelLineHeight=11,
            labelOffset=-5,
            labelExpr="slice(split(datum.label, '\t'), 1)")),
        x=alt.X("quarter:O", title=None, axis=alt.Axis(
            orient="top", labelAngle=-35, labelFontSize=9.5, ticks=False, domain=False, labelAlign="left",
            labelExpr=f"{shown} : ''")))
    cells = base.mark_rect(stroke="#ffffff", strokeWidth=1.5).encode(color=alt.Color(
        "share:Q", title=_("Share of sites with live data"), scale=alt.Scale(
            domain=[0, 0.01, 0.34, 0.67, 1], range=list(STEPS), interpolate="rgb"),
        legend=alt.Legend(
            format=".0%", type="symbol", symbolType="square", symbolStrokeWidth=0, values=[0, 0.25, 0.5, 0.75, 1])))
    texts = base.mark_text(fontSize=10.5, fontWeight=600).encode(
        text="label:N", color=alt.condition("datum.share > 0.6", alt.value("#ffffff"), alt.value(INK)))
    return Chart("supply", leaders_headline(results),
                 _("Sites with live data by the end of each quarter, as the roadmap brings them; a number where it "
                   "changes"),
                 _("Table of colours: decisions by quarter, darker the more sites have live data."),
                 finished((cells + texts).properties(padding={"left": 0, "top": 0, "right": 30, "bottom": 0})))
