"""Means up the tree: question over sites, capability, dimension, index (docs/method.md, section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from assessment.domain.engagement import Place
from assessment.domain.pack import Dimension, Pack

Floats = NDArray[np.float64]
Number = TypeVar("Number", float, Floats)


def means(pack: Pack, sites: Mapping[str, float], table: Mapping[tuple[str, Place], Number]) -> dict[str, Number]:
    """Weighted means of a table (question, place) -> number by node: question, capability, dimension, index.

    `sites` maps site -> weight. Means run over what is in the table; a node with nothing in it is left out and has
    no weight in its parent's mean. Numbers may be floats or arrays of one length.
    """
    result: dict[str, Number] = {}
    indices: dict[str, list[tuple[float, Number]]] = {}
    by_question: dict[str, list[tuple[float, Number]]] = {}
    for (name, place), number in table.items():
        by_question.setdefault(name, []).append((1.0 if place is None else sites[place], number))
    for dimension in pack.dimensions:
        result |= _branch(dimension, by_question)
        if dimension.id in result:
            indices.setdefault(dimension.index, []).append((dimension.weight, result[dimension.id]))
    for index, parts in indices.items():
        result[index] = mean(parts)
    return result


def branch(dimension: Dimension, sites: Mapping[str, float],
           table: Mapping[tuple[str, Place], Number]) -> dict[str, Number]:
    """As `means`, for one dimension and what is under it; `table` may hold its questions only."""
    by_question: dict[str, list[tuple[float, Number]]] = {}
    for (name, place), number in table.items():
        by_question.setdefault(name, []).append((1.0 if place is None else sites[place], number))
    return _branch(dimension, by_question)


def _branch(dimension: Dimension, by_question: Mapping[str, list[tuple[float, Number]]]) -> dict[str, Number]:
    result: dict[str, Number] = {}
    capabilities = []
    for capability in dimension.capabilities:
        questions = []
        for question in capability.questions:
            if question.id in by_question:
                result[question.id] = mean(by_question[question.id])
                questions.append((question.weight, result[question.id]))
        if questions:
            result[capability.id] = mean(questions)
            capabilities.append((capability.weight, result[capability.id]))
    if capabilities:
        result[dimension.id] = mean(capabilities)
    return result


def mean(parts: list[tuple[float, Number]]) -> Number:
    """Weighted mean of (weight, number); at least one part."""
    total = sum(weight for weight, _ in parts)
    first, *rest = (number * (weight / total) for weight, number in parts)
    for number in rest:
        first = first + number
    return first


def members(pack: Pack) -> dict[str, frozenset[str]]:
    """Node -> the questions under it."""
    under: dict[str, frozenset[str]] = {}
    for dimension in pack.dimensions:
        for capability in dimension.capabilities:
            under.update({q.id: frozenset({q.id}) for q in capability.questions})
            under[capability.id] = frozenset(q.id for q in capability.questions)
        under[dimension.id] = frozenset(q.id for q in dimension.questions)
        under[dimension.index] = under.get(dimension.index, frozenset()) | under[dimension.id]
    return under
