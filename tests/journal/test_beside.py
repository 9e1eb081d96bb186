"""Names, files and access codes beside the journal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from journal.drafts import AT

from assessment.journal import (
    Grant,
    PostgresJournal,
    SqliteJournal,
)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqliteJournal | PostgresJournal]:
    opened = (SqliteJournal(tmp_path / "journal.db") if request.param == "sqlite"
              else PostgresJournal(request.getfixturevalue("server")))
    yield opened
    opened.close()


def test_names_can_be_erased(store: SqliteJournal | PostgresJournal, name: str) -> None:
    beside = store.beside
    beside.remember_name(name, "p1", "Ana Lima", "ana@example.org")
    beside.remember_name(name, "p2", "Bo Berg")
    beside.remember_name(name, "p1", "Ana Lima-Roth", "ana@example.org")
    assert beside.names(name) == {"p1": "Ana Lima-Roth", "p2": "Bo Berg"}
    assert beside.email(name, "p1") == "ana@example.org"
    beside.forget_name(name, "p1")
    assert beside.names(name) == {"p2": "Bo Berg"}


def test_a_file_is_kept_once_by_its_content(store: SqliteJournal | PostgresJournal) -> None:
    beside = store.beside
    key = beside.keep(b"\0evidence", "sop.pdf", "application/pdf")
    assert key == hashlib.sha256(b"\0evidence").hexdigest()
    assert beside.keep(b"\0evidence", "other.pdf", "application/pdf") == key
    blob = beside.blob(key)
    assert blob is not None
    assert (blob.name, blob.body) == ("sop.pdf", b"\0evidence")
    assert beside.blob("0" * 64) is None


def test_a_code_works_until_it_expires_is_used_up_or_revoked(
        store: SqliteJournal | PostgresJournal, name: str) -> None:
    beside = store.beside
    early, late, end = AT, "2026-03-02T09:30:00.000Z", "2026-03-02T00:00:00.000Z"
    for code in ("a", "b", "c"):
        beside.grant(name + code, Grant(name, "p1", "ticket", early, end))
    assert beside.granted(name + "a", early) == Grant(name, "p1", "ticket", early, end)
    assert beside.granted(name + "a", late) is None
    assert beside.granted("guess", early) is None
    assert beside.use_up(name + "a", early) is not None
    assert beside.use_up(name + "a", early) is None
    beside.revoke(name + "b", early)
    assert beside.granted(name + "b", early) is None
    beside.revoke_all(name, early, person="p2")
    assert beside.granted(name + "c", early) is not None
    beside.revoke_all(name, early)
    assert beside.granted(name + "c", early) is None


def test_codes_are_kept_as_hashes_only(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "journal.db")
    journal.beside.grant("secret-code-canary", Grant("e", "p1", "ticket", AT, AT))
    journal.close()
    assert all(b"secret-code-canary" not in file.read_bytes() for file in tmp_path.iterdir())


