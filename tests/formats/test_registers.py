"""Zones and connections from exports: read, joined, told with line and column, and the same twice."""

from __future__ import annotations

import re
from datetime import date

import pytest

from assessment.domain import facts as f
from assessment.domain.engagement import Engagement, replay
from assessment.formats import (
    connections_template,
    read_answers,
    read_connections,
    read_zones,
    slug,
    write_answers,
    zones_template,
)
from assessment.shipped import ROOT
from assessment.workspace.registering import register_from

DAY = date(2026, 5, 4)
PEOPLE = ("ola", "seb", "qui")


def plant(*more: f.Fact, sites: tuple[str, ...] = ("north",)) -> Engagement:
    facts = [*(f.SiteDefined(site=site, name=site.title()) for site in sites),
             *(f.RespondentDefined(person=person, function="OT") for person in PEOPLE), *more]
    return replay((seq, DAY, fact) for seq, fact in enumerate(facts, 1))


def zone(name: str, level: str = "3", site: str | None = "north") -> f.ZoneDefined:
    return f.ZoneDefined(zone=name, site=site, name=name.title(), level=level)


ZONES = (zone("historian"), zone("dmz", "3.5"), zone("cloud", "outside", None))


def connections(text: str, engagement: Engagement | None = None):
    return read_connections(text.encode(), "rules.csv", engagement or plant(*ZONES))


def told(problems) -> set[tuple[str, str]]:
    return {(problem.code, problem.where) for problem in problems}


def examples() -> list[str]:
    return re.findall(r"```csv\n(.*?)```", (ROOT / "docs" / "connections.md").read_text("utf-8"), re.DOTALL)


def test_the_examples_of_the_manual_read_as_it_says():
    of_zones, of_rules = examples()
    zones, problems = read_zones(of_zones.encode(), "zones.csv", plant())
    assert problems == []
    assert {(z.site, z.zone, z.level, z.assets, z.gxp) for z in zones} == {
        (None, "cloud", "outside", None, False), ("north", "historian", "3", 2, True),
        ("north", "dmz", "3.5", 1, False)}
    flows, joined, problems = read_connections(of_rules.encode(), "rules.csv", plant(*zones))
    assert problems == []
    assert (joined.rows, joined.connections, joined.denied) == (4, 2, 1)
    assert {(c.from_zone, c.to_zone, c.service, c.gxp, c.direction, c.live) for c in flows} == {
        ("historian", "dmz", "tcp 5450; tcp 443", True, "both", True),
        ("dmz", "cloud", "tcp 443", False, "both", True)}


def test_the_templates_read_without_a_problem():
    engagement = plant()
    zones, problems = read_zones(zones_template().encode(), "zones.csv", engagement)
    assert problems == []
    known = [*zones, zone("historian")]
    flows, _joined, problems = read_connections(connections_template().encode(), "c.csv", engagement, known)
    assert problems == []
    assert [(flow.remote_access, flow.live) for flow in flows] == [(False, True), (True, False)]


def test_the_same_file_twice_changes_nothing():
    of_zones, of_rules = examples()
    first = register_from(plant(), "zones", of_zones.encode(), "zones.csv")
    state = plant(*first.changed)
    assert register_from(state, "zones", of_zones.encode(), "zones.csv").changed == ()
    flows = register_from(state, "connections", of_rules.encode(), "rules.csv")
    state = plant(*first.changed, *flows.changed)
    again = register_from(state, "connections", of_rules.encode(), "rules.csv")
    assert (again.changed, again.same) == ((), 2)


def test_what_is_registered_keeps_what_the_file_does_not_say():
    kept = f.ConnectionDefined(connection="copy", site="north", name="Copy", from_zone="Historian", to_zone="dmz",
                               direction="read", one_way=True, data="Tags", owner="ola", live=False)
    flows, _joined, problems = connections("from,to,port\nHISTORIAN,dmz,443\n", plant(*ZONES, kept))
    assert problems == []
    assert flows == [kept.model_copy(update={"service": "443"})]


def test_a_mark_of_one_row_is_a_mark_of_the_connection_but_one_way_wants_all():
    flows, _joined, _problems = connections(
        "from,to,gxp,one_way,direction\nhistorian,dmz,no,yes,read\nhistorian,dmz,yes,no,write\n")
    assert [(c.gxp, c.one_way, c.direction) for c in flows] == [(True, False, "both")]


@pytest.mark.parametrize(("text", "expected"), [
    ("from,to\nhistorian,office\noffice,dmz\nhistorian,office\n",
     {("unknown-zone", "rules.csv:2 to_zone"), ("unknown-zone", "rules.csv:3 from_zone")}),
    ("site,from,to\nsouth,historian,dmz\n", {("unknown-site", "rules.csv:2 site")}),
    ("from,to,gxp\nhistorian,dmz,perhaps\n", {("unknown-word", "rules.csv:2 gxp")}),
    ("from,to,action\nhistorian,dmz,maybe\n", {("unknown-word", "rules.csv:2 action")}),
    ("from,to,direction\nhistorian,dmz,up\n", {("unknown-word", "rules.csv:2 direction")}),
    ("from,to\nhistorian,Historian\n", {("same-zone", "rules.csv:2 to_zone")}),
    ("from,to,owner\nhistorian,dmz,ghost\n", {("unknown-person", "rules.csv:2 owner")}),
    ("from,to,owner,quality\nhistorian,dmz,ola,ola\n", {("two-parts", "rules.csv:2 quality")}),
    ("from,to,owner\nhistorian,dmz,ola\nhistorian,dmz,seb\n", {("two-people", "rules.csv:3 owner")}),
    ("from,to,id\nhistorian,dmz,x\ndmz,cloud,x\n", {("duplicate-connection", "rules.csv:3 connection")}),
    ("from\nhistorian\n", {("missing-column", "rules.csv:1")}),
    ("", {("empty", "rules.csv:1")}),
    ("from,to\na,b,c\n", {
        ("extra-cell", "rules.csv:2")}),
])
def test_what_is_wrong_is_told_with_its_place_and_nothing_is_read(text, expected):
    flows, _joined, problems = connections(text)
    assert flows == []
    assert told(problems) == expected
    assert all(problem.remedy for problem in problems)


@pytest.mark.parametrize(("text", "expected"), [
    ("zone,level\ndmz,3.7\n", {("unknown-level", "z.csv:2 level"), ("missing-level", "z.csv:2 level")}),
    ("zone,name\nnew,New\n", {("missing-level", "z.csv:2 level")}),
    ("zone,level\ndmz,3\nDMZ,4\n", {("two-levels", "z.csv:3 level")}),
    ("zone,level,target_level\ndmz,3,5\n", {("no-number", "z.csv:2 target_level")}),
    ("zone,level,assets\ndmz,3,-1\n", {("no-number", "z.csv:2 assets")}),
    ("site,zone,level\nsouth,dmz,3\n", {("unknown-site", "z.csv:2 site")}),
    ("level\n3\n", {("missing-column", "z.csv:1")}),
])
def test_what_is_wrong_with_zones_is_told(text, expected):
    zones, problems = read_zones(text.encode(), "z.csv", plant())
    assert zones == []
    assert told(problems) == expected


def test_fifty_thousand_flows_are_joined_to_what_can_be_decided():
    engagement = plant(*(zone(f"z{n}") for n in range(20)))
    lines = [f"z{n % 20},z{(n * 3 + 1) % 20},tcp {n}" for n in range(50_000)]
    flows, joined, problems = connections("from,to,service\n" + "\n".join(lines) + "\n", engagement)
    assert problems == []
    assert joined.rows == 50_000
    assert len(flows) == len({line.rsplit(",", 1)[0] for line in lines})
    assert all("and" in flow.service and len(flow.service) < 4000 for flow in flows)


def test_more_connections_than_anybody_decides_on_are_a_named_problem():
    engagement = plant(*(zone(f"z{n}") for n in range(60)))
    lines = [f"z{a},z{b}" for a in range(60) for b in range(60) if a != b]
    flows, _joined, problems = connections("from,to\n" + "\n".join(lines) + "\n", engagement)
    assert flows == []
    assert told(problems) == {("too-many-connections", "rules.csv:1")}
    assert "3540" in problems[0].message


def test_an_unknown_zone_of_many_rows_is_told_once():
    _flows, _joined, problems = connections("from,to\n" + "historian,nowhere\n" * 5_000)
    assert told(problems) == {("unknown-zone", "rules.csv:2 to_zone")}


def test_hostile_words_become_names_that_are_safe_to_keep():
    text = "from,to,name\nhistorian,dmz,\"=cmd|'/c calc'!A1\u202e\"\n"
    flows, _joined, problems = connections(text)
    assert problems == []
    assert "\u202e" not in flows[0].name


@pytest.mark.parametrize(("words", "expected"), [
    ("Plant Historian (A)", "plant-historian-a"), ("Prüf-Stände", "pruef-staende"), ("../..", ""), ("   ", "")])
def test_ids_are_made_from_words(words, expected):
    assert slug(words) == expected


def test_answers_are_still_read_as_they_were_written(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text(write_answers([{"question": "q", "person": "p", "value": 3, "evidence": ["=a", "b"]}]), "utf-8")
    rows, _lines, problems = read_answers(path)
    assert problems == []
    assert rows == [{"question": "q", "person": "p", "value": "3", "evidence": ["=a", "b"]}]
