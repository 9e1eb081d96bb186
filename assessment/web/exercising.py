"""An exercise on a phone: one form a kind, saved like a vote, and what came out once it is revealed."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from assessment.domain import facts as f
from assessment.domain.basis import AssessmentError, Refused
from assessment.domain.engagement import Exercise
from assessment.domain.engagement import Response as Given
from assessment.domain.library import DEGREES
from assessment.domain.room import item_names, look_at, makers
from assessment.report.tables import degree_name
from assessment.text import _, clean, day
from assessment.web import pages
from assessment.web.answering import RECENT, Here, respondent
from assessment.workspace import Store, Workspace
from assessment.workspace.rooms import commit, maker_of

LINES = (1, 2, 3)
"""Causes or commitments on a form."""
DAYS = 90
"""From today to the day that a commitment is proposed for."""


def show(request: Request, here: Here, exercise: Exercise, seen: str, error: str = "",
         given: dict[str, str] | None = None) -> Response:
    """The form while the exercise is open, a word while it is closed, then what came out."""
    engagement, opened = here.workspace.engagement(), exercise.opened
    own = exercise.responses.get(_maker(request, here, opened))
    return pages.page(
        request, "exercise", 409 if error else 200, engagement=engagement, exercise=opened, seen=seen, error=error,
        workshop=engagement.workshops[opened.workshop], view=look_at(engagement, opened.exercise), own=own,
        items=item_names(engagement, opened), degrees=list(enumerate(map(degree_name, DEGREES))),
        filled=given if given is not None else _filled(here, own), names=names_shown(here.workspace), lines=LINES,
        named=bool(engagement.opened and engagement.opened.named), degree_name=degree_name, day=day,
        proposed=(here.workspace.today + timedelta(days=DAYS)).isoformat(), today=here.workspace.today.isoformat(),
        wall=False, token=pages.form_token(request), key=str(uuid.uuid4()), device=pages.device_mark(here.person),
        said="" if error or exercise.closed else _said(request, here, exercise))


def names_shown(workspace: Workspace) -> dict[str, str]:
    """Names that a room sees: of those who made commitments, which is done by name."""
    told = makers(workspace.engagement())
    return {person: name for person, name in workspace.names.items() if person in told}


def look(_request: Request) -> Response:
    """The address that a form is sent to, opened by hand: the room shows the form."""
    return RedirectResponse("/room", 303)


async def save(request: Request) -> Response:
    if await run_in_threadpool(pages.identity, request) is None:  # before anything of a stranger's is read
        return pages.not_let_in(request)
    given = await pages.form(request)
    return await run_in_threadpool(_save, request, given or {})


def _save(request: Request, given: dict[str, str]) -> Response:
    """Record what was given once, read it back, and only then say that it is saved."""
    here = respondent(request)
    if isinstance(here, Response):
        return here
    engagement = here.workspace.engagement()
    exercise = engagement.exercises.get(request.path_params["exercise"])
    if exercise is None or here.person.person not in engagement.workshops[exercise.opened.workshop].present:
        return pages.message(request, 404, _("There is no such exercise"), _("Go to the room and look there."), "/room",
                             _("To the room"))
    if exercise.closed:
        return pages.message(request, 409, _("Not counted"), _("This exercise was closed before it came."), "/room",
                             _("Back to the room"))
    if not pages.token_fits(request, given.get("token", "")):
        return _refused(request, here, exercise, given, _("This page is too old. Load it again, then save."))
    try:
        key = str(uuid.UUID(given.get("key", "")))
        fact = _fact(exercise.opened, given, _maker(request, here, exercise.opened))
        name = clean(given.get("name", ""), 80).replace("\n", " ") or here.workspace.names.get(here.person.person, "")
        if isinstance(fact, f.CommitmentsMade):
            if fact.commitments and not name:
                raise Refused(_("A commitment is made by name."), _("Write yours, then save."))
            entry = commit(Store.shared(), here.workspace, fact, name, key)
        else:
            entry = here.workspace.record(fact, entry_id=key)
    except AssessmentError as error:
        return _refused(request, here, exercise, given, str(error))
    except (ValidationError, ValueError):
        return _refused(request, here, exercise, given, _("Something on the form is not filled in as it is asked for. "
                                                          "Look at it, then save."))
    read_back = next(iter(here.workspace.entries(entry.seq - 1)), None)
    if read_back is None or read_back.fact != fact.model_dump(mode="json", by_alias=True):
        return _refused(request, here, exercise, given,
                        _("Something else was saved from this page before. Look at it, then save it again."))
    if pages.wants_json(request):
        return JSONResponse({"saved": read_back.seq, "text": _at(read_back.at)}, headers={"Cache-Control": "no-store"})
    return RedirectResponse(f"/room?saved={read_back.seq}", 303)


def _maker(request: Request, here: Here, opened: f.ExerciseOpened) -> str:
    """The id that a response stands under."""
    if opened.what != "commitments":
        return here.person.person
    return maker_of(here.workspace.engagement(), here.person.person, request.cookies.get(pages.COOKIE, ""))


def _fact(opened: f.ExerciseOpened, given: dict[str, str], who: str) -> Given:
    """What a form says. Raises ValueError, Refused."""
    name = opened.exercise
    match opened.what:
        case "degrees":
            chosen = {item: given[f"i{number}"] for number, item in enumerate(opened.items) if given.get(f"i{number}")}
            return f.DegreesPlaced(exercise=name, person=who, degrees={
                item: DEGREES[("0", "1", "2", "3").index(place)] for item, place in chosen.items()})
        case "points":
            shared = {item: int(given.get(f"i{number}", "").strip() or 0) for number, item in enumerate(opened.items)}
            return f.PointsShared(exercise=name, person=who, points={i: p for i, p in shared.items() if p})
        case "pre-mortem":
            told = (_line(given, f"c{line}") for line in LINES)
            return f.CausesNamed(exercise=name, person=who, causes=tuple(dict.fromkeys(text for text in told if text)))
        case "support":
            return f.SupportGiven(exercise=name, person=who, support=given.get("value", ""),
                                  reason=clean(given.get("comment", ""), 1000))
        case _:
            return f.CommitmentsMade(exercise=name, by=who, commitments={
                line: f.Commitment(what=what, due=date.fromisoformat(given.get(f"u{line}", "")))
                for line in LINES if (what := _line(given, f"w{line}"))})


def _line(given: dict[str, str], name: str) -> str:
    return clean(given.get(name, ""), 300).replace("\n", " ")


def _filled(here: Here, own: Given | None) -> dict[str, str]:
    """The fields as they were saved before."""
    match own:
        case f.DegreesPlaced():
            opened = here.workspace.engagement().exercises[own.exercise].opened
            return {f"i{number}": str(DEGREES.index(own.degrees[item])) for number, item in enumerate(opened.items)
                    if item in own.degrees}
        case f.PointsShared():
            opened = here.workspace.engagement().exercises[own.exercise].opened
            return {f"i{number}": str(own.points[item]) for number, item in enumerate(opened.items)
                    if item in own.points}
        case f.CausesNamed():
            return {f"c{line}": text for line, text in enumerate(own.causes, start=1)}
        case f.SupportGiven():
            return {"value": own.support, "comment": own.reason}
        case f.CommitmentsMade():
            return {"name": here.workspace.names.get(own.by, ""),
                    **{f"w{line}": one.what for line, one in own.commitments.items()},
                    **{f"u{line}": one.due.isoformat() for line, one in own.commitments.items()}}
        case _:
            return {"name": here.workspace.names.get(here.person.person, "")}


def _said(request: Request, here: Here, exercise: Exercise) -> str:
    """The status line of a page that was just loaded."""
    named = request.query_params.get("saved", "")
    seq = int(named) if named.isascii() and named.isdigit() and len(named) < 12 else 0
    own = exercise.responses.get(_maker(request, here, exercise.opened))
    if max(0, here.workspace.engagement().last_seq - RECENT) < seq:
        entry = next(iter(here.workspace.entries(seq - 1)), None)
        if entry is not None and own is not None and entry.fact == own.model_dump(mode="json", by_alias=True):
            return _at(entry.at)
    return _("Saved before") if own is not None else ""


def _at(time: str) -> str:
    return _("Saved at {time} UTC").format(time=time[11:16])


def _refused(request: Request, here: Here, exercise: Exercise, given: dict[str, str], why: str) -> Response:
    """What was typed stays on the page; nothing is said to be saved."""
    if pages.wants_json(request):
        return JSONResponse({"error": why}, 409, headers={"Cache-Control": "no-store"})
    return show(request, here, exercise, "refused", why, given)
