"""An answer workbook as it came back: what is in it, and what cannot be read, cell by cell."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from assessment.domain.basis import Problem
from assessment.domain.facts import AnswerValue
from assessment.formats.workbook.layout import ANSWERS, COLUMNS, CONFIDENCE, META, SCHEMA, Given
from assessment.text import _, clean

LARGEST, LARGEST_OPEN, MOST_FILES = 5_000_000, 50_000_000, 200
"""Bytes of the file, bytes of what is packed in it, and how many parts: a small file can unpack to gigabytes."""
MOST_ROWS = 2_000
MOST_EVIDENCE = 5


class FilledRow(NamedTuple):
    row: int
    question: str
    given: Given
    before: str
    """Mark of the answer that the row held when the workbook was written."""


class Filled(NamedTuple):
    """What a workbook holds; `meta` ties it to an engagement."""

    meta: dict[str, str]
    rows: tuple[FilledRow, ...]


def read_workbook(data: bytes) -> tuple[Filled | None, list[Problem]]:
    """The filled rows and every problem of form; None where the file is no answer workbook at all."""
    refused = _refused(data)
    if refused is not None:
        return None, [refused]
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, SyntaxError):
        return None, [_no_workbook()]
    if META not in book.sheetnames or ANSWERS not in book.sheetnames:
        return None, [_no_workbook()]
    meta = {str(key): str(value) for key, value in book[META].iter_rows(max_row=20, max_col=2, values_only=True)
            if key is not None and value is not None}
    if meta.get("schema") != SCHEMA:
        return None, [_no_workbook()]
    problems: list[Problem] = []
    return Filled(meta, tuple(_rows(book[ANSWERS].iter_rows(values_only=True), problems))), problems


def _refused(data: bytes) -> Problem | None:
    """What speaks against opening the file, told before anything is unpacked."""
    if len(data) > LARGEST:
        return Problem(code="too-large", where="workbook", message=_("The file is larger than {most} MB.").format(
            most=LARGEST // 1_000_000), remedy=_("Send the workbook as it was made."))
    try:
        parts = ZipFile(io.BytesIO(data)).infolist()
    except (BadZipFile, ValueError):
        return _no_workbook()
    if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > LARGEST_OPEN:
        return Problem(code="too-large", where="workbook", message=_("The file unpacks to more than it may."),
                       remedy=_("Send the workbook as it was made."))
    if any("vbaproject" in part.filename.lower() for part in parts):
        return Problem(code="macros", where="workbook", message=_("The file holds macros."),
                       remedy=_("Save it as a workbook without macros (.xlsx)."))
    return None


def _no_workbook() -> Problem:
    return Problem(code="no-workbook", where="workbook", message=_("This is not an answer workbook of Interlock."),
                   remedy=_("Take the file that was given out; do not copy its sheets into another one."))


def _rows(rows: Iterator[Sequence[Any]], problems: list[Problem]) -> Iterator[FilledRow]:
    columns: dict[str, int] = {}
    for number, cells in enumerate(rows, start=1):
        if number > MOST_ROWS:
            problems.append(Problem(code="too-many-rows", where=f"{ANSWERS}!A{number}", message=_(
                "There are more than {most} rows.").format(most=MOST_ROWS), remedy=_("Delete the empty ones.")))
            return
        words = [clean(str(cell)) if cell is not None else "" for cell in cells]
        if not columns:
            if "question" in words and "level" in words:
                columns = {name: words.index(name) for name in COLUMNS if name in words}
            continue
        row = {name: words[at] if at < len(words) else "" for name, at in columns.items()}
        if row.get("question"):
            given = _given(row, number, columns, problems)
            if given is not None:
                yield FilledRow(number, row["question"], given, row.get("before", ""))


def _given(row: dict[str, str], number: int, columns: dict[str, int], problems: list[Problem]) -> Given | None:
    def wrong(name: str, message: str, remedy: str) -> None:
        where = f"{ANSWERS}!{get_column_letter(columns.get(name, 0) + 1)}{number}"
        problems.append(Problem(code=f"bad-{name}", where=where, message=message, remedy=remedy))

    before = len(problems)
    level = _level(row.get("level", ""))
    if level is None and row.get("level"):
        wrong("level", _("This is no level."), _("Choose one of the list."))
    sure = row.get("sure", "").lower()
    if sure and sure not in CONFIDENCE:
        wrong("sure", _("How sure is low, medium or high."), _("Choose one of the list."))
    measured = row.get("measured", "").lower()
    if measured not in ("", "yes"):
        wrong("measured", _("Measured is yes or empty."), _("Choose one of the list."))
    pieces = tuple(piece for line in row.get("evidence", "").splitlines() if (piece := line.strip()))
    if len(pieces) > MOST_EVIDENCE:
        wrong("evidence", _("There are more than {most} pieces of evidence.").format(most=MOST_EVIDENCE),
              _("Name the best ones."))
    if len(problems) > before:
        return None
    return Given(level, sure, row.get("comment", ""), pieces, measured == "yes")


def _level(text: str) -> AnswerValue | None:
    if text in ("na", "unknown"):
        return "na" if text == "na" else "unknown"
    whole = text.removesuffix(".0")
    return int(whole) if whole.isascii() and whole.lstrip("-").isdigit() and len(whole) < 6 else None
