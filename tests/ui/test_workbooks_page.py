"""Answers in files, in the app: what came back is shown before it is recorded, and recorded once."""

from __future__ import annotations

import io

from openpyxl import load_workbook
from test_use_case_pages import frames, named, page, texts, workspace

from assessment.formats.workbook import write_workbook
from assessment.workspace import Store

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def filled(store: Store, person: str, level: object) -> bytes:
    state = workspace(store).engagement()
    book = load_workbook(io.BytesIO(write_workbook(state, state.cycle().id, person)))
    book["Answers"]["D3"], book["Answers"]["F3"] = level, "by [hand](x)"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_came_back_is_shown_and_then_recorded(store: Store):
    people = workspace(store).engagement().people
    person = next(n for n, p in people.items() if p.site and p.function == "OT" and p.role == "participant")
    shown = page("workbooks")
    assert not shown.exception
    before = workspace(store).engagement().last_seq
    shown.file_uploader[0].set_value(("back.xlsx", filled(store, person, "unknown"), XLSX)).run()
    assert not shown.exception
    assert workspace(store).engagement().last_seq == before
    assert "by [hand](x)" in frames(shown)
    shown = named(shown.button, "Record 1 answers").click().run()
    assert not shown.exception
    entry = workspace(store).entries()[-1]
    assert (entry.on_behalf_of, entry.fact["value"]) == (person, "unknown")
    assert "1 answers are recorded" in " ".join(texts(shown))


def test_a_file_that_is_none_is_refused_in_words(store: Store):
    shown = page("workbooks")
    shown.file_uploader[0].set_value(("x.xlsx", b"nothing", XLSX)).run()
    assert not shown.exception
    assert "not an answer workbook" in shown.error[0].value
