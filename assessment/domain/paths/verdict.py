"""How firm the answer is, where to end and where to begin."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from assessment.domain.library import PATHS, PathId, Settings
from assessment.domain.paths.types import Verdict

HYBRID: PathId = "hybrid"
WANTED = ("IT", "OT", "Quality")
"""Functions without whose answers no verdict is clear."""


def judge(winner: PathId | None, best: PathId | None, wins: Mapping[PathId, float], coverage: float,
          functions: Collection[str], settings: Settings, quick: bool = False,
          contradicted: bool = False) -> tuple[Verdict, tuple[str, ...]]:
    """Verdict and what speaks against a firmer one; `best` has the highest score with eliminations left aside.

    `quick`: the scores are those of a quick scan; `contradicted`: facts or answers contradict each other.
    """
    reasons = ["eliminated"] if winner is None or best != winner else []
    low = coverage < settings.verdict_coverage
    missing = any(function not in functions for function in WANTED)
    reasons += ["coverage"] * low + ["functions"] * missing + ["quick"] * quick
    reasons += ["contradiction"] * contradicted
    if winner is None:
        return "open", tuple(reasons)
    share = wins[winner]
    verdict: Verdict = "clear" if share >= settings.clear_share else (
        "leaning" if share >= settings.leaning_share else "open")
    if verdict != "clear":
        reasons.append("shares")
    if share < max(wins.values()):
        reasons.append("mismatch")
        verdict = "open"
    if verdict == "clear" and (low or missing or quick or contradicted):
        verdict = "leaning"
    return verdict, tuple(reasons)


def steps(winner: PathId | None, verdict: Verdict, scores: Mapping[PathId, float], eliminated: Collection[str],
          first_hybrid: bool) -> tuple[PathId | None, PathId]:
    """(end state, first step); `first_hybrid`: a knock-out makes the hybrid the first step of the winner.

    The hybrid is a first step and never an end state. With all other paths eliminated its end state is the best of
    those, once its knock-out is lifted. With every path eliminated there is no end state.
    """
    if winner is None:
        return None, HYBRID
    if winner == HYBRID:
        others = [path for path in PATHS if path != HYBRID]
        alive = [path for path in others if path not in eliminated]
        return max(alive or others, key=lambda path: scores[path]), HYBRID
    waits = (verdict == "open" or first_hybrid) and HYBRID not in eliminated
    return winner, HYBRID if waits else winner
