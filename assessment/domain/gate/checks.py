"""What is wrong in the definition, the reviews and the decisions of a connection."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assessment.domain.basis import NotFound, Problem, Severity
from assessment.domain.engagement import Engagement
from assessment.domain.facts import ConnectionDefined
from assessment.domain.gate.course import GateCourse, course, named, three
from assessment.domain.gate.criteria import has_end, is_hard
from assessment.domain.gate.types import CAPACITIES
from assessment.domain.gate.zones import find_zone, is_direct
from assessment.text import _, quoted


def check_connection(engagement: Engagement, connection: str, day: date) -> list[Problem]:
    """What is wrong in the definition, the reviews and the decisions of a connection. Raises NotFound."""
    if connection not in engagement.connections:
        raise NotFound("connection", connection, list(engagement.connections))
    flow = engagement.connections[connection]
    followed = course(engagement, connection, day)
    return [*_zones(engagement, flow), *_people(engagement, flow), *_reviews(engagement, flow, followed, day),
            *_decided(engagement, flow, followed, day)]


def _zones(engagement: Engagement, flow: ConnectionDefined) -> Iterator[Problem]:
    where = f"connections.{flow.connection}"
    for key in ("from_zone", "to_zone"):
        name = getattr(flow, key)
        if find_zone(engagement, flow.site, name) is None:
            yield Problem(code="unknown-zone", where=f"{where}.{key}", severity=Severity.WARNING,
                          message=_("The site has no zone named {name}.").format(name=quoted(name)),
                          remedy=_("Correct the name, or define the zone with its level first."))
    if is_direct(engagement, flow):
        yield Problem(code="direct-path", where=where, severity=Severity.WARNING,
                      message=_("The flow joins the process side and the business or outside world directly."),
                      remedy=_("Lead it through the industrial DMZ (level 3.5)."))


def _people(engagement: Engagement, flow: ConnectionDefined) -> Iterator[Problem]:
    where = f"connections.{flow.connection}"
    if flow.site not in engagement.sites:
        yield Problem(code="unknown-site", where=f"{where}.site",
                      message=_("There is no site named {name}.").format(name=quoted(flow.site)),
                      remedy=_("Correct the id, or define the site first."))
    people = [(capacity, person) for capacity in CAPACITIES if (person := named(flow, capacity)) is not None]
    of = three(flow)
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


def _reviews(engagement: Engagement, flow: ConnectionDefined, followed: GateCourse, day: date) -> Iterator[Problem]:
    known, rules = followed.known, followed.rules
    for (of, name), found in engagement.reviews.items():
        if of != flow.connection:
            continue
        where = f"reviews.{of}.{name}"
        if name not in known:
            yield Problem(code="unknown-criterion", where=where,
                          message=_("The gate has no criterion named {name}.").format(name=quoted(name)),
                          remedy=_("Choose one of the criteria of the gate."))
            continue
        yield from _future(found.date, f"{where}.date", day)
        if found.evidence_date is not None:
            yield from _future(found.evidence_date, f"{where}.evidence_date", day)
        if found.result == "conditional" and is_hard(known[name], flow):
            yield Problem(code="conditional-hard-stop", where=f"{where}.result",
                          message=_("A hard stop cannot be passed on a condition."),
                          remedy=_("Record it as met with its evidence, or as not met."))
        elif found.result == "conditional" and not has_end(found, rules, followed.on_condition.get(name)):
            yield Problem(code="conditional-without-end", where=where,
                          message=_("A conditional pass needs an owner and a due date within {days} days.").format(
                              days=rules.conditional_days),
                          remedy=_("Add both; until then the criterion counts as not met."))
        if found.result == "met" and not found.evidence.strip():
            yield Problem(code="met-without-evidence", where=f"{where}.evidence", severity=Severity.WARNING,
                          message=_("The criterion is recorded as met, without evidence."),
                          remedy=_("Say what was seen; until then it does not count."))


def _decided(engagement: Engagement, flow: ConnectionDefined, followed: GateCourse, day: date) -> Iterator[Problem]:
    found = [(capacity, decision) for capacity in CAPACITIES
             if (decision := engagement.decisions.get((flow.connection, capacity))) is not None]
    parts = three(flow)
    for capacity, decision in found:
        where = f"decisions.{flow.connection}.{capacity}"
        yield from _future(decision.date, f"{where}.date", day)
        if named(flow, capacity) != decision.person:
            yield Problem(code="not-named", where=f"{where}.person",
                          message=_("The connection names another person, or nobody, for this part."),
                          remedy=_("Let the person named decide, or name this one with the connection."))
        elif parts[decision.person] > 1:
            yield Problem(code="two-parts", where=f"{where}.person",
                          message=_("One person decided in two parts; neither go counts."),
                          remedy=_("Let three different people decide."))
    for capacity in followed.premature:
        yield Problem(code="premature-go", where=f"decisions.{flow.connection}.{capacity}", severity=Severity.WARNING,
                      message=_("This go was given before every criterion was passed; it does not count."),
                      remedy=_("Let the same person decide again once every criterion is passed."))
    for capacity in followed.overtaken:
        yield Problem(code="overtaken-go", where=f"decisions.{flow.connection}.{capacity}", severity=Severity.WARNING,
                      message=_("This go is older than a change, a finding or a no that it has to follow; it does not "
                                "count."),
                      remedy=_("Let the same person decide again."))


def _future(found: date, where: str, day: date) -> Iterator[Problem]:
    if found > day:
        yield Problem(code="future-date", where=where,
                      message=_("{date} lies in the future.").format(date=found.isoformat()),
                      remedy=_("Correct the date; until that day it does not count."))
