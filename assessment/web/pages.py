"""Rendering of plain pages, the language of a request, and who is asking."""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import Any
from urllib.parse import parse_qsl, quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from assessment.shipped import templates
from assessment.text import NAMES, _, language, languages, preferred, use_language
from assessment.workspace import Identity, Store

COOKIE = "interlock"
BASE_URL = "INTERLOCK_BASE_URL"
"""Environment variable with the address that links and QR codes carry."""
LANGUAGE_COOKIE = "interlock-language"
MOST_BYTES = 65_536
"""Of a form: a full comment with every character escaped fits."""
MOST_FIELDS = 20


def page(request: Request, name: str, status: int = 200, **values: Any) -> Response:
    """A page in the language of the request; never cached, for it shows one person's answers."""
    choose_language(request)
    text = templates("participant").get_template(f"{name}.html.j2").render(
        language=language(), others=[(code, NAMES.get(code, code)) for code in languages() if code != language()],
        here=quote(request.url.path), **values)
    return HTMLResponse(text, status, headers={"Cache-Control": "no-store"})


def message(request: Request, status: int, title: str, text: str, link: str = "", label: str = "") -> Response:
    """A few words and a way on; to the small script only the words."""
    if wants_json(request):
        return JSONResponse({"error": f"{title}. {text}"}, status, headers={"Cache-Control": "no-store"})
    return page(request, "message", status, title=title, text=text, link=link, label=label)


def closed(request: Request) -> Response:
    """Instead of questions where no cycle is open."""
    return message(request, 200, _("No questions are open"),
                   _("The cycle is closed, or it has not begun. You will be told when it opens."))


def choose_language(request: Request) -> None:
    """The language chosen on these pages, else the first of the browser's list that there is, else English."""
    use_language(preferred(request.cookies.get(LANGUAGE_COOKIE, ""), request.headers.get("accept-language", "")))


def identity(request: Request) -> Identity | None:
    return Store.shared().access.identify(request.cookies.get(COOKIE, ""))


def wants_json(request: Request) -> bool:
    """Whether the small script asks, which shows the answer in its status line."""
    return "application/json" in request.headers.get("accept", "")


async def form(request: Request, most_fields: int = MOST_FIELDS) -> dict[str, str] | None:
    """The fields of a posted form; None where it is larger or odder than any form of these pages."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=most_fields))
    except ValueError:
        return None


def let_in(request: Request, response: Response, cookie: str, seconds: int) -> None:
    """Set the identity cookie: out of reach of scripts, and over TLS only where the server is reached by it."""
    set_cookie(request, response, COOKIE, cookie, seconds)


def set_cookie(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    encrypted = request.url.scheme == "https" or os.environ.get(BASE_URL, "").startswith("https:")  # behind a proxy
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", secure=encrypted)


def device_mark(person: Identity) -> str:
    """Names a person to the own device, so that what waits there is never sent as somebody else's."""
    return hashlib.sha256(f"device:{person.engagement}:{person.person}".encode()).hexdigest()[:16]


def form_token(request: Request) -> str:
    """Binds a form to the cookie that it was made for, so that no other site can send it."""
    return hashlib.sha256(b"form:" + request.cookies.get(COOKIE, "").encode()).hexdigest()[:32]


def token_fits(request: Request, token: str) -> bool:
    return hmac.compare_digest(form_token(request).encode(), token.encode())


def not_let_in(request: Request) -> Response:
    choose_language(request)
    return message(request, 403, _("You are not signed in here"),
                   _("Open the link that you were given. It works on this device until it expires. If it does not "
                     "work any more, ask the person who sent it for a new one."))
