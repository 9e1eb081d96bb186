"""What is wanted, decided and planned: targets, weights, means, calendar, path, plans."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field

from assessment.domain.basis import Estimate, Frozen, Role
from assessment.domain.facts.types import Id, Text


class TargetSet(Frozen):
    """The level aimed at, for a dimension at all sites or at one."""

    kind: Literal["target-set"] = "target-set"
    dimension: Id
    site: Id | None = None
    level: float


class PreferenceSet(Frozen):
    """Official weights of criteria (not negative, not all zero); criteria left out keep the library's."""

    kind: Literal["preference-set"] = "preference-set"
    weights: dict[str, float]
    by: Id | None = None
    reason: Text = ""


class ChoiceCommitted(Frozen):
    """An executive's own choice, and points (0 to 100) for each group of criteria: how much it matters whether its
    conditions hold or not. Recorded once, before the result is shown to that person.
    """

    kind: Literal["choice-committed"] = "choice-committed"
    person: Id
    path: Id
    points: dict[str, Annotated[float, Field(ge=0, le=100)]]
    reason: Text = ""


class CapacitySet(Frozen):
    """Person-weeks a quarter of a role, one figure for all quarters or one each: of the people whom all sites share, or
    of those who work at one site only."""

    kind: Literal["capacity-set"] = "capacity-set"
    role: Role
    weeks: tuple[Annotated[float, Field(ge=0)], ...]
    site: Id | None = None


class BudgetSet(Frozen):
    """Thousand of currency by quarter from the engagement's start; unspent money carries over."""

    kind: Literal["budget-set"] = "budget-set"
    quarters: tuple[Annotated[float, Field(ge=0)], ...]


class RatesSet(Frozen):
    """Client's rate per person-day by role in its currency, discount rate a year, currency units per USD."""

    kind: Literal["rates-set"] = "rates-set"
    day_rate: dict[Role, float] = {}
    discount_rate: float | None = Field(default=None, ge=0, le=1)
    usd_rate: float | None = Field(default=None, gt=0)


class FreezeSet(Frozen):
    """From first to last day nothing of the named kind happens at the site (None: anywhere)."""

    kind: Literal["freeze-set"] = "freeze-set"
    freeze: Id
    site: Id | None = None
    first: dt.date
    last: dt.date
    stops: tuple[Literal["site-work", "cut-over", "validation"], ...] = ("site-work", "cut-over", "validation")
    reason: Text = ""
    withdrawn: bool = False


class ShutdownSet(Frozen):
    """A window of planned standstill, the only place for a cut-over that stops production."""

    kind: Literal["shutdown-set"] = "shutdown-set"
    shutdown: Id
    site: Id
    first: dt.date
    last: dt.date
    area: str = ""
    withdrawn: bool = False


class BaselineSet(Frozen):
    """Client's figure for a value driver in thousand of currency a year; `confirmed_by` names the finance owner."""

    kind: Literal["baseline-set"] = "baseline-set"
    driver: Id
    value: Annotated[float, Field(ge=0)]
    unit: str = "thousand a year"
    confirmed_by: str = ""
    note: Text = ""


class PilotChosen(Frozen):
    kind: Literal["pilot-chosen"] = "pilot-chosen"
    site: Id
    reason: Text = ""


class PlanRecorded(Frozen):
    """A plan that was shown to somebody, whole; `adopted` once leadership took it."""

    kind: Literal["plan-recorded"] = "plan-recorded"
    plan: dict[str, Any]
    adopted: bool = False


class DecisionCondition(Frozen):
    """What has to hold for a decision to stand, the post that sees to it, and by when."""

    text: Annotated[str, Field(min_length=1, max_length=1000)]
    owner: Annotated[str, Field(min_length=1, max_length=120)]
    due: dt.date | None = None


class PathAdopted(Frozen):
    """The path that leadership took: by whom, why, who disagreed, on what conditions, and when it is looked at again.

    `on` is the day of the decision where it is not the day of recording.
    """

    kind: Literal["path-adopted"] = "path-adopted"
    path: Id
    first_step: Id
    decided_by: Text
    rationale: Text = ""
    dissent: Text = ""
    review: dt.date | None = None
    conditions: Annotated[tuple[DecisionCondition, ...], Field(max_length=30)] = ()
    on: dt.date | None = None


class EstimateSet(Frozen):
    """The client's own estimates for an initiative, in place of the catalogue's."""

    kind: Literal["estimate-set"] = "estimate-set"
    initiative: Id
    weeks: Estimate | None = None
    effort: dict[Role, Estimate] = {}
    cost: Estimate | None = None
    exclude: bool = False
    scale: Annotated[float, Field(gt=0, le=10)] | None = None
    """Factor on effort and spend of the catalogue, beside what is stated here."""
    reason: Text = ""
