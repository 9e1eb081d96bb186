"""The record of a permit: what the journal says of its decisions, with names as they may be printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import assessment
from assessment.domain.basis import Refused
from assessment.domain.engagement import Engagement
from assessment.domain.gate import IssuedPermit, Permit, review
from assessment.journal import Entry
from assessment.report.permit import PermitRecord, Signing
from assessment.text import _


def permit_record(engagement: Engagement, connection: str, day: date, entries: Iterable[Entry],
                  names: Mapping[str, str]) -> PermitRecord:
    """The last permit of a connection as it stands on a day. Raises NotFound, and Refused where none was ever given."""
    standing = review(engagement, connection, day)
    issued = standing.issued
    if issued is None:
        raise Refused(_("This connection was never given a permit."),
                      _("It wants {count} criteria and the decisions of three people.").format(
                          count=len(standing.failing)))
    named = engagement.opened is not None and engagement.opened.named
    shown = {person: names.get(person, person) if named else person for person in engagement.people}
    by_seq = {entry.seq: entry for entry in entries if entry.seq in issued.entries}
    rules = engagement.the_library.gate
    asked = {state.criterion for state in issued.criteria}
    return PermitRecord(
        client=engagement.client, fictional=bool(engagement.opened and engagement.opened.fictional),
        site=engagement.sites[issued.flow.site].name, issued=issued,
        suspended=not standing.ended and standing.state != "open", ended=standing.ended, ended_on=standing.ended_on,
        ended_why=_why(standing), asked=day, signings=_signings(engagement, issued, by_seq, shown, names),
        people=shown, criteria={criterion.id: criterion.name for criterion in rules.criteria},
        left_out=tuple(criterion.id for criterion in rules.criteria if criterion.id not in asked),
        version=assessment.__version__)


def _why(standing: Permit) -> str:
    if standing.ended == "revoked" and standing.revoked_by is not None:
        return standing.revoked_by.reason
    return "; ".join(decision.note for decision in standing.refused_by) if standing.ended == "refused" else ""


def _signings(engagement: Engagement, issued: IssuedPermit, entries: Mapping[int, Entry], shown: Mapping[str, str],
              names: Mapping[str, str]) -> tuple[Signing, ...]:
    found = []
    for decision, seq in zip(issued.decisions, issued.entries, strict=True):
        entry = entries.get(seq)
        other = entry.actor if entry is not None and entry.actor != decision.person else ""
        person = engagement.people.get(decision.person)
        found.append(Signing(
            capacity=decision.capacity, person=decision.person, name=shown.get(decision.person, decision.person),
            function=person.function if person else "", date=decision.date, note=decision.note,
            recorded=entry.at[:19].replace("T", " ") if entry is not None else "",
            entered_by=shown.get(other) or names.get(other, other), entry=seq))
    return tuple(found)
