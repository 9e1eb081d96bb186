"""The gate at the size of a large manufacturer: 5,000 connections reviewed, 50,000 rows of a firewall export read."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

from assessment.domain import facts as f
from assessment.domain.engagement import Engagement, replay
from assessment.domain.gate import CAPACITIES, review_all
from assessment.domain.library import Library
from assessment.formats import read_connections, shipped_library
from bench.figures import Row, median_time

CONNECTIONS = 5_000
ROWS = 50_000
ZONES = 30
DAY = date(2026, 6, 1)
PEOPLE = ("ola", "seb", "qui")


def many_connections() -> Row:
    """Where each stands, with its whole course, against one plain pass that keeps the last review and decision."""
    library = shipped_library()
    engagement = _reviewed(library)

    def floor() -> object:
        found = {}
        for name, entries in engagement.gate_log.items():
            last: dict[str, object] = {}
            for entry in entries:
                fact = entry.fact
                if isinstance(fact, f.CriterionReviewed):
                    last[fact.criterion] = fact.result == "met" and bool(fact.evidence.strip()) and fact.date <= DAY
                elif isinstance(fact, f.GateDecided):
                    last[fact.capacity] = fact.go and fact.date <= DAY
            found[name] = all(last.values())
        return found

    assert all(permit.state == "open" for permit in review_all(engagement, DAY))
    return Row(f"gate, {CONNECTIONS:,} connections with all their evidence",
               median_time(lambda: review_all(engagement, DAY), 3), median_time(floor, 3), 3)


def firewall_export() -> Row:
    """A firewall export read, checked and joined to connections, against the csv module turning it into mappings."""
    engagement = replace(replay([(1, DAY, f.SiteDefined(site="s", name="S")), *(
        (2 + n, DAY, f.ZoneDefined(zone=f"z{n}", site="s", name=f"Zone {n}", level="3")) for n in range(ZONES))]),
        library=shipped_library())
    lines = ["site,from_zone,to_zone,service,action"]
    lines += [f"s,z{n % ZONES},z{(n * 7 + 1) % ZONES},tcp {n % 900},allow" for n in range(ROWS)]
    content = ("\n".join(lines) + "\n").encode()
    found, _joined, problems = read_connections(content, "export.csv", engagement)
    assert found or problems
    return Row(f"firewall export of {ROWS:,} rows", median_time(
        lambda: read_connections(content, "export.csv", engagement), 3),
        median_time(lambda: list(csv.DictReader(io.StringIO(content.decode()))), 3), 3)


def _reviewed(library: Library) -> Engagement:
    facts: list[f.Fact] = [f.SiteDefined(site="s", name="S")]
    facts += [f.RespondentDefined(person=name, function="OT") for name in PEOPLE]
    facts += [f.ZoneDefined(zone=f"z{n}", site="s", name=f"Zone {n}", level="3") for n in range(ZONES)]
    for number in range(CONNECTIONS):
        name = f"c{number}"
        facts.append(f.ConnectionDefined(
            connection=name, site="s", name=name, from_zone=f"z{number % ZONES}", to_zone=f"z{(number + 1) % ZONES}",
            direction="both", owner="ola", ot_security="seb", quality="qui"))
        facts += [f.CriterionReviewed(connection=name, criterion=criterion.id, result="met", date=DAY, reviewer="seb",
                                      evidence="Seen") for criterion in library.gate.criteria]
        facts += [f.GateDecided(connection=name, capacity=capacity, person=person, go=True, date=DAY)
                  for capacity, person in zip(CAPACITIES, PEOPLE, strict=True)]
    return replace(replay((seq, DAY, fact) for seq, fact in enumerate(facts, 1)), library=library)
