"""An executive says, blind, which path to take and what weighs how much: five groups of conditions, one page."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from assessment.domain.basis import AssessmentError
from assessment.domain.engagement import Engagement
from assessment.domain.facts import ChoiceCommitted
from assessment.domain.paths import check_points
from assessment.text import _, clean
from assessment.web import pages
from assessment.workspace import Store, Workspace


def show(request: Request) -> Response:
    """The form, or what was committed: it does not change any more."""
    workspace = _workspace(request)
    return workspace if isinstance(workspace, Response) else _page(request, workspace)


async def commit(request: Request) -> Response:
    if await run_in_threadpool(pages.identity, request) is None:
        return pages.not_let_in(request)
    given = await pages.form(request)
    return await run_in_threadpool(_commit, request, given or {})


def _commit(request: Request, given: dict[str, str]) -> Response:
    workspace = _workspace(request)
    if isinstance(workspace, Response):
        return workspace
    engagement = workspace.engagement()
    if not pages.token_fits(request, given.get("token", "")):
        return _page(request, workspace, given, _("This page is too old. Load it again, then save."))
    points = {group.id: _number(given.get(group.id, "")) for group in engagement.the_library.groups}
    if any(value is None for value in points.values()):
        return _page(request, workspace, given, _("Give each group 0 to 100 points."))
    told = {name: value for name, value in points.items() if value is not None}
    problems = check_points(told, engagement.the_library)
    if problems or given.get("path") not in engagement.the_library.path:
        why = f"{problems[0].message} {problems[0].remedy}" if problems else _("Choose a path.")
        return _page(request, workspace, given, why)
    try:
        workspace.record(ChoiceCommitted(person=workspace.actor, path=given["path"], points=told,
                                         reason=clean(given.get("reason", ""))))
    except AssessmentError as error:
        return _page(request, workspace, given, str(error))
    return _page(request, workspace)


def _workspace(request: Request) -> Workspace | Response:
    """The engagement as the executive behind the cookie sees it, or the page that says why not."""
    person = pages.identity(request)
    if person is None:
        return pages.not_let_in(request)
    pages.choose_language(request)
    workspace = Store.shared().workspace(person.engagement, person, via="web") if person.engagement else None
    if workspace is None or person.person not in workspace.engagement().executives:
        return pages.message(request, 403, _("Not for this link"),
                             _("Weights are asked of the executives whom the owner has named."), "/answer",
                             _("To my questions"))
    return workspace


def _page(request: Request, workspace: Workspace, given: dict[str, str] | None = None, error: str = "") -> Response:
    engagement = workspace.engagement()
    return pages.page(
        request, "weigh", 409 if error else 200, engagement=engagement, library=engagement.the_library,
        committed=engagement.choices.get(workspace.actor), given=given or {}, error=error,
        conditions=_conditions(engagement), token=pages.form_token(request))


def _conditions(engagement: Engagement) -> dict[str, list[str]]:
    """Group -> the conditions in it, in words."""
    found: dict[str, list[str]] = {}
    for criterion in engagement.the_library.criteria:
        found.setdefault(criterion.group, []).append(criterion.condition)
    return found


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if 0 <= value <= 100 else None
