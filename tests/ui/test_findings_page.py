"""The page of findings: in their order, with what is asked, and the votes behind one click away and no further."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assessment.text import escape_markdown
from assessment.ui import session
from assessment.workspace import Store

PAGE = Path(__file__).parents[2] / "assessment" / "ui" / "pages" / "findings.py"


def test_findings_stand_in_order_and_their_votes_are_one_click_away(store: Store, monkeypatch: pytest.MonkeyPatch):
    held = store.access.enter(store.access.invite_owner())
    monkeypatch.setattr(session, "cookie", lambda: held)
    page = AppTest.from_file(PAGE, default_timeout=120).run()
    assert not page.exception
    results = store.workspace(store.only(None)).results()
    heads = [element.value for element in page.markdown if element.value.startswith("**")]
    assert heads == [f"**{place}. {escape_markdown(found.text)}**" for place, found in enumerate(results.findings, 1)]
    assert len(page.table) + len(page.dataframe) == 0
    place = next(n for n, found in enumerate(results.findings, 1) if found.code == "decide-owner")
    page.toggle(f"evidence-{place}").set_value(True).run()
    assert not page.exception
    [shown] = [*page.table, *page.dataframe]
    text = shown.value.to_string()
    assert "too few to show" in text  # three people of two functions: none of them is told apart
    assert "IT" not in text.replace("IT − OT", "").replace("IT and OT", "")
