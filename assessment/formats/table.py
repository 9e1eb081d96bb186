"""Tables as spreadsheets and exports write them: CSV with a header, each problem with its line and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from assessment.domain.basis import Problem
from assessment.formats.lines import Lines
from assessment.formats.shape import nearest
from assessment.text import _, escape_formula, quoted

LARGEST = 20_000_000
MOST_ROWS = 200_000


class TableReader:
    """One pass over a file. `aliases` maps other headings to a column; unknown headings are a problem, or with `others`
    left out.
    """

    def __init__(self, name: str, columns: Sequence[str], needed: Sequence[str],
                 aliases: Mapping[str, str] | None = None, others: bool = False) -> None:
        self.name = name
        self.columns, self.needed, self.aliases, self.others = columns, needed, aliases or {}, others
        self.rows: list[dict[str, str]] = []
        self.lines = Lines(name)
        self.at: list[int] = []
        """The line on which each row ends."""
        self.problems: list[Problem] = []

    def tell(self, code: str, line: int, message: str, remedy: str, column: str = "") -> None:
        self.problems.append(Problem(code=code, where=f"{self.name}:{line} {column}".rstrip(), message=message,
                                     remedy=remedy))

    def read_file(self, path: Path) -> None:
        """Read a file beside a brief."""
        try:
            with path.open("rb") as file:
                raw = file.read(LARGEST + 1)
        except OSError:
            return self.tell("missing-file", 1, _("The file cannot be opened."),
                             _("Check its name; it stands beside the brief or in a folder under it."))
        return self.read_bytes(raw)

    def read_bytes(self, raw: bytes) -> None:
        """Read the content of a file in UTF-8; comma, semicolon and tab are understood as separators."""
        if len(raw) > LARGEST:
            return self.tell("too-large", 1, _("The file is larger than {most} MB.").format(most=LARGEST // 1_000_000),
                             _("Split it."))
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            return self.tell("encoding", raw[:error.start].count(b"\n") + 1,
                             _("There are characters that are not UTF-8."), _("Save the file as CSV UTF-8."))
        return self._read(text)

    def _read(self, text: str) -> None:
        first = text.split("\n", 1)[0]
        separator = max(",;\t", key=first.count)
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        columns: list[str] | None = None
        try:
            for cells in rows:
                if columns is None:
                    columns = self._header(cells)
                    if columns is None:
                        return None
                elif any(cell.strip() for cell in cells):
                    if len(self.rows) >= MOST_ROWS:
                        self.rows.clear()
                        return self.tell("too-many-rows", rows.line_num, _("There are more than {most} rows.").format(
                            most=MOST_ROWS), _("Split the file."))
                    self._row(columns, cells, rows.line_num)
        except csv.Error:
            return self.tell("csv", rows.line_num, _("The row cannot be read."),
                             _("Look for a quote that is not closed, or a very long cell."))
        if columns is None:
            self.tell("empty", 1, _("The file is empty."), _("Begin with a header: {columns}.").format(
                columns=",".join(self.columns)))
        return None

    def _header(self, cells: list[str]) -> list[str] | None:
        """Names of the columns, or None where rows cannot be understood under them."""
        names = [self.aliases.get(word := cell.strip().lower(), word) for cell in cells]
        before = len(self.problems)
        for name in names:
            if name and name not in self.columns and not self.others:
                self.tell("unknown-column", 1, _("The column {name} is not known.").format(name=quoted(name)),
                          nearest(name, list(self.columns)))
        for name in self.columns:
            if names.count(name) > 1:
                self.tell("duplicate-column", 1, _("The column {name} stands twice.").format(name=name),
                          _("Keep one of them."))
        for name in self.needed:
            if name not in names:
                self.tell("missing-column", 1, _("The column {name} is missing.").format(name=name),
                          _("The first row names the columns: {columns}.").format(columns=",".join(self.columns)))
        return [name if name in self.columns else "" for name in names] if len(self.problems) == before else None

    def _row(self, columns: list[str], cells: list[str], line: int) -> None:
        if any(cell.strip() for cell in cells[len(columns):]):
            self.tell("extra-cell", line, _("The row has more cells than the header."),
                      _("Put texts that contain the separator in quotes."))
            return
        row: dict[str, str] = {}
        for name, cell in zip(columns, cells, strict=False):
            value = unescaped(cell.strip())
            if name and value:
                row[name] = value
        self.lines.mount((len(self.rows),), _line(self.name, line))
        self.at.append(line)
        self.rows.append(row)


def written(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> str:
    """CSV text; cells that a spreadsheet would take for a formula get an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = [row.get(name) for name in columns]
        writer.writerow(["" if cell is None else escape_formula(str(cell)) for cell in cells])
    return out.getvalue()


def unescaped(value: str) -> str:
    """A cell without the apostrophe that `written` put before it."""
    return value[1:] if value.startswith("'") and escape_formula(value[1:]) == value else value


def _line(name: str, line: int) -> Lines:
    lines = Lines(name)
    lines.add((), line)
    return lines
