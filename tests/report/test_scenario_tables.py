"""The options of each decision and the charter of the pilot, held against the plan that is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assessment.domain import facts as f
from assessment.domain.results import Results
from assessment.domain.roadmap import first_day
from assessment.report import build, tables
from assessment.report.tables.plan import month_name


@pytest.fixture
def results(small_workspace) -> Results:
    return small_workspace.results()


def test_the_plan_costs_what_is_asked_for(results: Results):
    asked = next(found for found in results.findings if found.code == "decide-fund")
    assert sum(task.recurring for task in results.frame.tasks) > 0
    assert results.alternatives.outcomes[0].cost == pytest.approx(asked.evidence[0].figures["total"])


def test_options_are_promised_only_where_there_are_some(results: Results):
    engagement, options = results.engagement, results.alternatives.options
    full = tuple(option for option in options if option.name == "In full")
    assert full
    assert tables.decision_options(engagement, full).title == (
        "Each decision in full; half-way and not at all are not planned yet")
    half = full[0].model_copy(update={"name": "Half the money"})
    assert tables.decision_options(engagement, (*full, half)).title == "Each decision in its options"


def test_a_chapter_on_other_plans_stands_only_where_there_are_some(results: Results):
    alone = replace(results)
    vars(alone)["alternatives"] = replace(results.alternatives, outcomes=results.alternatives.outcomes[:1]) \
        if hasattr(results.alternatives, "__dataclass_fields__") else results.alternatives.model_copy(
            update={"outcomes": results.alternatives.outcomes[:1]})
    for shown, several in ((alone, False), (results, len(results.alternatives.outcomes) > 1)):
        book = build(shown)
        kept = "52-what-if" in [section.id for section in book.sections]
        assert bool(book.tables["scenarios"].rows) is several
        assert kept is (several or bool(book.tables["roles-at-risk"].rows))


def test_the_planned_decision_on_the_path_names_the_day_it_is_asked_for(results: Results):
    note = tables.initiatives(results).note
    assert results.roadmap.at("I09@programme")
    assert "I09 is planned for as long as the path is not adopted, which is asked for by " in note
    taken = replace(results, findings=tuple(found for found in results.findings if found.code != "decide-path"))
    assert "I09" not in tables.initiatives(taken).note


def test_a_charter_whose_review_comes_before_the_pilot_says_so(results: Results):
    frame, roadmap = results.frame, results.roadmap
    begins = min(first_day(frame.start, s.start) for s in roadmap.scheduled if frame.by_id[s.task].unit == frame.pilot
                 and frame.by_id[s.task].stage in ("pilot", "mvp"))

    def note(review: date, roadmap=roadmap, frame=frame) -> str:
        charter = f.CharterWritten(site=frame.pilot, scope="One line", owner="Plant head", success=("It runs",),
                                   stop=("It does not",), scale=("It ran",), review=review)
        return tables.pilot_charter(replace(results.engagement, charter=charter), frame, roadmap).note

    assert "only after the review" not in note(date(2099, 1, 1))
    told = note(begins - timedelta(days=1))
    assert "only after the review" in told
    for s in roadmap.scheduled:
        task = frame.by_id[s.task]
        if task.unit == frame.pilot and task.stage in ("protect", "pilot", "mvp"):
            late = first_day(frame.start, s.finish) >= begins
            assert (f"{task.initiative} ({month_name(frame.start, s.finish - 1)})" in told) is late
    begun = next(s for s in roadmap.scheduled if frame.by_id[s.task].unit == frame.pilot
                 and frame.by_id[s.task].stage in ("protect", "pilot", "mvp"))
    alone = frame.model_copy(update={"tasks": (frame.by_id[begun.task],)})
    assert note(date(2099, 1, 1), roadmap.model_copy(update={"scheduled": (begun,)}), alone) == ""
    assert note(date(2099, 1, 1), roadmap.model_copy(update={"scheduled": ()}), alone) == (
        f"Not on the plan for the site: {frame.by_id[begun.task].initiative}. The review can judge nothing that rests "
        "on them.")
