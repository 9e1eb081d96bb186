"""Who is at the other end: one-time tickets become cookies, cookies become identities. Only hashes are kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from assessment.domain.basis import NotFound
from assessment.domain.engagement import Engagement
from assessment.domain.facts import AppRole
from assessment.journal import Beside, Grant, instant

OWNER = "owner"
"""Person id of the one who runs the product; stands in every engagement."""

TICKET_DAYS = 30
COOKIE_DAYS = 30
ROOM_HOURS = 12
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0, O, 1, I and L, which look alike from the back of a room."""
CODE_LENGTH = 8
ALL = "*"
"""The owner's grant holds for every engagement of the store."""


@dataclass(frozen=True)
class Identity:
    """A person let in. `engagement` is None for the owner, who may open any."""

    person: str
    engagement: str | None


OWNER_IDENTITY = Identity(OWNER, None)


class Access:
    """Tickets (entered once or until they expire) and the cookies they are exchanged for."""

    def __init__(self, beside: Beside, clock: Callable[[], datetime]) -> None:
        self._beside, self._clock = beside, clock

    def invite_owner(self) -> str:
        """A ticket for the owner that works once."""
        return self._grant(ALL, OWNER, "ticket-once", timedelta(days=1))

    def invite(self, engagement: Engagement, person: str) -> str:
        """A personal ticket that works until it expires or is revoked. Raises NotFound."""
        if person not in engagement.people:
            raise NotFound("person", person)
        return self._grant(engagement.id, person, "ticket", timedelta(days=TICKET_DAYS))

    def enter(self, ticket: str) -> str | None:
        """The cookie for a ticket, or None where it is unknown, used up, expired or revoked."""
        now = instant(self._clock())
        grant = self._beside.granted(ticket, now)
        if grant is not None and grant.kind == "ticket-once":
            grant = self._beside.use_up(ticket, now)
        if grant is None or not grant.kind.startswith("ticket"):
            return None
        return self._grant(grant.engagement, grant.person, "cookie", timedelta(days=COOKIE_DAYS))

    def identify(self, cookie: str) -> Identity | None:
        grant = self._beside.granted(cookie, instant(self._clock())) if cookie else None
        if grant is None or grant.kind != "cookie":
            return None
        return Identity(grant.person, None if grant.engagement == ALL else grant.engagement)

    def leave(self, cookie: str) -> None:
        self._beside.revoke(cookie, instant(self._clock()))

    def open_room(self, engagement: str, workshop: str) -> str:
        """A short code by which everybody in a room comes in, for twelve hours or until it is revoked."""
        code = "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))
        self._grant(engagement, _room(workshop), "room", timedelta(hours=ROOM_HOURS), code)
        return code

    def room_of(self, code: str) -> tuple[str, str] | None:
        """(engagement, workshop) of a code as somebody typed it; None where it is unknown, expired or revoked."""
        typed = "".join(letter for letter in code.upper() if letter.isalnum())
        grant = self._beside.granted(typed, instant(self._clock())) if len(typed) == CODE_LENGTH else None
        return (grant.engagement, grant.person.removeprefix("room:")) if grant and grant.kind == "room" else None

    def close_room(self, engagement: str, workshop: str) -> None:
        """No code of the workshop lets anybody in any more; who is in stays in."""
        self._beside.revoke_all(engagement, instant(self._clock()), person=_room(workshop), kind="room")

    def let_in(self, engagement: str, person: str) -> str:
        """The cookie of a person who came in by a room's code."""
        return self._grant(engagement, person, "cookie", timedelta(days=COOKIE_DAYS))

    def shut_out(self, engagement: str, person: str) -> None:
        """Revoke every ticket and cookie of a person."""
        self._beside.revoke_all(engagement, instant(self._clock()), person=person)

    def _grant(self, engagement: str, person: str, kind: str, lasts: timedelta, code: str = "") -> str:
        code = code or secrets.token_urlsafe(32)
        now = self._clock()
        self._beside.grant(code, Grant(engagement, person, kind, instant(now), instant(now + lasts)))
        return code


def _room(workshop: str) -> str:
    """Stands for a workshop where a person's id would; no person's id holds a colon."""
    return f"room:{workshop}"


def role_of(identity: Identity, engagement: Engagement) -> AppRole:
    """The role in which a person sees an engagement: the owner's, or the one recorded for the person."""
    if identity.engagement is None:
        return "owner"
    person = engagement.people.get(identity.person)
    return person.role if person else "viewer"
