"""What a recommendation consists of."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen
from assessment.domain.library import PathId

Verdict = Literal["clear", "leaning", "open"]


class Strength(Frozen):
    """Strength of a criterion, -1 (clearly absent) .. 1 (strongly present).

    `value` is the mean over the inputs that are known, None only where none is. `low`..`high` is its range: an
    unknown input counts with its whole map, a known one with its interval or range of votes.
    """

    criterion: str
    value: float | None
    low: float
    high: float
    basis: tuple[str, ...]
    """Question ids, capability ids and stated facts that decide it, each as 'question:id=3.2' or 'stated:id=yes'."""
    applies: bool = True
    """False where every input is not applicable: the criterion is then left out of scores and coverage."""


class PathScore(Frozen):
    """`score` in -1..1; `wins` share of draws ranked first (0..1, eliminated paths 0); `ranks` share by rank.

    `central_weights`: mean weights of the draws that it won, sum 1, empty where it won none. `confidence`: share of
    draws that it wins with those weights.
    """

    path: PathId
    score: float | None
    contributions: dict[str, float]
    """Criterion -> its part of the score; they add up to it."""
    wins: float
    wins_uniform: float
    """The know-nothing test: weights from the whole simplex."""
    ranks: tuple[float, ...]
    central_weights: dict[str, float]
    confidence: float
    eliminated_by: tuple[str, ...] = ()
    silent: bool = False
    """True where no weighted criterion speaks of the path: its score is 0 for want of any."""


class KnockoutState(Frozen):
    knockout: str
    holds: bool | None
    """None: unknown, which warns and never eliminates."""
    basis: tuple[str, ...]


class Flip(Frozen):
    """A smallest single change that makes another path win. `kind` answer, stated, weight or knock-out.

    `from_value` and `to_value` are levels, words of the stated fact, weights, or `holds` / `lifted`; `unknown` where
    nothing is known today.
    """

    kind: Literal["answer", "stated", "weight", "knock-out"]
    what: str
    from_value: str
    to_value: str
    winner: PathId


class Recommendation(Frozen):
    """`end_state` and `first_step` are always both given; with all paths eliminated there is no end state."""

    winner: PathId | None
    end_state: PathId | None
    first_step: PathId
    verdict: Verdict
    verdict_reasons: tuple[str, ...]
    """Why it is not clear, or not the highest score: coverage, functions, quick,
    contradiction, shares, mismatch, eliminated."""
    scores: tuple[PathScore, ...]
    strengths: tuple[Strength, ...]
    knockouts: tuple[KnockoutState, ...]
    pairwise: dict[str, float]
    """'a>b' -> share of draws in which a beats b, over the paths not eliminated."""
    flips: tuple[Flip, ...]
    """The smallest of each kind first, then the second smallest, and so on."""
    coverage: float
    draws: int
    seed: int
    sites: tuple[str, ...] | None = None
    """The sites it is for; None: the network."""

    contradictions: tuple[str, ...] = ()
    """Ids of the library's contradictions that hold."""

    def score_of(self, path: str) -> PathScore:
        return next(score for score in self.scores if score.path == path)

    @property
    def runner_up(self) -> PathId | None:
        """The highest score after the winner among the paths not eliminated."""
        others = [s for s in self.scores if s.path != self.winner and not s.eliminated_by]
        return max(others, key=lambda s: s.score or 0).path if others else None
