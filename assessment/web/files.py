"""Downloads behind the cookie, and the few static files of the plain pages."""

from __future__ import annotations

from functools import cache
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from assessment.domain.basis import AssessmentError, Refused
from assessment.domain.engagement import Action, allowed
from assessment.journal import export_lines
from assessment.report import Edition
from assessment.shipped import TEMPLATES
from assessment.text import _, language, preferred, speaking
from assessment.web import pages
from assessment.workspace import Store, Workspace
from assessment.workspace.reporting import edition_of

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {"report.pdf": "application/pdf", "report.html": "text/html; charset=utf-8",
         "report.pptx": f"{OFFICE}.presentationml.presentation", "data-book.xlsx": f"{OFFICE}.spreadsheetml.sheet",
         "restricted.pdf": "application/pdf", "results.json": "application/json", "journal.jsonl": "application/jsonl"}
STATIC = {"vote.js": "text/javascript; charset=utf-8", "renew.js": "text/javascript; charset=utf-8",
          "room.js": "text/javascript; charset=utf-8",
          "wall.js": "text/javascript; charset=utf-8", "style.css": "text/css; charset=utf-8",
          "wall.css": "text/css; charset=utf-8", "console.css": "text/css; charset=utf-8",
          "console.js": "text/javascript; charset=utf-8"}


def static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        return pages.message(request, 404, _("There is nothing here"), _("Check the address."))
    return Response(_lean(name), media_type=STATIC[name], headers={"Cache-Control": "max-age=3600"})


@cache
def _lean(name: str) -> str:
    """A file of the plain pages without indents and lines of comment, for phones on a poor network."""
    lines = (line.strip() for line in (TEMPLATES / "participant" / name).read_text("utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


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
            edition = edition_of(workspace.engagement(), **_choices(request.query_params))
            body = _body(store, workspace, name, request.query_params.get("cycle"), edition)
    except AssessmentError as error:
        return pages.message(request, 409, _("The report could not be made"), str(error), "/", _("To the app"))
    told = edition.name.replace("report", name.partition(".")[0], 1) + "." + name.rpartition(".")[2] if (
        name.startswith(("report.", "data-book."))) else name
    return Response(body, media_type=TYPES[name], headers={
        "Content-Disposition": f'attachment; filename="{engagement}-{told}"', "Cache-Control": "no-store"})


def _choices(asked: QueryParams) -> dict[str, Any]:
    """What the address says of the edition."""
    return {"variant": asked.get("variant", "full"), "paper": asked.get("paper", "A4"), "site": asked.get("site"),
            "redact": asked.get("redact", "").split(","), "archive": asked.get("archive", "") == "yes"}


def _body(store: Store, workspace: Workspace, name: str, cycle: str | None, edition: Edition) -> bytes:
    engagement = workspace.id
    if name == "journal.jsonl":
        rounds = store.workspace(engagement).engagement().rounds.values()
        if any(not current.revealed for current in rounds):
            raise Refused(_("A blind round is open."), _("Reveal it first: the journal holds its votes."))
        return "".join(export_lines(store.journal.read(engagement))).encode()
    if name == "restricted.pdf":
        return workspace.reports.handed()
    to = "json" if name == "results.json" else name.rpartition(".")[2]
    return store.workspace(engagement).report(to, cycle, edition=edition)
