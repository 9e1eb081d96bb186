"""Zones of a site and of the network, and which of them a connection means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assessment.domain.engagement import Engagement, Place
from assessment.domain.facts import ConnectionDefined, ZoneDefined

DMZ = "3.5"
LEVELS = ("outside", "5", "4", "3.5", "3", "2", "1", "0")
"""Levels of the Purdue reference model, from the outside to the process."""


def fits(zone: object, name: str) -> bool:
    """Whether a connection that names a zone so means this one: by its id or its name, whatever the case."""
    return isinstance(zone, ZoneDefined) and name.casefold() in (zone.zone.casefold(), zone.name.casefold())


def zones_of(engagement: Engagement, site: Place) -> tuple[ZoneDefined, ...]:
    """The zones of a site and those of the network, from the outside to the process."""
    found = [zone for (place, _), zone in engagement.zones.items() if place in (None, site) and not zone.withdrawn]
    return tuple(sorted(found, key=lambda zone: LEVELS.index(zone.level)))


def find_zone(engagement: Engagement, site: Place, name: str) -> ZoneDefined | None:
    """The zone that a connection of a site means; the site's own before one of the network, current names first."""
    current = [zone for (place, _), zone in engagement.zones.items()
               if place in (None, site) and not zone.withdrawn and fits(zone, name)]
    if current:
        return min(current, key=_nearest)
    return meant({key: [entry.fact for entry in entries if isinstance(entry.fact, ZoneDefined)]
                  for key, entries in engagement.zone_log.items()}, site, name)


def meant(zones: Mapping[tuple[Place, str], Sequence[ZoneDefined]], site: Place, name: str) -> ZoneDefined | None:
    """As `find_zone`, of the definitions of each zone, oldest first: a zone that was renamed is found by both names."""
    near = [defined for (place, _), defined in zones.items() if place in (None, site) and not defined[-1].withdrawn]
    found = ([defined[-1] for defined in near if fits(defined[-1], name)]
             or [defined[-1] for defined in near if any(fits(zone, name) for zone in defined)])
    return min(found, key=_nearest, default=None)


def _nearest(zone: ZoneDefined) -> tuple[bool, int]:
    return zone.site is None, LEVELS.index(zone.level)


def is_direct(engagement: Engagement, flow: ConnectionDefined) -> bool:
    """Whether a flow joins the process side and the business or outside world without the industrial DMZ between."""
    ends = [find_zone(engagement, flow.site, name) for name in (flow.from_zone, flow.to_zone)]
    inner = [zone is not None and zone.level in ("0", "1", "2", "3") for zone in ends]
    outer = [zone is not None and zone.level in ("4", "5", "outside") for zone in ends]
    return any(inner) and any(outer)


def writes_to_control(engagement: Engagement, flow: ConnectionDefined) -> bool:
    """Whether a flow can change what controls the process (levels 0 to 2)."""
    ends = (flow.from_zone, flow.to_zone) if flow.direction == "both" else (flow.to_zone,)
    return flow.direction != "read" and any(
        (zone := find_zone(engagement, flow.site, name)) is not None and zone.level in ("0", "1", "2") for name in ends)
