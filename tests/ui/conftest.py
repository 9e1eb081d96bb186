"""A store with the small sample, made for one test, and its owner's browser."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest
from ui.framing import standing_store

from assessment.ui import session


@pytest.fixture(scope="module", autouse=True)
def _searched_shortly(short_searches):
    """Pages show what a search found."""


@pytest.fixture
def store(tmp_path: Path, small_file: Path, monkeypatch: pytest.MonkeyPatch):
    with standing_store(copyfile(small_file, tmp_path / "test.db")) as opened:
        held = opened.access.enter(opened.access.invite_owner())
        monkeypatch.setattr(session, "cookie", lambda: held)
        yield opened
