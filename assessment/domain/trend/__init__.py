"""What moved between two cycles: four parts that add up, what each rests on, and whether it is real."""

from assessment.domain.trend.behind import behind
from assessment.domain.trend.moves import trend, trend_by_site
from assessment.domain.trend.origins import move_basis, moved_values, touched_by
from assessment.domain.trend.side import paired
from assessment.domain.trend.types import Move, MoveBasis, MovePart, PartName, Trend, ValueMove

__all__ = ["Move", "MoveBasis", "MovePart", "PartName", "Trend", "ValueMove", "behind", "move_basis", "moved_values",
           "paired", "touched_by", "trend", "trend_by_site"]
