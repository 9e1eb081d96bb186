"""Looking back on one's own answers: what is left or weak, and how an answer came to be what it is."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from assessment.domain.gate import connections_of
from assessment.report.tables.flags import flag_name
from assessment.web import pages
from assessment.web.answering import respondent, unknown
from assessment.workspace.history import Given


def overview(request: Request) -> Response:
    """All questions by dimension, with what each needs."""
    here = respondent(request)
    if isinstance(here, Response):
        return here
    if here.cycle is None or not here.sheet.asked:
        return pages.closed(request)
    return pages.page(request, "questions", sheet=here.sheet, token=pages.form_token(request),
                      device=pages.device_mark(here.person), said="", flag_name=flag_name)


def finish(request: Request) -> Response:
    """What is left, by kind of gap; the end of the way where nothing is."""
    here = respondent(request)
    if isinstance(here, Response):
        return here
    if here.cycle is None or not here.sheet.asked:
        return pages.closed(request)
    engagement = here.workspace.engagement()
    return pages.page(request, "finish", sheet=here.sheet, gaps=here.sheet.gaps, token=pages.form_token(request),
                      device=pages.device_mark(here.person), said="", flag_name=flag_name,
                      decides=bool(connections_of(engagement, here.person.person)))


def history(request: Request) -> Response:
    """The own answers to one question, in every round and cycle, newest first."""
    here = respondent(request)
    if isinstance(here, Response):
        return here
    question = request.path_params["question"]
    given = [one for one in here.workspace.given(here.person.person)
             if one.fact.question == question and one.fact.person == here.person.person]
    asked = here.sheet.find(question)
    known = here.sheet.pack.questions.get(question)
    if known is None or (asked is None and not given):
        return unknown(request)
    return pages.page(request, "history", question=known, asked=asked, pack=here.sheet.pack,
                      language_of=asked.language if asked else here.sheet.pack.language,
                      given=[(one, one.entered_by != here.person.person) for one in reversed(_told(given))])


def _told(given: list[Given]) -> list[Given]:
    """Without answers that only repeat the one before."""
    return [one for before, one in zip([None, *given], given, strict=False)
            if before is None or before.fact != one.fact]
