"""The data book: every table, values as values, nothing that runs, the same bytes each time."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import load_workbook
from report.booked import alive, hostile, small

from assessment.cells import MOST, sheet_names
from assessment.report import xlsx
from assessment.report.tables import Column, Table
from assessment.report.xlsx import sheet_of_table
from assessment.report.xlsx.values import continued, sheet_of
from assessment.text import read_day, read_month, read_number, speaking


@pytest.fixture(scope="module")
def workbook():
    return load_workbook(io.BytesIO(xlsx.render(small())))


def test_every_table_with_rows_has_a_sheet_under_a_name_of_its_own(workbook):
    names = sheet_of_table(small())
    assert set(names) == {table.id for table in small().tables.values() if table.rows}
    assert len({name.casefold() for name in workbook.sheetnames}) == len(workbook.sheetnames)
    assert all(1 <= len(name) <= 31 for name in workbook.sheetnames)
    for table in small().tables.values():
        if table.rows:
            page = workbook[names[table.id]]
            assert page.max_row == len(table.rows) + 1
            assert [cell.value for cell in page[1]] == [column.name or None for column in table.columns]


def test_a_sheet_says_what_the_report_says(workbook):
    """Every number, shown in its format, is the text of the report again."""
    names = sheet_of_table(small())
    seen = 0
    for table in small().tables.values():
        for row, texts in enumerate(table.rows, start=2):
            for column, text in enumerate(texts, start=1):
                value = workbook[names[table.id]].cell(row, column).value
                if isinstance(value, (int, float)):
                    assert value == pytest.approx(read_number(text)), (table.id, text)
                    seen += 1
                elif isinstance(value, (date, datetime)):
                    assert value.date() in (read_day(text), read_month(text))
                    seen += 1
                elif value is None:
                    assert text in ("", "–", "·")
    assert seen > 500


def test_headings_stay_in_sight_and_columns_can_be_filtered(workbook):
    for page in workbook.worksheets[1:]:
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref.startswith("A1:")
        assert all(cell.value for cell in page[1] if cell.column > 1 or page.max_column == 1)


def test_the_first_sheet_lists_all_others_and_how_to_cite(workbook):
    first = workbook.worksheets[0]
    texts = [str(cell.value) for row in first.iter_rows() for cell in row if cell.value is not None]
    assert set(workbook.sheetnames[1:]) <= set(texts)
    assert small().results.digest in texts
    assert any(small().results.digest[:12] in text and small().results.cycle.id in text for text in texts)
    linked = [cell.hyperlink for row in first.iter_rows() for cell in row if cell.hyperlink]
    assert len(linked) == len(workbook.sheetnames) - 1
    assert all(link.location and not link.target for link in linked)


def test_values_are_those_of_the_results(workbook):
    results = small().results
    page = workbook["Scores"]
    told = {(row[1], row[3]): row[4] for row in page.iter_rows(min_row=2, values_only=True)}
    for dimension in results.engagement.the_pack.dimensions:
        node = results.scorecard.score(dimension.id)
        value = told[dimension.id, "Network of sites"]
        assert value == (None if node.value is None else pytest.approx(node.value, abs=1e-6))
    money = {row[0]: row[1:4] for row in workbook["Money"].iter_rows(min_row=2, values_only=True)}
    assert money["Whole effort"] == pytest.approx(results.value.investment, abs=1e-5)
    starts = [row[3] for row in workbook["Tasks"].iter_rows(min_row=2, values_only=True)]
    assert len(starts) == len(results.roadmap.scheduled)
    assert all(isinstance(start, datetime) and start.day == 1 for start in starts)


def test_what_the_book_does_not_have_is_on_no_sheet():
    less = replace(small(), tables={name: table for name, table in small().tables.items()
                                    if name not in ("sites", "drivers", "perception-by-site")})
    opened = load_workbook(io.BytesIO(xlsx.render(less)))
    assert "Value by driver" not in opened.sheetnames
    assert {row[3] for row in opened["Scores"].iter_rows(min_row=2, values_only=True)} == {"Network of sites"}


def test_hostile_text_neither_runs_nor_reaches_outside():
    made = xlsx.render(hostile())
    assert alive(made) == []
    opened = load_workbook(io.BytesIO(made))
    cells = [cell for page in opened for row in page.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(cell.value.startswith("=HYPERLINK") and cell.quotePrefix for cell in cells)


def test_the_same_book_gives_the_same_bytes():
    assert xlsx.render(small()) == xlsx.render(small())


def test_a_text_that_is_longer_than_a_cell_goes_on_in_the_next_row():
    text = "x" * (2 * MOST + 5)
    rows = continued(("Head", text, 3))
    assert "".join(row[1] for row in rows) == text
    assert [row[0] for row in rows] == ["Head", "Head (continued)", "Head (continued)"]
    assert [row[2] for row in rows] == [3, None, None]


@pytest.mark.parametrize(("language", "text", "value"), [
    ("en", "1,234.5", 1234.5), ("en", "−0.25", -0.25), ("en", "+1.0", 1.0), ("en", "45 %", 0.45), ("en", "1.2.3", None),
    ("en", "12a", None), ("en", "", None), ("de", "1.234,5", 1234.5), ("de", "45 %", 0.45), ("de", "1,5", 1.5)])
def test_numbers_are_read_as_they_are_written(language: str, text: str, value: float | None):
    with speaking(language):
        assert read_number(text) == value


def test_days_and_months_are_read_in_both_languages():
    assert read_day("28 September 2026") == date(2026, 9, 28)
    assert read_day("31 February 2026") is None
    assert read_month("Oct 2026") == date(2026, 10, 1)
    assert read_month("Oct 26") is None
    with speaking("de"):
        from assessment.text import day, month

        assert read_day(day(date(2026, 3, 1))) == date(2026, 3, 1)
        assert read_month(month(date(2026, 3, 1))) == date(2026, 3, 1)


def test_names_in_figures_stay_text():
    table = Table("t", "T", (Column("Id", 50), Column("N", 50, "right")), (("007", "1"), ("008", "–")))
    assert [row[0] for row in sheet_of(table).rows] == ["007", "008"]
    assert [row[1] for row in sheet_of(table).rows] == [1, None]


def test_names_of_sheets_are_told_apart():
    assert sheet_names(["a" * 40, "a" * 35, "A" * 31, "x/y:z", "'q'", ""]) == [
        "a" * 31, "a" * 29 + " 2", "A" * 29 + " 3", "x y z", "q", "–"]


def test_names_of_sheets_are_whole_words_and_say_which_of_two_they_are(workbook):
    assert not [name for name in workbook.sheetnames if "…" in name]
    names = sheet_of_table(small())
    assert names["findings"] == "Findings (asked)"
    assert names["risks-first"].endswith(" (the first)")
    listed = {row[0]: row[1] for row in workbook.worksheets[0].iter_rows(values_only=True) if row[0]}
    assert listed[names["risks-first"]] == f"{small().tables['risks'].title} (the first)"
    assert len({listed[name] for name in names.values()}) == len(names)


def test_a_dash_of_the_report_is_an_empty_cell_everywhere(workbook):
    assert not [(page.title, cell.coordinate) for page in workbook.worksheets[1:] for row in page.iter_rows(min_row=2)
                for cell in row if cell.value in ("–", "·")]


def test_figures_among_texts_are_numbers_and_headings_stand_over_them(workbook):
    table = Table("t", "T", (Column("What", 50), Column("How much", 50, figures=True)), (
        ("Entries", "11,773"), ("Version", "1.0.0"), ("Zero first", "007"), ("None", "–")))
    assert [row[1] for row in sheet_of(table).rows] == [11773, "1.0.0", "007", None]
    years = {type(row[9]) for row in workbook["Benchmark values"].iter_rows(min_row=2, values_only=True)}
    assert int in years
    heads = workbook["Scores"][1]
    assert [head.alignment.horizontal for head in (heads[0], heads[4])] == [None, "right"]
