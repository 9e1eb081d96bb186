"""Teams and their reporting lines before and after."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.engagement import Engagement, Place
from assessment.domain.facts import TeamStated
from assessment.domain.library import OperatingModelLibrary, PathId, ReportingLine, Team
from assessment.domain.operating_model.posts import Posts
from assessment.domain.operating_model.types import TeamLine, TeamLines


def lay_lines(engagement: Engagement, library: OperatingModelLibrary, posts: Posts, first: PathId,
              end: PathId) -> tuple[TeamLines, ...]:
    """Every team with its lines; what is stated for after convergence goes before the proposal, from the first step on.

    As soon as one team is stated as it is today, only stated teams are shown: the library's usual ones merely stand in.
    A stated team keeps its people where nothing else is stated for after convergence, and a team that the library does
    not know its lines.
    """
    stated = {key: team for key, team in engagement.teams.items() if not team.withdrawn}
    known = {team.id: team for team in library.teams}
    places: dict[tuple[str, Place], None] = dict.fromkeys((team, place) for team, place, _when in stated)
    today = any(when == "before" for _team, _place, when in stated)
    rows = list(_usual(library, posts, first, end, stated)) if not today else []
    order = {team: number for number, team in enumerate(known)}
    sites = {site: number for number, site in enumerate((None, *engagement.sites))}
    for team, place in sorted(places, key=lambda key: (order.get(key[0], len(order)), key[0], sites.get(key[1], 0))):
        before, after = stated.get((team, place, "before")), stated.get((team, place, "after"))
        told = before or after
        if told is None or (not today and team in known and place is None):
            continue  # told above
        rows.append(_of_facts(told, before, after, known.get(team), posts, (first, end)))
    return tuple(rows)


def _usual(library: OperatingModelLibrary, posts: Posts, first: PathId, end: PathId,
           stated: dict[tuple[str, Place, str], TeamStated]) -> Iterator[TeamLines]:
    """The teams of the field, with unknown FTE, and with what is stated for after convergence."""
    for team in library.teams:
        after = stated.get((team.id, None, "after"))
        later = _line(after, posts) if after else _named(team.after.get(end, team.before), posts)
        opening = later if after else _named(team.after.get(first, team.before), posts)
        yield TeamLines(
            team=team.id, name=team.name, side=team.side, per_site=team.per == "site",
            fte_after=after.fte if after else None, before=_named(team.before, posts), first=opening, later=later)


def _of_facts(told: TeamStated, before: TeamStated | None, after: TeamStated | None, usual: Team | None,
              posts: Posts, steps: tuple[PathId, PathId]) -> TeamLines:
    """A team of facts; `told` is the one of today, else the one of later."""
    stays = _line(told, posts)
    proposed = [_named(usual.after[path], posts) if usual and path in usual.after else stays for path in steps]
    later = _line(after, posts) if after else proposed[1]
    opening = later if after else proposed[0]
    return TeamLines(
        team=told.team, name=told.name, side=told.side, site=told.site, per_site=told.site is not None,
        fte_before=before.fte if before else 0.0, fte_after=after.fte if after else told.fte,
        before=_line(before, posts) if before else None, first=opening, later=later, stated=before is not None)


def _line(stated: TeamStated, posts: Posts) -> TeamLine:
    return TeamLine(solid=posts.spoken(stated.solid), dotted=posts.spoken(stated.dotted))


def _named(line: ReportingLine, posts: Posts) -> TeamLine:
    return TeamLine(solid=posts.name(line.solid), dotted=posts.name(line.dotted))
