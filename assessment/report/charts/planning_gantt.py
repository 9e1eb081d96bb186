"""The plan over time: initiatives by stage, and the tasks of one site."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from assessment.domain.library import STAGES, Stage
from assessment.domain.results import Results
from assessment.domain.roadmap import PROGRAMME, ScheduledTask, Task, walk
from assessment.domain.roadmap.calendar import days_in, first_day, month_of
from assessment.report.charts.chart import ACCENT, INK, LETTER, WHOLE, Chart, dated, finished, inline, short
from assessment.report.charts.plan import FREEZE, STAGE_COLOURS, WINDOW, stage_bars, stage_names
from assessment.report.charts.planning_progress import beside_bars, late_told, standings_of
from assessment.report.tables.plan import month_name
from assessment.report.tables.planning import initiative_name, selected, unit_name
from assessment.text import _, day

Months = tuple[int, int]
"""First month shown, and the month after the last one."""
Rows = list[dict[str, Any]]
NAMES, ROW = 324, 15
"""Room in px for names, and height of a row."""
PLOT = WHOLE - NAMES - 15
FROZEN = "frozen"
"""Key of the row that counts sites in a freeze."""


def shown_months(results: Results, months: Months | None) -> Months:
    """The months asked for, kept within the horizon; at least one."""
    first, end = months or (0, results.frame.months)
    first = min(max(0, first), results.frame.months - 1)
    return first, min(max(end, first + 1), results.frame.months)


def month_axis(start: date, months: Months) -> Any:
    """Axis on top with a tick a month or a quarter, and the year under the first month named of each."""
    import altair as alt

    first, end = months
    step = 1 if end - first <= 15 else 3
    ticks = list(range(first, end + 1, step))
    shown = ticks if step == 1 else ticks[::2]
    names = {}
    for place, month in enumerate(shown[:-1] if shown[-1] == end else shown):
        word, _space, year = month_name(start, month).rpartition(" ")
        earlier = month_name(start, shown[place - 1]).rpartition(" ")[2] if place else ""
        names[month] = [word, year if year != earlier else ""]
    told = " : ".join(f"datum.value == {month} ? {json.dumps(lines)}" for month, lines in names.items())
    return alt.X("start:Q", title=None, scale=alt.Scale(domain=[first, end], nice=False, zero=False),
                 axis=alt.Axis(values=ticks, tickCount=len(ticks), labelExpr=f"{told} : ''", orient="top",
                               labelFontSize=9, labelLineHeight=11, labelAlign="left", labelOffset=1, labelPadding=12))


def stage_gantt(results: Results, months: Months | None = None, stages: Sequence[Stage] | None = None,
                sites: Sequence[str] | None = None) -> Chart | None:
    """Initiatives under the names of their stages. `sites` are site ids or `programme`; with one site its freezes and
    shutdown windows are shaded. None where nothing is planned there."""
    shown = shown_months(results, months)
    tasks = [(task, s) for task, s in selected(results, sites, stages) if _within(s, shown)]
    if not tasks:
        return None
    names, known = stage_names(), standings_of(results)
    site_names = {key: site.name for key, site in results.engagement.sites.items()}
    rows: Rows = []
    bars: Rows = []
    lines: Rows = []
    ranked = sorted(tasks, key=lambda pair: (STAGES.index(pair[0].stage), pair[0].initiative))
    for stage, members in groupby(ranked, key=lambda pair: pair[0].stage):
        rows.append({"row": f"{stage}", "label": names[stage].upper()})
        by_initiative = [(name, [s for _task, s in pairs])
                         for name, pairs in groupby(members, key=lambda pair: pair[0].initiative)]
        for name, spans in sorted(by_initiative, key=lambda item: (min(s.start for s in item[1]), item[0])):
            rows.append({"row": f"{stage} {name}", "label": initiative_name(results, name)})
            at = {"row": rows[-1]["row"], "stage": stage, "phase": names[stage], "name": rows[-1]["label"]}
            bars += [{**at, **_clipped(low, high, shown)} for low, high in _union(spans)]
            told = beside_bars(known, (s.task for s in spans), site_names)
            lines.append({**at, **_clipped(min(s.start for s in spans), max(s.finish for s in spans), shown),
                          **({"label": told} if told else {})})
    gates = _gates([(task, f"{task.stage} {task.initiative}", s) for task, s in tasks], shown)
    opened = [s.finish for task, s in tasks if task.opens == "gate"]
    first = _("The first connection gate opens at the end of {month}") if all(
        permit.state != "open" for permit in results.permits) else _(
            "The next connection gate opens at the end of {month}")
    title = first.format(month=month_name(results.frame.start, min(opened) - 1)) if opened else _(
            "{count} initiatives run from {first} to {last}, and no connection gate opens").format(
                count=len(lines), first=month_name(results.frame.start, shown[0]),
                last=month_name(results.frame.start, shown[1] - 1))
    only = _only_site(results, sites)
    if only is None and _frozen(results, shown):
        rows.append({"row": FROZEN, "label": _("Number of sites in a freeze")})
    return Chart(
        "stage-gantt", title, dated(results, _(
            "Bar: months of work at any site; thin line: first start to last finish; diamond with line: a connection "
            "gate opens") + _shades_told(only) + _reports_told(bool(known))),
        _("Gantt chart by stage, {first} to {last}, initiatives: {count}. {gates}").format(
            count=len(lines), first=month_name(results.frame.start, shown[0]),
            last=month_name(results.frame.start, shown[1] - 1), gates=_gates_told(results, tasks))
        + late_told(known, (s.task for _task, s in tasks)),
        finished(_drawn(results, shown, rows, bars, lines, gates, only)))


def gantt(results: Results) -> Chart | None:
    """The whole plan by stage, as it stands in the report; None without a plan."""
    chart = stage_gantt(results)
    return chart and replace(chart, id="gantt")


def site_rows(results: Results, site: str, months: Months | None = None,
              stages: Sequence[Stage] | None = None) -> Chart | None:
    """A row for each task at a site, by start; None where none is planned there."""
    shown = shown_months(results, months)
    tasks = [(task, s) for task, s in selected(results, [site], stages) if _within(s, shown)]
    if not tasks:
        return None
    names, known = stage_names(), standings_of(results)
    rows: Rows = []
    bars: Rows = []
    lines: Rows = []
    cuts: Rows = []
    for task, s in sorted(tasks, key=lambda pair: (pair[1].start, pair[1].finish, pair[0].id)):
        rows.append({"row": task.id, "label": initiative_name(results, task.initiative)})
        at = {"row": task.id, "stage": task.stage, "phase": names[task.stage], "name": rows[-1]["label"]}
        active = walk(results.frame, task, s.start).active
        bars += [{**at, **_clipped(low, high, shown)} for low, high in _runs(active) if low < shown[1]
                 and high > shown[0]]
        lines.append({**at, **_clipped(s.start, s.finish, shown), "label": ", ".join(
            word for word in (names[task.stage], beside_bars(known, [task.id])) if word)})
        if task.stop_hours is not None and shown[0] < s.finish <= shown[1]:
            cuts.append({"row": task.id, "start": s.finish - 0.5})
    gates = _gates([(task, task.id, s) for task, s in tasks], shown)
    opened = [s.finish for task, s in tasks if task.opens == "gate"]
    name = unit_name(results, site)
    title = _("{site}: the connection gate opens at the end of {month}").format(
        site=name, month=month_name(results.frame.start, min(opened) - 1)) if opened else _(
            "{count} tasks run at {site}, and no connection gate opens").format(site=name, count=len(rows))
    return Chart(
        f"site-rows-{site}", title, dated(results, _(
            "Months of work, with the stage beside them; triangle: production stops for a cut-over; diamond with line: "
            "the gate opens") + _shades_told(site) + _reports_told(bool(known))),
        _("Gantt chart of {site}; tasks: {count}, with a stop of production: {cuts}. {gates}").format(
            count=len(rows), site=name, cuts=len(cuts), gates=_gates_told(results, tasks))
        + late_told(known, (task.id for task, _s in tasks)),
        finished(_drawn(results, shown, rows, bars, lines, gates, site, cuts)))


def _drawn(results: Results, shown: Months, rows: Rows, bars: Rows, lines: Rows, gates: Rows, site: str | None,
           cuts: Rows | None = None) -> Any:
    import altair as alt

    height = ROW * len(rows)
    labels = {row["row"]: short(row["label"], int(NAMES / LETTER / 0.92)) for row in rows}
    heads = [row["row"] for row in rows if row["row"] in STAGES]
    y = alt.Y("row:N", sort=list(labels), title=None, scale=alt.Scale(domain=list(labels)), axis=alt.Axis(
        domain=False, ticks=False, labelPadding=8, labelLimit=NAMES, labelFontSize=9, minExtent=NAMES + 8,
        maxExtent=NAMES + 8,
        labelExpr=f"{json.dumps(labels)}[datum.value]",
        labelFontWeight=alt.ExprRef(expr="'normal'") if not heads else alt.condition(
            f"indexof({json.dumps(heads)}, datum.value) >= 0", alt.value(600), alt.value("normal"))))
    x = month_axis(results.frame.start, shown)
    colour = alt.Color("stage:N", legend=None, scale=alt.Scale(
        domain=list(STAGES), range=[STAGE_COLOURS[stage] for stage in STAGES]))
    layers = [_shaded(months, colour_of, shown, height) for months, colour_of in (
        (results.frame.windows.get(site or "", ()), WINDOW), (results.frame.frozen.get(site or "", ()), FREEZE))
        if any(shown[0] <= month < shown[1] for month in months)]
    layers += [
        alt.Chart(inline(lines)).mark_rule(strokeWidth=1.4).encode(x=x, x2=alt.X2("finish:Q"), y=y, color=colour),
        *stage_bars(bars, x, y)]
    if FROZEN in labels:
        layers += _frozen_row(results, shown, x, y)
    layers += _beside([row for row in lines if row.get("label")], x, y, shown)
    if cuts:
        layers.append(alt.Chart(inline(cuts)).mark_point(
            shape="triangle-down", filled=True, size=42, color=INK, opacity=1, stroke="#ffffff",
            strokeWidth=0.8).encode(x=x, y=y))
    if gates:
        marks = alt.Chart(inline(gates))
        layers += [marks.mark_rule(color=INK, strokeWidth=0.9, strokeDash=[2, 2]).encode(
                       x=x, y=alt.value(0), y2=alt.value(height)),
                   marks.mark_point(shape="diamond", filled=True, size=85, color=INK, opacity=1, stroke="#ffffff",
                                    strokeWidth=1).encode(x=x, y=y)]
    layers += _today(results, x, shown, height)
    return alt.layer(*layers).properties(width=PLOT, height=height)


def _shaded(months: Sequence[int], colour: str, shown: Months, height: int) -> Any:
    import altair as alt

    values = [{"start": low, "finish": high} for low, high in _runs(
        [month for month in months if shown[0] <= month < shown[1]])]
    return alt.Chart(inline(values)).mark_rect(color=colour, opacity=1).encode(
        x=alt.X("start:Q"), x2=alt.X2("finish:Q"), y=alt.value(0), y2=alt.value(height))


def _frozen(results: Results, shown: Months) -> dict[int, int]:
    """Month -> sites in a freeze, of those shown in which there is one."""
    counts = {month: sum(month in frozen for frozen in results.frame.frozen.values()) for month in range(*shown)}
    return {month: count for month, count in counts.items() if count}


def _frozen_row(results: Results, shown: Months, x: Any, y: Any) -> list[Any]:
    import altair as alt

    cells = alt.Chart(inline([
        {"row": FROZEN, "start": month, "finish": month + 1, "middle": month + 0.5, "label": str(count)}
        for month, count in _frozen(results, shown).items()]))
    return [cells.mark_bar(height=12, color=FREEZE).encode(x=x, x2=alt.X2("finish:Q"), y=y),
            cells.mark_text(fontSize=8).encode(x=alt.X("middle:Q"), y=y, text=alt.Text("label:N"))]


def _beside(lines: Rows, x: Any, y: Any, shown: Months) -> list[Any]:
    """Words after the bars, before those that reach far to the right: stages of tasks, what is late or blocked."""
    import altair as alt

    late = shown[0] + 0.8 * (shown[1] - shown[0])
    found = []
    for before in (False, True):
        part = [row for row in lines if (row["finish"] > late) is before]
        if part:
            found.append(alt.Chart(inline(part)).mark_text(
                align="right" if before else "left", dx=-8 if before else 8, fontSize=8.5, color=INK).encode(
                    x=x if before else "finish:Q", y=y, text=alt.Text("label:N")))
    return found


def _today(results: Results, x: Any, shown: Months, height: int) -> list[Any]:
    """A line at the day of the results, where it lies in the months shown."""
    import altair as alt

    month = month_of(results.frame.start, results.as_of)
    at = month + (results.as_of - first_day(results.frame.start, month)).days / len(
        days_in(results.frame.start, month))
    if not shown[0] <= at < shown[1]:
        return []
    told = _("as of {day}").format(day=day(results.as_of))
    mark = alt.Chart(inline([{"start": at, "label": told}])).encode(x=x)
    late = at > shown[0] + 0.8 * (shown[1] - shown[0])
    return [mark.mark_rule(color=ACCENT, strokeWidth=1.6).encode(y=alt.value(0), y2=alt.value(height + 6)),
            mark.mark_text(align="right" if late else "left", dx=-4 if late else 4, fontSize=8.5, color=ACCENT).encode(
                y=alt.value(height + 6), text=alt.Text("label:N"))]


def _within(scheduled: ScheduledTask, shown: Months) -> bool:
    return scheduled.start < shown[1] and scheduled.finish > shown[0]


def _clipped(start: int, finish: int, shown: Months) -> dict[str, int]:
    return {"start": max(start, shown[0]), "finish": min(finish, shown[1])}


def _union(spans: Sequence[ScheduledTask]) -> list[Months]:
    """Months in which any of these tasks runs, as spans."""
    return _runs(sorted({month for s in spans for month in range(s.start, s.finish)}))


def _runs(months: Sequence[int]) -> list[Months]:
    """Spans of months that follow each other; the end is exclusive."""
    found: list[Months] = []
    for month in months:
        if found and found[-1][1] == month:
            found[-1] = (found[-1][0], month + 1)
        else:
            found.append((month, month + 1))
    return found


def _gates(tasks: Sequence[tuple[Task, str, ScheduledTask]], shown: Months) -> Rows:
    return [{"row": row, "start": s.finish} for task, row, s in tasks
            if task.opens == "gate" and shown[0] <= s.finish <= shown[1]]


def _gates_told(results: Results, tasks: Sequence[tuple[Task, ScheduledTask]]) -> str:
    told = [_("{site}: {month}").format(site=unit_name(results, task.unit),
                                        month=month_name(results.frame.start, s.finish - 1))
            for task, s in tasks if task.opens == "gate"]
    return _("Gates open at the end of: {gates}.").format(gates="; ".join(told)) if told else _("No gate opens.")


def _only_site(results: Results, sites: Sequence[str] | None) -> str | None:
    chosen = [site for site in sites or () if site != PROGRAMME]
    return chosen[0] if len(chosen) == 1 and chosen[0] in results.engagement.sites else None


def _shades_told(site: str | None) -> str:
    return _("; light shade: shutdown window, dark shade: freeze") if site else ""


def _reports_told(reported: bool) -> str:
    return _("; beside a bar: what is late against the plan, blocked or finished, as reported") if reported else ""
