"""The facade over one engagement: record a fact, ask for a result. Every page, command and report goes through it."""

from __future__ import annotations

import hashlib
import threading
import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import assessment
from assessment.domain import facts as f
from assessment.domain.basis import InvalidInput, NotAllowed, NotFound, Problem, Refused, digest
from assessment.domain.benchmarking import Comparison, compare
from assessment.domain.consensus import Poll, poll
from assessment.domain.coverage import Coverage
from assessment.domain.engagement import Cycle, Engagement, Place, allowed
from assessment.domain.findings import Finding, findings
from assessment.domain.gate import Permit, review_all
from assessment.domain.next_steps import OpenWork, open_work
from assessment.domain.paths import Executives, Recommendation, executives, recommend, recommend_clusters
from assessment.domain.results import Results, Scorecards
from assessment.domain.roadmap import Alternatives, Frame, Roadmap, frame
from assessment.domain.room import makers
from assessment.domain.scoring import Points, Scorecard, score
from assessment.domain.trend import Trend, trend
from assessment.domain.value import ValueCase, simulate
from assessment.journal import Draft, Entry, Journal, instant
from assessment.report.edition import PLAIN, Edition
from assessment.text import _, language, speaking
from assessment.workspace.comparing import compare_plans
from assessment.workspace.history import Given
from assessment.workspace.language import Progress, aloud, own_pack, spoken_frame, spoken_plan, spoken_value
from assessment.workspace.recording import check_fact
from assessment.workspace.recording_room import check_seen
from assessment.workspace.reporting import Reports
from assessment.workspace.shared import Shared

SYSTEM = "interlock"
"""Actor of facts that the product records itself: imports and plans."""

Result = TypeVar("Result")


def now() -> datetime:
    """The clock, read here and nowhere else."""
    return datetime.now(UTC)


class Workspace:
    """One engagement as one person sees it.

    `clock` gives the time of recording. Results are kept until a fact that may change them is recorded; a
    recorded plan changes none. Threads may share a workspace.
    """

    def __init__(self, journal: Journal, engagement: str, *, actor: str = SYSTEM, role: f.AppRole = "owner",
                 via: str = "api", names: Callable[[], dict[str, str]] = dict, clock: Callable[[], datetime] = now,
                 shared: Shared | None = None) -> None:
        self.id = engagement
        self.actor, self.role, self.via = actor, role, via
        self._names = names
        self._clock = clock
        self._shared = shared or Shared(journal, engagement)

    @cached_property
    def names(self) -> dict[str, str]:
        """Person id -> name, of those whose names are kept beside the journal; looked up when it is first asked for."""
        return self._names()

    # facts

    def record(self, fact: f.Fact, *, reason: str = "", entry_id: str | None = None,
               on_behalf_of: str | None = None, seen: int | None = None) -> Entry:
        """Check and append one fact; acknowledged means synced to disk. The same `entry_id` is recorded once.

        With `seen`, the last entry that the actor has seen, a step in a room is refused where another came between.
        """
        with self._shared.recording:
            check_seen(self.engagement(), fact, seen)
            check_fact(self.engagement(), fact, self.actor, self.role, self.today)
            return self._append([fact], [entry_id], reason, on_behalf_of)[0]

    def record_together(self, facts: Sequence[f.Fact], *, reason: str = "", seen: int | None = None) -> list[Entry]:
        """Check and append facts of which each may rest on those before it: all of them or, at the first that is
        refused, none. Raises what `record` raises, as InvalidInput that names the place in the list from 0; `seen` as
        there.
        """
        with self._shared.recording:
            for fact in facts:
                check_seen(self.engagement(), fact, seen)
            fold = self._shared.branch()
            for place, fact in enumerate(facts):
                try:
                    check_fact(fold.view(self.today), fact, self.actor, self.role, self.today)
                except (NotAllowed, NotFound, Refused) as error:
                    raise InvalidInput([Problem(code="refused", where=str(place), message=str(error))]) from error
                fold.apply(fold.seq + 1, self.today, fact)
            return self._append(facts, [None] * len(facts), reason, None) if facts else []

    @property
    def today(self) -> date:
        """The day of the clock that facts are recorded by."""
        return self._clock().date()

    @property
    def clock_now(self) -> datetime:
        """The time of the clock that facts are recorded by."""
        return self._clock()

    def record_all(self, entries: Iterable[tuple[str, datetime, f.Fact]]) -> int:
        """Append (id, time, fact) that a reader has checked, in one transaction. Returns how many were new."""
        drafts = [self._draft(fact, name, "", None, at) for name, at, fact in entries]
        with self._shared.recording:
            before = self._shared.journal.head(self.id).seq
            self._shared.journal.append(self.id, drafts)
            return self._shared.journal.head(self.id).seq - before

    def entries(self, after: int = 0, most: int | None = None) -> list[Entry]:
        """The audit trail behind an entry, oldest first."""
        return list(self._shared.journal.read(self.id, after, most))

    def given(self, person: str) -> tuple[Given, ...]:
        """Answers of a person with their times, oldest first: the actor's own, of others what the actor entered."""
        return self._shared.given(person, self.actor)

    def _append(self, facts: Sequence[f.Fact], ids: Sequence[str | None], reason: str,
                on_behalf_of: str | None) -> list[Entry]:
        at = self._clock()
        drafts = [self._draft(fact, name, reason, on_behalf_of, at) for fact, name in zip(facts, ids, strict=True)]
        return self._shared.journal.append(self.id, drafts)

    def _draft(self, fact: f.Fact, entry_id: str | None, reason: str, on_behalf_of: str | None,
               at: datetime) -> Draft:
        return Draft(id=entry_id or str(uuid.uuid4()), at=instant(at), actor=self.actor, role=self.role,
                     on_behalf_of=on_behalf_of, via=self.via, reason=reason, fact=fact)

    # state

    def engagement(self, as_of: date | None = None) -> Engagement:
        """The state after the last fact, or at the end of the day `as_of`, with names in the language in use."""
        return self._shared.state(as_of, language())

    def state_of(self, cycle: str | None = None) -> tuple[Engagement, Cycle]:
        """The latest cycle as of the last fact; an earlier closed one as of its close."""
        latest = self.engagement()
        chosen = latest.cycle(cycle)
        if chosen.closed is not None and chosen.number < len(latest.cycles):
            return own_pack(self.engagement(chosen.closed), chosen.id), chosen
        return latest, chosen

    def _facts_of(self, cycle: str | None) -> tuple[Engagement, Cycle]:
        """State and cycle as results are computed from them, whatever the language in use."""
        with speaking("en"):
            return self.state_of(cycle)

    @property
    def seed(self) -> int:
        """Seed of every draw, from the engagement's id alone."""
        return int(hashlib.sha256(self.id.encode()).hexdigest()[:8], 16)

    # results

    def poll(self, question: str, site: Place, cycle: str | None = None) -> Poll:
        engagement = self.engagement()
        return poll(engagement, site, engagement.cycle(cycle).id, question)

    def scorecard(self, cycle: str | None = None) -> Scorecard:
        state, chosen = self._facts_of(cycle)
        return self._kept("scorecard", chosen.id, state, lambda: score(state, chosen.id, self.seed))

    def points(self, cycle: str | None = None) -> Points:
        """Point scores after the last fact, without intervals: what a page can show at once after each answer."""
        chosen = self.engagement().cycle(cycle)
        return self._shared.points(chosen.id)

    def open_work(self) -> OpenWork:
        """What is still to do in the latest cycle."""
        state, chosen = self._facts_of(None)
        return self._kept("open work", chosen.id, state, lambda: open_work(state, chosen.id))

    def comparison(self, cycle: str | None = None) -> Comparison:
        state, chosen = self._facts_of(cycle)
        return self._kept("comparison", chosen.id, state, lambda: compare(state, self.scorecard(chosen.id)))

    def recommendation(self, cycle: str | None = None) -> Recommendation:
        state, chosen = self._facts_of(cycle)
        return self._kept("recommendation", chosen.id, state,
                          lambda: recommend(state, self.scorecard(chosen.id), self.seed))

    def clusters(self, cycle: str | None = None) -> dict[str, Recommendation]:
        state, chosen = self._facts_of(cycle)
        return self._kept("clusters", chosen.id, state,
                          lambda: recommend_clusters(state, self.scorecard(chosen.id), self.seed))

    def executives(self, cycle: str | None = None) -> Executives:
        """What each executive chose blind, and the result under each one's weights."""
        state, chosen = self._facts_of(cycle)
        return self._kept("executives", chosen.id, state,
                          lambda: executives(state, self.scorecard(chosen.id), self.seed))

    def permits(self, cycle: str | None = None) -> tuple[Permit, ...]:
        state, chosen = self._facts_of(cycle)
        day = state.as_of or chosen.opened
        return self._kept("permits", chosen.id, state,
                          lambda: review_all(state, day))

    def permits_today(self) -> tuple[Permit, ...]:
        """Where connections stand by the clock: a permit lapses and a condition runs out though nothing is recorded."""
        return review_all(self.engagement(), self.today)

    def frame(self, cycle: str | None = None) -> Frame:
        state, chosen = self._facts_of(cycle)
        return self._kept("frame", chosen.id, state, lambda: frame(
            state, self.scorecard(chosen.id), self.recommendation(chosen.id), self.permits(chosen.id)))

    def roadmap(self, cycle: str | None = None, progress: Progress | None = None,
                stopped: Callable[[], bool] | None = None) -> Roadmap:
        """The plan for the frame: the recorded one where it answers the same frame, else solved and recorded; once
        `stopped` says so, the best plan so far is recorded.
        """
        state, chosen = self._facts_of(cycle)
        return self._kept("roadmap", chosen.id, state, lambda: self.plan_of(
            self.frame(chosen.id), chosen.id, progress, stopped=stopped))

    def plan_again(self, cycle: str | None = None, progress: Progress | None = None,
                   stopped: Callable[[], bool] | None = None) -> Roadmap:
        """Another search for the plan, after one that was stopped; the better of both stays. Raises NotAllowed."""
        if not allowed(self.role, "plan"):
            raise NotAllowed(self.role, _("search for another plan"))
        _state, chosen = self._facts_of(cycle)
        with speaking("en"):
            plan = self.plan_of(self.frame(chosen.id), chosen.id, progress, stopped=stopped, again=True)
        self._shared.forget()
        return plan

    def plan_of(self, problem: Frame, cycle: str, progress: Progress | None = None, scenario: str = "",
                stopped: Callable[[], bool] | None = None, again: bool = False) -> Roadmap:
        """The plan for any frame: the recorded one that answers it, else solved and recorded, with the name of the
        scenario that asked for it. With `again` it is searched for anew, and the better of both stays.
        """
        from assessment.solver import solve

        found = self.known_plan(problem)
        if found is not None and not again:
            return found
        asked = _asked(problem)
        plan = solve(problem, progress=progress, stopped=stopped)
        if found is not None and plan.objective < found.objective:
            return found
        told: dict[str, Any] = {**({"scenario": scenario} if scenario else {}),
                                **({"reported": True} if problem.reported else {})}
        fact = f.PlanRecorded(plan={"cycle": cycle, "frame": asked, "roadmap": plan.model_dump(mode="json"), **told})
        before = sum(recorded.plan.get("frame") == asked for recorded in self.engagement().plans)
        name = f"{self.id}:{asked}:{before}" if before else f"{self.id}:{asked}"
        draft = Draft(id=str(uuid.uuid5(uuid.NAMESPACE_OID, name)), at=instant(self._clock()),
                      actor=SYSTEM, via=self.via, fact=fact)
        self._shared.journal.append(self.id, [draft])
        return plan

    def value(self, cycle: str | None = None) -> ValueCase:
        state, chosen = self._facts_of(cycle)
        return self._kept("value", chosen.id, state, lambda: simulate(
            state, self.frame(chosen.id), self.roadmap(chosen.id), self.seed))

    def coverage(self) -> Coverage:
        """What the shipped method covers, with the questions and initiatives of this engagement's pack and library."""
        from assessment.formats import shipped_coverage

        engagement = self.engagement()
        return shipped_coverage(engagement.the_pack, engagement.the_library)

    def trend(self, cycle: str | None = None) -> Trend | None:
        state, chosen = self._facts_of(cycle)
        return self._kept("trend", chosen.id, state, lambda: trend(state, chosen.id, self.seed))

    def findings(self, cycle: str | None = None) -> tuple[Finding, ...]:
        """Findings with the names that their sentences take in the language in use."""
        state, chosen = self.state_of(cycle)
        name = chosen.id
        return self._shared.kept((f"findings.{language()}", name), state, lambda: findings(
            state, self.scorecard(name), self.comparison(name), self.recommendation(name), self.permits(name),
            spoken_frame(self.frame(name)), spoken_plan(state, self.roadmap(name)), self.value(name), self.trend(name)))

    def results(self, cycle: str | None = None, progress: Progress | None = None) -> Results:
        """Everything for one cycle in the language in use, with the digest that names it in every language."""
        state, chosen = self.state_of(cycle)
        plain, _cycle = self._facts_of(cycle)
        name = chosen.id
        said = progress or (lambda _text, _share: None)
        earlier = sorted((c for c in state.cycles.values() if c.number <= chosen.number), key=lambda c: c.number)
        said(_("Scoring"), 0.05)
        scorecards = Scorecards({c.id: c.closed is None or c.id == name for c in earlier}, self.scorecard)
        said(_("Comparing paths"), 0.2)
        recommendation, clusters = self.recommendation(name), self.clusters(name)
        said(_("Planning the roadmap"), 0.3)
        roadmap = self.roadmap(name, aloud(said))
        said(_("Simulating the value case"), 0.9)
        value = self.value(name)
        parts: dict[str, Any] = {
            "facts": self._head(plain), "seed": self.seed, "library": digest(plain.the_library.model_dump(mode="json")),
            "scorecard": digest(scorecards[name].model_dump(mode="json")),
            "roadmap": digest(roadmap.model_dump(mode="json")), "value": digest(value.model_dump(mode="json")),
        }
        return Results(
            engagement=state, cycle=chosen, as_of=state.as_of or chosen.opened, seed=self.seed,
            version=assessment.__version__, digest=digest(parts), scorecards=scorecards,
            comparison=self.comparison(name), recommendation=recommendation, clusters=clusters,
            executives=self.executives(name), permits=self.permits(name), frame=spoken_frame(self.frame(name)),
            roadmap=spoken_plan(state, roadmap), value=spoken_value(value),
            trend=self.trend(name), findings=self.findings(name), names=self._names_told(state),
            alternatives=self.alternatives(name))

    def _names_told(self, state: Engagement) -> dict[str, str]:
        """All names where answers bear them, else those that stand with a commitment."""
        named, told = bool(state.opened and state.opened.named), makers(state)
        return {person: name for person, name in self.names.items()
                if allowed(self.role, "read") and (named or person in told)}

    def alternatives(self, cycle: str | None = None) -> Alternatives:
        """The plan beside the scenarios that were planned so far, in the language in use."""
        state, chosen = self.state_of(cycle)
        name = f"alternatives.{len(self.engagement().plans)}.{language()}"
        return self._shared.kept((name, chosen.id), state, lambda: compare_plans(self, chosen.id))

    def stamp(self, cycle: str | None = None) -> str:
        """Names what a report of a cycle is made from, without computing it: facts, version and language."""
        state, chosen = self.state_of(cycle)
        told: dict[str, Any] = {} if language() == "en" else {"language": language()}
        beside = [plan["frame"] for recorded in self.engagement().plans if (plan := recorded.plan).get("scenario")]
        if beside:
            told["scenarios"] = beside
        plans = [recorded.plan.get("frame") for recorded in self.engagement().plans]
        if len(plans) > len(set(plans)):
            told["searched again"] = len(plans) - len(set(plans))
        if edited := self.engagement().reporting.last:
            told["report"] = edited
        return digest({"facts": self._head(state), "cycle": chosen.id, "version": assessment.__version__, **told})

    def report(self, to: str, cycle: str | None = None, progress: Progress | None = None, edition: Edition = PLAIN,
               sections: Path | None = None) -> bytes:
        """The report of a cycle as `pdf` or `html` in the language in use, or as `json`, which is English.

        `sections`: a folder of own sections instead of the one beside the store.
        """
        return self.reports.print(to, cycle, progress, edition, sections)

    @property
    def reports(self) -> Reports:
        """The report in its editions: printed, arranged, branded, marked final, its restricted annex sealed."""
        return Reports(self, self._shared)

    def permit(self, connection: str, to: str = "pdf") -> bytes:
        """The last permit of a connection, one page, as `pdf` or `html`: as it stands today by the clock.

        Raises NotFound, and Refused where the connection was never given one.
        """
        from assessment.report.permit import render_permit
        from assessment.workspace.permitting import permit_record

        return render_permit(permit_record(self.engagement(), connection, self.today, self.entries(), self.names), to)

    def unprintable(self) -> tuple[Problem, ...]:
        """What would be printed as empty boxes; each problem names the font package to install."""
        from assessment.workspace.printing import unprintable

        return unprintable(self.engagement(), self.entries(), self.names)

    def held(self) -> threading.RLock:
        """Nothing is recorded by others in this process while it is held."""
        return self._shared.recording

    def _head(self, state: Engagement) -> str:
        """Hash of the last fact of a state that results depend on: plans follow from the rest."""
        return self._shared.input_hash(state.input_seq)

    def known_plan(self, problem: Frame) -> Roadmap | None:
        """The last recorded plan that answers a frame."""
        asked = _asked(problem)
        plans = (recorded.plan for recorded in reversed(self.engagement().plans))
        return next((Roadmap.model_validate(plan["roadmap"]) for plan in plans if plan.get("frame") == asked), None)

    def _kept(self, name: str, cycle: str, state: Engagement, compute: Callable[[], Result]) -> Result:
        """A result that is computed and recorded in English, one for all languages."""
        with speaking("en"):
            return self._shared.kept((name, cycle), state, compute)


def _asked(problem: Frame) -> str:
    """Names a frame; a field that a later version adds with a default leaves the name as it is."""
    return digest(problem.model_dump(mode="json", exclude_defaults=True))
