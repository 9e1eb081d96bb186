"""Connections from a firewall export: one row a rule or flow, as CSV in plain shape (docs/connections.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from assessment.domain.basis import Frozen, Problem
from assessment.domain.engagement import Engagement
from assessment.domain.facts import ConnectionDefined, ZoneDefined
from assessment.formats.shape import cut
from assessment.formats.table import TableReader, written
from assessment.formats.zones import slug, truth
from assessment.text import _, clean, quoted

CONNECTION_COLUMNS = (
    "site", "from_zone", "to_zone", "connection", "name", "data", "service", "protocol", "port", "action", "direction",
    "one_way", "gxp", "remote_access", "live", "owner", "ot_security", "quality")
MOST_CONNECTIONS = 2_000
"""Of one file, after rows between the same two zones were joined."""
MOST_TOLD = 20
"""Services or data of a joined connection; the rest is counted."""
_ALIASES = {
    "plant": "site", "source zone": "from_zone", "source_zone": "from_zone", "src_zone": "from_zone",
    "src": "from_zone", "from": "from_zone", "from zone": "from_zone", "source": "from_zone",
    "destination zone": "to_zone", "destination_zone": "to_zone", "dst_zone": "to_zone", "dst": "to_zone",
    "to": "to_zone", "to zone": "to_zone", "destination": "to_zone", "application": "service", "proto": "protocol",
    "dport": "port", "rule": "name", "rule name": "name", "one-way": "one_way", "remote access": "remote_access",
    "remote": "remote_access", "ot security": "ot_security", "id": "connection", "gmp": "gxp",
}
_ALLOWED = {"", "allow", "allowed", "permit", "accept", "pass"}
_DENIED = {"deny", "denied", "drop", "block", "blocked", "reject", "discard"}
_DIRECTIONS = {"read": "read", "write": "write", "both": "both", "read and write": "both", "bidirectional": "both"}
_PEOPLE = ("owner", "ot_security", "quality")


class Joined(Frozen):
    """What became of the rows of a file: rows read, connections made of them, rows left out because they deny."""

    rows: int
    connections: int
    denied: int


def read_connections(content: bytes, name: str, engagement: Engagement,
                     zones: Sequence[ZoneDefined] = ()) -> tuple[list[ConnectionDefined], Joined, list[Problem]]:
    """Connections of a file, all rows between the same two zones of a site joined, and all problems with their lines.

    `zones` are those of another file that is brought in with it. Where a file is silent, a new connection is taken as
    live, in both directions and without names: the firewall lets it pass, and the full set of criteria is the safe one.
    A connection that is registered keeps what the file does not say. With a problem there are no connections.
    """
    table = TableReader(name, CONNECTION_COLUMNS, ("from_zone", "to_zone"), _ALIASES, others=True)
    table.read_bytes(content)
    joining = _Joining(table, engagement, zones)
    for row, line in zip(table.rows, table.at, strict=True):
        joining.add(row, line)
    found = joining.connections()
    if len(found) > MOST_CONNECTIONS:
        pairs = Counter(flow.from_zone for flow in found).most_common(3)
        table.tell("too-many-connections", 1, _("The rows join to {count} connections; {most} fit in one file.").format(
            count=len(found), most=MOST_CONNECTIONS),
            _("Use wider zones or split the file by site; most begin in {zones}.").format(
                zones=", ".join(quoted(zone) for zone, _count in pairs)))
    joined = Joined(rows=len(table.rows), connections=len(found), denied=joining.denied)
    return ([] if table.problems else found), joined, cut(table.problems)


def connections_template() -> str:
    """A file to begin with: its header and two flows."""
    return written(CONNECTION_COLUMNS, [
        {"site": "north", "from_zone": "historian", "to_zone": "dmz", "name": "Historian copy", "data": "Tags",
         "service": "tcp 5450", "action": "allow", "direction": "read", "gxp": "yes", "live": "yes"},
        {"site": "north", "from_zone": "supplier", "to_zone": "dmz", "name": "Supplier access", "data": "Screens",
         "protocol": "tcp", "port": "3389", "action": "allow", "direction": "both", "remote_access": "yes",
         "live": "no"}])


class _Joining:
    """Rows between the same two zones of a site become one connection."""

    def __init__(self, table: TableReader, engagement: Engagement, zones: Sequence[ZoneDefined]) -> None:
        self.table, self.engagement = table, engagement
        self.denied = 0
        self.flows: dict[tuple[str, str, str], dict[str, Any]] = {}
        self.untold: set[tuple[str, str]] = set()
        """Names that were told to be unknown once."""
        self.zones: dict[tuple[str | None, str], str] = {}
        for zone in (*engagement.zones.values(), *zones):
            for word in (zone.name, zone.zone):
                self.zones[zone.site, word.casefold()] = zone.zone
        self.registered = {self._ends(flow): flow for flow in engagement.connections.values()}

    def _ends(self, flow: ConnectionDefined) -> tuple[str, str, str]:
        start, end = (self._zone(flow.site, name) or name for name in (flow.from_zone, flow.to_zone))
        return flow.site, start, end

    def _zone(self, site: str, name: str) -> str | None:
        return self.zones.get((site, name.casefold())) or self.zones.get((None, name.casefold()))

    def add(self, row: Mapping[str, str], line: int) -> None:
        action = row.get("action", "").casefold()
        if action in _DENIED:
            self.denied += 1
            return
        if action not in _ALLOWED:
            self.table.tell("unknown-word", line, _("{word} is neither allow nor deny.").format(word=quoted(action)),
                            _("Write allow or deny."), "action")
        ends = self._known(row, line)
        if ends is None:
            return
        if ends[1] == ends[2]:
            self.table.tell("same-zone", line, _("A connection leads from one zone to another."),
                            _("Take out rows within one zone."), "to_zone")
            return
        flow = self.flows.setdefault(ends, {"services": {}, "data": {}, "directions": set(), "one_way": []})
        flow.setdefault("line", line)
        self._words(flow, row, line)
        for column in ("gxp", "remote_access", "live"):
            told = truth(self.table, row, column, line)
            if told is not None:
                flow[column] = flow.get(column, False) or told
        one_way = truth(self.table, row, "one_way", line)
        if one_way is not None:
            flow["one_way"].append(one_way)
        self._people(flow, row, line)

    def _known(self, row: Mapping[str, str], line: int) -> tuple[str, str, str] | None:
        site = row.get("site") or (next(iter(self.engagement.sites)) if len(self.engagement.sites) == 1 else "")
        if site not in self.engagement.sites:
            self._once("unknown-site", "site", site, line,
                       _("There is no site named {name}.").format(name=quoted(site)),
                       _("Write the id of a site of this engagement."))
            return None
        found = []
        for column in ("from_zone", "to_zone"):
            name = row.get(column, "")
            zone = self._zone(site, name)
            if zone is None:
                self._once("unknown-zone", f"{site} {column}", name, line,
                           _("The site has no zone named {name}.").format(name=quoted(name)),
                           _("Correct the name, or define the zone with its level first."), column)
            else:
                found.append(zone)
        return (site, found[0], found[1]) if len(found) == 2 else None

    def _once(self, code: str, kind: str, name: str, line: int, message: str, remedy: str,
              column: str = "site") -> None:
        """A name that stands in thousands of rows is told at its first one."""
        if (kind, name) not in self.untold:
            self.untold.add((kind, name))
            self.table.tell(code, line, message, remedy, column)

    def _words(self, flow: dict[str, Any], row: Mapping[str, str], line: int) -> None:
        service = row.get("service") or " ".join(row[key] for key in ("protocol", "port") if key in row)
        if service:
            flow["services"][clean(service, 80)] = None
        if "data" in row:
            flow["data"][clean(row["data"], 200)] = None
        direction = row.get("direction", "").casefold()
        if direction and direction not in _DIRECTIONS:
            self.table.tell("unknown-word", line, _("{word} is no direction.").format(word=quoted(direction)),
                            _("Write read, write or both."), "direction")
        elif direction:
            flow["directions"].add(_DIRECTIONS[direction])
        for column in ("name", "connection"):
            if word := clean(row.get(column, ""), 120).strip():
                flow.setdefault(column, word)

    def _people(self, flow: dict[str, Any], row: Mapping[str, str], line: int) -> None:
        for column in _PEOPLE:
            person = row.get(column)
            if person is None:
                continue
            if person not in self.engagement.people:
                self._once("unknown-person", column, person, line, _("There is no person with the id {name}.").format(
                    name=quoted(person)), _("Correct the id, or define the person first."), column)
            elif flow.setdefault(column, person) != person:
                self.table.tell("two-people", line, _("Rows of one connection name two people for the same part."),
                                _("Keep one of them."), column)
            elif person in [flow.get(other) for other in _PEOPLE if other != column]:
                self.table.tell("two-parts", line, _("One person has two parts in the decision on this connection."),
                                _("Name three different people: the owner, OT security and Quality."), column)

    def connections(self) -> list[ConnectionDefined]:
        found, taken = [], {name: self._ends(flow) for name, flow in self.engagement.connections.items()}
        for ends, flow in self.flows.items():
            site, start, end = ends
            before = self.registered.get(ends)
            name = before.connection if before else slug(flow.get("connection", "")) or slug(f"{site}-{start}-{end}")
            if taken.setdefault(name, ends) != ends:
                self.table.tell("duplicate-connection", flow["line"], _("The {what} {name} stands twice.").format(
                    what=_("connection"), name=quoted(name)), _("Give each its own id."), "connection")
                continue
            kept = ("gxp", "remote_access", "live", *_PEOPLE, "name")
            update: dict[str, Any] = {column: flow[column] for column in kept if column in flow}
            if flow["services"]:
                update["service"] = _told(list(flow["services"]))
            if flow["data"]:
                update["data"] = _told(list(flow["data"]))
            if flow["directions"]:
                update["direction"] = flow["directions"].pop() if len(flow["directions"]) == 1 else "both"
            if flow["one_way"]:
                update["one_way"] = all(flow["one_way"])
            base = before.model_dump(exclude={"kind"}) if before else {
                "connection": name, "site": site, "from_zone": start, "to_zone": end, "direction": "both", "live": True,
                "name": _("{start} to {end}").format(start=start, end=end)[:120]}
            found.append(ConnectionDefined(**{**base, **update, "retired": False}))
        return found


def _told(words: list[str]) -> str:
    rest = len(words) - MOST_TOLD
    return "; ".join(words[:MOST_TOLD]) + ("; " + _("and {count} more").format(count=rest) if rest > 0 else "")
