"""Workshops of a store: the code on the wall, and how somebody who has it comes in."""

from __future__ import annotations

import hashlib
import secrets
import threading
from datetime import date

from assessment.domain.basis import Function, NotFound, Refused
from assessment.domain.engagement import Engagement, Workshop
from assessment.domain.facts import Commitment, CommitmentsMade, RespondentDefined, RoomJoined
from assessment.journal import Entry
from assessment.text import _, clean
from assessment.workspace.store import Store
from assessment.workspace.workspace import Workspace

_CODES: dict[tuple[str, str, str], str] = {}
_CODES_LOCK = threading.Lock()
"""Codes as this process shows them: only their hashes are kept, so that a new process makes new ones."""


def code_on_the_wall(store: Store, engagement: str, workshop: str) -> str:
    """The code that the projector shows; made where this process has shown none, or where it does not hold any more."""
    with _CODES_LOCK:
        key = (str(store.path), engagement, workshop)
        if key not in _CODES or store.access.room_of(_CODES[key]) is None:
            _CODES[key] = store.access.open_room(engagement, workshop)
        return _CODES[key]


def new_code(store: Store, engagement: str, workshop: str) -> str:
    """Another code; those before let nobody in any more."""
    with _CODES_LOCK:
        store.access.close_room(engagement, workshop)
        _CODES.pop((str(store.path), engagement, workshop), None)
    return code_on_the_wall(store, engagement, workshop)


def spelled(code: str) -> str:
    """A code as it is read aloud: two groups of four."""
    return f"{code[:4]} {code[4:]}"


def room(store: Store, code: str) -> tuple[str, Workshop] | None:
    """The engagement and the open workshop that a code leads to."""
    found = store.access.room_of(code)
    if found is None:
        return None
    workshop = store.workspace(found[0]).engagement().workshops.get(found[1])
    return None if workshop is None or workshop.closed else (found[0], workshop)


def join(store: Store, code: str, function: Function, site: str | None, name: str = "") -> str:
    """A new respondent in the room; returns the cookie. Raises NotFound, Refused.

    A name is kept, beside the journal, only where answers of the engagement bear names.
    """
    found = room(store, code)
    if found is None:
        raise NotFound("room", _("this code"))
    engagement, workshop = found
    workspace = store.workspace(engagement)
    if site is not None and site not in workshop.sites:
        raise Refused(_("This site does not take part in the workshop."), _("Choose one of the sites on the list."))
    person = f"p-{secrets.token_hex(5)}"
    workspace.record_together([RespondentDefined(person=person, function=function, site=site),
                               RoomJoined(workshop=workshop.id, person=person)])
    opened = workspace.engagement().opened
    if name and opened is not None and opened.named:
        store.journal.beside.remember_name(engagement, person, clean(name, 80))
    return store.access.let_in(engagement, person)


def maker_of(engagement: Engagement, person: str, cookie: str) -> str:
    """The id that a person's commitments stand under.

    Where answers bear no names it is made from the phone's cookie, which nobody but the phone has, so that the name
    behind a commitment does not lead to what the same person answered.
    """
    if engagement.opened is not None and engagement.opened.named:
        return person
    return "n-" + hashlib.sha256(f"maker:{cookie}".encode()).hexdigest()[:12]


def commit(store: Store, workspace: Workspace, fact: CommitmentsMade, name: str, key: str) -> Entry:
    """Record commitments under a name that is kept beside the journal. Raises what `record` raises.

    An id that is no person's is not written next to the person's either: the product itself records it.
    """
    if fact.by != workspace.actor:
        workspace = store.workspace(workspace.id, via=workspace.via)
    if workspace.names.get(fact.by, "") != name and (fact.by not in workspace.names or fact.by.startswith("n-")):
        store.journal.beside.remember_name(workspace.id, fact.by, clean(name, 80))
    return workspace.record(fact, entry_id=key)


def commit_for(store: Store, workspace: Workspace, exercise: str, name: str, what: str, due: date) -> Entry:
    """A commitment of somebody without a phone, entered by the facilitator in front of all."""
    fact = CommitmentsMade(exercise=exercise, by=f"n-{secrets.token_hex(6)}",
                           commitments={1: Commitment(what=clean(what, 300), due=due)})
    store.journal.beside.remember_name(workspace.id, fact.by, clean(name, 80))
    return workspace.record(fact)
