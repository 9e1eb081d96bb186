"""What the value case rests on: how much on the client's figures, how much on judgement."""

from __future__ import annotations

from assessment.domain.basis import Frozen
from assessment.domain.engagement import Engagement
from assessment.domain.roadmap import Frame, Roadmap
from assessment.domain.value.types import ValueCase


class ValueBasis(Frozen):
    """Shares 0..1 of the expected benefit and of the cost at the mode; each group adds up to 1, or is 0 throughout
    where nothing is expected or spent.

    `confirmed`: baselines that a finance owner confirmed; `stated`: the client's, not confirmed; `stand_in`: proxies.
    `own_cost`: spend and effort that the client estimated, and stops at its price; `judged_cost`: the catalogue's.
    """

    confirmed: float
    stated: float
    stand_in: float
    own_cost: float
    judged_cost: float
    own_rates: bool
    """Whether every role on the plan is priced at the client's rate."""


def rests_on(engagement: Engagement, frame: Frame, roadmap: Roadmap, value: ValueCase) -> ValueBasis:
    """How much of value and cost stands on whose word."""
    amounts = {"confirmed": 0.0, "stated": 0.0, "stand_in": 0.0}
    for driver in value.drivers:
        kind = "stand_in" if driver.proxy else "confirmed" if driver.confirmed_by else "stated"
        amounts[kind] += max(driver.expected, 0.0)
    whole = sum(amounts.values())
    shares = {kind: amount / whole if whole > 0 else 0.0 for kind, amount in amounts.items()}
    lines = {line.kind: line for line in value.costs}
    total = sum(line.total for line in value.costs)
    own = _own_cost(engagement, frame, roadmap, value)
    if "stops" in lines and value.stops_priced:
        own += lines["stops"].total
    share = min(1.0, own / total) if total > 0 else 0.0
    rates = [part.own for line in value.costs for part in line.parts if part.what == "weeks"]
    return ValueBasis(**shares, own_cost=share, judged_cost=1 - share if total > 0 else 0.0,
                      own_rates=bool(rates) and all(rates))


def _own_cost(engagement: Engagement, frame: Frame, roadmap: Roadmap, value: ValueCase) -> float:
    """Thousand of currency, undiscounted, of spend, running cost and effort that the client itself estimated."""
    prices = {part.role: part.price or 0.0 for line in value.costs for part in line.parts if part.what == "weeks"}
    own_work = {name for name, fact in engagement.own_initiatives.items() if not fact.withdrawn}
    found = 0.0
    for scheduled in roadmap.scheduled:
        task = frame.by_id[scheduled.task]
        estimate, whole = engagement.estimates.get(task.initiative), task.initiative in own_work
        if whole or (estimate is not None and estimate.cost is not None):
            found += task.cost
        if whole:
            found += task.recurring / 4 * max(0, value.quarters - (scheduled.finish + 2) // 3)
        for role, weeks in task.effort.items():
            if whole or (estimate is not None and role in estimate.effort):
                found += weeks * 5 * prices.get(role, 0.0) / 1000
    return found
