"""Seeded draws of people within place and function (Rao and Wu 1988; docs/method.md, section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np

from assessment.domain.basis import FUNCTIONS, Function
from assessment.domain.engagement import Place
from assessment.domain.pack import Pack
from assessment.domain.scoring.nodes import Floats
from assessment.domain.scoring.values import Key, Value

Group = tuple[Place, Function]


@dataclass(frozen=True)
class Draws:
    """`functions` maps (question, place) -> function -> drawn mean vote [draws]; one draw of people serves all
    questions of a place. A function with one voter in its group and no residual anywhere is in `fixed`.
    """

    functions: Mapping[Key, Mapping[Function, Floats]]
    fixed: frozenset[tuple[Key, Function]]
    pack: Pack
    values: Mapping[Key, Value]

    @cached_property
    def table(self) -> dict[Key, Floats]:
        """Drawn value [draws] of each question and place that rests on votes; a level off the scale is clipped."""
        scale = self.pack.scale
        drawn: dict[Key, Floats] = {}
        for key, value in self.values.items():
            by, mean = self.functions.get(key), value.mean
            if value.x is not None and value.rests_on in ("votes", "agreed") and by and mean is not None:
                moved = value.x + np.mean(list(by.values()), axis=0) - mean
                drawn[key] = np.clip(moved, scale.minimum, scale.maximum)
        return drawn

    @cached_property
    def uncertain(self) -> frozenset[Key]:
        """Keys whose spread cannot be told: a lone voter and no residual to borrow."""
        return frozenset(key for key, _function in self.fixed if key in self.table)


def draw(pack: Pack, values: Mapping[Key, Value], seed: int, draws: int) -> Draws:
    """Draw people for every group of a place and a function; `draws` 2,000 for the shipped figures."""
    rng = np.random.default_rng(seed)
    groups: dict[Group, dict[str, None]] = {}
    keys: dict[Group, list[Key]] = {}
    ordered = sorted((key for key, value in values.items() if value.votes), key=lambda key: (key[1] or "", key[0]))
    for key in ordered:
        for function in FUNCTIONS:
            votes = values[key].votes.get(function)
            if votes:
                groups.setdefault((key[1], function), {}).update(dict.fromkeys(sorted(votes)))
                keys.setdefault((key[1], function), []).append(key)
    pools = _residuals(values)
    functions: dict[Key, dict[Function, Floats]] = {}
    fixed: set[tuple[Key, Function]] = set()
    for group, people in groups.items():
        order = sorted(people)
        if len(order) >= 2:
            columns = _drawn(rng, order, [values[key].votes[group[1]] for key in keys[group]], draws)
        else:
            columns = []
            for key in keys[group]:
                vote = next(iter(values[key].votes[group[1]].values()))
                pool = pools.get((key[0], group[1]), pools.get((None, group[1])))
                if pool is None:
                    fixed.add((key, group[1]))
                    columns.append(np.full(draws, float(vote)))
                else:
                    moved = vote + rng.choice(pool, draws)
                    columns.append(np.clip(moved, pack.scale.minimum, pack.scale.maximum))
        for key, column in zip(keys[group], columns, strict=True):
            functions.setdefault(key, {})[group[1]] = column
    return Draws(functions, frozenset(fixed), pack, values)


def _drawn(rng: np.random.Generator, people: list[str], votes: list[Mapping[str, int]], draws: int) -> list[Floats]:
    """Drawn mean vote [draws] of each question: n - 1 of n people with replacement, the same for all questions."""
    n = len(people)
    counts = rng.multinomial(n - 1, np.full(n, 1 / n), size=draws).astype(float)
    levels = np.array([[v.get(person, 0) for v in votes] for person in people], float)
    there = np.array([[person in v for v in votes] for person in people], float)
    weight = counts @ there
    own = levels.sum(axis=0) / there.sum(axis=0)
    drawn = np.where(weight > 0, counts @ levels / np.maximum(weight, 1), own)
    return list(drawn.T)


def _residuals(values: Mapping[Key, Value]) -> dict[tuple[str | None, Function], Floats]:
    """(question or None for all, function) -> residuals vote - mean from places with two voters or more."""
    pools: dict[tuple[str | None, Function], list[float]] = {}
    for (question, _place), value in values.items():
        for function, votes in value.votes.items():
            n = len(votes)
            if n >= 2:
                mean = sum(votes.values()) / n
                found = [(vote - mean) * sqrt(n / (n - 1)) for vote in votes.values()]
                pools.setdefault((question, function), []).extend(found)
                pools.setdefault((None, function), []).extend(found)
    return {key: np.array(residuals) for key, residuals in pools.items()}
