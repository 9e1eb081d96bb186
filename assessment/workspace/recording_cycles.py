"""What may be recorded of cycles: opening one that carries another, closing, corrections, answers of before."""

from __future__ import annotations

from assessment.domain import facts as f
from assessment.domain.basis import NotFound, Refused
from assessment.domain.engagement import Engagement
from assessment.domain.rescoring import last_answer
from assessment.text import _


def check_opening(engagement: Engagement, fact: f.CycleOpened) -> None:
    """A cycle carries one that is closed, or the one just before it."""
    if fact.cycle in engagement.cycles:
        raise Refused(_("The cycle {cycle} is open already.").format(cycle=fact.cycle), _("Choose another name."))
    if fact.carries is None:
        return
    source = engagement.cycle(fact.carries)
    if source.closed is None and source != engagement.cycle():
        raise Refused(_("The cycle {cycle} is not closed; its answers cannot be carried forward.").format(
            cycle=fact.carries), _("Close it, or carry the last cycle."))
    if fact.date < source.opened:
        raise Refused(_("The cycle would begin before the one that it carries."), _("Correct the date."))


def check_closing(engagement: Engagement, fact: f.CycleClosed, actor: str) -> None:
    """What a closed cycle carries is closed too; an approval has an approver who is known, and words."""
    for source in engagement.carried_by(fact.cycle):
        if source.closed is None:
            raise Refused(_("The cycle {cycle}, whose answers it carries, is still open.").format(cycle=source.id),
                          _("Close that one first."))
    if fact.approved_by is not None and fact.approved_by != actor and fact.approved_by not in engagement.people:
        raise NotFound("person", fact.approved_by)
    if fact.approved_by is not None and not fact.statement.strip():
        raise Refused(_("An approval needs a statement."), _("Write in a sentence what is approved."))


def check_answerable(engagement: Engagement, cycle: str) -> None:
    """Answers are given to an open cycle only."""
    if engagement.cycle(cycle).closed is not None:
        raise Refused(_("The cycle {cycle} is closed and cannot change.").format(cycle=cycle), _(
            "Answer in the next cycle; what was wrong in this one is recorded by a reviewer as a correction."))


def check_correction(engagement: Engagement, fact: f.AnswerCorrected) -> None:
    """A correction is of an answer that was given, in a closed cycle, to another value, and says why."""
    if engagement.cycle(fact.cycle).closed is None:
        raise Refused(_("The cycle {cycle} is open; its answers are not corrected but given anew.").format(
            cycle=fact.cycle), _("Answer the question again."))
    given = engagement.votes(fact.cycle, fact.site, fact.question).get(fact.person)
    if given is None:
        raise Refused(_("This person gave no answer there."), _("Choose somebody who answered the question."))
    stands = given.value
    for correction in engagement.corrections.get((fact.cycle, fact.site, fact.question), ()):
        stands = correction.fact.value if correction.fact.person == fact.person else stands
    if stands == fact.value:
        raise Refused(_("The answer stands like that already."), _("Choose another value."))
    if not fact.reason.strip():
        raise Refused(_("A correction needs a reason."), _("Say what was wrong."))


def check_renewal(engagement: Engagement, fact: f.Answered) -> None:
    """A confirmation repeats the last answer; a level that moved says why, except in a vote of a room."""
    last = last_answer(engagement, fact.cycle, fact.question, fact.site, fact.person)
    if fact.confirms is not None:
        if last is None or last.cycle != fact.confirms:
            raise Refused(_("There is no earlier answer of this person to confirm."), _("Choose a level."))
        if last.value != fact.value:
            raise Refused(_("This is not the answer of before; it cannot be confirmed as unchanged."),
                          _("Answer anew, with the reason."))
        return
    if last is None or (fact.cycle, fact.site, fact.question) in engagement.rounds or fact.comment.strip():
        return
    if isinstance(last.value, int) and isinstance(fact.value, int) and last.value != fact.value:
        raise Refused(_("The level moved from {before} to {now}; that needs a reason.").format(
            before=last.value, now=fact.value), _("Say in the comment what has changed."))
