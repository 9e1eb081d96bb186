"""Answering: one question a screen, anchors in full, saved as the person goes."""

from __future__ import annotations

import uuid
from typing import NamedTuple

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from assessment.domain.basis import AssessmentError
from assessment.domain.facts import Answered
from assessment.text import _, clean
from assessment.web import pages
from assessment.web.questions import Asked, Sheet, sheet
from assessment.workspace import Identity, Store, Workspace


class _Here(NamedTuple):
    person: Identity
    workspace: Workspace
    sheet: Sheet


def _here(request: Request) -> _Here | Response:
    """The respondent behind the cookie with the own questions, or the page that says what is missing."""
    person = pages.identity(request)
    if person is None:
        return pages.not_let_in(request)
    pages.choose_language(request)
    if person.engagement is None:
        return pages.message(request, 200, _("You are the owner"),
                             _("Questions are answered through personal links. Make one on the page Sites and people."),
                             "/", _("To the app"))
    workspace = Store.shared().workspace(person.engagement, person, via="web")
    return _Here(person, workspace, sheet(workspace, person.person))


def start(request: Request) -> Response:
    """Before the first answer: what it is for and who sees what; later the next open question."""
    here = _here(request)
    if isinstance(here, Response):
        return here
    if here.sheet.cycle is None or not here.sheet.asked:
        return _closed(request)
    if len(here.sheet.open) == len(here.sheet.asked):
        return pages.page(request, "welcome", engagement=here.workspace.engagement(), sheet=here.sheet,
                          first=here.sheet.asked[0])
    following = here.sheet.open[0] if here.sheet.open else None
    return RedirectResponse(f"/answer/{following.question.id}" if following else "/questions", 303)


def overview(request: Request) -> Response:
    here = _here(request)
    if isinstance(here, Response):
        return here
    if here.sheet.cycle is None or not here.sheet.asked:
        return _closed(request)
    return pages.page(request, "questions", sheet=here.sheet, engagement=here.workspace.engagement(),
                      token=pages.form_token(request))


def show(request: Request) -> Response:
    here = _here(request)
    if isinstance(here, Response):
        return here
    asked = here.sheet.find(request.path_params["question"])
    return _question(request, here, asked) if asked else _unknown(request)


async def save(request: Request) -> Response:
    form = await request.form()
    given = {name: str(value) for name, value in form.items()}
    return await run_in_threadpool(_save, request, given)


def _save(request: Request, given: dict[str, str]) -> Response:
    """Record an answer once, read it back, and only then say that it is saved."""
    here = _here(request)
    if isinstance(here, Response):
        return here
    asked = here.sheet.find(request.path_params["question"])
    if asked is None or here.sheet.cycle is None:
        return _unknown(request)
    wants_json = "application/json" in request.headers.get("accept", "")
    if not pages.token_fits(request, given.get("token", "")):
        return _refused(request, here, asked, given, _("This page is too old. Load it again, then save."), wants_json)
    try:
        key = str(uuid.UUID(given.get("key", "")))
        fact = Answered(
            cycle=here.sheet.cycle.id, site=asked.place, question=asked.question.id, person=here.person.person,
            round=here.workspace.engagement().round_of(here.sheet.cycle.id, asked.place, asked.question.id),
            value=_value(given.get("value", "")), comment=clean(given.get("comment", "")),
            confidence=given.get("confidence") or None)
    except (ValidationError, ValueError):
        return _refused(request, here, asked, given, _("Choose one of the answers, then save."), wants_json)
    try:
        entry = here.workspace.record(fact, entry_id=key)
    except AssessmentError as error:
        return _refused(request, here, asked, given, str(error), wants_json)
    read_back = here.workspace.entries(entry.seq - 1)[0]
    time = read_back.at[11:16]
    if wants_json:
        return JSONResponse({"saved": read_back.seq, "text": _("Saved at {time} UTC").format(time=time)},
                            headers={"Cache-Control": "no-store"})
    following = sheet(here.workspace, here.person.person).after(asked.question.id)
    return RedirectResponse(f"/answer/{following.question.id}?saved={time}" if following else "/questions", 303)


def _value(text: str) -> int | str:
    return text if text in ("na", "unknown") else int(text)


def _question(request: Request, here: _Here, asked: Asked, error: str = "", given: dict[str, str] | None = None,
              status: int = 200) -> Response:
    engagement = here.workspace.engagement()
    before = asked.answer
    chosen = given.get("value", "") if given else str(before.value) if before else ""
    comment = given.get("comment", "") if given else before.comment if before else ""
    confidence = given.get("confidence", "") if given else (before.confidence or "") if before else ""
    return pages.page(
        request, "vote", status, engagement=engagement, sheet=here.sheet, asked=asked, chosen=chosen, comment=comment,
        confidence=confidence, error=error, token=pages.form_token(request), key=str(uuid.uuid4()),
        saved=_time(request.query_params.get("saved", "")),
        place=engagement.sites[asked.place].name if asked.place else "")


def _time(text: str) -> str:
    return text if len(text) == 5 and text[2] == ":" and text.replace(":", "").isdigit() else ""


def _refused(request: Request, here: _Here, asked: Asked, given: dict[str, str], why: str,
             wants_json: bool) -> Response:
    """What was typed stays on the page; nothing is said to be saved."""
    if wants_json:
        return JSONResponse({"error": why}, 409, headers={"Cache-Control": "no-store"})
    return _question(request, here, asked, why, given, 409)


def _unknown(request: Request) -> Response:
    pages.choose_language(request)
    return pages.message(request, 404, _("This is not one of your questions"),
                         _("Go to the list of your questions and choose one there."), "/questions",
                         _("To my questions"))


def _closed(request: Request) -> Response:
    return pages.message(request, 200, _("No questions are open"),
                         _("The cycle is closed, or it has not begun. You will be told when it opens."))
