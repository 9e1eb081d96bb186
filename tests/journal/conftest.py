"""A PostgreSQL server and engagement ids for the journal tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from journal.drafts import draft
from journal.postgres_server import running_server

from assessment.journal import SqliteJournal


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with running_server() as address:
        yield address


@pytest.fixture
def name() -> str:
    """An engagement of its own for each test, as the server is shared."""
    return f"e-{uuid4().hex[:12]}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A closed SQLite journal with 30 entries of engagement e."""
    journal = SqliteJournal(tmp_path / "journal.db")
    journal.append("e", [draft(f"text {number}") for number in range(30)])
    journal.close()
    return tmp_path / "journal.db"
