"""The connection gate: cyber and data integrity before connect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from assessment.domain.basis import Frozen, NotFound, Problem, Severity
from assessment.domain.engagement import Engagement
from assessment.domain.facts import ConnectionDefined, CriterionReviewed, GateDecided
from assessment.domain.library import GateCriterion, GateRules
from assessment.text import _, quoted

Capacity = Literal["owner", "ot-security", "quality"]
CAPACITIES: tuple[Capacity, ...] = ("owner", "ot-security", "quality")


class CriterionState(Frozen):
    """`result` on the day of the review; `due` only of a conditional pass, also after it expired."""

    criterion: str
    hard: bool
    result: Literal["met", "conditional", "not-met", "expired", "missing"]
    due: date | None = None


class Permit(Frozen):
    """Where a connection stands.

    `state`: refused, one of the three said no; blocked, a criterion is not passed; lapsed, too long since it opened,
    or the connection changed; ready, only decisions are missing; open, all criteria passed and three go decisions.
    `opened` and `lapses` (the first day on which it is open no more) are set for open and lapsed ones only.
    """

    connection: str
    site: str
    state: Literal["open", "ready", "blocked", "refused", "lapsed"]
    live: bool
    criteria: tuple[CriterionState, ...]
    missing_decisions: tuple[str, ...]
    """Capacities whose go is wanted: never given, not counted, or lapsed."""
    opened: date | None = None
    lapses: date | None = None

    @property
    def open_hard_stops(self) -> tuple[str, ...]:
        return tuple(c.criterion for c in self.criteria if c.hard and c.result in ("not-met", "missing", "expired"))


def review(engagement: Engagement, connection: str, day: date) -> Permit:
    """Where a connection stands on a day (method note, section 6). Raises NotFound.

    Every criterion that applies must be met with evidence, or, unless it is a hard stop, be conditional with an owner
    and a due date at most 90 days after its review. Reviews and decisions dated after the day do not count, nor does
    a decision by another person than the one named with the connection, nor two by one person. The gate opens on the
    day of the last go and lapses 12 calendar months later, or on a later day on which the connection was defined
    anew and differently.
    """
    if connection not in engagement.connections:
        raise NotFound("connection", connection, list(engagement.connections))
    flow, rules = engagement.connections[connection], engagement.the_library.gate
    criteria = tuple(_criterion(c, flow, engagement.reviews.get((connection, c.id)), rules, day)
                     for c in rules.criteria if _applies(c, flow))
    decisions = _decisions(engagement, flow, day)
    missing = tuple(capacity for capacity in CAPACITIES if capacity not in decisions)
    permit = Permit(connection=connection, site=flow.site, state="ready", live=flow.live, criteria=criteria,
                    missing_decisions=missing)
    if any(not decision.go for decision in decisions.values()):
        return permit.model_copy(update={"state": "refused"})
    if not criteria or any(state.result not in ("met", "conditional") for state in criteria):
        return permit.model_copy(update={"state": "blocked"})
    if missing:
        return permit
    opened = max(decision.date for decision in decisions.values())
    lapses = _months_after(opened, rules.lapse_months)
    changed = engagement.changed.get(connection)
    if changed is not None and opened < changed <= day:
        lapses = min(lapses, changed)
    update: dict[str, object] = {"state": "open", "opened": opened, "lapses": lapses}
    if day >= lapses:
        update |= {"state": "lapsed", "missing_decisions": CAPACITIES}
    return permit.model_copy(update=update)


def review_all(engagement: Engagement, day: date) -> tuple[Permit, ...]:
    """The permits of all connections on a day, in the order in which they were defined."""
    return tuple(review(engagement, connection, day) for connection in engagement.connections)


def check_connection(engagement: Engagement, connection: str, day: date) -> list[Problem]:
    """What is wrong in the definition, the reviews and the decisions of a connection. Raises NotFound."""
    if connection not in engagement.connections:
        raise NotFound("connection", connection, list(engagement.connections))
    flow = engagement.connections[connection]
    rules = engagement.the_library.gate
    return [*_people(engagement, flow), *_reviews(engagement, connection, rules, day),
            *_decided(engagement, flow, day)]


def _applies(criterion: GateCriterion, flow: ConnectionDefined) -> bool:
    """The lighter set is for read-only one-way flows; what is a hard stop for the flow is never left out."""
    return criterion.light or _hard(criterion, flow) or not (flow.direction == "read" and flow.one_way)


def _hard(criterion: GateCriterion, flow: ConnectionDefined) -> bool:
    return {"always": True, "gxp": flow.gxp, "remote": flow.remote_access, "never": False}[criterion.hard]


def _criterion(criterion: GateCriterion, flow: ConnectionDefined, found: CriterionReviewed | None, rules: GateRules,
               day: date) -> CriterionState:
    hard = _hard(criterion, flow)
    state = CriterionState(criterion=criterion.id, hard=hard, result="missing")
    if found is None or found.date > day or (found.result == "met" and not found.evidence.strip()):
        return state
    if found.result != "conditional":
        return state.model_copy(update={"result": found.result})
    if hard or not _conditional(found, rules):
        return state.model_copy(update={"result": "not-met"})
    expired = found.due is not None and day > found.due
    return state.model_copy(update={"result": "expired" if expired else "conditional", "due": found.due})


def _conditional(found: CriterionReviewed, rules: GateRules) -> bool:
    """A conditional pass has an owner and ends within the days allowed."""
    return (found.owner is not None and found.due is not None
            and found.date <= found.due <= found.date + timedelta(days=rules.conditional_days))


def _decisions(engagement: Engagement, flow: ConnectionDefined, day: date) -> dict[Capacity, GateDecided]:
    """The decisions that count on a day: by the person named, where one is, and each by another person."""
    found: dict[Capacity, GateDecided] = {}
    for capacity in CAPACITIES:
        decision = engagement.decisions.get((flow.connection, capacity))
        if decision is not None and decision.date <= day and _named(flow, capacity) in (None, decision.person):
            found[capacity] = decision
    of = Counter(decision.person for decision in found.values())
    # a no stands even where its author decided twice: only a go needs three different people
    return {capacity: decision for capacity, decision in found.items() if of[decision.person] == 1 or not decision.go}


def _named(flow: ConnectionDefined, capacity: Capacity) -> str | None:
    return {"owner": flow.owner, "ot-security": flow.ot_security, "quality": flow.quality}[capacity]


def _months_after(day: date, months: int) -> date:
    """The same day of the month so many calendar months later, the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def _people(engagement: Engagement, flow: ConnectionDefined) -> Iterator[Problem]:
    where = f"connections.{flow.connection}"
    if flow.site not in engagement.sites:
        yield Problem(code="unknown-site", where=f"{where}.site",
                      message=_("There is no site named {name}.").format(name=quoted(flow.site)),
                      remedy=_("Correct the id, or define the site first."))
    people = [(capacity, person) for capacity in CAPACITIES if (person := _named(flow, capacity)) is not None]
    of = Counter(person for _capacity, person in people)
    for capacity, person in people:
        at = f"{where}.{capacity.replace('-', '_')}"
        if person not in engagement.people:
            yield Problem(code="unknown-person", where=at,
                          message=_("There is no person with the id {name}.").format(name=quoted(person)),
                          remedy=_("Correct the id, or define the person first."))
        if of[person] > 1:
            yield Problem(code="two-parts", where=at,
                          message=_("One person has two parts in the decision on this connection."),
                          remedy=_("Name three different people: the owner, OT security and Quality."))


def _reviews(engagement: Engagement, connection: str, rules: GateRules, day: date) -> Iterator[Problem]:
    known = {criterion.id: criterion for criterion in rules.criteria}
    flow = engagement.connections[connection]
    for (of, name), found in engagement.reviews.items():
        if of != connection:
            continue
        where = f"reviews.{connection}.{name}"
        if name not in known:
            yield Problem(code="unknown-criterion", where=where,
                          message=_("The gate has no criterion named {name}.").format(name=quoted(name)),
                          remedy=_("Choose one of the criteria of the gate."))
            continue
        yield from _future(found.date, f"{where}.date", day)
        if found.result == "conditional" and _hard(known[name], flow):
            yield Problem(code="conditional-hard-stop", where=f"{where}.result",
                          message=_("A hard stop cannot be passed on a condition."),
                          remedy=_("Record it as met with its evidence, or as not met."))
        elif found.result == "conditional" and not _conditional(found, rules):
            yield Problem(code="conditional-without-end", where=where,
                          message=_("A conditional pass needs an owner and a due date within {days} days.").format(
                              days=rules.conditional_days),
                          remedy=_("Add both; until then the criterion counts as not met."))
        if found.result == "met" and not found.evidence.strip():
            yield Problem(code="met-without-evidence", where=f"{where}.evidence", severity=Severity.WARNING,
                          message=_("The criterion is recorded as met, without evidence."),
                          remedy=_("Say what was seen; until then it does not count."))


def _decided(engagement: Engagement, flow: ConnectionDefined, day: date) -> Iterator[Problem]:
    found = [(capacity, decision) for capacity in CAPACITIES
             if (decision := engagement.decisions.get((flow.connection, capacity))) is not None]
    of = Counter(decision.person for _capacity, decision in found)
    for capacity, decision in found:
        where = f"decisions.{flow.connection}.{capacity}"
        yield from _future(decision.date, f"{where}.date", day)
        if _named(flow, capacity) not in (None, decision.person):
            yield Problem(code="not-named", where=f"{where}.person",
                          message=_("The connection names another person for this part."),
                          remedy=_("Let the person named decide, or name this one with the connection."))
        if of[decision.person] > 1:
            yield Problem(code="two-parts", where=f"{where}.person",
                          message=_("One person decided in two parts; neither go counts."),
                          remedy=_("Let three different people decide."))


def _future(found: date, where: str, day: date) -> Iterator[Problem]:
    if found > day:
        yield Problem(code="future-date", where=where,
                      message=_("{date} lies in the future.").format(date=found.isoformat()),
                      remedy=_("Correct the date; until that day it does not count."))
