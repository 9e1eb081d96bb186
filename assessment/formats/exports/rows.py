"""A roadmap as plain rows: tasks with real dates and words, milestones, and what is not in the plan with why.

Every text is clean (no control characters) and has no escapes; each format escapes it in its own way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from assessment.domain.basis import ROLES, Role
from assessment.domain.library import STAGES, Stage
from assessment.domain.results import Results
from assessment.domain.roadmap import PROGRAMME, Frame, ScheduledTask, Task, first_day, waits, walk
from assessment.text import _, clean, number

HOURS_A_WEEK = 40
"""Hours of a person-week."""
FIRST_MONTHS = 3
"""Months of the first 90 days: what starts in them."""


@dataclass(frozen=True)
class TaskRow:
    """A scheduled task. `last` is its last day; `months` and `paused` are the first days of the months in which it
    works and pauses; effort in person-weeks, cost once and recurring a year in thousand of currency."""

    id: str
    initiative: str
    name: str
    """Of the initiative."""
    unit: str
    unit_name: str
    stage: Stage
    start: date
    last: date
    months: tuple[date, ...]
    paused: tuple[date, ...]
    effort: dict[Role, float]
    cost: float
    recurring: float
    owner: str
    prerequisites: tuple[str, ...]
    """Scheduled tasks that it starts after."""
    waits_for: str
    """What keeps it from starting a month earlier, in words; empty where nothing does."""
    change: str
    deliverables: tuple[str, ...]
    kpis: tuple[str, ...]
    stop_hours: float | None
    connecting: bool
    opens: Literal["", "gate", "decision"]
    validated: bool
    given: bool
    """Work of a running programme."""

    @property
    def title(self) -> str:
        """Its initiative and where."""
        return f"{self.initiative} {self.name} – {self.unit_name}"

    @property
    def weeks(self) -> float:
        """Person-weeks of all roles."""
        return sum(self.effort.values())


@dataclass(frozen=True)
class Milestone:
    """`gate`: from the day after, what connects may start at the unit; `decision`: the path is decided; `conflict`: no
    plan keeps every rule, and `text` says which ones collide. `task` is the id of the task that brings it, or empty."""

    kind: Literal["gate", "decision", "conflict"]
    id: str
    name: str
    day: date
    task: str = ""
    text: str = ""


@dataclass(frozen=True)
class LeftOutRow:
    """A task, or with an empty unit a whole initiative, that is not in the plan."""

    id: str
    initiative: str
    name: str
    unit: str
    unit_name: str
    why: str


def one_line(text: str, most: int = 0) -> str:
    """Clean text without line ends, cut at `most` characters where that is not 0."""
    line = " ".join(clean(text).split())
    return line[:most - 1].rstrip() + "…" if most and len(line) > most else line


def short_title(row: TaskRow, most: int) -> str:
    """Its initiative and where, cut so that the unit stays."""
    where = f" – {one_line(row.unit_name, most // 3)}"
    return one_line(f"{row.initiative} {row.name}", most - len(where)) + where


def slug(text: str) -> str:
    """An id as one word of letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")


def stage_names() -> dict[Stage, str]:
    return {"assess": _("Assess"), "define": _("Define"), "design": _("Design"), "protect": _("Protect"),
            "pilot": _("Pilot"), "mvp": _("First release"), "scale": _("Scale")}


def unit_name(results: Results, unit: str) -> str:
    """A site by its name, or the programme."""
    site = results.engagement.sites.get(unit)
    return one_line(site.name if site else _("programme") if unit == PROGRAMME else unit)


def initiative_name(results: Results, initiative: str) -> str:
    known = results.engagement.the_library.initiative.get(initiative)
    return one_line(known.name) if known else initiative


def task_rows(results: Results) -> list[TaskRow]:
    """Scheduled tasks by stage, initiative (by first start), start and unit."""
    frame = results.frame
    rows = [_row(results, frame.by_id[s.task], s) for s in results.roadmap.scheduled if s.task in frame.by_id]
    first: dict[tuple[str, str], date] = {}
    for row in rows:
        key = row.stage, row.initiative
        first[key] = min(first.get(key, row.start), row.start)
    return sorted(rows, key=lambda row: (STAGES.index(row.stage), first[row.stage, row.initiative], row.initiative,
                                         row.start, row.unit_name, row.id))


def _row(results: Results, task: Task, scheduled: ScheduledTask) -> TaskRow:
    frame = results.frame
    taken = walk(frame, task, scheduled.start)
    known = results.engagement.the_library.initiative.get(task.initiative)
    months = tuple(first_day(frame.start, month) for month in taken.active)
    paused = tuple(first_day(frame.start, month) for month in range(taken.start, taken.finish)
                   if month not in taken.active)
    return TaskRow(
        id=task.id, initiative=task.initiative, name=initiative_name(results, task.initiative), unit=task.unit,
        unit_name=unit_name(results, task.unit), stage=task.stage, start=first_day(frame.start, taken.start),
        last=first_day(frame.start, taken.finish) - timedelta(days=1), months=months, paused=paused,
        effort={role: task.effort[role] for role in ROLES if task.effort.get(role)}, cost=task.cost,
        recurring=task.recurring, owner=one_line(known.owner) if known else "",
        prerequisites=_prerequisites(frame, task, {s.task: s.finish for s in results.roadmap.scheduled}),
        waits_for="; ".join(_wait(results, code) for code in scheduled.waits_for),
        change=one_line(known.change) if known else "",
        deliverables=tuple(one_line(text) for text in known.deliverables) if known else (),
        kpis=tuple(one_line(text) for text in known.kpis) if known else (),
        stop_hours=None if task.stop_hours is None else task.stop_hours.mode, connecting=task.connecting,
        opens=task.opens, validated=task.validated, given=task.off_capacity)


def _prerequisites(frame: Frame, task: Task, finishes: dict[str, int]) -> tuple[str, ...]:
    """Of each thing that it waits for the scheduled task that brings it first."""
    found = []
    for wait in waits(frame, task):
        scheduled = [name for name in wait.any_of if name in finishes]
        if scheduled:
            found.append(min(scheduled, key=lambda name: (finishes[name], name)))
    return tuple(dict.fromkeys(found))


def _wait(results: Results, code: str) -> str:
    kind, _colon, name = code.partition(":")
    if kind == "after":
        task = results.frame.by_id.get(name)
        return name if task is None else _("{task} ({where})").format(
            task=f"{task.initiative} {initiative_name(results, task.initiative)}", where=unit_name(results, task.unit))
    if kind == "role":
        return _("people of {role}").format(role=_(name))
    words = {"budget": _("money"), "freeze": _("the end of a freeze"), "shutdown": _("hours in a shutdown window"),
             "change-load": _("room for change at the site"), "earliest": _("the date that was set for it"),
             "goal": _("nothing; an earlier start would bring no more")}
    return words.get(kind, code)


def milestones(results: Results) -> list[Milestone]:
    """Gates that open, the path decision and, where no plan holds, the conflict; by day."""
    found = [Milestone("gate", f"gate-{row.id}", _("Connection gate open – {where}").format(where=row.unit_name),
                       row.last, row.id) if row.opens == "gate" else
             Milestone("decision", f"decision-{row.id}", _("The path is decided"), row.last, row.id)
             for row in task_rows(results) if row.opens]
    told = conflict(results)
    if told:
        found.append(Milestone("conflict", "conflict", told[0], first_day(results.frame.start, 0),
                               text="\n".join(told[1:])))
    return sorted(found, key=lambda milestone: (milestone.day, milestone.id))


def conflict(results: Results) -> list[str]:
    """Why there is no plan, a headline first; empty where there is one."""
    roadmap = results.roadmap
    if roadmap.status != "infeasible" and not roadmap.conflict:
        return []
    return [_("No plan keeps every rule"), *(one_line(text) for text in roadmap.conflict),
            *(_("Would resolve it: {remedy}").format(remedy=one_line(text)) for text in roadmap.remedies)]


def left_out(results: Results) -> list[LeftOutRow]:
    """Tasks that did not fit, then initiatives that were never in question."""
    found = []
    for name, why in results.roadmap.unscheduled.items():
        task = results.frame.by_id.get(name)
        initiative, unit = (task.initiative, task.unit) if task else (name, "")
        found.append(LeftOutRow(name, initiative, initiative_name(results, initiative), unit,
                                unit_name(results, unit) if unit else "", one_line(why)))
    return found + [LeftOutRow(name, name, initiative_name(results, name), "", "", one_line(why))
                    for name, why in results.frame.excluded.items()]


def pause_in_words(row: TaskRow) -> str:
    """The months in which it pauses; empty where it works through."""
    if not row.paused:
        return ""
    return _("Work pauses in: {months}.").format(months=", ".join(f"{day:%Y-%m}" for day in row.paused))


def notes(row: TaskRow, results: Results) -> list[tuple[str, tuple[str, ...]]]:
    """What a tool shows beside a task: headings, each with its lines."""
    money = _("{cost} thousand {currency} once, {recurring} a year").format(
        cost=number(row.cost, ",.1f"), recurring=number(row.recurring, ",.1f"), currency=results.engagement.currency)
    effort = ", ".join(" ".join((_(role), number(weeks, ",.1f"))) for role, weeks in row.effort.items())
    found: list[tuple[str, tuple[str, ...]]] = [
        (_("Change"), (row.change,)), (_("Owner"), (row.owner,)), (_("To show for it"), row.deliverables),
        (_("Measured by"), row.kpis), (_("Waits for"), (row.waits_for,)), (_("Pause"), (pause_in_words(row),)),
        (_("Effort, person-weeks"), (effort,)), (_("Cost"), (money if row.cost or row.recurring else "",)),
        (_("Hours of stopped production"), ("" if row.stop_hours is None else number(row.stop_hours),)),
        (_("Of a running programme"), (_("its dates are set"),) if row.given else ())]
    return [(heading, kept) for heading, lines in found if (kept := tuple(line for line in lines if line))]
