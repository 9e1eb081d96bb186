"""A store with the small sample, made for one test, and its owner's browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from ui.framing import standing_store

from assessment.shipped import SAMPLES
from assessment.ui import session
from assessment.workspace import Store


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "test.db"
    with Store(path) as made:
        made.bring_in(SAMPLES / "small" / "brief.yaml")
    with standing_store(path) as opened:
        held = opened.access.enter(opened.access.invite_owner())
        monkeypatch.setattr(session, "cookie", lambda: held)
        yield opened
