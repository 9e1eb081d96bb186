"""Days to remember: what falls due in an engagement from a day on."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Literal

from assessment.domain.basis import Frozen
from assessment.domain.engagement import Engagement, Place
from assessment.domain.gate import Permit
from assessment.domain.room import commitments

QUARTER = 3
"""Months between two measurements."""
ReminderKind = Literal["rescore", "gate", "permit", "condition", "live", "review", "pilot", "decision", "commitment",
                       "parked"]


class Reminder(Frozen):
    """A day and what it is for. `key` names the same matter for as long as it stands, whatever the day; `of` is the
    cycle, question or connection that it is about, '' for the engagement as a whole.
    """

    kind: ReminderKind
    key: str
    due: date
    place: Place = None
    of: str = ""


def reminders(engagement: Engagement, permits: Iterable[Permit], gates: Iterable[tuple[str, Place, date]] = (),
              today: date | None = None) -> tuple[Reminder, ...]:
    """All that falls due on `today` (the state's day by default) or later, by day.

    `gates` are tasks of the plan that open a gate: name, site, day. The next measurement is due three months after the
    latest cycle closed, or opened as long as it is open; where that day has passed, today.
    """
    day = today or engagement.as_of or date.min
    found = [*_rescores(engagement, day), *_recorded(engagement), *_of_permits(engagement, permits),
             *(Reminder(kind="gate", key=f"gate:{name}", due=due, place=place) for name, place, due in gates)]
    return tuple(sorted((one for one in found if one.due >= day), key=lambda one: (one.due, one.key)))


def _rescores(engagement: Engagement, day: date) -> Iterable[Reminder]:
    if engagement.cycles:
        last = engagement.cycle()
        due = max(day, _later(last.closed or last.opened))
        yield Reminder(kind="rescore", key=f"rescore:{last.number + 1}", due=due)


def _later(day: date) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + QUARTER, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _recorded(engagement: Engagement) -> Iterable[Reminder]:
    adopted, charter = engagement.adopted, engagement.charter
    if adopted is not None and adopted.review is not None:
        yield Reminder(kind="review", key="review:path", due=adopted.review)
    for number, condition in enumerate(adopted.conditions if adopted else (), start=1):
        if condition.due is not None:
            yield Reminder(kind="decision", key=f"decision:{number}", due=condition.due)
    if charter is not None:
        yield Reminder(kind="pilot", key="review:pilot", due=charter.review, place=charter.site)
    for one in commitments(engagement):
        if one.state == "open":
            yield Reminder(kind="commitment", key=f"commitment:{one.exercise}:{one.by}:{one.number}", due=one.due)
    for (cycle, place, question), parked in engagement.parked.items():
        if parked.due is not None:
            yield Reminder(kind="parked", key=f"parked:{cycle}:{place or '-'}:{question}", due=parked.due,
                           place=place, of=question)


def _of_permits(engagement: Engagement, permits: Iterable[Permit]) -> Iterable[Reminder]:
    for permit in permits:
        at = {"place": permit.site, "of": permit.connection}
        if permit.state == "open" and permit.lapses is not None:
            yield Reminder(kind="permit", key=f"permit:{permit.connection}", due=permit.lapses, **at)
        for state in permit.criteria:
            if state.result == "conditional" and state.due is not None:
                yield Reminder(kind="condition", key=f"condition:{permit.connection}:{state.criterion}", due=state.due,
                               **at)
        decided = engagement.live_decisions.get(permit.connection)
        if permit.live and decided is not None:
            yield Reminder(kind="live", key=f"live:{permit.connection}", due=decided.due, **at)


def seen_by(found: Iterable[Reminder], site: Place) -> tuple[Reminder, ...]:
    """Those that a person of a site may see: the own site's and the network's."""
    return tuple(one for one in found if site is None or one.place in (None, site))
