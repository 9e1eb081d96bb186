"""What the value case is made from: drivers, losses that several of them describe, standing costs, cyber loss."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assessment.domain.basis import Estimate, Frozen, Source

STOP_HOUR = "stop-hour"
"""Baseline that prices an hour of stopped production, thousand of currency."""
CYBER = "cyber-loss"
"""Stands for the cyber loss among drivers and standing costs."""


class Driver(Frozen):
    """A value driver: baseline x relative effect (PERT) x attribution, from the finish of its initiatives."""

    id: str
    name: str
    category: Literal["cash", "avoidance", "risk"]
    baseline_name: str
    baseline_unit: str
    proxy: float | None
    """Stand-in for the client's figure in thousand USD a year for a mid-size site; None: no proxy."""
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


class OverlapGroup(Frozen):
    """A loss that several drivers describe. The client may state its size as a baseline under this id."""

    id: str
    name: str
    loss: str
    """What is lost once and seen by each of the drivers, as it stands in a sentence."""


class StandingCost(Frozen):
    """What staying as we are costs every year: a share of a baseline, which grows.

    With `driver` the baseline is that driver's, and the driver's effect is a part of this cost: it is never added to
    it. Without one the cost has a baseline of its own.
    """

    id: str
    name: str
    why: str
    driver: str | None = None
    baseline_name: str = ""
    baseline_unit: str = ""
    proxy: float | None = None
    proxy_basis: str = ""
    per: Literal["network", "site"] = "network"
    share: Estimate
    """Share of the baseline, 0..1, that is lost each year because nothing changes."""
    growth: float = Field(default=0, gt=-1, le=1)
    """Relative growth a year."""
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
