"""Values by question and place, cut to what two cycles have in common, and their means up the pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from assessment.domain.basis import FUNCTIONS, Function
from assessment.domain.engagement import Engagement, Place
from assessment.domain.pack import Pack

Floats = NDArray[np.float64]
Key = tuple[str, Place]
Number = TypeVar("Number", float, Floats)


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


def means(pack: Pack, sites: Mapping[str, float], table: Mapping[Key, Number]) -> dict[str, Number]:
    """Dimension and index means of a table (`sites` maps site -> weight); nodes with nothing in the table are left out.

    Numbers may be floats or arrays of draws of one length.
    """
    result: dict[str, Number] = {}
    by_index: dict[str, list[tuple[float, Number]]] = {}
    by_question: dict[str, list[tuple[float, Number]]] = {}
    for (question, place), value in table.items():
        by_question.setdefault(question, []).append((1.0 if place is None else sites[place], value))
    for dimension in pack.dimensions:
        capabilities = []
        for capability in dimension.capabilities:
            questions = [(q.weight, _mean(by_question[q.id])) for q in capability.questions if q.id in by_question]
            if questions:
                capabilities.append((capability.weight, _mean(questions)))
        if capabilities:
            result[dimension.id] = _mean(capabilities)
            by_index.setdefault(dimension.index, []).append((dimension.weight, result[dimension.id]))
    for index, parts in by_index.items():
        result[index] = _mean(parts)
    return result


def _mean(parts: list[tuple[float, Number]]) -> Number:
    total = sum(weight for weight, _ in parts)
    first, *rest = (weight / total * value for weight, value in parts)
    for value in rest:
        first = first + value
    return first
