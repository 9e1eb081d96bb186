"""Which convergence path: signed criteria, knock-outs, stability over weightings, verdict, flips."""

from assessment.domain.paths.recommending import deviations, recommend, recommend_clusters
from assessment.domain.paths.scores import check_weights
from assessment.domain.paths.types import Flip, KnockoutState, PathScore, Recommendation, Strength, Verdict

__all__ = [
    "Flip", "KnockoutState", "PathScore", "Recommendation", "Strength", "Verdict", "check_weights", "deviations",
    "recommend", "recommend_clusters",
]
