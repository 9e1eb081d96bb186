"""The brief: what a consultant writes by hand about one client. Its JSON Schema comes from these models."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from assessment.domain.basis import Estimate, Frozen, Function, Role
from assessment.domain.facts import AppRole, Id, Side
from assessment.domain.library import Initiative
from assessment.formats.brief.connecting import (
    BriefConnection,
    BriefDecision,
    BriefLiveDecision,
    BriefQualityRoute,
    BriefReview,
    BriefRevocation,
    BriefZone,
)
from assessment.formats.brief.designing import (
    BriefAdopted,
    BriefAmbition,
    BriefArea,
    BriefExecutive,
    BriefForum,
    BriefPromise,
    BriefSide,
    BriefTeam,
    BriefUseCase,
)
from assessment.formats.brief.planning import Aim, BriefCharter, BriefProgramme, BriefScenario, BriefTask
from assessment.formats.brief.tracking import BriefBenefit, BriefKpi, BriefReport
from assessment.formats.brief.words import Amount, Amounts, AnyLevel, Called, Confidence, Day, Evidence, Words, cleaned


def _as_pilot(value: Any) -> Any:
    return {"site": value} if isinstance(value, str) else value


def _as_answer(value: Any) -> Any:
    return value if isinstance(value, dict) else {"value": value}


def _by_place(value: Any) -> Any:
    return value if isinstance(value, dict) else {"<all>": value}


class BriefSite(Frozen):
    """A plant. `headcount` in people, `weight` its relative share in network means, `facts` stated words by id."""

    id: Id
    name: Called
    kind: Literal["drug-substance", "drug-product", "biologics", "packaging", "device", "mixed"] | None = None
    country: Called | None = None
    headcount: int | None = Field(default=None, ge=1, le=100_000)
    brownfield_years: float | None = Field(default=None, ge=0, le=150)
    sterile: bool = False
    weight: float = Field(default=1.0, gt=0, le=1000)
    markets: tuple[Called, ...] = ()
    cluster: Words = ""
    agencies: tuple[Called, ...] = ()
    last_inspection: Day | None = None
    next_inspection: Day | None = None
    facts: dict[str, str] = {}


class BriefPerson(Frozen):
    """Somebody who answers. Without a site: a person of the network."""

    id: Id
    name: Called
    function: Function
    site: Id | None = None
    role: AppRole = "participant"


class Given(Frozen):
    """An answer without who gave it and to what."""

    value: AnyLevel
    comment: Words = ""
    evidence: Evidence = ()
    measured: bool = False
    confidence: Confidence | None = None


class BriefAnswer(Given):
    """One answer. `site` may be left out where the person has one, and for questions asked once for the network."""

    site: Id | None = None
    question: Id
    person: Id


class BriefAgreed(Frozen):
    """The level a group agreed on, or `na` with its reason as the rationale."""

    site: Id | None = None
    question: Id
    value: AnyLevel
    rationale: Words = ""
    dissent: Words = ""
    evidence: Evidence = ()
    measured: bool = False


class BriefAnswerer(Frozen):
    """Who answers a matter of record."""

    site: Id | None = None
    question: Id
    person: Id


class BriefValidated(Frozen):
    """A reviewer saw the evidence, or sent the answer back."""

    site: Id | None = None
    question: Id
    accepted: bool = True
    note: Words = ""


Compact = Annotated[Given, BeforeValidator(_as_answer, json_schema_input_type=Given | AnyLevel)]


def _form(value: Any) -> str | None:
    return "<file>" if isinstance(value, str) else "<person>" if isinstance(value, dict) else "<list>"


Answers = Annotated[
    Annotated[tuple[BriefAnswer, ...], Tag("<list>")]
    | Annotated[dict[str, dict[str, Compact]], Tag("<person>")]
    | Annotated[str, Tag("<file>")],
    Discriminator(_form)]
"""A list of answers, or person -> question -> level, or the name of a CSV file beside the brief."""


class BriefCycle(Frozen):
    """A measurement: its date, the answers, and what was agreed, assigned and validated in it.

    With `depth` quick it asks the questions of the quick scan only.
    """

    id: Id
    date: Day
    closed: Day | None = None
    depth: Literal["quick", "full"] = "full"
    answers: Answers
    agreed: tuple[BriefAgreed, ...] = ()
    answerers: tuple[BriefAnswerer, ...] = ()
    validated: tuple[BriefValidated, ...] = ()


class BriefRates(Frozen):
    """The client's rates a person-day in its currency, discount rate a year, currency units per USD."""

    day_rate: dict[Role, Amount] = {}
    discount_rate: float | None = Field(default=None, ge=0, le=1)
    usd_rate: float | None = Field(default=None, gt=0, allow_inf_nan=False)


class BriefFreeze(Frozen):
    """Days on which site work, cut-overs or validation stand still, at one site or everywhere."""

    id: Id
    site: Id | None = None
    first: Day
    last: Day
    stops: tuple[Literal["site-work", "cut-over", "validation"], ...] = ("site-work", "cut-over", "validation")
    reason: Words = ""


class BriefShutdown(Frozen):
    """A planned standstill of an area."""

    id: Id
    site: Id
    first: Day
    last: Day
    area: Words = ""


class BriefBaseline(Frozen):
    """The client's figure for a value driver, thousand of currency a year."""

    driver: Id
    value: Amount
    unit: Called = "thousand a year"
    confirmed_by: Words = ""
    note: Words = ""


class BriefPilot(Frozen):
    site: Id
    reason: Words = ""


class BriefProcedure(Frozen):
    """What a side's own procedure on a subject says: aspect -> word. No title: the side has no such procedure.

    What stands for a site takes the place of the network's there, whole.
    """

    procedure: Id
    side: Side
    site: Id | None = None
    title: Annotated[str, BeforeValidator(cleaned), Field(max_length=120)] = ""
    owner: Words = ""
    choices: dict[Id, Id] = {}
    note: Words = ""


class BriefEstimate(Frozen):
    """The client's own estimates for an initiative, or its exclusion with a reason."""

    initiative: Id
    weeks: Estimate | None = None
    effort: dict[Role, Estimate] = {}
    cost: Estimate | None = None
    exclude: bool = False
    scale: Annotated[float, Field(gt=0, le=10)] | None = None
    reason: Words = ""


Aims = Annotated[dict[str, float], BeforeValidator(_by_place, json_schema_input_type=dict[str, float] | float)]
"""A level for all sites, or site -> level."""
Pilot = Annotated[BriefPilot, BeforeValidator(_as_pilot, json_schema_input_type=BriefPilot | str)]


class Brief(Frozen):
    """Only client, sites, people and cycles are asked for; what is left out is assumed, and the report says so.

    `pack` and `overlays` name shipped packs, or folders beside the brief; the overlays add their questions.
    """

    id: Id | None = None
    client: Called
    pack: Called | None = None
    overlays: tuple[Called, ...] = Field(default=(), max_length=10)
    function_weights: dict[Function, Annotated[float, Field(gt=0, le=100)]] = {}
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    start: Day | None = None
    summary: Words = ""
    fictional: bool = False
    named: bool = True
    sites: tuple[BriefSite, ...] = Field(min_length=1, max_length=200)
    people: tuple[BriefPerson, ...] = Field(min_length=1, max_length=5000)
    cycles: tuple[BriefCycle, ...] = Field(min_length=1, max_length=100)
    facts: dict[str, str] = {}
    targets: dict[str, Aims] = {}
    preferences: dict[str, Amount] = {}
    capacity: dict[Role, Amounts] = {}
    budget: Amounts | None = None
    rates: BriefRates | None = None
    freezes: tuple[BriefFreeze, ...] | None = None
    shutdowns: tuple[BriefShutdown, ...] | None = None
    baselines: tuple[BriefBaseline, ...] = ()
    pilot: Pilot | None = None
    procedures: tuple[BriefProcedure, ...] = ()
    zones: tuple[BriefZone, ...] = ()
    connections: tuple[BriefConnection, ...] = ()
    reviews: tuple[BriefReview, ...] = ()
    quality_routes: tuple[BriefQualityRoute, ...] = ()
    live_decisions: tuple[BriefLiveDecision, ...] = ()
    decisions: tuple[BriefDecision, ...] = ()
    revocations: tuple[BriefRevocation, ...] = ()
    estimates: tuple[BriefEstimate, ...] = ()
    site_capacity: dict[Id, dict[Role, Amounts]] = {}
    initiatives: tuple[Initiative, ...] = Field(default=(), max_length=200)
    programmes: tuple[BriefProgramme, ...] = Field(default=(), max_length=1000)
    tasks: tuple[BriefTask, ...] = Field(default=(), max_length=5000)
    scenarios: tuple[BriefScenario, ...] = Field(default=(), max_length=50)
    charter: BriefCharter | None = None
    aim: Aim | None = None
    areas: tuple[BriefArea, ...] = ()
    forums: tuple[BriefForum, ...] = ()
    promises: tuple[BriefPromise, ...] = ()
    teams: tuple[BriefTeam, ...] = ()
    sides: tuple[BriefSide, ...] = ()
    ambitions: tuple[BriefAmbition, ...] = ()
    use_cases: tuple[BriefUseCase, ...] = ()
    executives: tuple[BriefExecutive, ...] = ()
    adopted: BriefAdopted | None = None
    progress: tuple[BriefReport, ...] = Field(default=(), max_length=20_000)
    kpis: tuple[BriefKpi, ...] = Field(default=(), max_length=500)
    benefits: tuple[BriefBenefit, ...] = Field(default=(), max_length=5000)
