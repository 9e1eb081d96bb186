"""Sites by dimension: a value in every cell, hatched where nothing was assessed, medians at the ends."""

from __future__ import annotations

import json
from collections.abc import Sequence
from statistics import median
from typing import Any

from assessment.domain.pack import Dimension
from assessment.domain.results import Results
from assessment.report.charts.chart import (
    HATCH,
    INK,
    MUTED,
    STEPS,
    WHOLE,
    Chart,
    dated,
    finished,
    inline,
    name_axis,
    wrapped,
)
from assessment.report.tables.table import one
from assessment.text import _

NAMES = 190
HEADS = 106
"""Room in px for the names of dimensions above the cells."""
ROW = 21
MOST = 20
"""Sites of one picture; more are drawn in several of the same form."""
UNDER = " "
"""Key of the row and column of medians; no site or dimension is named so."""
Rows = list[dict[str, Any]]


def sites(results: Results, part: int = 0) -> Chart:
    """Rows of sites, the lowest median first; of many sites the part counted from 0."""

    engagement, card = results.engagement, results.scorecard
    asked = [d for d in engagement.the_pack.dimensions if any(card.score(d.id, key) for key in engagement.sites)]
    levels = {(site, d.id): node.value for site in engagement.sites for d in asked
              if (node := card.score(d.id, site)) is not None and node.value is not None}
    of_site = {site: _median([levels[site, d.id] for d in asked if (site, d.id) in levels])
               for site in engagement.sites}
    ranked = sorted(engagement.sites, key=lambda site: (of_site[site] is None, of_site[site] or 0.0, site))
    parts = _split(ranked)
    shown = parts[part] if parts else []
    names = {site: engagement.sites[site].name for site in shown} | {UNDER: _("Median of all sites")}
    heads = {d.id: f"{d.code} {d.name}" for d in asked} | {UNDER: _("Median")}
    cells = [_cell(results, site, d.id, levels.get((site, d.id))) for site in shown for d in asked]
    ends = [_cell(results, site, UNDER, of_site[site]) for site in shown]
    ends += [_cell(results, UNDER, d.id, _median([levels[site, d.id] for site in ranked if (site, d.id) in levels]))
             for d in asked]
    chart = _drawn(names, heads, cells, ends, results.engagement.the_pack.scale.levels)
    told = _("Score, {minimum} to {maximum}, darker is higher; hatched: not assessed; medians at the ends").format(
        minimum=engagement.the_pack.scale.minimum, maximum=engagement.the_pack.scale.maximum)
    if alone := [d.code for d in engagement.the_pack.dimensions if d not in asked and card.score(d.id)]:
        told += _("; {codes}: asked of the company only").format(codes=", ".join(alone))
    if any((node := card.score(d.id, site)) and node.level is not None and node.level != node.uncapped
           for site in engagement.sites for d in asked):
        told += _("; a cap holds the level of a site, not its score")
    if len(parts) > 1:
        told += _("; part {part} of {parts}, the lowest median first").format(part=part + 1, parts=len(parts))
    return Chart("sites" if part == 0 else f"sites-{part + 1}", _title(results, shown, of_site),
                 dated(results, told, card.voters), _alt(shown, asked, levels), finished(chart))


def site_maps(results: Results) -> tuple[Chart, ...]:
    """All parts of the heat map of sites; one up to twenty sites."""
    return tuple(sites(results, part) for part in range(max(1, len(_split(list(results.engagement.sites))))))


def _split(keys: Sequence[str]) -> list[Sequence[str]]:
    """Parts of like length, none longer than fits a page."""
    count = -(-len(keys) // MOST)
    size = -(-len(keys) // max(1, count))
    return [keys[start:start + size] for start in range(0, len(keys), size)] if keys else []


def _median(values: Sequence[float]) -> float | None:
    return median(values) if values else None


def _cell(results: Results, site: str, dimension: str, value: float | None) -> dict[str, Any]:
    scale = results.engagement.the_pack.scale
    step = None if value is None else min(scale.maximum, max(scale.minimum, int(float(f"{value:.1f}") + 0.5)))
    known = results.engagement.sites.get(site)
    topic = next((f"{d.code} {d.name}" for d in results.engagement.the_pack.dimensions if d.id == dimension), None)
    return {"site": site, "place": known and known.name, "dimension": dimension, "topic": topic, "value": value,
            "label": "" if value is None else one(value), "step": "none" if step is None else str(step)}


def _drawn(names: dict[str, str], heads: dict[str, str], cells: Rows, ends: Rows, levels: Sequence[int]) -> Any:
    import altair as alt

    width = (WHOLE - NAMES - 30) / max(1, len(heads))
    told = {key: wrapped(name, 25) for key, name in heads.items()}
    text = json.dumps(told)
    steep = len(heads) > 4
    x = alt.X("dimension:N", title=None, scale=alt.Scale(domain=list(heads), paddingOuter=0), axis=alt.Axis(
        orient="top", labelAngle=-55 if steep else 0, labelAlign="left" if steep else "center",
        labelBaseline="middle" if steep else "bottom", domain=False, ticks=False, labelLimit=130, labelFontSize=9,
        labelLineHeight=10, labelPadding=8 if steep else 14, minExtent=HEADS, maxExtent=HEADS, labelOverlap=False,
        labelOffset={"condition": {"test": f"length({text}[datum.value]) == 2", "value": -8 if steep else 0},
                     "value": 0}, labelExpr=f"{text}[datum.value]"))
    hatch = (2 * min(width * 0.42 / 2.8, ROW * 0.36 / 0.8)) ** 2
    y = alt.Y("site:N", title=None, scale=alt.Scale(domain=list(names)), axis=name_axis(names, NAMES))
    steps = [STEPS[round(i * (len(STEPS) - 1) / max(1, len(levels) - 1))] for i in range(len(levels))]
    dark = json.dumps([str(level) for level, step in zip(levels, steps, strict=True) if step == STEPS[-1]])
    shade = alt.Color("step:N", legend=None, scale=alt.Scale(
        domain=[*(str(level) for level in levels), "none"], range=[*steps, "#ffffff"]))
    base, at_end = (alt.Chart(inline(part)).encode(x=x, y=y) for part in (cells, ends))
    return alt.layer(
        base.mark_rect(stroke="#ffffff", strokeWidth=2).encode(color=shade),
        base.transform_filter("datum.value == null").mark_point(
            shape=HATCH, size=hatch, filled=False, stroke="#8d98a3", strokeWidth=1, opacity=1),
        base.mark_text(fontSize=9.5).encode(text=alt.Text("label:N"), color=alt.condition(
            f"indexof({dark}, datum.step) >= 0", alt.value("#ffffff"), alt.value(INK))),
        at_end.mark_text(fontSize=9.5, fontWeight=600).encode(text=alt.Text("label:N")),
        alt.Chart(inline([{"site": UNDER}])).mark_rule(color=MUTED, strokeWidth=1, yOffset=-ROW / 2).encode(
            y=y, x=alt.value(0), x2=alt.value("width")),
    ).properties(width=WHOLE - NAMES - 30, height=ROW * len(names),
                 padding={"left": 0, "top": 0, "right": 30, "bottom": 0})


def _title(results: Results, shown: Sequence[str], of_site: dict[str, float | None]) -> str:
    """The sites at the ends, of all sites; in a part those of the part."""
    known = [(value, site) for site in shown if (value := of_site[site]) is not None]
    name = {key: site.name for key, site in results.engagement.sites.items()}
    if not known:
        return _("0 of {all} sites have a score so far").format(all=len(shown))
    (low, behind), (high, ahead) = min(known), max(known)
    if len(known) == 1:
        return _("{site} stands at a median of {value}").format(site=name[ahead], value=one(high))
    if high - low < 0.05:
        return _("All {count} sites stand at a median of {value}").format(count=len(known), value=one(high))
    return _("Medians of {count} sites run from {low} at {behind} to {high} at {ahead}").format(
        count=len(known), low=one(low), behind=name[behind], high=one(high), ahead=name[ahead])


def _alt(shown: Sequence[str], asked: Sequence[Dimension], levels: dict[tuple[str, str], float]) -> str:
    known = [levels[site, d.id] for site in shown for d in asked if (site, d.id) in levels]
    if not known:
        return _("Nothing is drawn yet.")
    return _("Scores in {cells} of {all} cells, from {low} to {high}; the table of scores by site has them all."
             ).format(cells=len(known), all=len(shown) * len(asked), low=one(min(known)), high=one(max(known)))
