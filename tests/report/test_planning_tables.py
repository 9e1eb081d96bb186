"""Tables of the plan: every cell of plans made by hand."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from assessment.domain.basis import Estimate
from assessment.domain.results import Results
from assessment.domain.roadmap import Frame, Roadmap, ScheduledTask, Task, explain
from assessment.report.tables.planning import (
    change_actions,
    cross_training_pairs,
    roles_at_risk,
    skills_needed,
    stop_hours_by_quarter,
    supply_demand,
    task_rows,
    waits_in_words,
)
from assessment.shipped import SAMPLES
from assessment.workspace import run_brief


def task(initiative: str, unit: str = "north", months: int = 3, **more) -> Task:
    values = {"stage": "protect", "effort": {"IT": 1.0 * months}, "cost": 0.0, **more}
    return Task(id=f"{initiative}@{unit}", initiative=initiative, unit=unit,
                months=Estimate(low=months, mode=months, high=months), **values)


def framed(*tasks: Task, **more) -> Frame:
    values = {"start": date(2026, 10, 1), "months": 6, "tasks": tasks, "change_load": 3, "frozen": {}, "windows": {},
              "capacity": {"IT": (4.0,) * 6, "OT": (2.0,) * 6}, "budget": (0.0, 0.0), "goal_lambda": 0.1, "gaps": {},
              "shares": {}, "excluded": {}, "pilot": "north", **more}
    return Frame(**values)


@pytest.fixture(scope="module")
def sample() -> Results:
    return run_brief(SAMPLES / "small" / "brief.yaml").results()


def planned(results: Results, problem: Frame, **starts: int) -> Results:
    named = {name.replace("_", "@"): start for name, start in starts.items()}
    roadmap = Roadmap(status="feasible", objective=0, bound=0, gap=0, scheduled=explain(problem, named),
                      unscheduled={t.id: "left out" for t in problem.tasks if t.id not in named})
    return dataclasses.replace(results, frame=problem, roadmap=roadmap)


def test_every_table_is_as_wide_as_the_page(sample: Results) -> None:
    for table in (supply_demand(sample), skills_needed(sample), roles_at_risk(sample), cross_training_pairs(sample),
                  task_rows(sample), stop_hours_by_quarter(sample), change_actions(sample)):
        assert sum(column.width for column in table.columns) == 100
        assert all(len(row) == len(table.columns) for row in table.rows)


@pytest.fixture
def full(sample: Results) -> Results:
    """IT is full in the first quarter and running programmes take OT."""
    problem = framed(task("I24", effort={"IT": 10.5}), task("I25", effort={"IT": 1.5, "OT": 0.6}),
                     taken={"OT": (1.0,) * 3 + (0.0,) * 3})
    return planned(sample, problem, I24_north=0, I25_north=0)


def test_people_needed_and_there(full: Results) -> None:
    assert supply_demand(full).rows == (
        ("IT", "Oct 2026 – Dec 2026", "12", "12", "0", "0", "100 % in use"),
        ("IT", "Jan 2027 – Mar 2027", "0", "12", "12", "0", "–"),
        ("OT", "Oct 2026 – Dec 2026", "0.6", "6.0", "5.4", "3.0", "–"),
        ("OT", "Jan 2027 – Mar 2027", "0", "6.0", "6.0", "0", "–"))


def test_skills_are_told_by_role_and_field_of_work(full: Results) -> None:
    """I24 raises the architecture first, I25 the cyber dimension; both lie in the first quarter."""
    names = {dimension.id: dimension.name for dimension in full.engagement.the_pack.dimensions}
    first = "Oct 2026 – Dec 2026"
    assert skills_needed(full).rows == (
        ("IT", names["architecture"], "10", first, "10"), ("IT", names["cyber"], "1.5", first, "1.5"),
        ("OT", names["cyber"], "0.6", first, "0.6"))


def test_roles_at_risk_name_the_tasks_that_use_most(full: Results) -> None:
    [row] = roles_at_risk(full).rows
    assert row[:5] == ("IT", "Oct 2026 – Dec 2026", "12", "12", "100 % in use")
    assert row[5] == ("I24 Network segmentation and industrial DMZ (North) 10; "
                      "I25 Secure remote access for staff and suppliers (North) 1.5").replace(
                          "North", full.engagement.sites["north"].name)


def test_nobody_there_is_a_risk_in_words(sample: Results) -> None:
    results = planned(sample, framed(task("I24", effort={"Quality": 3.0})), I24_north=0)
    assert [row[:5] for row in roles_at_risk(results).rows] == [
        ("Quality", "Oct 2026 – Dec 2026", "3.0", "0", "nobody there")]
    assert supply_demand(results).rows[-2][4] == "−3.0"


def test_who_could_help_whom_is_told_as_judgement(full: Results) -> None:
    table = cross_training_pairs(full)
    assert table.rows == (("IT", "Oct 2026 – Dec 2026", "OT", "1.2"),)
    assert table.note.startswith("Expert judgement")


def test_hours_of_standstill_by_quarter(sample: Results) -> None:
    stop = {"stop_hours": Estimate(low=8, mode=20, high=40)}
    problem = framed(task("I24", **stop), task("I30", **stop), task("I24", "south", **stop),
                     task("I31", "south", **stop), windows={"north": (2, 5)},
                     window_hours={"north": {2: 24.0, 5: 48.0}})
    results = planned(sample, problem, I24_north=0, I30_north=0, I24_south=0)
    north, south = (results.engagement.sites[site].name for site in ("north", "south"))
    expected = (
        (north, "Oct 2026 – Dec 2026", "40", "24", "16"), (south, "Oct 2026 – Dec 2026", "20", "no window known", "0"),
        (north, "Jan 2027 – Mar 2027", "0", "48", "0"), (south, "not in the plan", "20", "–", "20"))
    assert stop_hours_by_quarter(results).rows == expected
    assert stop_hours_by_quarter(results, sites=["south"]).rows == (expected[1], expected[3])
    months_only = planned(sample, problem.model_copy(update={"window_hours": {}}), I24_north=0)
    assert stop_hours_by_quarter(months_only, sites=["north"]).rows[0][3:] == ("hours not known", "0")


def test_tasks_have_dates_and_what_they_wait_for(sample: Results) -> None:
    problem = framed(task("I06", "programme", 2, stage="assess"), task("I24", after=("I06@programme",)))
    results = planned(sample, problem, I06_programme=0, I24_north=2)
    north = results.engagement.sites["north"].name
    first = ("I06 Skills, culture and stakeholder impact assessment", "programme", "1 October 2026",
             "30 November 2026", "–")
    second = ("I24 Network segmentation and industrial DMZ", north, "1 December 2026", "28 February 2027",
              "I06 Skills, culture and stakeholder impact assessment (programme)")
    assert task_rows(results).rows == (first, second)
    assert task_rows(results, sites=["programme"]).rows == (first,)
    assert task_rows(results, stages=["protect"]).rows == (second,)


@pytest.mark.parametrize(("code", "words"), [
    ("role:Quality", "people of Quality"), ("budget", "money"), ("freeze", "the end of a freeze"),
    ("shutdown", "hours in a shutdown window"), ("change-load", "room for change at the site"),
    ("earliest", "the date that was set for it"), ("goal", "nothing; an earlier start would bring no more"),
    ("after:gone@north", "gone@north")])
def test_each_wait_has_words(sample: Results, code: str, words: str) -> None:
    assert waits_in_words(sample, ScheduledTask(task="x", start=0, finish=1, waits_for=(code,))) == words
    assert waits_in_words(sample, ScheduledTask(task="x", start=0, finish=1, waits_for=(code, "budget"))) == \
        f"{words}; money"


def test_actions_about_people_say_who_and_when(sample: Results) -> None:
    problem = framed(
        task("I24"), task("I16", "programme", 2, effort={"IT": 4.0, "Business": 1.5}, stage="design"),
        task("I25", "programme", 1, effort={}, adds={"OT": 2.0}), change_load=9)
    results = planned(sample, problem, I24_north=0, I16_programme=1, I25_programme=3)
    library = results.engagement.the_library.initiative
    assert change_actions(results).rows == (
        ("I16 Joint talent plan", "programme", "1 November 2026", "31 December 2026", "IT 4.0, Business 1.5", "–",
         library["I16"].owner),
        ("I25 Secure remote access for staff and suppliers", "programme", "1 January 2027", "31 January 2027", "–",
         "OT 6.0 a quarter, added", library["I25"].owner))
