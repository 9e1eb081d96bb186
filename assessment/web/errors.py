"""The outer edge of the plain pages: what may go wrong in words, the unexpected by an incident id."""

from __future__ import annotations

import logging
import uuid

from starlette.requests import Request
from starlette.responses import Response

from assessment.text import _
from assessment.web import pages

log = logging.getLogger("interlock")


def misuse(request: Request, error: Exception) -> Response:
    """An error whose own words are meant for the user."""
    pages.choose_language(request)
    return pages.message(request, 409, _("This did not work"), str(error))


def unexpected(request: Request, error: Exception) -> Response:
    """An error that nobody foresaw: an id for the user, which the log explains."""
    incident = uuid.uuid4().hex[:8]
    log.error("incident %s", incident, exc_info=error)
    pages.choose_language(request)
    return pages.message(request, 500, _("Something went wrong (incident {incident})").format(incident=incident),
                         _("Nothing that was shown as saved is lost. Load the page again; if it happens again, give "
                           "this number to whoever runs Interlock."))

