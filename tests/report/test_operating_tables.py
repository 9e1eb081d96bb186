"""The operating model in the report: what is said of it, the drawing, and that hostile text stays text."""

from __future__ import annotations

import json
from html import unescape

import pytest
import yaml

from assessment.formats import loads
from assessment.report import build, html
from assessment.report.charts import reporting
from assessment.report.tables.operating import begins
from assessment.report.tables.operating_lines import post_and_leader
from assessment.report.tables.plan import month_name
from assessment.shipped import SAMPLES
from assessment.workspace import Workspace, run_brief

SMALL = SAMPLES / "small" / "brief.yaml"
HOSTILE = "<script>alert(1)</script> **bold** [x](http://evil.example)"
BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'
AREAS = [
    {"area": "network", "degree": "joint-team", "accountable": ["Head of networks", HOSTILE], "reason": HOSTILE},
    {"area": "service-desk", "site": "north", "degree": "separate", "accountable": "Site IT lead", "reason": HOSTILE,
     "until": "2028-12-31"}]
TEAMS = [
    {"id": "networks", "name": HOSTILE, "side": "IT", "fte": 10, "solid": "Chief information officer"},
    {"id": "site-automation", "name": "Automation", "side": "OT", "site": "north", "fte": 12.5, "solid": HOSTILE},
    {"id": "site-automation", "name": "Automation", "side": "OT", "site": "south", "fte": 4, "solid": HOSTILE},
    {"id": "networks", "name": HOSTILE, "side": "IT", "when": "after", "fte": 10, "solid": "Head of plant IT"}]
FORUMS = [{"id": "own", "name": HOSTILE, "chair": "Site head", "decides": ["standstills"],
           "escalates_to": "joint-board"}]
PROMISES = [{"id": "on-site", "name": HOSTILE, "site": "south", "measure": "Minutes", "target": HOSTILE, "owner": "Me"}]


def workspace_with(folder, **parts) -> Workspace:
    value = loads(SMALL.read_text("utf-8"), "brief.yaml").value
    value["sites"][0]["name"] = HOSTILE
    path = folder / "brief.yaml"
    path.write_text(yaml.safe_dump({**value, **parts}, sort_keys=False), "utf-8")
    return run_brief(path)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return workspace_with(tmp_path_factory.mktemp("brief"), areas=AREAS, teams=TEAMS, forums=FORUMS, promises=PROMISES)


@pytest.fixture(scope="module")
def results(workspace: Workspace):
    return workspace.results()


@pytest.fixture(scope="module")
def book(results):
    return build(results)


def rows(book, name: str) -> dict[str, tuple[str, ...]]:
    return {row[0]: row for row in book.tables[name].rows}


def test_every_area_says_how_far_from_when_under_whom_and_what_stays(book, results):
    areas = rows(book, "integration-areas")
    assert len(areas) == 14
    assert all(all(cell for cell in row) for row in areas.values())
    designed = areas["Network (as designed)"]
    assert designed[1] == "joint team"
    assert designed[4] == f"Head of networks, {HOSTILE}"
    for area in results.operating_model.areas:
        if area.start.state == "planned" and not (area.stated and area.stated.since):
            assert begins(results, area, area.start).startswith(
                f"from {month_name(results.frame.start, area.start.first - 1)}")
        if area.start.state == "unscheduled":
            assert all(task.partition("@")[0] in begins(results, area, area.start) for task in area.start.missing)


def test_the_four_tests_stand_with_words_numbers_and_answers(book, results):
    row = rows(book, "area-tests")["Automation engineering"]
    area = results.operating_model.area("automation-engineering")
    assert row[3] == "minutes (0.90)"
    assert row[5] == f"{area.balance:+.2f}".replace("-", "−")
    assert row[6].startswith("separate")
    assert "from −0.25 common standard" in book.tables["area-tests"].note


def test_open_points_and_exceptions_are_told(book, results):
    assert [problem.code for problem in results.operating_model.problems] == ["two-owners"]
    assert book.tables["operating-problems"].rows[0][0] == "to mend"
    exceptions = book.tables["area-exceptions"].rows
    assert exceptions[0][:4] == ("Service desk", HOSTILE, "separate", "recorded, until 31 December 2028")
    assert any("Network" in sentence for severity, sentence in book.findings if severity == "critical")


def test_lines_share_a_row_where_plants_are_alike_and_sums_agree(book):
    lines = rows(book, "reporting-lines")
    assert lines["Automation (2 sites)"][2] == "16.5"
    last = book.tables["fte-by-post"].rows[-1]
    assert last == ("Sum", "26.5", *("26.5",) * (len(last) - 2))
    assert "No team has been stated" not in book.tables["reporting-lines"].note


def test_a_post_that_another_one_leads_says_so(results):
    assert post_and_leader(results, "Head of plant IT") == "Head of plant IT (under: Chief information officer)"
    assert post_and_leader(results, "Chief information officer") == "Chief information officer"
    assert post_and_leader(results, HOSTILE) == HOSTILE


def test_a_team_of_several_plants_is_drawn_with_their_number(results):
    chart = reporting(results)
    drawn = {v["text"] for layer in chart.spec["layer"] for v in layer["data"]["values"] if v.get("kind") == "solid"
             and "text" in v}
    assert any(text.startswith("Automation (2 sites)") for text in drawn)


def test_the_drawing_holds_every_team_under_its_post_once_a_step(results):
    chart = reporting(results)
    values = [value for layer in chart.spec["layer"] for value in layer["data"]["values"]]
    solid = [v["text"] for v in values if v.get("kind") == "solid" and "text" in v]
    assert len(solid) == 2 * len([v for v in values if v.get("kind") == "head" and "text" in v])  # two teams a step
    assert chart.title == "By the end of the path 3 of 3 teams have another solid line than today"
    xs = {v["x"] for v in values if v.get("kind") == "head" and "text" in v}
    assert len(xs) == 2
    assert all(0 <= v["x"] < 660 for v in values)


def test_forums_hold_each_decision_once(book, results):
    told = "; ".join(row[3] for row in book.tables["forums"].rows)
    for right in results.engagement.the_library.operating.decision_rights:
        assert told.count(right.name) == 1, right.name
    assert rows(book, "forums")[HOSTILE][5] == "Joint IT/OT board"
    assert any(HOSTILE in row[2] for row in book.tables["service-promises"].rows)


def test_the_report_shows_it_and_hostile_text_stays_text(book):
    page = html.render(book, dict.fromkeys(book.charts, BLANK))
    assert "The operating model" in page
    assert "The operating model in detail" in page
    assert "<script>alert" not in page
    assert HOSTILE in unescape(page)


def test_results_json_holds_the_model(workspace: Workspace, results):
    told = json.loads(workspace.report("json"))["operating_model"]
    assert len(told["areas"]) == 14
    assert told["problems"][0]["code"] == "two-owners"
    assert told["stated"] == len(AREAS) + len(TEAMS) + len(FORUMS) + len(PROMISES)


def test_without_a_word_of_the_client_it_is_called_a_proposal(tmp_path):
    workspace = workspace_with(tmp_path)
    book = build(workspace.results())
    assert "No team has been stated" in book.tables["reporting-lines"].note
    assert book.tables["fte-by-post"].rows == ()
    assert "everything here is a proposal" in html.render(book, dict.fromkeys(book.charts, BLANK))
