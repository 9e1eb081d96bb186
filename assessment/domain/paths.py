"""Which convergence path: signed criteria, knock-outs, stability over weightings, verdict, flips."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen
from assessment.domain.engagement import Engagement
from assessment.domain.library import PathId
from assessment.domain.scoring import Scorecard


class Strength(Frozen):
    """Strength of a criterion, -1..1; `value` None where unknown, `low`..`high` its range, `basis` the inputs."""

    criterion: str
    value: float | None
    low: float
    high: float
    basis: tuple[str, ...]
    """Question ids, capability ids and stated facts that decide it, each as 'question:id=3.2' or 'stated:id=yes'."""


class PathScore(Frozen):
    """`score` in -1..1; `wins` share of draws ranked first (0..1, eliminated paths 0); `ranks` share by rank."""

    path: PathId
    score: float | None
    contributions: dict[str, float]
    wins: float
    wins_uniform: float
    """The know-nothing test: weights from the whole simplex."""
    ranks: tuple[float, ...]
    central_weights: dict[str, float]
    confidence: float
    eliminated_by: tuple[str, ...] = ()


class KnockoutState(Frozen):
    knockout: str
    holds: bool | None
    """None: unknown, which warns and never eliminates."""
    basis: tuple[str, ...]


class Flip(Frozen):
    """A smallest single change that makes another path win. `kind` answer, weight or knock-out."""

    kind: Literal["answer", "stated", "weight", "knock-out"]
    what: str
    from_value: str
    to_value: str
    winner: PathId


class Recommendation(Frozen):
    """`end_state` and `first_step` are always both given, or None with all paths eliminated."""

    winner: PathId | None
    end_state: PathId | None
    first_step: PathId
    verdict: Literal["clear", "leaning", "open"]
    verdict_reasons: tuple[str, ...]
    """Codes: coverage, functions, shares, mismatch, eliminated."""
    scores: tuple[PathScore, ...]
    strengths: tuple[Strength, ...]
    knockouts: tuple[KnockoutState, ...]
    pairwise: dict[str, float]
    """'a>b' -> share of draws in which a beats b."""
    flips: tuple[Flip, ...]
    coverage: float
    draws: int
    seed: int

    def score_of(self, path: str) -> PathScore:
        return next(score for score in self.scores if score.path == path)


def recommend(engagement: Engagement, scorecard: Scorecard, seed: int = 0, draws: int = 20_000) -> Recommendation:
    raise NotImplementedError
