"""Charts of where the organisation stands."""

from __future__ import annotations

from typing import Any

from assessment.domain.engagement import Place
from assessment.domain.pack import INDEX_NAMES
from assessment.domain.results import Results
from assessment.domain.scoring import NodeKind
from assessment.report.charts.chart import ACCENT, INK, IT, MUTED, OT, STEPS, WIDTH, Chart, finished
from assessment.report.tables.maturity import node_names
from assessment.report.tables.table import one
from assessment.text import _


def level_axis(results: Results) -> Any:
    """Axis of the pack's scale with the names of its levels."""
    import altair as alt

    scale = results.engagement.the_pack.scale
    names = " : ".join(f"datum.value == {level} ? '{level} {scale.name(level)}'" for level in scale.levels)
    return alt.X("value:Q", title=None, scale=alt.Scale(domain=[scale.minimum, scale.maximum], nice=False),
                 axis=alt.Axis(values=list(scale.levels), labelExpr=f"{names} : ''", orient="top"))


def dimensions(results: Results) -> Chart:
    import altair as alt

    card, engagement = results.scorecard, results.engagement
    earlier = [c for c in results.scorecards if c != results.cycle.id]
    rows: list[dict[str, Any]] = []
    below = 0
    for dimension in engagement.the_pack.dimensions:
        node = card.score(dimension.id)
        if node is None or node.value is None:
            continue
        target = engagement.target(dimension.id, None)
        below += node.value < target
        before = results.scorecards[earlier[0]].score(dimension.id) if earlier else None
        range_ = node.interval or node.extremes
        rows.append({
            "name": f"{dimension.code} {dimension.name}", "value": node.value, "target": target,
            "low": range_.low if range_ else node.value, "high": range_.high if range_ else node.value,
            "before": before.value if before else None, "label": one(node.value), "gap": target - node.value})
    rows.sort(key=lambda row: -row["gap"])
    order = [row["name"] for row in rows]
    data = alt.Data(values=rows)
    y = alt.Y("name:N", sort=order, title=None, axis=alt.Axis(domain=False, ticks=False, labelPadding=8))
    base = alt.Chart(data, width=WIDTH - 60, height=20 * len(rows)).encode(y=y)
    x = level_axis(results)
    layers = [
        base.mark_rule(color="#9fbbd7", strokeWidth=5, opacity=0.8).encode(x=alt.X("low:Q", title=None), x2="high:Q"),
        base.mark_tick(color=INK, thickness=2.2, size=15).encode(x="target:Q"),
    ]
    if earlier:
        layers.append(base.transform_filter("datum.before != null").mark_point(
            size=60, color=MUTED, filled=False, strokeWidth=1.3).encode(x="before:Q"))
    layers.append(base.mark_circle(size=105, color=ACCENT, opacity=1).encode(x=x))
    layers.append(base.mark_text(dy=-10, fontSize=9).encode(x="value:Q", text="label:N"))
    subtitle = _("Dot: score now; band: 90 % interval; tick: target")
    if earlier:
        subtitle += _("; ring: score in {cycle}").format(cycle=earlier[0])
    return Chart(
        "dimensions", _("{below} of {all} dimensions stand below their target").format(below=below, all=len(rows)),
        subtitle + _("; sorted by gap; n = {n} people").format(n=card.voters),
        _("Dot plot of {all} dimensions from {first} to {last}; the table of scores by dimension gives the numbers.")
        .format(all=len(rows), first=order[0] if order else "", last=order[-1] if order else ""),
        finished(alt.layer(*layers)))


def sites(results: Results) -> Chart:
    import altair as alt

    card, engagement = results.scorecard, results.engagement
    scale = engagement.the_pack.scale
    rows: list[dict[str, Any]] = []
    asked = [d for d in engagement.the_pack.dimensions if any(card.score(d.id, key) for key in engagement.sites)]
    for key, site in engagement.sites.items():
        for dimension in asked:
            node = card.score(dimension.id, key)
            value = node.value if node else None
            step = None if value is None else min(scale.maximum, max(scale.minimum, int(value + 0.5)))
            rows.append({"site": site.name, "dimension": f"{dimension.code} {dimension.name}", "value": value,
                         "step": "none" if step is None else str(step), "label": one(value)})
    order = [f"{d.code} {d.name}" for d in asked]
    names = [site.name for site in engagement.sites.values()]
    levels = [str(level) for level in scale.levels]
    base = alt.Chart(alt.Data(values=rows), width=WIDTH - 50, height=24 * len(order)).encode(
        x=alt.X("site:N", sort=names, title=None, axis=alt.Axis(
            orient="top", labelAngle=0 if len(names) <= 6 else -35, domain=False, ticks=False, labelLimit=130)),
        y=alt.Y("dimension:N", sort=order, title=None, axis=alt.Axis(domain=False, ticks=False, labelPadding=8)))
    steps = [STEPS[round(i * 4 / max(1, len(levels) - 1))] for i in range(len(levels))]
    dark = [level for level, step in zip(levels, steps, strict=True) if step == STEPS[-1]]
    cells = base.mark_rect(stroke="white", strokeWidth=2).encode(color=alt.Color(
        "step:N", scale=alt.Scale(domain=[*levels, "none"], range=[*steps, "#ffffff"]), legend=None))
    texts = base.mark_text(fontSize=9.5).encode(
        text="label:N", color=alt.condition(f"indexof({dark}, datum.step) >= 0", alt.value("white"), alt.value(INK)))
    known = [row for row in rows if row["value"] is not None]
    top = max(known, key=lambda row: row["value"]) if known else None
    low = min(known, key=lambda row: row["value"]) if known else None
    title = _("Scores by site and dimension")
    if top and low and top["value"] - low["value"] >= (scale.maximum - scale.minimum) / 4:
        title = _("Plants stand far apart: from {low} to {high}").format(low=low["label"], high=top["label"])
    return Chart(
        "sites", title, _("Score {minimum} to {maximum}, darker is higher; a dash: not assessed at sites").format(
            minimum=scale.minimum, maximum=scale.maximum),
        _("Heat map of {sites} sites by {dimensions} dimensions; every cell carries its score.").format(
            sites=len(names), dimensions=len(order)), finished(cells + texts))


def perception(results: Results, kind: NodeKind = "capability", site: Place = None, most: int = 14) -> Chart:
    import altair as alt

    called = node_names(results.engagement.the_pack)
    gaps = results.scorecard.gaps_of(kind, site)[:most]
    names = [called[g.node] for g in gaps]
    points = [row for g, name in zip(gaps, names, strict=True) for row in (
        {"name": name, "who": "IT", "value": g.it}, {"name": name, "who": "OT", "value": g.ot})]
    lines = [{"name": name, "low": min(g.it, g.ot), "high": max(g.it, g.ot), "label": one(abs(g.gap)),
              "value": max(g.it, g.ot)} for g, name in zip(gaps, names, strict=True)]
    y = alt.Y("name:N", sort=names, title=None, axis=alt.Axis(domain=False, ticks=False, labelPadding=8))
    height = 21 * max(1, len(names))
    rule = alt.Chart(alt.Data(values=lines), width=WIDTH - 60, height=height).mark_rule(
        color="#c3c9d0", strokeWidth=3).encode(y=y, x=alt.X("low:Q", title=None), x2="high:Q")
    text = alt.Chart(alt.Data(values=lines)).mark_text(align="left", dx=11, fontSize=9, color=MUTED).encode(
        y=y, x="high:Q", text="label:N")
    dots = alt.Chart(alt.Data(values=points)).mark_point(filled=True, size=85, opacity=1).encode(
        y=y, x=level_axis(results),
        color=alt.Color("who:N", scale=alt.Scale(domain=["IT", "OT"], range=[IT, OT]), title=None),
        shape=alt.Shape("who:N", scale=alt.Scale(domain=["IT", "OT"], range=["circle", "square"]), title=None))
    higher = sum(g.gap > 0 for g in gaps)
    title = {"capability": _("IT rates {count} of {all} capabilities above OT"),
             "dimension": _("IT rates {count} of {all} dimensions above OT"),
             "question": _("IT rates {count} of {all} questions above OT")}[kind].format(count=higher, all=len(gaps))
    n_it, n_ot = max((g.n_it for g in gaps), default=0), max((g.n_ot for g in gaps), default=0)
    return Chart(
        "perception", title if gaps else _("IT and OT gave too few answers to compare"),
        _("Mean level by function, largest gaps first; number: gap in levels; up to {it} IT and {ot} OT people")
        .format(it=n_it, ot=n_ot),
        _("Paired dots of IT and OT for {all} capabilities; the table of perception gives the numbers.").format(
            all=len(gaps)), finished(rule + dots + text))


def trend(results: Results) -> Chart | None:
    """Indices by cycle; None before the second cycle."""
    import altair as alt

    cycles = list(results.scorecards)
    if len(cycles) < 2:
        return None
    used = {d.index for d in results.engagement.the_pack.dimensions}
    rows = []
    for index, name in INDEX_NAMES.items():
        for cycle in cycles if index in used else ():
            node = results.scorecards[cycle].score(index)
            if node is not None and node.points is not None:
                rows.append({"cycle": cycle, "index": _(name), "points": node.points, "label": f"{node.points:.0f}"})
    base = alt.Chart(alt.Data(values=rows), width=175, height=88).encode(
        x=alt.X("cycle:O", sort=cycles, title=None, axis=alt.Axis(labelAngle=0, labelFontSize=9)),
        y=alt.Y("points:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(values=[0, 25, 50, 75, 100])))
    layered = base.mark_line(color=ACCENT, strokeWidth=2) + base.mark_circle(
        color=ACCENT, size=55, opacity=1) + base.mark_text(dy=-10, fontSize=9).encode(text="label:N")
    chart = layered.facet(facet=alt.Facet("index:N", title=None, header=alt.Header(labelFontSize=10)), columns=3)
    return Chart("trend", _("Readiness by cycle"), _("Index 0 to 100"),
                 _("Three small line charts of the readiness indices over {count} cycles.").format(count=len(cycles)),
                 finished(chart))


def forecast(results: Results) -> Chart | None:
    """Index of each kind by quarter as the roadmap would raise it; None where nothing is planned."""
    import altair as alt

    pack, engagement = results.engagement.the_pack, results.engagement
    if not results.roadmap.projected or not results.roadmap.scheduled:
        return None
    weights = {site: s.weight for site, s in engagement.sites.items()}
    rows: list[dict[str, Any]] = []
    quarters = len(next(iter(results.roadmap.projected.values())))
    for dimension in pack.dimensions:
        now = results.scorecard.score(dimension.id)
        total = weight = 0.0
        for capability in dimension.capabilities:
            for site, share in weights.items():
                levels = results.roadmap.projected.get(f"{site}|{capability.id}")
                if levels:
                    total += share * capability.weight * levels[-1]
                    weight += share * capability.weight
        if now is not None and now.value is not None and weight:
            rows.append({"name": f"{dimension.code} {dimension.name}", "now": now.value,
                         "value": max(now.value, total / weight), "target": engagement.target(dimension.id, None)})
    order = [row["name"] for row in rows]
    base = alt.Chart(alt.Data(values=rows), width=WIDTH - 60, height=20 * max(1, len(rows))).encode(
        y=alt.Y("name:N", sort=order, title=None, axis=alt.Axis(domain=False, ticks=False, labelPadding=8)))
    chart = base.mark_rule(color="#9fbbd7", strokeWidth=3).encode(x=alt.X("now:Q", title=None), x2="value:Q") \
        + base.mark_tick(color=INK, thickness=2.2, size=14).encode(x="target:Q") \
        + base.mark_point(color=MUTED, size=60, filled=False).encode(x="now:Q") \
        + base.mark_circle(color=ACCENT, size=95, opacity=1).encode(x=level_axis(results))
    met = sum(row["value"] >= row["target"] - 0.05 for row in rows)
    return Chart("forecast", _("The roadmap would bring {met} of {all} dimensions to their target").format(
        met=met, all=len(rows)),
        _("Ring: now; dot: after {quarters} quarters if every task delivers its catalogue effect; tick: target")
        .format(quarters=quarters),
        _("Dot plot of projected scores by dimension."), finished(chart))
