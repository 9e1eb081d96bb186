"""What every journal promises, held on each of them; then what only a file or a server can get wrong."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from journal.postgres_server import running_server

from assessment.domain import facts as f
from assessment.domain.basis import DamagedJournal, InvalidInput, Refused
from assessment.journal import (
    GENESIS,
    ZERO,
    Draft,
    Entry,
    Grant,
    Head,
    Journal,
    MemoryJournal,
    NotSaved,
    PostgresJournal,
    SqliteJournal,
    check_chain,
    instant,
    load_export,
    read_export,
    restore,
    write_export,
)

AT = "2026-03-01T09:30:00.000Z"


def draft(text: str = "money", name: str | None = None) -> Draft:
    return Draft(id=name or str(uuid4()), at=AT, actor="p1", fact=f.Assumed(what="budget", text=text))


class RoundTrip(MemoryJournal):
    """A journal that can only be read through its own export, written to a file and restored elsewhere."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.file = folder / "export.jsonl"

    def read(self, engagement: str, after: int = 0) -> list[Entry]:
        entries = super().read(engagement)
        if not entries:
            return []
        write_export(entries, self.file)
        return restore(MemoryJournal(), load_export(self.file))[after:]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with running_server() as address:
        yield address


KINDS = ["memory", "sqlite", "jsonl", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=KINDS)
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    makers: dict[str, Callable[[], Journal]] = {
        "memory": MemoryJournal,
        "sqlite": lambda: SqliteJournal(tmp_path / "journal.db"),
        "jsonl": lambda: RoundTrip(tmp_path),
        "postgres": lambda: PostgresJournal(request.getfixturevalue("server")),
    }
    opened = makers[request.param]()
    yield opened
    opened.close()


@pytest.fixture
def name() -> str:
    """An engagement of its own for each test, as the server is shared."""
    return f"e-{uuid4().hex[:12]}"


def test_an_entry_has_the_final_form(journal: Journal, name: str) -> None:
    first, second = journal.append(name, [draft("eins – €"), draft("zwei\n\"\0")])
    assert set(json.loads(first.text)) == {
        "engagement", "seq", "id", "at", "actor", "role", "on_behalf_of", "via", "reason", "schema", "fact", "prev"}
    assert first.prev == ZERO
    assert second.prev == first.hash == hashlib.sha256(first.text.encode()).hexdigest()
    assert journal.read(name) == [first, second]
    assert [entry.text for entry in journal.read(name)] == [first.text, second.text]
    assert first.dated == (1, datetime(2026, 3, 1, tzinfo=UTC).date(), f.Assumed(what="budget", text="eins – €"))


def test_an_unknown_engagement_is_empty(journal: Journal, name: str) -> None:
    assert journal.read(name) == []
    assert journal.head(name) == GENESIS
    assert name not in journal.engagements()


def test_reading_goes_on_after_a_seq(journal: Journal, name: str) -> None:
    entries = journal.append(name, [draft() for _ in range(5)])
    assert journal.read(name, after=3) == entries[3:]
    assert journal.read(name, after=5) == []
    assert journal.head(name) == Head(5, entries[-1].hash)


def test_engagements_do_not_mix(journal: Journal, name: str) -> None:
    journal.append(name, [draft(), draft()])
    other = journal.append(name + "-b", [draft()])
    assert other[0].seq == 1
    assert other[0].prev == ZERO
    assert {name, name + "-b"} <= set(journal.engagements())
    assert len(journal.read(name)) == 2


def test_an_id_is_recorded_once(journal: Journal, name: str) -> None:
    first = draft(name="one")
    entries = journal.append(name, [first, draft(name="two"), first])
    again = journal.append(name, [draft("changed", name="two"), draft(name="three"), first])
    assert [entry.seq for entry in entries] == [1, 2, 1]
    assert [entry.seq for entry in again] == [2, 3, 1]
    assert again[0] == entries[1]
    assert [entry.id for entry in journal.read(name)] == ["one", "two", "three"]


def test_an_outdated_writer_is_refused_and_a_repeated_one_is_not(journal: Journal, name: str) -> None:
    mine = draft()
    journal.append(name, [mine], last_seq=0)
    with pytest.raises(Refused, match=r"in the meantime \(entry 1\)"):
        journal.append(name, [draft()], last_seq=0)
    assert [entry.seq for entry in journal.append(name, [mine], last_seq=0)] == [1]
    assert journal.head(name).seq == 1


def test_a_batch_is_recorded_whole_or_not_at_all(journal: Journal, name: str) -> None:
    bad = Draft(id="bad", at="yesterday", actor="p1", fact=f.Assumed(what="x", text="y"))
    endless = Draft(id="inf", at=AT, actor="p1", fact=f.BaselineSet(driver="oee", value=float("inf")))
    surrogate = Draft(id="half", at=AT, actor="p1", fact={"kind": "assumed", "what": "x", "text": "\ud800"})
    for wrong in (bad, endless, surrogate):
        with pytest.raises(Refused, match="reads back the same"):
            journal.append(name, [draft(), wrong])
    assert journal.head(name) == GENESIS
    assert len(journal.append(name, [draft()])) == 1


def test_eight_writers_at_once_lose_nothing(journal: Journal, name: str) -> None:
    def write(_writer: int) -> list[str]:
        return [entry.id for _ in range(15) for entry in journal.append(name, [draft(), draft()])]

    with ThreadPoolExecutor(8) as pool:
        written = [key for ids in pool.map(write, range(8)) for key in ids]
    entries = journal.read(name)
    assert sorted(entry.id for entry in entries) == sorted(written)
    assert len(entries) == 240
    check_chain(entries, head=journal.head(name))


def test_a_restored_journal_goes_on_where_the_export_ended(journal: Journal, name: str) -> None:
    source = MemoryJournal()
    entries = source.append(name, [draft() for _ in range(4)])
    restore(journal, entries[:2])
    restore(journal, entries)
    assert journal.head(name) == source.head(name)
    assert journal.append(name, [draft()])[0].prev == entries[-1].hash
    with pytest.raises(Refused, match="does not have"):
        restore(journal, entries)


def test_a_moment_is_utc_to_the_millisecond() -> None:
    assert instant(datetime.fromisoformat("2026-03-01T10:30:00.123999+01:00")) == "2026-03-01T09:30:00.123Z"
    with pytest.raises(Refused, match="time zone"):
        instant(datetime(2026, 3, 1))


# -- tampering


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


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A closed SQLite journal with 30 entries of engagement e."""
    journal = SqliteJournal(tmp_path / "journal.db")
    journal.append("e", [draft(f"text {number}") for number in range(30)])
    journal.close()
    return tmp_path / "journal.db"


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


# -- files


def test_ten_thousand_entries_are_recorded_within_two_seconds(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "journal.db")
    drafts = [
        Draft(id=f"id-{number}", at=AT, actor="p1",
              fact=f.Answered(cycle="c1", site="basel", question="owner-network", person=f"p{number}", value=3))
        for number in range(10_000)
    ]
    began = time.perf_counter()
    journal.append("e", drafts)
    assert time.perf_counter() - began < 2
    assert journal.head("e").seq == 10_000
    journal.close()


def test_durability_settings_hold_on_both_connections(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "journal.db")
    for connection in (journal._writer, journal._reader):
        told = [connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "synchronous", "foreign_keys")]
        assert told == ["wal", 2, 1]
    journal.close()


def test_one_failure_does_not_take_its_group_along(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "journal.db")

    def write(number: int) -> str:
        try:
            wrong = Draft(id="w", at="", actor="p", fact=f.Assumed(what="x", text="y"))
            return str(journal.append("e", [wrong if number % 3 == 0 else draft()])[0].seq)
        except Refused:
            return "refused"

    with ThreadPoolExecutor(12) as pool:
        told = list(pool.map(write, range(60)))
    assert told.count("refused") == 20
    assert journal.head("e").seq == 40
    journal.close()


def test_two_processes_share_a_file(tmp_path: Path) -> None:
    one, two = SqliteJournal(tmp_path / "journal.db"), SqliteJournal(tmp_path / "journal.db")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda journal: [journal.append("e", [draft()]) for _ in range(30)], (one, two)))
    check_chain(one.read("e"), head=two.head("e"))
    assert two.head("e").seq == 60
    one.close()
    two.close()


def test_a_full_disk_acknowledges_nothing_and_recovers(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "journal.db")
    journal.append("e", [draft()])
    pages = journal._writer.execute("PRAGMA page_count").fetchone()[0]
    journal._writer.execute(f"PRAGMA max_page_count = {pages + 2}")
    mine = [draft("x" * 3000) for _ in range(20)]
    with pytest.raises(NotSaved, match="full"):
        journal.append("e", mine)
    assert journal.head("e").seq == 1
    journal._writer.execute("PRAGMA max_page_count = 100000")
    assert journal.append("e", mine)[-1].seq == 21
    journal.close()


def test_a_replaced_file_is_noticed_before_writing(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "journal.db")
    journal.append("e", [draft()])
    (tmp_path / "journal.db").rename(tmp_path / "elsewhere.db")
    with pytest.raises(NotSaved, match="moved, deleted or replaced"):
        journal.append("e", [draft()])
    journal.close()


def test_a_closed_or_unreadable_journal_says_so(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "journal.db")
    journal.close()
    journal.close()
    with pytest.raises(NotSaved, match="closed"):
        journal.append("e", [draft()])
    (tmp_path / "letter.db").write_text("Dear journal, " * 100)
    with pytest.raises(NotSaved, match=r"letter\.db cannot be opened"):
        SqliteJournal(tmp_path / "letter.db")
    with pytest.raises(NotSaved, match="cannot be opened"):
        SqliteJournal(tmp_path / "no-folder" / "journal.db")


def test_a_file_of_a_newer_version_is_left_alone(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(Refused, match="newer version"):
        SqliteJournal(file)


def test_a_backup_is_a_whole_journal(file: Path, tmp_path: Path) -> None:
    journal = SqliteJournal(file)
    journal.back_up(tmp_path / "copy.db")
    with pytest.raises(NotSaved, match="exists already"):
        journal.back_up(tmp_path / "copy.db")
    copy = SqliteJournal(tmp_path / "copy.db")
    assert copy.read("e") == journal.read("e")
    copy.close()
    journal.close()


KILLED = """
import sys
from assessment.domain.facts import Assumed
from assessment.journal import Draft, SqliteJournal
journal = SqliteJournal(sys.argv[1])
number = journal.head("e").seq
while True:
    number += 1
    key = f"{sys.argv[2]}-{number}"
    journal.append("e", [Draft(id=key, at="2026-03-01T09:30:00.000Z", actor="p", fact=Assumed(what="x", text="y"))])
    print(key, flush=True)
"""


def test_a_killed_writer_loses_no_acknowledged_entry(tmp_path: Path) -> None:
    file, acknowledged = tmp_path / "journal.db", []
    for kill in range(5):
        with subprocess.Popen([sys.executable, "-c", KILLED, str(file), f"k{kill}"], stdout=subprocess.PIPE,
                              text=True) as writer:
            assert writer.stdout is not None
            acknowledged += [writer.stdout.readline().strip() for _ in range(5 + 17 * kill)]
            writer.kill()
            acknowledged += [line.strip() for line in writer.stdout if line.endswith("\n")]
    journal = SqliteJournal(file)
    entries = journal.read("e")
    check_chain(entries)
    assert len(acknowledged) >= 195
    assert set(acknowledged) <= {entry.id for entry in entries}
    assert len(entries) <= len(acknowledged) + 5
    journal.close()


# -- beside the journal


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


# -- exports


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export of 12 entries, 13 lines."""
    write_export(MemoryJournal().append("e", [draft(f"text {number}") for number in range(12)]), tmp_path / "e.jsonl")
    return tmp_path / "e.jsonl"


def test_an_export_reads_back_whole(export: Path) -> None:
    entries, problems = read_export(export)
    assert problems == []
    assert len(entries) == 12
    assert export.read_text().splitlines()[:-1] == [entry.text for entry in entries]
    assert json.loads(export.read_text().splitlines()[-1]) == {
        "engagement": "e", "seq": 12, "hash": entries[-1].hash}


@pytest.mark.parametrize(("change", "code", "line", "kept"), [
    (lambda lines: lines[:-1], "export-cut", 12, 12),
    (lambda lines: [*lines[:9], lines[-1]], "wrong-end", 10, 9),
    (lambda lines: [*lines, lines[0]], "after-end", 13, 12),
    (lambda lines: [*lines[:4], lines[4].replace(b"text 4", b"text 5"), *lines[5:]], "damaged-entry", 5, 4),
    (lambda lines: [*lines[:11], lines[11].replace(b"text 11", b"text 12"), lines[12]], "damaged-entry", 12, 11),
    (lambda lines: [*lines[:3], *lines[4:]], "damaged-entry", 4, 3),
    (lambda lines: [*lines[:3], lines[4], lines[3], *lines[5:]], "damaged-entry", 4, 3),
    (lambda lines: [*lines[:2], b"\xff\xfe\n", *lines[3:]], "damaged-entry", 3, 2),
    (lambda lines: [*lines[:2], b"[" * 100_000 + b"\n", *lines[3:]], "damaged-entry", 3, 2),
    (lambda lines: [*lines[:6], lines[6].replace(b'"e"', b'"other"'), *lines[7:]], "damaged-entry", 7, 6),
    (lambda lines: [], "export-cut", 0, 0),
])
def test_a_changed_export_is_told(export: Path, change: Callable[[list[bytes]], list[bytes]], code: str, line: int,
                                  kept: int) -> None:
    export.write_bytes(b"".join(change(export.read_bytes().splitlines(keepends=True))))
    entries, problems = read_export(export)
    assert (problems[0].code, problems[0].where) == (code, f"e.jsonl:{line}")
    assert len(entries) == kept
    with pytest.raises(InvalidInput):
        load_export(export)


def test_a_missing_export_is_a_problem(tmp_path: Path) -> None:
    assert [problem.code for problem in read_export(tmp_path / "none.jsonl")[1]] == ["missing-file"]
