"""The roadmap as Microsoft Project XML: outline, calendars, links, roles with their work.

Every day of the calendar is a working day of eight hours, so that first and last days are those of the plan and the
work of a person-week is forty hours. A task that pauses has a calendar without the months of its pause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from xml.etree import ElementTree

from assessment.domain.basis import ROLES, Role
from assessment.domain.results import Results
from assessment.domain.roadmap import first_day
from assessment.domain.roadmap.loads import limit
from assessment.formats.exports.rows import (
    HOURS_A_WEEK,
    Milestone,
    TaskRow,
    milestones,
    notes,
    one_line,
    short_title,
    stage_names,
    task_rows,
)
from assessment.text import _, clean

SPACE = "http://schemas.microsoft.com/project"
HOURS_A_DAY = 8
LONGEST = 255
"""Characters that a name may have."""
BASE = 1
"""Uid of the calendar in which every day is worked."""
FINISH_TO_START, MUST_START_ON, FIXED_DURATION, DAYS, COST_AT_START = "1", "2", "1", "7", "1"

Element = ElementTree.Element
Pause = tuple[date, ...]
"""First days of the months in which nothing happens."""


@dataclass
class Line:
    """A line of the outline: a heading where it has neither row nor milestone."""

    level: int
    name: str
    row: TaskRow | None = None
    milestone: Milestone | None = None
    number: str = ""
    """In the outline: 1.2.1."""
    covers: list[TaskRow] = field(default_factory=list)


def write(results: Results) -> bytes:
    rows = task_rows(results)
    lines = outline(rows, milestones(results))
    pauses = {pause: BASE + place for place, pause in enumerate(sorted({r.paused for r in rows if r.paused}), start=1)}
    roles = [role for role in ROLES if any(role in row.effort for row in rows)]
    project = Element("Project", xmlns=SPACE)
    _head(project, results, rows)
    _calendars(project, pauses, roles)
    uids = {line.row.id: uid for uid, line in enumerate(lines, start=1) if line.row}
    tasks = _under(project, "Tasks")
    for uid, line in enumerate(lines, start=1):
        _task(tasks, results, uid, line, uids, pauses)
    _resources(project, results, roles, BASE + len(pauses))
    _assignments(project, lines, roles)
    ElementTree.indent(project, " ")
    return ElementTree.tostring(project, encoding="UTF-8", xml_declaration=True)


def outline(rows: Sequence[TaskRow], marks: Sequence[Milestone]) -> list[Line]:
    """Stages, initiatives, tasks, each with the milestones that it brings; first what keeps a plan from being."""
    lines = [Line(1, one_line(mark.name, LONGEST), milestone=mark) for mark in marks if not mark.task]
    stages = stage_names()
    for stage, of_stage in groupby(rows, key=lambda row: row.stage):
        staged = list(of_stage)
        lines.append(Line(1, stages[stage], covers=staged))
        for initiative, of_initiative in groupby(staged, key=lambda row: row.initiative):
            tasks = list(of_initiative)
            lines.append(Line(2, one_line(f"{initiative} {tasks[0].name}", LONGEST), covers=tasks))
            for row in tasks:
                lines.append(Line(3, short_title(row, LONGEST), row=row))
                lines += [Line(3, one_line(mark.name, LONGEST), milestone=mark) for mark in marks
                          if mark.task == row.id]
    counts: list[int] = []
    for line in lines:
        counts = [*counts, 0][:line.level]
        counts[-1] += 1
        line.number = ".".join(str(count) for count in counts)
    return lines


def _head(project: Element, results: Results, rows: Sequence[TaskRow]) -> None:
    engagement, start = results.engagement, first_day(results.frame.start, 0)
    title = one_line(_("Roadmap of {client}").format(client=engagement.client), LONGEST)
    first = min([start, *(row.start for row in rows)])
    last = max([start, *(row.last for row in rows)])
    _fill(project, SaveVersion="14", Name="interlock.xml", Title=title, Subject=results.digest,
          Company=one_line(engagement.client, LONGEST), Author="Interlock", CreationDate=_moment(results.as_of, 0),
          ScheduleFromStart="1", StartDate=_begins(first), FinishDate=_ends(last), CurrencyDigits="0",
          CurrencySymbol=engagement.currency, CurrencyCode=engagement.currency, CalendarUID=str(BASE),
          DefaultStartTime="08:00:00", DefaultFinishTime="17:00:00", MinutesPerDay=str(60 * HOURS_A_DAY),
          MinutesPerWeek=str(60 * HOURS_A_WEEK), DaysPerMonth="20", DefaultTaskType=FIXED_DURATION,
          NewTasksEffortDriven="0", CurrentDate=_moment(results.as_of, 8))


def _calendars(project: Element, pauses: dict[Pause, int], roles: Sequence[Role]) -> None:
    calendars = _under(project, "Calendars")
    _week(_calendar(calendars, BASE, _("Every day"), base=True))
    for pause, uid in pauses.items():
        calendar = _calendar(calendars, uid, _("Every day but {months}").format(
            months=", ".join(f"{month:%Y-%m}" for month in pause))[:LONGEST], base=True)
        _week(calendar)
        exceptions = _under(calendar, "Exceptions")
        for month in pause:
            end = first_day(month, 1) - timedelta(days=1)
            exception = _under(exceptions, "Exception", EnteredByOccurrences="0")
            _under(exception, "TimePeriod", FromDate=_moment(month, 0), ToDate=f"{end.isoformat()}T23:59:00")
            _fill(exception, Occurrences=str(end.day), Name=_("Pause"), Type="1", DayWorking="0")
    for place, role in enumerate(roles, start=1):
        _calendar(calendars, BASE + len(pauses) + place, _(role), base=False)


def _calendar(calendars: Element, uid: int, name: str, base: bool) -> Element:
    return _under(calendars, "Calendar", UID=str(uid), Name=name, IsBaseCalendar=str(int(base)),
                  BaseCalendarUID="-1" if base else str(BASE))


def _week(calendar: Element) -> None:
    days = _under(calendar, "WeekDays")
    for weekday in range(1, 8):
        times = _under(_under(days, "WeekDay", DayType=str(weekday), DayWorking="1"), "WorkingTimes")
        _under(times, "WorkingTime", FromTime="08:00:00", ToTime="12:00:00")
        _under(times, "WorkingTime", FromTime="13:00:00", ToTime="17:00:00")


def _task(tasks: Element, results: Results, uid: int, line: Line, uids: dict[str, int],
          pauses: dict[Pause, int]) -> None:
    """One line of the outline; the order of its elements is the schema's."""
    start, finish, duration = _span(line)
    row, mark = line.row, line.milestone
    task = _under(tasks, "Task", UID=str(uid), ID=str(uid), Name=line.name, Manual="0", Type=FIXED_DURATION,
                  IsNull="0", WBS=line.number, OutlineNumber=line.number, OutlineLevel=str(line.level),
                  Priority="500", Start=start, Finish=finish, Duration=duration, DurationFormat=DAYS)
    if row:
        _fill(task, Work=_hours(sum(_work(row).values())))
    _fill(task, EffortDriven="0", Estimated="0", Milestone=str(int(mark is not None)),
          Summary=str(int(not row and not mark)))
    if row:
        # money stands in hundredths
        _fill(task, FixedCost=str(round(100_000 * row.cost)), FixedCostAccrual=COST_AT_START,
              ConstraintType=MUST_START_ON)
        if row.paused:
            _fill(task, CalendarUID=str(pauses[row.paused]))
        _fill(task, ConstraintDate=start)
        if row.paused:
            _fill(task, IgnoreResourceCalendar="1")
        told = [(_("Task"), (row.id,)), *notes(row, results)]
        _fill(task, Notes="\n".join(f"{heading}: {'; '.join(texts)}" for heading, texts in told))
    elif mark and mark.text:
        _fill(task, Notes=clean(mark.text))
    for name in row.prerequisites if row else (mark.task,) if mark else ():
        if name in uids:
            _under(task, "PredecessorLink", PredecessorUID=str(uids[name]), Type=FINISH_TO_START, CrossProject="0",
                   LinkLag="0", LagFormat=DAYS)


def _span(line: Line) -> tuple[str, str, str]:
    """Start, finish and duration in working time."""
    if line.milestone:
        moment = _ends(line.milestone.day) if line.milestone.task else _begins(line.milestone.day)
        return moment, moment, _hours(0)
    if line.row:
        return _begins(line.row.start), _ends(line.row.last), _hours(_worked(line.row))
    first, last = min(row.start for row in line.covers), max(row.last for row in line.covers)
    return _begins(first), _ends(last), _hours(HOURS_A_DAY * ((last - first).days + 1))


def _worked(row: TaskRow) -> int:
    """Hours of the days on which the task is worked on."""
    return HOURS_A_DAY * sum((first_day(month, 1) - month).days for month in row.months)


def _work(row: TaskRow) -> dict[Role, float]:
    """Hours by role."""
    return {role: weeks * HOURS_A_WEEK for role, weeks in row.effort.items()}


def _resources(project: Element, results: Results, roles: Sequence[Role], calendars: int) -> None:
    """Roles. The most units are those of the month with most people; the plan keeps each month's own limit."""
    frame = results.frame
    there = limit(frame, results.roadmap)
    days = [(first_day(frame.start, month + 1) - first_day(frame.start, month)).days for month in range(frame.months)]
    resources = _under(project, "Resources")
    for uid, role in enumerate(roles, start=1):
        most = max((weeks * HOURS_A_WEEK / (count * HOURS_A_DAY)
                    for weeks, count in zip(there[role], days, strict=True)), default=0.0)
        _under(resources, "Resource", UID=str(uid), ID=str(uid), Name=_(role), Type="1", IsNull="0",
               MaxUnits=f"{most:.2f}", CalendarUID=str(calendars + uid))


def _assignments(project: Element, lines: Sequence[Line], roles: Sequence[Role]) -> None:
    assignments = _under(project, "Assignments")
    uid = 0
    for task, line in enumerate(lines, start=1):
        row = line.row
        if row is None:
            continue
        for role, hours in _work(row).items():
            uid += 1
            _under(assignments, "Assignment", UID=str(uid), TaskUID=str(task), ResourceUID=str(roles.index(role) + 1),
                   Finish=_ends(row.last), RemainingWork=_hours(hours), Start=_begins(row.start),
                   Units=f"{hours / _worked(row):.6f}", Work=_hours(hours), WorkContour="0")


def _under(parent: Element, name: str, **texts: str) -> Element:
    child = ElementTree.SubElement(parent, name)
    _fill(child, **texts)
    return child


def _fill(element: Element, **texts: str) -> None:
    """Children with a text each, in this order."""
    for name, text in texts.items():
        ElementTree.SubElement(element, name).text = text


def _moment(on: date, hour: int) -> str:
    return f"{on.isoformat()}T{hour:02d}:00:00"


def _begins(on: date) -> str:
    return _moment(on, 8)


def _ends(on: date) -> str:
    return _moment(on, 17)


def _hours(hours: float) -> str:
    minutes = round(60 * hours)
    return f"PT{minutes // 60}H{minutes % 60}M0S"
