"""What the effort costs: lines by kind and quarter with how they came about, and the range around them."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal, get_args

import numpy as np

from assessment.domain.basis import ROLES, Estimate, Role
from assessment.domain.engagement import Engagement
from assessment.domain.library import STOP_HOUR
from assessment.domain.roadmap import Frame, Roadmap, Task, usd_rate
from assessment.domain.value.draws import Floats, correlated
from assessment.domain.value.types import CostKind, CostLine, CostPart


def rate_basis(engagement: Engagement) -> Literal["own", "planning", "missing"]:
    """Whether units of the currency per USD are the client's, the library's planning rate, or taken as 1 for want."""
    if engagement.rates.usd_rate is not None or engagement.currency == "USD":
        return "own"
    return "planning" if engagement.currency in engagement.the_library.settings.usd_rate else "missing"


def costs(engagement: Engagement, frame: Frame, roadmap: Roadmap, quarters: int) -> tuple[CostLine, ...]:
    """Cost lines at the mode: spend, running cost, internal effort at the client's rates, validation, stops,
    contingency.

    An hour of stop within a planned standstill loses no revenue; one outside costs what the client says an hour
    costs, and is left unpriced where nobody said.
    """
    lines: dict[CostKind, Floats] = {kind: np.zeros(quarters) for kind in get_args(CostKind)}
    prices = {role: engagement.rates.day_rate.get(role, default) for role, default in day_rates(engagement).items()}
    hour = engagement.baselines.get(STOP_HOUR)
    weeks: dict[Role, float] = defaultdict(float)
    running, spending, hours, absorbed = 0.0, 0, 0.0, 0.0
    tasks = {task.id: task for task in frame.tasks}
    for scheduled in roadmap.scheduled:
        task = tasks[scheduled.task]
        finish = min(scheduled.finish, frame.months)
        lines["one-off"][scheduled.start // 3] += task.cost
        spending += task.cost > 0
        running += task.recurring
        lines["recurring"] += _recurring(task, finish, quarters)
        spread = _by_quarter(scheduled.start, finish, quarters)
        for role, amount in task.effort.items():
            kind: CostKind = "validation" if role == "Quality" else "internal effort"
            lines[kind] += spread * amount * 5 * prices[role] / 1000
            weeks[role] += amount
        if task.stop_hours is not None:
            if task.unit in frame.windows:  # the plan puts its cut-over into a planned standstill
                absorbed += task.stop_hours.mode
            else:
                hours += task.stop_hours.mode
                lines["stops"][(finish - 1) // 3] += task.stop_hours.mode * (hour.value if hour else 0)
    share = engagement.the_library.settings.contingency
    lines["contingency"] = share * (lines["one-off"] + lines["internal effort"] + lines["validation"])
    effort = [CostPart(what="weeks", quantity=weeks[role], role=role, price=prices[role],
                       own=role in engagement.rates.day_rate) for role in ROLES if weeks[role] > 0]
    parts: dict[CostKind, tuple[CostPart, ...]] = {
        "one-off": (CostPart(what="tasks", quantity=spending),),
        "recurring": (CostPart(what="year", quantity=running),),
        "internal effort": tuple(part for part in effort if part.role != "Quality"),
        "validation": tuple(part for part in effort if part.role == "Quality"),
        "stops": (CostPart(what="hours", quantity=hours, price=hour.value if hour else None, own=hour is not None),
                  CostPart(what="absorbed", quantity=absorbed)),
        "contingency": (CostPart(what="share", quantity=share),),
    }
    return tuple(CostLine(kind=kind, total=float(values.sum()), by_quarter=tuple(values.tolist()), parts=parts[kind])
                 for kind, values in lines.items())


def day_rates(engagement: Engagement) -> dict[Role, float]:
    """The library's rates a person-day, restated in the client's currency."""
    shipped, rate = engagement.the_library.settings.day_rate, usd_rate(engagement)
    return {role: shipped[role] * rate for role in ROLES}


def cost_factor(engagement: Engagement, frame: Frame, roadmap: Roadmap, rng: np.random.Generator,
                draws: int) -> Floats:
    """Cost of a draw relative to the mode [draws], from the three-point costs of what is scheduled: the client's, or
    the catalogue's."""
    scheduled = {s.task for s in roadmap.scheduled}
    spend: dict[str, float] = defaultdict(float)
    for task in frame.tasks:
        if task.id in scheduled:
            spend[task.initiative] += task.cost
    total = sum(spend.values())
    if total <= 0:
        return np.ones(draws)
    factors = correlated([_relative(engagement, name) for name in spend],
                         engagement.the_library.settings.driver_correlation, rng, draws)
    found: Floats = np.array(list(spend.values())) @ factors / total
    return found


def _relative(engagement: Engagement, initiative: str) -> Estimate:
    """The range of an initiative's cost as multiples of its mode."""
    own = engagement.estimates.get(initiative)
    cost = own.cost if own is not None and own.cost else engagement.the_library.initiative[initiative].cost_kusd
    if cost.mode <= 0:
        return Estimate(low=1, mode=1, high=1)
    return Estimate(low=cost.low / cost.mode, mode=1, high=cost.high / cost.mode)


def _recurring(task: Task, finish: int, quarters: int) -> Floats:
    """Yearly cost by quarter, from the month of finish on."""
    months: Floats = np.clip(3.0 * (np.arange(quarters) + 1) - finish, 0, 3)
    return task.recurring / 12 * months


def _by_quarter(start: int, finish: int, quarters: int) -> Floats:
    """Share [quarters] of the months start..finish that fall in each quarter."""
    months = np.arange(start, max(finish, start + 1)) // 3
    share: Floats = np.bincount(months[months < quarters], minlength=quarters) / len(months)
    return share
