"""A changed, moved or lost entry is found at its exact seq, and the stores refuse to change any."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from journal.drafts import draft

from assessment.domain.basis import DamagedJournal
from assessment.journal import (
    Head,
    MemoryJournal,
    PostgresJournal,
    SqliteJournal,
    check_chain,
)


@pytest.mark.parametrize("seq", [1, 7, 20])
def test_a_chain_names_the_first_changed_entry(seq: int) -> None:
    entries = MemoryJournal().append("e", [draft() for _ in range(20)])
    changed = entries[:]
    changed[seq - 1] = entries[seq - 1].model_copy(update={"reason": "none"})
    with pytest.raises(DamagedJournal) as found:
        check_chain(changed, head=Head(20, entries[-1].hash))
    assert found.value.seq == seq
    with pytest.raises(DamagedJournal) as found:
        check_chain([entry for entry in entries if entry.seq != seq], head=Head(20, entries[-1].hash))
    assert found.value.seq == seq


def test_a_cut_tail_shows_against_a_head_kept_elsewhere() -> None:
    entries = MemoryJournal().append("e", [draft() for _ in range(9)])
    check_chain(entries[:6])
    with pytest.raises(DamagedJournal) as found:
        check_chain(entries[:6], head=Head(9, entries[-1].hash))
    assert found.value.seq == 7


def rewrite(file: Path, sql: str) -> None:
    """As the owner of the file could: without the triggers."""
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TRIGGER entry_is_never_changed")
        connection.execute("DROP TRIGGER entry_is_never_deleted")
        connection.execute(sql)
    connection.close()


@pytest.mark.parametrize(("sql", "seq"), [
    ("UPDATE entry SET body = replace(body, 'text 16', 'text 99') WHERE seq = 17", 17),
    ("UPDATE entry SET hash = lower(hex(randomblob(32))) WHERE seq = 8", 8),
    ("DELETE FROM entry WHERE seq = 12", 12),
    ("UPDATE entry SET body = 'null' WHERE seq = 3", 3),
    ("UPDATE entry SET body = replace(body, ',\"at\"', ', \"at\"') WHERE seq = 5", 5),
    ("UPDATE entry SET body = (SELECT body FROM entry WHERE seq = 4) WHERE seq = 20", 20),
])
def test_a_changed_file_is_noticed_at_the_exact_entry(file: Path, sql: str, seq: int) -> None:
    rewrite(file, sql)
    journal = SqliteJournal(file)
    with pytest.raises(DamagedJournal, match=f"seq {seq} ") as found:
        journal.read("e")
    assert found.value.seq == seq
    journal.close()


@pytest.mark.parametrize("sql", ["UPDATE entry SET body = 'x'", "DELETE FROM entry",
                                 "REPLACE INTO entry SELECT * FROM entry WHERE seq = 1"])
def test_the_file_itself_refuses_changes(file: Path, sql: str) -> None:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA recursive_triggers = on")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(sql)
    connection.close()


@pytest.mark.postgres
@pytest.mark.parametrize("sql", ["UPDATE entry SET body = 'x'", "DELETE FROM entry", "TRUNCATE entry"])
def test_the_server_itself_refuses_changes(server: str, name: str, sql: str) -> None:
    import psycopg

    journal = PostgresJournal(server)
    journal.append(name, [draft()])
    with psycopg.connect(server) as connection, pytest.raises(psycopg.Error, match="append-only"):
        connection.execute(sql)
    journal.close()


@pytest.mark.postgres
def test_a_lost_connection_is_made_again(server: str, name: str) -> None:
    import psycopg

    journal = PostgresJournal(server)
    journal.append(name, [draft()])
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                           "WHERE pid <> pg_backend_pid() AND usename = 'tester' AND backend_type = 'client backend'")
    assert journal.append(name, [draft()])[0].seq == 2
    journal.close()


