"""The texts of a table as values: numbers, shares, days and months where a whole cell is one."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.cells import MOST, Sheet, Value
from assessment.report.tables import Column, Table
from assessment.text import COMMA, _, language, read_day, read_month, read_number

NOTHING = ("", "–", "·")
"""What a cell shows where there is nothing."""
DAY, MONTH = "yyyy-mm-dd", "yyyy-mm"


def sheet_of(table: Table) -> Sheet:
    """The table with values in the place of their texts, as wide as what it holds."""
    texts = list(zip(*table.rows, strict=True))
    typed = [_typed(column, cells) for column, cells in zip(table.columns, texts, strict=True)]
    columns = [(column.name, _wide(column, cells), form)
               for column, cells, (_values, form) in zip(table.columns, texts, typed, strict=True)]
    rows = list(zip(*(values for values, _form in typed), strict=True))
    return Sheet(table.title, columns, [part for row in rows for part in continued(row)])


def continued(row: Sequence[Value]) -> list[tuple[Value, ...]]:
    """The row; where a text is longer than a cell may be, its rest in further rows under the same heading."""
    longest = max((len(value) for value in row if isinstance(value, str)), default=0)
    if longest <= MOST:
        return [tuple(row)]
    found = []
    for part in range(0, longest, MOST):
        cells = tuple(value[part:part + MOST] if isinstance(value, str) else value if not part else None
                      for value in row)
        heading = cells[0] if not part else _("{name} (continued)").format(name=row[0])
        found.append((heading, *cells[1:]))
    return found


def _typed(column: Column, cells: Sequence[str]) -> tuple[list[Value], str]:
    """The values of a column and their number format; empty for text.

    A column that is set right holds numbers, and a few words where there is none. Any other column is read as numbers
    or days only where every cell is one, or as told for a column of figures among texts. A dash is an empty cell.
    """
    told = [cell for cell in cells if cell not in NOTHING]
    for read, form in ((read_day, DAY), (read_month, MONTH)):
        if told and all(read(cell) is not None for cell in told):
            return [None if cell in NOTHING else read(cell) for cell in cells], form
    numbers = [read_number(cell) for cell in told]
    as_numbers = bool(told) and all(value is not None for value in numbers) and not any(map(_is_name, told))
    if column.align == "right" and not told:
        return [None] * len(cells), ""
    if not as_numbers and (column.align != "right" or all(value is None for value in numbers)):
        return [None if cell in NOTHING else _figure(cell) if column.figures else cell for cell in cells], ""
    values = [None if cell in NOTHING else cell if (value := read_number(cell)) is None else value for cell in cells]
    return [int(value) if isinstance(value, float) and value.is_integer() else value for value in values], \
        _format([cell for cell, value in zip(told, numbers, strict=True) if value is not None])


def _figure(cell: str) -> Value:
    """A number where the cell is one."""
    value = None if _is_name(cell) else read_number(cell)
    return cell if value is None else int(value) if value.is_integer() else value


def _is_name(told: str) -> bool:
    """Whether figures name something, as 007 does."""
    return len(told) > 1 and told[0] == "0" and told[1].isdigit()


def _format(told: Sequence[str]) -> str:
    """The number format that shows what the report shows."""
    point, thousands = (",", ".") if language() in COMMA else (".", ",")
    decimals = max(len(cell.removesuffix(" %").partition(point)[2]) for cell in told)
    form = ("#,##0" if any(thousands in cell for cell in told) else "0") + ("." + "0" * decimals if decimals else "")
    if all(cell.endswith(" %") for cell in told):
        form += " %"
    return f"+{form};-{form};{form}" if any(cell.startswith("+") for cell in told) else form


def _wide(column: Column, cells: Sequence[str]) -> float:
    """Characters for most of the cells, within bounds; long texts wrap."""
    longest = sorted(len(cell) for cell in cells)[int(0.9 * (len(cells) - 1))]
    heading = max(len(word) for word in (column.name.split() or [""])) + 3  # the filter's arrow
    return min(70, max(heading, longest + 2, 9))
