"""Reports of tasks and actuals of key figures from CSV."""

from __future__ import annotations

from datetime import date

import pytest

from assessment.domain import facts as f
from assessment.formats import actuals_template, progress_template, read_actuals, read_progress, shipped_kpis
from assessment.shipped import SAMPLES
from assessment.workspace import run_brief


@pytest.fixture(scope="module")
def engagement():
    workspace = run_brief(SAMPLES / "small" / "brief.yaml")
    workspace.record_together(list(shipped_kpis()))
    return workspace.engagement()


def progress(engagement, *rows: str):
    header = "task;site;date;state;%;start;finish;due;OT;cost;blocker;owner;colour"
    return read_progress("\n".join((header, *rows)).encode(), "p.csv", engagement)


def actuals(engagement, *rows: str):
    return read_actuals("\n".join(("kpi,date,actual", *rows)).encode(), "k.csv", engagement)


def test_reports_of_a_project_office_are_understood(engagement):
    found, problems = progress(engagement, "I03;north;2027-03-31;Running;40 %;2027-01-04;;2027-06-30;6,5;12;;;blue",
                               "I01;;2027-03-31;finished;;;2027-03-01;;;;;;")
    assert problems == []
    first, second = found
    assert (first.unit, first.status, first.percent, first.effort, first.cost, first.expected) == (
        "north", "running", 40, {"OT": 6.5}, 12, date(2027, 6, 30))
    assert (second.unit, second.finished, second.effort, second.cost) == ("programme", date(2027, 3, 1), {}, None)


@pytest.mark.parametrize(("row", "place"), [
    ("I99;north;2027-03-31;running;;;;;;;;;", "p.csv:2 initiative"),
    ("I03;west;2027-03-31;running;;;;;;;;;", "p.csv:2 unit"), ("I03;;2027-03-31;running;;;;;;;;;", "p.csv:2 unit"),
    ("I03;north;31.3.2027;running;;;;;;;;;", "p.csv:2 on"), ("I03;north;;running;;;;;;;;;", "p.csv:2 on"),
    ("I03;north;2027-03-31;begun;;;;;;;;;", "p.csv:2 status"),
    ("I03;north;2027-03-31;running;101;;;;;;;;", "p.csv:2 percent"),
    ("I03;north;2027-03-31;running;;soon;;;;;;;", "p.csv:2 started"),
    ("I03;north;2027-03-31;running;;;;;nan;;;;", "p.csv:2 OT"),
    ("I03;north;2027-03-31;running;;;;;;-1;;;", "p.csv:2 cost"),
    ("I03;north;2027-03-31;running;;;;;;;;nobody;", "p.csv:2 owner"),
    ("I03;north;2027-03-31;finished;;;;;;;;;", "p.csv:2"), ("I03;north;2027-03-31;blocked;;;;;;;;;", "p.csv:2"),
])
def test_each_problem_names_its_place_and_nothing_is_taken(engagement, row: str, place: str):
    found, problems = progress(engagement, row, "I01;;2027-03-31;running;;;;;;;;;")
    assert found == []
    assert [problem.where for problem in problems] == [place]


def test_a_task_is_reported_once_a_day(engagement):
    row = "I03;north;2027-03-31;running;;;;;;;;;"
    assert [problem.code for problem in progress(engagement, row, row)[1]] == ["duplicate-report"]


def test_actuals_are_read(engagement):
    found, problems = actuals(engagement, "support-spend,2027-03-31,-12.5", "support-spend,2027-06-30,0")
    assert problems == []
    assert found == [f.KpiMeasured(kpi="support-spend", on=date(2027, 3, 31), value=-12.5),
                     f.KpiMeasured(kpi="support-spend", on=date(2027, 6, 30), value=0)]


@pytest.mark.parametrize(("row", "place"), [
    ("luck,2027-03-31,1", "k.csv:2 kpi"), ("support-spend,March,1", "k.csv:2 on"),
    ("support-spend,2027-03-31,", "k.csv:2 value"), ("support-spend,2027-03-31,inf", "k.csv:2 value"),
    ("support-spend,2027-03-31,high", "k.csv:2 value"),
])
def test_each_problem_of_an_actual_names_its_place(engagement, row: str, place: str):
    found, problems = actuals(engagement, row, "support-spend,2027-06-30,1")
    assert found == []
    assert [problem.where for problem in problems] == [place]


def test_the_templates_read(engagement):
    assert read_progress(progress_template().encode(), "t.csv", engagement)[1] == []
    found, problems = read_actuals(actuals_template().encode(), "t.csv", engagement)
    assert problems == []
    assert {one.kpi for one in found} == {kpi.kpi for kpi in shipped_kpis()}


def test_the_shipped_key_figures_have_a_direction_and_a_definition():
    assert {kpi.kpi: kpi.better for kpi in shipped_kpis()} == {
        "time-to-first-value": "lower", "support-spend": "lower", "employee-engagement": "higher"}
    assert all(kpi.definition and kpi.unit and kpi.source for kpi in shipped_kpis())
