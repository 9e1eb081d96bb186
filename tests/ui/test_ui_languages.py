"""Pages of the app in German: every page, and the switch in the sidebar."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assessment.shipped import SAMPLES
from assessment.text import LOCALES
from assessment.ui import session
from assessment.workspace import Store
from assessment.workspace import store as store_module
from scripts import messages

PAGES = Path(__file__).parents[2] / "assessment" / "ui" / "pages"
IN_GERMAN = """
import runpy
from assessment.text import use_language
use_language("de")
runpy.run_path({path!r})
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("store") / "test.db"
    with Store(path) as store:
        workspace, _ = store.bring_in(SAMPLES / "small" / "brief.yaml")
        workspace.roadmap()
    return path


@pytest.fixture
def store(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("INTERLOCK_STORE", str(path))
    store_module._SHARED.clear()
    opened = Store.shared()
    held = opened.access.enter(opened.access.invite_owner())
    monkeypatch.setattr(session, "cookie", lambda: held)
    monkeypatch.setattr(st, "page_link", lambda page, label, **more: st.markdown(label))  # the frame knows other pages
    yield opened
    opened.close()
    store_module._SHARED.clear()


@pytest.fixture(scope="module")
def told_otherwise() -> set[str]:
    """Messages that read differently in German."""
    catalogue = messages.read(LOCALES / "de" / "LC_MESSAGES" / "interlock.po", "de")
    return {message.id for message in catalogue if isinstance(message.id, str) and message.id
            and message.string != message.id}


def words(page: AppTest) -> list[str]:
    """What a page says: titles, texts, labels, choices and columns."""
    found = [element.value for kind in (page.title, page.header, page.subheader, page.markdown, page.caption, page.info,
                                        page.warning, page.error, page.success) for element in kind]
    for kind in (page.button, page.selectbox, page.radio, page.text_input, page.text_area, page.number_input,
                 page.checkbox, page.slider, page.metric, page.tabs, page.expander, page.multiselect):
        found += [element.label for element in kind]
    for kind in (page.selectbox, page.radio):
        found += [option for element in kind for option in element.options]
    for table in (*page.dataframe, *page.table):
        labels = json.loads(getattr(table.proto, "columns", "") or "{}")
        found += [str(labels.get(column, {}).get("label") or column) for column in table.value.columns]
    return [str(text).removeprefix("#### ").strip("*") for text in found]


@pytest.mark.parametrize("name", sorted(p.stem for p in PAGES.glob("*.py") if p.stem != "home"))
def test_every_page_speaks_german(name: str, store: Store, told_otherwise: set[str]):
    page = AppTest.from_string(IN_GERMAN.format(path=str(PAGES / f"{name}.py")), default_timeout=60).run()
    assert not page.exception
    assert page.title[0].value not in told_otherwise
    assert [text for text in words(page) if text in told_otherwise] == []


SWITCH = """
import streamlit as st
from assessment.text import _, use_language
from assessment.ui import session, shell
use_language(session.language())
shell.pick_language()
st.title(_("Roadmap"))
"""


def test_the_switch_in_the_sidebar_turns_the_app_german_and_back(store: Store):
    """The frame's switch alone: the harness loses the frame once a page of the navigation is open."""
    app = AppTest.from_string(SWITCH).run()
    assert app.title[0].value == "Roadmap"
    switch = app.sidebar.selectbox(key=session.LANGUAGE_PICKED)
    assert (switch.label, switch.options) == ("Language · Sprache", ["English", "Deutsch"])
    switch.select_index(1).run()
    assert app.title[0].value == "Fahrplan"
    assert app.run().title[0].value == "Fahrplan", "it lasts"
    app.sidebar.selectbox(key=session.LANGUAGE_PICKED).select_index(0).run()
    assert app.title[0].value == "Roadmap"


def test_the_app_opens_in_the_language_chosen_before(store: Store, told_otherwise: set[str]):
    app = AppTest.from_file(PAGES.parents[1] / "main.py", default_timeout=60)
    app.session_state["language"] = "de"
    app.run()
    assert not app.exception
    assert "Was als Nächstes zu tun ist" in words(app)
    assert [text for text in words(app) if text in told_otherwise] == []
