"""Cells of a workbook: values as what they are, text that never runs as a formula, the same bytes each time."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import PatternFill
from openpyxl.writer.excel import ExcelWriter

from assessment.text import clean, escape_formula

HEADER = PatternFill("solid", start_color="FF1F3A5F")
MOST = 32_000
"""Characters of a cell; Excel takes 32 767."""

Value = str | float | int | date | bool | None


def saved(book: Workbook, moment: datetime) -> bytes:
    """The workbook as a file, every part of it dated to one moment."""
    book.properties.creator = "Interlock"
    book.properties.created = book.properties.modified = moment
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return _same_bytes(out, moment)


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
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31]


def _same_bytes(made: io.BytesIO, moment: datetime) -> bytes:
    """The archive again, every file of it dated to one moment."""
    stamp = max(moment, datetime(1980, 1, 1)).timetuple()[:6]  # noqa: DTZ001  an archive's clock has no zone
    out = io.BytesIO()
    with ZipFile(made) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = ZipInfo(name, (stamp[0], stamp[1], stamp[2], stamp[3], stamp[4], stamp[5]))
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            target.writestr(info, source.read(name))
    return out.getvalue()
