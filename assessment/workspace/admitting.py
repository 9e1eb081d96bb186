"""Who may come in: links, addresses and names beside the journal, each only by whoever may give roles."""

from __future__ import annotations

import re
from typing import NamedTuple

from assessment.domain.basis import NotAllowed, NotFound, Refused
from assessment.domain.engagement import Respondent, allowed
from assessment.domain.facts import AppRole, RoleGiven
from assessment.text import _, clean
from assessment.workspace.access import ALL, OWNER, TICKET_DAYS, Standing
from assessment.workspace.store import Store
from assessment.workspace.workspace import Workspace


class Admitted(NamedTuple):
    """One person with the role that holds (None: withdrawn) and how the person can come in."""

    person: str
    name: str
    known: Respondent
    role: AppRole | None
    email: str
    standing: Standing


def admitted(store: Store, workspace: Workspace) -> list[Admitted]:
    """Everybody of an engagement, who was seen last first. Raises NotAllowed."""
    _check(workspace)
    engagement, standing = workspace.engagement(), store.access.standing(workspace.id)
    emails = store.journal.beside.emails(workspace.id)
    found = [Admitted(person, workspace.names.get(person, person), known, engagement.role_of(person),
                      emails.get(person, ""), standing.get(person, Standing()))
             for person, known in engagement.people.items()]
    return sorted(found, key=lambda one: one.standing.seen, reverse=True)


def invite(store: Store, workspace: Workspace, person: str, days: int = TICKET_DAYS) -> str:
    """A personal link, without the address of the server. Raises NotAllowed, NotFound."""
    _check(workspace)
    return f"/enter/{store.access.invite(workspace.engagement(), person, days)}"


def give_role(store: Store, workspace: Workspace, person: str, role: AppRole | None) -> None:
    """Record another role; whose role is withdrawn is out at once, on every device. Raises NotAllowed, Refused."""
    workspace.record(RoleGiven(person=person, role=role))
    if role is None:
        store.access.shut_out(workspace.id, person)


def shut_out(store: Store, workspace: Workspace, person: str, links_only: bool = False) -> None:
    """Links of a person work no more; unless `links_only`, every device is signed out too. Raises NotAllowed."""
    _check(workspace, person)
    store.access.shut_out(workspace.id, person, links_only)


def keep_email(store: Store, workspace: Workspace, person: str, email: str) -> None:
    """The address by which a person signs in through the identity provider; empty for none.

    `OWNER` stands for whoever runs the store, which only that person may set. Raises NotAllowed, NotFound, Refused.
    """
    _check(workspace, None if person == OWNER else person)
    if person == OWNER and workspace.actor in workspace.engagement().people:
        raise NotAllowed(workspace.role, _("change the address of whoever runs Interlock"))
    address = plain_email(email)
    if address and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", address):
        raise Refused(_("This is no e-mail address."), _("Write it as name@company.example."))
    taken = [other for engagement, other in store.journal.beside.with_email(address)
             if engagement == (ALL if person == OWNER else workspace.id) and other != person]
    if taken:
        raise Refused(_("Another person of this engagement signs in with this address."),
                      _("Take it from that person first."))
    store.journal.beside.remember_email(ALL if person == OWNER else workspace.id, person, address)


def forget_name(store: Store, workspace: Workspace, person: str) -> None:
    """Erase name and address; the facts keep the id, which then points to nobody. Raises NotAllowed, NotFound."""
    _check(workspace, person)
    store.journal.beside.forget_name(workspace.id, person)


def plain_email(text: str) -> str:
    """An address as it is compared: without spaces around it, in lower case."""
    return clean(text, 254).strip().casefold()


def _check(workspace: Workspace, person: str | None = None) -> None:
    if not allowed(workspace.role, "admit"):
        raise NotAllowed(workspace.role, _("give roles and links"))
    if person is not None and person not in workspace.engagement().people:
        raise NotFound("person", person)
