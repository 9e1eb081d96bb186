"""The workbook: real dates and numbers that add up, and no text that is a formula."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from formats.exporting import HOSTILE, TOLD, busy, infeasible, named, small
from openpyxl import Workbook, load_workbook

from assessment.domain.results import Results
from assessment.formats.exports import export_plan
from assessment.formats.exports.rows import task_rows

SHEETS = ["Read me", "Tasks", "Not scheduled", "People", "Money", "Gates and windows", "First 90 days"]


def book(results: Results) -> Workbook:
    return load_workbook(io.BytesIO(export_plan(results, "xlsx")))


def rows(results: Results, sheet: str) -> list[dict[str, Any]]:
    header, *found = book(results)[sheet].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in found]


def test_every_sheet_is_there_with_a_frozen_header_and_filters():
    found = book(busy())
    assert found.sheetnames == SHEETS
    for sheet in list(found)[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.bold and cell.value for cell in sheet[1])
        assert all(sheet.column_dimensions[cell.column_letter].width >= 10 for cell in sheet[1])


def test_the_first_sheet_says_what_it_is():
    told = dict(row[:2] for row in book(small())["Read me"].iter_rows(values_only=True))
    assert told["As of"] == "7 September 2026"
    assert told["Digest of the results"] == small().digest
    assert "Example Pharma" in told["What"]
    assert "thousand EUR" in told["Units"]


def test_tasks_have_real_dates_and_numbers():
    found = {row["Task"]: row for row in rows(busy(), "Tasks")}
    assert len(found) == len(busy().roadmap.scheduled)
    row = found["I03@north"]
    assert (row["Start"], row["End"]) == (datetime(2027, 4, 1), datetime(2027, 7, 31))
    assert row["Months of work"] == 3
    assert row["Pauses"] == "2027-05"
    assert row["OT, person-weeks"] == pytest.approx(13)
    assert row["Cost once, EUR thousand"] == pytest.approx(227.24)
    assert found["I29@north"]["Starts after"] == "I15@programme"
    assert found["I33@north"]["Hours of stopped production"] == 40
    assert found["I22@programme"]["Marks"] == "validated"
    cell = book(busy())["Tasks"]["F2"]
    assert (cell.is_date, cell.number_format) == (True, "yyyy-mm-dd")


def test_people_and_money_add_up_to_the_tasks():
    tasks = rows(small(), "Tasks")
    for role in ("IT", "OT", "Quality", "Business"):
        people = [row for row in rows(small(), "People") if row["Role"] == role]
        assert len(people) == small().frame.months
        assert sum(row["Needed"] for row in people) == pytest.approx(
            sum(row[f"{role}, person-weeks"] for row in tasks), abs=1e-4)
        assert all(row["Free"] == pytest.approx(row["Limit"] - row["Needed"], abs=1e-5) for row in people)
        assert all(row["Free"] > -0.02 for row in people)
    money = rows(small(), "Money")
    assert [row["Budget"] for row in money[:8]] == [150, 250, 300, 300, 300, 250, 250, 200]
    assert money[-1]["Spend to date"] == pytest.approx(sum(row["Spend"] for row in money), abs=1e-3)
    assert money[-1]["Left"] == pytest.approx(1e-6 + sum(row["Budget"] - row["Spend"] for row in money), abs=1e-3)
    once = sum(row["Cost once, EUR thousand"] for row in tasks)
    assert once < money[-1]["Spend to date"] < once + 4 * sum(row["Cost a year, EUR thousand"] for row in tasks)


def test_gates_windows_and_freezes_stand_with_their_days():
    found = {row["Kind"]: row for row in rows(busy(), "Gates and windows")}
    assert found["Gate"]["From"] == datetime(2028, 1, 31)
    assert (found["Shutdown window"]["Where"], found["Shutdown window"]["To"]) == ("North plant", datetime(2028, 5, 4))
    assert found["Freeze"]["What"] == "Stops work at the site. Inspection"
    assert found["Path decision"]["From"] == datetime(2027, 6, 30)


def test_the_first_90_days_are_what_starts_in_three_months():
    assert [row["Task"] for row in rows(small(), "First 90 days")] == ["I02@programme"]


def test_what_is_not_scheduled_says_why():
    found = rows(small(), "Not scheduled")
    assert len(found) == len(small().roadmap.unscheduled) + len(small().frame.excluded)
    assert all(row["Why"] for row in found)


def test_a_plan_that_cannot_be_says_so_first():
    results = infeasible()
    told = [row[1] for row in book(results)["Read me"].iter_rows(values_only=True) if row[0] == "No plan"]
    assert told == ["No plan keeps every rule", TOLD]
    assert rows(results, "Tasks") == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_is_a_formula_or_breaks_the_file(text: str):
    content = export_plan(named(text, small()), "xlsx")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert all(b"<f>" not in archive.read(name) and b"<f " not in archive.read(name)
                   for name in archive.namelist() if "worksheets" in name)
    found = load_workbook(io.BytesIO(content))
    assert [len(list(sheet.rows)) for sheet in list(found)[1:]] == [
        len(list(sheet.rows)) + (sheet.title == "Gates and windows") for sheet in list(book(small()))[1:]]
    cells = [cell for sheet in found for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    risky = [cell for cell in cells if cell.value.startswith(("=", "+", "-", "@"))]
    assert all(cell.quotePrefix for cell in risky)
    assert bool(risky) == (text.strip()[:1] in tuple("=+-@"))


def test_an_escape_of_the_format_stays_what_was_written():
    content = export_plan(named(HOSTILE["escape"], small()), "xlsx")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        texts = "".join(archive.read(name).decode() for name in archive.namelist() if "worksheets" in name)
    assert "<t>_x005F_x003D_1+1</t>" in texts
    assert not re.search("(?<!_x005F)_x003D_", texts)


def test_the_files_own_clock_is_the_day_of_the_results():
    with zipfile.ZipFile(io.BytesIO(export_plan(small(), "xlsx"))) as archive:
        assert {info.date_time[:3] for info in archive.infolist()} == {(2026, 9, 7)}
    properties = book(small()).properties
    assert (properties.created.date(), properties.modified.date()) == (date(2026, 9, 7), date(2026, 9, 7))
    assert properties.creator == "Interlock"


def test_the_tasks_stand_in_the_order_of_the_rows():
    assert [row["Task"] for row in rows(busy(), "Tasks")] == [row.id for row in task_rows(busy())]
