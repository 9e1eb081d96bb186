"""A store with the small sample, made for one test."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessment.shipped import SAMPLES
from assessment.workspace import Store, Workspace


@pytest.fixture
def store(tmp_path: Path):
    with Store(tmp_path / "test.db") as opened:
        opened.bring_in(SAMPLES / "small" / "brief.yaml")
        yield opened


@pytest.fixture
def workspace(store: Store) -> Workspace:
    return store.workspace(store.only(None))
