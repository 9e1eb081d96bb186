"""A store with the small sample, made for one test."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest

from assessment.workspace import Store, Workspace


@pytest.fixture
def store(tmp_path: Path, small_file: Path):
    with Store(copyfile(small_file, tmp_path / "test.db")) as opened:
        yield opened


@pytest.fixture
def workspace(store: Store) -> Workspace:
    return store.workspace(store.only(None))
