"""What speaks against a zone, a connection, a review of a criterion, or a decision at the gate."""

from __future__ import annotations

from datetime import date, timedelta

from assessment.domain import facts as f
from assessment.domain.basis import NotAllowed, NotFound, Refused, listed
from assessment.domain.engagement import Engagement, GateEntry, allowed
from assessment.domain.gate import (
    CAPACITIES,
    course,
    find_zone,
    fits,
    is_hard,
    is_route,
    named,
    review,
    three,
)
from assessment.text import N_, _, quoted

NAMED = (N_("zone"), N_("connection"), N_("gate criterion"))
"""What may not be found, as it stands in a sentence."""

MOST_CONNECTIONS = 5_000
"""Connections of one engagement: beyond it a page would show flows, not what has to be decided."""

GateFact = (f.ZoneDefined | f.ConnectionDefined | f.CriterionReviewed | f.GateDecided | f.GateRevoked | f.LiveDecided
            | f.QualityRouted)


def check_gate_fact(engagement: Engagement, fact: GateFact, actor: str, role: f.AppRole, today: date) -> None:
    """Names that there are, dates that are not to come, three different people, and evidence before a go."""
    match fact:
        case f.ZoneDefined():
            _check_zone(engagement, fact)
        case f.ConnectionDefined():
            _check_connection(engagement, fact)
        case f.CriterionReviewed():
            _check_review(engagement, fact, today)
        case f.GateDecided():
            _check_decided(engagement, fact, actor, role, today)
        case f.GateRevoked():
            _check_revoked(engagement, fact, actor, role, today)
        case f.LiveDecided():
            _check_live(engagement, fact, actor, role, today)
        case f.QualityRouted():
            _check_route(engagement, fact, actor, today)


def _check_zone(engagement: Engagement, fact: f.ZoneDefined) -> None:
    if fact.site is not None and fact.site not in engagement.sites:
        raise NotFound("site", fact.site, list(engagement.sites))
    namesakes = [zone.name for zone in engagement.zones.values() if zone.site == fact.site and zone.zone != fact.zone
                 and not zone.withdrawn and any(fits(zone, name) for name in (fact.zone, fact.name))]
    if namesakes and not fact.withdrawn:
        raise Refused(_("Another zone here bears this name: {name}.").format(name=quoted(namesakes[0])),
                      _("Choose another name, so that a connection means one of them."))
    if fact.withdrawn:
        used = [flow.name for flow in engagement.connections.values() if not flow.retired and any(
            (zone := find_zone(engagement, flow.site, name)) is not None
            and (zone.site, zone.zone) == (fact.site, fact.zone) for name in (flow.from_zone, flow.to_zone))]
        if used:
            raise Refused(_("Connections still use this zone: {names}.").format(names=listed(used, 3)),
                          _("Move or retire them first."))


def _check_connection(engagement: Engagement, fact: f.ConnectionDefined) -> None:
    if fact.site not in engagement.sites:
        raise NotFound("site", fact.site, list(engagement.sites))
    if fact.retired:
        return
    if (len(engagement.connections) >= MOST_CONNECTIONS and fact.connection not in engagement.connections
            and sum(not flow.retired for flow in engagement.connections.values()) >= MOST_CONNECTIONS):
        raise Refused(_("There are {most} connections already.").format(most=MOST_CONNECTIONS),
                      _("Join flows between the same two zones, or retire what is cut."))
    ends = [find_zone(engagement, fact.site, name) for name in (fact.from_zone, fact.to_zone)]
    for name, zone in zip((fact.from_zone, fact.to_zone), ends, strict=True):
        if zone is None:
            known = {zone.name for (site, _zone), zone in engagement.zones.items()
                     if site in (None, fact.site) and not zone.withdrawn}
            raise NotFound("zone", name, sorted(known))
    if ends[0] == ends[1]:
        raise Refused(_("A connection leads from one zone to another."), _("Choose two different zones."))
    people = three(fact)
    for person in people:
        if person not in engagement.people:
            raise NotFound("person", person)
    if any(parts > 1 for parts in people.values()):
        raise Refused(_("One person has two parts in the decision on this connection."),
                      _("Name three different people: the owner, OT security and Quality."))


def _check_review(engagement: Engagement, fact: f.CriterionReviewed, today: date) -> None:
    flow = _known_connection(engagement, fact.connection)
    rules = engagement.the_library.gate
    known = {criterion.id: criterion for criterion in rules.criteria}
    if fact.criterion not in known:
        raise NotFound("gate criterion", fact.criterion, list(known))
    for person in (fact.reviewer, fact.owner):
        if person is not None and person not in engagement.people:
            raise NotFound("person", person)
    _check_past(fact.date, today)
    if fact.evidence_date is not None:
        _check_past(fact.evidence_date, today)
        if fact.evidence_date > fact.date:
            raise Refused(_("The evidence is younger than its review."), _("Correct one of the two dates."))
    if fact.result == "met" and not fact.evidence.strip():
        raise Refused(_("The criterion is recorded as met, without evidence."),
                      _("Say what was seen: {evidence}.").format(evidence=known[fact.criterion].evidence))
    followed = course(engagement, fact.connection, today)
    first = followed.on_condition.get(fact.criterion, fact.date)
    followed.apply(_next(engagement, fact, today))
    if followed.reviews.get(fact.criterion) is not fact:
        raise Refused(_("A younger review found otherwise."), _("Look again, and give the day on which it was seen."))
    if fact.criterion in followed.unconfirmed:
        raise Refused(_("The flow or one of its zones has changed since that day."),
                      _("Look again, and give the day on which it was seen."))
    if fact.result != "conditional":
        return
    if is_hard(known[fact.criterion], flow):
        raise Refused(_("A hard stop cannot be passed on a condition."),
                      _("Record it as met with its evidence, or as not met."))
    last = min(first, fact.date) + timedelta(days=rules.conditional_days)
    if fact.owner is None or fact.due is None or not fact.date <= fact.due <= last:
        raise Refused(_("A conditional pass needs an owner and a due date within {days} days.").format(
            days=rules.conditional_days), _("Choose a day up to {day}.").format(day=last.isoformat()))


def _check_decided(engagement: Engagement, fact: f.GateDecided, actor: str, role: f.AppRole, today: date) -> None:
    flow = _known_connection(engagement, fact.connection)
    person = named(flow, fact.capacity)
    if person is None or person != fact.person:
        raise Refused(_("The connection names another person, or nobody, for this part."),
                      _("Let the person named decide, or name this one with the connection."))
    if len(three(flow)) < len(CAPACITIES):
        raise Refused(_("Three different people decide, and they are not all named yet."),
                      _("Name three different people: the owner, OT security and Quality."))
    _check_own(engagement, person, actor, role, fact.note)
    _check_past(fact.date, today)
    if not fact.go and not fact.note.strip():
        raise Refused(_("A no needs its reason."), _("Say what would have to change."))
    followed = course(engagement, fact.connection, today)
    if fact.go and followed.is_overtaken(fact):
        raise Refused(_("This go is older than a change, a finding or a no that it has to follow."),
                      _("Decide again, and give that day."))
    followed.apply(_next(engagement, fact, today))
    if fact.capacity in followed.premature:
        raise Refused(_("Not every criterion was passed on that day: {names}.").format(
            names=listed(list(followed.wanting(fact)), 6)), _("Record the evidence first, or decide no."))


def _check_revoked(engagement: Engagement, fact: f.GateRevoked, actor: str, role: f.AppRole, today: date) -> None:
    flow = _known_connection(engagement, fact.connection)
    if fact.person not in [named(flow, capacity) for capacity in CAPACITIES]:
        raise Refused(_("A permit is revoked by one of the three people named with the connection."),
                      _("Let its owner, OT security or Quality do it."))
    _check_own(engagement, fact.person, actor, role, fact.reason)
    _check_past(fact.date, today)
    if not fact.reason.strip():
        raise Refused(_("A revocation needs its reason."), _("Say what was found."))
    permit = course(engagement, fact.connection, today).in_force
    if permit is None or not permit.opened <= fact.date < permit.lapses:
        raise Refused(_("There is no permit in force to revoke."), _("Decide no instead."))


def _check_live(engagement: Engagement, fact: f.LiveDecided, actor: str, role: f.AppRole, today: date) -> None:
    flow = _known_connection(engagement, fact.connection)
    if not flow.live or flow.retired:
        raise Refused(_("The connection is not live."), _("Bring it to the gate instead."))
    if fact.person not in engagement.people:
        raise NotFound("person", fact.person)
    if fact.choice == "accept":
        if fact.person != flow.owner:
            raise Refused(_("Only the owner of the connection accepts its risk, by name."),
                          _("Name the owner with the connection, or choose to cut or to compensate."))
        _check_own(engagement, fact.person, actor, role, fact.measure)
    _check_past(fact.date, today)
    passed = set(fact.criteria) - {*review(engagement, fact.connection, today).failing}
    if passed:
        raise Refused(_("The decision names criteria that do not fail: {names}.").format(
            names=listed(sorted(passed), 6)), _("Name those that are not passed."))
    last = fact.date + timedelta(days=engagement.the_library.gate.accept_days)
    if not fact.date < fact.due <= last:
        raise Refused(_("The decision needs a day on which it ends, within a year."),
                      _("Choose a day up to {day}.").format(day=last.isoformat()))
    if fact.choice != "cut" and not fact.measure.strip():
        raise Refused(_("What compensates, or why the risk is accepted, is missing."), _("Say it in a sentence."))


def _check_route(engagement: Engagement, fact: f.QualityRouted, actor: str, today: date) -> None:
    if fact.person not in engagement.people:
        raise NotFound("person", fact.person)
    _check_past(fact.date, today)
    if fact.connection is not None:
        _known_connection(engagement, fact.connection)
        criteria = [criterion.id for criterion in engagement.the_library.gate.criteria]
        if fact.criterion not in criteria:
            raise NotFound("gate criterion", fact.criterion or "-", criteria)
    elif fact.question not in engagement.the_pack.questions:
        raise NotFound("question", fact.question or "-")
    elif fact.site not in (places := engagement.places(engagement.the_pack.questions[fact.question])):
        raise NotFound("site", fact.site or "-", [place for place in places if place is not None])
    if fact.route == "not-required" and actor in engagement.people and actor != fact.person:
        raise Refused(_("Only Quality says that nothing is required, each for oneself."),
                      _("Let Quality record it, or give the number of a deviation, CAPA or change control."))
    if is_route(fact, engagement.people[fact.person].function):
        if fact.connection is not None and fact.criterion is not None:
            found = course(engagement, fact.connection, today).found.get(fact.criterion)
            if found is None or fact.date < found:
                raise Refused(_("There is no finding on this criterion that the reference could close."),
                              _("Review the criterion first."))
        return
    if fact.route == "not-required":
        raise Refused(_("Not required is said by a person of Quality, with a reason."),
                      _("Let Quality record it, or give the number of a deviation, CAPA or change control."))
    raise Refused(_("The reference of the quality system is missing."),
                  _("Give the number of the deviation, CAPA or change control."))


def _next(engagement: Engagement, fact: f.CriterionReviewed | f.GateDecided, today: date) -> GateEntry:
    return GateEntry(engagement.last_seq + 1, today, fact)


def _known_connection(engagement: Engagement, name: str) -> f.ConnectionDefined:
    if name not in engagement.connections:
        raise NotFound("connection", name, list(engagement.connections))
    return engagement.connections[name]


def _check_own(engagement: Engagement, person: str, actor: str, role: f.AppRole, told: str) -> None:
    """Whoever is named decides, whatever the role; for others only the owner of the engagement, saying from where."""
    if actor == person:
        return
    if actor in engagement.people or not allowed(role, "decide"):
        raise NotAllowed(role, _("decide for another person"))
    if not told.strip():
        raise Refused(_("A decision that is entered for somebody needs its source."),
                      _("Say where the signed record lies."))


def _check_past(day: date, today: date) -> None:
    if day > today:
        raise Refused(_("{date} lies in the future.").format(date=day.isoformat()), _("Correct the date."))
