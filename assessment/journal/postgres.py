"""The journal in PostgreSQL: the primary key and a retry are the guarantee, the lock only saves retries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from assessment.domain.basis import Refused
from assessment.journal.base import GENESIS, Draft, Entry, Head, NotSaved, Row, extend, restored
from assessment.journal.beside import Beside, tables
from assessment.text import _

if TYPE_CHECKING:
    import psycopg

T = TypeVar("T")
TRIES = 8
ROWS_AT_ONCE = 2_000
_SELECT = "SELECT seq, body, hash FROM entry WHERE engagement = ? AND seq > ? ORDER BY seq LIMIT ?"
_LOCK_SPACE = 0x1A7E
"""First key of the advisory locks, so that they meet no other application's."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS entry (engagement TEXT NOT NULL, seq BIGINT NOT NULL, id TEXT NOT NULL, "
    "body TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (engagement, seq), UNIQUE (engagement, id))",
    "CREATE OR REPLACE FUNCTION entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$",
    "CREATE OR REPLACE TRIGGER entry_is_never_changed BEFORE UPDATE OR DELETE ON entry "
    "FOR EACH ROW EXECUTE FUNCTION entry_is_append_only()",
    "CREATE OR REPLACE TRIGGER entry_is_never_emptied BEFORE TRUNCATE ON entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION entry_is_append_only()",
    *tables("BYTEA"),
)


class PostgresJournal:
    """Connects by a libpq address and makes the tables where they are missing. Raises NotSaved, Refused."""

    def __init__(self, address: str) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise Refused(_("PostgreSQL needs the optional package psycopg."),
                          _("Install Interlock with its postgres extra.")) from error
        self._driver = psycopg
        self._address = address
        self._lock = RLock()
        self._connection: psycopg.Connection[Any] | None = None
        self._closed = False
        self._in_transaction(self._prepare)

    def append(self, engagement: str, drafts: Sequence[Draft], last_seq: int | None = None) -> list[Entry]:
        def record(cursor: psycopg.Cursor[Any]) -> list[Entry]:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (_LOCK_SPACE, engagement))
            cursor.execute("SELECT seq, body FROM entry WHERE engagement = %s AND id = ANY(%s)",
                           (engagement, [draft.id for draft in drafts]))
            known = {entry.id: entry for entry in (Entry.parsed(body, seq) for seq, body in cursor.fetchall())}
            cursor.execute("SELECT seq, hash FROM entry WHERE engagement = %s ORDER BY seq DESC LIMIT 1", (engagement,))
            row = cursor.fetchone()
            extension = extend(engagement, Head(*row) if row else GENESIS, known, drafts, last_seq)
            if extension.new:
                with cursor.copy("COPY entry (engagement, seq, id, body, hash) FROM STDIN") as copy:
                    for entry in extension.new:
                        copy.write_row((engagement, entry.seq, entry.id, entry.text, entry.hash))
                cursor.execute("SELECT pg_notify('journal', %s)", (engagement,))
            return extension.entries

        return self._in_transaction(record)

    def read(self, engagement: str, after: int = 0, most: int | None = None) -> list[Entry]:
        before = self._run("SELECT seq, hash FROM entry WHERE engagement = ? AND seq = ?", (engagement, after))
        rows = self._run(_SELECT, (engagement, max(after, 0), most))
        return restored(rows, engagement, Head(*before[0]) if before else GENESIS) if rows else []

    def rows(self, engagement: str, after: int = 0) -> Iterator[Row]:
        last = max(after, 0)
        while True:
            rows = self._run(_SELECT, (engagement, last, ROWS_AT_ONCE))
            yield from rows
            if len(rows) < ROWS_AT_ONCE:
                return
            last = rows[-1][0]

    def head(self, engagement: str) -> Head:
        rows = self._run("SELECT seq, hash FROM entry WHERE engagement = ? ORDER BY seq DESC LIMIT 1", (engagement,))
        return Head(*rows[0]) if rows else GENESIS

    def engagements(self) -> list[str]:
        return sorted(row[0] for row in self._run("SELECT DISTINCT engagement FROM entry", ()))

    def close(self) -> None:
        with self._lock:
            self._closed = True
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @property
    def beside(self) -> Beside:
        """Names, files and access codes in the same database."""
        return Beside(self._run)

    @staticmethod
    def _prepare(cursor: psycopg.Cursor[Any]) -> None:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", (_LOCK_SPACE,))
        for statement in _TABLES:
            cursor.execute(statement)

    def _run(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        def run(cursor: psycopg.Cursor[Any]) -> list[tuple[Any, ...]]:
            cursor.execute(sql.replace("?", "%s"), values)
            return cursor.fetchall() if cursor.description else []

        return self._in_transaction(run)

    def _in_transaction(self, run: Callable[[psycopg.Cursor[Any]], T]) -> T:
        """Run and commit; again with a new connection where another writer or a restart came in between.

        An append may be repeated although its first commit went through: the ids of its drafts make that harmless.
        """
        errors = self._driver.errors
        why = ""
        for _attempt in range(TRIES):
            with self._lock:
                if self._closed:
                    raise NotSaved(_("the journal is closed"))
                try:
                    if self._connection is None or self._connection.closed:
                        self._connection = self._driver.connect(self._address, connect_timeout=10)
                    with self._connection.transaction(), self._connection.cursor() as cursor:
                        return run(cursor)
                except (errors.UniqueViolation, errors.SerializationFailure, errors.DeadlockDetected) as error:
                    why = type(error).__name__
                except self._driver.OperationalError as error:
                    why = type(error).__name__
                    if self._connection is not None:
                        self._connection.close()
                        self._connection = None
                except self._driver.Error as error:
                    raise NotSaved(type(error).__name__) from error
        raise NotSaved(_("the database could not be reached ({why})").format(why=why))
