"""The journal in one SQLite file: one writer thread with group commit, acknowledged after COMMIT."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar

from assessment.domain.basis import AssessmentError, Refused
from assessment.journal.base import GENESIS, Draft, Entry, Head, NotSaved, Row, extend, restored
from assessment.journal.beside import Beside, tables
from assessment.text import _

T = TypeVar("T")
VERSION = 1
"""Version of the tables, in PRAGMA user_version."""
MOST_IN_A_GROUP = 200
ROWS_AT_ONCE = 2_000
_SELECT = "SELECT seq, body, hash FROM entry WHERE engagement = ? AND seq > ? ORDER BY seq LIMIT ?"

_TABLES = (
    "CREATE TABLE IF NOT EXISTS entry (engagement TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, "
    "body TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (engagement, seq), UNIQUE (engagement, id))",
    "CREATE TRIGGER IF NOT EXISTS entry_is_never_changed BEFORE UPDATE ON entry "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER IF NOT EXISTS entry_is_never_deleted BEFORE DELETE ON entry "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    *tables(),
)


class _Work:
    """Something to do inside the writer's transaction, and where its outcome is waited for."""

    def __init__(self, run: Callable[[sqlite3.Connection], Any]) -> None:
        self.run = run
        self.outcome: Future[Any] = Future()
        self.value: Any = None


class SqliteJournal:
    """Opens or makes the file at `path`. Several processes may share it. Raises NotSaved, Refused."""

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)
        try:
            self._writer = self._connection()
            self._prepare()
            self._reader = self._connection()
        except sqlite3.Error as error:
            raise NotSaved(_("{name} cannot be opened ({error})").format(name=self._path.name, error=error)) from error
        self._inode = self._path.stat().st_ino
        self._reading = Lock()
        self._waiting: SimpleQueue[_Work | None] = SimpleQueue()
        self._gate = Lock()
        self._closed = False
        self._thread = Thread(target=self._write, name="journal-writer", daemon=True)
        self._thread.start()

    # -- the five methods

    def append(self, engagement: str, drafts: Sequence[Draft], last_seq: int | None = None) -> list[Entry]:
        def record(connection: sqlite3.Connection) -> list[Entry]:
            known = _known(connection, engagement, [draft.id for draft in drafts])
            extension = extend(engagement, _head(connection, engagement), known, drafts, last_seq)
            connection.executemany(
                "INSERT INTO entry (engagement, seq, id, body, hash) VALUES (?, ?, ?, ?, ?)",
                [(engagement, entry.seq, entry.id, entry.text, entry.hash) for entry in extension.new])
            return extension.entries

        return self._submit(record)

    def read(self, engagement: str, after: int = 0, most: int | None = None) -> list[Entry]:
        with self._reading:
            rows = self._fetch(_SELECT, (engagement, max(after, 0), -1 if most is None else most))
            if not rows:
                return []
            before = self._fetch("SELECT seq, hash FROM entry WHERE engagement = ? AND seq = ?", (engagement, after))
        return restored(rows, engagement, Head(*before[0]) if before else GENESIS)

    def rows(self, engagement: str, after: int = 0) -> Iterator[Row]:
        last = max(after, 0)
        while True:
            with self._reading:
                rows = self._fetch(_SELECT, (engagement, last, ROWS_AT_ONCE))
            yield from rows
            if len(rows) < ROWS_AT_ONCE:
                return
            last = rows[-1][0]

    def head(self, engagement: str) -> Head:
        with self._reading:
            rows = self._fetch("SELECT seq, hash FROM entry WHERE engagement = ? ORDER BY seq DESC LIMIT 1",
                               (engagement,))
        return Head(*rows[0]) if rows else GENESIS

    def engagements(self) -> list[str]:
        with self._reading:
            return [row[0] for row in self._fetch("SELECT DISTINCT engagement FROM entry ORDER BY engagement", ())]

    def close(self) -> None:
        with self._gate:
            self._closed = True
            self._waiting.put(None)
        self._thread.join()
        with self._reading:
            self._reader.close()
        self._writer.close()

    # -- beside them

    @property
    def beside(self) -> Beside:
        """Names, files and access codes in the same file."""
        return Beside(lambda sql, values: self._submit(lambda connection: connection.execute(sql, values).fetchall()),
                      self._look_up)

    def back_up(self, target: Path) -> None:
        """Write a whole, consistent copy to a file that does not exist yet. Raises NotSaved."""
        if target.exists():
            raise NotSaved(_("{name} exists already").format(name=target.name))
        with self._reading:
            self._fetch("VACUUM INTO ?", (str(target),))

    # -- inside

    def _connection(self) -> sqlite3.Connection:
        """A connection with the settings that durability rests on, each asserted."""
        import sqlite_utils

        connection = sqlite3.connect(self._path, timeout=10, isolation_level=None, check_same_thread=False)
        database = sqlite_utils.Database(connection, execute_plugins=False)
        database.enable_wal()
        for setting, value in (("synchronous", 2), ("foreign_keys", 1), ("recursive_triggers", 1)):
            connection.execute(f"PRAGMA {setting} = {value}")
            if connection.execute(f"PRAGMA {setting}").fetchone()[0] != value:
                raise NotSaved(_("the database refuses the setting {name}").format(name=setting))
        if database.journal_mode != "wal":
            raise NotSaved(_("the database cannot keep a write-ahead log in this place"))
        return connection

    def _prepare(self) -> None:
        self._writer.execute("BEGIN IMMEDIATE")
        try:
            version = self._writer.execute("PRAGMA user_version").fetchone()[0]
            if version > VERSION:
                raise Refused(_("This file was written by a newer version of Interlock."),
                              _("Open it with that version."))
            for statement in _TABLES:
                self._writer.execute(statement)
            self._writer.execute(f"PRAGMA user_version = {VERSION}")
            self._writer.execute("COMMIT")
        finally:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")

    def _look_up(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Rows as they were last committed, without waiting for the writer."""
        with self._reading:
            return self._fetch(sql, values)

    def _fetch(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        try:
            return self._reader.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise NotSaved(_("the journal's file cannot be read ({error})").format(error=error)) from error

    def _submit(self, run: Callable[[sqlite3.Connection], T]) -> T:
        work = _Work(run)
        with self._gate:
            if self._closed:
                raise NotSaved(_("the journal is closed"))
            self._waiting.put(work)
        outcome: T = work.outcome.result()
        return outcome

    def _write(self) -> None:
        """The writer thread: takes what waits, commits it as one group, then acknowledges."""
        try:
            going = True
            while going:
                group = self._waiting_now()
                going = None not in group
                self._commit([work for work in group if work is not None])
        finally:
            with self._gate:
                self._closed = True
            while not self._waiting.empty():
                left = self._waiting.get()
                if left is not None:
                    left.outcome.set_exception(NotSaved(_("the journal is closed")))

    def _waiting_now(self) -> list[_Work | None]:
        """Waits for the first piece of work and takes along what came in behind it."""
        group = [self._waiting.get()]
        try:
            while len(group) < MOST_IN_A_GROUP:
                group.append(self._waiting.get_nowait())
        except Empty:
            pass
        return group

    def _commit(self, group: list[_Work]) -> None:
        done: list[_Work] = []
        why: AssessmentError = NotSaved(_("the writer stopped"))
        try:
            if group:
                self._check_file()
                self._writer.execute("BEGIN IMMEDIATE")
                done = [work for work in group if self._attempt(work)]
                self._writer.execute("COMMIT")
                for work in done:
                    work.outcome.set_result(work.value)
        except sqlite3.Error as error:
            why = NotSaved(str(error))
        except NotSaved as error:
            why = error
        finally:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
            for work in group:
                if not work.outcome.done():
                    work.outcome.set_exception(why)

    def _attempt(self, work: _Work) -> bool:
        """Run one piece of work in a savepoint, so that its failure does not take the group along."""
        self._writer.execute("SAVEPOINT work")
        try:
            work.value = work.run(self._writer)
        except (AssessmentError, sqlite3.IntegrityError) as error:
            self._writer.execute("ROLLBACK TO work")
            work.outcome.set_exception(error if isinstance(error, AssessmentError) else NotSaved(str(error)))
            return False
        finally:
            if self._writer.in_transaction:
                self._writer.execute("RELEASE work")
        return True

    def _check_file(self) -> None:
        """SQLite goes on writing into a file that was deleted or replaced; those writes would be lost."""
        try:
            same = os.stat(self._path).st_ino == self._inode
        except FileNotFoundError:
            same = False
        if not same:
            raise NotSaved(_("the journal's file was moved, deleted or replaced while it was open"))


def _head(connection: sqlite3.Connection, engagement: str) -> Head:
    row = connection.execute(
        "SELECT seq, hash FROM entry WHERE engagement = ? ORDER BY seq DESC LIMIT 1", (engagement,)).fetchone()
    return Head(*row) if row else GENESIS


def _known(connection: sqlite3.Connection, engagement: str, ids: list[str]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for start in range(0, len(ids), 500):
        part = ids[start:start + 500]
        rows = connection.execute(
            f"SELECT seq, body FROM entry WHERE engagement = ? AND id IN ({','.join('?' * len(part))})",  # noqa: S608
            [engagement, *part])
        found |= {entry.id: entry for entry in (Entry.parsed(body, seq) for seq, body in rows)}
    return found
