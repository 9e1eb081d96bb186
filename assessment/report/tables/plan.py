"""Roadmap and money."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from assessment.domain.results import Results
from assessment.domain.roadmap import PROGRAMME, ScheduledTask, Task
from assessment.domain.tracking import task_standings
from assessment.report.tables.table import Column, Table, thousand
from assessment.text import _, day, number
from assessment.text import month as month_of


def month_name(start: date, month: int) -> str:
    """Month `month` (0 is the first) as a reader names it: Oct 2026."""
    count = start.month - 1 + month
    return month_of(date(start.year + count // 12, count % 12 + 1, 1))


def scheduled_by_initiative(results: Results) -> dict[str, list[tuple[Task, ScheduledTask]]]:
    tasks = {task.id: task for task in results.frame.tasks}
    found: dict[str, list[tuple[Task, ScheduledTask]]] = defaultdict(list)
    for scheduled in results.roadmap.scheduled:
        found[tasks[scheduled.task].initiative].append((tasks[scheduled.task], scheduled))
    return dict(sorted(found.items(), key=lambda item: min(s.start for _t, s in item[1])))


def units(results: Results, tasks: list[Task]) -> str:
    """Where the tasks happen, in words."""
    names = [results.engagement.sites[t.unit].name for t in tasks if t.unit != PROGRAMME]
    if not names:
        return _("programme")
    if len(names) == len(results.engagement.sites):
        return _("all sites")
    if len(names) == len(results.engagement.sites) - 1:
        missing = next(s.name for k, s in results.engagement.sites.items() if s.name not in names)
        return _("all sites but {site}").format(site=missing)
    return ", ".join(names) if len(names) <= 2 else _("{count} sites").format(count=len(names))


def initiatives(results: Results) -> Table:
    library, frame = results.engagement.the_library, results.frame
    rows = []
    for name, pairs in scheduled_by_initiative(results).items():
        first, last = min(s.start for _t, s in pairs), max(s.finish for _t, s in pairs)
        effort = sum(weeks for task, _s in pairs for weeks in task.effort.values())
        rows.append((
            library.initiative[name].label, units(results, [task for task, _s in pairs]),
            month_name(frame.start, first), month_name(frame.start, last - 1), number(effort),
            thousand(sum(task.cost for task, _s in pairs)), library.initiative[name].owner))
    return Table("initiatives", _("Initiatives in the roadmap"), (
        Column(_("Initiative"), 33), Column(_("Where"), 13), Column(_("From"), 10), Column(_("To"), 10),
        Column(_("Person-weeks"), 8, "right"),
        Column(_("{currency} thousand").format(currency=results.engagement.currency), 9, "right"),
        Column(_("Owner"), 17)), tuple(rows),
        " ".join(filter(None, (_(
            "Durations, effort and spend are the catalogue's expert judgement, scaled to each site, until the client "
            "edits them."), _until_adopted(results)))))


def _until_adopted(results: Results) -> str:
    """Why the decision on the path is planned work although it is asked for by a day; empty once it was taken."""
    asked = next((f for f in results.findings if f.code == "decide-path" and f.by_when is not None), None)
    task = next((task for task in results.frame.tasks if task.opens == "decision"), None)
    if asked is None or asked.by_when is None or task is None or results.roadmap.at(task.id) is None:
        return ""
    return _("{initiative} is planned for as long as the path is not adopted, which is asked for by {day}; then it "
             "falls away.").format(initiative=task.initiative, day=day(asked.by_when))


def left_out(results: Results) -> Table:
    library = results.engagement.the_library
    rows = [(library.initiative[name].label, why) for name, why in results.frame.excluded.items()]
    tasks = {task.id: task for task in results.frame.tasks}
    waiting: dict[tuple[str, str], list[str]] = defaultdict(list)
    for task, why in results.roadmap.unscheduled.items():
        waiting[tasks[task].initiative, why].append(tasks[task].unit)
    for (name, why), places in waiting.items():
        where = ", ".join(results.engagement.sites[p].name if p in results.engagement.sites else _("programme")
                          for p in places)
        rows.append((f"{library.initiative[name].label} ({where})", why))
    return Table("left-out", _("Not in the roadmap, and why"), (
        Column(_("Initiative"), 50), Column(_("Why"), 50)), tuple(rows))


def first_90_days(results: Results) -> Table:
    """What starts in the first three months, and what is under way or blocked already, told as such."""
    library, known = results.engagement.the_library, {}
    if results.engagement.progress:
        known = {one.task: one.status for one in task_standings(results.engagement, results.as_of, results.frame)}
    told = {"running": _("under way"), "blocked": _("blocked")}
    rows = []
    for name, pairs in scheduled_by_initiative(results).items():
        early = [task for task, s in pairs if s.start < 3]
        if early:
            done = library.initiative[name].deliverables[:1] or (library.initiative[name].change,)
            standing = {known.get(task.id) for task in early}
            already = ", ".join(word for status, word in told.items() if status in standing)
            rows.append((library.initiative[name].label + (f" ({already})" if already else ""),
                         units(results, early), done[0], library.initiative[name].owner))
    return Table("first-90-days", _("First 90 days"), (
        Column(_("Starts or goes on"), 36), Column(_("Where"), 14), Column(_("To show for it"), 34),
        Column(_("Owner"), 16)), tuple(rows))


def stop_hours(results: Results) -> Table:
    tasks = {task.id: task for task in results.frame.tasks}
    by: dict[tuple[str, int], float] = defaultdict(float)
    for s in results.roadmap.scheduled:
        task = tasks[s.task]
        if task.stop_hours is not None and task.unit in results.engagement.sites:
            by[task.unit, (s.finish - 1) // 3] += task.stop_hours.mode
    rows = tuple(
        (results.engagement.sites[site].name,
         f"{month_name(results.frame.start, 3 * quarter)} – {month_name(results.frame.start, 3 * quarter + 2)}",
         number(hours), _("planned shutdown") if results.frame.windows.get(site) else _("no window known"))
        for (site, quarter), hours in sorted(by.items(), key=lambda item: (item[0][1], item[0][0])))
    return Table("stop-hours", _("Production stops that cut-overs need"), (
        Column(_("Site"), 30), Column(_("Quarter"), 34), Column(_("Hours"), 12, "right"), Column(_("Absorbed by"), 24)),
        rows)
