"""The value case: what the roadmap is worth, with ranges, and how much of it the client confirmed."""

from assessment.domain.value.case import simulate
from assessment.domain.value.draws import pert, reorder
from assessment.domain.value.types import CostLine, DriverValue, ValueCase

__all__ = ["CostLine", "DriverValue", "ValueCase", "pert", "reorder", "simulate"]
