"""The data book: every table of the report and the values behind them as an Excel workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from openpyxl import Workbook

from assessment.cells import fill, saved, sheet_names
from assessment.report.book import Book
from assessment.report.tables import Table
from assessment.report.xlsx.data import data_sheets
from assessment.report.xlsx.reading import Entry, read_me
from assessment.report.xlsx.values import sheet_of
from assessment.text import N_, _, clean

LONGEST = 31
"""Characters of a sheet's name."""
PARTS = {
    "findings": N_("asked"), "peers": N_("the first"), "movers-first": N_("the first"), "risks-first": N_("the first"),
    "procedure-differences-first": N_("the first"), "evidence-by-question": N_("by question")}
"""Which of several tables under one title it is: what is asked with each finding, the few that the report argues with,
a row a question."""


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
    made = [Entry(replace(sheet, name=_short(sheet.name)), what) for sheet, what in data_sheets(book) if sheet.rows]
    made += [Entry(replace(sheet_of(table), name=_short(
        table.title, _(PARTS[table.id]) if table.id in PARTS else "")), table.note, _told(table), table.id)
             for table in book.tables.values() if table.rows]
    names = sheet_names([_("Read me"), *(entry.sheet.name for entry in made)])[1:]
    return [entry.named(name) for entry, name in zip(made, names, strict=True)]


def _told(table: Table) -> str:
    """The title of a table, and which of those with one title it is."""
    if table.id not in PARTS:
        return table.title
    part = _(PARTS[table.id])
    return f"{table.title} ({part})"


def _short(name: str, part: str = "") -> str:
    """A name of one line, cut between words; which of several parts it is stays whole at its end."""
    line, end = " ".join(name.replace(":", ",").split()), f" ({part})" if part else ""
    room = LONGEST - len(end)
    if len(line) > room:
        line = line[:room + 1].rsplit(" ", 1)[0][:room].rstrip(" ,;–-")
    return line + end
