"""Reminders as a calendar of whole days; importing a later one again moves what moved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from assessment.domain.basis import digest
from assessment.domain.engagement import Engagement
from assessment.domain.reminders import Reminder, ReminderKind
from assessment.formats.exports.rows import one_line
from assessment.text import N_, _

TOLD: dict[ReminderKind, str] = {
    "rescore": N_("The next quarter's measurement is due"), "gate": N_("A connection gate is planned to open"),
    "permit": N_("A permit of a connection lapses"), "condition": N_("A conditional pass at the gate runs out"),
    "live": N_("A decision on a live connection is due"), "review": N_("The chosen path is reviewed"),
    "pilot": N_("The pilot is reviewed"), "decision": N_("A condition of the decision is due"),
    "commitment": N_("A commitment is due"), "parked": N_("A parked question is due"),
}
"""What stands in a calendar that others may see: no name of a person, and not which connection or question it is."""


def write_reminders(engagement: Engagement, found: Iterable[Reminder], at: datetime) -> bytes:
    """One event a reminder, with an id that stays while the matter stands; `at` (UTC) stamps them."""
    calendar = Calendar()
    calendar.add("prodid", "-//Interlock//Reminders//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", one_line(_("Reminders of {client}").format(client=engagement.client)))
    for one in found:
        site = engagement.sites.get(one.place or "")
        event, place = Event(), site.name if site is not None else ""
        event.add("uid", f"{digest([engagement.id, 'reminder', one.key])[:32]}@interlock")
        event.add("dtstamp", at)
        event.add("sequence", at.date().toordinal())
        event.add("dtstart", one.due)
        event.add("dtend", one.due + timedelta(days=1))
        event.add("summary", one_line(_(TOLD[one.kind]) + f" – {place}" if place else _(TOLD[one.kind])))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical(sorted=False)
