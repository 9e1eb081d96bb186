"""What the roadmap reckons with: wishes for tasks, running programmes, own initiatives, scenarios, adopted plans."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from assessment.domain.basis import Frozen, Role
from assessment.domain.facts.types import Id, Name, Text
from assessment.domain.library import Initiative, PathId

Weeks = Annotated[float, Field(ge=0, le=100_000)]
Sentences = Annotated[tuple[Annotated[str, Field(min_length=1, max_length=400)], ...], Field(max_length=20)]


class TaskAsked(Frozen):
    """What is asked of an initiative at a unit (`programme` or a site id): a month to start in, a day to be done by,
    that it is in the plan, or that it is not. With none of these nothing is asked any more."""

    kind: Literal["task-asked"] = "task-asked"
    initiative: Id
    unit: Id
    start: dt.date | None = None
    """Any day of the month in which it starts."""
    due: dt.date | None = None
    must: bool = False
    exclude: bool = False
    reason: Text = ""


class ProgrammeDefined(Frozen):
    """A running or committed programme of the client: people it uses a quarter, initiatives it delivers by its end."""

    kind: Literal["programme-defined"] = "programme-defined"
    programme: Id
    name: Name
    site: Id | None = None
    owner: Annotated[str, Field(max_length=120)] = ""
    first: dt.date
    last: dt.date
    weeks: dict[Role, Weeks] = {}
    delivers: Annotated[tuple[Id, ...], Field(max_length=60)] = ()
    withdrawn: bool = False
    note: Text = ""


class InitiativeDefined(Frozen):
    """An initiative of the client's own beside those of the library."""

    kind: Literal["initiative-defined"] = "initiative-defined"
    initiative: Initiative
    withdrawn: bool = False
    reason: Text = ""


class ScenarioDefined(Frozen):
    """What is different in a scenario; what is left out is as in the plan."""

    kind: Literal["scenario-defined"] = "scenario-defined"
    scenario: Id
    name: Name
    budget_factor: Annotated[float, Field(ge=0, le=10)] = 1.0
    people: dict[Role, Annotated[float, Field(ge=-100_000, le=100_000)]] = {}
    """Person-weeks a quarter more (or less) of a role."""
    path: PathId | None = None
    pilot: Id | None = None
    shutdown: Id | None = None
    shutdown_moved_days: Annotated[int, Field(ge=-730, le=730)] = 0
    aim: Literal["value", "finish", "cost", "moves"] | None = None
    change_load: Annotated[int, Field(ge=1, le=100)] | None = None
    withdrawn: bool = False


class AimSet(Frozen):
    """What the best plan is from now on."""

    kind: Literal["aim-set"] = "aim-set"
    aim: Literal["value", "finish", "cost", "moves"]
    reason: Text = ""


class PlanAdopted(Frozen):
    """The plan that leadership took, as months of start from the engagement's start by task."""

    kind: Literal["plan-adopted"] = "plan-adopted"
    cycle: Id
    starts: dict[str, int]
    by: Annotated[str, Field(min_length=1, max_length=200)]
    on: dt.date | None = None
    reason: Text = ""


class CharterWritten(Frozen):
    """The charter of the pilot: what is in it, what success is, when it is stopped, what it takes to scale."""

    kind: Literal["charter-written"] = "charter-written"
    site: Id
    scope: Annotated[str, Field(min_length=1, max_length=1000)]
    owner: Annotated[str, Field(min_length=1, max_length=120)]
    success: Sentences
    stop: Sentences
    scale: Sentences
    review: dt.date
