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


@pytest.fixture(scope="session")
def made_once() -> Callable[[str, Callable[[], bytes]], bytes]:
    """What is named so, made by the first worker that asks and read by the others."""
    folder = Path(os.environ[KEPT])

    def made(name: str, make: Callable[[], bytes]) -> bytes:
        kept = folder / hashlib.sha256(name.encode()).hexdigest()
        with kept.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                kept.write_bytes(make())
        return kept.read_bytes()

    return made


@pytest.fixture(scope="session", autouse=True)
def _searched_for_once(made_once):
    search = solver.solve

    def solve(frame: Frame, *given: Any, progress: Any = None, stopped: Callable[[], bool] | None = None) -> Roadmap:
        if given:
            return search(frame, *given, progress=progress, stopped=stopped)
        limit = float(os.environ.get(SHORT, solver.LIMIT))
        if stopped is not None and stopped():
            return search(frame, limit, progress=progress, stopped=stopped)
        return Roadmap.model_validate_json(made_once(
            f"{limit} {frame.model_dump_json()}",
            lambda: search(frame, limit, progress=progress).model_dump_json().encode()))

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
def small_file(made_once) -> Path:
    """A store that holds the small sample, brought in once: copy the file, and open the copy."""
    def brought_in() -> bytes:
        being = Path(os.environ[KEPT]) / "small.part"
        with Store(being) as store:
            store.bring_in(SAMPLES / "small" / "brief.yaml")
        return being.read_bytes()

    made = Path(os.environ[KEPT]) / f"small-{os.getpid()}.db"
    made.write_bytes(made_once("small.db", brought_in))
    return made
