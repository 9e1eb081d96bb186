"""The roadmap as a calendar: whole-day events that block nobody's time, with ids that stay over the plans."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from assessment.domain.basis import digest
from assessment.domain.results import Results
from assessment.formats.exports.rows import conflict, milestones, notes, one_line, stage_names, task_rows
from assessment.text import _, clean


def write(results: Results) -> bytes:
    """One event a task and one a milestone."""
    calendar = Calendar()
    calendar.add("prodid", "-//Interlock//Roadmap//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", one_line(_("Roadmap of {client}").format(client=results.engagement.client)))
    told = conflict(results)
    if told:
        calendar.add("x-wr-caldesc", ". ".join(told))
    stages = stage_names()
    for row in task_rows(results):
        lines = "\n".join(f"{heading}: {'; '.join(texts)}" for heading, texts in notes(row, results))
        calendar.add_component(_event(results, row.id, row.title, row.start, row.last, lines,
                                      [stages[row.stage], row.unit_name]))
    for mark in milestones(results):
        calendar.add_component(_event(results, mark.id, one_line(mark.name), mark.day, mark.day, clean(mark.text),
                                      [_("Milestone")]))
    return calendar.to_ical(sorted=False)


def _event(results: Results, name: str, summary: str, first: date, last: date, text: str,
           categories: list[str]) -> Event:
    """An event from its first to its last day; the end that is written is the day after."""
    event = Event()
    event.add("uid", f"{digest([results.engagement.id, name])[:32]}@interlock")
    event.add("dtstamp", datetime.combine(results.as_of, time(), UTC))
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("summary", summary)
    if text:
        event.add("description", text)
    event.add("categories", categories)
    event.add("transp", "TRANSPARENT")
    return event
