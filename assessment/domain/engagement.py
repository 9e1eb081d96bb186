"""The state of an engagement: a pure fold over its facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from assessment.domain import facts as f
from assessment.domain.basis import Function, NotFound, Refused
from assessment.domain.library import Benchmark, BenchmarkSet, Library
from assessment.domain.pack import Pack, Question
from assessment.text import _

Site = f.SiteDefined
Respondent = f.RespondentDefined
Answer = f.Answered

Place = str | None
"""A site id, or None for the network."""

Action = Literal[
    "define", "open-cycle", "run-round", "answer", "answer-for-others", "agree", "validate", "plan", "decide", "read",
    "read-own",
]

_MAY: dict[f.AppRole, frozenset[str]] = {
    "owner": frozenset({"define", "open-cycle", "run-round", "answer", "answer-for-others", "agree", "validate",
                        "plan", "decide", "read", "read-own"}),
    "facilitator": frozenset({"open-cycle", "run-round", "answer", "answer-for-others", "agree", "plan", "read",
                              "read-own"}),
    "contributor": frozenset({"answer", "plan", "read", "read-own"}),
    "participant": frozenset({"answer", "read-own"}),
    "reviewer": frozenset({"validate", "read", "read-own"}),
    "viewer": frozenset({"read", "read-own"}),
}

ACTION_OF: dict[str, Action] = {
    "cycle-deepened": "open-cycle", "choice-committed": "answer",
    "round-opened": "run-round", "round-revealed": "run-round", "answered": "answer", "agreed": "agree",
    "cycle-opened": "open-cycle", "cycle-closed": "open-cycle", "validated": "validate", "plan-recorded": "plan",
    "criterion-reviewed": "validate", "gate-decided": "answer", "path-adopted": "decide", "estimate-set": "plan",
    "procedure-stated": "plan",
}
"""What recording a fact of a kind asks for; kinds not named here need `define`."""


@dataclass(frozen=True)
class Cycle:
    """A quarterly measurement. `number` counts from 1; `closed` is its closing date or None."""

    id: str
    number: int
    opened: date
    closed: date | None = None
    depth: Literal["quick", "full"] = "full"


@dataclass(frozen=True)
class Round:
    cycle: str
    site: Place
    question: str
    number: int
    revealed: bool = False


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
    as_of: date | None = None
    last_seq: int = 0
    sites: Mapping[str, Site] = field(default_factory=dict)
    people: Mapping[str, Respondent] = field(default_factory=dict)
    cycles: Mapping[str, Cycle] = field(default_factory=dict)
    rounds: Mapping[tuple[str, Place, str], Round] = field(default_factory=dict)
    answers: Mapping[tuple[str, Place, str, int], Mapping[str, Answer]] = field(default_factory=dict)
    agreed: Mapping[tuple[str, Place, str], f.Agreed] = field(default_factory=dict)
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
    budget: tuple[float, ...] = ()
    rates: f.RatesSet = field(default_factory=f.RatesSet)
    freezes: Mapping[str, f.FreezeSet] = field(default_factory=dict)
    shutdowns: Mapping[str, f.ShutdownSet] = field(default_factory=dict)
    baselines: Mapping[str, f.BaselineSet] = field(default_factory=dict)
    estimates: Mapping[str, f.EstimateSet] = field(default_factory=dict)
    benchmark_sets: Mapping[str, BenchmarkSet] = field(default_factory=dict)
    connections: Mapping[str, f.ConnectionDefined] = field(default_factory=dict)
    changed: Mapping[str, date] = field(default_factory=dict)
    """Connection -> day on which it was last defined anew, and differently."""
    reviews: Mapping[tuple[str, str], f.CriterionReviewed] = field(default_factory=dict)
    decisions: Mapping[tuple[str, str], f.GateDecided] = field(default_factory=dict)
    assumed: tuple[f.Assumed, ...] = ()
    pilot: f.PilotChosen | None = None
    adopted: f.PathAdopted | None = None
    plans: tuple[f.PlanRecorded, ...] = ()

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


def allowed(role: f.AppRole, action: Action) -> bool:
    """Whether a role may do an action: the one place that decides."""
    return action in _MAY[role]


def replay(entries: Iterable[tuple[int, date, f.Fact]], engagement_id: str = "",
           as_of: date | None = None) -> Engagement:
    """Fold (seq, day, fact) in journal order into the state at `as_of` (default: the last entry's day).

    Entries after `as_of` are left out. Raises Refused for a fact that no state can follow.
    """
    fold = Fold(engagement_id)
    for seq, day, fact in entries:
        if as_of is None or day <= as_of:
            fold.apply(seq, day, fact)
    return fold.state(as_of)


class Fold:
    """Accumulator of `replay`, kept by whoever follows a growing journal: apply each new fact, take the state."""

    def __init__(self, engagement_id: str) -> None:
        self.base = Engagement(id=engagement_id)
        self.seq = 0
        self.day: date | None = None
        self.maps: dict[str, dict[Any, Any]] = {
            name: {} for name in (
                "sites", "people", "cycles", "rounds", "answers", "agreed", "validated", "answerers", "stated",
                "targets", "weights", "function_weights", "executives", "choices", "capacity", "freezes", "shutdowns",
                "baselines", "estimates", "benchmark_sets", "connections", "changed", "reviews", "decisions",
                "procedures")
        }
        self.assumed: list[f.Assumed] = []
        self.plans: list[f.PlanRecorded] = []

    def apply(self, seq: int, day: date, fact: f.Fact) -> None:
        """Add one fact; `seq` must be higher than before."""
        self.seq = seq
        if fact.kind != "plan-recorded":  # a plan follows from what was known; it moves no day
            self.day = day
        maps = self.maps
        match fact:
            case f.Answered():
                key = (fact.cycle, fact.site, fact.question, fact.round)
                earlier = maps["answers"].get(key, {})
                # the latest answer stands last, so that insertion order is the order of answering
                maps["answers"][key] = {**{p: a for p, a in earlier.items() if p != fact.person}, fact.person: fact}
                self._outdate(fact, earlier.get(fact.person))
            case f.Agreed():
                before = maps["agreed"].get((fact.cycle, fact.site, fact.question))
                if before is not None and before.value != fact.value:
                    maps["validated"].pop((fact.cycle, fact.site, fact.question), None)
                maps["agreed"][fact.cycle, fact.site, fact.question] = fact
            case f.Validated():
                maps["validated"][fact.cycle, fact.site, fact.question] = fact
            case f.EngagementOpened():
                self.base = replace(self.base, opened=fact)
            case f.PackPinned():
                self.base = replace(self.base, pack=Pack.model_validate(fact.pack))
            case f.LibraryPinned():
                self.base = replace(self.base, library=Library.model_validate(fact.library))
            case f.SiteDefined():
                maps["sites"][fact.site] = fact
            case f.RespondentDefined():
                maps["people"][fact.person] = fact
            case f.CycleOpened():
                number = maps["cycles"][fact.cycle].number if fact.cycle in maps["cycles"] else len(maps["cycles"]) + 1
                maps["cycles"][fact.cycle] = Cycle(fact.cycle, number, fact.date, depth=fact.depth)
            case f.CycleDeepened():
                maps["cycles"][fact.cycle] = replace(maps["cycles"][fact.cycle], depth="full")
            case f.CycleClosed():
                maps["cycles"][fact.cycle] = replace(maps["cycles"][fact.cycle], closed=fact.date)
            case f.RoundOpened():
                maps["rounds"][fact.cycle, fact.site, fact.question] = Round(
                    fact.cycle, fact.site, fact.question, fact.round)
            case f.RoundRevealed():
                maps["rounds"][fact.cycle, fact.site, fact.question] = Round(
                    fact.cycle, fact.site, fact.question, fact.round, revealed=True)
            case f.ConnectionDefined():
                if maps["connections"].get(fact.connection, fact) != fact:
                    maps["changed"][fact.connection] = day
                maps["connections"][fact.connection] = fact
            case _:
                self._apply_setting(fact)

    def _outdate(self, fact: f.Answered, before: f.Answered | None) -> None:
        """Forget what a reviewer said of a value that another answer has taken the place of.

        Votes beside a named answerer, or on a judgement that was agreed, do not move the value.
        """
        key = (fact.cycle, fact.site, fact.question)
        checked = self.maps["validated"].get(key)
        if checked is None or (checked.accepted and before is not None and before.value == fact.value):
            return
        question = self.base.pack.questions.get(fact.question) if self.base.pack else None
        if question is not None and question.kind == "record":
            moved = self.maps["answerers"].get((fact.site, fact.question), fact.person) == fact.person
        else:
            moved = key not in self.maps["agreed"]
        if moved:
            del self.maps["validated"][key]

    def _apply_setting(self, fact: f.Fact) -> None:
        maps = self.maps
        match fact:
            case f.AnswererNamed():
                maps["answerers"][fact.site, fact.question] = fact.person
            case f.Stated():
                maps["stated"][fact.fact, fact.site] = fact
            case f.ProcedureStated():
                maps["procedures"][fact.procedure, fact.side, fact.site] = fact
            case f.TargetSet():
                maps["targets"][fact.dimension, fact.site] = fact.level
            case f.PreferenceSet():
                maps["weights"].update(fact.weights)
            case f.FunctionWeightsSet():
                maps["function_weights"] = dict(fact.weights)
            case f.ExecutiveNamed():
                maps["executives"][fact.person] = fact
            case f.ChoiceCommitted():
                maps["choices"].setdefault(fact.person, fact)  # the first one was blind
            case f.CapacitySet():
                maps["capacity"][fact.role] = fact.weeks
            case f.BudgetSet():
                self.base = replace(self.base, budget=fact.quarters)
            case f.RatesSet():
                self.base = replace(self.base, rates=fact)
            case f.FreezeSet():
                maps["freezes"][fact.freeze] = fact
            case f.ShutdownSet():
                maps["shutdowns"][fact.shutdown] = fact
            case f.BaselineSet():
                maps["baselines"][fact.driver] = fact
            case f.EstimateSet():
                maps["estimates"][fact.initiative] = fact
            case f.BenchmarksImported():
                own = BenchmarkSet.model_validate(fact.benchmarks)
                maps["benchmark_sets"][own.id] = own
            case f.PilotChosen():
                self.base = replace(self.base, pilot=fact)
            case f.PathAdopted():
                self.base = replace(self.base, adopted=fact)
            case f.PlanRecorded():
                self.plans.append(fact)
            case f.Assumed():
                self.assumed.append(fact)
            case f.CriterionReviewed():
                maps["reviews"][fact.connection, fact.criterion] = fact
            case f.GateDecided():
                maps["decisions"][fact.connection, fact.capacity] = fact

    def state(self, as_of: date | None = None) -> Engagement:
        """The state so far; later facts do not change it."""
        maps: dict[str, Any] = {name: dict(values) for name, values in self.maps.items()}
        return replace(self.base, **maps, assumed=tuple(self.assumed), plans=tuple(self.plans),
                       last_seq=self.seq, as_of=as_of or self.day)
