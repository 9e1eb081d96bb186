"""What a chart is drawn from, as a table in words: for whoever cannot see it, or wants the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assessment.report.charts import Chart
from assessment.text import N_, _, number

FIELDS = {
    "name": N_("Name"), "case": N_("Decision"), "place": N_("Site"), "site": N_("Site"), "topic": N_("Dimension"),
    "dimension": N_("Dimension"), "path": N_("Path"),
    "quarter": N_("Quarter"), "cycle": N_("Cycle"), "index": N_("Index"), "kind": N_("Kind"), "phase": N_("Stage"),
    "stage": N_("Stage"),
    "who": N_("Function"), "before": N_("Before"), "now": N_("Now"), "value": N_("Value"), "points": N_("Points"),
    "target": N_("Target"), "gap": N_("Gap"), "low": N_("Low"), "middle": N_("Middle"), "high": N_("High"),
    "wins": N_("Won of 100 weightings"), "start": N_("From month"), "finish": N_("To month"), "share": N_("Share")}
"""Fields of the data of charts that a reader understands; all others only place a mark."""
NAMED = {"place": "site", "topic": "dimension", "phase": "stage"}
"""Field with a name -> the field with its id, which is left out beside it."""
MOST = 400
"""Rows of a table under a figure; a drawing of more is told by the tables of the report."""


def figure_data(chart: Chart) -> tuple[list[str], list[tuple[str, ...]]] | None:
    """Headings and rows; None where the chart draws places and not numbers."""
    found = [rows for rows in _sets(chart.spec) if sum(field in FIELDS for field in rows[0]) >= 2]
    if not found:
        return None
    rows = max(found, key=len)
    fields = [field for field in FIELDS if any(row.get(field) is not None for row in rows)]
    fields = [field for field in fields if not any(NAMED[name] == field for name in NAMED if name in fields)]
    cells = list(dict.fromkeys(tuple(_told(row.get(field)) for field in fields) for row in rows))
    return ([_(FIELDS[field]) for field in fields], cells) if len(cells) <= MOST else None


def _sets(part: Any) -> Iterator[list[dict[str, Any]]]:
    """Every list of rows in a specification: `values` in it, or a data set of its own."""
    if isinstance(part, list):
        for value in part:
            yield from _sets(value)
    elif isinstance(part, dict):
        for name, value in part.items():
            for rows in value.values() if name == "datasets" else [value] if name == "values" else []:
                if rows and isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
                    yield rows
            yield from _sets(value)


def _told(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    return number(value, ",.0f" if float(value).is_integer() else ",.2f").replace("-", "−")
