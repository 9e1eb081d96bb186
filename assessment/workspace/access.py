"""Who is at the other end: one-time tickets become cookies, cookies become identities. Only hashes are kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from assessment.domain.basis import NotAllowed, NotFound
from assessment.domain.engagement import Engagement
from assessment.domain.facts import AppRole
from assessment.journal import Beside, Grant, Held, instant
from assessment.text import _

OWNER = "owner"
"""Person id of the one who runs the product; stands in every engagement."""
OWNER_ROLE: AppRole = "owner"

TICKET_DAYS = 30
MOST_TICKET_DAYS = 365
COOKIE_DAYS = 30
LOGIN_HOURS = 12
"""A sign-in through an identity provider lasts a working day."""
ROOM_HOURS = 12
SEEN_EVERY = timedelta(minutes=5)
"""How often the time of a visit is kept: exact enough to see who is in."""
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0, O, 1, I and L, which look alike from the back of a room."""
CODE_LENGTH = 8
COOKIE, BY_LOGIN = "cookie", "cookie-login"
"""Kinds of grant: of a device that came in by a link or a code, and of one that an identity provider vouched for."""
ALL = "*"
"""The owner's grant holds for every engagement of the store."""


@dataclass(frozen=True)
class Identity:
    """A person let in. `engagement` is None for the owner, who may open any."""

    person: str
    engagement: str | None


OWNER_IDENTITY = Identity(OWNER, None)


@dataclass(frozen=True)
class Standing:
    """How a person can come in: links that work, devices that are signed in, until when and when last seen (UTC)."""

    links: int = 0
    until: str = ""
    devices: int = 0
    seen: str = ""


class Access:
    """Tickets (entered once or until they expire) and the cookies they are exchanged for."""

    def __init__(self, beside: Beside, clock: Callable[[], datetime]) -> None:
        self._beside, self._clock = beside, clock
        self._visits: dict[str, datetime] = {}

    def invite_owner(self) -> str:
        """A ticket for the owner that works once."""
        return self._grant(ALL, OWNER, "ticket-once", timedelta(days=1))

    def invite(self, engagement: Engagement, person: str, days: int = TICKET_DAYS) -> str:
        """A personal ticket that works until it expires or is revoked. Raises NotFound for who has no role."""
        if engagement.role_of(person) is None:
            raise NotFound("person", person)
        return self._grant(engagement.id, person, "ticket", timedelta(days=min(max(days, 1), MOST_TICKET_DAYS)))

    def enter(self, ticket: str) -> str | None:
        """The cookie for a ticket, or None where it is unknown, used up, expired or revoked."""
        now = instant(self._clock())
        grant = self._beside.granted(ticket, now)
        if grant is not None and grant.kind == "ticket-once":
            grant = self._beside.use_up(ticket, now)
        if grant is None or not grant.kind.startswith("ticket"):
            return None
        return self._grant(grant.engagement, grant.person, COOKIE, timedelta(days=COOKIE_DAYS))

    def identify(self, cookie: str) -> Identity | None:
        now = self._clock()
        grant = self._beside.granted(cookie, instant(now)) if cookie else None
        if grant is None or grant.kind not in (COOKIE, BY_LOGIN):
            return None
        if now - self._visits.get(cookie, now - SEEN_EVERY) >= SEEN_EVERY:
            self._visits[cookie] = now
            self._beside.visited(cookie, instant(now))
        return Identity(grant.person, None if grant.engagement == ALL else grant.engagement)

    def by_login(self, cookie: str) -> bool:
        """Whether the device came in through the identity provider, where it may be signed in still."""
        grant = self._beside.granted(cookie, instant(self._clock()))
        return grant is not None and grant.kind == BY_LOGIN

    def leave(self, cookie: str) -> None:
        self._visits.pop(cookie, None)
        self._beside.revoke(cookie, instant(self._clock()))

    def use_login(self, login: str, expires: datetime) -> bool:
        """Whether a login of an identity provider is new: each lets in once, for a copy of it may be about."""
        return self._beside.once(f"login:{login}", Grant(ALL, "", "login", instant(self._clock()), instant(expires)))

    def known_as(self, subject: str, email: str) -> list[tuple[str, str]]:
        """(engagement, person) as whom an account comes in: those of its e-mail address that it, and no other account,
        signed in to first. The owner of the store stands under `ALL`.
        """
        return [(engagement, person) for engagement, person in self._beside.with_email(email)
                if self._beside.bind(engagement, person, subject) == subject]

    def sign_in(self, engagement: str, person: str) -> str:
        """The cookie of somebody whom an identity provider vouches for."""
        return self._grant(engagement, person, BY_LOGIN, timedelta(hours=LOGIN_HOURS))

    def stands_as(self, identity: Identity) -> list[tuple[str, str]]:
        """(engagement, person) of somebody who is not the owner: the own one, and those of the account that this person
        signed in with. The owner's grant is none of them.
        """
        if identity.engagement is None:
            return []
        bound = self._beside.same_account(identity.engagement, identity.person)
        return sorted({(identity.engagement, identity.person), *(one for one in bound if one[0] != ALL)})

    def offer(self, engagement: str, person: str) -> str:
        """A ticket that works once within ten minutes: one of several engagements to choose from."""
        return self._grant(engagement, person, "ticket-once", timedelta(minutes=10))

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
        return self._grant(engagement, person, COOKIE, timedelta(days=COOKIE_DAYS))

    def shut_out(self, engagement: str, person: str, links_only: bool = False) -> None:
        """Revoke every ticket of a person, and the cookies too where not `links_only`."""
        self._beside.revoke_all(engagement, instant(self._clock()), person=person,
                                kind="ticket" if links_only else None)

    def standing(self, engagement: str) -> dict[str, Standing]:
        """Person -> how that person can come in at the moment, of everybody who ever had a link or came in."""
        now = instant(self._clock())
        found: dict[str, list[Held]] = {}
        for held in self._beside.held(engagement):
            found.setdefault(held.person, []).append(held)
        return {person: _standing(codes, now) for person, codes in found.items()}

    def _grant(self, engagement: str, person: str, kind: str, lasts: timedelta, code: str = "") -> str:
        code = code or secrets.token_urlsafe(32)
        now = self._clock()
        self._beside.grant(code, Grant(engagement, person, kind, instant(now), instant(now + lasts)))
        return code


def _standing(codes: list[Held], now: str) -> Standing:
    working = [held for held in codes if not held.ended and held.expires > now]
    links = [held.expires for held in working if held.kind.startswith("ticket")]
    return Standing(links=len(links), until=max(links, default=""), seen=max(held.seen for held in codes),
                    devices=sum(held.kind in (COOKIE, BY_LOGIN) for held in working))


def _room(workshop: str) -> str:
    """Stands for a workshop where a person's id would; no person's id holds a colon."""
    return f"room:{workshop}"


def role_of(identity: Identity, engagement: Engagement) -> AppRole:
    """The role in which a person sees an engagement: the owner's, or the one that holds for the person.

    Raises NotAllowed for somebody who has none, or has none any more.
    """
    role = OWNER_ROLE if identity.engagement is None else engagement.role_of(identity.person)
    if role is None:
        raise NotAllowed("guest", _("come in: the role was withdrawn"))
    return role
