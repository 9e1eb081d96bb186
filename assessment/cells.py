"""Workbooks: values as what they are, text that never runs as a formula, tables with filters, always the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from assessment.text import clean, escape_formula

HEADER = PatternFill("solid", start_color="FF1F3A5F")
BOLD = Font(name="Calibri", size=11, bold=True)
WHITE = Font(name="Calibri", size=11, bold=True, color="FFFFFFFF")
LINE, HIGHEST = 15.0, 409.0
"""Height of a line, and the greatest that a row may have, in points."""
MOST = 32_000
"""Characters of a cell; Excel takes 32 767."""

Value = str | float | int | date | bool | None


@dataclass(frozen=True)
class Sheet:
    """A table. A column is (heading, width in characters, number format or nothing for text)."""

    name: str
    columns: Sequence[tuple[str, float, str]]
    rows: Sequence[Sequence[Value]]


def fill(page: Worksheet, sheet: Sheet) -> None:
    """The table on an empty page: its heading stays in sight, every column can be filtered."""
    for column, (heading, width, form) in enumerate(sheet.columns, start=1):
        cell = page.cell(1, column)
        put(cell, heading)
        cell.font, cell.fill = WHITE, HEADER
        # numbers and days stand at the right of their cells, and so do their headings
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="right" if form else None)
        page.column_dimensions[get_column_letter(column)].width = width
    widths = [width for _heading, width, _form in sheet.columns]
    page.row_dimensions[1].height = row_height([heading for heading, *_rest in sheet.columns], [w - 3 for w in widths])
    styles = []
    for column, (_heading, _width, form) in enumerate(sheet.columns if sheet.rows else (), start=1):
        first: Any = page.cell(2, column)  # the library's own types do not know of `_style`
        first.alignment = Alignment(wrap_text=not form, vertical="top")
        if form:
            first.number_format = form
        styles.append(first._style)
    for number, row in enumerate(sheet.rows, start=2):
        for column, (value, style) in enumerate(zip(row, styles, strict=True), start=1):
            made: Any = page.cell(number, column)
            made._style = copy(style)  # one look a column: looking up a style for every cell takes most of the time
            put(made, value)
        if (high := row_height(row, widths)) > LINE:
            page.row_dimensions[number].height = high
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"


def row_height(row: Sequence[Value], widths: Sequence[float]) -> float:
    """Points of a row whose texts are wrapped; some programs do not reckon it themselves."""
    count = max((sum(max(1, ceil(1.1 * len(part) / max(1.0, width))) for part in value.split("\n"))
                 for value, width in zip(row, widths, strict=True) if isinstance(value, str)), default=1)
    return min(HIGHEST, LINE * count)


def saved(book: Workbook, moment: datetime) -> bytes:
    """The workbook as a file, every part of it dated to one moment."""
    book.properties.creator = "Interlock"
    book.properties.created = book.properties.modified = moment
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return dated(out.getvalue(), moment)


def put(cell: Cell | MergedCell, value: Value) -> None:
    """A value as what it is. Text is never a formula or an error value, also not after the cell is edited."""
    if isinstance(cell, MergedCell):  # the first cell of a merged range holds its value
        return
    if not isinstance(value, str):
        cell.value = round(value, 6) if isinstance(value, float) else value
        return
    text = clean(value, MOST)
    # spreadsheets read _x0041_ as the character of that number
    cell.value = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    cell.data_type = "s"
    cell.quotePrefix = escape_formula(text) != text


def sheet_name(name: str) -> str:
    """A name that a sheet may have."""
    return re.sub(r"[\[\]:*?/\\]", " ", " ".join(clean(name).split()))[:31].strip("' ") or "–"


def sheet_names(names: Iterable[str]) -> list[str]:
    """Names that sheets of one workbook may have together, in the order of the wished ones."""
    found: list[str] = []
    for wished in names:
        name, number = sheet_name(wished), 1
        while name.casefold() in {other.casefold() for other in found}:
            number += 1
            name = sheet_name(f"{sheet_name(wished)[:30 - len(str(number))]} {number}")
        found.append(name)
    return found


def dated(made: bytes, moment: datetime) -> bytes:
    """A package of parts again, every part of it dated to one moment."""
    stamp = max(moment, datetime(1980, 1, 1)).timetuple()[:6]  # noqa: DTZ001  an archive's clock has no zone
    out = io.BytesIO()
    with ZipFile(io.BytesIO(made)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = ZipInfo(name, (stamp[0], stamp[1], stamp[2], stamp[3], stamp[4], stamp[5]))
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            target.writestr(info, source.read(name))
    return out.getvalue()
