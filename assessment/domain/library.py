"""The library: paths with criteria and knock-outs, benchmarks, initiatives, drivers, gate criteria, areas."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field

from assessment.domain.basis import Estimate, Frozen, Phase, Role, Source
from assessment.domain.pack import Reference

PathId = Literal["ot-to-it", "it-to-ot", "new-organisation", "hybrid"]
PATHS: tuple[PathId, ...] = ("ot-to-it", "it-to-ot", "new-organisation", "hybrid")

Stage = Literal["assess", "define", "design", "protect", "pilot", "mvp", "scale"]
STAGES: tuple[Stage, ...] = ("assess", "define", "design", "protect", "pilot", "mvp", "scale")


class StatedFact(Frozen):
    """A fact that the client states and no questionnaire measures; `values` are the allowed words."""

    id: str
    question: str
    values: tuple[str, ...]
    scope: Literal["network", "site"] = "network"


class Path(Frozen):
    """One of the four alternatives. `title` is a verb phrase for headlines."""

    id: PathId
    code: str
    name: str
    title: str
    summary: str
    first_90_days: str
    structural_step: str
    not_before: str
    must_have: tuple[str, ...] = ()
    """Initiatives that the path cannot do without."""


class StrengthInput(Frozen):
    """One input of a criterion's strength, linear from the scale's lowest level to its highest, or a word map.

    Exactly one of `question`, `capability` and `stated` is set. Strength is -1 (clearly absent) to 1 (strongly
    present). With `gap` true a capability contributes |IT - OT| in levels, 0 -> at_min, 2 or more -> at_max.
    """

    question: str | None = None
    capability: str | None = None
    stated: str | None = None
    gap: bool = False
    at_min: float = Field(default=-1, ge=-1, le=1)
    at_max: float = Field(default=1, ge=-1, le=1)
    words: dict[str, float] = {}


class Criterion(Frozen):
    """A condition that speaks for or against paths; strength = mean of its inputs (docs/method.md 5)."""

    id: str
    condition: str
    group: str
    weight: float = Field(ge=0)
    effects: dict[PathId, float]
    inputs: tuple[StrengthInput, ...]
    evidence: str
    basis: str


class CriterionGroup(Frozen):
    id: str
    name: str


class Test(Frozen):
    """One condition on the state of an engagement: a stated fact, an answer's level or a count of sites."""

    __test__ = False  # a word of the field, not a test case for pytest

    stated: str | None = None
    is_: str | None = Field(default=None, alias="is")
    question: str | None = None
    capability: str | None = None
    below: float | None = None
    at_least: float | None = None
    sites_above: int | None = None


class Knockout(Frozen):
    """A precondition. `kind` says what it does when all tests in `when` hold; an unknown only warns."""

    id: str
    name: str
    kind: Literal["eliminate", "first-step", "delay", "block-connections", "forbid-design", "bar-end-state"]
    paths: tuple[PathId, ...]
    when: tuple[Test, ...]
    reason: str
    lifted_by: str
    basis: str


class FailureMode(Frozen):
    id: str
    name: str
    paths: tuple[PathId, ...]
    sign: str
    counter: str
    initiatives: tuple[str, ...] = ()


class Area(Frozen):
    """Where IT and OT may come together; degree runs separate, common standard, joint team, one team."""

    id: str
    name: str
    gxp: bool
    covers: str
    capability: str
    local: str
    """What stays at the plant in every degree."""


class ClassShare(Frozen):
    """One class of a published distribution: `share` in percent; levels of the pack that it stands for."""

    label: str
    share: float = Field(ge=0, le=100)
    levels: tuple[float, float] | None = None


class Benchmark(Frozen):
    """One published observation. It belongs to one question or one node and is never averaged with another."""

    id: str
    metric: str
    question: str | None = None
    dimension: str | None = None
    population: str
    n: int | None
    n_kind: Literal["exact", "at-least", "about", "not-stated"]
    year: str
    unit: Literal["percent", "level", "rank", "ratio", "usd"]
    value: float | None = None
    at_least: int | None = None
    """The level of the question that the share stands for; without one the share is context."""
    classes: tuple[ClassShare, ...] = ()
    scale_note: str = ""
    track: Literal["self-reported", "field-observed"]
    sector: Literal["pharma", "cross-industry"]
    use: Literal["comparison", "context"]
    source: Source
    note: str = ""
    expires: int | None = None
    """Year after which the figure is shown as stale."""
    own_set: str = ""
    """Title of the imported set that the figure comes from; empty for published figures."""


class BenchmarkSet(Frozen):
    """A client's or consortium's own figures. `organisations` counts who gave them: at least five, or a reader could
    tell one from the rest; every figure rests on as many answers or more.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")
    title: str = Field(min_length=1, max_length=120)
    owner: str = Field(min_length=1, max_length=120)
    kind: Literal["client", "consortium"]
    organisations: int = Field(ge=1)
    collected: str = Field(min_length=4, max_length=40)
    """When the figures were collected, e.g. 2026 or 2026-03."""
    method: str = Field(min_length=1, max_length=1000)
    """How they were collected: who was asked, by what means."""
    observations: tuple[Benchmark, ...] = Field(min_length=1, max_length=1000)

    @property
    def figures(self) -> tuple[Benchmark, ...]:
        """The observations under ids of their own, each saying which set it comes from."""
        return tuple(b.model_copy(update={"id": f"{self.id}:{b.id}", "own_set": self.title})
                     for b in self.observations)


class Effect(Frozen):
    """Capability raised `from_` a level `to` a level by a finished task (expert judgement)."""

    capability: str
    from_: float = Field(alias="from")
    to: float


class Initiative(Frozen):
    """A catalogue entry. Weeks are calendar weeks, effort person-weeks by role, cost thousand USD of spend.

    Estimates hold for a mid-size site (500-900 staff) or the programme.
    """

    id: str
    name: str
    change: str
    stage: Stage
    phase: Phase
    scope: Literal["programme", "site", "pilot", "rollout"]
    """programme: once; site: at each site; pilot: at the pilot site only; rollout: at each other site."""
    weeks: Estimate
    effort: dict[Role, Estimate]
    cost_kusd: Estimate
    recurring_kusd_year: Estimate | None = None
    prerequisites: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    paths: tuple[PathId, ...] = ("ot-to-it", "it-to-ot", "new-organisation", "hybrid")
    connecting: bool = False
    structural: bool = False
    validated: bool = False
    """True where the first validated release falls in it: the pilot comes before."""
    gate_criteria: tuple[str, ...] = ()
    """Criteria of the connection gate that this initiative helps to close."""
    stop_hours: Estimate | None = None
    """Hours of stopped production for its cut-over; such a cut-over needs a shutdown window."""
    kpis: tuple[str, ...]
    deliverables: tuple[str, ...] = ()
    owner: str
    actions: tuple[str, ...] = ()
    basis: str


class Driver(Frozen):
    """A value driver: baseline x relative effect (PERT) x attribution, from the finish of its initiatives."""

    id: str
    name: str
    category: Literal["cash", "avoidance", "risk"]
    baseline_name: str
    baseline_unit: str
    proxy: float | None
    """Stand-in for the client's figure in thousand of currency a year for a mid-size site; None: no proxy."""
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


class CyberLoss(Frozen):
    """Yearly rate of disruptive OT incidents and severity, thousand of currency (lognormal by P50 and P90)."""

    rate: float
    severity_p50: float
    severity_p90: float
    reduction: Estimate
    enabled_by: tuple[str, ...]
    source: Source
    basis: str


class GateCriterion(Frozen):
    """A criterion of the connection gate. `hard`: always, only for GxP or remote-access flows, or never."""

    id: str
    name: str
    evidence: str
    hard: Literal["always", "gxp", "remote", "never"]
    light: bool
    """Part of the lighter set for read-only one-way flows."""
    questions: tuple[str, ...]
    initiatives: tuple[str, ...]
    references: tuple[str, ...]


class GateRules(Frozen):
    criteria: tuple[GateCriterion, ...]
    conditional_days: int = 90
    lapse_months: int = 12
    cap_level: int = 2
    basis: str = "EJ"


Authority = Literal["FDA", "EU", "PMDA"]


class Aspect(Frozen):
    """One thing that a procedure lays down. `choices` maps a word to what a procedure may say, `target` is the word
    that the single procedure takes, `why` what an inspector would ask.
    """

    id: str
    question: str
    choices: dict[str, str]
    target: str
    why: str


class Procedure(Frozen):
    """A subject on which IT and OT each have a procedure, and the single one in their place (expert judgement).

    `owner` keeps the single procedure; `quality` is what stays with the quality unit; `references` holds identifiers,
    each beginning with the key of a reference; `questions` show the subject and `initiatives` bring the procedure.
    """

    id: str
    name: str
    target: str
    owner: str
    quality: str
    references: dict[Authority, tuple[str, ...]]
    questions: tuple[str, ...]
    initiatives: tuple[str, ...]
    aspects: tuple[Aspect, ...]
    basis: str


class Settings(Frozen):
    """Magnitudes that the models use, all editable and labelled expert judgement."""

    goal_lambda: float = 0.05
    sterile_quality_factor: float = 1.2
    brownfield_years: float = 15
    brownfield_factor: float = 1.3
    small_site_headcount: int = 500
    large_site_headcount: int = 900
    small_site_factor: float = 0.6
    large_site_factor: float = 1.6
    rollout_factor: float = 0.7
    change_load: int = 3
    horizon_quarters: int = 16
    value_quarters: int = 28
    """Horizon of the value case; benefits outlast the roadmap that brings them."""
    discount_rate: float = 0.09
    contingency: float = 0.15
    usd_rate: dict[str, float] = {"USD": 1.0}
    """Units of a currency per USD, to restate the catalogue's costs."""
    day_rate: dict[Role, float] = {"IT": 700, "OT": 700, "Quality": 700, "Business": 800}
    """USD per person-day; a person-week is five days."""
    clear_share: float = 0.8
    leaning_share: float = 0.6
    verdict_coverage: float = 0.7
    confirmed_share: float = 0.7
    driver_correlation: float = 0.3
    """Rank correlation between effects of drivers and between costs of initiatives."""
    default_target: float = 3.0
    capacity_weeks: dict[Role, float] = {"IT": 60, "OT": 60, "Quality": 40, "Business": 30}
    """Person-weeks a quarter assumed for the network where the client gave none."""
    basis: str = "EJ"


class Library(Frozen):
    version: str
    as_of: str
    paths: tuple[Path, ...]
    groups: tuple[CriterionGroup, ...]
    criteria: tuple[Criterion, ...]
    stated: tuple[StatedFact, ...]
    knockouts: tuple[Knockout, ...]
    failure_modes: tuple[FailureMode, ...]
    areas: tuple[Area, ...]
    benchmarks: tuple[Benchmark, ...]
    initiatives: tuple[Initiative, ...]
    drivers: tuple[Driver, ...]
    cyber_loss: CyberLoss | None = None
    gate: GateRules
    settings: Settings = Settings()
    procedures: tuple[Procedure, ...] = ()
    references: tuple[Reference, ...] = ()
    """What the procedures cite beyond the references of the pack."""

    @cached_property
    def path(self) -> dict[str, Path]:
        return {path.id: path for path in self.paths}

    @cached_property
    def initiative(self) -> dict[str, Initiative]:
        return {initiative.id: initiative for initiative in self.initiatives}

    @cached_property
    def procedure(self) -> dict[str, Procedure]:
        return {procedure.id: procedure for procedure in self.procedures}

    @cached_property
    def stated_by_id(self) -> dict[str, StatedFact]:
        return {fact.id: fact for fact in self.stated}
