"""Where the organisation stands: dimensions, sites, IT and OT, movement."""

from __future__ import annotations

from assessment.domain.basis import listed
from assessment.domain.engagement import Place
from assessment.domain.pack import Pack
from assessment.domain.results import Results
from assessment.domain.scoring import NodeKind
from assessment.report.tables.table import Column, Table, one, percent, signed
from assessment.text import _, lowered


def dimensions(results: Results) -> Table:
    card, engagement = results.scorecard, results.engagement
    rows = []
    for dimension in engagement.the_pack.dimensions:
        node = card.score(dimension.id)
        if node is None:
            continue
        interval = f"{one(node.interval.low)} – {one(node.interval.high)}" if node.interval else "–"
        target = engagement.target(dimension.id, None)
        rows.append((
            f"{dimension.code} {dimension.name}", one(node.value), "–" if node.level is None else str(node.level),
            interval, one(target), one(None if node.value is None else target - node.value), percent(node.coverage),
            percent(node.validated_share), *([percent(node.carried_share)] if results.cycle.carries else [])))
    more = (Column(_("Carried"), 10, "right"),) if results.cycle.carries else ()
    note = _levels_mean(engagement.the_pack)
    if any(row[3] == "–" and row[1] != "–" for row in rows):
        note += " " + _("Without an interval: matters of record, which one named person answers, or too few people.")
    if more:
        note += " " + _("Carried: share that stands from an earlier quarter because nobody answered or confirmed it in "
                        "this one.")
    return Table("dimensions", _("Scores by dimension"), (
        Column(_("Dimension"), 25 if more else 33), Column(_("Score"), 8, "right"), Column(_("Level"), 8, "right"),
        Column(_("90 % interval"), 12 if more else 14, "right"), Column(_("Target"), 9, "right"),
        Column(_("Gap"), 8, "right"), Column(_("Answered"), 10, "right"), Column(_("Validated"), 10, "right"), *more),
        tuple(rows), note)


def _levels_mean(pack: Pack) -> str:
    """What the score and the level of a table stand for."""
    if pack.maturity is not None:
        return _("Score: weighted mean. Level: the highest whose questions, and those of every level below, all pass, "
                 "after caps.")
    return _("Score: weighted mean. Level: the highest level that {share} % of the weight has reached, after caps."
             ).format(share=f"{100 * pack.theta:g}")


def sites(results: Results) -> Table:
    card, engagement = results.scorecard, results.engagement
    dims = engagement.the_pack.dimensions
    width = 74 / max(1, len(dims))
    rows = tuple(
        (site.name, *(one(node.value if (node := card.score(d.id, key)) else None) for d in dims))
        for key, site in engagement.sites.items())
    return Table("sites", _("Scores by site and dimension"), (
        Column(_("Site"), 26), *(Column(d.code, width, "right") for d in dims)), rows,
        _("A dash: no question of the dimension is asked at sites, or nothing was answered."))


def perception(results: Results, kind: NodeKind = "capability", site: Place = None) -> Table:
    """Gaps of all nodes of a kind at a place, the widest first."""
    gaps = results.scorecard.gaps_of(kind, site)
    names = node_names(results.engagement.the_pack)
    rows = tuple(
        (names[g.node], one(g.it), one(g.ot), signed(g.gap),
         f"{signed(g.interval.low)} – {signed(g.interval.high)}" if g.interval else "–",
         f"{g.n_it} / {g.n_ot}", _("yes") if g.finding else "")
        for g in gaps)
    what = {"question": _("Question"), "capability": _("Capability"), "dimension": _("Dimension")}[kind]
    return Table("perception", _("How IT and OT rate the same: {what}").format(what=lowered(what)), (
        Column(what, 34), Column("IT", 9, "right"), Column("OT", 9, "right"), Column(_("Gap"), 10, "right"),
        Column(_("90 % interval"), 16, "right"), Column(_("People IT / OT"), 12, "right"),
        Column(_("Counts as a gap"), 10, "right")), rows,
        _("Gap: mean of IT minus mean of OT. Counts as a gap: at least one level, interval without zero, three people "
          "a side."))


def perception_by_site(results: Results) -> Table:
    """The gap of every dimension at every site where it may be shown."""
    card, engagement = results.scorecard, results.engagement
    dims = engagement.the_pack.dimensions
    rows, silent = [], []
    for place, name in ((None, _("Network of sites")), *((key, site.name) for key, site in engagement.sites.items())):
        gaps = {gap.node: gap for gap in card.gaps_of("dimension", place)}
        if gaps:
            rows.append((name, *(signed(gaps[d.id].gap) if d.id in gaps else "–" for d in dims)))
        else:
            silent.append(name)
    return Table("perception-by-site", _("IT minus OT by site and dimension"), (
        Column(_("Site"), 26), *(Column(d.code, 74 / max(1, len(dims)), "right") for d in dims)), tuple(rows),
        " ".join(filter(None, (
            _("Levels; plus: IT rates higher. A dash: fewer than three people of IT or of OT answered there."),
            _("For the same reason without a row: {names}.").format(names=listed(silent)) if silent else ""))))


def node_names(pack: Pack) -> dict[str, str]:
    """What questions, capabilities and dimensions are called."""
    return {**{q.id: q.text for q in pack.questions.values()}, **{c.id: c.name for c in pack.capabilities.values()},
            **{d.id: f"{d.code} {d.name}" for d in pack.dimensions}}
