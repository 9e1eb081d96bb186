"""Whether each decision right belongs to exactly one forum, quality decisions to Quality, and escalation ends."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.basis import Problem, Severity, listed
from assessment.domain.library import DecisionRight
from assessment.domain.operating_model.areas import DesignBasis
from assessment.domain.operating_model.types import ForumDesign
from assessment.text import _


def check_rights(basis: DesignBasis, forums: tuple[ForumDesign, ...]) -> Iterator[Problem]:
    """Rights in none or several forums, quality decisions elsewhere, circles and dead ends of escalation."""
    operating = basis.engagement.the_library.operating
    rights: tuple[DecisionRight, ...] = operating.decision_rights if operating else ()
    for right in rights:
        holders = [forum for forum in forums if right.id in forum.decides]
        where = f"decision_rights.{right.id}"
        if not holders:
            yield Problem(code="right-nowhere", where=where,
                          message=_("No forum decides on: {right}.").format(right=right.name),
                          remedy=_("Give it to one forum."))
        if len(holders) > 1:
            yield Problem(code="right-twice", where=where,
                          message=_("More than one forum decides on: {right} ({forums}).").format(
                              right=right.name, forums=listed([forum.name for forum in holders])),
                          remedy=_("Leave it with one of them."))
        for forum in holders if right.quality else ():
            if not basis.posts.is_quality(forum.chair):
                yield Problem(
                    code="quality-moved", where=where,
                    message=_("{forum} decides on {right}, a decision of the quality unit, and {chair} chairs "
                              "it.").format(forum=forum.name, right=right.name, chair=forum.chair),
                    remedy=_("Move it to a forum that Quality chairs, or let Quality chair this one "
                             "(precondition X12)."))
    yield from _escalations(basis, forums, {right.id for right in rights if right.quality})


def _escalations(basis: DesignBasis, forums: tuple[ForumDesign, ...], quality: set[str]) -> Iterator[Problem]:
    by_id = {forum.forum: forum for forum in forums}
    told: set[frozenset[str]] = set()
    for forum in forums:
        where = f"forums.{forum.forum}"
        above = by_id.get(forum.escalates_to or "")
        if forum.escalates_to is not None and above is None:
            yield Problem(code="escalation-nowhere", where=where,
                          message=_("{forum} escalates to a forum that there is not.").format(forum=forum.name),
                          remedy=_("Name another forum, or none where it has the last word."))
        circle = _circle(forum.forum, by_id)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            yield Problem(code="escalation-circle", where=where,
                          message=_("These escalate to each other without end: {circle}.").format(
                              circle=listed([by_id[name].name for name in (*circle, circle[0])])),
                          remedy=_("Let one of them have the last word, or escalate to another forum."))
        if above is not None and quality & {*forum.decides} and not basis.posts.is_quality(above.chair):
            yield Problem(severity=Severity.WARNING, code="quality-escalates", where=where,
                          message=_("{forum} holds decisions of the quality unit and escalates to {above}, which "
                                    "Quality does not chair.").format(forum=forum.name, above=above.name),
                          remedy=_("Let it escalate to a forum that Quality chairs, or have the last word."))


def _circle(start: str, by_id: dict[str, ForumDesign]) -> list[str]:
    """The forums from `start` back to it; empty where escalation from there ends or runs into another circle."""
    trail, here = [start], by_id[start].escalates_to
    while here in by_id and here not in trail:
        trail.append(str(here))
        here = by_id[str(here)].escalates_to
    return trail if here == start else []
