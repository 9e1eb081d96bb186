"""What a filled workbook would change: row by row, before anything is recorded."""

from __future__ import annotations

from typing import Literal, NamedTuple

from assessment.domain.asking import asked_at
from assessment.domain.basis import Problem
from assessment.domain.engagement import Engagement, Place
from assessment.domain.facts import Answered
from assessment.formats.workbook.layout import Given, given, meta_of
from assessment.formats.workbook.reading import Filled, FilledRow
from assessment.text import _

State = Literal["new", "changed", "same", "conflicting", "invalid"]


class Change(NamedTuple):
    """A row: `conflicting` where the journal has got another answer since the workbook was given out.

    `fact` is what would be recorded, None where there is nothing to record.
    """

    row: int
    question: str
    state: State
    now: Given
    then: Given
    why: str = ""
    fact: Answered | None = None


def changes(engagement: Engagement, filled: Filled) -> tuple[tuple[Change, ...], list[Problem]]:
    """Each filled row with what it would do; no rows and a problem where the workbook belongs elsewhere."""
    meta = filled.meta
    cycle, person = meta.get("cycle", ""), meta.get("person", "")
    problem = _elsewhere(engagement, meta)
    if problem is not None:
        return (), [problem]
    known = engagement.people[person]
    asked = {q.id for _d, q in asked_at(engagement, cycle, known.site, known.function)}
    seen: set[str] = set()
    found = []
    for row in filled.rows:
        found.append(_change(engagement, cycle, person, known.site, row, asked, row.question in seen))
        seen.add(row.question)
    return tuple(found), []


def _elsewhere(engagement: Engagement, meta: dict[str, str]) -> Problem | None:
    def told(code: str, message: str, remedy: str) -> Problem:
        return Problem(code=code, where="workbook", message=message, remedy=remedy)

    if meta.get("engagement") != engagement.id:
        return told("other-engagement", _("This workbook belongs to another engagement."), _("Open that one."))
    cycle = engagement.cycles.get(meta.get("cycle", ""))
    if cycle is None or cycle.closed is not None:
        return told("closed-cycle", _("The cycle of this workbook is not open."), _("Give out a new workbook."))
    if meta.get("person", "") not in engagement.people:
        return told("unknown-person", _("Nobody here has the id that this workbook was made for."),
                    _("Give out a new workbook."))
    if meta.get("pack-digest") != meta_of(engagement, cycle.id, "")["pack-digest"]:
        return told("other-pack", _("The questions have changed since this workbook was given out."),
                    _("Give out a new workbook; a level may mean something else now."))
    return None


def _change(engagement: Engagement, cycle: str, person: str, place: Place, row: FilledRow, asked: set[str],
            twice: bool) -> Change:
    answer = engagement.votes(cycle, place, row.question).get(person)
    now, then = given(answer), row.given

    def invalid(why: str) -> Change:
        return Change(row.row, row.question, "invalid", now, then, why)

    if twice:
        return invalid(_("This question stands twice; the first row counts."))
    if row.question not in asked:
        return invalid(_("This question is not asked of this person here."))
    if then.mark in (now.mark, row.before) or then.level is None:
        return Change(row.row, row.question, "same", now, then)
    if then.level == "na" and not then.comment:
        return invalid(_("Not applicable needs a reason."))
    pack = engagement.the_pack
    if isinstance(then.level, int) and then.level not in pack.choices(pack.questions[row.question]):
        return invalid(_("Level {level} is not on the scale.").format(level=then.level))
    current = engagement.rounds.get((cycle, place, row.question))
    if current is not None and current.closed:
        return invalid(_("The votes of this round are closed; this one is not counted."))
    fact = Answered(cycle=cycle, site=place, question=row.question, person=person, value=then.level,
                    round=engagement.round_of(cycle, place, row.question), comment=then.comment,
                    confidence=then.sure or None, evidence=then.evidence, measured=then.measured)
    state: State = "conflicting" if row.before and now.mark != row.before else "new" if answer is None else "changed"
    return Change(row.row, row.question, state, now, then, "", fact)


