"""What the value case says: thousand of currency; triples are P10, P50, P90."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen

Triple = tuple[float, float, float]
CostKind = Literal["one-off", "recurring", "internal effort", "validation", "stops", "contingency"]


class DriverValue(Frozen):
    """One driver. `yearly`: benefit a year at full effect; `present`: discounted over the horizon.

    `swing`: NPV with this driver at its low and at its high, all others at their mode. `variance_share`: share of
    the NPV's variance that moves with it, 0..1. `share_counted` is below 1 where an overlap group held it back.
    """

    driver: str
    name: str
    category: Literal["cash", "avoidance", "risk"]
    baseline: float
    confirmed_by: str
    proxy: bool
    proxy_basis: str
    yearly: Triple
    present: Triple
    first_quarter: int | None
    variance_share: float
    swing: tuple[float, float]
    overlap: str | None = None
    share_counted: float = 1.0


class CostLine(Frozen):
    """Undiscounted cost at the mode, in total and by quarter of the horizon."""

    kind: CostKind
    total: float
    by_quarter: tuple[float, ...]


class ValueCase(Frozen):
    """The case over the roadmap's horizon (docs/method.md, section 8).

    `cash_curve`: cumulative discounted cash at the end of each quarter. `payback_quarter`: first quarter (from 1)
    in which the P10, P50, P90 curve is not below zero. `irr` a year, None where the flows have none. `indicative`
    until the client confirmed enough of the benefit: then page one shows cost and range, no NPV.
    """

    npv: Triple
    chance_positive: float
    payback_quarter: tuple[int | None, int | None, int | None]
    irr: float | None
    investment: Triple
    three_year_cost: float
    benefit: Triple
    costs: tuple[CostLine, ...]
    drivers: tuple[DriverValue, ...]
    cash_curve: tuple[Triple, ...]
    stay_as_we_are: Triple
    """What staying as we are costs over the horizon: foregone effects and the expected cyber loss."""
    delay_cost: float
    """P50 of what starting two quarters later costs."""
    confirmed_share: float
    indicative: bool
    overlaps: tuple[str, ...]
    """Overlap groups in which only the largest driver was counted."""
    not_valued: tuple[str, ...]
    discount_rate: float
    quarters: int
    draws: int
    seed: int
