"""Plain pages: the way in, questions for respondents, downloads. No Streamlit, a few kilobytes each."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Route

from assessment.domain.basis import AssessmentError
from assessment.web import (
    answering,
    console,
    deciding,
    entering,
    errors,
    exercising,
    files,
    finishing,
    joining,
    room,
    wall,
    weighing,
)


def routes() -> list[BaseRoute]:
    """All own routes of the server; each endpoint checks the cookie itself."""
    edges = [Middleware(ServerErrorMiddleware, handler=errors.unexpected),
             Middleware(ExceptionMiddleware, handlers={AssessmentError: errors.misuse})]
    # only what repeats nothing that was typed beside the form's token: a length could else be made to tell the token
    small = [Middleware(GZipMiddleware, minimum_size=1000), *edges]
    return [
        Route("/enter/{ticket}", entering.enter, methods=["GET"], middleware=edges),
        Route("/leave", entering.ask_to_leave, methods=["GET"], middleware=edges),
        Route("/leave", entering.leave, methods=["POST"], middleware=edges),
        Route("/language/{language}", entering.switch, methods=["GET"], middleware=edges),
        Route("/healthz", entering.healthy, methods=["GET"], middleware=edges),
        Route("/answer", answering.start, methods=["GET"], middleware=edges),
        Route("/answer/{question}", answering.show, methods=["GET"], middleware=edges),
        Route("/answer/{question}", answering.save, methods=["POST"], middleware=edges),
        Route("/join", joining.ask, methods=["GET"], middleware=edges),
        Route("/join", joining.typed, methods=["POST"], middleware=edges),
        Route("/join/{code}", joining.show, methods=["GET"], middleware=edges),
        Route("/join/{code}", joining.enter, methods=["POST"], middleware=edges),
        Route("/room", room.show, methods=["GET"], middleware=edges),
        Route("/room/state", room.state, methods=["GET"], middleware=edges),
        Route("/exercise/{exercise}", exercising.look, methods=["GET"], middleware=edges),
        Route("/exercise/{exercise}", exercising.save, methods=["POST"], middleware=edges),
        Route("/wall/{engagement}/{workshop}", wall.show, methods=["GET"], middleware=edges),
        Route("/console/{engagement}/{workshop}", console.show, methods=["GET"], middleware=edges),
        Route("/console/{engagement}/{workshop}", console.take, methods=["POST"], middleware=edges),
        Route("/console/{engagement}/{workshop}/state", console.state, methods=["GET"], middleware=edges),
        Route("/questions", finishing.overview, methods=["GET"], middleware=small),
        Route("/finish", finishing.finish, methods=["GET"], middleware=small),
        Route("/history/{question}", finishing.history, methods=["GET"], middleware=small),
        Route("/weigh", weighing.show, methods=["GET"], middleware=edges),
        Route("/weigh", weighing.commit, methods=["POST"], middleware=edges),
        Route("/decide", deciding.overview, methods=["GET"], middleware=edges),
        Route("/decide/{connection}", deciding.show, methods=["GET"], middleware=edges),
        Route("/decide/{connection}", deciding.decide, methods=["POST"], middleware=edges),
        Route("/decide/{connection}/permit", deciding.print_permit, methods=["GET"], middleware=edges),
        Route("/plain/{name}", files.static, methods=["GET"], middleware=small),
        Route("/report/{engagement}/{name}", files.download, methods=["GET"], middleware=edges),
    ]
