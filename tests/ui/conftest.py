"""A store with the small sample, made for one test, and its owner's browser."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest
from ui.framing import standing_store

from assessment.ui import session

SHORT = "INTERLOCK_TEST_LIMIT"


@pytest.fixture(scope="session", autouse=True)
def _searched_shortly():
    """Pages show what a search found; that searches find the best plan is tested in tests/solver."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SHORT, "0.2")
        yield


@pytest.fixture
def store(tmp_path: Path, small_file: Path, monkeypatch: pytest.MonkeyPatch):
    with standing_store(copyfile(small_file, tmp_path / "test.db")) as opened:
        held = opened.access.enter(opened.access.invite_owner())
        monkeypatch.setattr(session, "cookie", lambda: held)
        yield opened
