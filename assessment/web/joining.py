"""Into a room by the code on the wall: one page to choose function and site, then the room."""

from __future__ import annotations

import threading
import time
from collections import defaultdict

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from assessment.domain.basis import FUNCTIONS, AssessmentError, Function
from assessment.domain.engagement import Workshop, allowed
from assessment.text import _, clean
from assessment.web import pages
from assessment.workspace import Store, role_of
from assessment.workspace.access import COOKIE_DAYS
from assessment.workspace.rooms import join, room

WRONG_A_MINUTE = 90
"""Wrong codes a minute from one address: forty phones behind it mistype a few times, a machine guesses thousands."""


class _Wrong:
    """Counts wrong codes of the last minute by address."""

    def __init__(self) -> None:
        self._times: dict[str, list[float]] = defaultdict(list)
        self._lock = threading.Lock()

    def too_many(self, address: str) -> bool:
        with self._lock:
            recent = [at for at in self._times.pop(address, []) if at > time.monotonic() - 60]
            if recent:
                self._times[address] = recent
            return len(recent) >= WRONG_A_MINUTE

    def add(self, address: str) -> None:
        with self._lock:
            self._times[address].append(time.monotonic())


_wrong = _Wrong()


def ask(request: Request) -> Response:
    """Where the code is typed."""
    return pages.page(request, "code", error="", code="")


async def typed(request: Request) -> Response:
    given = await pages.form(request) or {}
    return await run_in_threadpool(_typed, request, given.get("code", ""))


def _typed(request: Request, code: str) -> Response:
    pages.choose_language(request)
    found = _find(request, code)
    if isinstance(found, Response):
        return found
    if found is None:
        return pages.page(request, "code", 404, error=_("No room has this code. Look at the wall and type it again."),
                          code=clean(code, 20))
    short = "".join(letter for letter in code.upper() if letter.isalnum())
    return RedirectResponse(f"/join/{short}", 303)


def show(request: Request) -> Response:
    """What it is for, who sees what, and the choice of function and site. Who is in already goes to the room."""
    pages.choose_language(request)
    code = request.path_params["code"]
    found = _find(request, code)
    if isinstance(found, Response):
        return found
    if found is None:
        return pages.page(request, "code", 404, error=_("This code does not work any more. Ask for the one on the "
                                                        "wall."), code="")
    engagement, workshop = found
    known = pages.identity(request)
    if known is not None and known.engagement in (None, engagement):
        state = Store.shared().workspace(engagement).engagement()
        if known.engagement is None or allowed(role_of(known, state), "run-round"):
            return pages.message(request, 200, _("You run this room"),
                                 _("Open the code on your own phone to vote; this device stays with the facilitator."),
                                 "/", _("To the app"))
        return RedirectResponse("/room", 303)
    return _page(request, engagement, workshop)


async def enter(request: Request) -> Response:
    given = await pages.form(request) or {}
    return await run_in_threadpool(_enter, request, given)


def _enter(request: Request, given: dict[str, str]) -> Response:
    pages.choose_language(request)
    code = request.path_params["code"]
    found = _find(request, code)
    if isinstance(found, Response):
        return found
    if found is None:
        return pages.page(request, "code", 404, error=_("This code does not work any more. Ask for the one on the "
                                                        "wall."), code="")
    engagement, workshop = found
    function: Function | None = next((name for name in FUNCTIONS if name == given.get("function")), None)
    sites = workshop.sites
    site = given.get("site", "") or (sites[0] if len(sites) == 1 else "")
    if function is None or (sites and site not in (*sites, "network")):
        return _page(request, engagement, workshop, given, _("Choose your function and your site."), 409)
    try:
        cookie = join(Store.shared(), code, function, site if site in sites else None, given.get("name", ""))
    except AssessmentError as error:
        return _page(request, engagement, workshop, given, str(error), 409)
    response = RedirectResponse("/room", 303, headers={"Cache-Control": "no-store"})
    pages.let_in(request, response, cookie, COOKIE_DAYS * 86_400)
    return response


def _find(request: Request, code: str) -> tuple[str, Workshop] | Response | None:
    """The room behind a code; a page that asks for patience where an address has guessed too often."""
    address = request.client.host if request.client else ""
    if _wrong.too_many(address):
        return pages.message(request, 429, _("Too many attempts"), _("Wait a minute, then type the code again."))
    found = room(Store.shared(), code)
    if found is None:
        _wrong.add(address)
    return found


def _page(request: Request, engagement: str, workshop: Workshop, given: dict[str, str] | None = None, error: str = "",
          status: int = 200) -> Response:
    state = Store.shared().workspace(engagement).engagement()
    return pages.page(request, "join", status, engagement=state, workshop=workshop, functions=FUNCTIONS,
                      given=given or {}, error=error)
