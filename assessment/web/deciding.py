"""Go or no-go by the three people named with a connection, whatever their role in the app: one page each."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from assessment.domain.basis import AssessmentError, digest
from assessment.domain.facts import Capacity, ConnectionDefined, GateDecided, GateRevoked
from assessment.domain.gate import CAPACITIES, Permit, connections_of, find_zone, named, review
from assessment.report.tables import gate_state_name, result_name
from assessment.text import _, clean
from assessment.web import pages
from assessment.workspace import Store, Workspace


def overview(request: Request) -> Response:
    """The connections that the person behind the cookie is named with, those that wait for a decision first."""
    workspace = _workspace(request)
    if isinstance(workspace, Response):
        return workspace
    engagement = workspace.engagement()
    found = [(flow, review(engagement, flow.connection, workspace.today))
             for flow in connections_of(engagement, workspace.actor)]
    waiting = {flow.connection for flow, permit in found
               if permit.state == "ready" and _capacity(flow, workspace.actor) in permit.missing_decisions}
    found.sort(key=lambda pair: pair[0].connection not in waiting)
    return pages.page(request, "decisions", engagement=engagement, found=found, waiting=waiting,
                      state_name=gate_state_name)


def show(request: Request) -> Response:
    """One connection: what flows, how each criterion stands, who decided, and the form."""
    here = _here(request)
    return here if isinstance(here, Response) else _page(request, *here)


async def decide(request: Request) -> Response:
    if await run_in_threadpool(pages.identity, request) is None:
        return pages.not_let_in(request)
    given = await pages.form(request)
    return await run_in_threadpool(_decide, request, given or {})


def print_permit(request: Request) -> Response:
    """The permit as PDF, for whoever is named with its connection."""
    here = _here(request)
    if isinstance(here, Response):
        return here
    workspace, flow = here
    return Response(workspace.permit(flow.connection), media_type="application/pdf", headers={
        "Cache-Control": "no-store", "Content-Disposition": f'inline; filename="permit-{flow.connection}.pdf"'})


def _decide(request: Request, given: dict[str, str]) -> Response:
    here = _here(request)
    if isinstance(here, Response):
        return here
    workspace, flow = here
    if not pages.token_fits(request, given.get("token", "")):
        return _page(request, workspace, flow, given, _("This page is too old. Load it again, then save."))
    choice, note = given.get("choice", ""), clean(given.get("note", ""))
    standing = review(workspace.engagement(), flow.connection, workspace.today)
    if given.get("seen") != _mark(standing, flow):
        return _page(request, workspace, flow, given,
                     _("The connection or its evidence changed since you read it. Look at it again, then decide."))
    if choice not in ("go", "no", "revoke"):
        return _page(request, workspace, flow, given, _("Choose go or no."))
    capacity = _capacity(flow, workspace.actor)
    try:
        if choice == "revoke":
            workspace.record(GateRevoked(connection=flow.connection, person=workspace.actor, date=workspace.today,
                                         reason=note))
        elif capacity is not None:
            workspace.record(GateDecided(connection=flow.connection, capacity=capacity, person=workspace.actor,
                                         go=choice == "go", date=workspace.today, note=note))
    except AssessmentError as error:
        return _page(request, workspace, flow, given, str(error))
    return _page(request, workspace, flow)


def _workspace(request: Request) -> Workspace | Response:
    """The engagement as a named person sees it, or the page that says why not."""
    person = pages.identity(request)
    if person is None:
        return pages.not_let_in(request)
    pages.choose_language(request)
    workspace = Store.shared().workspace(person.engagement, person, via="web") if person.engagement else None
    if workspace is None or not connections_of(workspace.engagement(), workspace.actor):
        return pages.message(request, 403, _("Not for this link"),
                             _("Decisions are asked of the three people who are named with a connection."), "/answer",
                             _("To my questions"))
    return workspace


def _here(request: Request) -> tuple[Workspace, ConnectionDefined] | Response:
    workspace = _workspace(request)
    if isinstance(workspace, Response):
        return workspace
    name = request.path_params["connection"]
    for flow in connections_of(workspace.engagement(), workspace.actor):
        if flow.connection == name:
            return workspace, flow
    return pages.message(request, 404, _("Not one of your connections"),
                         _("You are not named with it, or it is no longer there."), "/decide",
                         _("To the connections that wait for me"))


def _page(request: Request, workspace: Workspace, flow: ConnectionDefined, given: dict[str, str] | None = None,
          error: str = "") -> Response:
    engagement = workspace.engagement()
    standing = review(engagement, flow.connection, workspace.today)
    zones = [zone.name if (zone := find_zone(engagement, flow.site, name)) else name
             for name in (flow.from_zone, flow.to_zone)]
    return pages.page(
        request, "decide", 409 if error else 200, engagement=engagement, flow=flow, permit=standing, zones=zones,
        criteria={criterion.id: criterion for criterion in engagement.the_library.gate.criteria},
        capacity=_capacity(flow, workspace.actor), parts=_parts(standing, flow), given=given or {}, error=error,
        state_name=gate_state_name, result_name=result_name, token=pages.form_token(request),
        seen=_mark(standing, flow))


def _capacity(flow: ConnectionDefined, person: str) -> Capacity | None:
    return next((capacity for capacity in CAPACITIES if named(flow, capacity) == person), None)


def _parts(standing: Permit, flow: ConnectionDefined) -> list[tuple[Capacity, bool, bool]]:
    """Each part with whether somebody is named for it and whether the decision is still wanted."""
    return [(capacity, named(flow, capacity) is not None, capacity in standing.missing_decisions)
            for capacity in CAPACITIES]


def _mark(standing: Permit, flow: ConnectionDefined) -> str:
    """Names what was shown: a decision counts only for what its author has read."""
    return digest([flow.model_dump(mode="json"), [state.model_dump(mode="json") for state in standing.criteria]])[:32]
