"""The page Report: editions, an edit that becomes a fact, a look that is refused, final, the annex's password."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assessment.shipped import SAMPLES
from assessment.ui import session
from assessment.workspace import Store
from assessment.workspace import store as store_module

PAGE = Path(__file__).parents[2] / "assessment" / "ui" / "pages" / "report.py"


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("store") / "test.db"
    with Store(path) as store:
        workspace, _ = store.bring_in(SAMPLES / "small" / "brief.yaml")
        workspace.roadmap()
    return path


@pytest.fixture
def opened(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("INTERLOCK_STORE", str(path))
    store_module._SHARED.clear()
    store = Store.shared()
    cookie = store.access.enter(store.access.invite_owner())
    monkeypatch.setattr(session, "cookie", lambda: cookie)
    yield AppTest.from_file(PAGE, default_timeout=120).run(), store
    store.close()
    store_module._SHARED.clear()


def pick(page: AppTest, label: str):
    return next(box for box in page.selectbox if box.label == label)


def button(page: AppTest, label: str):
    return next(found for found in page.button if found.label == label)


def facts(store: Store, kind: str) -> list[dict]:
    workspace = store.workspace(store.engagements()[0])
    return [entry.fact for entry in workspace.entries() if entry.fact["kind"] == kind]


def test_what_is_chosen_stands_in_the_addresses(opened):
    page, _store = opened
    pick(page, "Variant").set_value("board").run()
    pick(page, "Paper").set_value("Letter").run()
    page.multiselect[0].set_value(["names", "comments"]).run()
    assert not page.exception
    urls = [link.proto.url for link in page.get("link_button")]
    assert any("report.pdf" in url and "variant=board" in url and "paper=Letter" in url
               and "redact=comments%2Cnames" in url for url in urls)


def test_a_comment_becomes_a_fact_and_hostile_text_stays_text(opened):
    page, store = opened
    pick(page, "Variant").set_value("brief").run()
    area = next(area for area in page.text_area if area.label.startswith("Management comment"))
    area.set_value("<b>Hold</b> the date.")
    button(page, "Record this edit").click().run()
    assert not page.exception
    assert facts(store, "report-edited")[-1]["comment"] == "<b>Hold</b> the date."
    page.toggle[0].set_value(True).run()
    assert not page.exception
    shown = " ".join(str(element.proto) for element in page.get("html"))
    assert "&lt;b&gt;Hold" in shown


def test_a_pale_colour_is_refused_with_a_proposal(opened):
    page, store = opened
    next(box for box in page.text_input if box.label.startswith("Colour of headings")).set_value("#f2b632")
    button(page, "Record the look").click().run()
    assert "The nearest colour that can be read" in page.error[0].value
    assert facts(store, "report-branded") == []


def test_final_and_the_annex(opened):
    page, store = opened
    button(page, "Mark the report of this cycle final").click().run()
    assert not page.exception
    assert len(facts(store, "report-finalised")) == 1
    assert any("Final" in found.value for found in page.success)
    button(page, "Make the restricted annex").click().run()
    assert not page.exception
    password = page.code[0].value
    assert len(password) == 24
    assert store.workspace(store.engagements()[0]).entries()[-1].fact["kind"] == "report-finalised"
