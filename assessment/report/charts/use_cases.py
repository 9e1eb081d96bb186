"""When decisions get their data, by quarter."""

from __future__ import annotations

from typing import Any

from assessment.domain.results import Results
from assessment.report.charts.chart import INK, STEPS, WIDTH, Chart, finished
from assessment.report.tables.plan import month_name
from assessment.report.tables.use_cases import by_audience, leaders_headline
from assessment.text import _


def supply(results: Results) -> Chart | None:
    """A row a use case, a column a quarter, the share of its sites that have live data by the end of the quarter."""
    import altair as alt

    traces = by_audience(results)
    if not traces:
        return None
    cases, frame = results.engagement.use_cases, results.frame
    rows: list[dict[str, Any]] = []
    for trace in traces:
        for quarter in range(frame.quarters + 1):
            served = sum(s.month is not None and s.month <= 3 * quarter for s in trace.sites)
            rows.append({
                "case": cases[trace.use_case].name, "order": quarter,
                "quarter": _("today") if quarter == 0 else month_name(frame.start, 3 * quarter - 1),
                "share": served / len(trace.sites) if trace.sites else 0.0,
                "label": f"{served}" if served and (quarter == 0 or served != sum(
                    s.month is not None and s.month <= 3 * (quarter - 1) for s in trace.sites)) else ""})
    names = [cases[trace.use_case].name for trace in traces]
    columns = list(dict.fromkeys(row["quarter"] for row in rows))
    base = alt.Chart(alt.Data(values=rows), width=WIDTH - 150, height=19 * len(names)).encode(
        y=alt.Y("case:N", sort=names, title=None, axis=alt.Axis(domain=False, ticks=False, labelPadding=6)),
        x=alt.X("quarter:O", sort=columns, title=None, axis=alt.Axis(labelAngle=-60, labelFontSize=8.5)))
    cells = base.mark_rect(stroke="#ffffff", strokeWidth=1).encode(color=alt.Color(
        "share:Q", title=_("Share of sites with live data"), scale=alt.Scale(domain=[0, 1], range=list(STEPS)),
        legend=alt.Legend(format=".0%")))
    texts = base.mark_text(fontSize=8.5).encode(
        text="label:N", color=alt.condition("datum.share > 0.6", alt.value("#ffffff"), alt.value(INK)))
    return Chart("supply", leaders_headline(results),
                 _("Sites with live data by the end of each quarter; a number where it changes"),
                 _("Table of colours: decisions by quarter, darker the more sites have live data."),
                 finished(cells + texts))
