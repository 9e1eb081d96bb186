"""What became of a plan: progress of tasks, key figures with their actuals, benefits that were booked."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from assessment.domain.basis import Frozen, Role
from assessment.domain.facts.types import Id, Name, Text

TaskStatus = Literal["planned", "running", "blocked", "finished", "cancelled"]
Spent = Annotated[float, Field(ge=0, le=1e7)]
Figure = Annotated[float, Field(ge=-1e12, le=1e12)]


class TaskReported(Frozen):
    """Where an initiative at a unit (`programme` or a site id) stands on a day. The latest of a day counts; each report
    states the whole: what it leaves out is not known on that day."""

    kind: Literal["task-reported"] = "task-reported"
    initiative: Id
    unit: Id
    on: dt.date
    status: TaskStatus
    percent: Annotated[int, Field(ge=0, le=100)] | None = None
    """Of the work that is done."""
    started: dt.date | None = None
    finished: dt.date | None = None
    """The day on which it was done; given with the status `finished` only."""
    expected: dt.date | None = None
    """The day on which it is expected to be done."""
    effort: dict[Role, Annotated[float, Field(ge=0, le=100_000)]] = {}
    """Person-weeks spent so far."""
    cost: Spent | None = None
    """Thousand of the engagement's currency spent so far."""
    blocker: Text = ""
    owner: Id | None = None
    """The person who sees to it."""
    note: Text = ""


class KpiDefined(Frozen):
    """A key figure that the programme is measured by. The latest definition counts; actuals stay."""

    kind: Literal["kpi-defined"] = "kpi-defined"
    kpi: Id
    name: Name
    definition: Text = ""
    unit: Annotated[str, Field(max_length=40)] = ""
    better: Literal["higher", "lower"] = "higher"
    site: Id | None = None
    """None: one figure for the network."""
    baseline: Figure | None = None
    baseline_on: dt.date | None = None
    target: Figure | None = None
    target_on: dt.date | None = None
    owner: Id | None = None
    source: Text = ""
    """Where the figure is read: a system, a report, a count."""
    initiatives: Annotated[tuple[Id, ...], Field(max_length=60)] = ()
    """What is expected to move it."""
    dimensions: Annotated[tuple[Id, ...], Field(max_length=60)] = ()
    """Dimensions of the questionnaire whose rise it should show."""
    driver: Id | None = None
    """The value driver whose benefit it measures."""
    withdrawn: bool = False
    reason: Text = ""


class KpiMeasured(Frozen):
    """The value of a key figure on a day; the latest of a day counts, None takes it back."""

    kind: Literal["kpi-measured"] = "kpi-measured"
    kpi: Id
    on: dt.date
    value: Figure | None
    note: Text = ""


class BenefitBooked(Frozen):
    """A benefit that finance has seen, over a span of days, held against the value case."""

    kind: Literal["benefit-booked"] = "benefit-booked"
    benefit: Id
    driver: Id
    site: Id | None = None
    first: dt.date
    last: dt.date
    amount: Figure
    """Thousand of the engagement's currency over the span; negative where it was a loss."""
    confirmed_by: Annotated[str, Field(max_length=120)] = ""
    """Office of the finance owner who confirmed it, e.g. "Finance director"; no name."""
    withdrawn: bool = False
    note: Text = ""
