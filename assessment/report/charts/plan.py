"""Charts of the path and the roadmap."""

from __future__ import annotations

from typing import Any

from assessment.domain.library import STAGES
from assessment.domain.results import Results
from assessment.report.charts.chart import ACCENT, WIDTH, Chart, finished
from assessment.report.tables.plan import month_name, scheduled_by_initiative
from assessment.text import _, number

STAGE_COLOURS = {"assess": "#9aa5b1", "define": "#7b8794", "design": "#9fbbd7", "protect": "#D55E00",
                 "pilot": "#5a8bb8", "mvp": "#2f74ad", "scale": "#123f66"}


def stage_names() -> dict[str, str]:
    return {"assess": _("Assess"), "define": _("Define"), "design": _("Design"), "protect": _("Protect"),
            "pilot": _("Pilot"), "mvp": _("First release"), "scale": _("Scale")}


def stability(results: Results) -> Chart:
    import altair as alt

    library, recommendation = results.engagement.the_library, results.recommendation
    scores = sorted(recommendation.scores, key=lambda s: -s.wins)
    rows = [{"path": library.path[s.path].name, "wins": 100 * s.wins,
             "label": _("ruled out") if s.eliminated_by else f"{100 * s.wins:.0f}",
             "best": s.path == recommendation.winner} for s in scores]
    base = alt.Chart(alt.Data(values=rows), width=WIDTH - 60, height=26 * len(rows)).encode(
        y=alt.Y("path:N", sort=[row["path"] for row in rows], title=None,
                axis=alt.Axis(domain=False, ticks=False, labelPadding=8)))
    bars = base.mark_bar(height=15).encode(
        x=alt.X("wins:Q", title=_("Weightings won, of 100"), scale=alt.Scale(domain=[0, 100])),
        color=alt.condition("datum.best", alt.value(ACCENT), alt.value("#b9c4cf")))
    texts = base.mark_text(align="left", dx=5).encode(x="wins:Q", text="label:N")
    top = rows[0]
    return Chart("stability", _("{path} won {wins} of 100 weightings").format(
        path=top["path"], wins=f"{top['wins']:.0f}"),
        _("Share of {draws} draws in which each path came first; weights, answers and effects varied").format(
            draws=number(recommendation.draws)),
        "; ".join(f"{row['path']}: {row['label']}" for row in rows), finished(bars + texts))


def gantt(results: Results) -> Chart | None:
    """One bar an initiative from its first start to its last finish, grouped by stage; None without a plan."""
    library, start = results.engagement.the_library, results.frame.start
    pairs = scheduled_by_initiative(results)
    names = stage_names()
    rows = []
    for name, tasks in pairs.items():
        initiative = library.initiative[name]
        rows.append({"name": f"{name} {initiative.name}", "stage": names[initiative.stage],
                     "rank": STAGES.index(initiative.stage),
                     "start": min(s.start for _t, s in tasks), "finish": max(s.finish for _t, s in tasks)})
    if not rows:
        return None
    rows.sort(key=lambda row: (row["rank"], row["start"], row["finish"], row["name"]))
    return Chart(
        "gantt", _("{count} initiatives, protection before connection").format(count=len(rows)),
        _("First start to last finish over all sites; months counted from {start}").format(
            start=month_name(start, 0)),
        _("Gantt chart; the table of initiatives gives start, finish, effort and spend of each."),
        finished(_bars(results, rows)))


def site_gantt(results: Results) -> Chart | None:
    """One row a site and the programme, one bar a stage; None without a plan."""
    library, names = results.engagement.the_library, stage_names()
    tasks = {task.id: task for task in results.frame.tasks}
    spans: dict[tuple[str, str], tuple[int, int]] = {}
    for s in results.roadmap.scheduled:
        task = tasks[s.task]
        low, high = spans.get((task.unit, task.stage), (s.start, s.finish))
        spans[task.unit, task.stage] = (min(low, s.start), max(high, s.finish))
    rows = []
    for unit in ("programme", *results.engagement.sites):
        site = results.engagement.sites.get(unit)
        for stage in STAGES:
            if (unit, stage) in spans:
                low, high = spans[unit, stage]
                rows.append({"name": site.name if site else _("Programme"), "stage": names[stage],
                             "start": low, "finish": high})
    if not rows:
        return None
    pilots = {t.unit for t in results.frame.tasks if library.initiative[t.initiative].scope == "pilot"}
    pilot = results.engagement.sites[min(pilots)].name if pilots else "–"
    chart = _bars(results, rows, offset=True)
    return Chart("site-gantt", _("{site} goes first, the other plants follow").format(site=pilot),
                 _("First start to last finish of each stage at each site"),
                 _("Gantt chart of stages by site."), finished(chart))


def _bars(results: Results, rows: list[dict[str, Any]], offset: bool = False) -> Any:
    import altair as alt

    order = list(dict.fromkeys(row["name"] for row in rows))
    names = stage_names()
    months = results.frame.months
    ticks = list(range(0, months + 1, 3))
    labels = " : ".join(f"datum.value == {m} ? '{month_name(results.frame.start, m)}'" for m in ticks[::2])
    encoding = {
        "y": alt.Y("name:N", sort=order, title=None,
                      axis=alt.Axis(domain=False, ticks=False, labelPadding=8, labelLimit=290, labelFontSize=9)),
        "x": alt.X("start:Q", title=None, scale=alt.Scale(domain=[0, months], nice=False),
                      axis=alt.Axis(values=ticks, labelExpr=f"{labels} : ''", orient="top", labelFontSize=9)),
        "x2": "finish:Q",
        "color": alt.Color("stage:N", title=None, scale=alt.Scale(
            domain=[names[s] for s in STAGES], range=[STAGE_COLOURS[s] for s in STAGES])),
    }
    if offset:
        encoding["yOffset"] = alt.YOffset("stage:N", sort=[names[s] for s in STAGES])
    step = 30 if offset else 15
    return alt.Chart(alt.Data(values=rows), width=WIDTH - 145, height=step * max(1, len(order))).mark_bar(
        height={"band": 0.8} if offset else 9, cornerRadius=1.5).encode(**encoding)
