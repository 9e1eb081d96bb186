"""One small engagement and its printed editions, made once for all tests of a worker; the prints for all workers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from assessment.report import Book, Edition, build, pdf
from assessment.report.charts import draw
from assessment.shipped import SAMPLES
from assessment.text import speaking
from assessment.workspace import Workspace, run_brief


@pytest.fixture(scope="session")
def small_workspace() -> Workspace:
    return run_brief(SAMPLES / "small" / "brief.yaml")


@pytest.fixture(scope="session")
def bound(small_workspace: Workspace) -> Callable[..., tuple[Book, dict[str, str]]]:
    """The book of the small sample in one edition and language, draft or final, with its charts drawn."""
    @cache
    def made(edition: Edition, language: str = "en", final: bool = False) -> tuple[Book, dict[str, str]]:
        with speaking(language):
            book = build(small_workspace.results(), small_workspace.stamp(), edition, final=final)
            return book, draw(book.charts)

    return made


@pytest.fixture(scope="session")
def printed(bound, made_once) -> Callable[..., bytes]:
    """The same as PDF."""
    @cache
    def made(edition: Edition, language: str = "en", final: bool = False) -> bytes:
        def printing() -> bytes:
            book, images = bound(edition, language, final)
            with speaking(language):
                return pdf.render(book, images)

        return made_once(f"{edition} {language} {final}", printing)

    return made
