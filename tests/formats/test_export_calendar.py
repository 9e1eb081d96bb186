"""The calendar and the Mermaid chart of a roadmap."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from formats.exporting import HOSTILE, busy, moved, named, small
from icalendar import Calendar, Event

from assessment.domain.results import Results
from assessment.formats.exports import export_plan
from assessment.formats.exports.rows import milestones, one_line, task_rows

NAME = r"[^:;#%<>{}\[\]\"`\\|&\n]+"
DAY = r"\d{4}-\d\d-\d\d"
LINE = {
    "section": re.compile(rf"    section {NAME}"),
    "task": re.compile(rf"    (?P<name>{NAME}) :(?P<id>t\d+), (?P<start>{DAY}), (?P<end>{DAY})"),
    "milestone": re.compile(rf"    {NAME} :milestone, (?P<id>[mc]\d+), {DAY}, 0d"),
}
KEYWORDS = ("gantt", "title", "section", "click", "dateformat", "axisformat", "excludes", "includes", "todaymarker")


def events(results: Results) -> list[Event]:
    return list(Calendar.from_ical(export_plan(results, "ical")).walk("VEVENT"))


def chart(results: Results) -> list[str]:
    return export_plan(results, "mermaid").decode().splitlines()


def test_every_task_and_milestone_is_an_event_of_whole_days():
    rows, marks = task_rows(busy()), milestones(busy())
    found = events(busy())
    assert len(found) == len(rows) + len(marks)
    for event, row in zip(found, rows, strict=False):
        assert str(event["summary"]) == row.title
        assert (event.decoded("dtstart"), event.decoded("dtend")) == (row.start, row.last + timedelta(days=1))
        assert str(event["transp"]) == "TRANSPARENT"
    assert [(str(event["summary"]), event.decoded("dtstart")) for event in found[len(rows):]] == [
        ("The path is decided", date(2027, 6, 30)), ("Connection gate open – programme", date(2028, 1, 31))]


def test_a_pause_stands_in_the_description():
    event = next(event for event in events(busy()) if "I03" in event["summary"])
    assert "Pause: Work pauses in: 2027-05." in str(event["description"])


def test_ids_are_unique_and_stay_when_the_plan_moves():
    before = {str(event["uid"]): event.decoded("dtstart") for event in events(busy())}
    after = {str(event["uid"]): event.decoded("dtstart") for event in events(moved(busy(), 2))}
    assert len(before) == len(events(busy()))
    assert before.keys() == after.keys()
    assert all(before[uid] != after[uid] for uid in before)


def test_the_stamp_is_the_day_of_the_results():
    assert {event.decoded("dtstamp") for event in events(small())} == {datetime(2026, 9, 7, tzinfo=UTC)}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_are_text_of_one_event(text: str):
    found = events(named(text))
    assert len(found) == len(events(busy())) + 1  # what collides is told
    row = task_rows(named(text))[0]
    assert str(found[0]["summary"]) == row.title
    assert one_line(text) in str(found[0]["summary"])
    lines = export_plan(named(text), "ical").split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)


def test_the_chart_has_every_task_with_its_dates():
    found = [match for line in chart(busy()) if (match := LINE["task"].fullmatch(line))]
    rows = task_rows(busy())
    assert [(match["start"], match["end"]) for match in found] == [
        (str(row.start), str(row.last + timedelta(days=1))) for row in rows]
    assert found[0]["name"] == "I02 Baseline maturity assessment by site and network – programme"
    assert [line for line in chart(busy()) if "section" in line] == [
        f"    section {name}" for name in ("Assess", "Define", "Design", "Protect", "Pilot")]
    assert sum(":milestone," in line for line in chart(busy())) == 2


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_every_line_of_the_chart_is_what_it_should_be(text: str):
    header, lines = chart(named(text))[:5], chart(named(text))[5:]
    assert header[0] == "gantt"
    assert re.fullmatch(rf"    title {NAME}", header[1])
    ids = []
    for line in lines:
        kind, match = next((kind, match) for kind, form in LINE.items() if (match := form.fullmatch(line)))
        if kind != "section":
            ids.append(match["id"])
            assert not line.strip().lower().startswith(KEYWORDS)
    assert len(set(ids)) == len(ids) == len(task_rows(busy())) + 3
