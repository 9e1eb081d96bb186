"""Who and what the plan takes, quarter by quarter: people, roles at risk, standstills, tasks, who is trained."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from assessment.domain.library import Stage
from assessment.domain.results import Results
from assessment.domain.roadmap import PROGRAMME, ScheduledTask, Task
from assessment.domain.roadmap.calendar import first_day
from assessment.domain.roadmap.loads import (
    FREE,
    RISK,
    by_field,
    by_quarter,
    cross_training,
    demand,
    field_of,
    limit,
    shortest,
    taken,
)
from assessment.domain.roadmap.loads import stop_hours as hours_by_quarter
from assessment.report.tables.plan import month_name
from assessment.report.tables.table import Column, Table, percent
from assessment.text import _, day, number

PEOPLE_FIELDS = ("organisation", "skills", "culture")
"""Dimensions that are about people: who works how, what they can do, what they hold to be right."""


def quarter_name(start: date, quarter: int) -> str:
    """A quarter of the plan by its months: Oct 2026 – Dec 2026."""
    return f"{month_name(start, 3 * quarter)} – {month_name(start, 3 * quarter + 2)}"


def unit_name(results: Results, unit: str) -> str:
    """A site by its name, or the programme."""
    site = results.engagement.sites.get(unit)
    return site.name if site else _("programme") if unit == PROGRAMME else unit


def initiative_name(results: Results, initiative: str) -> str:
    """Number and name of an initiative."""
    known = results.engagement.the_library.initiative.get(initiative)
    return known.label if known else initiative


def task_name(results: Results, name: str) -> str:
    """A task as a reader names it: its initiative and where."""
    task = results.frame.by_id.get(name)
    return name if task is None else f"{initiative_name(results, task.initiative)} ({unit_name(results, task.unit)})"


def first_and_last(results: Results, scheduled: ScheduledTask) -> tuple[str, str]:
    """First and last day of a task, in words."""
    start = results.frame.start
    return day(first_day(start, scheduled.start)), day(first_day(start, scheduled.finish) - timedelta(days=1))


def waits_in_words(results: Results, scheduled: ScheduledTask) -> str:
    """What keeps a task from starting a month earlier; a dash where nothing does."""
    return "; ".join(_wait(results, code) for code in scheduled.waits_for) or "–"


def _wait(results: Results, code: str) -> str:
    kind, _colon, name = code.partition(":")
    if kind == "after":
        return task_name(results, name)
    if kind == "role":
        return _("people of {role}").format(role=_(name))
    words = {"budget": _("money"), "freeze": _("the end of a freeze"), "shutdown": _("hours in a shutdown window"),
             "change-load": _("room for change at the site"), "earliest": _("the date that was set for it"),
             "goal": _("nothing; an earlier start would bring no more")}
    return words.get(kind, code)


def selected(results: Results, sites: Sequence[str] | None = None,
             stages: Sequence[Stage] | None = None) -> list[tuple[Task, ScheduledTask]]:
    """Scheduled tasks of these units (site ids or `programme`) and stages, all where None, in order of the plan."""
    by_id = results.frame.by_id
    return [(by_id[s.task], s) for s in results.roadmap.scheduled if s.task in by_id
            and (sites is None or by_id[s.task].unit in sites) and (stages is None or by_id[s.task].stage in stages)]


def supply_demand(results: Results) -> Table:
    frame, roadmap = results.frame, results.roadmap
    needed, there = by_quarter(frame, demand(frame, roadmap)), by_quarter(frame, limit(frame, roadmap))
    running = by_quarter(frame, taken(frame))
    risks = {(gap.role, gap.quarter): gap.share for gap in shortest(frame, roadmap)}
    rows = []
    for role in needed:
        for quarter in range(frame.quarters):
            risk = risks.get((role, quarter))
            rows.append((
                _(role), quarter_name(frame.start, quarter), _weeks(needed[role][quarter]),
                _weeks(there[role][quarter]), _weeks(there[role][quarter] - needed[role][quarter]),
                _weeks(running[role][quarter]), "–" if risk is None else _risk(risk)))
    return Table("supply-demand", _("People needed and people there"), (
        Column(_("Role"), 12), Column(_("Quarter"), 26), Column(_("Needed"), 11, "right"),
        Column(_("There"), 11, "right"), Column(_("Free"), 11, "right"),
        Column(_("Running programmes"), 14, "right"), Column(_("At risk"), 15)), tuple(rows),
        _("Person-weeks. What running programmes use is off what is there. At risk: {share} or more of the people are "
          "in use, of all or of those that all sites share.").format(share=percent(RISK)))


def skills_needed(results: Results) -> Table:
    """Person-weeks by role and field of work over the plan, most first, with the quarter that needs most."""
    frame, engagement = results.frame, results.engagement
    names = {dimension.id: dimension.name for dimension in engagement.the_pack.dimensions}
    found = by_field(frame, results.roadmap, engagement.the_library, engagement.the_pack)
    rows = []
    for (role, field), weeks in sorted(found.items(), key=lambda item: (-sum(item[1]), item[0])):
        most = max(range(frame.quarters), key=lambda quarter: weeks[quarter])
        rows.append((_(role), names.get(field, _("other work")), _weeks(sum(weeks)),
                     quarter_name(frame.start, most), _weeks(weeks[most])))
    return Table("skills-needed", _("Skills needed"), (
        Column(_("Role"), 14), Column(_("Field of work"), 36), Column(_("Over the plan"), 14, "right"),
        Column(_("Most in"), 24), Column(_("Then"), 12, "right")), tuple(rows),
        _("Person-weeks. The field is the dimension that the work raises first."))


def _risk(share: float) -> str:
    return _("nobody there") if share == float("inf") else _("{share} in use").format(share=percent(share))


def roles_at_risk(results: Results) -> Table:
    frame = results.frame
    rows = [(_(gap.role), quarter_name(frame.start, gap.quarter), _weeks(gap.needed), _weeks(gap.there),
             _risk(gap.share), "; ".join(f"{task_name(results, task)} {_weeks(weeks)}" for task, weeks in gap.tasks))
            for gap in shortest(frame, results.roadmap)]
    return Table("roles-at-risk", _("Roles at risk, and what uses them most"), (
        Column(_("Role"), 10), Column(_("Quarter"), 18), Column(_("Needed"), 9, "right"),
        Column(_("There"), 9, "right"), Column(_("At risk"), 12), Column(_("Tasks that use most, person-weeks"), 42)),
        tuple(rows), _("A role is at risk in a quarter where {share} or more of its people are in use, of all or of "
                       "those that all sites share; the limit is expert judgement.").format(share=percent(RISK)))


def cross_training_pairs(results: Results) -> Table:
    rows = [(_(pair.short), quarter_name(results.frame.start, pair.quarter), _(pair.free), _weeks(pair.weeks))
            for pair in cross_training(results.frame, results.roadmap)]
    return Table("cross-training", _("Who could be trained to help whom"), (
        Column(_("Short of"), 20), Column(_("Quarter"), 36), Column(_("People free in"), 22),
        Column(_("Person-weeks that could move"), 22, "right")), tuple(rows),
        _("Expert judgement: use above {risk}, or what work outside the plan lacks of people, against roles with "
          "{free} or more free in the same quarter. The plan does not move anybody; pairs may name the same free "
          "people.")
        .format(risk=percent(RISK), free=percent(FREE)))


def stop_hours_by_quarter(results: Results, sites: Sequence[str] | None = None) -> Table:
    """Sites with a cut-over or a window in the quarter; last what the tasks outside the plan would need."""
    frame = results.frame
    rows = [(unit_name(results, site), quarter_name(frame.start, quarter), _weeks(use.needed),
             _("no window known") if site not in frame.windows else
             _("hours not known") if use.windows is None else _weeks(use.windows), _weeks(use.unfit))
            for (site, quarter), use in hours_by_quarter(frame, results.roadmap).items()
            if (sites is None or site in sites) and quarter < frame.quarters]
    planned = {s.task for s in results.roadmap.scheduled}
    left: dict[str, float] = {}
    for task in frame.tasks:
        if task.stop_hours is not None and task.unit != PROGRAMME and task.id not in planned \
                and (sites is None or task.unit in sites):
            left[task.unit] = left.get(task.unit, 0.0) + task.stop_hours.mode
    rows += [(unit_name(results, site), _("not in the plan"), _weeks(hours), "–", _weeks(hours))
             for site, hours in left.items()]
    return Table("stop-hours-by-quarter", _("Stopped production and shutdown windows"), (
        Column(_("Site"), 24), Column(_("Quarter"), 28), Column(_("Hours needed"), 16, "right"),
        Column(_("Hours of windows"), 16, "right"), Column(_("Does not fit"), 16, "right")), tuple(rows),
        _("Hours of cut-overs at their most likely length. Each falls into the last month of its task and must fit the "
          "windows of that month."))


def task_rows(results: Results, sites: Sequence[str] | None = None, stages: Sequence[Stage] | None = None) -> Table:
    rows = [(initiative_name(results, task.initiative), unit_name(results, task.unit),
             *first_and_last(results, scheduled), waits_in_words(results, scheduled))
            for task, scheduled in selected(results, sites, stages)]
    return Table("task-rows", _("Tasks of the plan"), (
        Column(_("Task"), 30), Column(_("Where"), 12), Column(_("From"), 13), Column(_("To"), 13),
        Column(_("Waits for"), 32)), tuple(rows),
        _("Waits for: what keeps the task from starting a month earlier. Tasks take whole months."))


def change_actions(results: Results) -> Table:
    """Tasks about people, by start: those whose first effect is about them, and those that bring people."""
    library, pack = results.engagement.the_library, results.engagement.the_pack
    rows = []
    for task, scheduled in selected(results):
        known = library.initiative.get(task.initiative)
        if field_of(task, library, pack) in PEOPLE_FIELDS or task.adds or (known is not None and known.way):
            people = [" ".join((_(role), _weeks(weeks))) for role, weeks in task.effort.items() if weeks > 0]
            rows.append((initiative_name(results, task.initiative), unit_name(results, task.unit),
                         *first_and_last(results, scheduled), ", ".join(people) or "–", _brings(results, task),
                         known.owner if known else "–"))
    return Table("change-actions", _("Who is prepared and trained, and when"), (
        Column(_("Action"), 26), Column(_("Where"), 11), Column(_("From"), 12), Column(_("To"), 12),
        Column(_("People in it, person-weeks"), 15), Column(_("Brings"), 12), Column(_("Owner"), 12)), tuple(rows),
        _("Actions that raise organisation, skills or culture first, and those that bring people."))


def _brings(results: Results, task: Task) -> str:
    ways = {"hire": _("hired"), "train": _("trained"), "second": _("lent"), "contract": _("contracted")}
    known = results.engagement.the_library.initiative.get(task.initiative)
    way = ways.get(known.way if known else "", _("added"))
    told = [_("{role} {weeks} a quarter, {way}").format(role=_(role), weeks=_weeks(3 * weeks), way=way)
            for role, weeks in task.adds.items()]
    return "; ".join(told) or "–"


def _weeks(value: float) -> str:
    """Person-weeks or hours with one decimal below ten; a true minus sign."""
    rounded = round(value, 1)
    return number(rounded, ",.1f" if abs(rounded) < 10 and rounded else ",.0f").replace("-", "−")
