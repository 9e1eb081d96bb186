"""After pre-work: which questions are settled, which need the room, which nobody answered, and how the hours fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Literal

from assessment.domain.basis import Frozen
from assessment.domain.consensus import Poll, poll
from assessment.domain.engagement import Engagement, Place, Workshop
from assessment.domain.facts import AgendaItem, AgendaSet
from assessment.domain.pack import Question
from assessment.domain.room.flags import flags_waiting
from assessment.domain.room.standing import places_in_room

Verdict = Literal["settled", "discuss", "missing", "agreed"]
Why = Literal["spread", "gap", "cap", "weight", "few", "none", "flag"]

MINUTES: dict[Verdict, float] = {"discuss": 4.0, "missing": 3.0}
"""Minutes with one vote (EJ): 40 to 45 questions at some three minutes fill two to two and a half hours."""
BREAK_EVERY, BREAK_MINUTES = 90.0, 10.0
BATCH_MINUTES = 10.0
"""For agreeing on all settled questions at once, read out by name (EJ)."""


class Sorted(Frozen):
    """A question after pre-work over the places of a workshop, with what speaks for a discussion.

    `must` is asked also when time runs short: a cap hangs on it, or IT and OT are two levels apart.
    """

    question: str
    verdict: Verdict
    why: tuple[Why, ...] = ()
    must: bool = False
    proposed: dict[str, int] = {}
    """Site id, or '' for the network -> the level that consensus proposes there; complete where it is settled."""


def sort_questions(engagement: Engagement, workshop: Workshop) -> tuple[Sorted, ...]:
    """Each question that the workshop's places are asked, in the order of the pack."""
    return tuple(_sorted(engagement, workshop, question, places)
                 for question, places in questions_of(engagement, workshop))


def questions_of(engagement: Engagement, workshop: Workshop) -> Iterator[tuple[Question, tuple[Place, ...]]]:
    """Each question that the workshop's places are asked, in the order of the pack, with those places."""
    for question in engagement.the_pack.questions.values():
        places = places_in_room(engagement, workshop, question)
        if places:
            yield question, places


def _sorted(engagement: Engagement, workshop: Workshop, question: Question, places: Sequence[Place]) -> Sorted:
    cycle = workshop.cycle
    rest = [place for place in places if (cycle, place, question.id) not in engagement.agreed]
    flagged = any(flags_waiting(engagement, cycle, place, question.id) for place in places)
    if not rest and not flagged:
        return Sorted(question=question.id, verdict="agreed")
    polls = {place: poll(engagement, place, cycle, question.id) for place in rest}
    caps = [cap for cap in engagement.the_pack.caps if cap.question == question.id]
    why = tuple(dict.fromkeys(reason for found in polls.values() for reason in _reasons(found)))
    capped = any(level < cap.below for cap in caps for found in polls.values()
                 for level, count in found.counts.items() if count)
    must = bool(caps) or any(abs(found.gap or 0) >= 2 for found in polls.values())
    if not flagged and all(found.n == 0 for found in polls.values()):
        return Sorted(question=question.id, verdict="missing", why=("none",), must=must)
    why = (*why, "flag") if flagged else why
    if question.weight > 1 and why:
        why = (*why, "weight")
    if capped:
        why = (*why, "cap")
    if why:
        alone = set(why) <= {"few", "none"}
        return Sorted(question=question.id, verdict="missing" if alone else "discuss", why=why, must=must)
    return Sorted(question=question.id, verdict="settled", must=must, proposed={
        place or "": found.proposed for place, found in polls.items() if found.proposed is not None})


def _reasons(found: Poll) -> list[Why]:
    if found.n == 0:
        return ["none"]
    if found.proposed is not None:
        return []
    reasons: list[Why] = []
    if found.iqr is not None and found.iqr > 1:
        reasons.append("spread")
    if found.gap is not None and abs(found.gap) > 1:
        reasons.append("gap")
    return reasons or ["few"]


def minutes_of(item: Sorted) -> float:
    return MINUTES.get(item.verdict, 0.0)


def fit_agenda(items: Sequence[Sorted], hours: float) -> tuple[tuple[AgendaItem, ...], tuple[str, ...]]:
    """An agenda for the hours in the room, and the questions that find no place in it.

    What must be asked comes in first, then what needs a discussion, then what nobody answered; told in the order of
    the pack, with a break after every ninety minutes. Ten minutes stay for agreeing on what is settled.
    """
    waiting = [item for item in items if item.verdict in MINUTES]
    order = sorted(waiting, key=lambda item: (not item.must, item.verdict != "discuss", -len(item.why)))
    settled = any(item.verdict == "settled" for item in items)
    left = 60 * hours - (BATCH_MINUTES if settled else 0.0)
    left -= BREAK_MINUTES * int(max(0.0, 60 * hours - 1) // (BREAK_EVERY + BREAK_MINUTES))
    chosen = set()
    for item in order:
        if minutes_of(item) <= left + 1e-9:
            chosen.add(item.question)
            left -= minutes_of(item)
    agenda: list[AgendaItem] = []
    since = 0.0
    for item in waiting:
        if item.question not in chosen:
            continue
        if since + minutes_of(item) > BREAK_EVERY:
            agenda.append(AgendaItem(minutes=BREAK_MINUTES))
            since = 0.0
        agenda.append(AgendaItem(question=item.question, minutes=minutes_of(item), must=item.must))
        since += minutes_of(item)
    return tuple(agenda), tuple(item.question for item in waiting if item.question not in chosen)


class AgendaPart(Frozen):
    """What an agenda asks of one dimension in one go, or a break; minutes count from its beginning."""

    dimension: str | None
    """Its id; None for a break."""
    questions: tuple[str, ...]
    minutes: float
    until: float
    """Minute at which it is planned to end."""


def parts_of(engagement: Engagement, items: Sequence[AgendaItem]) -> tuple[AgendaPart, ...]:
    """The time that an agenda gives to each dimension, in its order; a dimension with a break in it comes twice."""
    pack, parts, until = engagement.the_pack, [], 0.0

    def dimension(item: AgendaItem) -> str | None:
        return pack.dimension_of[pack.capability_of[item.question]] if item.question else None

    for name, several in groupby(items, key=dimension):
        together = list(several)
        minutes = sum(item.minutes for item in together)
        until += minutes
        parts.append(AgendaPart(dimension=name, minutes=minutes, until=until,
                                questions=tuple(item.question for item in together if item.question)))
    return tuple(parts)


def drift(agenda: AgendaSet, called: str | None, now: datetime) -> float:
    """Minutes behind the agenda while a question is called, negative ahead; 0 within the question's own time.

    Without a called question on the agenda 0.
    """
    before = 0.0
    for item in agenda.items:
        if item.question is not None and item.question == called:
            elapsed = (now - agenda.begins).total_seconds() / 60
            return min(elapsed - before, 0.0) if elapsed < before else max(0.0, elapsed - before - item.minutes)
        before += item.minutes
    return 0.0
