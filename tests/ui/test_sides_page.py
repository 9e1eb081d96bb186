"""The page of IT beside OT: a workshop fills it, orders are kept, and hostile text stays text."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assessment.domain.facts import SideStated
from assessment.ui import session
from assessment.workspace import Store

PAGE = Path(__file__).parents[2] / "assessment" / "ui" / "pages" / "sides.py"
HOSTILE = "<script>alert(1)</script> **b** [x](http://evil.example)"


@pytest.fixture
def page(store: Store, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    held = store.access.enter(store.access.invite_owner())
    monkeypatch.setattr(session, "cookie", lambda: held)
    return AppTest.from_file(PAGE, default_timeout=60).run()


def named(elements, label: str):
    return next(element for element in elements if element.label == label)


def metrics(page: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.metric}


def state(page: AppTest, side: str, *items: str) -> AppTest:
    named(page.selectbox, "Topic").select("priorities").run()
    named(page.radio, "Side").set_value(side).run()
    for item in items:
        page.multiselect[0].select(item)
    return named(page.button, "Record").click().run()


def texts(page: AppTest) -> list[str]:
    return [element.value for element in (*page.markdown, *page.caption, *page.info, *page.success)]


def test_an_empty_page_says_how_a_workshop_begins(page: AppTest):
    assert not page.exception
    assert "in ten minutes" in page.info[0].value
    assert [tab.label for tab in page.tabs] == ["Values", "Priorities", "KPIs", "Skills", "Constraints"]
    assert not page.metric


def test_two_statements_in_order_show_where_the_sides_differ(page: AppTest, store: Store):
    page = state(page, "IT", "cyber", "cost", "safety")
    assert metrics(page)["Reconciliations called for"] == "0"
    assert any("Not stated yet" in text for text in texts(page))
    page = state(page, "OT", "safety", "availability")
    assert not page.exception
    assert metrics(page) == {"Named by both": "1", "By IT alone": "2", "By OT alone": "1",
                             "Reconciliations called for": "3"}
    assert any(text == "1 Protection from cyber attack\n\n2 Lower cost of running systems" for text in texts(page))
    assert any("Safety of people and environment (IT 3, OT 1)" in text.replace("\\", "") for text in texts(page))
    assert any("apart, on a scale from 0" in text.replace("\\", "") for text in texts(page))
    entry = store.workspace(store.only(None)).entries()[-1].fact
    assert (entry["kind"], entry["side"], entry["site"], entry["items"]) == (
        "side-stated", "OT", None, ["safety", "availability"])
    called = page.table[-1].value
    assert list(called.index) == ["IT puts protection higher, OT what keeps production running",
                                  "What comes first, and who sets the order",
                                  "IT puts cost and alike systems higher, OT what its equipment needs"]
    assert set(called["In place by"]) == {"no plan yet"}


def test_a_site_stands_whole_for_itself_and_can_be_taken_back(page: AppTest, store: Store):
    page = state(page, "IT", "cyber", "cost")
    named(page.selectbox, "Where").select("north").run()
    page = state(page, "IT", "safety")
    known = store.workspace(store.only(None)).engagement
    assert known().sides["IT", "priorities", "north"].items == ("safety",)
    assert any(text == "1 Safety of people and environment" for text in texts(page))
    page.multiselect[0].unselect("safety")
    page = named(page.button, "Record").click().run()
    assert not page.exception
    assert known().sides["IT", "priorities", "north"].items == ()
    assert any("2 Lower cost" in text for text in texts(page))


def test_no_more_items_than_a_side_may_name(page: AppTest, store: Store):
    library = store.workspace(store.only(None)).engagement().the_library
    named(page.selectbox, "Topic").select("kpis").run()
    assert page.multiselect[0].max_selections == 6
    assert len(page.multiselect[0].options) == len(library.sides[2].items)


def test_hostile_text_stays_text(store: Store, page: AppTest):
    workspace = store.workspace(store.only(None))
    site = next(iter(workspace.engagement().sites.values()))
    workspace.record(site.model_copy(update={"name": HOSTILE}))
    for side in ("IT", "OT"):
        for place in (None, site.site):
            workspace.record(SideStated(side=side, topic="values", items=("patient",), note=HOSTILE, site=place))
    page.run()
    named(page.selectbox, "Where").select(site.site).run()
    assert not page.exception
    assert any("evil" in text for text in texts(page))
    assert not [text for text in texts(page) if "<script>" in text or "**b**" in text or "[x](" in text]
