"""The data book: every table of the report and the values behind them as an Excel workbook."""

from __future__ import annotations

from datetime import datetime, time

from openpyxl import Workbook

from assessment.cells import fill, saved, sheet_names
from assessment.report.book import Book
from assessment.report.xlsx.data import data_sheets
from assessment.report.xlsx.reading import Entry, read_me
from assessment.report.xlsx.values import sheet_of
from assessment.text import _, clean

LONGEST = 31
"""Characters of a sheet's name."""


def sheet_of_table(book: Book) -> dict[str, str]:
    """Table id -> name of its sheet, for every table that has rows."""
    return {entry.table: entry.sheet.name for entry in _entries(book) if entry.table}


def render(book: Book) -> bytes:
    """The workbook; the same book gives the same bytes."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    entries = _entries(book)
    read_me(workbook.create_sheet(_("Read me")), book, entries)
    for entry in entries:
        fill(workbook.create_sheet(entry.sheet.name), entry.sheet)
    workbook.properties.title = clean(book.title, 200)
    return saved(workbook, datetime.combine(book.results.as_of, time()))


def _entries(book: Book) -> list[Entry]:
    """The sheets after the first: values first, then the tables in the order of the report."""
    made = [Entry(sheet, what) for sheet, what in data_sheets(book) if sheet.rows]
    made += [Entry(sheet_of(table), table.note, table.title, table.id)
             for table in book.tables.values() if table.rows]
    names = sheet_names([_("Read me"), *(_short(entry.sheet.name) for entry in made)])[1:]
    return [entry.named(name) for entry, name in zip(made, names, strict=True)]


def _short(name: str) -> str:
    """A name of one line, cut between words."""
    line = " ".join(name.replace(":", ",").split())
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0][:LONGEST - 1].rstrip(" ,;–-") + "…"
