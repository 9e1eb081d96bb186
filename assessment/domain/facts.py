"""The facts of an engagement: what is recorded, and nothing else. Everything shown is computed from these.

A fact names people by id only. Once a journal holds a fact its fields stay readable for ever: a field may be
added with a default, never renamed or removed.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from assessment.domain.basis import Estimate, Frozen, Function, Role

SCHEMA = 1
"""Version of the fact models; stands in every journal entry under `schema`."""

Text = Annotated[str, Field(max_length=4000)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Id = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
AnswerValue = int | Literal["na", "unknown"]
AppRole = Literal["owner", "facilitator", "contributor", "participant", "reviewer", "viewer"]


class EngagementOpened(Frozen):
    """`client` is the manufacturer's name; money is in `currency`; the roadmap counts quarters from `start`."""

    kind: Literal["engagement-opened"] = "engagement-opened"
    client: Name
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "EUR"
    start: dt.date
    summary: Text = ""
    fictional: bool = False
    named: bool = True
    """True: answers are shown with names to facilitators; told to each respondent before the first question."""


class PackPinned(Frozen):
    kind: Literal["pack-pinned"] = "pack-pinned"
    pack: dict[str, Any]


class LibraryPinned(Frozen):
    kind: Literal["library-pinned"] = "library-pinned"
    library: dict[str, Any]


class BenchmarksImported(Frozen):
    """A client's or consortium's own set of figures, whole."""

    kind: Literal["benchmarks-imported"] = "benchmarks-imported"
    benchmarks: dict[str, Any]


class Assumed(Frozen):
    """A default that stood in for something the client did not state; the report names each."""

    kind: Literal["assumed"] = "assumed"
    what: Id
    text: Text


class SiteDefined(Frozen):
    """`weight` is the site's share in network means, relative; headcount in people."""

    kind: Literal["site-defined"] = "site-defined"
    site: Id
    name: Name
    site_kind: Literal["drug-substance", "drug-product", "biologics", "packaging", "device", "mixed"] = "mixed"
    country: str = ""
    headcount: int = Field(default=600, ge=1, le=100_000)
    brownfield_years: float = Field(default=10, ge=0, le=150)
    sterile: bool = False
    weight: float = Field(default=1.0, gt=0, le=1000)
    markets: tuple[str, ...] = ()
    cluster: str = ""


class RespondentDefined(Frozen):
    kind: Literal["respondent-defined"] = "respondent-defined"
    person: Id
    function: Function
    site: Id | None = None
    """None: a person of the network, who answers network questions only."""
    role: AppRole = "participant"


class CycleOpened(Frozen):
    """A `quick` cycle asks the questions of the quick scan, until it is deepened."""

    kind: Literal["cycle-opened"] = "cycle-opened"
    cycle: Id
    date: dt.date
    depth: Literal["quick", "full"] = "full"


class CycleDeepened(Frozen):
    """From now on the cycle asks all questions; what was answered stays."""

    kind: Literal["cycle-deepened"] = "cycle-deepened"
    cycle: Id


class CycleClosed(Frozen):
    kind: Literal["cycle-closed"] = "cycle-closed"
    cycle: Id
    date: dt.date


class RoundOpened(Frozen):
    """A vote on one question at one site (None: network), blind until it is revealed."""

    kind: Literal["round-opened"] = "round-opened"
    cycle: Id
    site: Id | None = None
    question: Id
    round: int = Field(ge=1, le=3)


class RoundRevealed(Frozen):
    kind: Literal["round-revealed"] = "round-revealed"
    cycle: Id
    site: Id | None = None
    question: Id
    round: int = Field(ge=1, le=3)


class Answered(Frozen):
    """One person's answer; the latest of a person in a round counts, earlier ones stay in the journal."""

    kind: Literal["answered"] = "answered"
    cycle: Id
    site: Id | None = None
    question: Id
    round: int = Field(default=1, ge=1, le=3)
    person: Id
    value: AnswerValue
    comment: Text = ""
    confidence: Literal["low", "medium", "high"] | None = None
    evidence: tuple[Text, ...] = ()
    measured: bool = False
    """The evidence is data that is measured, not a document or a practice."""


class AnswererNamed(Frozen):
    """Who answers a matter of record."""

    kind: Literal["answerer-named"] = "answerer-named"
    site: Id | None = None
    question: Id
    person: Id


class Agreed(Frozen):
    """The level a group agreed on, or `na` with its reason as the rationale."""

    kind: Literal["agreed"] = "agreed"
    cycle: Id
    site: Id | None = None
    question: Id
    value: int | Literal["na"]
    round: int = Field(default=1, ge=1, le=3)
    rationale: Text = ""
    dissent: Text = ""
    evidence: tuple[Text, ...] = ()
    measured: bool = False


class Validated(Frozen):
    """A reviewer saw the evidence, or sent it back with a reason."""

    kind: Literal["validated"] = "validated"
    cycle: Id
    site: Id | None = None
    question: Id
    accepted: bool
    note: Text = ""


class Stated(Frozen):
    """A stated fact of the library, by the client, for the network or one site."""

    kind: Literal["stated"] = "stated"
    fact: Id
    value: str
    site: Id | None = None
    note: Text = ""


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


class FunctionWeightsSet(Frozen):
    """How much the mean vote of a function counts in a value, relative; functions left out weigh 1."""

    kind: Literal["function-weights-set"] = "function-weights-set"
    weights: dict[Function, Annotated[float, Field(gt=0, le=100)]]
    reason: Text = ""


class CapacitySet(Frozen):
    """Person-weeks a quarter of a role over all sites, one figure for all quarters or one each."""

    kind: Literal["capacity-set"] = "capacity-set"
    role: Role
    weeks: tuple[Annotated[float, Field(ge=0)], ...]


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


class ShutdownSet(Frozen):
    """A window of planned standstill, the only place for a cut-over that stops production."""

    kind: Literal["shutdown-set"] = "shutdown-set"
    shutdown: Id
    site: Id
    first: dt.date
    last: dt.date
    area: str = ""


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


class ConnectionDefined(Frozen):
    """A flow between two zones of a site."""

    kind: Literal["connection-defined"] = "connection-defined"
    connection: Id
    site: Id
    name: Name
    from_zone: Name
    to_zone: Name
    data: Text = ""
    direction: Literal["read", "write", "both"] = "read"
    one_way: bool = False
    gxp: bool = False
    remote_access: bool = False
    live: bool = False
    owner: Id | None = None
    ot_security: Id | None = None
    quality: Id | None = None


class CriterionReviewed(Frozen):
    """Evidence for one gate criterion of a connection. A conditional pass has an owner and a due date."""

    kind: Literal["criterion-reviewed"] = "criterion-reviewed"
    connection: Id
    criterion: Id
    result: Literal["met", "conditional", "not-met"]
    date: dt.date
    reviewer: Id
    evidence: Text = ""
    owner: Id | None = None
    due: dt.date | None = None


class GateDecided(Frozen):
    """Go or no-go by one of the three people named with the connection."""

    kind: Literal["gate-decided"] = "gate-decided"
    connection: Id
    capacity: Literal["owner", "ot-security", "quality"]
    person: Id
    go: bool
    date: dt.date
    note: Text = ""


class PlanRecorded(Frozen):
    """A plan that was shown to somebody, whole; `adopted` once leadership took it."""

    kind: Literal["plan-recorded"] = "plan-recorded"
    plan: dict[str, Any]
    adopted: bool = False


class PathAdopted(Frozen):
    kind: Literal["path-adopted"] = "path-adopted"
    path: Id
    first_step: Id
    decided_by: Text
    rationale: Text = ""
    dissent: Text = ""
    review: dt.date | None = None


class EstimateSet(Frozen):
    """The client's own estimates for an initiative, in place of the catalogue's."""

    kind: Literal["estimate-set"] = "estimate-set"
    initiative: Id
    weeks: Estimate | None = None
    effort: dict[Role, Estimate] = {}
    cost: Estimate | None = None
    exclude: bool = False
    reason: Text = ""


Fact = Annotated[
    EngagementOpened | PackPinned | LibraryPinned | Assumed | SiteDefined | RespondentDefined | CycleOpened
    | CycleDeepened | FunctionWeightsSet | BenchmarksImported
    | CycleClosed | RoundOpened | RoundRevealed | Answered | AnswererNamed | Agreed | Validated | Stated
    | TargetSet | PreferenceSet | CapacitySet | BudgetSet | RatesSet | FreezeSet | ShutdownSet | BaselineSet
    | PilotChosen | ConnectionDefined | CriterionReviewed | GateDecided | PlanRecorded | PathAdopted | EstimateSet,
    Field(discriminator="kind"),
]

_ADAPTER: TypeAdapter[Fact] = TypeAdapter(Fact)


def parse_fact(value: dict[str, Any]) -> Fact:
    """A fact from its JSON form. Raises pydantic.ValidationError."""
    return _ADAPTER.validate_python(value)
