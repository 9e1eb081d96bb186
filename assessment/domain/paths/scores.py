"""The signed, normalised score of each path, and which path leads."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.domain.basis import Problem, Refused
from assessment.domain.engagement import Engagement
from assessment.domain.library import PATHS, Criterion, Library, PathId
from assessment.domain.paths.types import Strength
from assessment.text import _, quoted

Array = NDArray[np.float64]
TOLERANCE = 1e-9
LARGEST = 1e6
"""Weights count against each other; beyond this a sum of them loses the small ones, and in the end overflows."""
LEAST = 1e-9
"""All weights together below this are as good as none."""


@dataclass(frozen=True)
class CriterionWeights:
    """The criteria that apply and weigh, ordered by id so that the order in a file decides nothing.

    K criteria, P paths in the order of PATHS: `weights` (K,), `effects` (K, P), `values` (K,) with 0 for an unknown
    strength, `low` and `high` (K,).
    """

    criteria: tuple[Criterion, ...]
    weights: Array
    effects: Array
    values: Array
    low: Array
    high: Array

    @property
    def ids(self) -> list[str]:
        return [criterion.id for criterion in self.criteria]


def weights_of(engagement: Engagement) -> dict[str, float]:
    """Official weight of each criterion: the engagement's own, else the library's. Raises Refused if unusable."""
    library = engagement.the_library
    own = {name: weight for name, weight in engagement.weights.items() if name in {c.id for c in library.criteria}}
    problems = check_weights(own, library)
    if problems:
        raise Refused(problems[0].message, problems[0].remedy)
    return {criterion.id: own.get(criterion.id, criterion.weight) for criterion in library.criteria}


def check_weights(weights: dict[str, float], library: Library) -> list[Problem]:
    """What is wrong with weights set for criteria: unknown ids, no numbers from 0 to 1,000,000, all zero."""
    known = {criterion.id: criterion.weight for criterion in library.criteria}
    problems = [
        Problem(code="unknown-criterion", where=f"weights.{name[:40]}",
                message=_("There is no criterion named {name}.").format(name=quoted(name)),
                remedy=_("Correct the id, or leave the weight out."))
        for name in weights if name not in known]
    problems += [
        Problem(code="bad-weight", where=f"weights.{name}",
                message=_("The weight of {name} is not a number from 0 to a million.").format(name=quoted(name)),
                remedy=_("Give 0 or a positive number; only how weights compare counts."))
        for name, weight in weights.items() if name in known and not 0 <= weight <= LARGEST]
    if known and not problems and sum({**known, **weights}.values()) < LEAST:
        problems.append(Problem(
            code="all-weights-zero", where="weights",
            message=_("All criteria have the weight 0, so that nothing decides on the path."),
            remedy=_("Give at least one criterion a weight above 0.")))
    return problems


def weigh(criteria: Iterable[Criterion], weights: dict[str, float], strengths: Iterable[Strength],
          zero: bool = False) -> CriterionWeights:
    """The criteria that apply, with weight 0 only where `zero` asks for them."""
    by_id = {strength.criterion: strength for strength in strengths}
    chosen = sorted((c for c in criteria if by_id[c.id].applies and (zero or weights[c.id] > 0)), key=lambda c: c.id)
    of = [by_id[criterion.id] for criterion in chosen]
    return CriterionWeights(
        criteria=tuple(chosen),
        weights=np.array([weights[c.id] for c in chosen], dtype=float),
        effects=np.array([[c.effects.get(p, 0.0) for p in PATHS] for c in chosen], dtype=float).reshape(-1, len(PATHS)),
        values=np.array([s.value if s.value is not None else 0.0 for s in of], dtype=float),
        low=np.array([s.low for s in of], dtype=float),
        high=np.array([s.high for s in of], dtype=float))


def signed(weights: Array, strengths: Array, effects: Array) -> Array:
    """S_p = sum_k w_k s_k e_kp / sum_k w_k |e_kp|, 0 where the denominator is 0 (method note, section 5)."""
    return np.asarray(parts(weights, strengths, effects).sum(axis=0))


def parts(weights: Array, strengths: Array, effects: Array) -> Array:
    """Contribution of each criterion to the score of each path, (K, P)."""
    whole = weights @ np.abs(effects)
    share = np.divide(1.0, whole, out=np.zeros_like(whole), where=whole > 0)
    return np.asarray((weights * strengths)[:, None] * effects * share)


def lead(scores: Array, eliminated: Collection[str], favourite: PathId | None = None) -> PathId | None:
    """The path with the highest score among those not eliminated; the favourite where it is level with it."""
    alive = [index for index, path in enumerate(PATHS) if path not in eliminated]
    if not alive:
        return None
    best = max(float(scores[index]) for index in alive)
    level = [PATHS[index] for index in alive if scores[index] >= best - TOLERANCE]
    return favourite if favourite in level else level[0]
