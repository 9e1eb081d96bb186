"""How often each path wins when weights, strengths and effects are uncertain (SMAA-2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.domain.paths.scores import Array, CriterionWeights

CONCENTRATION = 10.0
"""Dirichlet parameters are this times K times the weight: draws stay near the declared weights."""
EFFECT_RANGE = 0.5
"""Half-width in which a declared effect may lie; 0 stays 0."""
_LOT = 1e-12
"""Equal scores are ranked by lot, so that no path gains by its place in a list."""


_Spoken = tuple[NDArray[np.intp], Array, Array]
"""(columns of the criteria that speak of a path, strength x effect, |effect|), the last two with a row a draw."""


@dataclass(frozen=True)
class Ranks:
    """Shares of draws, 0..1, for P paths: `ranks` (P, P) by path and rank, `beats` (P, P), `uniform` (P,) first
    places under weights of the whole simplex, `central` (P, K) mean weights of the draws won (rows of 0 where none
    is), `confidence` (P,) wins with those. `paths` lists the columns that took part; the rest is 0."""

    paths: tuple[int, ...]
    ranks: Array
    beats: Array
    uniform: Array
    central: Array
    confidence: Array


def draw(weighed: CriterionWeights, alive: Sequence[int], seed: int, draws: int) -> Ranks:
    """Draws over the paths `alive` (columns of the effects) only.

    Weights are Dirichlet around the declared ones, strengths uniform from low to high, effects uniform within
    +/- 0.5 (method note, section 5). The same strengths and effects serve both kinds of weights.
    """
    count, paths = weighed.effects.shape
    rng = np.random.default_rng(seed)
    strengths = weighed.low + (weighed.high - weighed.low) * rng.random((draws, count))
    declared = rng.standard_gamma(np.broadcast_to(
        CONCENTRATION * count * weighed.weights / max(weighed.weights.sum(), 1e-300), (draws, count)))
    simplex = rng.standard_exponential((draws, count))
    lots = _LOT * rng.random((draws, paths))
    spoken = [_effects(weighed.effects[:, path], strengths, rng) for path in alive]

    ranks, beats = np.zeros((paths, paths)), np.zeros((paths, paths))
    uniform, confidence = np.zeros(paths), np.zeros(paths)
    central = np.zeros((paths, count))
    if not alive:
        return Ranks((), ranks, beats, uniform, central, confidence)
    lot = lots[:, list(alive)]
    scores = _scores(declared, spoken) + lot
    places = np.zeros(scores.shape, dtype=np.int8)
    for column, path in enumerate(alive):
        for other_column in range(column + 1, len(alive)):
            ahead = scores[:, column] >= scores[:, other_column]  # where even the lots are equal one of the two leads
            places[:, other_column] += ahead
            places[:, column] += ~ahead
            times = np.count_nonzero(ahead)
            beats[path, alive[other_column]], beats[alive[other_column], path] = times / draws, (draws - times) / draws
    simplex_best = (_scores(simplex, spoken) + lot).argmax(axis=1)
    declared /= np.maximum(declared.sum(axis=1, keepdims=True), 1e-300)
    for column, path in enumerate(alive):
        ranks[path, :len(alive)] = np.bincount(places[:, column], minlength=len(alive)) / draws
        uniform[path] = np.mean(simplex_best == column)
        won = places[:, column] == 0
        if won.any():
            central[path] = declared[won].mean(axis=0)
            fixed = _scores_at(central[path], spoken) + lot
            confidence[path] = np.mean(fixed.argmax(axis=1) == column)
    return Ranks(tuple(alive), ranks, beats, uniform, central, confidence)


def _effects(effects: Array, strengths: Array, rng: np.random.Generator) -> _Spoken:
    speaking = np.flatnonzero(effects)
    drawn = effects[speaking] + rng.uniform(-EFFECT_RANGE, EFFECT_RANGE, (len(strengths), len(speaking)))
    return speaking, strengths[:, speaking] * drawn, np.abs(drawn)


def _scores(weights: Array, spoken: list[_Spoken]) -> Array:
    """Signed normalised scores, one column a path, with one row of weights a draw."""
    columns = []
    for speaking, gains, sizes in spoken:
        chosen = weights[:, speaking]
        columns.append(_ratio(np.einsum("nk,nk->n", chosen, gains), np.einsum("nk,nk->n", chosen, sizes)))
    return np.stack(columns, axis=1)


def _scores_at(weights: Array, spoken: list[_Spoken]) -> Array:
    """The same with one vector of weights for all draws."""
    return np.stack([_ratio(gains @ weights[speaking], sizes @ weights[speaking])
                     for speaking, gains, sizes in spoken], axis=1)


def _ratio(gain: Array, whole: Array) -> Array:
    return np.divide(gain, whole, out=np.zeros_like(gain), where=whole > 0)
