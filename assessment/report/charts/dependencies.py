"""What waits for what: an initiative with two steps to each side."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from assessment.domain.results import Results
from assessment.domain.roadmap import waits
from assessment.report.charts.chart import ACCENT, INK, MUTED, Chart, dated, finished, inline
from assessment.report.tables.plan import month_name
from assessment.report.tables.planning import initiative_name, selected
from assessment.text import _, number

MOST = 8
"""Boxes of a column; the rest is counted."""
Rows = list[dict[str, Any]]


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
        f"dependencies-{initiative}", _("{name} has {before} before it and {after} after it").format(
            name=initiative_name(results, initiative), before=len(columns[-1]), after=len(columns[1])),
        dated(results, _("Two steps to each side, with first start and last finish; dashed line: one of several will "
                         "do; dashed box: not in the plan")),
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
    layers = [alt.Chart(inline(part)).mark_line(
        interpolate="basis", color=MUTED, strokeWidth=1.1, strokeDash=[4, 3] if loose else [1, 0]).encode(
            x=x, y=y, detail=alt.Detail("id:N"), order=alt.Order("order:Q"))
        for loose in (False, True) if (part := [row for row in paths if row["loose"] is loose])]
    for kind, planned, fill, dash in (("self", True, "#d6e0ec", [1, 0]), ("self", False, "#d6e0ec", [3, 3]),
                                      ("other", True, "#f2f5f8", [1, 0]), ("other", False, "#ffffff", [3, 3])):
        part = [box for box in boxes if box["kind"] == kind and box["planned"] is planned]
        if part:
            layers.append(alt.Chart(inline(part)).mark_rect(
                fill=fill, stroke=ACCENT, strokeWidth=1.6 if kind == "self" else 1, strokeDash=dash,
                cornerRadius=3).encode(x=x, x2=alt.X2("x2:Q"), y=y, y2=alt.Y2("y2:Q")))
    layers += [alt.Chart(inline(part)).mark_text(
        fontSize=8.5, color=MUTED if when else INK, baseline="middle", limit=wide - 4).encode(
            x=x, y=y, text=alt.Text("label:N"))
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
