"""The connection gate: expert cases on the shipped criteria, and no way round a hard stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path as File

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.basis import NotFound
from assessment.domain.engagement import Engagement, replay
from assessment.domain.gate import CAPACITIES, check_connection, review, review_all
from assessment.domain.library import Library
from assessment.formats.library import load_library
from assessment.shipped import DATA

CASES = yaml.safe_load((File(__file__).parents[1] / "cases" / "gate.yaml").read_text("utf-8"))["cases"]
PEOPLE = {"owner": "ola", "ot-security": "seb", "quality": "qui"}
REVIEWED, DECIDED, DAY = date(2025, 3, 1), date(2025, 3, 10), date(2025, 3, 15)
HARD = ("G1", "G3", "G4", "G5", "G9", "G12")


@pytest.fixture(scope="module")
def library() -> Library:
    loaded, problems = load_library(DATA)
    assert loaded is not None, problems
    return loaded


def flow(**more) -> f.ConnectionDefined:
    return f.ConnectionDefined(**{
        "connection": "c", "site": "s", "name": "Historian to cloud", "from_zone": "L3", "to_zone": "DMZ",
        "direction": "both", "owner": "ola", "ot_security": "seb", "quality": "qui", **more})


def passed(criterion: str, **more) -> f.CriterionReviewed:
    return f.CriterionReviewed(**{"connection": "c", "criterion": criterion, "result": "met", "date": REVIEWED,
                                  "reviewer": "seb", "evidence": "Seen", **more})


def decided(capacity: str, **more) -> f.GateDecided:
    return f.GateDecided(**{"connection": "c", "capacity": capacity, "person": PEOPLE[capacity], "go": True,
                            "date": DECIDED, **more})


def state(library: Library, facts) -> Engagement:
    people = [f.RespondentDefined(person=p, function="OT") for p in (*PEOPLE.values(), "stranger")]
    site = f.SiteDefined(site="s", name="S")
    return replace(replay((i, DAY, fact) for i, fact in enumerate([site, *people, *facts], 1)), library=library)


def of_case(case, library: Library) -> Engagement:
    met = [c.id for c in library.gate.criteria] if case.get("met") == "all" else case.get("met", [])
    reviewed = case.get("reviewed", REVIEWED)
    facts = [flow(**case.get("flow", {}))]
    facts += [passed(name, date=reviewed) for name in met if name not in case.get("without", [])]
    facts += [passed(**{"evidence": "", **one}) for one in case.get("reviews", [])]
    facts += [decided(c, date=case.get("decided", DECIDED)) for c in case.get("go", [])]
    facts += [decided(c, go=False) for c in case.get("no_go", [])]
    facts += [decided(**one) for one in case.get("decisions", [])]
    return state(library, facts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_connection_stands_where_the_expert_expects(case, library):
    engagement, day, expected = of_case(case, library), case.get("day", DAY), case["expect"]
    if "changed" in case:
        engagement = replace(engagement, changed={"c": case["changed"]})
    permit = review(engagement, "c", day)
    results = {c.criterion: c.result for c in permit.criteria}
    seen = {
        "state": permit.state, "opened": permit.opened, "lapses": permit.lapses, "live": permit.live,
        "missing": list(permit.missing_decisions), "hard": [c.criterion for c in permit.criteria if c.hard],
        "open_hard_stops": list(permit.open_hard_stops),
        "results": {name: results.get(name) for name in expected.get("results", {})},
        "absent": [name for name in expected.get("absent", []) if name not in results],
        "problems": [p.code for p in check_connection(engagement, "c", day)],
    }
    assert {key: seen[key] for key in expected} == expected


def test_all_connections_are_reviewed_in_their_order(library):
    engagement = state(library, [flow(connection=name) for name in ("b", "a")])
    assert [p.connection for p in review_all(engagement, DAY)] == ["b", "a"]


def test_an_unknown_connection_is_not_found(library):
    for ask in (lambda e: review(e, "x", DAY), lambda e: check_connection(e, "x", DAY)):
        with pytest.raises(NotFound, match="connection"):
            ask(state(library, []))


def test_a_gate_without_criteria_opens_for_nobody(library):
    bare = library.model_copy(update={"gate": library.gate.model_copy(update={"criteria": ()})})
    assert review(state(bare, [flow(), *map(decided, CAPACITIES)]), "c", DAY).state == "blocked"


def test_what_is_wrong_with_a_connection_is_told(library):
    facts = [flow(site="nowhere", owner="seb", quality="ghost"), passed("G99"),
             passed("G9", result="conditional", owner="ola", due=DAY), passed("G8", result="conditional")]
    problems = {(p.code, p.where) for p in check_connection(state(library, facts), "c", DAY)}
    assert problems == {
        ("unknown-site", "connections.c.site"), ("two-parts", "connections.c.owner"),
        ("two-parts", "connections.c.ot_security"), ("unknown-person", "connections.c.quality"),
        ("unknown-criterion", "reviews.c.G99"), ("conditional-hard-stop", "reviews.c.G9.result"),
        ("conditional-without-end", "reviews.c.G8")}
    assert all(p.remedy for p in check_connection(state(library, facts), "c", DAY))


def test_a_connection_in_order_has_no_problem(library):
    facts = [flow(), *[passed(c.id) for c in library.gate.criteria], *map(decided, CAPACITIES)]
    assert check_connection(state(library, facts), "c", DAY) == []


DAYS = st.integers(-40, 40).map(lambda n: DAY + timedelta(days=n))
REVIEWS = st.builds(
    passed, st.sampled_from([f"G{n}" for n in range(1, 15)]), date=DAYS, due=st.none() | DAYS,
    result=st.sampled_from(["met", "met", "met", "conditional", "not-met"]), evidence=st.sampled_from(["Seen", ""]),
    owner=st.sampled_from([None, "ola"]))
DECISIONS = st.builds(decided, st.sampled_from(CAPACITIES), date=DAYS, go=st.sampled_from([True, True, False]),
                      person=st.sampled_from(["ola", "seb", "qui", "stranger"]))
FLOWS = st.builds(flow, direction=st.sampled_from(["read", "write", "both"]), one_way=st.booleans(), gxp=st.booleans(),
                  remote_access=st.booleans(), owner=st.sampled_from([None, "ola"]),
                  quality=st.sampled_from([None, "qui"]))


@settings(max_examples=120, deadline=None)
@given(FLOWS, st.lists(REVIEWS | DECISIONS, max_size=20), st.data())
def test_no_order_of_events_opens_a_gate_with_an_open_hard_stop(connection, events, data):
    library = load_once()
    # begin where only a few events are wanting, or nearly no gate would come near to opening
    ready = [*map(passed, (f"G{n}" for n in range(1, 15))), *map(decided, CAPACITIES)]
    order = data.draw(st.permutations([*ready, *events]))
    engagement = state(library, [connection, *order])
    permit = review(engagement, "c", DAY)

    last = {fact.criterion: fact for fact in order if isinstance(fact, f.CriterionReviewed)}
    stops = [*HARD, *(["G13"] if connection.gxp else []), *(["G6"] if connection.remote_access else [])]
    standing = all(last[name].result == "met" and last[name].evidence and last[name].date <= DAY for name in stops)
    go = [fact for fact in {x.capacity: x for x in order if isinstance(x, f.GateDecided)}.values()
          if fact.go and fact.date <= DAY]
    if permit.state == "open":
        assert standing
        assert len({fact.person for fact in go}) == 3
    assert permit.state not in ("open", "ready") or not permit.open_hard_stops
    assert set(permit.open_hard_stops) == {
        name for name in stops
        if not (last[name].result == "met" and last[name].evidence and last[name].date <= DAY)}


LOADED: list[Library] = []


def load_once() -> Library:
    if not LOADED:
        loaded, _problems = load_library(DATA)
        assert loaded is not None
        LOADED.append(loaded)
    return LOADED[0]
