"""Where the organisation stands: each dimension against its target, today and as the roadmap would have it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from assessment.domain.library import Benchmark
from assessment.domain.results import Results
from assessment.domain.roadmap.loads import projected
from assessment.report.charts.chart import ACCENT, INK, MUTED, WHOLE, Chart, dated, finished, inline, name_axis
from assessment.report.tables.table import one
from assessment.text import _, ngettext, number

NAMES = 190
"""Room in px for the names of rows."""
ROW = 24
ROOM = 1.25
"""Room for columns of numbers beside the scale, in levels."""
WIDE = 3
"""Levels from which on the middle half of peers says nothing about one of them."""
Rows = list[dict[str, Any]]


def level_axis(results: Results, room: float = 0.0, before: float = 0.0) -> Any:
    """Axis of the pack's scale with the names of its levels, the same in all charts of levels; `room` levels beyond it
    stay free for numbers, and `before` it for marks."""
    import altair as alt

    scale = results.engagement.the_pack.scale
    names = json.dumps({level: [str(level), scale.name(level)] for level in scale.levels}, ensure_ascii=False)
    return alt.X("value:Q", title=None, scale=alt.Scale(
        domain=[scale.minimum - before, scale.maximum + room], nice=False, zero=False), axis=alt.Axis(
            values=list(scale.levels), tickCount=len(scale.levels), labelExpr=f"{names}[datum.value]", orient="top",
            labelOverlap=False, labelLimit=96, labelLineHeight=11, labelFontSize=9.5, labelPadding=14, domain=False))


def columns(results: Results, rows: Rows, heads: Sequence[tuple[str, str]], y: Any, size: float = 9.5) -> list[Any]:
    """Numbers in columns to the right of the scale: (field of the row, head of the column)."""
    import altair as alt

    end = results.engagement.the_pack.scale.maximum
    layers = []
    for place, (field, head) in enumerate(heads):
        at = end + ROOM * (place + 1.15) / (len(heads) + 0.15) - 0.02
        x = alt.X("value:Q")
        told = [{"key": row["key"], "value": at, "label": row[field]} for row in rows]
        layers += [
            alt.Chart(inline(told)).mark_text(align="right", fontSize=size).encode(x=x, y=y, text=alt.Text("label:N")),
            alt.Chart(inline([{"value": at, "label": head}])).mark_text(
                align="right", baseline="bottom", fontSize=8.5, color=MUTED).encode(
                    x=x, y=alt.value(-16), text=alt.Text("label:N"))]
    return layers


def dimensions(results: Results) -> Chart:
    """A row a dimension, the widest gap first: score, interval, target, the cycle before, what peers published."""
    import altair as alt

    card, engagement = results.scorecard, results.engagement
    earlier = [cycle for cycle in results.scorecards if cycle != results.cycle.id]
    rows: Rows = []
    bands: Rows = []
    peers: list[Benchmark] = []
    for dimension in engagement.the_pack.dimensions:
        node = card.score(dimension.id)
        if node is None or node.value is None:
            continue
        target = engagement.target(dimension.id, None)
        before = results.scorecards[earlier[-1]].score(dimension.id) if earlier else None
        range_ = node.interval or node.extremes
        rows.append({
            "key": dimension.id, "name": f"{dimension.code} {dimension.name}", "value": node.value, "target": target,
            "low": range_.low if range_ else None, "high": range_.high if range_ else None,
            "before": before.value if before else None, "gap": target - node.value, "now_told": one(node.value),
            "target_told": one(target), "gap_told": one(max(0.0, target - node.value))})
        found = published(results, dimension.id)
        if found is not None:
            peers.append(found[0])
            bands.append({"key": dimension.id, "low": found[1], "high": found[2]})
    rows.sort(key=lambda row: -row["gap"])
    names = {row["key"]: row["name"] for row in rows}
    y = alt.Y("key:N", title=None, scale=alt.Scale(domain=list(names)), axis=name_axis(names, NAMES))
    base = alt.Chart(inline(rows)).encode(y=y)
    layers = []
    if bands:
        layers.append(alt.Chart(inline(bands)).mark_bar(
            height=17, fillOpacity=0, stroke=MUTED, strokeDash=[3, 2], strokeWidth=1).encode(
                y=y, x=alt.X("low:Q"), x2=alt.X2("high:Q")))
    layers += [
        base.transform_filter("datum.low != null").mark_bar(height=13, color="#b9cde3").encode(
            x=alt.X("low:Q"), x2=alt.X2("high:Q")),
        base.mark_tick(color=INK, thickness=2.2, size=16).encode(x=alt.X("target:Q"))]
    if earlier:
        layers.append(base.transform_filter("datum.before != null").mark_point(
            size=46, color=MUTED, filled=False, strokeWidth=1.3).encode(x=alt.X("before:Q")))
    layers.append(base.mark_circle(size=62, color=ACCENT, opacity=1).encode(x=level_axis(results, ROOM)))
    layers += columns(results, rows, (("now_told", _("score")), ("target_told", _("target")), ("gap_told", _("gap"))),
                      y)
    measure = _("Level; dot: score now; tick: target; pale band: 90 % interval, or all votes where fewer than five "
                "people answered")
    if earlier:
        measure += _("; ring: score in {cycle}").format(cycle=earlier[-1])
    if peers:
        codes = {dimension.id: dimension.code for dimension in engagement.the_pack.dimensions}
        measure += _("; broken outline: middle half of what peers published ({which})").format(which=", ".join(
            _("{code}: n = {n}").format(code=codes[peer.dimension or ""], n=number(peer.n or 0)) for peer in peers))
    return Chart("dimensions", _dimensions_title(rows), dated(results, measure + _("; sorted by gap"), card.voters),
                 _dimensions_alt(rows),
                 finished(alt.layer(*layers).properties(width=WHOLE - NAMES, height=ROW * max(1, len(rows)))))


def _dimensions_title(rows: Rows) -> str:
    if not rows:
        return _("0 dimensions have a score so far")
    widest, below = rows[0], sum(row["gap"] > 0 for row in rows)
    if not below:
        return ngettext("The one dimension with a score has reached its target",
                        "All {all} dimensions with a score have reached their target", len(rows)).format(all=len(rows))
    level = [row["name"].partition(" ")[2] for row in rows if row["gap_told"] == widest["gap_told"]]
    if 1 < len(level) < below:
        both = _("'{first}' and '{second}'").format(first=level[0], second=level[1]) if len(level) == 2 else _(
            "{count} of them").format(count=len(level))
        return _("{below} of {all} dimensions stand below their target, furthest {names}: by {gap} levels").format(
            below=below, all=len(rows), names=both, gap=widest["gap_told"])
    return ngettext("The one dimension with a score stands below its target: {name}, by {gap} levels",
                    "{below} of {all} dimensions stand below their target, {name} furthest: by {gap} levels",
                    len(rows)).format(
        below=below, all=len(rows), name=widest["name"].partition(" ")[2], gap=widest["gap_told"])


def _dimensions_alt(rows: Rows) -> str:
    if not rows:
        return _("Nothing is drawn yet.")
    low, high = min(rows, key=lambda row: row["value"]), max(rows, key=lambda row: row["value"])
    return _("Scores run from {low} ({lowest}) to {high} ({highest}); the table of scores by dimension gives the "
             "numbers.").format(low=low["now_told"], lowest=low["name"], high=high["now_told"], highest=high["name"])


def published(results: Results, dimension: str) -> tuple[Benchmark, float, float] | None:
    """What the largest current sample published for a dimension, where it may be compared: the levels between which its
    middle half lies, or its mean twice."""
    found = []
    for peer in results.comparison.peers:
        benchmark = peer.benchmark
        if benchmark.dimension == dimension and peer.colour and not peer.stale:
            half = _middle_half(benchmark)
            if half is not None:
                found.append((benchmark.n or 0, benchmark.id, (benchmark, *half)))
    return max(found, key=lambda entry: entry[:2])[2] if found else None


def _middle_half(benchmark: Benchmark) -> tuple[float, float] | None:
    if benchmark.unit == "level" and benchmark.value is not None:
        return benchmark.value, benchmark.value
    ranked = sorted((entry.levels, entry.share) for entry in benchmark.classes if entry.levels is not None)
    if len(ranked) != len(benchmark.classes) or sum(share for _levels, share in ranked) < 75:
        return None
    low = high = None
    reached = 0.0
    for levels, share in ranked:
        reached += share
        low = levels[0] if low is None and reached >= 25 else low
        high = levels[1] if high is None and reached >= 75 else high
    return None if low is None or high is None or high - low >= WIDE else (low, high)


def forecast(results: Results) -> Chart | None:
    """Score of each dimension as the roadmap would raise it; None where nothing is planned."""
    import altair as alt

    pack, engagement = results.engagement.the_pack, results.engagement
    if not results.roadmap.projected or not results.roadmap.scheduled:
        return None
    rows: Rows = []
    quarters = results.frame.quarters
    courses = projected(results.frame, results.roadmap, pack, results.scorecard)
    for dimension in pack.dimensions:
        now, course = results.scorecard.score(dimension.id), courses.get((dimension.id, None))
        if now is not None and now.value is not None and course is not None:
            later, target = course.levels[-1], engagement.target(dimension.id, None)
            rows.append({"key": dimension.id, "name": f"{dimension.code} {dimension.name}", "now": now.value,
                         "value": later, "target": target, "left": target - later, "now_told": one(now.value),
                         "later_told": one(later), "target_told": one(target)})
    if not rows:
        return None
    rows.sort(key=lambda row: -row["left"])
    names = {row["key"]: row["name"] for row in rows}
    y = alt.Y("key:N", title=None, scale=alt.Scale(domain=list(names)), axis=name_axis(names, NAMES))
    base = alt.Chart(inline(rows)).encode(y=y)
    chart = alt.layer(
        base.mark_rule(color="#9fbbd7", strokeWidth=3).encode(x=alt.X("now:Q"), x2=alt.X2("value:Q")),
        base.mark_tick(color=INK, thickness=2.2, size=16).encode(x=alt.X("target:Q")),
        base.mark_point(color=MUTED, size=46, filled=True, fill="#ffffff", stroke=MUTED, opacity=1,
                        strokeWidth=1.3).encode(x=alt.X("now:Q")),
        base.mark_circle(color=ACCENT, size=62, opacity=1).encode(x=level_axis(results, ROOM)),
        *columns(results, rows, (("now_told", _("now")), ("later_told", _("then")), ("target_told", _("target"))), y),
    ).properties(width=WHOLE - NAMES, height=ROW * len(rows))
    met = sum(row["value"] >= row["target"] - 0.05 for row in rows)
    return Chart("forecast", ngettext(
        "The roadmap would bring {met} of {all} dimension to its target",
        "The roadmap would bring {met} of {all} dimensions to their target", len(rows)).format(met=met, all=len(rows)),
        dated(results, _("Level; ring: now; dot: after {quarters} quarters if every task delivers its catalogue "
                         "effect; tick: target; furthest from target first").format(quarters=quarters)),
        _("Scores rise to between {low} and {high}; the widest distance that stays is {left} levels.").format(
            low=one(min(row["value"] for row in rows)), high=one(max(row["value"] for row in rows)),
            left=one(max(0.0, rows[0]["left"]))), finished(chart))
