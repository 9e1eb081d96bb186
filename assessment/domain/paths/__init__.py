"""Which convergence path: signed criteria, knock-outs, stability over weightings, verdict, flips."""

from assessment.domain.paths.contradictions import contradiction_of, contradictions
from assessment.domain.paths.evidence import Evidence
from assessment.domain.paths.executives import (
    Executives,
    ExecutiveView,
    GroupSpread,
    check_points,
    criterion_weights,
    executives,
    group_shares,
)
from assessment.domain.paths.exit_review import ExitCheck, ExitReview, exit_review
from assessment.domain.paths.explaining import (
    Basis,
    BestCase,
    CriterionDifference,
    best_case,
    compare_paths,
    failure_modes,
    parse_basis,
)
from assessment.domain.paths.recommending import clusters_of, deviations, recommend, recommend_clusters
from assessment.domain.paths.scores import check_weights
from assessment.domain.paths.strengths import strength_of
from assessment.domain.paths.types import Flip, KnockoutState, PathScore, Recommendation, Strength, Verdict

__all__ = [
    "Basis", "BestCase", "CriterionDifference", "Evidence", "ExecutiveView", "Executives", "ExitCheck",
    "ExitReview", "Flip", "GroupSpread", "KnockoutState", "PathScore", "Recommendation", "Strength", "Verdict",
    "best_case", "check_points", "check_weights", "clusters_of", "compare_paths", "contradiction_of",
    "contradictions", "criterion_weights", "deviations", "executives", "exit_review", "failure_modes",
    "group_shares", "parse_basis", "recommend", "recommend_clusters", "strength_of",
]
