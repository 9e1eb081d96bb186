"""Scores: question, capability, dimension, index; coverage, level, caps, intervals, perception gaps."""

from assessment.domain.scoring.card import Points, points, score
from assessment.domain.scoring.intervals import Draws, draw
from assessment.domain.scoring.nodes import means
from assessment.domain.scoring.reviewing import ReviewItem, answered_by, to_review
from assessment.domain.scoring.types import NodeKind, PerceptionGap, Score, Scorecard
from assessment.domain.scoring.values import Key, Value, applies, carried, months, value, values

__all__ = [
    "Draws", "Key", "NodeKind", "PerceptionGap", "Points", "ReviewItem", "Score", "Scorecard", "Value", "answered_by",
    "applies", "carried", "draw", "means", "months", "points", "score", "to_review", "value", "values",
]
