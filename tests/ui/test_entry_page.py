"""Typing sheets in: one line a row in the order of the paper, saved once read back; what is wrong stays."""

from __future__ import annotations

import re

import pytest
from test_use_case_pages import named, page, texts, workspace

from assessment.domain.facts import Answered
from assessment.shipped import SAMPLES
from assessment.ui import session
from assessment.workspace import Store
from assessment.workspace import store as store_module
from assessment.workspace.papers import sheet_rows


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Store:
    """One store for all: each test takes a person of its own."""
    opened = Store(tmp_path_factory.mktemp("sheets") / "test.db")
    opened.bring_in(SAMPLES / "small" / "brief.yaml")
    yield opened
    opened.close()


@pytest.fixture
def store(kept: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("INTERLOCK_STORE", str(kept.path))
    monkeypatch.setitem(store_module._SHARED, str(kept.path), kept)
    held = kept.access.enter(kept.access.invite_owner())
    monkeypatch.setattr(session, "cookie", lambda: held)
    return kept


LABEL = "Level, then L, M or H, then the comment"


def at(shown) -> int:
    """Number of the row that is typed next."""
    return int(next(found[1] for one in shown.markdown if (found := re.match(r"\*\*(\d+)\. ", one.value))))


def line(shown, text: str):
    named(shown.text_input, LABEL).set_value(text)
    return named(shown.button, "Save the row").click().run()


def typed(store: Store, person: str) -> list[tuple[str, object, str]]:
    return [(e.fact["question"], e.fact["value"], e.fact["comment"]) for e in workspace(store).entries()
            if e.fact["kind"] == "answered" and e.reason == "paper form" and e.on_behalf_of == person]


def test_rows_are_typed_in_the_order_of_the_paper(store: Store):
    rows = sheet_rows(workspace(store).engagement(), "first", "south", "OT")
    shown = page("entry")
    assert not shown.exception
    shown = named(shown.selectbox, "Whose sheet").set_value("s-ot").run()
    assert "answered already" in shown.warning[0].value
    shown = line(shown, "3 h seen in [March](x)")
    assert not shown.exception
    assert typed(store, "s-ot") == [(rows[0].question, 3, "seen in [March](x)")]
    assert "Row 1 saved at" in shown.success[0].value
    told = " ".join(texts(shown))
    assert "3, sure, seen in \\[March\\]\\(x\\)" in told
    assert named(shown.text_input, LABEL).value == ""
    assert at(shown) == rows[1].number
    shown = line(shown, "")  # an empty row goes on, < goes back
    assert at(shown) == rows[2].number
    shown = line(shown, "<")
    assert at(shown) == rows[1].number
    shown = line(shown, "0")
    assert "needs a reason" in shown.error[0].value
    assert named(shown.text_input, LABEL).value == "0"  # what was typed stays
    shown = line(shown, "0 no such system here")
    assert typed(store, "s-ot")[1:] == [(rows[1].question, "na", "no such system here")]
    shown = line(shown, "#1")
    assert at(shown) == 1
    assert not shown.warning  # it stands as it was typed here


def test_the_own_answer_of_a_person_is_not_shown_to_who_types(store: Store):
    rows = sheet_rows(workspace(store).engagement(), "first", "north", "OT")
    workspace(store).record(Answered(cycle="first", site="north", question=rows[0].question, person="n-ot", value=5,
                                     comment="between us"))
    shown = named(page("entry").selectbox, "Whose sheet").set_value("n-ot").run()
    assert "between us" not in " ".join(texts(shown))
    assert "answered already" in shown.warning[0].value


def test_somebody_new_is_added_and_typed_at_once(store: Store):
    shown = page("entry")
    before = set(workspace(store).engagement().people)
    shown = named(shown.selectbox, "Function on the sheet").set_value("Quality").run()
    shown = named(shown.button, "Add this person").click().run()
    assert not shown.exception
    person = (set(workspace(store).engagement().people) - before).pop()
    assert named(shown.selectbox, "Whose sheet").value == person
    shown = line(shown, "?")
    assert [(value, comment) for _q, value, comment in typed(store, person)] == [("unknown", "")]


def test_a_sheet_of_the_site_keeps_its_numbers(store: Store):
    rows = sheet_rows(workspace(store).engagement(), "first", "north", "Quality", of_site=True)
    shown = named(page("entry").selectbox, "Whose sheet").set_value("n-quality").run()
    shown = shown.checkbox[0].check().run()
    shown = line(shown, f"#{rows[-1].number}")
    assert at(shown) == rows[-1].number
    shown = line(shown, "#999")
    assert "no such row" in shown.error[0].value
