"""Connections at their gate: where each stands, what it lacks, what is live without one, and Quality's route."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assessment.domain.engagement import Engagement
from assessment.domain.facts import ConnectionDefined
from assessment.domain.gate import CAPACITIES, IssuedPermit, LiveConnection, Permit, find_zone, is_direct, named
from assessment.domain.quality import QualityFinding
from assessment.domain.results import Results
from assessment.report.tables.gate_words import (
    capacity_name,
    concern_name,
    direction_name,
    gate_state_name,
    live_choice_name,
    live_standing_name,
    quality_standing_name,
    result_name,
    route_name,
)
from assessment.report.tables.plan import month_name
from assessment.report.tables.table import Column, Table
from assessment.text import _, number


def gate_headline(results: Results) -> str:
    """How many connections have a permit, and how many are live without one."""
    permits = results.permits
    return _("{open} of {count} registered connections have a permit in force; {live} are live without one.").format(
        open=sum(permit.state == "open" for permit in permits), count=len(permits), live=len(results.live))


def connections(engagement: Engagement, permits: Iterable[Permit]) -> Table:
    """Connections at the gate in the order of `in_need`."""
    rows = tuple((engagement.connections[permit.connection].name, engagement.sites[permit.site].name,
                  kind_of(engagement.connections[permit.connection]),
                  _("live") if permit.live else _("planned"), gate_state_name(permit.state), _stops(permit))
                 for permit in in_need(permits))
    return Table("connections", _("Connections at the gate"), (
        Column(_("Connection"), 30), Column(_("Site"), 14), Column(_("Kind"), 17), Column(_("In use"), 9),
        Column(_("Gate"), 12), Column(_("Open hard stops"), 18)), rows,
        _("G1 to G14 are the criteria of the connection gate; the method annex lists them."))


def in_need(permits: Iterable[Permit]) -> list[Permit]:
    """Those without a permit first, the live ones before the planned, the most open hard stops first."""
    order = {"refused": 0, "revoked": 0, "lapsed": 1, "blocked": 2, "ready": 3, "open": 4}
    return sorted(permits, key=lambda permit: (order[permit.state], not permit.live, -len(permit.open_hard_stops)))


def connections_of(engagement: Engagement, permits: Iterable[Permit], site: str) -> Table:
    """The connections of a site with the numbers of its zone diagram."""
    rows = []
    for place, permit in enumerate([permit for permit in permits if permit.site == site], 1):
        flow = engagement.connections[permit.connection]
        way = _("{start} to {end}").format(start=zone_name(engagement, flow, flow.from_zone),
                                           end=zone_name(engagement, flow, flow.to_zone))
        rows.append((str(place), flow.name, way, ", ".join([
            kind_of(flow), *([_("past the DMZ")] if is_direct(engagement, flow) else [])]),
            _("live") if flow.live else _("planned"), gate_state_name(permit.state), _stops(permit)))
    return Table(f"connections-{site}", _("Connections of {site}").format(site=engagement.sites[site].name), (
        Column(_("No."), 5), Column(_("Connection"), 24), Column(_("From and to"), 23), Column(_("Kind"), 15),
        Column(_("In use"), 8), Column(_("Gate"), 10), Column(_("Open hard stops"), 15)), tuple(rows))


def live_connections(engagement: Engagement, live: Sequence[LiveConnection]) -> Table:
    """What is connected without a gate, site by site, with what was decided on it."""
    rows = []
    for found in sorted(live, key=lambda one: list(engagement.sites).index(one.site)):
        decision, told = found.decision, live_standing_name(found.standing)
        if decision is not None:
            told = _("{standing}: {choice} until {day}").format(
                standing=told, choice=live_choice_name(decision.choice), day=decision.due.isoformat())
        rows.append((engagement.sites[found.site].name, engagement.connections[found.connection].name,
                     ", ".join(found.hard) or "–", str(len(found.failing)), told,
                     decision.measure if decision is not None else ""))
    return Table("live", _("Connected without a gate"), (
        Column(_("Site"), 13), Column(_("Connection"), 25), Column(_("Open hard stops"), 17),
        Column(_("Criteria open"), 8, "right"), Column(_("Decision"), 18), Column(_("What compensates, or why"), 19)),
        tuple(rows), _("A decision to compensate or to accept does not close a hard stop."))


def criteria_of(engagement: Engagement, permit: Permit) -> Table:
    """How each criterion of a connection stands."""
    criteria = {criterion.id: criterion for criterion in engagement.the_library.gate.criteria}
    rows = tuple((
        state.criterion, criteria[state.criterion].name, _("hard stop") if state.hard else _("conditional possible"),
        result_name(state.result) + (f" ({state.due.isoformat()})" if state.due else ""),
        state.review.evidence if state.review else "",
        state.review.date.isoformat() if state.review else "") for state in permit.criteria)
    return Table("criteria", _("Criteria"), (
        Column(_("No."), 6), Column(_("Criterion"), 32), Column(_("Kind"), 13), Column(_("State"), 14),
        Column(_("Evidence"), 25), Column(_("Reviewed"), 10)), rows)


def admission(results: Results, permit: Permit) -> Table:
    """What would admit a connection: evidence, initiatives and the month in which the plan brings them."""
    library, rows = results.engagement.the_library, []
    for wanted in results.admissions(permit):
        names = [library.initiative[name].name for name in wanted.initiatives if name in library.initiative]
        when = _("not on the plan")
        if wanted.month is not None:
            when = month_name(results.frame.start, wanted.month - 1) if wanted.month else _("in place")
        rows.append((wanted.criterion, result_name(wanted.result), wanted.evidence, "; ".join(names), when))
    missing = ", ".join(capacity_name(capacity) for capacity in permit.missing_decisions)
    return Table("admission", _("What would admit it"), (
        Column(_("No."), 7), Column(_("State"), 15), Column(_("Evidence wanted"), 30), Column(_("Closed by"), 33),
        Column(_("Plan"), 15)), tuple(rows),
        _("Then the decisions of: {parts}.").format(parts=missing) if missing else "")


def quality_route(engagement: Engagement, findings: Sequence[QualityFinding]) -> Table:
    """Findings on data integrity and patient supply with their reference in the quality system."""
    rows = []
    for finding in findings:
        rows.append((engagement.sites[finding.site].name if finding.site else _("Network of sites"),
                     quality_subject(engagement, finding), concern_name(finding.concern),
                     quality_standing_name(finding.standing), route_told(finding)))
    return Table("quality-route", _("Findings on data integrity and patient supply"), (
        Column(_("Site"), 13), Column(_("Finding"), 42), Column(_("Concerns"), 14), Column(_("State"), 12),
        Column(_("Quality system"), 19)), tuple(rows),
        _("A finding closes only with the number of a deviation, CAPA or change control, or with Quality's reason why "
          "none is required."))


def quality_subject(engagement: Engagement, finding: QualityFinding) -> str:
    """What the finding is of: a criterion of a connection, or a question with its level."""
    if finding.connection is not None:
        criteria = {criterion.id: criterion.name for criterion in engagement.the_library.gate.criteria}
        return _("{connection}, {criterion}: {name}").format(
            connection=engagement.connections[finding.connection].name, criterion=finding.criterion,
            name=criteria.get(finding.criterion or "", ""))
    question = engagement.the_pack.questions[finding.question or ""]
    return _("{question} Level {level}").format(question=question.text, level=number(finding.level or 0, ".1f"))


def route_told(finding: QualityFinding) -> str:
    if finding.route is None:
        return _("no reference")
    return f"{route_name(finding.route.route)} {finding.route.reference or finding.route.reason}"


def permit_history(issued: Sequence[IssuedPermit]) -> Table:
    """Every permit that a connection was given."""
    rows = tuple((str(permit.number), permit.opened.isoformat(), permit.lapses.isoformat(), permit.digest[:16])
                 for permit in reversed(issued))
    return Table("permits", _("Permits"), (
        Column(_("No."), 10), Column(_("Opened"), 25), Column(_("Ends at the latest"), 25), Column(_("Digest"), 40)),
        rows)


def gate_parts(engagement: Engagement, permit: Permit, names: dict[str, str]) -> Table:
    """The three parts of the decision: who is named, and whether a decision is wanted."""
    flow = engagement.connections[permit.connection]
    rows = []
    for capacity in CAPACITIES:
        person = named(flow, capacity)
        told = _("go") if capacity not in permit.missing_decisions else _("wanted")
        if any(decision.capacity == capacity for decision in permit.refused_by):
            told = _("no")
        rows.append((capacity_name(capacity), names.get(person, person) if person else _("nobody is named"), told))
    return Table("parts", _("Decisions"), (Column(_("Part"), 35), Column(_("Person"), 40), Column(_("Decision"), 25)),
                 tuple(rows))


def kind_of(flow: ConnectionDefined) -> str:
    """What makes a flow risky, in a few words."""
    return ", ".join(word for word, yes in (
        (_("GxP"), flow.gxp), (_("remote access"), flow.remote_access), (_("writes"), flow.direction != "read"),
        (_("one-way"), flow.one_way)) if yes) or direction_name("read")


def zone_name(engagement: Engagement, flow: ConnectionDefined, name: str) -> str:
    """The name of a zone that a connection names by its id or name."""
    zone = find_zone(engagement, flow.site, name)
    return zone.name if zone else name


def _stops(permit: Permit) -> str:
    return ", ".join(permit.open_hard_stops) or "–"
