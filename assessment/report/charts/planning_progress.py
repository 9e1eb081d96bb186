"""What was reported of tasks, in words beside the bars of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessment.domain.basis import listed
from assessment.domain.results import Results
from assessment.domain.tracking import TaskStanding, task_standings
from assessment.text import _, ngettext

MOST = 2
"""Names beside a bar."""
Standings = dict[str, TaskStanding]
"""Task id -> how it stands on the day of the results; empty where nobody reported any."""


def standings_of(results: Results) -> Standings:
    if not results.engagement.progress:
        return {}
    return {one.task: one for one in task_standings(results.engagement, results.as_of, results.frame)}


def beside_bars(known: Standings, tasks: Iterable[str], names: Mapping[str, str] | None = None) -> str:
    """Of the tasks of a row: blocked, how many months the latest is behind the plan, or finished where all are. With
    the names of sites, where it is blocked if that is not all of the row."""
    tasks = tuple(tasks)
    there = [known[task] for task in tasks if task in known]
    late = max((one.late or 0 for one in there if one.is_late), default=0)
    at = [(names or {}).get(one.task.partition("@")[2], "") for one in there if one.status == "blocked"]
    words = [_("blocked at {sites}").format(sites=listed(at, MOST)) if all(at) and len(at) < len(tasks)
             else _("blocked")] if at else []
    if late:
        words.append(ngettext("{count} month late", "{count} months late", late).format(count=late))
    if there and not words and all(one.status == "finished" for one in there):
        words.append(_("finished"))
    return ", ".join(words)


def late_told(known: Standings, tasks: Iterable[str]) -> str:
    """For whoever cannot see the drawing; empty without reports."""
    there = [known[task] for task in tasks if task in known]
    if not there:
        return ""
    return " " + _("Behind the plan: {late}; blocked: {blocked}; finished: {finished}.").format(
        late=sum(one.is_late for one in there), blocked=sum(one.status == "blocked" for one in there),
        finished=sum(one.status == "finished" for one in there))
