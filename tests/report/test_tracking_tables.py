"""What a reader sees of progress, key figures and the plan again, and that nothing of it stands where nothing is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assessment.domain import facts as f
from assessment.domain.roadmap import frame
from assessment.domain.tracking import PromiseTally, forecasts
from assessment.domain.trend import Trend
from assessment.formats import shipped_kpis
from assessment.report import book, charts, tables
from assessment.report.edition import Edition
from assessment.report.html import render
from assessment.report.tables import plan, story, tracking
from assessment.shipped import SAMPLES
from assessment.solver import solve
from assessment.workspace import run_brief

TABLES = (tracking.progress, tracking.differences, tracking.promised, tracking.forecast_pair, tracking.key_figures,
          tracking.booked_benefits)


@pytest.fixture(scope="module")
def before():
    workspace = run_brief(SAMPLES / "small" / "brief.yaml")
    return workspace, workspace.results()


@pytest.fixture(scope="module")
def after(before):
    workspace, results = before
    first = results.roadmap.scheduled[0]
    name, unit = first.task.split("@")
    begun = results.engagement.start
    facts = [
        f.PlanAdopted(cycle=results.cycle.id, starts={s.task: s.start for s in results.roadmap.scheduled}, by="Board"),
        *shipped_kpis(), f.KpiMeasured(kpi="support-spend", on=begun, value=-1234.5)]
    facts.append(f.TaskReported(initiative=name, unit=unit, on=begun, status="running", started=begun, percent=10,
                                cost=5, expected=date(begun.year + 2, begun.month, 1)))
    fold = workspace._shared.branch()
    for fact in facts:
        fold.apply(fold.seq + 1, begun, fact)
    state = fold.view(begun)
    problem = frame(state, results.scorecard, results.recommendation, results.permits)
    return replace(results, engagement=state, as_of=begun, frame=problem, roadmap=solve(problem)), first.task


def test_without_reports_no_table_has_a_row_and_the_section_is_left_out(before):
    results = before[1]
    assert [table(results).id for table in TABLES if table(results).rows] == []
    for variant in ("full", "delta"):
        made = book.build(results, edition=Edition(variant=variant))
        assert "53-tracking" not in [section.id for section in made.sections]


def test_a_late_task_its_figures_and_the_plan_again_are_told(after):
    results, task = after
    progress = tracking.progress(results).records()[0]
    assert (progress["State"], progress["Done"]) == ("running", "10 %")
    assert progress["Behind the plan"].endswith("months")
    assert progress[f"{results.engagement.currency} thousand"].startswith("5 / ")
    changes = tracking.differences(results).rows
    assert any(row[1] == "moved" and row[4] == "as it was reported" for row in changes)
    assert results.roadmap.at(task).finish > 12
    figures = {row[0]: row for row in tracking.key_figures(results).rows}
    assert figures["Support spend, thousand a quarter"][2] == "−1,234.5"
    assert figures["Support spend, thousand a quarter"][6] == "no target"


def test_the_quarter_in_short_says_what_was_done_and_what_came_of_it(after):
    results, _task = after
    assert story.story(results).rows == ()  # the first cycle
    second = replace(results, trend=Trend(from_cycle="before", to_cycle=results.cycle.id, moves=()))
    told = dict(story.story(second).rows)
    assert told["What moved"] == "Nothing by more than noise explains."
    assert told["What was done"].startswith("Running: ")
    assert "behind the plan" in told["What was done"]
    assert "before 3 finished initiatives" in told["What held of the promises"]
    assert "What came of it" in told


def test_a_risk_is_answered_by_what_is_planned_or_says_that_it_is_not(before):
    results = before[1]
    planned = {results.frame.by_id[s.task].initiative for s in results.roadmap.scheduled}
    answers = [answer for row in tables.risks(results).rows for answer in row[1].split("; ")
               if answer != "–" and not answer.startswith("Asked for by")]
    assert any(answer.endswith("(not on the plan)") for answer in answers)
    for answer in answers:
        assert (answer.split(" ")[0] in planned) is not answer.endswith("(not on the plan)")


def test_the_section_stands_in_the_full_and_the_delta_report(after):
    results, _task = after
    for variant in ("full", "delta"):
        made = book.build(results, edition=Edition(variant=variant))
        assert "53-tracking" in [section.id for section in made.sections]
        assert "What became of the plan" in render(made, dict.fromkeys(made.charts, "<svg/>"))


def test_nothing_is_said_over_all_before_three():
    assert "before 3 finished initiatives" in tracking.calibration_in_words(PromiseTally(rows=(), initiatives=2))


def test_today_in_the_projection_is_the_score_and_the_chart_ends_where_the_table_does(before):
    results = before[1]
    pairs = {pair.dimension: pair for pair in forecasts(
        results.engagement, results.frame, results.roadmap, PromiseTally(rows=(), initiatives=0), results.scorecard)}
    planned = forecasts(results.engagement, results.frame, results.roadmap, PromiseTally(rows=(), initiatives=0))
    assert any(pair.today != pytest.approx(pairs[pair.dimension].today) for pair in planned)
    assert {name: pair.today for name, pair in pairs.items()} == {
        name: results.scorecard.score(name).value for name in pairs}
    drawn = {row["key"]: row for row in charts.forecast(results).spec["layer"][0]["data"]["values"]}
    assert {name: (row["now"], row["value"]) for name, row in drawn.items()} == {
        name: (pair.today, pytest.approx(pair.promised)) for name, pair in pairs.items()}
    spec = charts.projection_by_dimension(results).spec
    quarters = (spec if "data" in spec else spec["spec"])["data"]["values"]
    assert [row["level"] for row in quarters if row["quarter"] == 0] == [pair.today for pair in pairs.values()]


def test_what_runs_already_is_not_told_as_a_start_of_the_first_90_days(before, after):
    results, task = after
    name = task.split("@")[0]
    row = next(row for row in plan.first_90_days(results).rows if row[0].startswith(f"{name} "))
    assert row[0].endswith(" (under way)")
    assert not any(row[0].endswith(")") for row in plan.first_90_days(before[1]).rows)
