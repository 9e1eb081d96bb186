"""One small engagement and its printed editions, made once for all tests of a worker."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from assessment.report import Edition, build, pdf
from assessment.report.charts import draw
from assessment.shipped import SAMPLES
from assessment.text import speaking
from assessment.workspace import Workspace, run_brief


@pytest.fixture(scope="session")
def small_workspace() -> Workspace:
    return run_brief(SAMPLES / "small" / "brief.yaml")


@pytest.fixture(scope="session")
def printed(small_workspace: Workspace) -> Callable[..., bytes]:
    """The report of the small sample in one edition and language; drafts and finals."""
    @cache
    def made(edition: Edition, language: str = "en", final: bool = False) -> bytes:
        with speaking(language):
            book = build(small_workspace.results(), small_workspace.stamp(), edition, final=final)
            return pdf.render(book, draw(book.charts))

    return made
