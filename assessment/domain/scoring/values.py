"""From answers to the value of each question at each place (docs/method.md, section 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from assessment.domain.basis import NOT_APPLICABLE, Function
from assessment.domain.consensus import levels_by_function
from assessment.domain.engagement import Answer, Engagement, Place
from assessment.domain.facts import Agreed
from assessment.domain.pack import Condition, Question, Scale
from assessment.domain.scoring.types import State

Key = tuple[str, Place]
STALE_AFTER = 12
"""Months after which a value that is carried forward is stale."""


@dataclass(frozen=True)
class Value:
    """`x` in levels or None; `rests_on` says whether votes move it; `votes` function -> person -> level.

    `omega` weighs the functions, 1 where it does not name one. A question whose condition does not hold is not
    applicable, by its condition. `carried_from` names the cycle that gave or confirmed the value where this cycle
    carries it forward, `age` its whole months from the opening of that cycle to the opening of this one; `confirmed`
    says that all who answered in this cycle confirmed the value of before, which then stands as it was.
    """

    x: float | None
    state: State
    rests_on: Literal["record", "agreed", "votes", "condition", "nothing"]
    votes: Mapping[Function, Mapping[str, int]] = field(default_factory=dict)
    omega: Mapping[Function, float] = field(default_factory=dict)
    carried_from: str | None = None
    age: int = 0
    confirmed: bool = False

    @property
    def stale(self) -> bool:
        """Carried forward for longer than a year."""
        return self.age > STALE_AFTER

    @property
    def applicable(self) -> bool:
        return self.state != "na"

    @property
    def mean(self) -> float | None:
        """Weighted mean over functions of their mean vote: ten of one function do not outvote two of another."""
        if not self.votes:
            return None
        weights = [self.omega.get(function, 1.0) for function in self.votes]
        means = [sum(votes.values()) / len(votes) for votes in self.votes.values()]
        return sum(w * mean for w, mean in zip(weights, means, strict=True)) / sum(weights)

    @property
    def levels(self) -> list[int]:
        return [level for votes in self.votes.values() for level in votes.values()]


NOTHING = Value(None, "none", "nothing")
SELF: State = "self-assessed"


def values(engagement: Engagement, cycle: str) -> Mapping[Key, Value]:
    """The value of every question that the cycle asks, at every place where it is asked.

    A blind round counts as unanswered. Not applicable is what was agreed to be so, or what everybody who answered says:
    one `na` among levels takes nothing out of the coverage, not even that of a named answerer. An agreed level stands
    for a judgement only; a matter of record keeps the level of its answerer, and what was agreed is shown beside it.
    Where nobody has answered anew, a cycle that carries another takes the value of that one.
    """
    return engagement.once("values", cycle, lambda: {
        (question.id, place): value(engagement, cycle, question, place)
        for question in engagement.the_pack.questions.values() if engagement.asks(cycle, question)
        for place in engagement.places(question)})


def applies(engagement: Engagement, cycle: str, question: Question, place: Place) -> bool | None:
    """Whether every condition of a question holds at a place; None while an answer that one needs is missing.

    A stated fact that nobody stated speaks for asking.
    """
    return _applies(engagement, cycle, question, place, frozenset())


def value(engagement: Engagement, cycle: str, question: Question, place: Place) -> Value:
    """The value of one question at one place; unanswered while it is open whether it applies."""
    return _value(engagement, cycle, question, place, frozenset())


def _applies(engagement: Engagement, cycle: str, question: Question, place: Place,
             asked_by: frozenset[str]) -> bool | None:
    held = [_holds(engagement, cycle, condition, place, asked_by | {question.id}) for condition in question.when]
    return False if False in held else None if None in held else True


def _holds(engagement: Engagement, cycle: str, condition: Condition, place: Place,
           asked_by: frozenset[str]) -> bool | None:
    if condition.stated is not None:
        said = engagement.fact(condition.stated, place)
        return said is None or said == condition.is_
    if condition.site is not None:
        site = engagement.sites.get(place or "")
        return site is not None and _meets(condition, getattr(site, condition.site, None))
    needed = engagement.the_pack.questions.get(condition.question or "")
    if needed is None or needed.id in asked_by:  # a circle, which a checked pack has not, is never settled
        return None
    there = place if needed.scope == "site" else None
    if there not in engagement.places(needed):
        return False
    found = _value(engagement, cycle, needed, there, asked_by)
    if not found.applicable:
        return False
    return None if found.x is None else condition.holds(found.x)


def _meets(condition: Condition, found: object) -> bool:
    if isinstance(found, bool):
        return condition.is_ == ("yes" if found else "no")
    if isinstance(found, tuple):
        return condition.is_ in found
    if isinstance(found, (int, float)):
        return condition.holds(found)
    return found == condition.is_


def _value(engagement: Engagement, cycle: str, question: Question, place: Place, asked_by: frozenset[str]) -> Value:
    if question.when:
        applies_here = _applies(engagement, cycle, question, place, asked_by)
        if not applies_here:
            return NOTHING if applies_here is None else Value(None, "na", "condition")
    found = _standing(engagement, cycle, question, place, None)
    return NOTHING if found is None else _aged(engagement, cycle, found)


def _standing(engagement: Engagement, cycle: str, question: Question, place: Place,
              seen_by: str | None) -> Value | None:
    """What a cycle gives, confirms or carries forward; None where it has nothing.

    Looked at from a later cycle, `seen_by`, answers stand as they were corrected before that one closed.
    """
    key = (cycle, place, question.id)
    answers = {} if engagement.open_round(*key) else engagement.votes(*key)
    corrected = bool(seen_by and key in engagement.corrections)
    if corrected:
        answers = _corrected(engagement, seen_by or "", key, answers)
    source = next(engagement.carried_as(cycle, question), None)
    if source is None:
        return _given(engagement, key, question, answers, corrected) if answers or key in engagement.agreed else None
    record, agreed = question.kind == "record", engagement.agreed.get(key)
    named = engagement.answerers.get((place, question.id)) if record else None
    said = answers if named is None else {named: answers[named]} if named in answers else {}
    settled = agreed is not None and (not record or agreed.value == NOT_APPLICABLE)
    if settled or any(answer.confirms is None for answer in said.values()):
        return _given(engagement, key, question, answers, corrected)
    earlier, asked = source
    before = _standing(engagement, earlier.id, asked, place, seen_by or cycle)
    if before is None:
        return _given(engagement, key, question, answers, corrected) if answers else None
    if not said:
        return replace(before, carried_from=before.carried_from or earlier.id, confirmed=False)
    checked = engagement.validated.get(key)
    state = before.state if checked is None or not before.applicable else "validated" if checked.accepted else SELF
    return replace(before, carried_from=None, confirmed=True, state=state)


def carried(engagement: Engagement, cycle: str, question: Question, place: Place) -> Value | None:
    """What a cycle takes over from the one that it carries, whatever was answered since; None where it has nothing."""
    for source, asked in engagement.carried_as(cycle, question):
        before = _standing(engagement, source.id, asked, place, cycle)
        return None if before is None else _aged(engagement, cycle, replace(
            before, carried_from=before.carried_from or source.id, confirmed=False))
    return None


def _aged(engagement: Engagement, cycle: str, found: Value) -> Value:
    if found.carried_from is None:
        return found
    then, now = engagement.cycles[found.carried_from].opened, engagement.cycles[cycle].opened
    return replace(found, age=months(then, now))


def months(then: date, now: date) -> int:
    """Whole months from one day to a later one."""
    return (now.year - then.year) * 12 + now.month - then.month - (now.day < then.day)


def _corrected(engagement: Engagement, seen_by: str, key: tuple[str, Place, str],
               answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Answers with the corrections that were known when a later cycle closed: what was closed does not move."""
    end, told = engagement.cycles[seen_by].closed_at, dict(answers)
    for correction in engagement.corrections[key]:
        fact = correction.fact
        if fact.person in told and not (end and correction.seq > end):
            told[fact.person] = told[fact.person].model_copy(update={"value": fact.value, "confirms": None})
    return told


def _given(engagement: Engagement, key: tuple[str, Place, str], question: Question, answers: Mapping[str, Answer],
           corrected: bool) -> Value:
    """The value that a cycle's own answers and agreement give."""
    _cycle, place, _question = key
    agreed = engagement.agreed.get(key)
    if agreed is not None and agreed.value == NOT_APPLICABLE:
        return Value(None, "na", "agreed")
    votes = levels_by_function(engagement, answers)
    record = question.kind == "record"
    nowhere = bool(answers) and all(answer.value == NOT_APPLICABLE for answer in answers.values())
    if nowhere and (record or agreed is None):
        return Value(None, "na", "votes")
    checked = engagement.validated.get(key)
    if corrected and (record or agreed is None) and answers != engagement.votes(*key):
        checked = None  # what a reviewer saw was another level
    state: State = "validated" if checked is not None and checked.accepted else SELF
    named = engagement.answerers.get((place, question.id))
    if record:
        return _record(answers, named, votes, state)
    omega = engagement.function_weights
    if agreed is not None:
        level = int(agreed.value)
        scale = engagement.the_pack.scale
        refused = checked is not None and not checked.accepted and (
            scale.evidence_from is not None and level >= scale.evidence_from)
        shown = not refused and _shown(scale, level, (agreed, *answers.values()))
        return Value(float(level), "agreed" if shown and state != "validated" else state, "agreed", votes, omega)
    mean = Value(None, state, "votes", votes, omega).mean
    return Value(mean, state, "votes", votes, omega) if mean is not None else NOTHING


def _shown(scale: Scale, level: int, statements: Iterable[Answer | Agreed]) -> bool:
    """Whether the evidence, or the measured data, that a level asks for was named (docs/method.md, section 1)."""
    told = [statement for statement in statements if statement.evidence]
    if scale.measured_from is not None and level >= scale.measured_from:
        return any(statement.measured for statement in told)
    return bool(told) or scale.evidence_from is None or level < scale.evidence_from


def _record(answers: Mapping[str, Answer], named: str | None, votes: Mapping[Function, Mapping[str, int]],
            state: State) -> Value:
    """A matter of record: the named answerer's level; with nobody named the latest answer that is a level."""
    if named is not None:
        given = answers.get(named)
        level = given.value if given is not None and isinstance(given.value, int) else None
    else:
        known = [answer.value for answer in answers.values() if isinstance(answer.value, int)]
        level = known[-1] if known else None
    return Value(None, "none", "nothing", votes) if level is None else Value(float(level), state, "record", votes)
