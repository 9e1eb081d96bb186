"""The answer workbook, out and in: what is filled in arrives as it was meant, and nothing else is touched."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from shutil import copyfile

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from assessment.cli import main
from assessment.domain import facts as f
from assessment.formats.workbook import changes, read_workbook, write_workbook
from assessment.formats.workbook.layout import ANSWERS, COLUMNS, META
from assessment.shipped import SAMPLES
from assessment.workspace import Store, Workspace
from assessment.workspace.taking_in import take_in

AT = {name: number for number, name in enumerate(COLUMNS, start=1)}


@pytest.fixture
def workspace(tmp_path: Path, small_file: Path):
    with Store(copyfile(small_file, tmp_path / "w.db")) as store:
        yield store.workspace(store.only(None))


@pytest.fixture
def person(workspace: Workspace) -> str:
    people = workspace.engagement().people
    return next(n for n, p in people.items() if p.site and p.function == "OT" and p.role == "participant")


def written(workspace: Workspace, person: str) -> bytes:
    state = workspace.engagement()
    return write_workbook(state, state.cycle().id, person)


def rows(book) -> dict[str, int]:
    page = book[ANSWERS]
    return {page.cell(row, 1).value: row for row in range(3, page.max_row + 1) if page.cell(row, 1).value}


def edited(data: bytes, edit) -> bytes:
    book = load_workbook(io.BytesIO(data))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill(question: str, **cells):
    def edit(book):
        row = rows(book)[question]
        for name, value in cells.items():
            book[ANSWERS].cell(row, AT[name]).value = value
    return edit


def seen(workspace: Workspace, data: bytes):
    filled, problems = read_workbook(data)
    assert filled is not None, problems
    found, more = changes(workspace.engagement(), filled)
    return {change.question: change for change in found}, [*problems, *more]


def test_an_untouched_workbook_changes_nothing_and_is_the_same_each_time(workspace: Workspace, person: str):
    data = written(workspace, person)
    assert data == written(workspace, person)
    found, problems = seen(workspace, data)
    assert problems == []
    assert {change.state for change in found.values()} == {"same"}
    book = load_workbook(io.BytesIO(data))
    page = book[ANSWERS]
    assert book[META].sheet_state == "veryHidden"
    assert page.protection.sheet
    assert page.cell(3, AT["text"]).protection.locked
    assert not page.cell(3, AT["level"]).protection.locked
    assert len(page.data_validations.dataValidation) == len(rows(book)) + 2


def test_what_is_filled_in_is_recorded_once_and_in_whose_name(workspace: Workspace, person: str):
    questions = list(rows(load_workbook(io.BytesIO(written(workspace, person)))))
    first = questions[0]
    state = workspace.engagement()
    site, cycle = state.people[person].site, state.cycle().id
    before = state.votes(cycle, site, first)[person].value if person in state.votes(cycle, site, first) else None
    level = 5 if before != 5 else 4
    data = edited(written(workspace, person), fill(
        first, level=level, sure="high", comment="+1 <b>", evidence="SOP 1\n\nSOP 2", measured="yes"))
    found, problems = seen(workspace, data)
    assert problems == []
    assert found[first].state == ("new" if before is None else "changed")
    assert take_in(workspace, found.values()) == 1
    entry = workspace.entries()[-1]
    assert (entry.on_behalf_of, entry.fact["value"], entry.fact["comment"]) == (person, level, "+1 <b>")
    assert entry.fact["evidence"] == ["SOP 1", "SOP 2"]
    assert entry.fact["measured"]
    again, _problems = seen(workspace, data)
    assert again[first].state == "same"
    assert take_in(workspace, again.values()) == 0
    formulas = load_workbook(io.BytesIO(written(workspace, person)))[ANSWERS]
    assert formulas.cell(3, AT["comment"]).data_type == "s"


def test_an_answer_that_changed_meanwhile_is_a_conflict_and_waits_for_a_word(workspace: Workspace, person: str):
    data = written(workspace, person)
    question = list(rows(load_workbook(io.BytesIO(data))))[1]
    state = workspace.engagement()
    cycle, site = state.cycle().id, state.people[person].site
    workspace.record(f.Answered(cycle=cycle, site=site, question=question, person=person, value=1, comment="by phone",
                                round=state.round_of(cycle, site, question)))
    found, _problems = seen(workspace, edited(data, fill(question, level=4, comment="on paper")))
    assert found[question].state == "conflicting"
    assert (found[question].now.comment, found[question].then.comment) == ("by phone", "on paper")
    assert take_in(workspace, found.values()) == 0
    assert take_in(workspace, found.values(), conflicting=True) == 1
    assert workspace.engagement().votes(cycle, site, question)[person].value == 4
    untouched, _problems = seen(workspace, data)
    assert untouched[question].state == "same"


def test_rows_may_be_sorted_and_deleted(workspace: Workspace, person: str):
    def shuffled(book):
        page = book[ANSWERS]
        kept = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)][::-1][3:]
        page.delete_rows(3, page.max_row)
        for number, cells in enumerate(kept, start=3):
            for column, value in enumerate(cells, start=1):
                page.cell(number, column).value = value
        page.cell(5, AT["level"]).value = "unknown"

    data = edited(written(workspace, person), shuffled)
    found, problems = seen(workspace, data)
    assert problems == []
    assert sum(change.state != "same" for change in found.values()) <= 1


@pytest.mark.parametrize(("cells", "state", "why"), [
    ({"level": "na", "comment": None}, "invalid", "needs a reason"), ({"level": 9}, "invalid", "not on the scale"),
    ({"level": None, "comment": "only this"}, "same", ""),
])
def test_what_cannot_be_recorded_says_why(workspace: Workspace, person: str, cells, state: str, why: str):
    question = next(iter(rows(load_workbook(io.BytesIO(written(workspace, person))))))
    found, _problems = seen(workspace, edited(written(workspace, person), fill(question, **cells)))
    assert found[question].state == state
    assert why in found[question].why


def test_a_row_twice_and_a_strange_question_are_invalid(workspace: Workspace, person: str):
    def doubled(book):
        page = book[ANSWERS]
        for column in range(1, len(COLUMNS) + 1):
            page.cell(page.max_row + (column == 1), column).value = page.cell(3, column).value
        page.cell(page.max_row + 1, 1).value = "<script>"
        page.cell(page.max_row, AT["level"]).value = 3

    filled, _problems = read_workbook(edited(written(workspace, person), doubled))
    found, _more = changes(workspace.engagement(), filled)
    assert [change.state for change in found[-2:]] == ["invalid", "invalid"]


def test_cells_that_cannot_be_read_are_named(workspace: Workspace, person: str):
    question = next(iter(rows(load_workbook(io.BytesIO(written(workspace, person))))))
    hostile = "<script>alert(1)</script>" * 50
    _found, problems = seen(workspace, edited(written(workspace, person), fill(
        question, level=hostile, sure="very", measured="perhaps", evidence="\n".join("abcdef"))))
    assert [(p.code, p.where) for p in problems] == [
        ("bad-level", "Answers!D3"), ("bad-sure", "Answers!E3"), ("bad-measured", "Answers!H3"),
        ("bad-evidence", "Answers!G3")]
    assert all("script" not in str(p) for p in problems)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    return out.getvalue()


def other_book(macro: bool = False) -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    if macro:
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr("xl/vbaProject.bin", b"x")
    return out.getvalue()


@pytest.mark.parametrize(("data", "code"), [
    (b"", "no-workbook"), (b"%PDF-1.7", "no-workbook"), (other_book(), "no-workbook"), (other_book(True), "macros"),
    (bomb(), "too-large"), (b"x" * 5_000_001, "too-large")])
def test_what_is_no_workbook_is_refused_before_it_is_unpacked(data: bytes, code: str):
    filled, problems = read_workbook(data)
    assert filled is None
    assert [problem.code for problem in problems] == [code]


@pytest.mark.parametrize(("key", "value", "code"), [
    ("engagement", "other", "other-engagement"), ("pack-digest", "0", "other-pack"), ("cycle", "c9", "closed-cycle"),
    ("person", "nobody", "unknown-person")])
def test_a_workbook_of_elsewhere_is_told_apart(workspace: Workspace, person: str, key: str, value: str, code: str):
    def moved(book):
        for row in book[META].iter_rows():
            if row[0].value == key:
                row[1].value = value

    _found, problems = seen(workspace, edited(written(workspace, person), moved))
    assert [problem.code for problem in problems] == [code]


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_random_answers_arrive_as_they_were_given(tmp_path_factory, small_file, data):
    with Store(copyfile(small_file, tmp_path_factory.mktemp("p") / "p.db")) as store:
        workspace = store.workspace(store.only(None))
        state = workspace.engagement()
        name = data.draw(st.sampled_from([n for n, p in state.people.items() if p.role == "participant" and p.site]))
        blank = written(workspace, name)
        questions = list(rows(load_workbook(io.BytesIO(blank))))
        given_levels = data.draw(st.dictionaries(st.sampled_from(questions), st.sampled_from(["unknown", "na", 1, 3]),
                                                 max_size=6))

        def edit(book):
            for question, level in given_levels.items():
                fill(question, level=level, comment=f"because {level}")(book)

        found, problems = seen(workspace, edited(blank, edit))
        assert problems == []
        touched = {q: c for q, c in found.items() if c.state in ("new", "changed")}
        invalid = {q for q, c in found.items() if c.state == "invalid"}  # this level is none of the question's own
        assert set(touched) | invalid == set(given_levels)
        assert {q: c.fact.value for q, c in touched.items()} == {
            q: level for q, level in given_levels.items() if q not in invalid}


def test_by_command_a_workbook_goes_out_and_comes_back(tmp_path: Path):
    store = str(tmp_path / "c.db")

    def run(*words: str):
        return CliRunner().invoke(main, [*words, "--store", store])

    run("import", str(SAMPLES / "small" / "brief.yaml"))
    with Store(Path(store)) as opened:
        people = opened.workspace(opened.only(None)).engagement().people
    name = next(n for n, p in people.items() if p.site and p.function == "IT" and p.role == "participant")
    out = tmp_path / "out.xlsx"
    assert run("workbook", "give", "--person", name, "--out", str(out)).exit_code == 0
    assert "0 recorded" in run("workbook", "take", str(out)).output
    question = next(iter(rows(load_workbook(out))))
    out.write_bytes(edited(out.read_bytes(), fill(question, level="unknown")))
    assert "0 recorded" in run("workbook", "take", str(out), "--dry-run").output
    assert "1 recorded" in run("workbook", "take", str(out)).output
    assert run("workbook", "give", "--person", "nobody").exit_code != 0
    out.write_bytes(b"nothing")
    refused = run("workbook", "take", str(out))
    assert refused.exit_code == 1
    assert "not an answer workbook" in refused.output
