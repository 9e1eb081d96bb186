"""Executives' weights in the app: who is asked, what is blind, what matters, what is official."""

from __future__ import annotations

import pytest
from test_pages import opened, path, store

from assessment.domain.facts import ChoiceCommitted, ExecutiveNamed, RespondentDefined
from assessment.workspace import Store

__all__ = ["opened", "path", "store"]
POINTS = {"risk-compliance": 100, "capability": 60, "structure": 40, "ambition-value": 20, "people-change": 10}


@pytest.fixture
def executive(store: Store) -> str:
    workspace = store.workspace(store.engagements()[0])
    if "p-coo" not in workspace.engagement().people:
        workspace.record(RespondentDefined(person="p-coo", function="Operations", role="viewer"))
        workspace.record(ExecutiveNamed(person="p-coo", office="COO"))
    return "p-coo"


def cookie_of(store: Store, person: str) -> str:
    workspace = store.workspace(store.engagements()[0])
    return store.access.enter(store.access.invite(workspace.engagement(), person))


def test_an_executive_sees_no_result_before_the_own_choice(opened, store: Store, executive: str):
    for name in ("path", "weights", "report"):
        page = opened(name, cookie=cookie_of(store, executive))
        assert not page.exception
        assert "Say first" in page.info[0].value
        assert not page.dataframe
    workspace = store.workspace(store.engagements()[0])
    workspace.record(ChoiceCommitted(person=executive, path="hybrid", points=POINTS))
    page = opened("weights", cookie=cookie_of(store, executive))
    assert not page.exception
    assert page.dataframe[0].value.iloc[0]["Own choice"] == workspace.engagement().the_library.path["hybrid"].name
    assert not page.button, "only the owner names executives and changes weights"


def test_sliders_change_nothing_official_and_the_form_wants_a_reason(opened, store: Store):
    workspace = store.workspace(store.engagements()[0])
    before = dict(workspace.engagement().weights)
    page = opened("weights")
    page.slider(key="try-people-change").set_value(0).run()
    assert workspace.engagement().weights == before
    page.button[0].click().run()
    assert "only with a reason" in page.error[0].value
    assert workspace.engagement().weights == before
    page.text_area[0].set_value("Agreed in the board of March.")
    page.button[0].click().run()
    assert workspace.engagement().weights != before
    assert workspace.entries()[-1].fact["reason"] == "Agreed in the board of March."


def test_weights_of_zero_are_told(opened):
    page = opened("weights")
    for slider in page.slider:
        slider.set_value(0)
    page.run()
    assert "nothing decides" in page.error[0].value
