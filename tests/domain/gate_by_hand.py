"""The gate a second time, plainly: everything is worked out anew from the whole history at every question.

It shares no code with the product but the facts and the numbers of the rules, and trades all speed for being readable.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

from assessment.domain import facts as f
from assessment.domain.library import GateCriterion, GateRules

History = list[tuple[date, Any]]
"""The day of recording, and what was recorded, in the order of the journal."""
PARTS = {"owner": "owner", "ot-security": "ot_security", "quality": "quality"}
LEVELS = ["outside", "5", "4", "3.5", "3", "2", "1", "0"]
OK = ("met", "conditional")


def until(history: History, day: date) -> History:
    """What bears no later day."""
    return [(on, fact) for on, fact in history if (getattr(fact, "date", None) or on) <= day]


def flow_of(history: History) -> f.ConnectionDefined | None:
    return next((fact for _, fact in reversed(history) if fact.kind == "connection-defined"), None)


def zone_of(history: History, site: str, name: str) -> f.ZoneDefined | None:
    every: dict[tuple[str | None, str], list[f.ZoneDefined]] = {}
    for _, fact in history:
        if fact.kind == "zone-defined" and fact.site in (None, site):
            every.setdefault((fact.site, fact.zone), []).append(fact)
    alive = [names for names in every.values() if not names[-1].withdrawn]

    def bears(zone: f.ZoneDefined) -> bool:
        return name.lower() in (zone.zone.lower(), zone.name.lower())

    now = [names[-1] for names in alive if bears(names[-1])]
    once = [names[-1] for names in alive if any(map(bears, names))]
    return next(iter(sorted(now or once, key=lambda z: (z.site is None, LEVELS.index(z.level)))), None)


def substance(history: History) -> Any:
    """All that a decision on the flow rests on; None while there is no flow."""
    flow = flow_of(history)
    if flow is None:
        return None
    ends = []
    for name in (flow.from_zone, flow.to_zone):
        zone = zone_of(history, flow.site, name)
        ends.append(name.lower() if zone is None else (
            zone.site, zone.zone, zone.level, zone.holds, zone.target_level, zone.gxp))
    return (flow.site, flow.data, flow.service, flow.direction, flow.one_way, flow.gxp, flow.remote_access,
            flow.retired, ends)


def changes(history: History) -> list[int]:
    """Places at which the substance changed while evidence rested on it."""
    return [place for place in range(1, len(history))
            if history[place][1].kind in ("connection-defined", "zone-defined")
            and substance(history[:place]) not in (None, substance(history[:place + 1]))
            and any(fact.kind == "criterion-reviewed" for _, fact in history[:place])]


def asks(criterion: GateCriterion, flow: f.ConnectionDefined) -> str:
    hard = criterion.hard == "always" or (criterion.hard == "gxp" and flow.gxp) or (
        criterion.hard == "remote" and flow.remote_access)
    light = flow.direction == "read" and flow.one_way
    return "hard" if hard else "free" if light and not criterion.light else "soft"


def looks(history: History, name: str) -> list[int]:
    """Places of the reviews of a criterion that took hold: an older look does not better a younger one."""
    order, kept = ("not-met", "conditional", "met"), []
    for place, (_, fact) in enumerate(history):
        if fact.kind == "criterion-reviewed" and fact.criterion == name:
            last = history[kept[-1]][1] if kept else None
            if last is None or fact.date >= last.date or order.index(fact.result) <= order.index(last.result):
                kept.append(place)
    return kept


def waits_for_quality(history: History, criterion: GateCriterion, day: date) -> bool:
    """Whether a finding of Quality's lacks its reference on a day."""
    took_hold = looks(history, criterion.id)
    since, route, last, hers = None, None, "", False
    for place, (_, fact) in enumerate(history):
        if place in took_hold and criterion.concern is not None:
            if fact.result != "met":
                if last == "met" and route is not None:
                    since, route, hers = None, None, False
                since = since or fact.date
            last = fact.result
        if (fact.kind == "quality-routed" and fact.criterion == criterion.id and since and fact.date >= since
                and (fact.reason if fact.route == "not-required" and fact.person == "qui"
                     else fact.reference if fact.route != "not-required" else "").strip()):
            route = fact
        flow = flow_of(history[:place + 1])
        if since and flow is not None and (criterion.concern == "patient-supply" or flow.gxp):
            hers = True
    return hers and (route is None or route.date > day)


def result(history: History, criterion: GateCriterion, rules: GateRules, day: date, aged: date) -> str:
    """How a criterion stands on a day, its evidence aged until another."""
    flow, took_hold = flow_of(history), looks(history, criterion.id)
    if flow is None or not took_hold:
        return "missing"
    last: f.CriterionReviewed = history[took_hold[-1]][1]
    evidence = last.evidence_date or last.date
    if last.date > day:
        return "missing"
    if last.result == "not-met":
        return "not-met"
    if evidence > last.date or (last.result == "met" and not last.evidence.strip()):
        return "missing"
    if last.result == "conditional":
        row = []
        for place in reversed(took_hold):
            if history[place][1].result != "conditional":
                break
            row.append(history[place][1].date)
        if asks(criterion, flow) == "hard" or not last.owner or not last.due or not (
                last.date <= last.due <= min(row) + timedelta(days=rules.conditional_days)):
            return "not-met"
        if day > last.due:
            return "expired"
    if any(place > took_hold[-1] or history[place][0] > last.date for place in changes(history)):
        return "outdated"
    if last.result == "met" and waits_for_quality(history, criterion, day):
        return "awaits-quality"
    days = criterion.evidence_days if criterion.evidence_days is not None else rules.evidence_days
    return "outdated" if (aged - evidence).days > days else last.result


def open_stops(history: History, rules: GateRules, day: date, aged: date, hard: bool = False) -> list[str]:
    """Criteria that are asked and not passed; with `hard` the hard stops among them."""
    flow = flow_of(history)
    wanted = ("hard",) if hard else ("hard", "soft")
    return [] if flow is None else [c.id for c in rules.criteria if asks(c, flow) in wanted
                                    and result(history, c, rules, day, aged) not in OK]


def twelfth(day: date, months: int) -> date:
    """The day on which a permit of so many months is in force no more."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


class Told:
    """The permit that a history leads to: `people` by part, `opened` and `lapses`; None while there is none."""

    def __init__(self, history: History, rules: GateRules) -> None:
        self.permit: dict[str, Any] | None = None
        self.goes: dict[str, Any] = {}
        self.noes: dict[str, Any] = {}
        self.since = date.min
        self.given = 0
        for place in range(len(history)):
            self._step(history, place, rules)

    def anew(self, day: date) -> None:
        self.goes, self.since = {}, max(self.since, day)

    def _step(self, history: History, place: int, rules: GateRules) -> None:
        (recorded, fact), past = history[place], history[:place + 1]
        flow, before = flow_of(past), flow_of(history[:place])
        if place in changes(past):
            self.anew(recorded)
            self.permit = None
        if fact.kind == "connection-defined" and before is not None:
            for part, key in PARTS.items():
                if getattr(before, key) != getattr(fact, key):
                    for kept in (self.goes, self.noes, self.permit["people"] if self.permit else {}):
                        kept.pop(part, None)
        if flow is None:
            return
        people = [getattr(flow, key) for key in PARTS.values()]
        if fact.kind == "criterion-reviewed" and place in looks(past, fact.criterion):
            criterion = next(c for c in rules.criteria if c.id == fact.criterion)
            if asks(criterion, flow) != "free" and result(past, criterion, rules, fact.date, fact.date) == "not-met":
                self.anew(fact.date)
                self.permit = None
        elif fact.kind == "gate-revoked" and fact.person in people:
            self.anew(fact.date)
            self.permit = None
        elif fact.kind == "gate-decided" and fact.person == getattr(flow, PARTS[fact.capacity]):
            self._decide(past, fact, people, rules)

    def _decide(self, past: History, fact: f.GateDecided, people: list[Any], rules: GateRules) -> None:
        part, alive = fact.capacity, self.permit is not None and fact.date < self.permit["lapses"]
        if not fact.go:
            self.goes.pop(part, None)
            self.noes[part] = fact
            if alive:
                self.anew(fact.date)
            self.permit = None
            return
        if people.count(fact.person) > 1 or fact.date < self.since:
            return
        if part in self.noes and fact.date < self.noes[part].date:
            return
        fills = alive and self.permit is not None and part not in self.permit["people"]
        if open_stops(past, rules, fact.date, self.permit["opened"] if fills and self.permit else fact.date):
            self.goes.pop(part, None)
            return
        self.noes.pop(part, None)
        if fills and self.permit is not None:
            self.permit["people"][part] = fact.person
            return
        self.goes[part] = fact
        opened = max(go.date for go in self.goes.values())
        if len(self.goes) == len(PARTS) and not open_stops(past, rules, opened, opened) and all(
                opened < twelfth(go.date, rules.lapse_months) for go in self.goes.values()):
            self.permit = {"opened": opened, "lapses": twelfth(opened, rules.lapse_months),
                           "people": {part: go.person for part, go in self.goes.items()}}
            self.given += 1
            self.anew(opened)


def is_open(history: History, rules: GateRules, day: date) -> bool:
    """Whether the connection may run on a day."""
    known = until(history, day)
    told = Told(known, rules)
    return (told.permit is not None and day < told.permit["lapses"] and len(told.permit["people"]) == len(PARTS)
            and not open_stops(known, rules, day, told.permit["opened"]))
