"""The network of sites: places with their ties, who can show whom how it is done, in which order sites come."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.domain.network import SiteGap, SiteRank, gaps, rank
from assessment.domain.pack import INDEX_NAMES
from assessment.domain.paths import clusters_of
from assessment.domain.results import Results
from assessment.domain.roadmap import choose_pilot
from assessment.report.tables.table import Column, Table, one, percent
from assessment.text import _, ngettext, number

FEW = 3
"""Ties that are named; more are counted."""
PRINTED = 25
"""Gaps in the report; the page has them all."""
CYBER = "cyber-readiness"


def place_told(rank: SiteRank) -> str:
    """The place, or the places that it may be."""
    return number(rank.best) if rank.best == rank.worst else f"{number(rank.best)}–{number(rank.worst)}"


def network_ranking(results: Results, nodes: Sequence[str] = tuple(INDEX_NAMES),
                    sites: Sequence[str] | None = None) -> Table:
    """These sites (all by default) by score at each index or dimension, with their places among all."""
    engagement, card = results.engagement, results.scorecard
    names = {d.id: f"{d.code} {d.name}" for d in engagement.the_pack.dimensions}
    names |= {str(index): _(name) for index, name in INDEX_NAMES.items()}
    rows = []
    for node in nodes:
        for found in rank(card, node).ranks:
            if sites is not None and found.site not in sites:
                continue
            ties = [engagement.sites[site].name for site in found.tied]
            told = ", ".join(ties) if len(ties) <= FEW else ngettext(
                "{count} site", "{count} sites", len(ties)).format(count=len(ties))
            rows.append((engagement.sites[found.site].name, names[node], place_told(found), one(found.value),
                         f"{one(found.interval.low)} – {one(found.interval.high)}" if found.interval else "–",
                         told or "–"))
    return Table("network-ranking", _("Sites by score, with ties"), (
        Column(_("Site"), 22), Column(_("Measure"), 22), Column(_("Place"), 9, "right"),
        Column(_("Score"), 8, "right"), Column(_("90 % interval"), 14, "right"),
        Column(_("Not told apart from"), 25)), tuple(rows),
        _("Two sites share places unless the 90 % interval of their difference leaves 0 out; a score from fewer than "
          "five people has no interval and shares places with all. Each pair is looked at alone: among many pairs, "
          "some differ by chance."))


def network_donors(results: Results, sites: Sequence[str] | None = None, most: int | None = None) -> Table:
    """What is below its target at which site, the widest gap first, and who attained it; not of cyber security."""
    engagement, pack = results.engagement, results.engagement.the_pack
    closed = {d.id for d in pack.dimensions if d.index == CYBER}
    names = {c.id: c.name for d in pack.dimensions for c in d.capabilities}
    found = [gap for gap in gaps(engagement, results.scorecard, sites) if gap.dimension not in closed]
    rows = tuple((engagement.sites[gap.site].name, names[gap.capability], one(gap.value), one(gap.target),
                  one(gap.gap), _donors(results, gap)) for gap in found[:most])
    note = _("A site to learn from attained at least that target in levels that are agreed or validated; the most "
             "similar first (kind, sterile work, size, age, cluster; each counts the same, expert judgement). Weak "
             "points of cyber security are left out.")
    if len(rows) < len(found):
        note += " " + _("{shown} of {count} gaps; the app has them all on its page Network of sites.").format(
            shown=len(rows), count=len(found))
    return Table("network-donors", _("Who can show how it is done"), (
        Column(_("Site"), 18), Column(_("Capability"), 28), Column(_("Score"), 8, "right"),
        Column(_("Target"), 8, "right"), Column(_("Gap"), 8, "right"), Column(_("Learn from"), 30)), rows, note)


def _donors(results: Results, gap: SiteGap) -> str:
    return "; ".join(_("{site} (level {level}, {share} alike)").format(
        site=results.engagement.sites[donor.site].name, level=donor.level, share=percent(donor.similarity))
        for donor in gap.donors) or _("no site yet")


def network_order(results: Results) -> Table:
    """Sites in the order in which they come: the pilot, then those that follow."""
    engagement = results.engagement
    found = choose_pilot(engagement, results.scorecard)
    scores = {score.site: score.score for score in found.scores}
    rows = tuple((number(place), engagement.sites[site].name, engagement.sites[site].cluster or "–",
                  _("pilot") if site == found.site else "–", number(100 * scores[site]))
                 for place, site in enumerate(found.order, start=1))
    return Table("network-order", _("Pilot and order of the sites"), (
        Column(_("Order"), 10, "right"), Column(_("Site"), 35), Column(_("Cluster"), 25), Column(_("Part"), 15),
        Column(_("Score as pilot"), 15, "right")), rows,
        _("The order in which sites suit as the pilot; the roadmap may start one later for want of people or money."))


def network_clusters(results: Results) -> Table:
    """Clusters of similar sites with their sites."""
    engagement = results.engagement
    rows = tuple((name, number(len(sites)), ", ".join(engagement.sites[site].name for site in sites))
                 for name, sites in clusters_of(engagement).items())
    return Table("network-clusters", _("Clusters of similar sites"), (
        Column(_("Cluster"), 24), Column(_("Sites"), 10, "right"), Column(_("Which"), 66)), rows)


def network_targets(results: Results, sites: Sequence[str] | None = None) -> Table:
    """What each site aims at by dimension, and how far it is."""
    engagement, card = results.engagement, results.scorecard
    rows = []
    for site in engagement.sites if sites is None else sites:
        for dimension in engagement.the_pack.dimensions:
            node = card.score(dimension.id, site)
            if node is None or not node.applicable:
                continue
            target = engagement.target(dimension.id, site)
            rows.append((engagement.sites[site].name, f"{dimension.code} {dimension.name}", one(target),
                         _("own") if (dimension.id, site) in engagement.targets else _("of the network"),
                         one(node.value), "–" if node.value is None else one(max(0.0, target - node.value))))
    return Table("network-targets", _("Targets by site"), (
        Column(_("Site"), 24), Column(_("Dimension"), 32), Column(_("Target"), 10, "right"), Column(_("Whose"), 14),
        Column(_("Score"), 10, "right"), Column(_("Gap"), 10, "right")), tuple(rows))
