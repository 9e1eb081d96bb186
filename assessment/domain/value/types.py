"""What the value case says: thousand of currency; triples are P10, P50, P90."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen, Problem, Role

Triple = tuple[float, float, float]
CostKind = Literal["one-off", "recurring", "internal effort", "validation", "stops", "contingency"]


class DriverValue(Frozen):
    """One driver. `yearly`: benefit a year at full effect; `present`: discounted over the horizon.

    `swing`: NPV with this driver at its low and at its high, all others at their mode. `variance_share`: share of
    the NPV's variance that moves with it, 0..1. `share_counted` is below 1 where an overlap group held it back.
    `expected` is the mean of `present`; means add up where P50 do not. `waiting_for` are enabling initiatives that
    are not on the plan: without the others on it too (`first_quarter` None) the driver counts nothing.
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
    expected: float = 0.0
    waiting_for: tuple[str, ...] = ()


class CostPart(Frozen):
    """Quantity times price behind a cost line: tasks, person-weeks of a role, hours of stop.

    `price` in thousand of currency (a person-day's in currency); None where nobody gave one. `own` where the price
    is the client's.
    """

    what: Literal["tasks", "year", "weeks", "hours", "absorbed", "share"]
    quantity: float
    role: Role | None = None
    price: float | None = None
    own: bool = False


class CostLine(Frozen):
    """Undiscounted cost at the mode, in total and by quarter of the horizon; `parts` say how it came about."""

    kind: CostKind
    total: float
    by_quarter: tuple[float, ...]
    parts: tuple[CostPart, ...] = ()


class StandingValue(Frozen):
    """What one item of the reference case costs while everything stays as it is.

    `first_year` and `last_year` undiscounted, `present` and its mean `expected` discounted over the horizon.
    `taken_away`: mean of what the roadmap takes away of it, discounted; it is the benefit of `driver`, not added.
    """

    id: str
    name: str
    why: str
    driver: str | None
    baseline: float
    confirmed_by: str
    proxy: bool
    basis: str
    growth: float
    first_year: Triple
    yearly: float
    """Mean of the first year, undiscounted."""
    last_year: Triple
    present: Triple
    expected: float
    taken_away: float
    two_quarters: float
    """Mean of what it costs in the first two quarters."""


class OverlapShare(Frozen):
    """`alone`: P50 a year at full effect if it stood alone; `counted`: share of draws in which it stood for all."""

    driver: str
    name: str
    alone: float
    counted: float


class OverlapValue(Frozen):
    """How a loss that several drivers describe was counted once. Amounts are P50 a year at full effect.

    `added`: all members on the plan added up; `kept`: the one that counts in each draw; `taken_out`: P50 of the
    difference; `taken_out_present`: the same discounted over the horizon.
    """

    group: str
    name: str
    loss: str
    members: tuple[OverlapShare, ...]
    added: float
    kept: float
    taken_out: float
    taken_out_present: float


class DelayPart(Frozen):
    """A benefit, or the cost, moved two quarters later: mean of the discounted amount lost (negative: saved)."""

    id: str
    name: str
    kind: Literal["benefit", "cost"]
    lost: float
    first_quarter: int | None
    delayed_quarter: int | None
    """First quarter of the effect after the delay; None where it falls behind the horizon."""


class ValueCase(Frozen):
    """The case over the roadmap's horizon (docs/method.md, section 8).

    `cash_curve`: cumulative discounted cash at the end of each quarter. `payback_quarter`: first quarter (from 1)
    in which the P10, P50, P90 curve is not below zero. `irr` a year, of the tenth of draws in the middle by NPV;
    None where the flows have none. `indicative` until the client confirmed enough of the benefit: then page one shows
    cost and range, no NPV.
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
    """What staying as we are costs over the horizon, discounted: the sum of the items of `standing` in each draw."""
    standing: tuple[StandingValue, ...] = ()
    """The reference case. It is never added to the benefits: what the roadmap takes away of it is one of them."""
    delay_cost: float
    """Mean of what starting two quarters later costs: the sum of what is lost by `delay`."""
    delay: tuple[DelayPart, ...] = ()
    confirmed_share: float
    indicative: bool
    overlaps: tuple[OverlapValue, ...]
    """Losses that several drivers describe, and how each was counted once."""
    not_valued: tuple[str, ...]
    """Names of drivers and standing costs without a figure: they count nothing, and are not 0."""
    problems: tuple[Problem, ...] = ()
    """What makes figures doubtful: sizes, same figures twice, effects that are not on the plan, a missing rate."""
    expected_npv: float = 0.0
    """Mean NPV: what the drivers add on average, less the cost. Means add up."""
    mode_npv: float = 0.0
    """NPV with every driver and cost at its mode and the mean cyber loss; each swing lies around it."""
    cost_swing: tuple[float, float] = (0.0, 0.0)
    """NPV with the cost at its P90 and at its P10, every driver at its mode."""
    cost_variance_share: float = 0.0
    """Share of the NPV's variance that moves with the cost; those of drivers and cost add up to 1."""
    stop_hours: float = 0.0
    """Hours of stopped production that no planned standstill absorbs."""
    stops_priced: bool = True
    """Whether somebody gave the price of an hour, or no hour is lost."""
    usd_rate: float = 1.0
    usd_rate_basis: Literal["own", "planning", "missing"] = "own"
    discount_rate: float
    quarters: int
    draws: int
    seed: int

    def spend_within(self, quarters: int) -> float:
        """What is paid to others in the first quarters: external spend and running cost, at the most likely."""
        return sum(sum(line.by_quarter[:quarters]) for line in self.costs if line.kind in ("one-off", "recurring"))
