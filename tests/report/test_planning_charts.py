"""Charts of the plan: what they draw of a plan made by hand, that all can be drawn, that hostile text stays text."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
import yaml

from assessment.domain import facts as f
from assessment.domain.basis import Estimate, Interval
from assessment.domain.results import Results
from assessment.domain.roadmap import Frame, Roadmap, ScheduledTask, Task, TaskEffect, verify, walk
from assessment.domain.roadmap.loads import by_quarter, demand, limit, money, projected
from assessment.domain.tracking import task_standings
from assessment.formats import loads
from assessment.report.charts import Chart, dependency_view, draw
from assessment.report.charts.planning import (
    budget_curve,
    capacity_histogram,
    change_heatmap,
    projection_by_dimension,
)
from assessment.report.charts.planning_gantt import site_rows, stage_gantt
from assessment.report.charts.planning_progress import beside_bars, standings_of
from assessment.shipped import SAMPLES
from assessment.workspace import run_brief

HOSTILE = "<script>alert(1)</script> \"quoted\" 'single' \\"


def task(initiative: str, unit: str = "north", months: int = 2, **more) -> Task:
    values = {"stage": "protect", "effort": {"IT": 1.0 * months}, "cost": 100.0, **more}
    return Task(id=f"{initiative}@{unit}", initiative=initiative, unit=unit,
                months=Estimate(low=months, mode=months, high=months), **values)


TASKS = (
    task("I06", "programme", stage="assess"),
    task("I24", months=3, after=("I06@programme",), stop_hours=Estimate(low=8, mode=16, high=24),
         effects=(TaskEffect(site="north", capability="cyber-protect", levels=1.0,
                             range=Interval(low=0.5, high=1.5)),)),
    task("I32", months=1, opens="gate", after=("I24@north",)),
    task("I35", stage="pilot", connecting=True, effort={"IT": 2.0, "OT": 1.0}),
    task("I24", "south", months=3),
)
STARTS = {"I06@programme": 0, "I24@north": 2, "I32@north": 7, "I35@north": 8}


def framed(**more) -> Frame:
    values = {
        "start": date(2026, 10, 1), "months": 12, "tasks": TASKS, "capacity": {"IT": (4.0,) * 12, "OT": (2.0,) * 12},
        "budget": (300.0, 0.0, 100.0, 100.0), "change_load": 2, "frozen": {"north": (4, 5)},
        "windows": {"north": (6, 9)}, "goal_lambda": 0.1, "excluded": {}, "pilot": "north",
        "levels": {"north|cyber-protect": 2.0, "south|cyber-protect": 3.0},
        "shares": {"north|cyber-protect": 0.5, "south|cyber-protect": 0.5},
        "gaps": {"north|cyber-protect": 1.2, "south|cyber-protect": 0.2}, **more}
    return Frame(**values)


def planned(results: Results, problem: Frame, starts: dict[str, int]) -> Results:
    placed = [ScheduledTask(task=n, start=s, finish=walk(problem, problem.by_id[n], s).finish)
              for n, s in starts.items()]
    roadmap = Roadmap(status="feasible", objective=0, bound=0, gap=0, scheduled=tuple(placed),
                      unscheduled={t.id: "left out" for t in problem.tasks if t.id not in starts})
    assert verify(problem, roadmap) == []
    return dataclasses.replace(results, frame=problem, roadmap=roadmap, as_of=date(2027, 1, 16))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Results:
    value = loads((SAMPLES / "small" / "brief.yaml").read_text("utf-8"), "brief.yaml").value
    value["sites"][0]["name"] = HOSTILE
    path = tmp_path_factory.mktemp("brief") / "brief.yaml"
    path.write_text(yaml.safe_dump(value, sort_keys=False), "utf-8")
    return run_brief(path).results()


@pytest.fixture(scope="module")
def results(sample: Results) -> Results:
    return planned(sample, framed(), STARTS)


def layers(chart: Chart | None) -> list[dict]:
    assert chart is not None
    return chart.spec["layer"]


def values(chart: Chart | None, mark: str, **properties) -> list[list[dict]]:
    """Data of the layers with a mark of a kind and these properties, in order."""
    return [layer["data"]["values"] for layer in layers(chart) if layer["mark"]["type"] == mark
            and all(layer["mark"].get(name) == value for name, value in properties.items())]


def test_initiatives_stand_under_their_stages_and_gates_have_a_diamond(results: Results) -> None:
    chart = stage_gantt(results)
    bars, frozen = values(chart, "bar")
    assert [(row["start"], row["label"]) for row in frozen] == [(4, "1"), (5, "1")]
    assert [(row["row"], row["start"], row["finish"]) for row in bars] == [
        ("assess I06", 0, 2), ("protect I24", 2, 7), ("protect I32", 7, 8), ("pilot I35", 8, 10)]
    assert values(chart, "point", shape="diamond") == [[{"row": "protect I32", "start": 8}]]
    order = layers(chart)[0]["encoding"]["y"]["scale"]["domain"]
    assert order == ["assess", "assess I06", "protect", "protect I24", "protect I32", "pilot", "pilot I35",
                     "frozen"]
    assert chart.title == "The first connection gate opens at the end of May 2027"
    assert f"{HOSTILE}: May 2027" in chart.alt


def test_what_was_reported_late_blocked_or_finished_stands_beside_the_bars(results: Results) -> None:
    assert "Behind the plan" not in stage_gantt(results).alt
    assert [row for part in values(stage_gantt(results), "text") for row in part if "late" in row["label"]] == []
    done, stuck = date(2026, 11, 20), date(2027, 1, 10)
    reported = dataclasses.replace(results, engagement=dataclasses.replace(
        results.engagement, adopted_plan=f.PlanAdopted(cycle="first", starts=STARTS, by="Board"), progress={
            ("I06", "programme"): (f.TaskReported(
                initiative="I06", unit="programme", on=done, status="finished", finished=done),),
            ("I24", "north"): (f.TaskReported(
                initiative="I24", unit="north", on=stuck, status="blocked", started=date(2026, 12, 7),
                expected=date(2027, 8, 20), blocker="No shutdown"),)}))
    chart = stage_gantt(reported)
    known = standings_of(reported)
    assert beside_bars(known, ["I24@north", "I24@south"], {"north": "North", "south": "South"}).startswith(
        "blocked at North")
    assert beside_bars(known, ["I24@north"], {"north": "North"}).startswith("blocked, ")
    beside = {row["row"]: row["label"] for part in values(chart, "text") for row in part if row.get("row")}
    late = next(one.late for one in task_standings(reported.engagement, reported.as_of) if one.task == "I24@north")
    assert late is not None
    assert late > 1
    assert beside["assess I06"] == "finished"
    assert beside["protect I24"] == f"blocked, {late} months late"
    assert "Behind the plan: 1; blocked: 1; finished: 1." in chart.alt
    own = {row["row"]: row["label"] for part in values(site_rows(reported, "north"), "text") for row in part
           if row.get("row")}
    assert own["I24@north"].endswith(f", blocked, {late} months late")


def test_months_stages_and_sites_narrow_the_chart(results: Results) -> None:
    [bars] = values(stage_gantt(results, months=(3, 8), stages=["protect"], sites=["north"]), "bar")
    assert [(row["row"], row["start"], row["finish"]) for row in bars] == [
        ("protect I24", 3, 7), ("protect I32", 7, 8)]
    assert stage_gantt(results, sites=["south"]) is None
    assert stage_gantt(results, months=(10, 12)) is None


def test_freezes_and_windows_are_shaded_for_one_site_only(results: Results) -> None:
    assert values(stage_gantt(results), "rect") == []
    assert values(stage_gantt(results, sites=["north", "programme"]), "rect") == [
        [{"start": 6, "finish": 7}, {"start": 9, "finish": 10}], [{"start": 4, "finish": 6}]]
    assert values(stage_gantt(results, months=(0, 5), sites=["north"]), "rect") == [[{"start": 4, "finish": 5}]]


def test_a_line_stands_at_the_day_of_the_results(results: Results) -> None:
    marked = [row for rows in values(stage_gantt(results), "rule") for row in rows if "label" in row]
    assert marked == [{"start": pytest.approx(3 + 15 / 31), "label": "as of 16 January 2027"}]
    later = dataclasses.replace(results, as_of=date(2030, 1, 1))
    assert [row for rows in values(stage_gantt(later), "rule") for row in rows if "label" in row] == []


def test_tasks_of_a_site_pause_over_freezes_and_mark_their_cut_over(results: Results) -> None:
    chart = site_rows(results, "north")
    [bars] = values(chart, "bar")
    assert [(row["row"], row["start"], row["finish"]) for row in bars] == [
        ("I24@north", 2, 4), ("I24@north", 6, 7), ("I32@north", 7, 8), ("I35@north", 8, 10)]
    assert values(chart, "point", shape="triangle-down") == [[{"row": "I24@north", "start": 6.5}]]
    assert values(chart, "point", shape="diamond") == [[{"row": "I32@north", "start": 8}]]
    assert "with a stop of production: 1" in chart.alt
    assert site_rows(results, "south") is None


def test_a_histogram_stacks_stages_over_running_programmes_under_the_limit(results: Results) -> None:
    problem = framed(taken={"IT": (1.5,) * 6 + (0.0,) * 6}, capacity={"IT": (2.5,) * 12, "OT": (2.0,) * 12})
    chart = capacity_histogram(planned(results, problem, STARTS), "IT")
    [bars] = values(chart, "rect")
    heights = {(row["start"], row["stage"]): (row["low"], row["high"]) for row in bars}
    assert heights[0, "running"] == (0, 1.5)
    assert heights[0, "assess"] == (1.5, 2.5)
    assert heights[6, "protect"] == (0, 1)
    assert (4, "protect") not in heights
    [line] = values(chart, "line")
    assert [row["limit"] for row in line] == [4.0] * 6 + [2.5] * 7
    assert chart.title == "IT is in use to at most 40 %, in Oct 2026"
    assert capacity_histogram(results, "Quality") is None


def test_spend_runs_under_the_budget(results: Results) -> None:
    chart = budget_curve(results)
    [line, _same] = values(chart, "line")
    course = money(results.frame, results.roadmap)
    assert [row["spent"] for row in line] == [0.0, 0.2, 0.2, 0.4, 0.4]
    assert [row["spent"] * 1000 for row in line[1:]] == pytest.approx(list(course.cumulative))
    assert [row["allowed"] for row in line] == [0.0, 0.3, 0.3, 0.4, 0.5]
    assert chart.title == "Money is tightest at the end of Jun 2027: EUR 0 thousand left"


def test_each_cell_of_the_heat_map_prints_its_number(results: Results) -> None:
    [cells, _texts] = [layer["data"]["values"] if "data" in layer else change_heatmap(results).spec["data"]["values"]
                       for layer in layers(change_heatmap(results))]
    shown = {(row["group"], row["quarter"]): row["label"] for row in cells}
    assert shown["role IT", 0] == "2"
    assert shown["site north", 2] == "3"
    assert shown["site south", 0] == "0"
    weeks = change_heatmap(results, "weeks").spec["data"]["values"]
    assert {(row["group"], row["quarter"]): row["label"] for row in weeks}["role IT", 0] == "3"
    assert change_heatmap(planned(results, framed(), {})) is None


def test_dependencies_go_two_steps_to_each_side(results: Results) -> None:
    chart = dependency_view(results, "I24")
    boxes = [row for rows in values(chart, "rect") for row in rows]
    assert {row["name"]: (row["level"], row["planned"]) for row in boxes} == {
        "I06": (-1, True), "I24": (0, True), "I32": (1, True), "I35": (2, True)}
    assert chart.title == "I24 Network segmentation and industrial DMZ has 1 before it and 1 after it"
    [lines] = values(chart, "line")
    assert len({row["id"] for row in lines}) == 3
    assert dependency_view(results, "I42") is None


def test_one_of_several_is_a_dashed_line_and_what_is_not_planned_a_dashed_box(results: Results) -> None:
    problem = framed(tasks=(task("I34", stage="pilot"), task("I35", stage="pilot"), task("I36", stage="mvp",
                                                                                       validated=True)))
    chart = dependency_view(planned(results, problem, {"I34@north": 0}), "I36")
    assert {row["loose"] for rows in values(chart, "line", strokeDash=[4, 3]) for row in rows} == {True}
    [dashed] = values(chart, "rect", strokeDash=[3, 3], fill="#ffffff")
    assert [row["name"] for row in dashed] == ["I35"]


def test_many_followers_are_counted(results: Results) -> None:
    names = [i.id for i in results.engagement.the_library.initiatives if i.id != "I06"][:12]
    problem = framed(tasks=(task("I06", "programme"), *(task(n, after=("I06@programme",)) for n in names)))
    chart = dependency_view(planned(results, problem, {"I06@programme": 0}), "I06")
    words = [row["label"] for rows in values(chart, "text") for row in rows]
    assert "and 4 more" in words
    assert "has 0 before it and 12 after it" in chart.title


def test_levels_run_to_their_targets_with_a_band(results: Results) -> None:
    chart = projection_by_dimension(results, "north")
    rows = chart.spec["data"]["values"] if "data" in chart.spec else chart.spec["spec"]["data"]["values"]
    assert [(row["level"], row["low"], row["high"]) for row in rows] == [
        (2, 2, 2), (2, 2, 2), (2, 2, 2), (3.0, 2.5, 3.2), (3.0, 2.5, 3.2)]
    assert {row["target"] for row in rows} == {results.engagement.target("cyber", "north")}
    assert "band" in chart.subtitle
    assert projection_by_dimension(planned(results, framed(levels={}), STARTS)) is None


def test_where_no_range_is_stated_no_band_is_promised(results: Results) -> None:
    bare = tuple(t.model_copy(update={"effects": ()}) for t in TASKS)
    chart = projection_by_dimension(planned(results, framed(tasks=bare), STARTS))
    assert "no range of effects is stated" in chart.subtitle
    assert chart.title.startswith("The network: ")


def test_all_can_be_drawn_and_hostile_text_stays_text(results: Results) -> None:
    charts = [stage_gantt(results), stage_gantt(results, months=(3, 8), sites=["north"]), site_rows(results, "north"),
              capacity_histogram(results, "IT"), budget_curve(results), change_heatmap(results),
              dependency_view(results, "I24"), projection_by_dimension(results, "north")]
    drawn = draw({str(n): chart for n, chart in enumerate(charts) if chart})
    assert len(drawn) == len(charts)
    assert all("<script" not in svg for svg in drawn.values())
    assert "&lt;script" in drawn["5"]
    assert all(chart.title and chart.subtitle and chart.alt for chart in charts if chart)


def test_the_plan_of_a_sample_needs_no_more_than_is_there(sample: Results) -> None:
    frame, roadmap = sample.frame, sample.roadmap
    assert verify(frame, roadmap) == []
    needed, there = demand(frame, roadmap), limit(frame, roadmap)
    assert all(a <= b + 0.01 for role in needed for a, b in zip(needed[role], there[role], strict=True))
    assert sum(map(sum, by_quarter(frame, needed).values())) == pytest.approx(sum(
        weeks for s in roadmap.scheduled for weeks in frame.by_id[s.task].effort.values()))
    course = money(frame, roadmap)
    assert all(a <= b + 0.1 for a, b in zip(course.cumulative, course.allowed, strict=True))
    for (dimension, site), levels in projected(frame, roadmap, sample.engagement.the_pack).items():
        aim = sample.engagement.target(dimension, site)
        assert levels.target is None or site is None or levels.target == pytest.approx(aim)
