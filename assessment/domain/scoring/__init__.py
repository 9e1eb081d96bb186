"""Scores: question, capability, dimension, index; coverage, level, caps, intervals, perception gaps."""

from assessment.domain.scoring.card import Points, points, score
from assessment.domain.scoring.intervals import Draws, draw
from assessment.domain.scoring.nodes import means
from assessment.domain.scoring.types import NodeKind, PerceptionGap, Score, Scorecard
from assessment.domain.scoring.values import Key, Value, applies, value, values

__all__ = ["Draws", "Key", "NodeKind", "PerceptionGap", "Points", "Score", "Scorecard", "Value", "applies", "draw",
           "means", "points", "score", "value", "values"]
