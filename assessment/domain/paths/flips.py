"""The smallest single changes that make another path win; each is applied and checked before it is told."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from itertools import zip_longest
from typing import NamedTuple

import numpy as np

from assessment.domain.library import PATHS, Criterion, Knockout, PathId
from assessment.domain.paths.evidence import Evidence
from assessment.domain.paths.knockouts import eliminated_by, state_of
from assessment.domain.paths.scores import TOLERANCE, Array, CriterionWeights, lead, signed
from assessment.domain.paths.strengths import strength
from assessment.domain.paths.types import Flip, KnockoutState
from assessment.domain.paths.verdict import HYBRID
from assessment.text import N_

STEP = 0.5
"""Answers change by half levels: finer steps mean nothing on an ordinal scale."""
HOLDS, LIFTED, UNKNOWN = N_("holds"), N_("lifted"), N_("unknown")
"""Told as they stand here; where they are shown they are translated."""


class _FlipCost(NamedTuple):
    size: float
    flip: Flip


class Flips:
    """Tries single changes on a decided case. `weighed` holds every criterion that applies, weight 0 included."""

    def __init__(self, weighed: CriterionWeights, evidence: Evidence, knockouts: tuple[Knockout, ...],
                 states: tuple[KnockoutState, ...], winner: PathId | None) -> None:
        self.weighed, self.evidence, self.winner = weighed, evidence, winner
        self.knockouts = tuple(knockout for knockout in knockouts if knockout.kind == "eliminate")
        self.states = {state.knockout: state for state in states}
        self.eliminated = eliminated_by(self.knockouts, states)
        self.scores = signed(weighed.weights, weighed.values, weighed.effects)

    def smallest(self) -> tuple[Flip, ...]:
        """The smallest flip of each thing that can change: the smallest of each kind first, then the second."""
        kinds = [sorted(found, key=lambda sized: sized.size) for found in (
            self._answers(), self._stated(), self._weights(), self._knockouts())]
        return tuple(sized.flip for row in zip_longest(*kinds) for sized in row if sized is not None)

    def _other(self, scores: Array, eliminated: Collection[str]) -> PathId | None:
        """The path that wins instead, None where the winner stays (it keeps a draw)."""
        if lead(scores, eliminated, self.winner) == self.winner:
            return None
        return lead(scores, eliminated, HYBRID)

    def _answers(self) -> Iterator[_FlipCost]:
        """Scores are linear in a level, so two ends give every half level between them."""
        scale = self.evidence.scale
        levels = np.arange(scale.minimum, scale.maximum + STEP / 2, STEP)
        nodes = {given.question or given.capability: None for criterion in self.weighed.criteria
                 for given in criterion.inputs if given.stated is None and not given.gap}
        for node in nodes:
            today = self.evidence.level(node) if node is not None else None
            if node is None or today is None or not today.applies:
                continue
            low = self._strengths(self.evidence.with_level(node, scale.minimum))
            high = self._strengths(self.evidence.with_level(node, scale.maximum))
            tried = []
            for level in levels:
                share = (level - scale.minimum) / (scale.maximum - scale.minimum)
                values = low + share * (high - low)
                size = self._moved(values) if today.value is None else abs(level - today.value)
                tried.append((size, float(level), values))
            for size, level, values in sorted(tried, key=lambda item: item[:2]):
                if size <= TOLERANCE and today.value is not None:
                    continue
                found = self._other(self._score(values), self._eliminated(self.evidence.with_level(node, level), node))
                if found is not None:
                    yield _FlipCost(self._moved(values), Flip(
                        kind="answer", what=node, winner=found, to_value=f"{level:g}",
                        from_value=UNKNOWN if today.value is None else f"{round(today.value, 4):g}"))
                    break

    def _stated(self) -> Iterator[_FlipCost]:
        names = {given.stated: None for criterion in self.weighed.criteria for given in criterion.inputs}
        for name in names:
            known = self.evidence.engagement.the_library.stated_by_id.get(name or "")
            if name is None or known is None:
                continue
            today = sorted({word or UNKNOWN for _share, word in self.evidence.stated(name)})
            tried = []
            for word in known.values:
                if [word] != today:
                    values = self._strengths(self.evidence.with_word(name, word))
                    tried.append((self._moved(values), word, values))
            for size, word, values in sorted(tried, key=lambda item: item[0]):
                found = self._other(self._score(values), self._eliminated(self.evidence.with_word(name, word), name))
                if found is not None:
                    yield _FlipCost(size, Flip(kind="stated", what=name, from_value="/".join(today), to_value=word,
                                            winner=found))
                    break

    def _weights(self) -> Iterator[_FlipCost]:
        """Weights up to where a criterion counts as much as all others together, rounded away from the root."""
        if self.winner is None:
            return
        weights, effects, values = self.weighed.weights, self.weighed.effects, self.weighed.values
        total = float(weights.sum())
        usual = total / float(np.count_nonzero(weights))
        step = 10.0 ** (math.floor(math.log10(usual)) - 1)
        first = PATHS.index(self.winner)
        for k, criterion in enumerate(self.weighed.criteria):
            now = float(weights[k])
            without = np.where(np.arange(len(weights)) == k, 0.0, weights) / usual
            gains, wholes = (without * values) @ effects, without @ np.abs(effects)
            gain, whole = values[k] * effects[k], np.abs(effects[k])
            wholes = np.where(wholes + whole > 0, wholes, 1.0)  # a path that nothing speaks of has the score 0
            wanted = {0.0, step}  # where a path loses or finds its only criterion its score jumps, without a root
            for r, path in enumerate(PATHS):
                if r != first and path not in self.eliminated:
                    for root in _roots(
                            gain[first] * whole[r] - gain[r] * whole[first],
                            gains[first] * whole[r] + gain[first] * wholes[r]
                            - gains[r] * whole[first] - gain[r] * wholes[first],
                            gains[first] * wholes[r] - gains[r] * wholes[first]):
                        at = root * usual / step
                        near = range(math.floor(at) - 1, math.ceil(at) + 2)  # a draw today flips on either side
                        wanted |= {round(max(0.0, place * step), 12) for place in near}
            for weight in sorted(wanted, key=lambda weight: (abs(weight - now), weight)):
                if weight > max(now, total - now) or abs(weight - now) <= TOLERANCE:
                    continue
                tried = np.where(np.arange(len(weights)) == k, weight, weights)
                found = self._other(signed(tried, values, effects), self.eliminated)
                if tried.any() and found is not None:
                    yield _FlipCost(abs(weight - now) / total, Flip(
                        kind="weight", what=criterion.id, from_value=f"{now:g}", to_value=f"{weight:g}", winner=found))
                    break

    def _knockouts(self) -> Iterator[_FlipCost]:
        for place, knockout in enumerate(self.knockouts):
            today = self.states[knockout.id].holds
            for wanted in (False, True):
                if wanted == bool(today):  # unknown eliminates nothing, so not holding changes nothing
                    continue
                changed = KnockoutState(knockout=knockout.id, holds=wanted, basis=())
                eliminated = eliminated_by(self.knockouts, {**self.states, knockout.id: changed}.values())
                found = self._other(self.scores, eliminated)
                if found is not None:
                    yield _FlipCost(place, Flip(
                        kind="knock-out", what=knockout.id, winner=found, to_value=HOLDS if wanted else LIFTED,
                        from_value=UNKNOWN if today is None else HOLDS if today else LIFTED))

    def _strengths(self, evidence: Evidence) -> Array:
        """Central strengths under changed evidence, (K,); only what the change touches is computed again."""
        changed = {*evidence.levels, *evidence.words}
        values = self.weighed.values.copy()
        for k, criterion in enumerate(self.weighed.criteria):
            if changed & _named(criterion):
                values[k] = strength(criterion, evidence).value or 0.0
        return values

    def _score(self, values: Array) -> Array:
        return signed(self.weighed.weights, values, self.weighed.effects)

    def _moved(self, values: Array) -> float:
        """How much evidence moves: weighted mean change of strengths."""
        return float(self.weighed.weights @ np.abs(values - self.weighed.values) / self.weighed.weights.sum())

    def _eliminated(self, evidence: Evidence, what: str) -> dict[PathId, tuple[str, ...]]:
        touched = [knockout for knockout in self.knockouts
                   if any(what in (test.question, test.capability, test.stated) for test in knockout.when)]
        if not touched:
            return self.eliminated
        changed = {knockout.id: state_of(knockout, evidence) for knockout in touched}
        return eliminated_by(self.knockouts, {**self.states, **changed}.values())


def _named(criterion: Criterion) -> set[str | None]:
    return {name for given in criterion.inputs if not given.gap
            for name in (given.question, given.capability, given.stated) if name is not None}


def _roots(a: float, b: float, c: float) -> list[float]:
    """Real roots >= 0 of a x^2 + b x + c."""
    if abs(a) < TOLERANCE:
        found = [-c / b] if abs(b) >= TOLERANCE else []
    else:
        inside = b * b - 4 * a * c
        found = [] if inside < 0 else [(-b - math.sqrt(inside)) / (2 * a), (-b + math.sqrt(inside)) / (2 * a)]
    return [root for root in found if root >= -TOLERANCE]
