"""Zones, connections and what was decided at their gate, as a brief names them; their facts and their faults."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from assessment.domain import facts as f
from assessment.domain.basis import Frozen
from assessment.domain.facts import Capacity, Id, ZoneLevel
from assessment.formats.brief.words import Called, Day, Words
from assessment.text import _, quoted

if TYPE_CHECKING:
    from assessment.formats.brief.model import Brief
    from assessment.formats.brief.names import Names
    from assessment.formats.lines import Loc

Dated = tuple[date, f.Fact]


class BriefZone(Frozen):
    """A zone of a site; without a site one of the network. `target_level` is the target security level, 0 to 4."""

    id: Id
    site: Id | None = None
    name: Called
    level: ZoneLevel
    holds: Words = ""
    assets: int | None = Field(default=None, ge=0, le=1_000_000)
    target_level: int | None = Field(default=None, ge=0, le=4)
    gxp: bool = False


class BriefConnection(Frozen):
    """A flow between two zones of a site; `owner`, `ot_security` and `quality` are people who decide on it."""

    id: Id
    site: Id
    name: Called
    from_zone: Called
    to_zone: Called
    data: Words = ""
    service: Words = ""
    direction: Literal["read", "write", "both"] = "read"
    one_way: bool = False
    gxp: bool = False
    remote_access: bool = False
    live: bool = False
    owner: Id | None = None
    ot_security: Id | None = None
    quality: Id | None = None


class BriefReview(Frozen):
    """Evidence for one gate criterion of a connection; `conditional` has an owner and a due date."""

    connection: Id
    criterion: Id
    result: Literal["met", "conditional", "not-met"]
    date: Day
    reviewer: Id
    evidence: Words = ""
    evidence_date: Day | None = None
    owner: Id | None = None
    due: Day | None = None


class BriefDecision(Frozen):
    """Go or no-go on a connection by one of the three people named with it."""

    connection: Id
    capacity: Capacity
    person: Id
    go: bool
    date: Day
    note: Words = ""


class BriefRevocation(Frozen):
    """A permit is taken back by one of the three people named with its connection."""

    connection: Id
    person: Id
    date: Day
    reason: Words


class BriefLiveDecision(Frozen):
    """What becomes of a live connection that does not pass the gate, until a day."""

    connection: Id
    choice: Literal["cut", "compensate", "accept"]
    person: Id
    date: Day
    due: Day
    measure: Words = ""
    criteria: tuple[Id, ...] = ()


class BriefQualityRoute(Frozen):
    """The quality system's reference for a finding on a criterion of a connection, or on a question at a site."""

    connection: Id | None = None
    criterion: Id | None = None
    question: Id | None = None
    site: Id | None = None
    route: Literal["deviation", "capa", "change-control", "not-required"]
    reference: Words = ""
    reason: Words = ""
    person: Id
    date: Day


def connection_facts(brief: Brief) -> Iterator[f.Fact]:
    """What is registered before anything is reviewed."""
    for zone in brief.zones:
        yield f.ZoneDefined(zone=zone.id, **zone.model_dump(exclude={"id"}))
    for connection in brief.connections:
        yield f.ConnectionDefined(connection=connection.id, **connection.model_dump(exclude={"id"}))


def gate_facts(brief: Brief) -> Iterator[Dated]:
    """Reviews, references and decisions with their days; of one day in the order in which they rest on each other."""
    for review in brief.reviews:
        yield review.date, f.CriterionReviewed(**review.model_dump())
    for route in brief.quality_routes:
        yield route.date, f.QualityRouted(**route.model_dump())
    for live in brief.live_decisions:
        yield live.date, f.LiveDecided(**live.model_dump())
    for decision in brief.decisions:
        yield decision.date, f.GateDecided(**decision.model_dump())
    for revocation in brief.revocations:
        yield revocation.date, f.GateRevoked(**revocation.model_dump())


def check_connections(names: Names) -> None:
    """Note zones, people and connections that there are not, and decisions by somebody else than is named."""
    brief = names.brief
    connections = {connection.id: connection for connection in brief.connections}
    criteria = {criterion.id: criterion for criterion in names.library.gate.criteria}
    _check_zones(names, brief)
    names.unique(brief.connections, ("connections",), "connection")
    for index, connection in enumerate(brief.connections):
        _check_connection(names, connection, ("connections", index))
    for index, review in enumerate(brief.reviews):
        loc: Loc = ("reviews", index)
        names.known("connection", review.connection, connections, (*loc, "connection"))
        names.known("criterion", review.criterion, criteria, (*loc, "criterion"))
        names.person(review.reviewer, (*loc, "reviewer"))
        names.person(review.owner, (*loc, "owner"))
        if review.result == "conditional" and (review.owner is None or review.due is None):
            names.tell("conditional-without-owner", loc, _("A conditional pass lacks an owner or a due date."),
                       _("Add `owner` and `due`."))
        if review.evidence_date is not None and review.evidence_date > review.date:
            names.tell("evidence-after-review", (*loc, "evidence_date"), _("The evidence is younger than its review."),
                       _("Correct one of the two dates."))
    for index, decision in enumerate(brief.decisions):
        loc = ("decisions", index)
        if names.known("connection", decision.connection, connections, (*loc, "connection")):
            named = getattr(connections[decision.connection], decision.capacity.replace("-", "_"))
            if decision.person != named:
                names.tell("not-named", (*loc, "person"),
                           _("The connection names another person, or nobody, for this part."),
                           _("Name the same person with the connection, or correct the decision."))
        names.person(decision.person, (*loc, "person"))
    for index, revocation in enumerate(brief.revocations):
        names.known("connection", revocation.connection, connections, ("revocations", index, "connection"))
        names.person(revocation.person, ("revocations", index, "person"))
    for index, live in enumerate(brief.live_decisions):
        _check_live(names, live, connections, ("live_decisions", index))
    for index, route in enumerate(brief.quality_routes):
        _check_route(names, route, connections, ("quality_routes", index))


def _check_zones(names: Names, brief: Brief) -> None:
    names.unique(brief.zones, ("zones",), "zone")
    for index, zone in enumerate(brief.zones):
        names.site(zone.site, ("zones", index, "site"))


def _check_connection(names: Names, connection: BriefConnection, loc: Loc) -> None:
    names.site(connection.site, (*loc, "site"))
    zones = {word.casefold(): zone for zone in names.brief.zones if zone.site in (None, connection.site)
             for word in (zone.id, zone.name)}
    for key in ("from_zone", "to_zone"):
        name = getattr(connection, key)
        if names.brief.zones and name.casefold() not in zones:
            names.tell("unknown-zone", (*loc, key), _("The site has no zone named {name}.").format(name=quoted(name)),
                       _("Correct the name, or define the zone with its level under `zones`."))
    people = [getattr(connection, key) for key in ("owner", "ot_security", "quality")]
    for key, person in zip(("owner", "ot_security", "quality"), people, strict=True):
        names.person(person, (*loc, key))
        if person is not None and people.count(person) > 1:
            names.tell("two-parts", (*loc, key), _("One person has two parts in the decision on this connection."),
                       _("Name three different people: the owner, OT security and Quality."))


def _check_live(names: Names, live: BriefLiveDecision, connections: dict[str, BriefConnection], loc: Loc) -> None:
    names.person(live.person, (*loc, "person"))
    if live.due <= live.date:
        names.tell("dates-reversed", (*loc, "due"), _("The end lies before the beginning."),
                   _("Exchange the two dates."))
    if not names.known("connection", live.connection, connections, (*loc, "connection")):
        return
    if not connections[live.connection].live:
        names.tell("not-live", (*loc, "connection"), _("The connection is not live."),
                   _("Bring it to the gate instead."))
    if live.choice == "accept" and live.person != connections[live.connection].owner:
        names.tell("not-the-owner", (*loc, "person"), _("Only the owner of the connection accepts its risk, by name."),
                   _("Name the owner with the connection, or choose to cut or to compensate."))


def _check_route(names: Names, route: BriefQualityRoute, connections: dict[str, BriefConnection], loc: Loc) -> None:
    names.person(route.person, (*loc, "person"))
    if route.connection is not None:
        names.known("connection", route.connection, connections, (*loc, "connection"))
        criteria = {criterion.id: criterion for criterion in names.library.gate.criteria}
        names.known("criterion", route.criterion or "-", criteria, (*loc, "criterion"))
    else:
        names.known("question", route.question or "-", names.pack.questions, (*loc, "question"))
        names.site(route.site, (*loc, "site"))
    said = route.reason if route.route == "not-required" else route.reference
    if not said.strip():
        names.tell("route-without-reference", loc, _("The reference of the quality system is missing."),
                   _("Give `reference`, or for not-required the `reason` of a person of Quality."))
