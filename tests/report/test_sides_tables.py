"""IT beside OT in the report: told where something is stated, nowhere else, and hostile text stays text."""

from __future__ import annotations

import json
from html import unescape
from types import SimpleNamespace

import pytest
import yaml

from assessment.domain.roadmap import finish_of
from assessment.formats import loads
from assessment.report import build, html
from assessment.report.tables.plan import month_name
from assessment.report.tables.sides import _widest, planned
from assessment.shipped import SAMPLES
from assessment.workspace import Workspace, run_brief

SMALL = SAMPLES / "small" / "brief.yaml"
HOSTILE = "<script>alert(1)</script> **bold** [x](http://evil.example)"
BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'
SIDES = [
    {"side": "IT", "topic": "priorities", "items": ["cyber", "cost", "safety"], "note": HOSTILE},
    {"side": "OT", "topic": "priorities", "items": ["safety", "availability"]},
    {"side": "IT", "topic": "skills", "items": ["servers", "validation"]},
    {"side": "OT", "topic": "skills", "items": ["validation", "process"]},
    {"side": "OT", "topic": "values", "items": ["patient"]},
    {"side": "IT", "topic": "priorities", "site": "north", "items": ["safety", "availability"]}]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    value = loads(SMALL.read_text("utf-8"), "brief.yaml").value
    value["sides"] = SIDES
    value["sites"][0]["name"] = HOSTILE
    path = tmp_path_factory.mktemp("brief") / "brief.yaml"
    path.write_text(yaml.safe_dump(value, sort_keys=False), "utf-8")
    return run_brief(path)


@pytest.fixture(scope="module")
def silent() -> Workspace:
    return run_brief(SMALL)


def page(workspace: Workspace) -> str:
    book = build(workspace.results())
    return html.render(book, dict.fromkeys(book.charts, BLANK))


def test_each_topic_is_told_side_by_side_and_a_site_of_its_own_below(workspace: Workspace):
    rows = {row[0]: row[1:] for row in build(workspace.results()).tables["side-differences"].rows}
    assert list(rows) == ["Values", "Priorities", "KPIs", "Skills", "Constraints", f"Priorities ({HOSTILE})"]
    assert rows["Priorities"][:4] == (
        "1 Protection from cyber attack; 2 Lower cost of running systems",
        "Safety of people and environment (IT 3, OT 1)", "2 Availability of production", "0.82")
    assert rows["Skills"][:4] == ("Servers and virtual machines", "Validation of computerised systems",
                                  "Process and equipment", "–")
    assert rows["Values"][:4] == ("not stated yet", "–", "1 The patient at the end of the line",
                                  "one side not stated yet")
    assert rows["KPIs"][3] == "not stated yet"
    assert rows[f"Priorities ({HOSTILE})"][3] == "0.00"
    assert {row[4] for row in rows.values()} == {"too few votes to show"}


def test_each_action_is_told_once_with_owner_differences_and_month(workspace: Workspace):
    results = workspace.results()
    rows = build(results).tables["reconciliations"].rows
    row = next(row for row in rows if row[0] == "What comes first, and who sets the order")
    assert row[1].startswith("Agree one order for the network")
    assert row[2] == "Executive sponsor of the convergence programme"
    assert row[3] == "IT first: Protection from cyber attack · OT first: Safety of people and environment"
    assert row[4] == "I13 Single-owner governance and joint IT/OT board"
    finish = finish_of(("I13",), results.frame, results.roadmap)
    assert finish is not None
    assert row[5] == month_name(results.frame.start, finish - 1)
    assert len({row[0] for row in rows}) == len(rows) == len(results.sides.actions)
    neither = next(row for row in rows if row[0] == "Skills that plants need and neither side masters")
    assert neither[3].startswith("Neither side: Security of automation; Industrial networks")


def test_what_the_plan_leaves_out_is_named(workspace: Workspace):
    frame, roadmap = workspace.frame(), workspace.roadmap()
    place = (None,)
    month = planned(("I13",), place, frame, roadmap)
    assert planned(("I13", "I99"), place, frame, roadmap) == f"{month}, without I99"
    assert planned(("I99",), place, frame, roadmap) == "not planned"
    done = frame.model_copy(update={"in_place": ("I99",)})
    assert planned(("I99",), place, done, roadmap) == "in place"
    task = next(task for task in frame.tasks if task.id in {s.task for s in roadmap.scheduled}
                and task.initiative not in ("I13", "I09"))
    missing = task.model_copy(update={"id": f"{task.initiative}@gone", "unit": "gone"})
    partly = frame.model_copy(update={"tasks": (*frame.tasks, missing)})
    last = max(s.finish for s in roadmap.scheduled if frame.by_id[s.task].initiative == task.initiative)
    assert planned(("I13", task.initiative), place, partly, roadmap) == (
        f"{month}; {task.initiative} by {month_name(frame.start, last - 1)}, not everywhere")
    assert planned(("I13", "I99"), place, done, roadmap) == month


def test_the_section_shows_only_what_is_stated(workspace: Workspace, silent: Workspace):
    text = unescape(page(workspace))
    assert "What each side says of itself" in text
    assert "On one topic only one side has said something." in text
    assert f"Where the two differ, {len(workspace.results().sides.actions)} reconciliations are needed" in text
    nothing = page(silent)
    assert "What each side says of itself" not in nothing
    assert "Where the two differ" not in nothing


def test_hostile_text_stays_text(workspace: Workspace):
    text = page(workspace)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
    assert 'href="http://evil' not in text


def test_widths_add_up(workspace: Workspace):
    tables = build(workspace.results()).tables
    for name in ("side-differences", "reconciliations"):
        assert sum(column.width for column in tables[name].columns) == pytest.approx(100)
        assert {len(row) for row in tables[name].rows} == {len(tables[name].columns)}


def test_results_carry_it_and_null_where_nothing_is_stated(workspace: Workspace, silent: Workspace):
    told = json.loads(workspace.report("json"))["sides"]
    assert (told["stated"], told["waiting"]) == (6, 1)
    assert [view["place"] for view in told["sites"]] == ["north"]
    assert told["network"]["topics"][1]["distance"] == pytest.approx(9 / 11)
    assert json.loads(silent.report("json"))["sides"] is None


def test_votes_that_are_level_are_not_told_as_votes_apart(silent: Workspace):
    engagement = silent.engagement()
    question = next(iter(engagement.the_pack.questions))

    def told(it: float, ot: float) -> str:
        vote = SimpleNamespace(question=question, it=it, ot=ot, gap=it - ot)
        return _widest(engagement, SimpleNamespace(votes=(vote,)))

    assert told(2.0, 2.0).startswith("no difference, both 2.0: ")
    assert told(3.0, 2.0).startswith("IT 3.0, OT 2.0: ")
