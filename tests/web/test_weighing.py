"""An executive commits a choice and weights before any result: once, complete, and nobody else's."""

from __future__ import annotations

import pytest
from test_web import client, engagement, fields, person_at_a_site, respondent, store

from assessment.domain.facts import ExecutiveNamed
from assessment.workspace import Store

__all__ = ["engagement", "store"]
POINTS = {"risk-compliance": "100", "capability": "60", "structure": "40", "ambition-value": "20", "people-change": "0"}


@pytest.fixture
def executive(store: Store, engagement: str):
    workspace = store.workspace(engagement)
    workspace.record(ExecutiveNamed(person=person_at_a_site(store, engagement), office="COO"))
    browser, person = respondent(store, engagement)
    return browser, person, workspace


def test_a_choice_is_committed_once_and_shown_back(executive):
    browser, person, workspace = executive
    page = browser.get("/weigh").text
    assert "Five minutes" in page
    done = browser.post("/weigh", data=fields(page, path="hybrid", reason="<b>Plants</b> first", **POINTS))
    assert done.status_code == 200
    assert "Committed" in done.text
    committed = workspace.engagement().choices[person]
    assert (committed.path, committed.points["capability"], committed.reason) == ("hybrid", 60, "<b>Plants</b> first")
    again = browser.post("/weigh", data=fields(page, path="ot-to-it", **POINTS))
    assert workspace.engagement().choices[person].path == "hybrid"
    assert "before and stays" in again.text or "Committed" in again.text


@pytest.mark.parametrize(("change", "told"), [
    ({"capability": ""}, "0 to 100 points"), ({"capability": "101"}, "0 to 100 points"),
    ({"capability": "nan"}, "0 to 100 points"), (dict.fromkeys(POINTS, "0"), "nothing decides"),
    ({"path": "merge"}, "Choose a path"), ({"token": "x"}, "too old")])
def test_what_is_incomplete_is_refused_and_kept_on_the_page(executive, change, told):
    browser, _, workspace = executive
    page = browser.get("/weigh").text
    given = {"path": "hybrid", "reason": "kept <here>", **POINTS, **change}
    answer = browser.post("/weigh", data=fields(page, **given))
    assert answer.status_code == 409
    assert told in answer.text
    assert "kept &lt;here&gt;" in answer.text
    assert workspace.engagement().choices == {}


def test_nobody_else_is_asked(store: Store, engagement: str):
    browser, _ = respondent(store, engagement)
    assert browser.get("/weigh").status_code == 403
    assert client().get("/weigh").status_code == 403
