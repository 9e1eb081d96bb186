"""Plain pages: the way in, questions for respondents, downloads. No Streamlit, a few kilobytes each."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from assessment.web import answering, entering, files


def routes() -> list[BaseRoute]:
    """All own routes of the server; each endpoint checks the cookie itself."""
    return [
        Route("/enter/{ticket}", entering.enter, methods=["GET"]),
        Route("/leave", entering.leave, methods=["POST"]),
        Route("/healthz", entering.healthy, methods=["GET"]),
        Route("/answer", answering.start, methods=["GET"]),
        Route("/answer/{question}", answering.show, methods=["GET"]),
        Route("/answer/{question}", answering.save, methods=["POST"]),
        Route("/questions", answering.overview, methods=["GET"]),
        Route("/plain/{name}", files.static, methods=["GET"]),
        Route("/report/{engagement}/{name}", files.download, methods=["GET"]),
    ]
