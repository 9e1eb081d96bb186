"""What takes long and comes out the same is made once in a run of the tests, by the real thing; all workers share it.

Each planning problem is searched for once: the plan of the small sample takes ten seconds to prove, and a hundred tests
ask for it. The same frame gives the same plan, which tests/test_same_bytes.py and tests/solver hold without this: they
search in processes of their own, or ask the search itself.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assessment import solver
from assessment.domain.roadmap import Frame, Roadmap
from assessment.shipped import SAMPLES
from assessment.workspace import Store

KEPT = "INTERLOCK_TEST_PLANS"
SHORT = "INTERLOCK_TEST_LIMIT"
"""Deterministic time of a search, where it is not to be the product's own."""


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # workers are started with this process's environment
        os.environ[KEPT] = tempfile.mkdtemp(prefix="interlock-plans-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(KEPT), ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _searched_for_once():
    search, folder = solver.solve, Path(os.environ[KEPT])

    def solve(frame: Frame, *given: Any, progress: Any = None, stopped: Callable[[], bool] | None = None) -> Roadmap:
        if given:
            return search(frame, *given, progress=progress, stopped=stopped)
        limit = float(os.environ.get(SHORT, solver.LIMIT))
        kept = folder / hashlib.sha256(f"{limit} {frame.model_dump_json()}".encode()).hexdigest()
        with kept.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if kept.exists():
                return Roadmap.model_validate_json(kept.read_text("utf-8"))
            found = search(frame, limit, progress=progress, stopped=stopped)
            if stopped is None or not stopped():
                kept.write_text(found.model_dump_json(), "utf-8")
            return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solver, "solve", solve)
        yield


@pytest.fixture(scope="module")
def short_searches():
    """For tests of what is done with a plan; that searches find the best one is tested in tests/solver."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SHORT, "0.2")
        yield


@pytest.fixture(scope="session")
def small_file() -> Path:
    """A store that holds the small sample, brought in once: copy the file, and open the copy."""
    made = Path(os.environ[KEPT]) / "small.db"
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            being = made.with_suffix(".part")
            with Store(being) as store:
                store.bring_in(SAMPLES / "small" / "brief.yaml")
            being.rename(made)
    return made
