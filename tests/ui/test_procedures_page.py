"""The page of IT's and OT's procedures: a statement is recorded through it, and hostile text stays text."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assessment.domain.facts import ProcedureStated
from assessment.ui import session
from assessment.workspace import Store

PAGE = Path(__file__).parents[2] / "assessment" / "ui" / "pages" / "procedures.py"
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


def state(page: AppTest, side: str, **words: str) -> AppTest:
    named(page.selectbox, "Subject").select("change-control").run()
    named(page.radio, "Side").set_value(side).run()
    named(page.text_input, "Number and title of the procedure; empty where there is none").input(f"{side}-1")
    for question, word in words.items():
        element = next(box for box in page.selectbox if (box.key or "").endswith(f"-{question}"))
        element.select(word)
    return named(page.button, "Record").click().run()


def test_two_statements_show_where_they_differ(page: AppTest, store: Store):
    assert not page.metric  # while nothing is stated: no row of zeros, but what to do
    assert "Nothing is stated yet" in page.info[0].value
    page = state(page, "IT", approval="it-board", impact="before")
    assert metrics(page)["One side not stated yet"] == "1"
    page = state(page, "OT", approval="area")
    assert not page.exception
    assert metrics(page) == {"Two answers": "1", "One side is silent": "1", "Same, not the target": "3",
                             "One side not stated yet": "0"}
    heard = (page.table[0] if page.table else page.dataframe[0]).value.iloc[0]
    assert (heard["IT says"], heard["OT says"]) == ("The IT change board", "The area engineer")
    entry = store.workspace(store.only(None)).entries()[-1]
    assert (entry.fact["kind"], entry.fact["side"], entry.fact["site"]) == ("procedure-stated", "OT", None)


def test_a_site_has_its_own_procedure_and_inspections(page: AppTest, store: Store):
    site = next(iter(store.workspace(store.only(None)).engagement().sites))
    named(page.selectbox, "Where").select(site).run()
    state(page, "OT", approval="area")
    named(page.text_input, "Authorities that inspect it, separated by commas").input("FDA, PMDA")
    today = store.workspace(store.only(None)).engagement().as_of
    named(page.date_input, "Next inspection").set_value(today + timedelta(days=365))
    named(page.button, "Record the inspections").click().run()
    assert not page.exception
    known = store.workspace(store.only(None)).engagement()
    assert ("change-control", "OT", site) in known.procedures
    assert known.sites[site].agencies == ("FDA", "PMDA")
    assert any("in 365 days" in caption.value for caption in page.caption)


def test_a_procedure_without_a_title_lays_nothing_down(page: AppTest, store: Store):
    box = next(b for b in page.selectbox if (b.key or "").endswith("-scope"))
    box.select("gxp")
    before = len(store.workspace(store.only(None)).entries())
    named(page.button, "Record").click().run()
    assert "Name the procedure" in page.error[0].value.replace("\\", "")
    assert len(store.workspace(store.only(None)).entries()) == before


def test_hostile_text_stays_text(store: Store, page: AppTest):
    workspace = store.workspace(store.only(None))
    site = next(iter(workspace.engagement().sites.values()))
    workspace.record(site.model_copy(update={
        "name": HOSTILE, "agencies": (HOSTILE,), "next_inspection": date(2099, 1, 1)}))
    for side in ("IT", "OT"):
        workspace.record(ProcedureStated(procedure="backup", side=side, title=HOSTILE, note=HOSTILE,
                                         choices={"content": "data" if side == "IT" else "programs"}))
    page.run()
    assert not page.exception
    shown = [element.value for element in (*page.markdown, *page.caption, *page.warning, *page.info)]
    assert any("evil" in text for text in shown)
    assert not [text for text in shown if "<script>" in text or "**b**" in text or "[x](" in text]
