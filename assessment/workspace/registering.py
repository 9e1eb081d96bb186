"""What a file of zones or connections would change in the register."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen, Problem
from assessment.domain.engagement import Engagement
from assessment.domain.facts import ConnectionDefined, ZoneDefined
from assessment.domain.gate import find_zone
from assessment.formats import read_connections, read_zones

Kind = Literal["zones", "connections"]


class Register(Frozen):
    """`changed` are new or different, `same` a count of those that stand so already; with problems nothing changes.

    `rows` were read, `denied` of them left out because the firewall denies them (connections only).
    """

    changed: tuple[ZoneDefined | ConnectionDefined, ...] = ()
    same: int = 0
    rows: int = 0
    denied: int = 0
    problems: tuple[Problem, ...] = ()


def register_from(engagement: Engagement, kind: Kind, content: bytes, name: str) -> Register:
    """Read a file (CSV) against what is registered; nothing is recorded."""
    if kind == "zones":
        zones, problems = read_zones(content, name, engagement)
        changed = [zone for zone in zones if engagement.zones.get((zone.site, zone.zone)) != zone]
        return Register(changed=tuple(changed), same=len(zones) - len(changed), rows=len(zones),
                        problems=tuple(problems))
    flows, joined, problems = read_connections(content, name, engagement)
    new = [flow for flow in flows if not is_registered(engagement, flow)]
    return Register(changed=tuple(new), same=len(flows) - len(new), rows=joined.rows, denied=joined.denied,
                    problems=tuple(problems))


def is_registered(engagement: Engagement, flow: ConnectionDefined) -> bool:
    """Whether the connection stands so already, however its zones are named."""
    before = engagement.connections.get(flow.connection)
    return before is not None and _by_id(engagement, before) == _by_id(engagement, flow)


def _by_id(engagement: Engagement, flow: ConnectionDefined) -> ConnectionDefined:
    return flow.model_copy(update={end: zone.zone for end in ("from_zone", "to_zone")
                                   if (zone := find_zone(engagement, flow.site, getattr(flow, end))) is not None})
