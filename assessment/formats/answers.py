"""Answers as CSV: one row an answer, as spreadsheets write it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from assessment.domain.basis import Problem
from assessment.formats.lines import Lines
from assessment.formats.shape import cut, nearest
from assessment.text import _, escape_formula, quoted

COLUMNS = ("site", "question", "person", "value", "comment", "evidence", "measured", "confidence")
NEEDED = ("question", "person", "value")
LARGEST = 20_000_000
MOST_ROWS = 200_000
BETWEEN = " | "
"""Stands between several pieces of evidence in one cell."""


def read_answers(path: Path) -> tuple[list[dict[str, object]], Lines, list[Problem]]:
    """Rows as mappings of the columns that are filled, the line of each, and all problems of form.

    The header is required; comma, semicolon and tab are understood as separators. Lines are those where a row ends.
    """
    reading = _Reading(path.name)
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError:
        reading.tell("missing-file", 1, _("The file cannot be opened."),
                     _("Check its name; it stands beside the brief or in a folder under it."))
        return [], reading.lines, reading.problems
    if len(raw) > LARGEST:
        reading.tell("too-large", 1, _("The file is larger than {most} MB.").format(most=LARGEST // 1_000_000),
                     _("Split it by cycle."))
        return [], reading.lines, reading.problems
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reading.tell("encoding", raw[:error.start].count(b"\n") + 1, _("There are characters that are not UTF-8."),
                     _("Save the file as CSV UTF-8."))
        return [], reading.lines, reading.problems
    reading.read(text)
    return reading.rows, reading.lines, cut(reading.problems)


def write_answers(rows: Iterable[Mapping[str, object]]) -> str:
    """CSV text of answers; cells that a spreadsheet would take for a formula get an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        cells = []
        for name in COLUMNS:
            value = row.get(name)
            told = BETWEEN.join(str(part) for part in value) if isinstance(value, (list, tuple)) else value
            cells.append("" if told is None else escape_formula(str(told)))
        writer.writerow(cells)
    return out.getvalue()


class _Reading:
    """One pass over the rows."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: list[dict[str, object]] = []
        self.lines = Lines(name)
        self.problems: list[Problem] = []

    def tell(self, code: str, line: int, message: str, remedy: str, column: str = "") -> None:
        self.problems.append(Problem(code=code, where=f"{self.name}:{line} {column}".rstrip(), message=message,
                                     remedy=remedy))

    def read(self, text: str) -> None:
        first = text.split("\n", 1)[0]
        separator = max(",;\t", key=first.count)
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        columns: list[str] | None = None
        try:
            for cells in rows:
                if columns is None:
                    columns = self.header(cells)
                    if columns is None:
                        return None
                elif any(cell.strip() for cell in cells):
                    if len(self.rows) >= MOST_ROWS:
                        self.rows.clear()
                        return self.tell("too-many-rows", rows.line_num, _("There are more than {most} rows.").format(
                            most=MOST_ROWS), _("Split the file by cycle."))
                    self.row(columns, cells, rows.line_num)
        except csv.Error:
            return self.tell("csv", rows.line_num, _("The row cannot be read."),
                             _("Look for a quote that is not closed, or a very long cell."))
        if columns is None:
            self.tell("empty", 1, _("The file is empty."), _("Begin with a header: {columns}.").format(
                columns=",".join(COLUMNS)))
        return None

    def header(self, cells: list[str]) -> list[str] | None:
        """Names of the columns, or None where rows cannot be understood under them."""
        names = [cell.strip().lower() for cell in cells]
        before = len(self.problems)
        for name in names:
            if name and name not in COLUMNS:
                self.tell("unknown-column", 1, _("The column {name} is not known.").format(name=quoted(name)),
                          nearest(name, list(COLUMNS)))
        for name in COLUMNS:
            if names.count(name) > 1:
                self.tell("duplicate-column", 1, _("The column {name} stands twice.").format(name=name),
                          _("Keep one of them."))
        for name in NEEDED:
            if name not in names:
                self.tell("missing-column", 1, _("The column {name} is missing.").format(name=name),
                          _("The first row names the columns: {columns}.").format(columns=",".join(COLUMNS)))
        return names if len(self.problems) == before else None

    def row(self, columns: list[str], cells: list[str], line: int) -> None:
        if any(cell.strip() for cell in cells[len(columns):]):
            self.tell("extra-cell", line, _("The row has more cells than the header."),
                      _("Put texts that contain the separator in quotes."))
            return
        row: dict[str, object] = {}
        for name, cell in zip(columns, cells, strict=False):
            value = _unescaped(cell.strip())
            if name and value:
                row[name] = [part.strip() for part in value.split(BETWEEN.strip())] if name == "evidence" else value
        loc = (len(self.rows),)
        self.lines.mount(loc, _line(self.name, line))
        self.rows.append(row)


def _line(name: str, line: int) -> Lines:
    lines = Lines(name)
    lines.add((), line)
    return lines


def _unescaped(value: str) -> str:
    """A cell without the apostrophe that `write_answers` put before it."""
    return value[1:] if value.startswith("'") and escape_formula(value[1:]) == value else value
