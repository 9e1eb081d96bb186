"""What every journal promises, held on each of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from journal.drafts import AT, draft

from assessment.domain import facts as f
from assessment.domain.basis import Refused
from assessment.journal import (
    GENESIS,
    ZERO,
    Draft,
    Entry,
    Head,
    Journal,
    MemoryJournal,
    PostgresJournal,
    SqliteJournal,
    check_chain,
    instant,
    load_export,
    restore,
    write_export,
)


class RoundTrip(MemoryJournal):
    """A journal that can only be read through its own export, written to a file and restored elsewhere."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.file = folder / "export.jsonl"

    def read(self, engagement: str, after: int = 0, most: int | None = None) -> list[Entry]:
        entries = super().read(engagement)
        if not entries:
            return []
        write_export(entries, self.file)
        return restore(MemoryJournal(), load_export(self.file))[after:][:most]


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


def test_rows_are_what_is_stored_and_reading_stops_where_it_is_told(journal: Journal, name: str) -> None:
    entries = journal.append(name, [draft() for _ in range(6)])
    assert list(journal.rows(name)) == [(entry.seq, entry.text, entry.hash) for entry in entries]
    assert list(journal.rows(name, 4)) == [(entry.seq, entry.text, entry.hash) for entry in entries[4:]]
    assert journal.read(name, 2, 1) == [entries[2]]
    assert journal.read(name, 6, 1) == []
    assert list(journal.rows("nobody")) == []


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


