"""The way in: a ticket becomes a cookie that scripts cannot read, and the address is clean again."""

from __future__ import annotations

import re
import threading
import time

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from assessment.domain.engagement import allowed
from assessment.text import _, languages
from assessment.web.pages import (
    COOKIE,
    LANGUAGE_COOKIE,
    choose_language,
    form,
    form_token,
    identity,
    let_in,
    message,
    not_let_in,
    page,
    set_cookie,
    token_fits,
)
from assessment.workspace import Store, role_of
from assessment.workspace.access import COOKIE_DAYS

WRONG_A_MINUTE = 60
"""Wrong tickets a minute over all callers; forty phones may share one address, so it is not counted by address."""


class _Wrong:
    """Counts wrong tickets of the last minute."""

    def __init__(self) -> None:
        self._times: list[float] = []
        self._lock = threading.Lock()

    def too_many(self) -> bool:
        with self._lock:
            self._times = [at for at in self._times if at > time.monotonic() - 60]
            return len(self._times) >= WRONG_A_MINUTE

    def add(self) -> None:
        with self._lock:
            self._times.append(time.monotonic())


_wrong = _Wrong()


def enter(request: Request) -> Response:
    """Always a new cookie: one that was there before is replaced. Respondents go to their questions."""
    choose_language(request)
    if _wrong.too_many():
        return message(request, 429, _("Too many attempts"), _("Wait a minute, then open your link again."))
    store = Store.shared()
    cookie = store.access.enter(request.path_params["ticket"])
    if cookie is None:
        _wrong.add()
        return message(request, 403, _("This link does not work any more"),
                       _("It was used, has expired or was taken back. Ask the person who sent it for a new one."))
    person = store.access.identify(cookie)
    target = "/"
    if person is not None and person.engagement is not None:
        engagement = store.workspace(person.engagement, person).engagement()
        target = "/" if allowed(role_of(person, engagement), "read") else "/answer"
    response = RedirectResponse(target, 303, headers={"Cache-Control": "no-store"})
    let_in(request, response, cookie, COOKIE_DAYS * 86_400)
    return response


def ask_to_leave(request: Request) -> Response:
    """A page that asks first: another site could lead here, and nobody is to be out by that."""
    if identity(request) is None:
        return not_let_in(request)
    return page(request, "leave", token=form_token(request))


async def leave(request: Request) -> Response:
    given = await form(request) or {}
    choose_language(request)
    told = _("Your answers are kept. Open your link to come back.")
    if identity(request) is not None and token_fits(request, given.get("token", "")):
        access, cookie = Store.shared().access, request.cookies[COOKIE]
        if access.by_login(cookie):
            told = _("On a device that others use, sign out of your organisation's account too.")
        access.leave(cookie)
    response = message(request, 200, _("You have left"), told)
    response.delete_cookie(COOKIE)
    return response


def switch(request: Request) -> Response:
    """Keep a language for a year in a cookie of its own, and go back to the page it was chosen on."""
    chosen, back = request.path_params["language"], request.query_params.get("back", "")
    if chosen not in languages():
        choose_language(request)
        return message(request, 404, _("There is nothing here"), _("Check the address."))
    here = re.fullmatch(r"/(?:[\w.~-]+(?:/[\w.~-]+)*)?", back, re.ASCII)  # a path of this server, no other address
    response = RedirectResponse(back if here else "/answer", 303, headers={"Cache-Control": "no-store"})
    set_cookie(request, response, LANGUAGE_COOKIE, chosen, 365 * 86_400)
    return response


def healthy(_request: Request) -> Response:
    return PlainTextResponse("ok")
