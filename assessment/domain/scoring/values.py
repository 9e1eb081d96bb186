"""From answers to the value of each question at each place (docs/method.md, section 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assessment.domain.basis import NOT_APPLICABLE, Function
from assessment.domain.consensus import levels_by_function
from assessment.domain.engagement import Answer, Engagement, Place
from assessment.domain.pack import Question
from assessment.domain.scoring.types import State

Key = tuple[str, Place]


@dataclass(frozen=True)
class Value:
    """`x` in levels or None; `rests_on` says whether votes move it; `votes` function -> person -> level."""

    x: float | None
    state: State
    rests_on: Literal["record", "agreed", "votes", "nothing"]
    votes: Mapping[Function, Mapping[str, int]] = field(default_factory=dict)

    @property
    def applicable(self) -> bool:
        return self.state != "na"

    @property
    def mean(self) -> float | None:
        """Mean over functions of their mean vote: ten of one function do not outvote two of another."""
        means = [sum(v.values()) / len(v) for v in self.votes.values()]
        return sum(means) / len(means) if means else None

    @property
    def levels(self) -> list[int]:
        return [level for votes in self.votes.values() for level in votes.values()]


def values(engagement: Engagement, cycle: str) -> dict[Key, Value]:
    """The value of every question at every place where it is asked.

    A blind round counts as unanswered. Not applicable is what was agreed to be so, or what everybody who answered says:
    one `na` among levels takes nothing out of the coverage, not even that of a named answerer. An agreed level stands
    for a judgement only; a matter of record keeps the level of its answerer, and what was agreed is shown beside it.
    """
    return {(question.id, place): _value(engagement, cycle, question, place)
            for question in engagement.the_pack.questions.values() for place in engagement.places(question)}


def _value(engagement: Engagement, cycle: str, question: Question, place: Place) -> Value:
    agreed = engagement.agreed.get((cycle, place, question.id))
    if agreed is not None and agreed.value == NOT_APPLICABLE:
        return Value(None, "na", "agreed")
    answers = {} if engagement.open_round(cycle, place, question.id) else engagement.votes(cycle, place, question.id)
    votes = levels_by_function(engagement, answers)
    record = question.kind == "record"
    nowhere = bool(answers) and all(answer.value == NOT_APPLICABLE for answer in answers.values())
    if nowhere and (record or agreed is None):
        return Value(None, "na", "votes")
    checked = engagement.validated.get((cycle, place, question.id))
    state: State = "validated" if checked is not None and checked.accepted else "self-assessed"
    named = engagement.answerers.get((place, question.id))
    if record:
        return _record(answers, named, votes, state)
    if agreed is not None:
        return Value(float(agreed.value), "validated" if state == "validated" else "agreed", "agreed", votes)
    mean = Value(None, state, "votes", votes).mean
    return Value(mean, state, "votes", votes) if mean is not None else Value(None, "none", "nothing")


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
