"""Where each connection stands on a day."""

from __future__ import annotations

from datetime import date

from assessment.domain.basis import NotFound
from assessment.domain.engagement import Engagement
from assessment.domain.facts import ConnectionDefined
from assessment.domain.gate.course import GateCourse, ZoneNames, course, named, zone_names
from assessment.domain.gate.types import CAPACITIES, IssuedPermit, Permit


def review(engagement: Engagement, connection: str, day: date, names: ZoneNames | None = None) -> Permit:
    """Where a connection stands on a day (docs/method.md, section 6). Raises NotFound.

    Every criterion that applies must be met with evidence, or, unless it is a hard stop, be conditional with an owner
    and a due date at most 90 days after its review. Reviews and decisions dated after the day do not count, nor does
    a decision by another person than the one named with the connection, nor a go before all criteria were passed. The
    gate opens on the day of the last go and lapses 12 calendar months later, or on a later day on which the flow or
    one of its zones was defined anew and differently. `names` spares reading the zones anew for each connection.
    """
    found = _course(engagement, connection, day, names)
    flow = engagement.connections[connection]
    issued, ended, ended_on = found.issues[-1] if found.issues else None, found.ended, found.ended_on
    if issued is not None and not ended and day >= issued.lapses:
        ended, ended_on = "time", issued.lapses
    running = issued is not None and not ended
    criteria = found.states(day, issued.opened if issued is not None and running else None)
    given = found.given(day)
    wanted = [capacity for capacity in CAPACITIES
              if (issued.go(capacity) is None if issued is not None and running else capacity not in given)]
    permit = Permit(connection=connection, site=flow.site, state="ready", live=flow.live, criteria=criteria,
                    missing_decisions=tuple(wanted), issued=issued, ended=ended, ended_on=ended_on,
                    refused_by=tuple(found.refusals.values()), revoked_by=found.revoked,
                    findings=found.findings(day))
    update: dict[str, object] = {}
    if found.refusals:
        update = {"state": "refused"}
    elif found.revoked is not None:
        update = {"state": "revoked"}
    elif issued is not None and ended in ("time", "changed"):
        update = {"state": "lapsed", "opened": issued.opened, "lapses": ended_on}
    elif not criteria or permit.failing:
        update = {"state": "blocked"}
    elif issued is not None and running and not wanted:
        update = {"state": "open", "opened": issued.opened, "lapses": issued.lapses}
    return permit.model_copy(update=update)


def review_all(engagement: Engagement, day: date) -> tuple[Permit, ...]:
    """The permits of all connections that are not retired, in the order in which they were defined."""
    names = zone_names(engagement)
    return tuple(review(engagement, connection, day, names) for connection, flow in engagement.connections.items()
                 if not flow.retired)


def review_live(engagement: Engagement, site: str, day: date) -> tuple[Permit, ...]:
    """The permits of the live connections of a site."""
    flows = [flow for flow in engagement.connections.values() if flow.site == site and flow.live and not flow.retired]
    names = zone_names(engagement) if flows else {}
    return tuple(review(engagement, flow.connection, day, names) for flow in flows)


def connections_of(engagement: Engagement, person: str) -> tuple[ConnectionDefined, ...]:
    """The connections, but retired ones, on which a person is named to decide."""
    return tuple(flow for flow in engagement.connections.values()
                 if not flow.retired and any(named(flow, capacity) == person for capacity in CAPACITIES))


def issued_permits(engagement: Engagement, connection: str, day: date) -> tuple[IssuedPermit, ...]:
    """Every permit that a connection was given, oldest first. Raises NotFound."""
    return tuple(_course(engagement, connection, day).issues)


def _course(engagement: Engagement, connection: str, day: date, names: ZoneNames | None = None) -> GateCourse:
    if connection not in engagement.connections:
        raise NotFound("connection", connection, list(engagement.connections))
    return course(engagement, connection, day, names)
