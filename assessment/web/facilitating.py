"""Who runs a room, and which: what the wall and the console look at."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from assessment.domain.basis import NotAllowed
from assessment.domain.engagement import Engagement, Workshop, allowed
from assessment.text import _
from assessment.web import pages
from assessment.workspace import Store, Workspace


@dataclass(frozen=True)
class Facilitator:
    """Whoever may steer a workshop, with the state of now."""

    workspace: Workspace
    engagement: Engagement
    workshop: Workshop


def facilitator(request: Request) -> Facilitator | Response:
    """The workshop of the address for whoever may steer it, or the page that says why not."""
    known = pages.identity(request)
    if known is None:
        return pages.not_let_in(request)
    pages.choose_language(request)
    try:
        workspace = Store.shared().workspace(request.path_params["engagement"], known, via="web")
    except NotAllowed:
        return pages.not_let_in(request)
    if not allowed(workspace.role, "run-round"):
        return pages.message(request, 403, _("Not for this link"), _("Wall and console belong to the facilitator."),
                             "/room", _("To the room"))
    state = workspace.engagement()
    workshop = state.workshops.get(request.path_params["workshop"])
    if workshop is None:
        return pages.message(request, 404, _("There is no such workshop"), _("Open it on the page Room first."), "/",
                             _("To the app"))
    return Facilitator(workspace, state, workshop)
