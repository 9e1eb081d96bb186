"""The page of the quarter: closed with an approval, opened with answers carried, a correction with its reason."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from assessment.workspace import Store

MAIN = Path(__file__).parents[2] / "assessment" / "main.py"


def named(elements, start: str):
    return next(element for element in elements if element.label.startswith(start))


def test_a_quarter_is_closed_and_the_next_carries_it(store: Store):
    workspace = store.workspace(store.only(None))
    page = AppTest.from_file(MAIN, default_timeout=120).run().switch_page("ui/pages/cycle.py").run()
    assert not page.exception
    named(page.button, "Approve and close").click().run()
    assert any("needs a statement" in error.value for error in page.error)
    named(page.text_area, "Statement").set_value("Agreed by **all**.")
    named(page.button, "Approve and close").click().run()
    first = workspace.engagement().cycle()
    assert first.closing.statement == "Agreed by **all**."
    assert any(r"\*\*all\*\*" in shown.value for shown in page.markdown)
    named(page.button, "Score it again").click().run()
    assert any("same digest" in shown.value for shown in page.success)
    named(page.text_input, "Name of the next quarter").set_value("2026 Q4")
    named(page.date_input, "Date").set_value(first.opened.replace(year=first.opened.year + 1))
    named(page.button, "Open it and carry").click().run()
    assert not page.exception
    assert workspace.engagement().cycle().carries == first.id
    named(page.text_area, "Reason").set_value("The other line was meant.")
    named(page.selectbox, "Right would have been").set_value("unknown")
    named(page.button, "Record the correction").click().run()
    assert not page.exception
    assert len(workspace.engagement().corrections) == 1
