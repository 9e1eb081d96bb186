"""The connection gate: expert cases on the shipped criteria, told as histories, and what is wrong with a connection."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path as File
from typing import Any

import pytest
import yaml
from domain.gating import (
    CRITERIA,
    DAY,
    DECIDED,
    REVIEWED,
    START,
    decided,
    flow,
    of_case,
    passed,
    revoked,
    routed,
    shipped,
    state,
    whole,
    zoned,
)

from assessment.domain import facts as f
from assessment.domain.basis import NotFound
from assessment.domain.engagement import Engagement
from assessment.domain.gate import (
    CAPACITIES,
    Permit,
    check_connection,
    find_zone,
    is_direct,
    issued_permits,
    review,
    review_all,
    writes_to_control,
)

FOLDER = File(__file__).parents[1] / "cases"
CASES = [case for name in ("gate", "gate-ends", "gate-quality")
         for case in yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))]
TABLE = yaml.safe_load((FOLDER / "gate-criteria.yaml").read_text("utf-8"))
KINDS: dict[str, dict[str, Any]] = {
    "read one way": {"direction": "read", "one_way": True}, "read two ways": {"direction": "read"},
    "write one way": {"direction": "write", "one_way": True}, "both": {"direction": "both"}}
MORE = ({}, {"gxp": True}, {"remote_access": True}, {"gxp": True, "remote_access": True})


def seen_on(case: dict[str, Any], stand: dict[str, Any]) -> dict[str, Any]:
    """What a case may expect of a day, from what was known at the end of it."""
    day = stand["day"]
    engagement = state(of_case(case), as_of=day)
    permit = review(engagement, "c", day)
    results = {c.criterion: c.result for c in permit.criteria}
    return {
        "day": day, "state": permit.state, "opened": permit.opened, "lapses": permit.lapses, "live": permit.live,
        "missing": list(permit.missing_decisions), "hard": [c.criterion for c in permit.criteria if c.hard],
        "ended": permit.ended, "ended_on": permit.ended_on, "open_hard_stops": list(permit.open_hard_stops),
        "number": permit.issued.number if permit.issued else 0,
        "results": {name: results.get(name) for name in stand.get("results", {})},
        "absent": [name for name in stand.get("absent", []) if name not in results],
        "problems": [p.code for p in check_connection(engagement, "c", day)],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_connection_stands_where_the_expert_expects(case: dict[str, Any]) -> None:
    for stand in case["stands"]:
        seen = seen_on(case, stand)
        assert {key: seen[key] for key in stand} == stand


def test_each_case_says_why_and_none_is_told_twice() -> None:
    assert len(CASES) >= 70
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert all(case["because"].strip() for case in (*CASES, *TABLE))
    assert [row["criterion"] for row in TABLE] == list(CRITERIA)


def stood(kind: dict[str, Any], facts: list[tuple[date, f.Fact]]) -> Permit:
    """Where a connection of a kind stands once all three said go, with everything met but what `facts` say."""
    said = {fact.criterion for _, fact in facts if isinstance(fact, f.CriterionReviewed)}
    goes = [(DECIDED, decided(capacity)) for capacity in CAPACITIES]
    return review(state([(START, flow(**kind)), *((REVIEWED, passed(n)) for n in CRITERIA if n not in said),
                         *facts, *goes]), "c", DAY)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["criterion"])
def test_a_criterion_asks_of_each_kind_of_flow_what_the_expert_expects(row: dict[str, Any]) -> None:
    name = row["criterion"]
    conditional = passed(name, result="conditional", owner="seb", due=date(2025, 4, 1))
    for (kind, settings), (place, more) in product(KINDS.items(), enumerate(MORE)):
        wanted, of = row[kind][place], {**settings, **more}
        without = stood(of, [(START, passed(name, result="not-met"))])
        asked = {c.criterion: c for c in without.criteria}
        assert (wanted == "free") == (name not in asked), (kind, more)
        assert without.state == ("open" if wanted == "free" else "blocked"), (kind, more)
        assert without.open_hard_stops == ((name,) if wanted == "hard" else ()), (kind, more)
        for_now = stood(of, [(REVIEWED, conditional)])
        assert for_now.state == ("blocked" if wanted == "hard" else "open"), (kind, more)
        if wanted != "free":
            mended = stood(of, [(START, passed(name, result="not-met", date=START)), (REVIEWED, passed(name))])
            quality = row["quality"] == "always" or (row["quality"] == "gxp" and "gxp" in more)
            found = {c.criterion: c.result for c in mended.criteria}[name]
            assert found == ("awaits-quality" if quality else "met"), (kind, more)
            assert mended.state == ("blocked" if quality else "open"), (kind, more)


def test_all_connections_are_reviewed_in_their_order_but_those_that_are_cut() -> None:
    flows = [flow(connection=name, retired=name == "z") for name in ("b", "z", "a")]
    assert [p.connection for p in review_all(state(flows), DAY)] == ["b", "a"]


def test_an_unknown_connection_is_not_found() -> None:
    for ask in (lambda e: review(e, "x", DAY), lambda e: check_connection(e, "x", DAY),
                lambda e: issued_permits(e, "x", DAY)):
        with pytest.raises(NotFound, match="connection"):
            ask(state([]))


def test_a_gate_without_criteria_opens_for_nobody() -> None:
    bare = shipped().model_copy(update={"gate": shipped().gate.model_copy(update={"criteria": ()})})
    found = review(state([flow(), *map(decided, CAPACITIES)], library=bare), "c", DAY)
    assert (found.state, found.missing_decisions) == ("blocked", CAPACITIES)


def test_a_connection_that_is_not_yet_defined_opens_for_nobody() -> None:
    assert review(state(whole()), "c", date(2025, 1, 31)).state == "blocked"


def test_what_is_wrong_with_a_connection_is_told() -> None:
    facts = [flow(site="nowhere", owner="seb", quality="ghost"), passed("G99"),
             passed("G9", result="conditional", owner="ola", due=DAY), passed("G8", result="conditional"),
             passed("G3", evidence_date=date(2025, 3, 16))]
    problems = check_connection(state(facts), "c", DAY)
    assert {(p.code, p.where) for p in problems} == {
        ("unknown-site", "connections.c.site"), ("two-parts", "connections.c.owner"),
        ("two-parts", "connections.c.ot_security"), ("unknown-person", "connections.c.quality"),
        ("unknown-zone", "connections.c.from_zone"), ("unknown-zone", "connections.c.to_zone"),
        ("unknown-criterion", "reviews.c.G99"), ("conditional-hard-stop", "reviews.c.G9.result"),
        ("conditional-without-end", "reviews.c.G8"), ("future-date", "reviews.c.G3.evidence_date")}
    assert all(p.remedy for p in problems)


def test_what_another_connection_lacks_is_not_told_of_this_one() -> None:
    facts = [*whole(), flow(connection="d"), passed("G9", connection="d", evidence="")]
    assert check_connection(state(facts), "c", DAY) == []


def test_a_flow_past_the_industrial_dmz_is_told() -> None:
    facts = [zoned("wan", site=None, level="5"), flow(to_zone="WAN")]
    engagement = state(facts)
    assert [p.code for p in check_connection(engagement, "c", DAY)] == ["direct-path"]
    assert is_direct(engagement, flow(from_zone="wan", to_zone="l2"))
    assert not is_direct(engagement, flow())
    assert not is_direct(engagement, flow(from_zone="dmz", to_zone="wan"))


@pytest.mark.parametrize(("change", "writes"), [
    ({"direction": "write", "to_zone": "l2"}, True), ({"direction": "write", "from_zone": "l2"}, False),
    ({"direction": "both", "from_zone": "l2"}, True), ({"direction": "read", "to_zone": "l2"}, False),
    ({"direction": "both"}, False)])
def test_a_flow_writes_to_control_where_it_can_change_the_process(change: dict[str, str], writes: bool) -> None:
    assert writes_to_control(state([]), flow(**change)) is writes


def test_a_zone_is_found_by_id_name_and_former_name_the_own_site_first() -> None:
    engagement = state([zoned("wan", site=None, level="5"), zoned("far", site=None, name="Zone L2"),
                        zoned("wan", site="s", level="4"), zoned("l3", name="Line"), zoned("dmz", withdrawn=True),
                        f.SiteDefined(site="t", name="T")])

    def found(name: str, site: str = "s") -> object:
        zone = find_zone(engagement, site, name)
        return None if zone is None else (zone.site, zone.zone)

    assert found("Wan") == ("s", "wan")
    assert found("wan", "t") == (None, "wan")
    assert found("zone l2") == ("s", "l2")
    assert found("zone l2", "t") == (None, "far")
    assert found("ZONE L3") == ("s", "l3")
    assert found("line") == ("s", "l3")
    assert found("dmz") is None
    assert found("l3", "t") is None


def digest_of(engagement: Engagement, day: date = DAY) -> str:
    return issued_permits(engagement, "c", day)[-1].digest


def test_the_digest_names_what_the_three_decided_on() -> None:
    known = digest_of(state(whole()))
    assert len(known) == 64
    assert digest_of(state(whole())) == known
    # what follows does not change what was decided then
    for later in (flow(data="Recipes"), zoned("l3", level="2"), passed("G4", result="not-met", date=DAY), revoked(),
                  flow(name="Renamed", live=True), flow(from_zone="l2", to_zone="l3"), flow(retired=True)):
        assert digest_of(state([*whole(), (DAY, later)])) == known
    other = [whole(data="Recipes"), whole(name="Other"), [(START, zoned("dmz", holds="Jump host")), *whole()],
             [*whole()[:-1], (DECIDED, decided("quality", note="Seen"))], [(START, flow()), *whole()],
             [*whole(owner="bob")[:-3], (DECIDED, decided("owner", person="bob")), *whole()[-2:]]]
    assert len({known, *(digest_of(state(facts)) for facts in other)}) == len(other) + 1


def test_a_handover_is_written_into_the_permit() -> None:
    handed = [*whole(), (DAY, flow(owner="bob"))]
    taken = [*handed, (DAY, decided("owner", person="bob", date=DAY))]
    before, waiting, after = (issued_permits(state(facts), "c", DAY)[0] for facts in (whole(), handed, taken))
    assert [go.person for go in waiting.decisions] == ["seb", "qui"]
    assert {go.person for go in after.decisions} == {"bob", "seb", "qui"}
    assert len({before.digest, waiting.digest, after.digest}) == 3
    assert before.model_copy(update={"number": 2}).digest != before.digest
    assert (before.opened, before.lapses, before.number) == (after.opened, after.lapses, after.number)
    assert len(after.entries) == len(set(after.entries)) == 3


def test_a_permit_says_between_which_zones_it_was_given() -> None:
    facts = [*whole(), (DAY, zoned("dmz", holds="Jump host")), (DAY, flow(from_zone="l2"))]
    assert [(zone.zone, zone.holds) for zone in issued_permits(state(facts), "c", DAY)[0].zones] == [
        ("l3", ""), ("dmz", "")]


def test_a_reference_from_quality_is_part_of_the_permit() -> None:
    facts = [(START, flow()), (START, passed("G9", result="not-met", date=START)),
             (REVIEWED, routed("G9", date=REVIEWED)), *whole()[1:]]
    found = {c.criterion: c for c in issued_permits(state(facts), "c", DAY)[0].criteria}["G9"]
    assert found.route is not None
    assert (found.route.reference, found.raised_on) == ("CAPA-7", START)
