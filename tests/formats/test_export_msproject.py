"""Microsoft Project XML, read by a reader that is not ours."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from formats.exporting import HOSTILE, TOLD, busy, infeasible, moved, named, small
from formats.mspdi import read_project, schema_order

from assessment.domain.results import Results
from assessment.formats.exports import export_plan
from assessment.formats.exports.msproject import outline
from assessment.formats.exports.rows import TaskRow, milestones, task_rows


def read(results: Results) -> Any:
    return read_project(export_plan(results, "msproject"))


def leaves(project: Any) -> list[Any]:
    return [task for task in project.getTasks() if not task.getSummary() and not task.getMilestone()]


def paired(results: Results) -> list[tuple[TaskRow, Any]]:
    """Each row with the task that was read; a note of the task tells its id."""
    tasks = {str(task.getNotes()).split("\n")[0].removeprefix("Task: "): task for task in leaves(read(results))}
    rows = {row.id: row for row in task_rows(results)}
    assert tasks.keys() == rows.keys()
    return [(row, tasks[name]) for name, row in rows.items()]


@pytest.mark.parametrize("plan", [small, busy], ids=["small", "busy"])
def test_every_task_has_its_dates_and_holds_them(plan):
    for row, task in paired(plan()):
        assert str(task.getStart()) == f"{row.start}T08:00"
        assert str(task.getFinish()) == f"{row.last}T17:00"
        assert str(task.getConstraintType()) == "MUST_START_ON"
        assert str(task.getConstraintDate()) == f"{row.start}T08:00"
        assert not task.getEstimated()


@pytest.mark.parametrize("plan", [small, busy], ids=["small", "busy"])
def test_the_calendar_of_a_task_counts_its_duration_between_its_dates(plan):
    for _row, task in paired(plan()):
        length = task.getDuration()
        counted = task.getEffectiveCalendar().getWork(task.getStart(), task.getFinish(), length.getUnits())
        assert counted.getDuration() == pytest.approx(length.getDuration())


def test_a_pause_is_a_month_without_working_days():
    row, task = next((row, task) for row, task in paired(busy()) if row.id == "I03@north")
    assert task.getDuration().getDuration() == 30 + 30 + 31  # April, June, July without May
    assert "Work pauses in: 2027-05." in str(task.getNotes())
    assert row.paused
    assert [str(other.getName()) for _row, other in paired(busy()) if other.getCalendar()] == [str(task.getName())]


@pytest.mark.parametrize("plan", [small, busy], ids=["small", "busy"])
def test_links_are_the_prerequisites(plan):
    results = plan()
    ids = {str(task.getUniqueID()): row.id for row, task in paired(results)}
    linked = 0
    for row, task in paired(results):
        links = list(task.getPredecessors())
        assert {ids[str(link.getPredecessorTask().getUniqueID())] for link in links} == set(row.prerequisites)
        assert all(str(link.getType()) == "FS" and link.getLag().getDuration() == 0 for link in links)
        linked += len(links)
    assert linked > 10


@pytest.mark.parametrize("plan", [small, busy], ids=["small", "busy"])
def test_work_is_forty_hours_a_person_week_by_role(plan):
    results = plan()
    summed: dict[str, float] = {}
    for row, task in paired(results):
        found = {str(one.getResource().getName()): one.getWork().getDuration() for one in task.getResourceAssignments()}
        units = {str(one.getWork().getUnits()) for one in task.getResourceAssignments()}
        assert units <= {"d", "h"}
        hours = {role: weeks * (8 if units == {"d"} else 1) for role, weeks in found.items()}
        assert hours == pytest.approx({role: 40 * weeks for role, weeks in row.effort.items()}, abs=0.02)
        for one in task.getResourceAssignments():
            share = one.getUnits().doubleValue() / 100
            assert share * task.getDuration().getDuration() * 8 == pytest.approx(
                hours[str(one.getResource().getName())], rel=0.01)
        for role, amount in hours.items():
            summed[role] = summed.get(role, 0) + amount
    assert set(summed) == {"IT", "OT", "Quality", "Business"}


def test_money_is_in_units_of_the_currency():
    results = small()
    assert str(read(results).getProjectProperties().getCurrencyCode()) == "EUR"
    for row, task in paired(results):
        assert float(task.getFixedCost().doubleValue()) == pytest.approx(1000 * row.cost)


def test_the_outline_is_stage_initiative_site():
    results = busy()
    tasks = list(read(results).getTasks())
    assert {str(task.getName()) for task in tasks if task.getOutlineLevel() == 1} == {
        "Assess", "Define", "Design", "Protect", "Pilot"}
    for row, task in paired(results):
        above = task.getParentTask()
        assert str(above.getName()) == f"{row.initiative} {row.name}"
        assert above.getOutlineLevel() == 2
        assert task.getOutlineLevel() == 3
    lines = outline(task_rows(results), milestones(results))
    assert [str(task.getOutlineNumber()) for task in tasks] == [line.number for line in lines]
    assert len({line.number for line in lines}) == len(lines)


def test_gates_and_the_decision_are_milestones_after_their_tasks():
    found = {str(task.getName()): task for task in read(busy()).getTasks() if task.getMilestone()}
    assert {name: str(task.getFinish()) for name, task in found.items()} == {
        "The path is decided": "2027-06-30T17:00", "Connection gate open – programme": "2028-01-31T17:00"}
    for task in found.values():
        before, = task.getPredecessors()
        assert str(before.getPredecessorTask().getFinish()) == str(task.getFinish())


def test_a_plan_that_cannot_be_is_one_milestone_that_says_why():
    task, = read(infeasible()).getTasks()
    assert (str(task.getName()), str(task.getNotes())) == ("No plan keeps every rule", TOLD)


def test_work_that_began_before_the_plan_keeps_its_date():
    results = moved(small(), -4)
    assert str(read(results).getProjectProperties().getStartDate()) == "2026-06-01T08:00"
    assert all(str(task.getStart()) == f"{row.start}T08:00" for row, task in paired(results))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_are_names_and_nothing_else(text: str):
    plain, hostile = read(busy()), read(named(text))
    assert len(list(hostile.getTasks())) == len(list(plain.getTasks())) + 1  # what collides is told on top
    assert all(len(str(task.getName())) <= 255 for task in hostile.getTasks())
    assert [str(a.getStart()) for a in leaves(hostile)] == [str(a.getStart()) for a in leaves(plain)]


def test_a_name_arrives_as_it_is():
    text = "<b a='1'>&amp;\"</b>]]> 🏭"
    assert f"I02 {text} – programme" in {str(task.getName()) for task in read(named(text)).getTasks()}


def test_elements_stand_in_the_order_of_the_schema():
    results = busy()
    known = replace(results, roadmap=results.roadmap.model_copy(update={"conflict": ("both",)}))
    root = ElementTree.fromstring(export_plan(known, "msproject"))
    for element, path in nested(root, ()):
        names = [child.tag.split("}")[1] for child in element]
        if names and path[-1] not in ("Tasks", "Calendars", "Resources", "Assignments", "Exceptions", "WeekDays",
                                      "WorkingTimes"):
            order = schema_order(*path)
            places = [order.index(name) for name in names]
            assert places == sorted(places), path


def nested(element: ElementTree.Element, above: tuple[str, ...]) -> list[tuple[ElementTree.Element, tuple[str, ...]]]:
    """Elements that have children, with their place; the first three of a kind are enough."""
    path = (*above, element.tag.split("}")[1])
    found = [(element, path)]
    seen: dict[str, int] = {}
    for child in element:
        seen[child.tag] = seen.get(child.tag, 0) + 1
        if len(child) and (seen[child.tag] <= 3 or path[-1] == "Tasks"):
            found += nested(child, path)
    return found
