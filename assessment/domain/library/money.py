"""What the value case is made from: drivers, cyber loss."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assessment.domain.basis import Estimate, Frozen, Source


class Driver(Frozen):
    """A value driver: baseline x relative effect (PERT) x attribution, from the finish of its initiatives."""

    id: str
    name: str
    category: Literal["cash", "avoidance", "risk"]
    baseline_name: str
    baseline_unit: str
    proxy: float | None
    """Stand-in for the client's figure in thousand of currency a year for a mid-size site; None: no proxy."""
    proxy_basis: str
    per: Literal["network", "site"]
    effect: Estimate
    """Relative change, 0..1, of the baseline when fully achieved."""
    attribution: float = Field(ge=0, le=1)
    ramp_quarters: int = Field(ge=1)
    overlap: str | None = None
    """Drivers of one overlap group describe the same loss: together they are capped by it."""
    enabled_by: tuple[str, ...]
    source: Source
    basis: str


class CyberLoss(Frozen):
    """Yearly rate of disruptive OT incidents and severity, thousand of currency (lognormal by P50 and P90)."""

    rate: float
    severity_p50: float
    severity_p90: float
    reduction: Estimate
    enabled_by: tuple[str, ...]
    source: Source
    basis: str
