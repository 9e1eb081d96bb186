"""Votes by question and place, as two cycles are compared on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assessment.domain.basis import FUNCTIONS, Function
from assessment.domain.engagement import Engagement
from assessment.domain.scoring import Key


@dataclass(frozen=True)
class Voted:
    """Levels voted on one question at one place: function -> person -> level, of people who gave a level."""

    votes: Mapping[Function, Mapping[str, int]]
    omega: Mapping[Function, float] = field(default_factory=dict)

    def mean(self, functions: Iterable[Function] = FUNCTIONS) -> float | None:
        """Weighted mean over the named functions of their mean vote; None where none of them voted."""
        there = [f for f in functions if self.votes.get(f)]
        weights = self.weights(there)
        means = [sum(self.votes[f].values()) / len(self.votes[f]) for f in there]
        return sum(w * mean for w, mean in zip(weights, means, strict=True)) / sum(weights) if means else None

    def weights(self, functions: Iterable[Function]) -> list[float]:
        """What each function counts, 1 unless set."""
        return [self.omega.get(function, 1.0) for function in functions]


def voted(engagement: Engagement, cycle: str) -> dict[Key, Voted]:
    """Votes on judgements of a cycle, blind rounds left out."""
    found: dict[Key, Voted] = {}
    for question in engagement.the_pack.questions.values():
        if question.kind != "judgement":
            continue
        for place in engagement.places(question):
            if engagement.open_round(cycle, place, question.id):
                continue
            votes: dict[Function, dict[str, int]] = {}
            for person, answer in engagement.votes(cycle, place, question.id).items():
                if isinstance(answer.value, int) and person in engagement.people:
                    votes.setdefault(engagement.people[person].function, {})[person] = answer.value
            if votes:
                found[question.id, place] = Voted(votes, engagement.function_weights)
    return found
