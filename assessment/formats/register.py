"""A register as CSV for other tools: UTF-8 with a mark that spreadsheets need, no cell starts a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from assessment.text import clean, escape_formula


def write_register(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The header and the rows, as long as the header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (columns, *rows):
        writer.writerow([escape_formula(clean(cell).replace("\n", " ")) for cell in row])
    return out.getvalue().encode("utf-8-sig")
