"""The options of each decision, and that their money and dates are those of the decision that is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.domain.results import Results
from assessment.report import tables


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


def test_the_planned_decision_on_the_path_names_the_day_it_is_asked_for(results: Results):
    note = tables.initiatives(results).note
    assert results.roadmap.at("I09@programme")
    assert "I09 is planned for as long as the path is not adopted, which is asked for by " in note
    taken = replace(results, findings=tuple(found for found in results.findings if found.code != "decide-path"))
    assert "I09" not in tables.initiatives(taken).note
