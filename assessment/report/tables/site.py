"""One site on a sheet: where it stands, what comes to it, what is asked of it."""

from __future__ import annotations

from assessment.domain.network import rank
from assessment.domain.pack import INDEX_NAMES
from assessment.domain.results import Results
from assessment.report.tables.network import place_told
from assessment.report.tables.plan import month_name
from assessment.report.tables.table import Column, Table, one, percent, signed, thousand
from assessment.text import _, number

NEXT_MONTHS = 3
WEAKEST = 5


def site_scores(results: Results, site: str) -> Table:
    """Dimension by dimension: the site, the network, the target."""
    card, engagement = results.scorecard, results.engagement
    rows = []
    for dimension in engagement.the_pack.dimensions:
        node, network = card.score(dimension.id, site), card.score(dimension.id)
        if node is None or not node.applicable:
            continue
        target = engagement.target(dimension.id, site)
        rows.append((f"{dimension.code} {dimension.name}", one(node.value), "–" if node.level is None else str(
            node.level), one(network.value if network else None), one(target),
            "–" if node.value is None else one(max(0.0, target - node.value)), percent(node.coverage)))
    return Table("site-scores", _("Scores by dimension"), (
        Column(_("Dimension"), 42), Column(_("Score"), 9, "right"), Column(_("Level"), 9, "right"),
        Column(_("Network of sites"), 10, "right"), Column(_("Target"), 10, "right"), Column(_("Gap"), 8, "right"),
        Column(_("Answered"), 12, "right")), tuple(rows))


def site_tasks(results: Results, site: str) -> Table:
    """What the roadmap brings to the site, in its order."""
    library, tasks = results.engagement.the_library, results.frame.by_id
    rows = []
    for scheduled in sorted(results.roadmap.scheduled, key=lambda s: (s.start, s.task)):
        task = tasks[scheduled.task]
        if task.unit == site:
            rows.append((f"{task.initiative} {library.initiative[task.initiative].name}",
                         month_name(results.frame.start, scheduled.start),
                         month_name(results.frame.start, scheduled.finish - 1), number(sum(task.effort.values())),
                         thousand(task.cost), library.initiative[task.initiative].owner))
    return Table("site-tasks", _("What comes to this site, and when"), (
        Column(_("Initiative"), 38), Column(_("From"), 11), Column(_("To"), 11), Column(_("Person-weeks"), 10, "right"),
        Column(_("{currency} thousand").format(currency=results.engagement.currency), 10, "right"),
        Column(_("Owner"), 20)), tuple(rows))


def site_gaps(results: Results, site: str) -> Table:
    """The capabilities furthest below their target at the site."""
    card, engagement = results.scorecard, results.engagement
    found = []
    for dimension in engagement.the_pack.dimensions:
        if dimension.index == "cyber-readiness":
            continue
        for capability in dimension.capabilities:
            node = card.score(capability.id, site)
            if node is not None and node.value is not None:
                gap = engagement.target(dimension.id, site) - node.value
                network = card.score(capability.id)
                found.append((gap, capability.name, node.value, network.value if network else None))
    rows = tuple((name, one(value), "–" if network is None else signed(value - network), one(gap))
                 for gap, name, value, network in sorted(found, key=lambda row: (-row[0], row[1]))[:WEAKEST] if gap > 0)
    return Table("site-gaps", _("What is furthest below its target here"), (
        Column(_("Capability"), 58), Column(_("Score"), 12, "right"), Column(_("Beside the network"), 16, "right"),
        Column(_("Gap"), 14, "right")), rows, _("Weak points of cyber security at single sites stand in the restricted "
                                                "annex only."))


def site_headline(results: Results, site: str) -> str:
    """How the site stands and what comes first, in a sentence."""
    card, engagement = results.scorecard, results.engagement
    values = [node.value for d in engagement.the_pack.dimensions
              if (node := card.score(d.id, site)) is not None and node.value is not None]
    others = [node.value for d in engagement.the_pack.dimensions
              if card.score(d.id, site) is not None and (node := card.score(d.id)) is not None
              and node.value is not None]
    name = engagement.sites[site].name
    if not values or not others:
        return _("{site} has not been assessed yet").format(site=name)
    mean, whole = sum(values) / len(values), sum(others) / len(others)
    form = (_("{site} stands at {mean}, ahead of the network at {whole}") if one(mean) > one(whole) else
            _("{site} stands at {mean}, behind the network at {whole}") if one(mean) < one(whole) else
            _("{site} stands at {mean}, level with the network"))
    return form.format(site=name, mean=one(mean), whole=one(whole))


def site_lines(results: Results, site: str) -> tuple[str, ...]:
    """What a site's leader has to know besides the tables, in sentences."""
    engagement, tasks = results.engagement, results.frame.by_id
    here = [s for s in results.roadmap.scheduled if tasks[s.task].unit == site]
    told: list[str] = []
    people = {person for key in engagement.answers if key[:2] == (results.cycle.id, site)
              for person in engagement.answers[key]}
    told.append(_("{count} people answered for this site.").format(count=len(people)))
    if engagement.ranking_shown == "everyone":
        told += _places(results, site)
    if here:
        first = min(s.start for s in here)
        told.append(_("{count} tasks of the roadmap happen here, the first from {month}.").format(
            count=len(here), month=month_name(results.frame.start, first)))
        hours = sum(stop.mode for s in here if (stop := tasks[s.task].stop_hours) is not None)
        if hours:
            told.append(_("Cut-overs need {hours} hours of stopped production.").format(hours=number(hours)))
    else:
        told.append(_("No task of the roadmap happens here."))
    count = sum(permit.site == site for permit in results.permits)
    if count:
        told.append(_("{count} connections are registered here; where each stands at the gate is told in the "
                      "restricted annex only.").format(count=count))
    return tuple(told)


def _places(results: Results, site: str) -> list[str]:
    """The site's place at each index, as a range where ties leave it open."""
    found = [(name, ranking, own) for index, name in INDEX_NAMES.items()
             if (own := (ranking := rank(results.scorecard, index)).of(site)) is not None]
    return [_("{index}: place {place} of {count} sites.").format(
        index=_(name), place=place_told(own), count=len(ranking.ranks)) for name, ranking, own in found]


def next_tasks(results: Results) -> Table:
    """What starts and what finishes in the quarter after the results."""
    library, tasks, start = results.engagement.the_library, results.frame.by_id, results.frame.start
    today = max(0, (results.as_of.year - start.year) * 12 + results.as_of.month - start.month)
    rows = []
    for scheduled in sorted(results.roadmap.scheduled, key=lambda s: (s.start, s.task)):
        task = tasks[scheduled.task]
        begins = today <= scheduled.start < today + NEXT_MONTHS
        ends = today <= scheduled.finish - 1 < today + NEXT_MONTHS
        if begins or ends:
            unit = results.engagement.sites[task.unit].name if task.unit in results.engagement.sites else _("programme")
            rows.append((f"{task.initiative} {library.initiative[task.initiative].name}", unit,
                         month_name(start, scheduled.start), month_name(start, scheduled.finish - 1),
                         library.initiative[task.initiative].owner))
    return Table("next-tasks", _("What starts or finishes in the next quarter"), (
        Column(_("Initiative"), 40), Column(_("Where"), 16), Column(_("From"), 12), Column(_("To"), 12),
        Column(_("Owner"), 20)), tuple(rows))
