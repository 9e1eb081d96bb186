"""Levels from cycle to cycle: a slope for two cycles, small step lines for more."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import Any

from assessment.domain.results import Results
from assessment.domain.trend import Trend
from assessment.report.charts.chart import ACCENT, INK, MUTED, WHOLE, Chart, dated, finished, inline, short
from assessment.report.tables.table import one
from assessment.text import _, ngettext

SLOPE = 380
"""Height in px of the slope chart."""
APART = 14
"""Least distance in px of two names."""
FIRST, LAST, AROUND = 250.0, 400.0, 100.0
"""Where the two cycles stand in a drawing of the whole width, and how far the names around them are measured."""
AT_FIRST = f"min(width * {FIRST:g} / {WHOLE}, max(60, width - 400))"
AT_LAST = f"{AT_FIRST} + max(86, width * {LAST - FIRST:g} / {WHOLE})"
"""The same in px of what is drawn: where it is narrow, the names give way before the slope does."""
NARROW = "windowSize()[0] < 500"
"""A phone; on paper there is no window, and this is false."""
Rows = list[dict[str, Any]]


def trend(results: Results, compared: Trend | None = None) -> Chart | None:
    """Score of each dimension by cycle; None before the second cycle. Of two cycles that are compared, those two."""
    cycles = [compared.from_cycle, compared.to_cycle] if compared else list(results.scorecards)
    compared = compared or results.trend
    courses = _courses(results, cycles)
    if len(cycles) < 2 or not courses:
        return None
    real = {move.node for move in compared.moves if move.told} if compared else set()
    changes = [course[-1] - course[0] for course in courses.values()]
    chart = _slope(results, cycles, courses, real) if len(cycles) == 2 else _steps(results, cycles, courses, real)
    since = compared.from_cycle if compared else cycles[0]
    rose = [change for change in changes if change >= 0.05] if compared is None else [
        move.change for move in compared.moves if move.node in courses and move.told and move.change > 0]
    title = ngettext("{rose} of {all} dimension rose by more than noise since {cycle}, at most by {most} levels",
                     "{rose} of {all} dimensions rose by more than noise since {cycle}, at most by {most} levels",
                     len(courses)).format(
        rose=len(rose), all=len(courses), cycle=since, most=one(max(rose))) if rose else ngettext(
            "{all} dimension has not risen by more than noise since {cycle}",
            "None of {all} dimensions has risen by more than noise since {cycle}",
            len(courses)).format(all=len(courses), cycle=since)
    values = [value for course in courses.values() for value in course]
    return Chart(
        "trend", title, dated(results, _(
            "Level by cycle, {first} to {last}; thick: moved since the cycle before by more than noise; broken: it may "
            "be noise, or less than 0.05").format(first=cycles[0], last=cycles[-1]),
                               results.scorecard.voters),
        _("Scores of {all} dimensions over {count} cycles lie between {low} and {high}; the table of movement gives "
          "the numbers.").format(all=len(courses), count=len(cycles), low=one(min(values)), high=one(max(values))),
        finished(chart))


def _courses(results: Results, cycles: list[str]) -> dict[str, list[float]]:
    """Dimension -> its score in each cycle, of those that have one in every cycle."""
    found = {}
    for dimension in results.engagement.the_pack.dimensions:
        nodes = [results.scorecards[cycle].score(dimension.id) for cycle in cycles]
        values = [node.value for node in nodes if node is not None and node.value is not None]
        if len(values) == len(cycles):
            found[dimension.id] = values
    return found


def _slope(results: Results, cycles: list[str], courses: dict[str, list[float]], real: set[str]) -> Any:
    """One line a dimension; names at its end, moved apart where values are close."""
    import altair as alt

    scale, names = results.engagement.the_pack.scale, results.engagement.the_pack.by_id
    first, last = FIRST, LAST
    per_level = SLOPE / (scale.maximum - scale.minimum)
    px = AROUND * (WHOLE - 90) / WHOLE
    ends = ("0", f"{AT_FIRST} - {px:g}", AT_FIRST, AT_LAST, f"{AT_LAST} + {px:g}", "width")
    x = alt.X("x:Q", axis=None, scale=alt.Scale(
        domain=[0, first - AROUND, first, last, last + AROUND, WHOLE], nice=False,
        range=[alt.ExprRef(told) for told in ends]))
    y = _levels(results, narrow=True)
    lines: Rows = []
    words: dict[str, Rows] = {"left": [], "right": []}
    for side, place in (("left", 0), ("right", 1)):
        at = _spread({key: course[place] for key, course in courses.items()}, APART / per_level,
                     float(scale.minimum), float(scale.maximum))
        for key, course in courses.items():
            told = (f"{names[key].code}  {one(course[0])}" if place == 0 else
                    f"{one(course[1])}  {names[key].code} {short(names[key].name, 44)}")
            words[side].append({"x": first - 22 if place == 0 else last + 22, "level": at[key], "label": told,
                                "real": key in real})
            near, far = (first - 18, first - 5) if place == 0 else (last + 18, last + 5)
            lines.append({"id": f"{side}{key}", "x": near, "level": at[key], "kind": "lead"})
            lines.append({"id": f"{side}{key}", "x": far, "level": course[place], "kind": "lead"})
    for key, course in courses.items():
        kind = "real" if key in real else "noise"
        lines += [{"id": key, "x": at, "level": level, "kind": kind}
                  for at, level in zip((first, last), course, strict=True)]
    layers = []
    for kind, colour, wide, dash in (("lead", "#b8c0c8", 0.7, [1, 0]), ("noise", MUTED, 1.2, [4, 3]),
                                     ("real", ACCENT, 2.4, [1, 0])):
        part = [line for line in lines if line["kind"] == kind]
        if part:
            drawn = alt.Chart(inline(part)).encode(x=x, y=y, detail=alt.Detail("id:N"))
            layers.append(drawn.mark_line(color=colour, strokeWidth=wide, strokeDash=dash))
            if kind != "lead":
                layers.append(drawn.mark_circle(color=colour, size=36, opacity=1))
    heads = [{"x": at, "label": cycle} for at, cycle in zip((first, last), cycles, strict=True)]
    layers.append(alt.Chart(inline(heads)).mark_text(
        fontSize=9.5, color=MUTED, limit=alt.ExprRef(f"{AT_LAST} - {AT_FIRST} - 6")).encode(
            x=x, y=alt.value(-10), text=alt.Text("label:N")))
    for side, align, room in (("left", "right", AT_FIRST), ("right", "left", f"width - ({AT_LAST}) - 20")):
        layers += [alt.Chart(inline([word for word in words[side] if word["real"] is bold])).mark_text(
            align=align, fontSize=9.5, fontWeight=600 if bold else "normal", limit=alt.ExprRef(room)).encode(
                x=x, y=y, text=alt.Text("label:N")) for bold in (True, False)]
    return alt.layer(*layers).properties(width=WHOLE - 90, height=SLOPE)


def _levels(results: Results, lines: bool = True, size: float = 9.5, narrow: bool = False) -> Any:
    """The common axis of levels, upright; with `narrow` a phone shows their numbers alone."""
    import altair as alt

    scale = results.engagement.the_pack.scale
    names = json.dumps({level: f"{level} {scale.name(level)}" for level in scale.levels}, ensure_ascii=False)
    told = f"{names}[datum.value]"
    return alt.Y("level:Q", title=None, scale=alt.Scale(
        domain=[scale.minimum, scale.maximum], nice=False, zero=False), axis=alt.Axis(
            values=list(scale.levels), tickCount=len(scale.levels), domain=False, ticks=False,
            labelExpr=f"{NARROW} ? datum.value : {told}" if narrow else told, labelOverlap=False,
            labelFontSize=size, labelLimit=90, grid=lines))


def _spread(values: dict[str, float], apart: float, low: float, high: float) -> dict[str, float]:
    """Places as near to the values as a least distance allows, in the order of the values."""
    order = sorted(values, key=lambda key: (values[key], key))

    def bottom(members: list[str]) -> float:
        """Where a group that stands tight begins: around the mean of its values, and on the axis."""
        half = apart * (len(members) - 1) / 2
        middle = sum(values[name] for name in members) / len(members)
        return min(max(middle - half, low), high - 2 * half)

    groups: list[list[str]] = []
    for key in order:
        groups.append([key])
        while len(groups) > 1 and bottom(groups[-1]) < bottom(groups[-2]) + apart * len(groups[-2]):
            groups[-2:] = [[*groups[-2], *groups[-1]]]
    return {key: bottom(members) + apart * place for members in groups for place, key in enumerate(members)}


def _steps(results: Results, cycles: list[str], courses: dict[str, list[float]], real: set[str]) -> Any:
    """A small chart a dimension; the level holds until it is measured again."""
    import altair as alt

    names = results.engagement.the_pack.by_id
    heads = {key: _three_lines(f"{names[key].code} {names[key].name}") for key in courses}
    rows = [{"dimension": heads[key], "cycle": place, "level": value, "real": key in real,
             "label": one(value) if place in (0, len(cycles) - 1) else "", "measured": place < len(cycles)}
            for key, course in courses.items() for place, value in enumerate([*course, course[-1]])]
    last = len(cycles) - 1  # the last level is drawn on a little, or it would have no step
    for row in rows:
        row["cycle"] = row["cycle"] if row["measured"] else last + 0.3
    x = alt.X("cycle:Q", axis=None, scale=alt.Scale(domain=[0, last + 0.3], nice=False, padding=10))
    y = _levels(results, size=8)
    base = alt.Chart(width=78, height=48).encode(x=x, y=y)
    layered = alt.layer(
        base.transform_filter("datum.real").mark_line(color=ACCENT, strokeWidth=2.4, interpolate="step-after"),
        base.transform_filter("!datum.real").mark_line(color=MUTED, strokeWidth=1.2, strokeDash=[4, 3],
                                                       interpolate="step-after"),
        base.transform_filter("datum.measured").mark_circle(color=INK, size=22, opacity=1),
        base.transform_filter("datum.label != ''").mark_text(dy=-9, fontSize=9).encode(text=alt.Text("label:N")),
        data=inline(rows))
    return layered.facet(facet=alt.Facet("dimension:N", title=None, sort=list(heads.values()), header=alt.Header(
        labelFontSize=8, labelLimit=86, labelAnchor="start", labelExpr=r"split(datum.label, '\n')")),
        columns=7, spacing=10)


def _three_lines(name: str) -> str:
    return "\n".join(wrap(name, 19, max_lines=3, placeholder="…"))


__all__ = ["trend"]
