"""Votes by question and place, as two cycles are compared on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessment.domain.basis import FUNCTIONS, Function
from assessment.domain.engagement import Engagement
from assessment.domain.scoring import Key


@dataclass(frozen=True)
class Voted:
    """Levels voted on one question at one place: function -> person -> level, of people who gave a level."""

    votes: Mapping[Function, Mapping[str, int]]

    def mean(self, functions: Iterable[Function] = FUNCTIONS) -> float | None:
        """Mean over the named functions of their mean vote; None where none of them voted."""
        means = [sum(v.values()) / len(v) for f in functions if (v := self.votes.get(f))]
        return sum(means) / len(means) if means else None


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
                found[question.id, place] = Voted(votes)
    return found
