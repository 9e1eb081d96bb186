"""The plan over time: initiatives by stage, the tasks of one site, and what waits for what."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from textwrap import wrap
from typing import Any

from assessment.domain.library import STAGES, Stage
from assessment.domain.results import Results
from assessment.domain.roadmap import PROGRAMME, ScheduledTask, Task, waits, walk
from assessment.domain.roadmap.calendar import days_in, first_day, month_of
from assessment.report.charts.chart import ACCENT, INK, MUTED, WIDTH, Chart, finished
from assessment.report.charts.plan import STAGE_COLOURS, stage_names
from assessment.report.tables.plan import month_name
from assessment.report.tables.planning import initiative_name, selected, unit_name
from assessment.text import _, day, number

Months = tuple[int, int]
"""First month shown, and the month after the last one."""
Rows = list[dict[str, Any]]
PLOT, ROW = WIDTH - 145, 15
"""Width in px of the months beside names, and height of a row."""
WINDOW, FREEZE = "#e3eaf1", "#aab3bd"
"""A light and a dark shade that stay apart in greyscale."""
MOST = 8
"""Boxes of a column of the diagram of dependencies; the rest is counted."""


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
    names = stage_names()
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
            at = {"row": rows[-1]["row"], "stage": stage}
            bars += [{**at, **_clipped(low, high, shown)} for low, high in _union(spans)]
            lines.append({**at, **_clipped(min(s.start for s in spans), max(s.finish for s in spans), shown)})
    gates = _gates([(task, f"{task.stage} {task.initiative}", s) for task, s in tasks], shown)
    opened = [s.finish for task, s in tasks if task.opens == "gate"]
    title = _("The first connection gate opens at the end of {month}").format(
        month=month_name(results.frame.start, min(opened) - 1)) if opened else _(
            "No connection gate opens in what is shown")
    only = _only_site(results, sites)
    return Chart(
        "stage-gantt", title, _("Bar: months of work at any site; thin line: first start to last finish; diamond with "
                                "line: a connection gate opens") + _shades_told(only),
        _("Gantt chart by stage, {first} to {last}, initiatives: {count}. {gates}").format(
            count=len(lines), first=month_name(results.frame.start, shown[0]),
            last=month_name(results.frame.start, shown[1] - 1), gates=_gates_told(results, tasks)),
        finished(_drawn(results, shown, rows, bars, lines, gates, only)))


def site_rows(results: Results, site: str, months: Months | None = None,
              stages: Sequence[Stage] | None = None) -> Chart | None:
    """A row for each task at a site, by start; None where none is planned there."""
    shown = shown_months(results, months)
    tasks = [(task, s) for task, s in selected(results, [site], stages) if _within(s, shown)]
    if not tasks:
        return None
    names = stage_names()
    rows: Rows = []
    bars: Rows = []
    lines: Rows = []
    cuts: Rows = []
    for task, s in sorted(tasks, key=lambda pair: (pair[1].start, pair[1].finish, pair[0].id)):
        at = {"row": task.id, "stage": task.stage}
        rows.append({"row": task.id, "label": initiative_name(results, task.initiative)})
        active = walk(results.frame, task, s.start).active
        bars += [{**at, **_clipped(low, high, shown)} for low, high in _runs(active) if low < shown[1]
                 and high > shown[0]]
        lines.append({**at, **_clipped(s.start, s.finish, shown), "label": names[task.stage]})
        if task.stop_hours is not None and shown[0] < s.finish <= shown[1]:
            cuts.append({"row": task.id, "start": s.finish - 0.5})
    gates = _gates([(task, task.id, s) for task, s in tasks], shown)
    opened = [s.finish for task, s in tasks if task.opens == "gate"]
    name = unit_name(results, site)
    title = _("{site}: the connection gate opens at the end of {month}").format(
        site=name, month=month_name(results.frame.start, min(opened) - 1)) if opened else _(
            "{site}: no connection gate opens in what is shown").format(site=name)
    return Chart(
        f"site-rows-{site}", title, _("Months of work, with the stage beside them; triangle: production stops for a "
                                      "cut-over; diamond with line: the gate opens") + _shades_told(site),
        _("Gantt chart of {site}; tasks: {count}, with a stop of production: {cuts}. {gates}").format(
            count=len(rows), site=name, cuts=len(cuts), gates=_gates_told(results, tasks)),
        finished(_drawn(results, shown, rows, bars, lines, gates, site, cuts)))


def _drawn(results: Results, shown: Months, rows: Rows, bars: Rows, lines: Rows, gates: Rows, site: str | None,
           cuts: Rows | None = None) -> Any:
    import altair as alt

    height = ROW * len(rows)
    labels = {row["row"]: row["label"] for row in rows}
    heads = [row["row"] for row in rows if row["row"] in STAGES]
    y = alt.Y("row:N", sort=list(labels), title=None, scale=alt.Scale(domain=list(labels)), axis=alt.Axis(
        domain=False, ticks=False, labelPadding=8, labelLimit=290, labelFontSize=9,
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
        alt.Chart(alt.Data(values=lines)).mark_rule(strokeWidth=1.4).encode(x=x, x2="finish:Q", y=y, color=colour),
        alt.Chart(alt.Data(values=bars)).mark_bar(height=9, cornerRadius=1.5).encode(
            x=x, x2="finish:Q", y=y, color=colour)]
    if cuts is not None:
        layers += _beside(lines, x, y, shown)
    if cuts:
        layers.append(alt.Chart(alt.Data(values=cuts)).mark_point(
            shape="triangle-down", filled=True, size=42, color=INK, opacity=1, stroke="#ffffff",
            strokeWidth=0.8).encode(x=x, y=y))
    if gates:
        marks = alt.Chart(alt.Data(values=gates))
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
    return alt.Chart(alt.Data(values=values)).mark_rect(color=colour, opacity=1).encode(
        x="start:Q", x2="finish:Q", y=alt.value(0), y2=alt.value(height))


def _beside(lines: Rows, x: Any, y: Any, shown: Months) -> list[Any]:
    """Names of stages after the bars, before those that reach far to the right."""
    import altair as alt

    late = shown[0] + 0.8 * (shown[1] - shown[0])
    found = []
    for before in (False, True):
        part = [row for row in lines if (row["finish"] > late) is before]
        if part:
            found.append(alt.Chart(alt.Data(values=part)).mark_text(
                align="right" if before else "left", dx=-8 if before else 8, fontSize=8.5, color=INK).encode(
                    x=x if before else "finish:Q", y=y, text="label:N"))
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
    mark = alt.Chart(alt.Data(values=[{"start": at, "label": told}])).encode(x=x)
    late = at > shown[0] + 0.8 * (shown[1] - shown[0])
    return [mark.mark_rule(color=ACCENT, strokeWidth=1.6).encode(y=alt.value(0), y2=alt.value(height + 6)),
            mark.mark_text(align="right" if late else "left", dx=-4 if late else 4, fontSize=8.5, color=ACCENT).encode(
                y=alt.value(height + 6), text="label:N")]


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


def _depends(results: Results) -> dict[str, dict[str, bool]]:
    """Initiative -> initiatives that it waits for; True where any one of several will do."""
    frame = results.frame
    found: dict[str, dict[str, bool]] = {}
    for task in frame.tasks:
        for wait in waits(frame, task):
            names = dict.fromkeys(frame.by_id[name].initiative for name in wait.any_of)
            for name in names:
                if name != task.initiative:
                    loose = wait.rule in ("pilot-first", "validated-first") and len(names) > 1
                    before = found.setdefault(task.initiative, {})
                    before[name] = before.get(name, True) and loose
    return found


def dependency_view(results: Results, initiative: str) -> Chart | None:
    """What an initiative waits for on the left, what waits for it on the right, two steps each; None where it is no
    part of the plan's frame. Dashed lines: any one of several will do; dashed boxes: not in the plan."""
    if not any(task.initiative == initiative for task in results.frame.tasks):
        return None
    needs = _depends(results)
    followers: dict[str, dict[str, bool]] = {}
    for name, others in needs.items():
        for other, loose in others.items():
            followers.setdefault(other, {})[name] = loose
    columns: dict[int, list[str]] = {0: [initiative]}
    seen = {initiative}
    for sign, step in ((-1, needs), (1, followers)):
        for level in (1, 2):
            members = dict.fromkeys(other for name in columns[sign * (level - 1)] for other in step.get(name, {})
                                    if other not in seen)
            columns[sign * level] = sorted(members, key=lambda name: _begin(results, name))
            seen |= set(members)
    edges = [(other, name, loose) for name, others in needs.items() for other, loose in others.items()]
    return Chart(
        f"dependencies-{initiative}", _("{name}: {before} before it, {after} after it").format(
            name=initiative_name(results, initiative), before=len(columns[-1]), after=len(columns[1])),
        _("Two steps to each side, with first start and last finish; dashed line: one of several will do; dashed box: "
          "not in the plan"),
        _("Waits for: {before}. Waits for it: {after}.").format(
            before=_listed(results, columns[-1]), after=_listed(results, columns[1])),
        finished(_diagram(results, columns, edges)))


def _begin(results: Results, initiative: str) -> tuple[int, str]:
    return min((s.start for task, s in selected(results) if task.initiative == initiative),
               default=results.frame.months), initiative


def _listed(results: Results, names: Sequence[str]) -> str:
    return ", ".join(initiative_name(results, name) for name in names) or _("nothing")


def _diagram(results: Results, columns: dict[int, list[str]], edges: list[tuple[str, str, bool]]) -> Any:
    import altair as alt

    wide, high, pitch, step = 112.0, 46.0, 54.0, 140.0
    used = [level for level in sorted(columns) if columns[level]]
    tallest = max(min(len(columns[level]), MOST + 1) for level in used)
    height = pitch * tallest
    boxes: Rows = []
    words: Rows = []
    for place, level in enumerate(used):
        members = columns[level]
        kept = members if len(members) <= MOST + 1 else members[:MOST]
        texts = [(name, *_box_words(results, name)) for name in kept]
        if len(kept) < len(members):
            texts.append(("", [_("and {count} more").format(count=number(len(members) - len(kept)))], True))
        for row, (name, text, planned) in enumerate(texts):
            middle = (row + 0.5) * pitch + (tallest - len(texts)) * pitch / 2
            boxes.append({"name": name, "x": place * step, "x2": place * step + wide, "level": level,
                          "y": middle - high / 2, "y2": middle + high / 2, "at": middle, "planned": planned,
                          "kind": "self" if level == 0 else "more" if not name else "other"})
            words += [{"x": place * step + wide / 2, "label": line, "y": middle + 10.5 * (n - (len(text) - 1) / 2),
                       "when": n > 0 and n == len(text) - 1} for n, line in enumerate(text)]
    by_name = {box["name"]: box for box in boxes if box["name"]}
    paths: Rows = []
    for number_, (one, other, loose) in enumerate(edges):
        left, right = by_name.get(one), by_name.get(other)
        if left and right and right["level"] - left["level"] == 1:
            bend = (left["x2"] + right["x"]) / 2
            paths += [{"id": number_, "order": order, "x": x, "y": y, "loose": loose} for order, (x, y) in enumerate((
                (left["x2"], left["at"]), (bend, left["at"]), (bend, right["at"]), (right["x"], right["at"])))]
    width = step * (len(used) - 1) + wide
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, height], reverse=True, nice=False, zero=False))
    layers = [alt.Chart(alt.Data(values=part)).mark_line(
        interpolate="basis", color=MUTED, strokeWidth=1.1, strokeDash=[4, 3] if loose else [1, 0]).encode(
            x=x, y=y, detail="id:N", order="order:Q")
        for loose in (False, True) if (part := [row for row in paths if row["loose"] is loose])]
    for kind, planned, fill, dash in (("self", True, "#d6e0ec", [1, 0]), ("self", False, "#d6e0ec", [3, 3]),
                                      ("other", True, "#f2f5f8", [1, 0]), ("other", False, "#ffffff", [3, 3])):
        part = [box for box in boxes if box["kind"] == kind and box["planned"] is planned]
        if part:
            layers.append(alt.Chart(alt.Data(values=part)).mark_rect(
                fill=fill, stroke=ACCENT, strokeWidth=1.6 if kind == "self" else 1, strokeDash=dash,
                cornerRadius=3).encode(x=x, x2="x2:Q", y=y, y2="y2:Q"))
    layers += [alt.Chart(alt.Data(values=part)).mark_text(
        fontSize=8.5, color=MUTED if when else INK, baseline="middle", limit=wide - 4).encode(x=x, y=y, text="label:N")
        for when in (False, True) if (part := [word for word in words if word["when"] is when])]
    return alt.layer(*layers).properties(width=width, height=height)


def _box_words(results: Results, initiative: str) -> tuple[list[str], bool]:
    """Name in at most three lines over the months, and whether any task of it is in the plan."""
    lines = wrap(" ".join(initiative_name(results, initiative).split()), 23) or [initiative]
    if len(lines) > 3:
        lines = [*lines[:2], lines[2][:22] + "…"]
    spans = [s for task, s in selected(results) if task.initiative == initiative]
    start = results.frame.start
    when = f"{month_name(start, min(s.start for s in spans))} – " \
           f"{month_name(start, max(s.finish for s in spans) - 1)}" if spans else _("not in the plan")
    return [*lines, when], bool(spans)
