"""When decisions get their data, by quarter."""

from __future__ import annotations

import json
from typing import Any

from assessment.domain.results import Results
from assessment.report.charts.chart import INK, STEPS, WHOLE, Chart, dated, finished, inline, name_axis
from assessment.report.tables.plan import month_name
from assessment.report.tables.use_cases import AUDIENCE_NAMES, by_audience, leaders_headline
from assessment.text import _

NAMES = 230
"""Room in px for the names of use cases."""


def supply(results: Results) -> Chart | None:
    """A row a use case, a column a quarter, the share of its sites that have live data by the end of the quarter."""
    import altair as alt

    traces = by_audience(results)
    if not traces:
        return None
    cases, frame = results.engagement.use_cases, results.frame
    rows: list[dict[str, Any]] = []
    names: dict[str, str] = {}
    for number, trace in enumerate(traces, 1):
        key = str(number)  # keeps two use cases of one name apart
        names[key] = _("{name} ({audience})").format(name=cases[trace.use_case].name,
                                                     audience=_(AUDIENCE_NAMES[trace.audience]))
        before, all_sites = 0, len(trace.sites)
        for quarter in range(frame.quarters + 1):
            served = sum(s.month is not None and s.month <= 3 * quarter for s in trace.sites)
            rows.append({"case": key, "quarter": quarter, "step": str(_step(served, all_sites)),
                         "label": f"{served}/{all_sites}" if served != before else ""})
            before = served
    ends = {0: _("today"), **{n: month_name(frame.start, 3 * n - 1) for n in range(2, frame.quarters + 1, 2)}}
    base = alt.Chart(inline(rows)).encode(
        y=alt.Y("case:N", title=None, scale=alt.Scale(domain=list(names)), axis=name_axis(names, NAMES)),
        x=alt.X("quarter:O", title=None, axis=alt.Axis(
            orient="top", labelAngle=-35, labelFontSize=9.5, ticks=False, domain=False, labelAlign="left",
            labelExpr=f"{json.dumps(ends)}[datum.value] || ''")))
    chart = alt.layer(
        base.mark_rect(stroke="#ffffff", strokeWidth=1.5).encode(color=alt.Color("step:N", legend=None, scale=alt.Scale(
            domain=[str(step) for step in range(len(STEPS))], range=list(STEPS)))),
        base.mark_text(fontSize=9.5, fontWeight=600).encode(text=alt.Text("label:N"), color=alt.condition(
            f"datum.step == '{len(STEPS) - 1}'", alt.value("#ffffff"), alt.value(INK))),
    ).properties(width=WHOLE - NAMES - 40, height=27 * len(names),
                 padding={"left": 0, "top": 0, "right": 40, "bottom": 0})
    served = sum(any(site.month is not None for site in trace.sites) for trace in traces)
    return Chart("supply", leaders_headline(results).rstrip("."), dated(results, _(
        "Sites with live data, of those that the decision is taken at, by the end of each quarter; a number "
        "stands where it changes; darkest: all of them")),
        _("By the end of {month} {served} of {all} decisions have live data at a site or more; the table of decisions "
          "gives the months.").format(month=month_name(frame.start, frame.months - 1), served=served, all=len(traces)),
        finished(chart))


def _step(served: int, sites: int) -> int:
    """Shade of a share of sites: none, up to a third, up to two thirds, more, all."""
    if not served:
        return 0
    if served >= sites:
        return len(STEPS) - 1
    return 1 + (3 * served > sites) + (3 * served > 2 * sites)
