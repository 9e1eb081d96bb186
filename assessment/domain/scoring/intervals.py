"""Seeded draws of people within site and function (Rao and Wu 1988; docs/method.md, section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np

from assessment.domain.basis import FUNCTIONS, Function
from assessment.domain.engagement import Engagement, Place
from assessment.domain.pack import Pack
from assessment.domain.scoring.nodes import Floats
from assessment.domain.scoring.values import Key, Value

Group = tuple[Place, Function]
"""People of a site (None: the network) and function."""


@dataclass(frozen=True)
class Draws:
    """`functions` maps (question, place) -> function -> drawn mean vote [draws]; one draw of people serves all
    questions. `fixed` holds votes of somebody alone in a site and function with no residual to borrow anywhere.
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
                weights = [value.omega.get(function, 1.0) for function in by]
                moved = value.x + np.average(list(by.values()), axis=0, weights=weights) - mean
                drawn[key] = np.clip(moved, scale.minimum, scale.maximum)
        return drawn

    @cached_property
    def uncertain(self) -> frozenset[Key]:
        """Keys whose spread cannot be told: a lone voter and no residual to borrow."""
        return frozenset(key for key, _function in self.fixed if key in self.table)


def draw(engagement: Engagement, values: Mapping[Key, Value], seed: int, draws: int) -> Draws:
    """Draw people once for all questions; `values` as `scoring.values` gives them, `draws` 2,000 for shipped figures.

    People are drawn among those of their own site and function, wherever they vote: who answers for a plant and for
    the network as well is in or out of both.
    """
    rng = np.random.default_rng(seed)
    scale = engagement.the_pack.scale
    blocks: dict[Group, list[Key]] = {}
    voters: dict[Group, dict[str, None]] = {}
    ordered = sorted((key for key, value in values.items() if value.votes), key=lambda key: (key[1] or "", key[0]))
    for key in ordered:
        for function in FUNCTIONS:
            if votes := values[key].votes.get(function):
                blocks.setdefault((key[1], function), []).append(key)
                voters.setdefault((key[1], function), {}).update(dict.fromkeys(votes))
    weights, lone = _weights(rng, engagement, {p: None for group in voters.values() for p in group}, draws)
    pools = _residuals(values)
    functions: dict[Key, dict[Function, Floats]] = {}
    fixed: set[tuple[Key, Function]] = set()
    for (place, function), keys in blocks.items():
        people = sorted(voters[place, function])
        votes_of = [values[key].votes[function] for key in keys]
        shifts: dict[int, Floats] = {}
        for column, (key, votes) in enumerate(zip(keys, votes_of, strict=True)):
            alone = sorted(votes.keys() & lone)
            pool = pools.get((key[0], function), pools.get((None, function)))
            if alone and pool is None:
                fixed.add((key, function))
            elif pool is not None:
                for person in alone:
                    moved = np.clip(votes[person] + rng.choice(pool, draws), scale.minimum, scale.maximum)
                    shifts[column] = shifts.get(column, 0.0) + moved - votes[person]
        for key, drawn in zip(keys, _drawn(people, votes_of, weights, shifts), strict=True):
            functions.setdefault(key, {})[function] = drawn
    return Draws(functions, frozenset(fixed), engagement.the_pack, values)


def _weights(rng: np.random.Generator, engagement: Engagement, people: Iterable[str],
             draws: int) -> tuple[dict[str, Floats], frozenset[str]]:
    """Person -> weight [draws], and who is alone in a site and function (weight 1, the vote itself is varied).

    A weight is how often the person was drawn times n / (n - 1), so that every group keeps its n in each draw where
    people of several sites answer one question.
    """
    groups: dict[Group, list[str]] = {}
    for person in sorted(people):
        known = engagement.people[person]
        groups.setdefault((known.site, known.function), []).append(person)
    weights: dict[str, Floats] = {}
    lone: set[str] = set()
    for _group, members in sorted(groups.items(), key=lambda item: (item[0][0] or "", FUNCTIONS.index(item[0][1]))):
        n = len(members)
        if n == 1:
            lone.add(members[0])
            weights[members[0]] = np.ones(draws)
        else:
            counts = rng.multinomial(n - 1, np.full(n, 1 / n), size=draws) * (n / (n - 1))
            weights.update(zip(members, counts.T, strict=True))
    return weights, frozenset(lone)


def _drawn(people: list[str], votes: list[Mapping[str, int]], weights: Mapping[str, Floats],
           shifts: Mapping[int, Floats]) -> list[Floats]:
    """Drawn mean vote [draws] of each question; the function's own mean where none of the drawn answered it."""
    weight = np.stack([weights[person] for person in people], axis=1)
    levels = np.array([[v.get(person, 0) for v in votes] for person in people], float)
    there = np.array([[person in v for v in votes] for person in people], float)
    total, summed = weight @ there, weight @ levels
    for column, shift in shifts.items():
        summed[:, column] += shift
    own = levels.sum(axis=0) / there.sum(axis=0)
    return list(np.where(total > 0, summed / np.where(total > 0, total, 1), own).T)


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
