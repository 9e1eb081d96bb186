"""The course of a question in a room: draft, open, closed, revealed, agreed; parked while no vote is open."""

from __future__ import annotations

from typing import Literal

from assessment.domain import facts as f
from assessment.domain.basis import Refused
from assessment.domain.engagement import Engagement, Place, Steering, Workshop
from assessment.text import _

Stage = Literal["draft", "open", "closed", "revealed", "agreed", "parked"]
MOST_ROUNDS = 3
"""After the third vote the facilitator records the level and who sees it differently."""
Key = tuple[str, Place, str]
OfQuestion = (f.RoundOpened | f.RoundClosed | f.RoundRevealed | f.HandsCounted | f.Agreed | f.AgreementWithdrawn
              | f.QuestionParked)


def stage_of(engagement: Engagement, cycle: str, place: Place, question: str) -> Stage:
    """Where a question stands at a place. What was answered before the workshop leaves it a draft."""
    key = (cycle, place, question)
    if key in engagement.parked:
        return "parked"
    current = engagement.rounds.get(key)
    if current is not None and not current.revealed:
        return "closed" if current.closed else "open"
    if key in engagement.agreed:
        return "agreed"
    return "draft" if current is None else "revealed"


def next_round(engagement: Engagement, cycle: str, place: Place, question: str) -> int:
    """Number of the round that opens next; what was answered before the workshop was the first one.

    A closed round opens again under its own number.
    """
    current = engagement.rounds.get((cycle, place, question))
    if current is None:
        return 2 if engagement.votes(cycle, place, question) else 1
    return current.number if not current.revealed else current.number + 1


def check_step(engagement: Engagement, fact: OfQuestion) -> None:
    """Raise Refused where the question does not stand so that this can follow, with what would have to come first."""
    key = (fact.cycle, fact.site, fact.question)
    stage, current = stage_of(engagement, *key), engagement.rounds.get(key)
    match fact:
        case f.RoundOpened() | f.HandsCounted():
            _check_opening(engagement, fact, stage)
        case f.RoundClosed() if stage != "open":
            raise Refused(_("No vote is open here that could be closed."), _("Look at the question again."))
        case f.RoundRevealed() if stage not in ("open", "closed"):
            raise Refused(_("No vote waits to be revealed here."), _("Look at the question again."))
        case f.Agreed() if stage in ("open", "closed"):
            raise Refused(_("The round is still blind."), _("Reveal the votes before a level is agreed."))
        case f.AgreementWithdrawn() if stage != "agreed":
            raise Refused(_("Nothing is agreed here that could be withdrawn."), _("Look at the question again."))
        case f.QuestionParked() if fact.withdrawn and stage != "parked":
            raise Refused(_("This question is not parked."), _("Look at the question again."))
        case f.QuestionParked() if not fact.withdrawn and stage in ("open", "closed"):
            raise Refused(_("A vote runs on this question."), _("Reveal it first, then park the question."))
        case f.RoundClosed() | f.RoundRevealed() if current is not None and fact.round != current.number:
            raise Refused(_("This is not the round that is being voted."), _("Look at the question again."))
        case _:
            pass


def _check_opening(engagement: Engagement, fact: f.RoundOpened | f.HandsCounted, stage: Stage) -> None:
    if stage == "open":
        raise Refused(_("A vote on this question is open already."), _("Close it first."))
    if stage == "agreed":
        raise Refused(_("A level is agreed here."), _("Withdraw it before people vote again."))
    following = next_round(engagement, fact.cycle, fact.site, fact.question)
    if following > MOST_ROUNDS:
        raise Refused(_("Three votes were taken."), _("Record the level, and who sees it differently."))
    first = (fact.cycle, fact.site, fact.question) not in engagement.rounds and fact.round == 1
    if fact.round != following and not first:  # the first round may go on with what was answered before
        raise Refused(_("This is not the round that comes next."), _("Look at the question again."))
    if isinstance(fact, f.HandsCounted) and stage == "closed":
        raise Refused(_("A vote waits to be revealed here."), _("Reveal it first."))


def undo(engagement: Engagement, workshop: Workshop) -> f.Fact | None:
    """The fact that takes the last step back; None where there is none, or people have seen it already."""
    if workshop.last is None:
        return None
    step, replaced = workshop.last[1], workshop.replaced
    if replaced is not None and type(step) is type(replaced) and not getattr(step, "withdrawn", False):
        return replaced
    return _reverse(engagement, workshop, step)


def _reverse(engagement: Engagement, workshop: Workshop, step: Steering) -> f.Fact | None:
    match step:
        case f.RoundClosed():
            return f.RoundOpened(cycle=step.cycle, site=step.site, question=step.question, round=step.round)
        case f.RoundOpened() if not engagement.votes(step.cycle, step.site, step.question):
            return f.RoundClosed(cycle=step.cycle, site=step.site, question=step.question, round=step.round)
        case f.Agreed():
            return f.AgreementWithdrawn(cycle=step.cycle, site=step.site, question=step.question)
        case f.QuestionParked() if not step.withdrawn:
            return step.model_copy(update={"withdrawn": True})
        case f.QuestionCalled() if workshop.before != workshop.called:
            return f.QuestionCalled(workshop=workshop.id, question=workshop.before)
        case _:
            return None
