"""The value case: what the roadmap is worth, with ranges, and how much of it the client confirmed."""

from assessment.domain.value.basis import ValueBasis, rests_on
from assessment.domain.value.case import DELAY_QUARTERS, simulate
from assessment.domain.value.costing import day_rates
from assessment.domain.value.draws import pert, reorder
from assessment.domain.value.types import (
    CostLine,
    CostPart,
    DelayPart,
    DriverValue,
    OverlapShare,
    OverlapValue,
    StandingValue,
    Triple,
    ValueCase,
)
from assessment.domain.value.valuing import figure_of

__all__ = ["DELAY_QUARTERS", "CostLine", "CostPart", "DelayPart", "DriverValue", "OverlapShare", "OverlapValue",
           "StandingValue", "Triple", "ValueBasis", "ValueCase", "day_rates", "figure_of", "pert",
           "reorder", "rests_on", "simulate"]
