"""The course of a connection through its gate: what was recorded, in the order of the journal.

The three decide on the evidence that lay before them. So a go counts only while every criterion is passed; a change of
the flow or of one of its zones puts the evidence back to be confirmed and ends the permit; a criterion found not to be
met, a no and a revocation end it as well, and only three new decisions give another. What bears an earlier day than
what it would undo does not undo it, however late it is recorded.
"""

from __future__ import annotations

from collections import Counter
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
from assessment.domain.gate.zones import meant
from assessment.domain.library import GateCriterion, GateRules

SUBSTANCE = ("site", "data", "service", "direction", "one_way", "gxp", "remote_access", "retired")
"""What a decision on a flow rests on, with its two zones; its name, its people and whether it is live yet are not."""
ZONE_SUBSTANCE = ("site", "zone", "level", "holds", "target_level", "gxp")
BETTER = {"not-met": 0, "conditional": 1, "met": 2}

ZoneKey = tuple[Place, str]
ZoneNames = Mapping[str, set[ZoneKey]]
"""Name or id of a zone in lower case, former ones too -> the zones that bear or bore it."""


class GateCourse:
    """Apply each entry in its order; what stands then can be asked for."""

    def __init__(self, rules: GateRules) -> None:
        self.rules = rules
        self.known: dict[str, GateCriterion] = {criterion.id: criterion for criterion in rules.criteria}
        self.flow: ConnectionDefined | None = None
        self.zones: dict[ZoneKey, list[ZoneDefined]] = {}
        self.ends: tuple[object, ...] = ()
        self.changed_on = date.min
        self.reviews: dict[str, CriterionReviewed] = {}
        self.unconfirmed: set[str] = set()
        self.on_condition: dict[str, date] = {}
        self.found: dict[str, date] = {}
        self.raised: dict[str, date] = {}
        self.routed: dict[str, QualityRouted] = {}
        self.goes: dict[Capacity, tuple[int, GateDecided]] = {}
        self.since = date.min
        self.premature: dict[Capacity, GateDecided] = {}
        self.overtaken: dict[Capacity, GateDecided] = {}
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
            case QualityRouted() if is_route(fact, entry.function):
                self._route(fact)
            case GateDecided():
                self._decide(fact, entry.seq)
            case GateRevoked() if self.flow is not None and fact.person in three(self.flow):
                self._demand_anew(fact.date)
                self.revoked = fact
                self._end("revoked", fact.date)

    @property
    def in_force(self) -> IssuedPermit | None:
        """The last permit while nothing but time can have ended it."""
        return self.issues[-1] if self.issues and not self.ended else None

    def states(self, day: date, aged_on: date | None = None) -> tuple[CriterionState, ...]:
        """How the criteria that apply stand on a day; whether evidence is too old is asked of `aged_on`."""
        flow = self.flow
        return () if flow is None else tuple(self._state(c, flow, day, aged_on or day) for c in self._applying())

    def findings(self, day: date) -> tuple[CriterionState, ...]:
        """The criteria with a finding on data integrity or patient supply, also where they apply no more."""
        flow = self.flow
        return () if flow is None else tuple(self._state(self.known[name], flow, day, day) for name in self.raised)

    def given(self, day: date) -> set[Capacity]:
        """Parts whose go waits for the others; a go waits no longer than a permit would last."""
        return {capacity for capacity, (_seq, go) in self.goes.items()
                if day < months_after(go.date, self.rules.lapse_months)}

    def wanting(self, fact: GateDecided) -> tuple[str, ...]:
        """Criteria that are not passed for a go on its day; evidence that a permit in force rests on ages no more."""
        permit = self._waiting(fact)
        return self._failing(fact.date, fact.date if permit is None else permit.opened)

    def is_overtaken(self, fact: GateDecided) -> bool:
        """Whether a go is older than the change, the finding, the no or the permit that it has to follow."""
        refusal = self.refusals.get(fact.capacity)
        return fact.date < self.since or (refusal is not None and fact.date < refusal.date)

    def _applying(self) -> list[GateCriterion]:
        return [] if self.flow is None else [c for c in self.rules.criteria if applies(c, self.flow)]

    def _failing(self, day: date, aged_on: date) -> tuple[str, ...]:
        flow = self.flow
        return () if flow is None else tuple(
            c.id for c in self._applying() if self._result(c, flow, day, aged_on) not in PASSED)

    def _state(self, criterion: GateCriterion, flow: ConnectionDefined, day: date, aged_on: date) -> CriterionState:
        review = self.reviews.get(criterion.id)
        result = self._result(criterion, flow, day, aged_on)
        return CriterionState(
            criterion=criterion.id, hard=is_hard(criterion, flow), result=result, review=review,
            raised_on=self.raised.get(criterion.id), route=self.routed.get(criterion.id),
            due=review.due if review and result in ("conditional", "expired") else None)

    def _result(self, criterion: GateCriterion, flow: ConnectionDefined, day: date, aged_on: date) -> Result:
        name = criterion.id
        review = self.reviews.get(name)
        result = result_of(criterion, flow, review, self.rules, day, self.on_condition.get(name))
        if review is None or result in ("missing", "not-met", "expired"):
            return result
        if name in self.unconfirmed:
            return "outdated"
        if result == "met" and name in self.raised and not (name in self.routed and self.routed[name].date <= day):
            return "awaits-quality"
        return "outdated" if is_too_old(review, criterion, self.rules, aged_on) else result

    def _define(self, fact: ConnectionDefined, day: date) -> None:
        before, ends = self.flow, self.ends
        self.flow = fact
        self.ends = self._ends(fact)
        if before is not None:
            if ends != self.ends or any(getattr(before, name) != getattr(fact, name) for name in SUBSTANCE):
                self._change(day)
            for capacity in CAPACITIES:
                if named(before, capacity) != named(fact, capacity):
                    self._hand_over(capacity)
        self._raise(fact)

    def _define_zone(self, fact: ZoneDefined, day: date) -> None:
        self.zones.setdefault((fact.site, fact.zone), []).append(fact)
        if self.flow is not None and (ends := self._ends(self.flow)) != self.ends:
            self.ends = ends
            self._change(day)

    def _ends(self, flow: ConnectionDefined) -> tuple[object, ...]:
        """What of its two zones a decision rests on; of a zone that nobody defined its name."""
        return tuple(tuple(getattr(zone, key) for key in ZONE_SUBSTANCE)
                     if (zone := meant(self.zones, flow.site, name)) is not None else name.casefold()
                     for name in (flow.from_zone, flow.to_zone))

    def _change(self, day: date) -> None:
        if self.reviews or self.goes or self.issues:  # while nothing rests on it, a definition is only put right
            self.changed_on = max(self.changed_on, day)
            self.unconfirmed = set(self.reviews)
            self._demand_anew(day)
            self._end("changed", day)

    def _demand_anew(self, day: date) -> None:
        """Take back every go that waits; those that follow bear no earlier day."""
        self.goes.clear()
        self.since = max(self.since, day)

    def _hand_over(self, capacity: Capacity) -> None:
        """Another person holds the post: the former one's decision does not bind."""
        for kept in (self.goes, self.refusals, self.premature, self.overtaken):
            kept.pop(capacity, None)
        if (permit := self.in_force) is not None:
            kept_pairs = [(decision, seq) for decision, seq in zip(permit.decisions, permit.entries, strict=True)
                          if decision.capacity != capacity]
            self.issues[-1] = permit.model_copy(update={
                "decisions": tuple(decision for decision, _ in kept_pairs),
                "entries": tuple(seq for _, seq in kept_pairs)})

    def _review(self, fact: CriterionReviewed) -> None:
        name = fact.criterion
        before = self.reviews.get(name)
        if before is not None and fact.date < before.date and BETTER[fact.result] > BETTER[before.result]:
            return  # an older look does not undo a younger finding
        self.reviews[name] = fact
        if fact.date < self.changed_on:
            self.unconfirmed.add(name)
        else:
            self.unconfirmed.discard(name)
        if fact.result != "conditional":
            self.on_condition.pop(name, None)
        else:  # a condition that is put off still ends within the days allowed
            self.on_condition[name] = min(fact.date, self.on_condition.get(name, fact.date))
        if fact.result != "met" and self.known[name].concern is not None:
            if before is not None and before.result == "met" and name in self.routed:
                for closed in (self.found, self.raised, self.routed):
                    closed.pop(name, None)  # a new finding: the reference of the closed one does not close it
            self.found.setdefault(name, fact.date)
        if self.flow is None:
            return
        self._raise(self.flow)
        if (applies(self.known[name], self.flow)
                and self._result(self.known[name], self.flow, fact.date, fact.date) == "not-met"):
            self._demand_anew(fact.date)
            self._end("criterion", fact.date)

    def _raise(self, flow: ConnectionDefined) -> None:
        """A finding is Quality's once the flow makes it so, and stays Quality's."""
        for name, day in self.found.items():
            if concern_of(self.known[name], flow) is not None:
                self.raised.setdefault(name, day)

    def _route(self, fact: QualityRouted) -> None:
        """What is recorded before there is a finding closes none."""
        name = fact.criterion
        if name is not None and name in self.found and fact.date >= self.found[name]:
            self.routed[name] = fact

    def _decide(self, fact: GateDecided, seq: int) -> None:
        flow, capacity = self.flow, fact.capacity
        if flow is None or fact.person != named(flow, capacity):
            return None
        self.premature.pop(capacity, None)
        self.overtaken.pop(capacity, None)
        if not fact.go:
            self.goes.pop(capacity, None)
            self.refusals[capacity] = fact
            if self.in_force is not None and fact.date < self.in_force.lapses:
                self._demand_anew(fact.date)
            return self._end("refused", fact.date)
        if three(flow)[fact.person] > 1:
            return None  # one person in two parts gives neither
        if self.is_overtaken(fact):
            self.overtaken[capacity] = fact
            return None
        if self.wanting(fact) or not self._applying():
            self.goes.pop(capacity, None)
            self.premature[capacity] = fact
            return None
        self.refusals.pop(capacity, None)
        if (permit := self._waiting(fact)) is not None:
            self.issues[-1] = permit.model_copy(update={
                "flow": flow, "decisions": (*permit.decisions, fact), "entries": (*permit.entries, seq)})
            return None
        self.goes[capacity] = (seq, fact)
        return self._issue(flow)

    def _waiting(self, fact: GateDecided) -> IssuedPermit | None:
        """The permit in force that waits for this part since its post was handed over."""
        permit = self.in_force
        return permit if permit is not None and fact.date < permit.lapses and permit.go(fact.capacity) is None else None

    def _issue(self, flow: ConnectionDefined) -> None:
        """Give the permit once three different people said go and nothing has run out since the first of them."""
        opened = max(go.date for _, go in self.goes.values())
        if len(self.given(opened)) < len(CAPACITIES) or len({go.person for _, go in self.goes.values()}) < 3:
            return
        if self._failing(opened, opened):
            return
        zones = [meant(self.zones, flow.site, name) for name in (flow.from_zone, flow.to_zone)]
        self.issues.append(IssuedPermit(
            number=len(self.issues) + 1, flow=flow, opened=opened, criteria=self.states(opened),
            zones=tuple(dict.fromkeys(zone for zone in zones if zone is not None)),
            lapses=months_after(opened, self.rules.lapse_months),
            decisions=tuple(self.goes[capacity][1] for capacity in CAPACITIES),
            entries=tuple(self.goes[capacity][0] for capacity in CAPACITIES)))
        self._demand_anew(opened)
        self.ended, self.ended_on, self.revoked = "", None, None

    def _end(self, why: Ended, day: date) -> None:
        """End the permit in force, unless time has ended it before."""
        if (permit := self.in_force) is not None:
            lapsed = day >= permit.lapses
            self.ended = "time" if lapsed else why
            self.ended_on = permit.lapses if lapsed else max(day, permit.opened)


def named(flow: ConnectionDefined, capacity: Capacity) -> str | None:
    """The person named with a connection for a part of the decision."""
    return {"owner": flow.owner, "ot-security": flow.ot_security, "quality": flow.quality}[capacity]


def three(flow: ConnectionDefined) -> Counter[str]:
    """The people named with a connection, with the number of parts that each has."""
    return Counter(person for capacity in CAPACITIES if (person := named(flow, capacity)) is not None)


def zone_names(engagement: Engagement) -> ZoneNames:
    """The zones by every name that they ever bore, read once for many connections."""
    found: dict[str, set[ZoneKey]] = {}
    for key, entries in engagement.zone_log.items():
        for entry in entries:
            if isinstance(entry.fact, ZoneDefined):
                for name in (entry.fact.zone, entry.fact.name):
                    found.setdefault(name.casefold(), set()).add(key)
    return found


def course(engagement: Engagement, connection: str, day: date, names: ZoneNames | None = None) -> GateCourse:
    """The course of a connection up to a day; what bears a later date is left out."""
    names = zone_names(engagement) if names is None else names
    log = engagement.gate_log.get(connection, ())
    flows = [entry.fact for entry in log if isinstance(entry.fact, ConnectionDefined)]
    keys = {key for flow in flows for name in (flow.from_zone, flow.to_zone) for key in names.get(name.casefold(), ())
            if key[0] in (None, flow.site)}
    found = GateCourse(engagement.the_library.gate)
    for entry in sorted([*log, *(entry for key in keys for entry in engagement.zone_log[key])], key=lambda e: e.seq):
        if _date(entry) <= day:
            found.apply(entry)
    return found


def _date(entry: GateEntry) -> date:
    """The day that an entry bears; definitions bear that of their recording."""
    fact = entry.fact
    return entry.day if isinstance(fact, ConnectionDefined | ZoneDefined) else fact.date
