"""What only a file can get wrong: durability, sharing, full disks, killed writers."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from journal.drafts import AT, draft

from assessment.domain import facts as f
from assessment.domain.basis import Refused
from assessment.journal import (
    Draft,
    NotSaved,
    SqliteJournal,
    check_chain,
)


def test_ten_thousand_entries_are_recorded_in_one_go(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "journal.db")
    drafts = [
        Draft(id=f"id-{number}", at=AT, actor="p1",
              fact=f.Answered(cycle="c1", site="basel", question="owner-network", person=f"p{number}", value=3))
        for number in range(10_000)
    ]
    journal.append("e", drafts)
    assert journal.head("e").seq == 10_000
    check_chain(list(journal.read("e", 0)), head=journal.head("e"))
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


