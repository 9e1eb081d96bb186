"""Why a path leads: what each condition adds, the answers behind it, and the best case of the path behind it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, get_args

from assessment.domain.basis import UNKNOWN, Frozen
from assessment.domain.engagement import Engagement
from assessment.domain.library import FailureMode, Library, PathId
from assessment.domain.paths.scores import TOLERANCE, weights_of
from assessment.domain.paths.types import Recommendation

BasisKind = Literal["question", "capability", "gap", "stated", "sites", "none"]


class Basis(Frozen):
    """One thing that decides a condition or a knock-out: `what` is its id, `found` a level, word or count as text."""

    kind: BasisKind
    what: str
    found: str


class CriterionDifference(Frozen):
    """What a condition adds to two paths, `first` and `second`, and what remains between them."""

    criterion: str
    strength: float | None
    first: float
    second: float
    basis: tuple[Basis, ...]

    @property
    def lead(self) -> float:
        """How far the condition puts the first path ahead, negative where the second."""
        return self.first - self.second


class BestCase(Frozen):
    """The case of a path against the winner, told as well as the evidence allows.

    `lead` is the winner's lead in score today, `best_lead` the same with every uncertain condition at the end of its
    range that suits the other path; `moved` names those conditions, the one that helps most first. `wins` is the
    share of draws in which it beats the winner, `speaks` the conditions that put it ahead today.
    """

    path: PathId
    winner: PathId
    lead: float
    best_lead: float
    moved: tuple[str, ...]
    speaks: tuple[str, ...]
    wins: float

    @property
    def would_win(self) -> bool:
        """Whether the best case is enough to overtake."""
        return self.best_lead < -TOLERANCE


def parse_basis(text: str) -> Basis:
    """A basis from its short form, such as 'question:culture-trust=2.5', 'sites=3' or 'none'."""
    name, _equals, found = text.rpartition("=")
    kind, colon, what = name.partition(":")
    for known in get_args(BasisKind):
        if kind == known:
            return Basis(kind=known, what=what if colon else kind, found=found or UNKNOWN)
    return Basis(kind="none", what="", found=UNKNOWN)


def compare_paths(recommendation: Recommendation, first: PathId, second: PathId) -> tuple[CriterionDifference, ...]:
    """Every condition with what it adds to both paths, the one that tells most between them first."""
    one, other = recommendation.score_of(first).contributions, recommendation.score_of(second).contributions
    found = [CriterionDifference(criterion=s.criterion, strength=s.value, first=one.get(s.criterion, 0.0),
                                 second=other.get(s.criterion, 0.0), basis=tuple(parse_basis(b) for b in s.basis))
             for s in recommendation.strengths if s.applies]
    return tuple(sorted(found, key=lambda d: (-abs(d.lead), d.criterion)))


def best_case(engagement: Engagement, recommendation: Recommendation, path: PathId | None = None) -> BestCase | None:
    """The case of `path` (default: the runner-up) against the winner; None where either is missing or ruled out.

    The lead is linear in each strength, so the ends of the ranges give its least value (docs/method.md, section 5).
    """
    winner, other = recommendation.winner, path or recommendation.runner_up
    if winner is None or other is None or other == winner or recommendation.score_of(other).eliminated_by:
        return None
    library, weights = engagement.the_library, weights_of(engagement)
    criteria = {criterion.id: criterion for criterion in library.criteria}
    known = [s for s in recommendation.strengths if s.applies and weights[s.criterion] > 0]

    def slope(criterion: str, of: PathId) -> float:
        whole = sum(weights[s.criterion] * abs(criteria[s.criterion].effects.get(of, 0.0)) for s in known)
        return weights[criterion] * criteria[criterion].effects.get(of, 0.0) / whole if whole else 0.0

    lead = (recommendation.score_of(winner).score or 0.0) - (recommendation.score_of(other).score or 0.0)
    gains: dict[str, float] = {}
    for s in known:
        steep, now = slope(s.criterion, winner) - slope(s.criterion, other), s.value if s.value is not None else 0.0
        gain = max(steep * (now - s.low), steep * (now - s.high))
        if gain > TOLERANCE:
            gains[s.criterion] = gain
    ahead = [d.criterion for d in reversed(compare_paths(recommendation, winner, other)) if d.lead < -TOLERANCE]
    return BestCase(
        path=other, winner=winner, lead=lead, best_lead=lead - sum(gains.values()),
        moved=tuple(sorted(gains, key=lambda name: (-gains[name], name))), speaks=tuple(reversed(ahead)),
        wins=recommendation.pairwise.get(f"{other}>{winner}", 0.0))


def failure_modes(paths: Collection[str], library: Library) -> tuple[FailureMode, ...]:
    """What goes wrong on any of these paths, those that not every path shares first."""
    found = [mode for mode in library.failure_modes if {*paths} & {*mode.paths}]
    return tuple(sorted(found, key=lambda mode: len(mode.paths)))
