"""Point scores, coverage and levels of many engagements at once, from arrays of votes (docs/method.md, section 3).

For one place and one round each: what a comparison over many assessments of one pack asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.domain.basis import FUNCTIONS, Function
from assessment.domain.pack import INDEX_NAMES, Pack
from assessment.domain.scoring.nodes import Floats

MISSING = -128
"""Stands for no level: not answered, unknown or not applicable to the one who was asked."""
BLOCK = 512
"""Engagements computed together: their arrays stay within the processor's cache."""
NEARLY = 1e-9


@dataclass(frozen=True)
class BulkScores:
    """`nodes` names the columns; `values` (levels, nan with nothing answered) and `coverage` (0..1) are [engagements,
    nodes], `levels` (levels attained before caps, -1 below 50 % coverage) too where they were asked for.
    """

    nodes: tuple[str, ...]
    values: Floats
    coverage: Floats
    levels: NDArray[np.int8] | None = None


@dataclass(frozen=True)
class _Tree:
    """Weights from each kind of node to the one above, as matrices."""

    steps: tuple[Floats, ...]
    nodes: tuple[str, ...]


def score_many(pack: Pack, votes: NDArray[np.int8], functions: Sequence[Function],
               omega: Mapping[Function, float] | None = None, levels: bool = False) -> BulkScores:
    """Scores of engagements that answered the same pack.

    `votes` [engagements, questions in the order of the pack, respondents] holds levels or MISSING; `functions` names
    the function of each respondent. All questions count as applicable. Memory beyond the result does not grow with
    the number of engagements. Raises ValueError for shapes that do not fit.
    """
    questions = tuple(pack.questions.values())
    if votes.ndim != 3 or votes.shape[1:] != (len(questions), len(functions)):
        raise ValueError(f"votes must be [engagements, {len(questions)}, {len(functions)}]")
    tree = _tree(pack)
    count = len(votes)
    values = np.empty((count, len(tree.nodes)))
    coverage = np.empty_like(values)
    attained = np.empty(values.shape, np.int8) if levels else None
    order = sorted(range(len(functions)), key=lambda i: FUNCTIONS.index(functions[i]))
    weights = [(omega or {}).get(f, 1.0) for f in FUNCTIONS]
    columns = [[i for i in order if functions[i] == f] for f in FUNCTIONS]
    for start, stop in _blocks(count):
        x, answered = _question_values(votes[start:stop], columns, weights)
        values[start:stop] = _rolled(tree, x, answered)
        whole = np.ones_like(answered)
        coverage[start:stop] = _rolled(tree, answered, whole)
        if attained is not None:
            attained[start:stop] = _attained(pack, tree, x, answered, coverage[start:stop])
    return BulkScores(tree.nodes, values, coverage, attained)


def _blocks(count: int) -> Iterator[tuple[int, int]]:
    for start in range(0, count, BLOCK):
        yield start, min(count, start + BLOCK)


def _question_values(votes: NDArray[np.int8], columns: list[list[int]],
                     weights: list[float]) -> tuple[Floats, Floats]:
    """(value, 1 where answered else 0) by engagement and question: mean over functions of their mean vote."""
    total, weight = np.zeros(votes.shape[:2]), np.zeros(votes.shape[:2])
    for members, omega in zip(columns, weights, strict=True):
        if not members:
            continue
        counts, sums = np.zeros(votes.shape[:2], np.int16), np.zeros(votes.shape[:2], np.int16)
        for member in members:
            given = votes[:, :, member]
            there = given != MISSING
            counts += there
            sums += np.where(there, given, 0)
        voted = counts > 0
        total += omega * (sums / np.maximum(counts, 1))
        weight += omega * voted
    answered = weight > 0
    return total / np.where(answered, weight, 1.0), answered.astype(float)


def _rolled(tree: _Tree, x: Floats, there: Floats) -> Floats:
    """Weighted means of `x` where `there` is 1, for questions, capabilities, dimensions and indices side by side."""
    parts = [np.where(there > 0, x, np.nan)]
    for step in tree.steps:
        weight = there @ step
        x = ((x * there) @ step) / np.where(weight > 0, weight, 1.0)
        there = (weight > 0).astype(float)
        parts.append(np.where(there > 0, x, np.nan))
    return np.concatenate(parts, axis=1)


def _attained(pack: Pack, tree: _Tree, x: Floats, answered: Floats, coverage: Floats) -> NDArray[np.int8]:
    """Levels by the theta rule, unanswered as not reached; in a cumulative pack by practices that all pass."""
    scale = pack.attained
    level = np.full(coverage.shape, scale.minimum, np.int8)
    held = np.ones(coverage.shape, bool)
    for step in scale.levels:
        if step > scale.minimum:
            share, asked = _shares(pack, step, x, answered)
            held &= _rolled(tree, share, asked) >= (pack.theta if pack.maturity is None else 1.0) - NEARLY
            level = np.where(held, np.int8(step), level)
    return np.where(coverage < 0.5 - NEARLY, np.int8(-1), level)


def _shares(pack: Pack, step: int, x: Floats, answered: Floats) -> tuple[Floats, Floats]:
    """By engagement and question: 1 where it reaches the level, and 1 where the level asks for it at all."""
    if pack.maturity is None:
        return ((x >= step - NEARLY) & (answered > 0)).astype(float), np.ones_like(answered)
    marks = [q.pass_mark if q.pass_mark is not None else pack.pass_mark for q in pack.questions.values()]
    asked = [q.level == step and mark is not None for q, mark in zip(pack.questions.values(), marks, strict=True)]
    passed = (x >= np.array([0 if mark is None else mark for mark in marks]) - NEARLY) & (answered > 0)
    return passed.astype(float), np.broadcast_to(np.array(asked, float), answered.shape)


def _tree(pack: Pack) -> _Tree:
    questions, capabilities = list(pack.questions), list(pack.capabilities)
    indices = [name for name in INDEX_NAMES if any(d.index == name for d in pack.dimensions)]
    up = (np.zeros((len(questions), len(capabilities))), np.zeros((len(capabilities), len(pack.dimensions))),
          np.zeros((len(pack.dimensions), len(indices))))
    for column, dimension in enumerate(pack.dimensions):
        up[2][column, indices.index(dimension.index)] = dimension.weight
        for capability in dimension.capabilities:
            row = capabilities.index(capability.id)
            up[1][row, column] = capability.weight
            for question in capability.questions:
                up[0][questions.index(question.id), row] = question.weight
    return _Tree(up, (*questions, *capabilities, *pack.by_id, *indices))
