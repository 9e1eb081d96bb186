"""The roadmap as a Mermaid gantt chart: sections by stage, milestones, names without signs of its language."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import groupby

from assessment.domain.results import Results
from assessment.formats.exports.rows import milestones, one_line, short_title, stage_names, task_rows
from assessment.text import _

LONGEST = 120
"""Characters of a name; longer ones leave no room for the bars."""
_SIGNS = re.compile(r"[:;#%<>{}\[\]\"`\\|&]+")
_WORDS = re.compile(
    r"gantt|title|section|click|call|href|date|axis|tick|top|ex|in|today|week|acc|display|\d{4}-|---", re.IGNORECASE)
"""How lines begin that are no tasks."""


def write(results: Results) -> bytes:
    """The chart in UTF-8. Ends are the day after the last one, as Mermaid counts them."""
    stages, marks = stage_names(), milestones(results)
    title = _("Roadmap of {client}").format(client=results.engagement.client)
    lines = ["gantt", f"    title {_safe(title)}",
             "    dateFormat YYYY-MM-DD", "    axisFormat %Y-%m", "    todayMarker off"]
    rows = task_rows(results)
    place = {row.id: number for number, row in enumerate(rows, start=1)}
    for stage, of_stage in groupby(rows, key=lambda row: row.stage):
        lines.append(f"    section {_safe(stages[stage])}")
        for row in of_stage:
            end = row.last + timedelta(days=1)
            lines.append(f"    {_safe(short_title(row, LONGEST))} :t{place[row.id]}, {row.start}, {end}")
            lines += [f"    {_safe(mark.name)} :milestone, m{place[row.id]}, {end}, 0d" for mark in marks
                      if mark.task == row.id]
    for mark in (mark for mark in marks if not mark.task):
        lines.append(f"    section {_safe(mark.name)}")
        lines += [f"    {_safe(text)} :milestone, c{number}, {mark.day}, 0d"
                  for number, text in enumerate((mark.text or mark.name).split("\n"), start=1)]
    return ("\n".join(lines) + "\n").encode()


def _safe(text: str) -> str:
    """A name on one line that is nothing but a name."""
    plain = one_line(_SIGNS.sub(" ", one_line(text)), LONGEST)
    return f"– {plain}" if _WORDS.match(plain) or not plain else plain
