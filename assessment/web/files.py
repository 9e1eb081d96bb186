"""Downloads behind the cookie, and the few static files of the plain pages."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from assessment.domain.basis import AssessmentError, Refused
from assessment.domain.engagement import Action, allowed
from assessment.journal import export_lines
from assessment.shipped import TEMPLATES
from assessment.text import _, language, preferred, speaking
from assessment.web import pages
from assessment.workspace import Store

TYPES = {"report.pdf": "application/pdf", "report.html": "text/html; charset=utf-8",
         "results.json": "application/json", "journal.jsonl": "application/jsonl"}
STATIC = {"vote.js": "text/javascript; charset=utf-8", "room.js": "text/javascript; charset=utf-8",
          "wall.js": "text/javascript; charset=utf-8", "style.css": "text/css; charset=utf-8",
          "wall.css": "text/css; charset=utf-8"}


def static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        return pages.message(request, 404, _("There is nothing here"), _("Check the address."))
    body = (TEMPLATES / "participant" / name).read_bytes()
    return Response(body, media_type=STATIC[name], headers={"Cache-Control": "max-age=3600"})


async def download(request: Request) -> Response:
    return await run_in_threadpool(_download, request)


def _download(request: Request) -> Response:
    """A report of an engagement, for people who may read it; made on the first request, then kept."""
    person = pages.identity(request)
    if person is None:
        return pages.not_let_in(request)
    pages.choose_language(request)
    name, engagement = request.path_params["name"], request.path_params["engagement"]
    store = Store.shared()
    if name not in TYPES or engagement not in store.engagements():
        return pages.message(request, 404, _("There is nothing here"), _("Check the address."))
    try:
        workspace = store.workspace(engagement, person, via="web")
        if not allowed(workspace.role, "read"):
            return pages.message(request, 403, _("Not for this link"),
                                 _("Your link leads to the questions, not to the results."))
        opened = workspace.engagement().opened
        named = opened is not None and opened.named
        votes: Action = "read-votes" if named else "admit"  # without names not even a facilitator takes it
        if name == "journal.jsonl" and not allowed(workspace.role, votes):
            return pages.message(request, 403, _("Not for this link"),
                                 _("The journal holds every single answer; its owner takes it out."), "/",
                                 _("To the app"))
        with speaking(preferred(request.query_params.get("language", ""), language())):
            body = _body(store, workspace.id, name, request.query_params.get("cycle"))
    except AssessmentError as error:
        return pages.message(request, 409, _("The report could not be made"), str(error), "/", _("To the app"))
    return Response(body, media_type=TYPES[name], headers={
        "Content-Disposition": f'attachment; filename="{engagement}-{name}"', "Cache-Control": "no-store"})


def _body(store: Store, engagement: str, name: str, cycle: str | None) -> bytes:
    if name == "journal.jsonl":
        rounds = store.workspace(engagement).engagement().rounds.values()
        if any(not current.revealed for current in rounds):
            raise Refused(_("A blind round is open."), _("Reveal it first: the journal holds its votes."))
        return "".join(export_lines(store.journal.read(engagement))).encode()
    to = "json" if name == "results.json" else name.rpartition(".")[2]
    return store.workspace(engagement).report(to, cycle)
