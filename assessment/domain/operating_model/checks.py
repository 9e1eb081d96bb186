"""What is wrong in an operating model: owners, quality decisions, decision rights, lines, dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assessment.domain.basis import Problem, Severity, listed
from assessment.domain.operating_model.areas import DesignBasis, is_above
from assessment.domain.operating_model.rights import check_rights
from assessment.domain.operating_model.types import AreaDesign, ForumDesign, TeamLines
from assessment.domain.paths import Recommendation
from assessment.text import _, day, number

LEAST_FTE = 0.05
"""Full-time equivalents below which two sums count as the same."""


def problems(basis: DesignBasis, recommendation: Recommendation, areas: Iterable[AreaDesign],
             teams: tuple[TeamLines, ...], forums: tuple[ForumDesign, ...]) -> list[Problem]:
    """Everything wrong, errors first; within them areas, decision rights, teams."""
    found = [problem for area in areas for problem in _area(area, basis)]
    found += check_rights(basis, forums)
    found += _teams(teams, basis)
    found += _forbidden(basis, recommendation)
    return sorted(found, key=lambda problem: list(Severity).index(problem.severity))


def _area(area: AreaDesign, basis: DesignBasis) -> Iterator[Problem]:
    known = basis.engagement.the_library.area[area.area]
    where = f"areas.{area.area}" + (f".{area.site}" if area.site else "")
    name = known.name if area.site is None else _("{area} at {site}").format(
        area=known.name, site=basis.engagement.sites[area.site].name)
    if area.converged and len(area.accountable) > 1:
        yield Problem(code="two-owners", where=where,
                      message=_("{area} has {count} accountable owners: {posts}. Where two own it, nobody "
                                "does.").format(area=name, count=len(area.accountable),
                                                posts=listed(list(area.accountable))),
                      remedy=_("Choose one of them; make the others responsible or consulted."))
    if area.converged and not (area.accountable and area.later_accountable):
        yield Problem(code="no-owner", where=where,
                      message=_("{area} comes together, and nobody is accountable for it.").format(area=name),
                      remedy=_("Name the one post that answers for it on both sides."))
    if known.gxp:
        yield from _gxp(area, name, where, basis)
    if known.quality_unit:
        for post in (*area.accountable, *area.later_accountable)[:1 if area.accountable == area.later_accountable
                                                                  else None]:
            if not basis.posts.is_quality(post):
                yield _moved(where, _("{area} would be answered for by {post}, which is not a post of Quality.").format(
                    area=name, post=post))
    if area.stated is not None:
        yield from _dates(area, name, where, basis)


def _gxp(area: AreaDesign, name: str, where: str, basis: DesignBasis) -> Iterator[Problem]:
    roles = {_("process owner"): area.process_owner, _("system owner"): area.system_owner,
             _("QA approver"): area.qa_approver}
    missing = [role for role, post in roles.items() if not post]
    if missing:
        yield Problem(code="gxp-roles", where=where,
                      message=_("{area} is a GxP area and names no {roles}.").format(
                          area=name, roles=", ".join(missing)),
                      remedy=_("Name a post for each of the three."))
    if area.qa_approver and not basis.posts.is_quality(area.qa_approver):
        yield _moved(where, _("The QA approver of {area} is {post}, which is not a post of Quality.").format(
            area=name, post=area.qa_approver))
    if area.qa_approver and area.qa_approver in (area.system_owner, *(
            () if basis.engagement.the_library.area[area.area].quality_unit else area.accountable)):
        yield Problem(severity=Severity.WARNING, code="own-approver", where=where,
                      message=_("In {area} the QA approver also owns what is approved.").format(area=name),
                      remedy=_("Name another post of Quality as approver."))


def _dates(area: AreaDesign, name: str, where: str, basis: DesignBasis) -> Iterator[Problem]:
    stated, today = area.stated, basis.engagement.as_of
    if stated is None:
        return
    limit = basis.rules.most_before_review
    if (basis.review is not None and is_above(stated.degree, limit)
            and (stated.since is None or stated.since < basis.review)):
        yield Problem(severity=Severity.WARNING, code="before-review", where=where,
                      message=_("{area} is designed as one team before the exit review of {day}.").format(
                          area=name, day=day(basis.review)),
                      remedy=_("Begin with a joint team, or let it begin after the review."))
    waits = area.start.state in ("planned", "unscheduled")
    if stated.since is not None and waits and (
            area.start.first is None or basis.month_of(stated.since) < area.start.first):
        yield Problem(severity=Severity.WARNING, code="before-ready", where=where,
                      message=_("{area} is to begin on {day}, before the roadmap has finished what it needs.").format(
                          area=name, day=day(stated.since)),
                      remedy=_("Let it begin later, or schedule earlier what the area waits for."))
    if area.site is None:
        return
    if stated.until is None:
        yield Problem(severity=Severity.WARNING, code="exception-without-end", where=where,
                      message=_("The exception of {area} has no end.").format(area=name),
                      remedy=_("Say until when it stands; it can be renewed."))
    elif today is not None and stated.until < today:
        yield Problem(severity=Severity.WARNING, code="exception-lapsed", where=where,
                      message=_("The exception of {area} ended on {day}.").format(area=name, day=day(stated.until)),
                      remedy=_("Renew it with a reason, or take it back."))


def _teams(teams: tuple[TeamLines, ...], basis: DesignBasis) -> Iterator[Problem]:
    for team in teams:
        where = f"teams.{team.team}" + (f".{team.site}" if team.site else "")
        lines = dict.fromkeys((team.first.solid, team.later.solid))
        for post in lines if team.side == "Quality" else ():
            if basis.posts.is_technical(post) and not basis.posts.is_quality(post):
                yield _moved(where, _("{team}, a team of Quality, would report to {post}.").format(
                    team=team.name, post=post))
    known = [team for team in teams if team.fte_before is not None and team.fte_after is not None]
    before, after = sum(t.fte_before or 0 for t in known), sum(t.fte_after or 0 for t in known)
    if abs(before - after) >= LEAST_FTE:
        yield Problem(severity=Severity.WARNING, code="fte-apart", where="teams",
                      message=_("The teams have {before} full-time equivalents before and {after} after.").format(
                          before=number(before, ",.1f"), after=number(after, ",.1f")),
                      remedy=_("State where the others go or come from, or say with the teams why the sum changes."))


def _forbidden(basis: DesignBasis, recommendation: Recommendation) -> Iterator[Problem]:
    holding = {state.knockout for state in recommendation.knockouts if state.holds}
    for knockout in basis.engagement.the_library.knockouts:
        if knockout.kind == "forbid-design" and knockout.id in holding:
            yield Problem(code="forbidden-design", where=f"knockouts.{knockout.id}",
                          message=f"{knockout.id} {knockout.name}. {knockout.reason}", remedy=knockout.lifted_by)


def _moved(where: str, message: str) -> Problem:
    return Problem(code="quality-moved", where=where, message=message,
                   remedy=_("Keep the decisions of the quality unit with Quality (precondition X12)."))


