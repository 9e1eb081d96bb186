"""Which convergence path: signed criteria, knock-outs, stability over weightings, verdict, flips."""

from assessment.domain.paths.executives import (
    Executives,
    ExecutiveView,
    GroupSpread,
    check_points,
    criterion_weights,
    executives,
    group_shares,
)
from assessment.domain.paths.recommending import deviations, recommend, recommend_clusters
from assessment.domain.paths.scores import check_weights
from assessment.domain.paths.types import Flip, KnockoutState, PathScore, Recommendation, Strength, Verdict

__all__ = [
    "ExecutiveView", "Executives", "Flip", "GroupSpread", "KnockoutState", "PathScore", "Recommendation", "Strength",
    "Verdict", "check_points", "check_weights", "criterion_weights", "deviations", "executives", "group_shares",
    "recommend", "recommend_clusters",
]
