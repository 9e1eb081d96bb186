"""The roadmap for boards: CSV for Jira's importer and for Azure DevOps Boards.

Column names and words such as Epic are those of the tools, in no other language. A plan without tasks is a header only.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from html import escape
from itertools import groupby

from assessment.domain.results import Results
from assessment.formats.exports.rows import HOURS_A_WEEK, TaskRow, notes, one_line, short_title, slug, task_rows
from assessment.text import _, escape_formula

LONGEST = 255
"""Characters of a summary or title."""
_MARKUP = re.compile(r"([\\{}\[\]!|*_^~])")
Cell = str | int | float


def jira(results: Results) -> bytes:
    """An epic an initiative, then a story a task. Parent and Blocks hold numbers of the column Issue Id; epics stand
    first, as the importer wants it. Dates are yyyy-MM-dd, estimates seconds of work."""
    rows = task_rows(results)
    epics = _by_initiative(rows)
    epic_ids = {initiative: number for number, initiative in enumerate(epics, start=1)}
    ids = {row.id: number for number, row in enumerate(rows, start=len(epics) + 1)}
    blocks: dict[str, list[int]] = {row.id: [] for row in rows}
    for row in rows:
        for name in row.prerequisites:
            blocks[name].append(ids[row.id])
    most = max(map(len, blocks.values()), default=0)
    columns = ["Summary", "Issue Type", "Issue Id", "Parent", "Description", "Labels", "Start date", "Due date",
               "Priority", "Original estimate", *["Blocks"] * max(1, most)]
    cells: list[Sequence[Cell]] = [
        (one_line(f"{initiative} {tasks[0].name}", LONGEST), "Epic", epic_ids[initiative], "",
         _plain(tasks[0].change), _labels(tasks[0], ""), min(row.start for row in tasks).isoformat(),
         max(row.last for row in tasks).isoformat(), _priority(tasks), "")
        for initiative, tasks in epics.items()]
    cells += [
        (short_title(row, LONGEST), "Story", ids[row.id], epic_ids[row.initiative],
         "\n".join(f"*{_plain(heading)}:* {'; '.join(map(_plain, lines))}" for heading, lines in notes(row, results)),
         _labels(row, row.unit), row.start.isoformat(), row.last.isoformat(), _priority([row]),
         round(row.weeks * HOURS_A_WEEK * 3600), *blocks[row.id])
        for row in rows]
    return _written(columns, cells)


def azure(results: Results) -> bytes:
    """An epic an initiative with a feature a task under it. Effort is person-weeks of features, descriptions are HTML.

    The importer gives no ids to new items, so that what waits for what stands in the description. It takes 1000 items.
    """
    columns = ["Work Item Type", "Title 1", "Title 2", "State", "Start Date", "Target Date", "Effort", "Tags",
               "Description"]
    cells: list[Sequence[Cell]] = []
    rows = task_rows(results)
    titles = {row.id: short_title(row, LONGEST) for row in rows}
    for initiative, tasks in _by_initiative(rows).items():
        cells.append(("Epic", one_line(f"{initiative} {tasks[0].name}", LONGEST), "", "New",
                      min(row.start for row in tasks).isoformat(), max(row.last for row in tasks).isoformat(),
                      "", _tags(tasks[0], ""), _html(tasks[0].change)))
        for row in tasks:
            lines = [*notes(row, results), *_after(row, titles)]
            told = "<br>".join(f"<b>{_html(heading)}:</b> {_html('; '.join(texts))}" for heading, texts in lines)
            cells.append(("Feature", "", titles[row.id], "New", row.start.isoformat(), row.last.isoformat(),
                          round(row.weeks, 2), _tags(row, row.unit), told))
    return _written(columns, cells)


def _by_initiative(rows: Sequence[TaskRow]) -> dict[str, list[TaskRow]]:
    """Initiative -> its tasks, in the order of the rows; it stands once, whatever the stages of its tasks."""
    first = {row.initiative: place for place, row in reversed(list(enumerate(rows)))}
    ordered = sorted(rows, key=lambda row: first[row.initiative])
    return {initiative: list(tasks) for initiative, tasks in groupby(ordered, key=lambda row: row.initiative)}


def _labels(row: TaskRow, unit: str) -> str:
    """Words without spaces, one space between them."""
    return " ".join(_words(row, unit))


def _tags(row: TaskRow, unit: str) -> str:
    return "; ".join(_words(row, unit))


def _words(row: TaskRow, unit: str) -> list[str]:
    marks = [("gate", row.opens == "gate"), ("decision", row.opens == "decision"), ("connecting", row.connecting),
             ("validated", row.validated)]
    words = ["interlock", row.stage, row.initiative, unit, *(word for word, holds in marks if holds and unit)]
    return [word for word in map(slug, words) if word]


def _priority(rows: Sequence[TaskRow]) -> str:
    """Gates and the path decision, for which others wait, come before the rest."""
    return "High" if any(row.opens for row in rows) else "Medium"


def _after(row: TaskRow, titles: dict[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    found = tuple(titles[name] for name in row.prerequisites if name in titles)
    return [(_("Starts after"), found)] if found else []


def _plain(text: str) -> str:
    """Text in which no markup of Jira comes alive."""
    return _MARKUP.sub(r"\\\1", text)


def _html(text: str) -> str:
    return escape(text, quote=False)


def _written(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """CSV in UTF-8; every row is as long as the header, and no cell starts a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        cells = [*row, *[""] * (len(columns) - len(row))]
        writer.writerow([escape_formula(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue().encode()
