"""Everything known of an engagement at a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeVar

from assessment.domain import facts as f
from assessment.domain.basis import Function, NotFound, Refused
from assessment.domain.engagement.reporting import Reporting
from assessment.domain.library import Benchmark, BenchmarkSet, Library
from assessment.domain.pack import Pack, Question, predecessor
from assessment.text import _

T = TypeVar("T")
Site = f.SiteDefined
Respondent = f.RespondentDefined
Answer = f.Answered

GateFact = (f.ZoneDefined | f.ConnectionDefined | f.CriterionReviewed | f.GateDecided | f.GateRevoked
            | f.QualityRouted)

Steering = (f.RoundOpened | f.RoundClosed | f.RoundRevealed | f.HandsCounted | f.Agreed | f.AgreementWithdrawn
            | f.QuestionParked | f.QuestionCalled | f.ExerciseOpened | f.ExerciseClosed | f.ExerciseRevealed)
"""What a facilitator does in a room."""

Response = f.DegreesPlaced | f.PointsShared | f.CausesNamed | f.SupportGiven | f.CommitmentsMade
"""What one person gives in an exercise."""

Place = str | None
"""A site id, or None for the network."""

@dataclass(frozen=True)
class Cycle:
    """A quarterly measurement. `number` counts from 1; `closed` is its closing date or None."""

    id: str
    number: int
    opened: date
    closed: date | None = None
    depth: Literal["quick", "full"] = "full"
    carries: str | None = None
    """The earlier cycle whose answers stand where nobody has answered anew."""
    closing: f.CycleClosed | None = None
    closed_at: int = 0
    """Place of the close in the journal; 0 while the cycle is open."""


@dataclass(frozen=True)
class Round:
    cycle: str
    site: Place
    question: str
    number: int
    closed: bool = False
    """No vote is counted any more."""
    revealed: bool = False
    hands: f.HandsCounted | None = None
    """What was counted where nobody voted on a phone."""


@dataclass(frozen=True)
class Workshop:
    """People in a room, one question at a time. `called` is what they look at, `present` who joined, in that order.

    `last` is the last step of a facilitator with its place in the journal: what can be undone.
    """

    id: str
    cycle: str
    title: str
    sites: tuple[str, ...]
    closed: bool = False
    called: str | None = None
    before: str | None = None
    """What was called before."""
    exercise: str | None = None
    """The exercise that the room looks at; nothing is called then."""
    agenda: f.AgendaSet | None = None
    present: tuple[str, ...] = ()
    last: tuple[int, Steering] | None = None
    replaced: f.Agreed | f.QuestionParked | None = None
    """What the last step took the place of."""


@dataclass(frozen=True)
class Exercise:
    """An exercise as it stands. `responses` maps who gave it to the latest response, the last one last.

    `steered` is the place in the journal of the facilitator's last step.
    """

    opened: f.ExerciseOpened
    closed: bool = False
    revealed: bool = False
    responses: Mapping[str, Response] = field(default_factory=dict)
    merged: f.CausesMerged | None = None
    steered: int = 0


@dataclass(frozen=True)
class GateEntry:
    """What was recorded of a connection, a zone or a finding, with its place in the journal."""

    seq: int
    day: date
    fact: GateFact
    function: Function | None = None
    """Of the person who gives Quality's reference, as it was when it was recorded."""


@dataclass(frozen=True)
class Flag:
    """A flag that stands, with its place in the journal and the day on which it was set."""

    seq: int
    day: date
    fact: f.QuestionFlagged


@dataclass(frozen=True)
class Correction:
    """A correction of an answer of a closed cycle, with its place in the journal and its day."""

    seq: int
    day: date
    fact: f.AnswerCorrected


@dataclass(frozen=True)
class Engagement:
    """Everything known at `as_of`. Mappings are read, never changed.

    `answers` maps (cycle, place, question, round) to person -> answer; `agreed` and `validated` map (cycle, place,
    question); `targets` (dimension, place); `stated` (fact, place).
    """

    id: str = ""
    opened: f.EngagementOpened | None = None
    pack: Pack | None = None
    library: Library | None = None
    next_pack: Pack | None = None
    """A newer version that waits for the next cycle to open."""
    packs: Mapping[str, Pack] = field(default_factory=dict)
    """Cycle -> the pack that it was opened with, in the pack's own language; a re-pinned one takes the place of all."""
    as_of: date | None = None
    last_seq: int = 0
    input_seq: int = 0
    """Place of the last fact that a result may depend on."""
    sites: Mapping[str, Site] = field(default_factory=dict)
    people: Mapping[str, Respondent] = field(default_factory=dict)
    """Everybody who was defined, each with the role that holds or held last."""
    withdrawn: Mapping[str, f.RoleGiven] = field(default_factory=dict)
    """People who come in no more."""
    cycles: Mapping[str, Cycle] = field(default_factory=dict)
    rounds: Mapping[tuple[str, Place, str], Round] = field(default_factory=dict)
    answers: Mapping[tuple[str, Place, str, int], Mapping[str, Answer]] = field(default_factory=dict)
    agreed: Mapping[tuple[str, Place, str], f.Agreed] = field(default_factory=dict)
    parked: Mapping[tuple[str, Place, str], f.QuestionParked] = field(default_factory=dict)
    flags: Mapping[tuple[str, Place, str], tuple[Flag, ...]] = field(default_factory=dict)
    """(cycle, place, question) -> flags that were not withdrawn, oldest first."""
    steered: Mapping[tuple[str, Place, str], int] = field(default_factory=dict)
    """(cycle, place, question) -> place in the journal of the facilitator's last step there."""
    workshops: Mapping[str, Workshop] = field(default_factory=dict)
    exercises: Mapping[str, Exercise] = field(default_factory=dict)
    kept: Mapping[tuple[str, str, int], f.CommitmentKept] = field(default_factory=dict)
    """(exercise, by whom, number) -> how the commitment stands."""
    risks: Mapping[str, f.RiskRegistered] = field(default_factory=dict)
    validated: Mapping[tuple[str, Place, str], f.Validated] = field(default_factory=dict)
    answerers: Mapping[tuple[Place, str], str] = field(default_factory=dict)
    stated: Mapping[tuple[str, Place], f.Stated] = field(default_factory=dict)
    targets: Mapping[tuple[str, Place], float] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    function_weights: Mapping[Function, float] = field(default_factory=dict)
    executives: Mapping[str, f.ExecutiveNamed] = field(default_factory=dict)
    choices: Mapping[str, f.ChoiceCommitted] = field(default_factory=dict)
    procedures: Mapping[tuple[str, str, Place], f.ProcedureStated] = field(default_factory=dict)
    """By (procedure, side, place)."""
    capacity: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    local_capacity: Mapping[tuple[str, str], tuple[float, ...]] = field(default_factory=dict)
    """(site, role) -> person-weeks a quarter of people who work at that site only."""
    budget: tuple[float, ...] = ()
    rates: f.RatesSet = field(default_factory=f.RatesSet)
    freezes: Mapping[str, f.FreezeSet] = field(default_factory=dict)
    shutdowns: Mapping[str, f.ShutdownSet] = field(default_factory=dict)
    baselines: Mapping[str, f.BaselineSet] = field(default_factory=dict)
    estimates: Mapping[str, f.EstimateSet] = field(default_factory=dict)
    benchmark_sets: Mapping[str, BenchmarkSet] = field(default_factory=dict)
    connections: Mapping[str, f.ConnectionDefined] = field(default_factory=dict)
    zones: Mapping[tuple[Place, str], f.ZoneDefined] = field(default_factory=dict)
    """By (site, zone); those of the network with site None."""
    reviews: Mapping[tuple[str, str], f.CriterionReviewed] = field(default_factory=dict)
    decisions: Mapping[tuple[str, str], f.GateDecided] = field(default_factory=dict)
    live_decisions: Mapping[str, f.LiveDecided] = field(default_factory=dict)
    gate_log: Mapping[str, tuple[GateEntry, ...]] = field(default_factory=dict)
    """Connection -> its definitions, reviews, decisions, revocations and quality routes, oldest first."""
    zone_log: Mapping[tuple[Place, str], tuple[GateEntry, ...]] = field(default_factory=dict)
    quality_routes: Mapping[tuple[str, Place], tuple[GateEntry, ...]] = field(default_factory=dict)
    """(question, place) -> routes of the finding on it, oldest first."""
    assumed: tuple[f.Assumed, ...] = ()
    pilot: f.PilotChosen | None = None
    adopted: f.PathAdopted | None = None
    adopted_on: date | None = None
    areas: Mapping[tuple[str, Place], f.AreaDesigned] = field(default_factory=dict)
    forums: Mapping[str, f.ForumDefined] = field(default_factory=dict)
    promises: Mapping[tuple[str, Place], f.ServicePromised] = field(default_factory=dict)
    teams: Mapping[tuple[str, Place, str], f.TeamStated] = field(default_factory=dict)
    """By (team, place, before or after)."""
    sides: Mapping[tuple[str, str, Place], f.SideStated] = field(default_factory=dict)
    """By (side, topic, place)."""
    ambitions: Mapping[str, f.AmbitionStated] = field(default_factory=dict)
    use_cases: Mapping[str, f.UseCaseDefined] = field(default_factory=dict)
    asked: Mapping[tuple[str, str], f.TaskAsked] = field(default_factory=dict)
    """By (initiative, unit)."""
    programmes: Mapping[str, f.ProgrammeDefined] = field(default_factory=dict)
    own_initiatives: Mapping[str, f.InitiativeDefined] = field(default_factory=dict)
    """The client's; those that stand are in `library` beside the pinned ones."""
    scenarios: Mapping[str, f.ScenarioDefined] = field(default_factory=dict)
    aim: f.AimSet | None = None
    charter: f.CharterWritten | None = None
    adopted_plan: f.PlanAdopted | None = None
    plans: tuple[f.PlanRecorded, ...] = ()
    reporting: Reporting = field(default_factory=Reporting)
    ranking_shown: Literal["network", "owners", "everyone"] = "network"
    """Who sees sites ranked against each other."""
    consents: bool = False
    """Whether it takes part in anonymous benchmarks of the installation."""
    corrections: Mapping[tuple[str, Place, str], tuple[Correction, ...]] = field(default_factory=dict)
    """(closed cycle, place, question) -> its corrections, oldest first."""
    progress: Mapping[tuple[str, str], tuple[f.TaskReported, ...]] = field(default_factory=dict)
    """(initiative, unit) -> its reports, the latest of each day, by day."""
    kpis: Mapping[str, f.KpiDefined] = field(default_factory=dict)
    actuals: Mapping[str, tuple[f.KpiMeasured, ...]] = field(default_factory=dict)
    """Key figure -> its actuals, the latest of each day, by day."""
    benefits: Mapping[str, f.BenefitBooked] = field(default_factory=dict)
    _known: dict[tuple[str, str], Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What `once` has computed."""

    def once(self, what: str, of: str, compute: Callable[[], T]) -> T:
        """What follows from this state and nothing else, computed when it is first asked for; read, never changed."""
        if (what, of) not in self._known:
            self._known[what, of] = compute()
        return self._known[what, of]

    def role_of(self, person: str) -> f.AppRole | None:
        """The role of a person; None for somebody unknown or withdrawn."""
        known = self.people.get(person)
        return None if known is None or person in self.withdrawn else known.role

    @property
    def client(self) -> str:
        return self.opened.client if self.opened else ""

    @property
    def currency(self) -> str:
        return self.opened.currency if self.opened else "EUR"

    @property
    def start(self) -> date:
        if self.opened is None:
            raise Refused(_("The engagement has not been opened."), _("Record its client and start first."))
        return self.opened.start

    @property
    def the_pack(self) -> Pack:
        if self.pack is None:
            raise Refused(_("No questionnaire pack is pinned."), _("Pin one before recording answers."))
        return self.pack

    @property
    def the_library(self) -> Library:
        if self.library is None:
            raise Refused(_("No library is pinned."), _("Pin one before asking for results."))
        return self.library

    @property
    def benchmarks(self) -> tuple[Benchmark, ...]:
        """Published figures of the library, then those of imported sets."""
        return (*self.the_library.benchmarks, *(b for own in self.benchmark_sets.values() for b in own.figures))

    def cycle(self, name: str | None = None) -> Cycle:
        """The named cycle, or the latest. Raises NotFound."""
        if name is None and self.cycles:
            return max(self.cycles.values(), key=lambda cycle: cycle.number)
        if name is None or name not in self.cycles:
            raise NotFound("cycle", name or "(latest)", list(self.cycles))
        return self.cycles[name]

    def previous(self, cycle: Cycle) -> Cycle | None:
        return next((c for c in self.cycles.values() if c.number == cycle.number - 1), None)

    def carried_by(self, cycle: str) -> Iterator[Cycle]:
        """The cycles whose answers a cycle carries forward, the nearest first; each is earlier than the one before."""
        chosen = self.cycles.get(cycle)
        while chosen is not None and chosen.carries is not None:
            source = self.cycles.get(chosen.carries)
            if source is None or source.number >= chosen.number:
                return
            yield source
            chosen = source

    def pack_of(self, cycle: str) -> Pack:
        """The pack that a cycle asks: that in force when it was opened."""
        known, latest = self.packs.get(cycle), self.packs.get(max(self.cycles, key=lambda c: self.cycles[c].number))
        return self.the_pack if known is None or known is latest else known

    def carried_as(self, cycle: str, question: Question) -> Iterator[tuple[Cycle, Question]]:
        """The cycles that a cycle carries with the question as each asked it, as far back as answers go on counting."""
        here = cycle
        for source in self.carried_by(cycle):
            old, new = self.packs.get(source.id), self.packs.get(here)
            if old is not None and new is not None and old is not new:
                before = predecessor(old, new, question)
                if before is None:
                    return
                question = before
            yield source, question
            here = source.id

    def places(self, question: Question) -> tuple[Place, ...]:
        """Where a question may be asked: each site of its kinds (a mixed one is of all), or once for the network."""
        if question.scope == "network":
            return (None,)
        kinds = {*question.site_kinds, "mixed"} if question.site_kinds else None
        return tuple(key for key, site in self.sites.items() if kinds is None or site.site_kind in kinds)

    def asks(self, cycle: str, question: Question) -> bool:
        """Whether the question belongs to what the cycle asks: all, or the quick scan."""
        return question.quick or self.cycle(cycle).depth == "full"

    def round_of(self, cycle: str, place: Place, question: str) -> int:
        """Number of the last round with a vote or an opening; 1 where there was none."""
        opened = self.rounds.get((cycle, place, question))
        return opened.number if opened else 1

    def votes(self, cycle: str, place: Place, question: str) -> Mapping[str, Answer]:
        """Person -> answer of the last round."""
        return self.answers.get((cycle, place, question, self.round_of(cycle, place, question)), {})

    def workshop_of(self, cycle: str, place: Place) -> Workshop | None:
        """The open workshop that a place takes part in; for the network any that is open."""
        return next((w for w in self.workshops.values()
                     if not w.closed and w.cycle == cycle and (place is None or place in w.sites)), None)

    def open_round(self, cycle: str, place: Place, question: str) -> bool:
        """True while a blind round has not been revealed."""
        current = self.rounds.get((cycle, place, question))
        return current is not None and not current.revealed

    def target(self, dimension: str, place: Place) -> float:
        """Level aimed at: the site's, else the network's, else the library's default."""
        default = self.the_library.settings.default_target
        return self.targets.get((dimension, place), self.targets.get((dimension, None), default))

    def fact(self, name: str, place: Place = None) -> str | None:
        """The word stated for a fact at a site or the network; None where it is unknown."""
        stated = self.stated.get((name, place)) or self.stated.get((name, None))
        return stated.value if stated else None
