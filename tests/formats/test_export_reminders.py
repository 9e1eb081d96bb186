"""Reminders: which days by hand, the calendar read back, ids that stay, and nothing that tells on people."""

from __future__ import annotations

from datetime import UTC, date, datetime

from domain.building import engagement
from icalendar import Calendar

from assessment.domain import facts as f
from assessment.domain.engagement import Engagement
from assessment.domain.gate import Permit
from assessment.domain.reminders import Reminder, reminders, seen_by
from assessment.formats.exports.reminders import write_reminders

TODAY = date(2026, 4, 1)
NOW = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)
PERMIT = Permit(connection="historian", site="a", state="open", live=True, criteria=(), missing_decisions=(),
                opened=date(2025, 5, 1), lapses=date(2026, 5, 1))


def client(parked: date = date(2026, 4, 20)) -> Engagement:
    return engagement({}, sites={"a": 1, "b": 1}, extra=(
        f.CycleClosed(cycle="c1", date=date(2026, 3, 31)),
        f.QuestionParked(cycle="c1", site="b", question="q", owner="Mr Quorndon", due=parked, text="xylophone"),
        f.QuestionParked(cycle="c1", site="a", question="q", due=date(2026, 3, 31)),
        f.PathAdopted(path="hybrid", first_step="hybrid", decided_by="Mr Quorndon", review=date(2027, 1, 15),
                      conditions=(f.DecisionCondition(text="a", owner="CIO", due=date(2026, 9, 1)),
                                  f.DecisionCondition(text="b", owner="CIO"))),
        f.CharterWritten(site="a", scope="s", owner="Mr Quorndon", success=("x",), stop=("x",), scale=("x",),
                         review=date(2026, 8, 1))))


def found(state: Engagement) -> tuple[Reminder, ...]:
    return reminders(state, (PERMIT,), [("I03@a", "a", date(2026, 6, 30))], TODAY)


def test_what_falls_due_by_day_and_nothing_that_is_past():
    assert [(one.kind, one.due, one.place) for one in found(client())] == [
        ("parked", date(2026, 4, 20), "b"), ("permit", date(2026, 5, 1), "a"), ("gate", date(2026, 6, 30), "a"),
        ("rescore", date(2026, 6, 30), None), ("pilot", date(2026, 8, 1), "a"), ("decision", date(2026, 9, 1), None),
        ("review", date(2027, 1, 15), None)]


def test_a_measurement_that_is_late_is_due_today():
    assert reminders(client(), (), (), date(2026, 8, 5))[0] == Reminder(
        kind="rescore", key="rescore:2", due=date(2026, 8, 5))


def test_the_calendar_reads_back_as_whole_days():
    calendar = Calendar.from_ical(write_reminders(client(), found(client()), NOW))
    assert [(str(event["summary"]), event.decoded("dtstart"), event.decoded("dtend"))
            for event in calendar.walk("VEVENT")] == [
        ("A parked question is due – b", date(2026, 4, 20), date(2026, 4, 21)),
        ("A permit of a connection lapses – a", date(2026, 5, 1), date(2026, 5, 2)),
        ("A connection gate is planned to open – a", date(2026, 6, 30), date(2026, 7, 1)),
        ("The next quarter's measurement is due", date(2026, 6, 30), date(2026, 7, 1)),
        ("The pilot is reviewed – a", date(2026, 8, 1), date(2026, 8, 2)),
        ("A condition of the decision is due", date(2026, 9, 1), date(2026, 9, 2)),
        ("The chosen path is reviewed", date(2027, 1, 15), date(2027, 1, 16))]
    assert {event.decoded("dtstamp") for event in calendar.walk("VEVENT")} == {NOW}


def test_an_id_stays_when_the_day_moves_so_that_an_import_updates():
    def ids(state: Engagement) -> dict[str, date]:
        calendar = Calendar.from_ical(write_reminders(state, found(state), NOW))
        return {str(event["uid"]): event.decoded("dtstart") for event in calendar.walk("VEVENT")}

    before, after = ids(client()), ids(client(date(2026, 5, 5)))
    assert len(before) == 7
    assert before.keys() == after.keys()
    assert [after[uid] for uid in before if before[uid] != after[uid]] == [date(2026, 5, 5)]


def test_no_person_question_or_connection_is_named():
    written = write_reminders(client(), found(client()), NOW).decode()
    assert not [word for word in ("Quorndon", "xylophone", "historian", "CIO") if word in written]


def test_a_person_of_a_site_gets_the_own_days_and_the_networks():
    assert {one.place for one in seen_by(found(client()), "b")} == {"b", None}
