"""Answers as CSV: one row an answer, as spreadsheets write it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from assessment.domain.basis import Problem
from assessment.formats.lines import Lines
from assessment.formats.shape import cut
from assessment.formats.table import TableReader, written

COLUMNS = ("site", "question", "person", "value", "comment", "evidence", "measured", "confidence")
NEEDED = ("question", "person", "value")
BETWEEN = " | "
"""Stands between several pieces of evidence in one cell."""


def read_answers(path: Path) -> tuple[list[dict[str, object]], Lines, list[Problem]]:
    """Rows as mappings of the columns that are filled, the line of each, and all problems of form.

    The header is required; comma, semicolon and tab are understood as separators. Lines are those where a row ends.
    """
    table = TableReader(path.name, COLUMNS, NEEDED)
    table.read_file(path)
    rows: list[dict[str, object]] = [{name: _pieces(cell) if name == "evidence" else cell for name, cell in row.items()}
                                     for row in table.rows]
    return rows, table.lines, cut(table.problems)


def _pieces(cell: str) -> list[str]:
    return [piece.strip() for piece in cell.split(BETWEEN.strip())]


def write_answers(rows: Iterable[Mapping[str, object]]) -> str:
    """CSV text of answers; cells that a spreadsheet would take for a formula get an apostrophe."""
    return written(COLUMNS, [{name: BETWEEN.join(str(part) for part in value) if isinstance(value, (list, tuple))
                              else value for name, value in row.items()} for row in rows])
