"""The course of a connection through its gate: what was recorded, in the order of the journal.

The three decide on the evidence that lay before them. So a go counts only while every criterion is passed; a change of
the flow or of one of its zones puts the evidence back to be confirmed and ends the permit; a criterion found not to be
met, a no and a revocation end it as well, and only three new decisions give another.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from assessment.domain.engagement import Engagement, GateEntry, Place
from assessment.domain.facts import (
    Capacity,
    ConnectionDefined,
    CriterionReviewed,
    GateDecided,
    GateRevoked,
    QualityRouted,
    ZoneDefined,
)
from assessment.domain.gate.criteria import applies, concern_of, is_hard, is_too_old, months_after, result_of
from assessment.domain.gate.routes import is_route
from assessment.domain.gate.types import CAPACITIES, PASSED, CriterionState, Ended, IssuedPermit, Result
from assessment.domain.gate.zones import fits
from assessment.domain.library import GateCriterion, GateRules

SUBSTANCE = ("site", "from_zone", "to_zone", "data", "direction", "one_way", "gxp", "remote_access")
"""What a decision on a flow rests on; its name, its people and whether it is live yet are not part of it."""
ZONE_SUBSTANCE = ("level", "holds", "target_level", "gxp", "withdrawn")


class GateCourse:
    """Apply each entry in its order; what stands then can be asked for."""

    def __init__(self, rules: GateRules, people: Mapping[str, object]) -> None:
        self.rules = rules
        self.known: dict[str, GateCriterion] = {criterion.id: criterion for criterion in rules.criteria}
        self.people = people
        self.flow: ConnectionDefined | None = None
        self.zones: dict[tuple[Place, str], ZoneDefined] = {}
        self.reviews: dict[str, CriterionReviewed] = {}
        self.unconfirmed: set[str] = set()
        self.raised: dict[str, date] = {}
        self.routed: dict[str, QualityRouted] = {}
        self.goes: dict[Capacity, tuple[int, GateDecided]] = {}
        self.premature: dict[Capacity, GateDecided] = {}
        self.refusals: dict[Capacity, GateDecided] = {}
        self.revoked: GateRevoked | None = None
        self.issues: list[IssuedPermit] = []
        self.ended: Ended = ""
        self.ended_on: date | None = None

    def apply(self, entry: GateEntry) -> None:
        fact = entry.fact
        match fact:
            case ConnectionDefined():
                self._define(fact, entry.day)
            case ZoneDefined():
                self._define_zone(fact, entry.day)
            case CriterionReviewed() if fact.criterion in self.known:
                self._review(fact)
            case QualityRouted() if fact.criterion is not None and is_route(fact, self.people):
                self.routed[fact.criterion] = fact
            case GateDecided():
                self._decide(fact, entry.seq)
            case GateRevoked():
                self.goes.clear()
                self.revoked = fact
                self._end("revoked", fact.date)

    @property
    def in_force(self) -> IssuedPermit | None:
        """The last permit while nothing but time can have ended it."""
        return self.issues[-1] if self.issues and not self.ended else None

    def states(self, day: date, aged_on: date | None = None) -> tuple[CriterionState, ...]:
        """How the criteria that apply stand on a day; whether evidence is too old is asked of `aged_on`."""
        if self.flow is None:
            return ()
        found = []
        for criterion in self.rules.criteria:
            if applies(criterion, self.flow):
                review = self.reviews.get(criterion.id)
                result = self._result(criterion, self.flow, day, aged_on or day)
                found.append(CriterionState(
                    criterion=criterion.id, hard=is_hard(criterion, self.flow), result=result, review=review,
                    raised_on=self.raised.get(criterion.id), route=self.routed.get(criterion.id),
                    due=review.due if review and result in ("conditional", "expired") else None))
        return tuple(found)

    def _result(self, criterion: GateCriterion, flow: ConnectionDefined, day: date,
                aged_on: date) -> Result:
        review = self.reviews.get(criterion.id)
        result = result_of(criterion, flow, review, self.rules, day)
        if review is None or result in ("missing", "not-met", "expired"):
            return result
        if criterion.id in self.unconfirmed:
            return "outdated"
        if result == "met" and criterion.id in self.raised and not self._is_routed(criterion.id, day):
            return "awaits-quality"
        return "outdated" if is_too_old(review, criterion, self.rules, aged_on) else result

    def _is_routed(self, criterion: str, day: date) -> bool:
        return criterion in self.routed and self.routed[criterion].date <= day

    def passes(self, day: date) -> bool:
        """Whether every criterion that applies is passed on a day; never so without any."""
        flow = self.flow
        wanted = [] if flow is None else [c for c in self.rules.criteria if applies(c, flow)]
        return flow is not None and bool(wanted) and all(self._result(c, flow, day, day) in PASSED for c in wanted)

    def _define(self, fact: ConnectionDefined, day: date) -> None:
        before, self.flow = self.flow, fact
        if before is None:
            return
        if any(getattr(before, name) != getattr(fact, name) for name in SUBSTANCE):
            self._change(day)
        for capacity in CAPACITIES:
            if named(before, capacity) != named(fact, capacity):
                self._hand_over(capacity)

    def _define_zone(self, fact: ZoneDefined, day: date) -> None:
        before = self.zones.get((fact.site, fact.zone))
        self.zones[fact.site, fact.zone] = fact
        if (before is not None and self._touches(before)
                and any(getattr(before, name) != getattr(fact, name) for name in ZONE_SUBSTANCE)):
            self._change(day)

    def _touches(self, zone: ZoneDefined) -> bool:
        return self.flow is not None and (fits(zone, self.flow.from_zone) or fits(zone, self.flow.to_zone))

    def _change(self, day: date) -> None:
        self.unconfirmed = set(self.reviews)
        self.goes.clear()
        self._end("changed", day)

    def _hand_over(self, capacity: Capacity) -> None:
        """Another person holds the post: the former one's decision does not bind."""
        self.goes.pop(capacity, None)
        self.refusals.pop(capacity, None)
        if (permit := self.in_force) is not None:
            kept = [(decision, seq) for decision, seq in zip(permit.decisions, permit.entries, strict=True)
                    if decision.capacity != capacity]
            self.issues[-1] = permit.model_copy(update={
                "decisions": tuple(decision for decision, _ in kept), "entries": tuple(seq for _, seq in kept)})

    def _review(self, fact: CriterionReviewed) -> None:
        name = fact.criterion
        was_met = name in self.reviews and self.reviews[name].result == "met"
        self.reviews[name] = fact
        self.unconfirmed.discard(name)
        if fact.result != "met":
            if was_met:  # a new finding: the reference of an earlier one does not close it
                self.routed.pop(name, None)
                self.raised.pop(name, None)
            if self.flow is not None and concern_of(self.known[name], self.flow) is not None:
                self.raised.setdefault(name, fact.date)
        if (self.flow is not None and applies(self.known[name], self.flow)
                and self._result(self.known[name], self.flow, fact.date, fact.date) not in PASSED):
            self.goes.clear()
            self._end("criterion", fact.date)

    def _decide(self, fact: GateDecided, seq: int) -> None:
        if self.flow is None or fact.person != named(self.flow, fact.capacity):
            return None
        self.premature.pop(fact.capacity, None)
        if not fact.go:
            self.goes.pop(fact.capacity, None)
            self.refusals[fact.capacity] = fact
            return self._end("refused", fact.date)
        self.refusals.pop(fact.capacity, None)
        if not self.passes(fact.date):
            self.goes.pop(fact.capacity, None)
            self.premature[fact.capacity] = fact
            return None
        permit = self.in_force
        if permit is not None and fact.date < permit.lapses and permit.go(fact.capacity) is None:
            self.issues[-1] = permit.model_copy(update={
                "flow": self.flow, "decisions": (*permit.decisions, fact), "entries": (*permit.entries, seq)})
            return None
        self.goes[fact.capacity] = (seq, fact)
        return self._issue()

    def _issue(self) -> None:
        """Give the permit once three different people said go and nothing has run out since the first of them."""
        if self.flow is None or len(self.goes) < len(CAPACITIES) or len({d.person for _, d in self.goes.values()}) < 3:
            return
        opened = max(decision.date for _, decision in self.goes.values())
        if not self.passes(opened):
            return
        self.issues.append(IssuedPermit(
            number=len(self.issues) + 1, flow=self.flow, opened=opened, criteria=self.states(opened),
            zones=tuple(zone for zone in self.zones.values() if self._touches(zone)),
            lapses=months_after(opened, self.rules.lapse_months),
            decisions=tuple(self.goes[capacity][1] for capacity in CAPACITIES),
            entries=tuple(self.goes[capacity][0] for capacity in CAPACITIES)))
        self.goes = {}
        self.ended, self.ended_on, self.revoked = "", None, None

    def _end(self, why: Ended, day: date) -> None:
        if self.in_force is not None:
            self.ended, self.ended_on = why, day


def named(flow: ConnectionDefined, capacity: Capacity) -> str | None:
    """The person named with a connection for a part of the decision."""
    return {"owner": flow.owner, "ot-security": flow.ot_security, "quality": flow.quality}[capacity]


def course(engagement: Engagement, connection: str, day: date) -> GateCourse:
    """The course of a connection up to a day; what bears a later date is left out."""
    flow = engagement.connections[connection]
    zones = [entry for (site, _zone), entries in engagement.zone_log.items() if site in (None, flow.site)
             if any(fits(entry.fact, name) for entry in entries for name in (flow.from_zone, flow.to_zone))
             for entry in entries]
    found = GateCourse(engagement.the_library.gate, engagement.people)
    for entry in sorted([*engagement.gate_log.get(connection, ()), *zones], key=lambda entry: entry.seq):
        if _date(entry) <= day:
            found.apply(entry)
    return found


def _date(entry: GateEntry) -> date:
    """The day that an entry bears; definitions bear that of their recording."""
    fact = entry.fact
    return entry.day if isinstance(fact, ConnectionDefined | ZoneDefined) else fact.date
