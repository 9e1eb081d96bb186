"""The gate in print: the zone diagram, what is live without a gate, what would admit a flow, Quality's route."""

from __future__ import annotations

from datetime import date

import pytest

from assessment.domain import facts as f
from assessment.domain.engagement import Engagement
from assessment.domain.gate import Permit, review_all, without_gate
from assessment.report import build, html, tables
from assessment.report.charts import draw, zone_diagram
from assessment.report.edition import Edition
from assessment.shipped import SAMPLES
from assessment.workspace import Workspace, run_brief

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return run_brief(SAMPLES / "small" / "brief.yaml")


@pytest.fixture(scope="module")
def engagement(workspace: Workspace) -> Engagement:
    """A plant with seven zones, one that nobody defined, and twenty connections."""
    zones = [("cloud", "outside", None), ("erp", "5", None), ("lims", "4", "north"), ("dmz", "3.5", "north"),
             ("historian", "3", "north"), ("mes", "3", "north"), ("control", "2", "north"), ("safety", "1", "north")]
    for name, level, site in zones:
        workspace.record(f.ZoneDefined(zone=name, site=site, name=name.title(), level=level, gxp=name == "mes"))
    names = [name for name, _level, _site in zones]
    for number in range(20):
        start, end = names[number % 8], names[(number * 3 + 1) % 8]
        if start == end:
            start, end = "control", "cloud"
        workspace.record(f.ConnectionDefined(
            connection=f"c{number}", site="north", name=f"Flow {number} {HOSTILE if number == 3 else ''}".strip(),
            from_zone=start, to_zone=end, direction=("read", "both", "write")[number % 3], live=number % 2 == 0,
            gxp=number % 4 == 0))
    return workspace.engagement()


@pytest.fixture(scope="module")
def permits(engagement: Engagement) -> tuple[Permit, ...]:
    return review_all(engagement, engagement.as_of or date(2026, 1, 1))


def test_the_diagram_holds_every_zone_and_every_connection(engagement, permits):
    chart = zone_diagram(engagement, permits, "north")
    assert chart is not None
    svg = draw({chart.id: chart})[chart.id]
    for name in ("Cloud", "Erp", "Lims", "Dmz", "Historian", "Mes (GxP)", "Control", "Safety"):
        assert f">{name}<" in svg
    assert all(f">{number}<" in svg for number in range(1, 21))
    assert chart.title == "10 of 20 connections at North plant are live without a permit"
    assert f"20: {engagement.connections['c19'].from_zone.title()} to" in chart.alt
    assert "past the DMZ" in chart.alt


def test_numbers_of_connections_cover_no_box_and_no_other_number(engagement, permits):
    chart = zone_diagram(engagement, permits, "north")
    assert chart is not None
    spec = chart.spec
    badges = [row for layer in spec["layer"] for row in layer.get("data", {}).get("values", []) if "number" in row]
    badges = list({row["number"]: row for row in badges}.values())
    assert len(badges) == 20
    near = [(a["number"], b["number"]) for a in badges for b in badges
            if a["number"] < b["number"] and abs(a["x"] - b["x"]) < 12 and abs(a["y"] - b["y"]) < 12]
    assert near == []


def test_a_site_without_zones_has_no_diagram_and_unknown_zones_are_drawn_as_such(workspace, engagement, permits):
    assert zone_diagram(engagement, (), "south") is None
    old = f.ConnectionDefined(connection="x", site="south", name="X", from_zone="somewhere", to_zone="cloud")
    state = Workspace.engagement(workspace)
    flows = {**state.connections, "x": old}
    chart = zone_diagram(_with(state, flows), (*permits, permits[0].model_copy(update={
        "connection": "x", "site": "south"})), "south")
    assert chart is not None
    assert "somewhere (Not defined)" in chart.alt


def _with(state: Engagement, flows: dict[str, f.ConnectionDefined]) -> Engagement:
    from dataclasses import replace

    return replace(state, connections=flows)


def test_the_table_of_a_site_bears_the_numbers_of_its_diagram(engagement, permits):
    rows = tables.connections_of(engagement, permits, "north").rows
    assert [row[0] for row in rows] == [str(number) for number in range(1, 21)]
    assert rows[0][-1] == "G1, G3, G4, G5, G9, G12, G13"


def test_live_connections_are_told_with_their_decision(engagement, permits):
    day = engagement.as_of or date(2026, 1, 1)
    rows = tables.live_connections(engagement, without_gate(engagement, permits, day)).rows
    assert len(rows) == 10
    assert {row[4] for row in rows} == {"undecided"}


def test_the_report_tells_the_gate_and_escapes_what_users_wrote(workspace, engagement):
    book = build(workspace.results())
    assert book.gate.startswith("0 of 20 registered connections have a permit in force; 10 are live without one")
    assert "zones-north" not in book.charts
    assert "Connections by where they stand" in book.tables["gate-states"].title
    annex = build(workspace.results(), edition=Edition(restricted=True))
    assert "zones-north" in annex.charts
    text = html.render(annex)
    assert HOSTILE not in text
    assert "weak points of single sites" in text
    wanted = tables.admission(workspace.results(), workspace.results().permits[0])
    assert wanted.rows[0][0] == "G1"
    assert "OT security" in wanted.note
