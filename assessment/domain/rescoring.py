"""What a quarter asks again, where and why; everything else is carried forward (docs/method.md, section 9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Literal

from assessment.domain import facts as f
from assessment.domain.asking import asked_at
from assessment.domain.basis import Function
from assessment.domain.consensus import FEWEST, poll
from assessment.domain.engagement import Answer, Engagement, Place, allowed
from assessment.domain.pack import Question, reworded
from assessment.domain.scoring import Value, carried, months
from assessment.domain.scoring.values import STALE_AFTER

Reason = Literal["new", "reworded", "initiative", "evidence", "cap", "flag", "dissent", "stale",
                 "rotation"]
"""No level so far; a newer pack words it anew; a running or finished initiative raises its capability; its evidence
expires or was sent back; it holds a dimension down; somebody flagged it; people disagreed; a year old before the next
quarter; its turn."""
REASONS: tuple[Reason, ...] = ("new", "reworded", "initiative", "evidence", "cap", "flag", "dissent", "stale",
                               "rotation")
TURNS = 4
"""In so many quarters every question has its turn."""
QUARTER = 3
"""Months from one quarter to the next."""
ABOUT_THE_LEVEL = ("workshop", "evidence", "level")


@dataclass(frozen=True)
class Due:
    """A question that a cycle asks at a place; `value` is what stands until somebody answers, None without any."""

    question: Question
    place: Place
    reasons: tuple[Reason, ...]
    value: Value | None


@dataclass(frozen=True)
class DueCount:
    """What a person is asked in a cycle, and how much of it the person has not answered."""

    person: str
    asked: int
    open: int


def due_at(engagement: Engagement, cycle: str, place: Place, function: Function | None = None) -> tuple[Due, ...]:
    """What a cycle asks at a place, in the order of the pack; with a function only what that is asked.

    It does not shrink while people answer. A cycle that carries none asks everything.
    """
    touching = _touching(engagement)
    found = []
    for _dimension, question in asked_at(engagement, cycle, place, function):
        before = carried(engagement, cycle, question, place)
        reasons = tuple(_reasons(engagement, cycle, question, place, before, touching))
        if reasons:
            found.append(Due(question, place, reasons, before))
    return tuple(found)


def due_everywhere(engagement: Engagement, cycle: str) -> tuple[Due, ...]:
    """What a cycle asks, of the network first and then of each site."""
    return tuple(one for place in (None, *engagement.sites) for one in due_at(engagement, cycle, place))


def due_of(engagement: Engagement, cycle: str, person: str) -> tuple[Due, ...]:
    """What a cycle asks a person: the questions of the own function and place."""
    known = engagement.people[person]
    return due_at(engagement, cycle, known.site, known.function)


def due_by_person(engagement: Engagement, cycle: str) -> tuple[DueCount, ...]:
    """What is asked of each person who may answer, most open first."""
    lists: dict[tuple[Place, Function], tuple[Due, ...]] = {}
    found = []
    for name, known in engagement.people.items():
        if not allowed(engagement.role_of(name), "answer"):
            continue
        group = (known.site, known.function)
        if group not in lists:
            lists[group] = due_at(engagement, cycle, *group)
        left = sum(name not in engagement.votes(cycle, one.place, one.question.id) for one in lists[group])
        found.append(DueCount(name, len(lists[group]), left))
    return tuple(sorted(found, key=lambda one: (-one.open, one.person)))


def last_answer(engagement: Engagement, cycle: str, question: str, place: Place, person: str) -> Answer | None:
    """A person's answer in the nearest cycle that this one carries, as it was corrected; None without one."""
    for source, asked in engagement.carried_as(cycle, engagement.the_pack.questions[question]):
        given = engagement.votes(source.id, place, asked.id).get(person)
        if given is not None:
            for correction in engagement.corrections.get((source.id, place, asked.id), ()):
                if correction.fact.person == person:
                    given = given.model_copy(update={"value": correction.fact.value})
            return given
    return None


Touching = dict[str, list[tuple[str, date | None]]]
"""Capability -> (unit, day on which the initiative was finished, None while it runs)."""


def _touching(engagement: Engagement) -> Touching:
    known = engagement.library.initiative if engagement.library is not None else {}
    found: Touching = {}
    for (initiative, unit), reports in engagement.progress.items():
        last: f.TaskReported = reports[-1]
        if initiative in known and last.status in ("running", "blocked", "finished"):
            done = (last.finished or last.on) if last.status == "finished" else None
            for effect in known[initiative].effects:
                found.setdefault(effect.capability, []).append((unit, done))
    return found


def _reasons(engagement: Engagement, cycle: str, question: Question, place: Place, before: Value | None,
             touching: Touching) -> Iterator[Reason]:
    if before is None or before.carried_from is None or (before.x is None and before.applicable):
        yield "new"
        return
    origin, chosen, pack = engagement.cycles[before.carried_from], engagement.cycles[cycle], engagement.the_pack
    asked = {source.id: before for source, before in engagement.carried_as(cycle, question)}
    key = (origin.id, place, asked[origin.id].id)
    if reworded(asked[origin.id], question):
        yield "reworded"
    if any((unit == "programme" or place in (None, unit)) and (done is None or done >= origin.opened)
           for unit, done in touching.get(pack.capability_of[question.id], ())):
        yield "initiative"
    ageing = _ageing(engagement, cycle, before)
    checked = engagement.validated.get(key)
    if (ageing and _evidence(engagement, key)) or (checked is not None and not checked.accepted):
        yield "evidence"
    if before.x is not None and any(cap.question == question.id and before.x < cap.below for cap in pack.caps):
        yield "cap"
    since = [c.id for c in (chosen, *engagement.carried_by(cycle)) if c.number >= origin.number]
    if any(flag.fact.flag in ABOUT_THE_LEVEL for name in since
           for flag in engagement.flags.get((name, place, asked.get(name, question).id), ())):
        yield "flag"
    if _disputed(engagement, key, question):
        yield "dissent"
    if ageing:
        yield "stale"
    if has_turn(question.id, chosen.number):
        yield "rotation"


def has_turn(question: str, number: int) -> bool:
    """Whether a question has its turn in the cycle of this number: one in four, each in every four that follow."""
    return (int.from_bytes(blake2b(question.encode(), digest_size=4).digest()) + number) % TURNS == 0


def _ageing(engagement: Engagement, cycle: str, before: Value) -> bool:
    """Whether the value would be stale before the next cycle, if that follows as this one followed the last."""
    source = next(engagement.carried_by(cycle), None)
    pace = months(source.opened, engagement.cycles[cycle].opened) if source is not None else 0
    return before.age + max(QUARTER, pace) > STALE_AFTER


def _evidence(engagement: Engagement, key: tuple[str, Place, str]) -> bool:
    agreed = engagement.agreed.get(key)
    return bool(agreed and agreed.evidence) or any(given.evidence for given in engagement.votes(*key).values())


def _disputed(engagement: Engagement, key: tuple[str, Place, str], question: Question) -> bool:
    """A dissent that was written down, a question that was parked, or votes from which no consensus came."""
    cycle, place, _question = key
    agreed = engagement.agreed.get(key)
    if agreed is not None or question.kind == "record":
        return bool(agreed and agreed.dissent.strip())
    if key in engagement.parked:
        return True
    levels = [given.value for given in engagement.votes(*key).values() if isinstance(given.value, int)]
    if len(levels) < FEWEST or max(levels) - min(levels) < 2:
        return False
    found = poll(engagement, place, cycle, question.id)
    return not found.hidden and found.proposed is None
