"""From a login of the identity provider to our cookie: checked, used once, and forgotten by the browser at once."""

from __future__ import annotations

import hashlib
import json
import time
from datetime import UTC, datetime
from typing import Any, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assessment.domain.engagement import allowed
from assessment.domain.facts import AppRole
from assessment.text import _
from assessment.web import pages
from assessment.workspace import Store
from assessment.workspace.access import ALL, LOGIN_HOURS
from assessment.workspace.admitting import plain_email

SIGNED_IN = "/signed-in"
CALLBACK = "/oauth2callback"
LOGIN_COOKIE = "_streamlit_user"
"""What Streamlit keeps a login in: signed, readable and valid for 30 days, also after a logout. Here it is a ticket
that works once."""
FRESH_SECONDS = 600
"""A login is exchanged right after it was made; an older one is a copy."""
CLOCK_SECONDS = 60
"""By so much the provider's clock may differ."""


class Account(NamedTuple):
    """Whom the provider vouches for; `subject` is a hash of issuer and subject, `login` names this one login."""

    subject: str
    email: str
    login: str
    expires: datetime


class Landing:
    """Leads from the provider's answer to the own route, which sets the one cookie that everything reads."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def led(message: Message) -> None:
            if message["type"] == "http.response.start" and 300 <= message["status"] < 400:
                MutableHeaders(scope=message)["location"] = SIGNED_IN
            await send(message)

        here = scope["type"] == "http" and scope.get("path") == CALLBACK
        await self.app(scope, receive, led if here else send)


def routes() -> list[Route]:
    return [Route(SIGNED_IN, arrive, methods=["GET"])]


async def arrive(request: Request) -> Response:
    response = await run_in_threadpool(_arrive, request)
    for name in request.cookies:
        if name.startswith(LOGIN_COOKIE):
            response.delete_cookie(name)
    return response


def _arrive(request: Request) -> Response:
    from assessment.ui.signing import trusts_email

    pages.choose_language(request)
    claims = _claims(request)
    if claims is None:
        return _again(request, _("Your organisation did not confirm who you are, or that was too long ago."))
    account = account_of(claims, time.time(), trusts_email())
    if isinstance(account, str):
        return _again(request, account)
    access = Store.shared().access
    if not access.use_login(account.login, account.expires):
        return _again(request, _("This login was used before."))
    found = access.known_as(account.subject, account.email)
    if any(engagement == ALL for engagement, _person in found):
        found = [(engagement, person) for engagement, person in found if engagement == ALL]
    known = [(engagement, person) for engagement, person in found if engagement == ALL or _role(engagement, person)]
    if not known:
        return pages.message(
            request, 403, _("You are not on the list"),
            _("You signed in as {email}, and no role here is kept for this account. Ask the person who runs the "
              "assessment to add the address, or sign in with another account.").format(email=account.email),
            "/", _("To the start"))
    if len(known) > 1:
        offers = [(access.offer(engagement, person), Store.shared().workspace(engagement).engagement().client)
                  for engagement, person in known]
        return pages.page(request, "engagements", offers=offers)
    (engagement, person), = known
    target = "/" if engagement == ALL or allowed(_role(engagement, person), "read") else "/answer"
    response = RedirectResponse(target, 303, headers={"Cache-Control": "no-store"})
    pages.let_in(request, response, access.sign_in(engagement, person), LOGIN_HOURS * 3600)
    return response


def account_of(claims: dict[str, Any], now: float, trust_email: bool = False) -> Account | str:
    """The account that a provider's claims tell of, or in words why they are not enough.

    `trust_email`: an address counts although the provider does not say whether it verified it.
    """
    issuer, subject, email = claims.get("iss"), claims.get("sub"), claims.get("email")
    made, ends = claims.get("iat"), claims.get("exp")
    if not (isinstance(issuer, str) and isinstance(subject, str) and issuer and subject):
        return _("Your organisation did not say which account this is.")
    if not (isinstance(made, (int, float)) and isinstance(ends, (int, float))
            and ends > now and -CLOCK_SECONDS <= now - made <= FRESH_SECONDS):
        return _("This login is too old.")
    if not isinstance(email, str) or not email or not (
            claims.get("email_verified") is True or (trust_email and "email_verified" not in claims)):
        return _("Your organisation did not confirm your e-mail address.")
    told = json.dumps(claims, sort_keys=True, default=str)
    return Account(hashlib.sha256(json.dumps([issuer, subject]).encode()).hexdigest(), plain_email(email),
                   hashlib.sha256(told.encode()).hexdigest(), datetime.fromtimestamp(ends, UTC))


def _claims(request: Request) -> dict[str, Any] | None:
    """What the provider said, as Streamlit checked and signed it; None where there is no valid login."""
    from streamlit.auth_util import get_cookie_with_chunks
    from streamlit.web.server.server_util import get_cookie_secret
    from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

    def part(name: str) -> bytes | None:
        return decode_signed_value(get_cookie_secret(), name, request.cookies.get(name, ""),
                                   max_age_days=FRESH_SECONDS / 86_400)

    told = get_cookie_with_chunks(part, LOGIN_COOKIE)
    try:
        claims = json.loads(told) if told else None
    except ValueError:
        return None
    return claims if isinstance(claims, dict) else None


def _role(engagement: str, person: str) -> AppRole | None:
    return Store.shared().workspace(engagement).engagement().role_of(person)


def _again(request: Request, why: str) -> Response:
    return pages.message(request, 403, _("You are not signed in"), why + " " + _("Sign in again."), "/",
                         _("To the start"))
