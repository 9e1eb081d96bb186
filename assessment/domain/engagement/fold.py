"""The state of an engagement: a pure fold over its facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from assessment.domain import facts as f
from assessment.domain.engagement.cycling import apply_cycle
from assessment.domain.engagement.exercising import ExerciseFact, apply_exercise
from assessment.domain.engagement.flagging import apply_flag
from assessment.domain.engagement.granting import grant
from assessment.domain.engagement.state import Engagement, GateEntry, Round, Workshop
from assessment.domain.engagement.tracking import apply_tracking
from assessment.domain.engagement.upgrading import open_with_pack, pin
from assessment.domain.fitting import fit
from assessment.domain.library import BenchmarkSet, Library
from assessment.domain.pack import Pack


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


MOVES_NOTHING = frozenset({"plan-recorded", "workshop-opened", "workshop-closed", "agenda-set", "room-joined",
                           "question-called", "exercise-opened", "exercise-closed", "degrees-placed", "points-shared",
                           "causes-named", "support-given", "commitments-made", "role-given", "report-edited",
                           "report-branded", "report-finalised", "ranking-shown", "pack-upgraded",
                           "pack-upgrade-withdrawn", "consent-given"})
"""Facts that no result depends on: a plan follows from what was known, a workshop is how answers come about, an
exercise comes out once it is revealed, who may come in moves none, a report shows what came out, and a newer pack
waits for the next cycle."""


class Fold:
    """Accumulator of `replay`, kept by whoever follows a growing journal: apply each new fact, take the state."""

    def __init__(self, engagement_id: str) -> None:
        self.base = Engagement(id=engagement_id)
        self.seq = self.input_seq = 0
        self.day: date | None = None
        self.maps: dict[str, Any] = {
            name: {} for name in (
                "sites", "people", "withdrawn", "cycles", "rounds", "answers", "agreed", "parked", "flags", "steered",
                "workshops", "exercises", "kept", "risks", "validated", "answerers", "stated",
                "targets", "weights", "function_weights", "executives", "choices", "capacity", "freezes", "shutdowns",
                "baselines", "estimates", "benchmark_sets", "zones", "connections", "reviews", "decisions",
                "live_decisions", "gate_log", "zone_log", "quality_routes",
                "local_capacity", "asked", "programmes", "own_initiatives", "scenarios",
                "procedures", "areas", "forums", "promises", "teams", "sides", "ambitions", "use_cases",
                "progress", "kpis", "actuals", "benefits", "corrections", "packs")
        }
        self.assumed: list[f.Assumed] = []
        self.plans: list[f.PlanRecorded] = []
        self.pinned: Library | None = None
        """The library as it was pinned, without the client's own initiatives."""

    def apply(self, seq: int, day: date, fact: f.Fact) -> None:
        """Add one fact; `seq` must be higher than before."""
        self.seq = seq
        if fact.kind not in MOVES_NOTHING:
            self.day, self.input_seq = day, seq
        maps = self.maps
        match fact:
            case f.Answered():
                key = (fact.cycle, fact.site, fact.question, fact.round)
                earlier = maps["answers"].get(key, {})
                # the latest answer stands last, so that insertion order is the order of answering
                maps["answers"][key] = {**{p: a for p, a in earlier.items() if p != fact.person}, fact.person: fact}
                self.outdate(fact, earlier.get(fact.person))
            case f.Validated():
                maps["validated"][fact.cycle, fact.site, fact.question] = fact
            case f.EngagementOpened():
                self.base = replace(self.base, opened=fact)
            case f.PackPinned():
                self.base = pin(self.base, maps, Pack.model_validate(fact.pack))
            case f.PackUpgraded():
                self.base = replace(self.base, next_pack=Pack.model_validate(fact.pack))
            case f.PackUpgradeWithdrawn():
                self.base = replace(self.base, next_pack=None)
            case f.LibraryPinned():
                self.pinned = Library.model_validate(fact.library)
                self._extend_library()
            case f.SiteDefined():
                maps["sites"][fact.site] = fact
            case f.RespondentDefined() | f.RoleGiven():
                grant(maps, fact)
            case f.CycleOpened() | f.CycleDeepened() | f.CycleClosed() | f.AnswerCorrected():
                apply_cycle(maps, seq, day, fact)
                if isinstance(fact, f.CycleOpened):
                    self._open_with_pack(fact.cycle)
            case (f.RoundOpened() | f.RoundClosed() | f.RoundRevealed() | f.HandsCounted() | f.Agreed()
                  | f.AgreementWithdrawn() | f.QuestionParked()):
                self._apply_steering(seq, fact)
            case f.WorkshopOpened() | f.WorkshopClosed() | f.AgendaSet() | f.RoomJoined() | f.QuestionCalled():
                self._apply_workshop(seq, fact)
            case _ if isinstance(fact, ExerciseFact):
                apply_exercise(maps, seq, fact)
            case (f.ZoneDefined() | f.ConnectionDefined() | f.CriterionReviewed() | f.GateDecided() | f.GateRevoked()
                  | f.QualityRouted()):
                self._apply_gate(self._entered(seq, day, fact))
            case f.QuestionFlagged():
                apply_flag(maps["flags"], seq, day, fact)
            case f.LiveDecided():
                maps["live_decisions"][fact.connection] = fact
            case f.ReportEdited() | f.ReportBranded() | f.ReportFinalised():
                self.base = replace(self.base, reporting=self.base.reporting.after(seq, fact))
            case f.ConsentGiven():
                self.base = replace(self.base, consents=not fact.withdrawn)
            case f.RankingShown():
                self.base = replace(self.base, ranking_shown=fact.to)
            case f.TaskReported() | f.KpiDefined() | f.KpiMeasured() | f.BenefitBooked():
                apply_tracking(maps, fact)
            case _:
                self._apply_setting(fact)

    def _apply_steering(self, seq: int, fact: f.RoundOpened | f.RoundClosed | f.RoundRevealed | f.HandsCounted
                        | f.Agreed | f.AgreementWithdrawn | f.QuestionParked) -> None:
        maps, key = self.maps, (fact.cycle, fact.site, fact.question)
        replaced = maps["parked" if isinstance(fact, f.QuestionParked) else "agreed"].get(key)
        match fact:
            case f.RoundOpened():
                maps["rounds"][key] = Round(*key, fact.round)
            case f.RoundClosed():
                maps["rounds"][key] = Round(*key, fact.round, closed=True)
            case f.RoundRevealed():
                maps["rounds"][key] = Round(*key, fact.round, closed=True, revealed=True)
            case f.HandsCounted():
                maps["rounds"][key] = Round(*key, fact.round, closed=True, revealed=True, hands=fact)
            case f.Agreed():
                before = maps["agreed"].get(key)
                if before is not None and before.value != fact.value:
                    maps["validated"].pop(key, None)
                maps["agreed"][key] = fact
            case f.AgreementWithdrawn():
                maps["agreed"].pop(key, None)
                maps["validated"].pop(key, None)
            case f.QuestionParked() if fact.withdrawn:
                maps["parked"].pop(key, None)
            case f.QuestionParked():
                maps["parked"][key] = fact
        if isinstance(fact, f.RoundOpened | f.HandsCounted | f.Agreed):
            maps["parked"].pop(key, None)
        maps["steered"][key] = seq
        for name, workshop in maps["workshops"].items():
            if not workshop.closed and workshop.called == fact.question and workshop.cycle == fact.cycle:
                maps["workshops"][name] = replace(workshop, last=(seq, fact), replaced=replaced)

    def _apply_workshop(self, seq: int, fact: f.WorkshopOpened | f.WorkshopClosed | f.AgendaSet | f.RoomJoined
                        | f.QuestionCalled) -> None:
        workshops = self.maps["workshops"]
        if isinstance(fact, f.WorkshopOpened):
            workshops[fact.workshop] = Workshop(fact.workshop, fact.cycle, fact.title, fact.sites)
            return
        workshop = workshops[fact.workshop]
        match fact:
            case f.WorkshopClosed():
                workshop = replace(workshop, closed=True, called=None, exercise=None)
            case f.AgendaSet():
                workshop = replace(workshop, agenda=fact)
            case f.RoomJoined() if fact.person not in workshop.present:
                workshop = replace(workshop, present=(*workshop.present, fact.person))
            case f.QuestionCalled():
                workshop = replace(workshop, called=fact.question, exercise=fact.exercise, last=(seq, fact),
                                   before=workshop.called or (workshop.before if workshop.exercise else None),
                                   replaced=None)
        workshops[fact.workshop] = workshop

    def _entered(self, seq: int, day: date, fact: Any) -> GateEntry:
        person = self.maps["people"].get(fact.person) if isinstance(fact, f.QualityRouted) else None
        return GateEntry(seq, day, fact, None if person is None else person.function)

    def _apply_gate(self, entry: GateEntry) -> None:
        """Keep the latest of each, and all in their order: the gate asks what was known when it was decided."""
        maps, fact = self.maps, entry.fact
        match fact:
            case f.ZoneDefined():
                maps["zones"][fact.site, fact.zone] = fact
                return self._log("zone_log", (fact.site, fact.zone), entry)
            case f.ConnectionDefined():
                maps["connections"][fact.connection] = fact
            case f.CriterionReviewed():
                maps["reviews"][fact.connection, fact.criterion] = fact
            case f.GateDecided():
                maps["decisions"][fact.connection, fact.capacity] = fact
            case f.QualityRouted() if fact.connection is None:
                return self._log("quality_routes", (fact.question, fact.site), entry)
        return self._log("gate_log", fact.connection, entry)

    def _log(self, name: str, key: Any, entry: GateEntry) -> None:
        self.maps[name][key] = (*self.maps[name].get(key, ()), entry)

    def outdate(self, fact: f.Answered, before: f.Answered | None) -> None:
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

    def _name_answerer(self, fact: f.AnswererNamed) -> None:
        """Another answerer means another value: what a reviewer said of the former one does not carry over."""
        key = (fact.site, fact.question)
        if self.maps["answerers"].get(key) != fact.person:
            for checked in [k for k in self.maps["validated"] if k[1:] == key and not self._is_closed(k[0])]:
                del self.maps["validated"][checked]
        self.maps["answerers"][key] = fact.person

    def _is_closed(self, cycle: str) -> bool:
        return cycle in self.maps["cycles"] and self.maps["cycles"][cycle].closed is not None

    def _apply_setting(self, fact: f.Fact) -> None:
        maps = self.maps
        match fact:
            case f.AnswererNamed():
                self._name_answerer(fact)
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
                if fact.site is None:
                    maps["capacity"][fact.role] = fact.weeks
                else:
                    maps["local_capacity"][fact.site, fact.role] = fact.weeks
            case f.BudgetSet():
                self.base = replace(self.base, budget=fact.quarters)
            case f.RatesSet():
                self.base = replace(self.base, rates=fact)
            case f.FreezeSet() if fact.withdrawn:
                maps["freezes"].pop(fact.freeze, None)
            case f.FreezeSet():
                maps["freezes"][fact.freeze] = fact
            case f.ShutdownSet() if fact.withdrawn:
                maps["shutdowns"].pop(fact.shutdown, None)
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
                self.base = replace(self.base, adopted=fact, adopted_on=fact.on or self.day)
            case f.PlanRecorded():
                self.plans.append(fact)
            case f.Assumed():
                self.assumed.append(fact)
            case f.AreaDesigned() | f.ForumDefined() | f.ServicePromised() | f.TeamStated() | f.SideStated():
                self._apply_design(fact)
            case (f.TaskAsked() | f.ProgrammeDefined() | f.InitiativeDefined() | f.ScenarioDefined() | f.AimSet()
                  | f.PlanAdopted() | f.CharterWritten()):
                self._apply_planning(fact)
            case f.AmbitionStated():
                maps["ambitions"][fact.ambition] = fact
            case f.UseCaseDefined():
                maps["use_cases"][fact.use_case] = fact

    def _apply_planning(self, fact: f.TaskAsked | f.ProgrammeDefined | f.InitiativeDefined | f.ScenarioDefined
                        | f.AimSet | f.PlanAdopted | f.CharterWritten) -> None:
        maps = self.maps
        match fact:
            case f.TaskAsked():
                maps["asked"][fact.initiative, fact.unit] = fact
            case f.ProgrammeDefined():
                maps["programmes"][fact.programme] = fact
            case f.InitiativeDefined():
                maps["own_initiatives"][fact.initiative.id] = fact
                self._extend_library()
            case f.ScenarioDefined():
                maps["scenarios"][fact.scenario] = fact
            case f.AimSet():
                self.base = replace(self.base, aim=fact)
            case f.PlanAdopted():
                self.base = replace(self.base, adopted_plan=fact)
            case f.CharterWritten():
                self.base = replace(self.base, charter=fact)

    def _extend_library(self) -> None:
        """The pinned library with the client's own initiatives; a pinned one keeps its id."""
        if self.pinned is None:
            return
        known = {initiative.id for initiative in self.pinned.initiatives}
        own = tuple(fact.initiative for fact in self.maps["own_initiatives"].values()
                    if not fact.withdrawn and fact.initiative.id not in known)
        fields = {name: getattr(self.pinned, name) for name in Library.model_fields}
        self.base = replace(self.base, library=Library.model_construct(**{
            **fields, "initiatives": (*self.pinned.initiatives, *own)}) if own else self.pinned)

    def _open_with_pack(self, cycle: str) -> None:
        """A pack that was waiting is in force from this cycle on, with a library that fits it."""
        self.base, upgraded = open_with_pack(self.base, self.maps, cycle)
        if upgraded and self.pinned is not None:
            self.pinned = fit(self.pinned, self.base.the_pack)
            self._extend_library()

    def _apply_design(self, fact: f.AreaDesigned | f.ForumDefined | f.ServicePromised | f.TeamStated
                      | f.SideStated) -> None:
        maps = self.maps
        match fact:
            case f.AreaDesigned():
                maps["areas"][fact.area, fact.site] = fact
            case f.ForumDefined():
                maps["forums"][fact.forum] = fact
            case f.ServicePromised():
                maps["promises"][fact.promise, fact.site] = fact
            case f.TeamStated():
                maps["teams"][fact.team, fact.site, fact.when] = fact
            case f.SideStated():
                maps["sides"][fact.side, fact.topic, fact.site] = fact

    def state(self, as_of: date | None = None) -> Engagement:
        """The state so far; later facts do not change it."""
        return self.branch().view(as_of)

    def branch(self) -> Fold:
        """Another fold with the same facts; what is applied to it does not reach this one."""
        other = Fold(self.base.id)
        other.base, other.seq, other.day, other.pinned = self.base, self.seq, self.day, self.pinned
        other.input_seq = self.input_seq
        other.maps = {name: values.copy() for name, values in self.maps.items()}
        other.assumed, other.plans = list(self.assumed), list(self.plans)
        return other

    def view(self, as_of: date | None = None) -> Engagement:
        """The state so far without a copy of it: valid until the next fact is applied."""
        maps: dict[str, Any] = self.maps  # named by the fields of the state
        return replace(self.base, **maps, assumed=tuple(self.assumed), plans=tuple(self.plans),
                       last_seq=self.seq, input_seq=self.input_seq, as_of=as_of or self.day)
