"""What moved between two cycles: four parts that add up, and whether it is real."""

from assessment.domain.trend.moves import paired, trend
from assessment.domain.trend.types import Move, Trend

__all__ = ["Move", "Trend", "paired", "trend"]
