"""Connections and their gate for tests: facts with their days, and histories as experts write them in cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from assessment.domain import facts as f
from assessment.domain.engagement import Engagement, replay
from assessment.domain.gate import CAPACITIES
from assessment.domain.library import Library
from assessment.formats.library import load_library
from assessment.shipped import DATA

Dated = tuple[date, f.Fact]
"""The day of recording, and what was recorded."""

PEOPLE = {"owner": "ola", "ot-security": "seb", "quality": "qui"}
OTHERS = {"stranger": "OT", "bob": "OT", "quinn": "Quality"}
GROUND = date(2019, 1, 1)
START, REVIEWED, DECIDED, DAY = date(2025, 2, 1), date(2025, 3, 1), date(2025, 3, 10), date(2025, 3, 15)
CRITERIA = tuple(f"G{number}" for number in range(1, 15))


@cache
def shipped() -> Library:
    loaded, problems = load_library(DATA)
    assert loaded is not None, problems
    return loaded


def flow(**more: Any) -> f.ConnectionDefined:
    return f.ConnectionDefined(**{
        "connection": "c", "site": "s", "name": "Historian to cloud", "from_zone": "l3", "to_zone": "dmz",
        "direction": "both", "owner": "ola", "ot_security": "seb", "quality": "qui", **more})


def zoned(zone: str = "l3", **more: Any) -> f.ZoneDefined:
    level = {"l3": "3", "dmz": "3.5", "l2": "2"}.get(zone, "4")
    return f.ZoneDefined(**{"zone": zone, "site": "s", "name": f"Zone {zone}", "level": level, **more})


def passed(criterion: str, **more: Any) -> f.CriterionReviewed:
    return f.CriterionReviewed(**{"connection": "c", "criterion": criterion, "result": "met", "date": REVIEWED,
                                  "reviewer": "seb", "evidence": "Seen", **more})


def decided(capacity: str, **more: Any) -> f.GateDecided:
    return f.GateDecided(**{"connection": "c", "capacity": capacity, "person": PEOPLE[capacity], "go": True,
                            "date": DECIDED, **more})


def routed(criterion: str, **more: Any) -> f.QualityRouted:
    return f.QualityRouted(**{"connection": "c", "criterion": criterion, "route": "capa", "reference": "CAPA-7",
                              "person": "qui", "date": DAY, **more})


def revoked(person: str = "ola", **more: Any) -> f.GateRevoked:
    return f.GateRevoked(**{"connection": "c", "person": person, "date": DAY, "reason": "Found otherwise", **more})


def ground() -> list[f.Fact]:
    """The site, its zones and the people who have a part."""
    return [f.SiteDefined(site="s", name="S"), *(zoned(name) for name in ("l2", "l3", "dmz")),
            *(f.RespondentDefined(person=p, function="Quality" if p == "qui" else "OT") for p in PEOPLE.values()),
            *(f.RespondentDefined(person=p, function=function) for p, function in OTHERS.items())]


def state(facts: Iterable[f.Fact | Dated], as_of: date | None = None, library: Library | None = None) -> Engagement:
    """What is known after facts, each recorded on START or on its own day of recording."""
    dated = [*((GROUND, fact) for fact in ground()),
             *(fact if isinstance(fact, tuple) else (START, fact) for fact in facts)]
    entries = ((seq, day, fact) for seq, (day, fact) in enumerate(dated, 1))
    return replace(replay(entries, as_of=as_of), library=library or shipped())


def whole(**more: Any) -> list[Dated]:
    """A connection that passed its gate: defined, all evidence on REVIEWED, three goes on DECIDED."""
    return [(START, flow(**more)), *((REVIEWED, passed(name)) for name in CRITERIA),
            *((DECIDED, decided(capacity)) for capacity in CAPACITIES)]


def of_case(case: dict[str, Any]) -> list[Dated]:
    """The history of an expert case; how one is written is told at the head of tests/cases/gate.yaml."""
    reviewed, on = case.get("reviewed", REVIEWED), case.get("decided", DECIDED)
    begun = min(START, reviewed, on)
    facts: list[Dated] = [(begun, flow(**case.get("flow", {})))]
    facts += [(reviewed, passed(name, date=reviewed)) for name in _criteria(case.get("met", []))
              if name not in case.get("without", [])]
    facts += [(reviewed, passed(**{"date": reviewed, **one})) for one in case.get("reviews", [])]
    facts += [(on, decided(capacity, date=on)) for capacity in _parts(case.get("go", []))]
    for event in case.get("then", []):
        facts += [(event["day"], fact) for fact in _told(event, case)]
    return facts


def _told(event: dict[str, Any], case: dict[str, Any]) -> Iterator[f.Fact]:
    """The facts of one event; `dated` is the day that they bear, where it is not that of their recording."""
    day, kind = event.get("dated", event["day"]), set(event) - {"day", "dated", "by"}
    assert len(kind) == 1, event
    match kind.pop():
        case "met":
            yield from (passed(name, date=day) for name in _criteria(event["met"]))
        case "review":
            yield passed(**{"date": day, **event["review"]})
        case "go":
            yield from (decided(capacity, date=day, **({"person": event["by"]} if "by" in event else {}))
                        for capacity in _parts(event["go"]))
        case "refuse":
            yield decided(event["refuse"], date=day, go=False, **({"person": event["by"]} if "by" in event else {}))
        case "revoke":
            yield revoked(event["revoke"], date=day)
        case "route":
            yield routed(**{"date": day, **event["route"]})
        case "flow":
            yield flow(**{**case.get("flow", {}), **event["flow"]})
        case "zone":
            yield zoned(**event["zone"])
        case "person":
            yield f.RespondentDefined(**event["person"])
        case other:
            raise ValueError(other)


def _criteria(told: str | list[str]) -> list[str]:
    return list(CRITERIA) if told == "all" else list(told)


def _parts(told: str | list[str]) -> list[str]:
    return list(CAPACITIES) if told == "all" else list(told)
