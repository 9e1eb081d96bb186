"""What stands beside the journal and is no fact: erasable names, evidence files, access codes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

Run = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
"""Runs one SQL statement with ? placeholders in a transaction of its own and returns its rows."""


def tables(binary: str = "BLOB") -> tuple[str, ...]:
    """The statements that make the tables; `binary` is the database's type for bytes."""
    return (
        "CREATE TABLE IF NOT EXISTS people (engagement TEXT NOT NULL, person TEXT NOT NULL, name TEXT NOT NULL, "
        "email TEXT NOT NULL DEFAULT '', PRIMARY KEY (engagement, person))",
        "CREATE TABLE IF NOT EXISTS blobs (sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, "
        f"body {binary} NOT NULL)",
        "CREATE TABLE IF NOT EXISTS access (engagement TEXT NOT NULL, person TEXT NOT NULL, kind TEXT NOT NULL, "
        "hash TEXT PRIMARY KEY, created TEXT NOT NULL, expires TEXT NOT NULL, revoked TEXT)",
        "CREATE TABLE IF NOT EXISTS visits (hash TEXT PRIMARY KEY, seen TEXT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS logins (subject TEXT NOT NULL, engagement TEXT NOT NULL, person TEXT NOT NULL, "
        "PRIMARY KEY (engagement, person))",
        "CREATE TABLE IF NOT EXISTS summaries (engagement TEXT PRIMARY KEY, head TEXT NOT NULL, body TEXT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS publications (number INTEGER PRIMARY KEY, body TEXT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS salts (name TEXT PRIMARY KEY, salt TEXT NOT NULL)",
    )


class Grant(NamedTuple):
    """Whom a code lets in, to what; times are UTC in the form of `instant`."""

    engagement: str
    person: str
    kind: str
    created: str
    expires: str


class Held(NamedTuple):
    """A code as it stands: `seen` the last time it was used ("" never), `ended` when it was revoked ("" was not)."""

    person: str
    kind: str
    expires: str
    seen: str
    ended: str


class Blob(NamedTuple):
    sha256: str
    name: str
    type: str
    body: bytes


def hashed(code: str) -> str:
    """The stored form of a code: SHA-256, 64 hex digits. A code itself is never kept; it is long and random."""
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()


class Beside:
    """Names, files and access codes of a store. `read` serves what changes nothing, where the writer need not be
    waited for."""

    def __init__(self, run: Run, read: Run | None = None) -> None:
        self._run, self._read = run, read or run

    def remember_name(self, engagement: str, person: str, name: str, email: str = "") -> None:
        """Keep a name; an e-mail address that was kept before stays where none is given."""
        self._run(
            "INSERT INTO people (engagement, person, name, email) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (engagement, person) DO UPDATE SET name = excluded.name, "
            "email = CASE WHEN excluded.email = '' THEN people.email ELSE excluded.email END",
            (engagement, person, name, email))

    def names(self, engagement: str) -> dict[str, str]:
        """Person id -> name."""
        return dict(self._read("SELECT person, name FROM people WHERE engagement = ? AND name <> '' ORDER BY person",
                              (engagement,)))

    def remember_email(self, engagement: str, person: str, email: str) -> None:
        """Keep the address by which a person signs in, or none; whoever signed in as that person before has to anew."""
        self._run(
            "INSERT INTO people (engagement, person, name, email) VALUES (?, ?, '', ?) "
            "ON CONFLICT (engagement, person) DO UPDATE SET email = excluded.email", (engagement, person, email))
        self._run("DELETE FROM logins WHERE engagement = ? AND person = ?", (engagement, person))

    def emails(self, engagement: str) -> dict[str, str]:
        """Person id -> e-mail address, of those who have one."""
        return dict(self._read("SELECT person, email FROM people WHERE engagement = ? AND email <> ''", (engagement,)))

    def with_email(self, email: str) -> list[tuple[str, str]]:
        """(engagement, person) of an address, in every engagement of the store."""
        return [(row[0], row[1]) for row in self._read(
            "SELECT engagement, person FROM people WHERE email = ? AND email <> '' ORDER BY engagement", (email,))]

    def bind(self, engagement: str, person: str, subject: str) -> str:
        """Bind a person to the account that signs in first; returns the subject that the person is bound to."""
        self._run("INSERT INTO logins (subject, engagement, person) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                  (subject, engagement, person))
        return str(self._run("SELECT subject FROM logins WHERE engagement = ? AND person = ?",
                             (engagement, person))[0][0])

    def email(self, engagement: str, person: str) -> str:
        rows = self._read("SELECT email FROM people WHERE engagement = ? AND person = ?", (engagement, person))
        return str(rows[0][0]) if rows else ""

    def forget_name(self, engagement: str, person: str) -> None:
        """Erase a name; the facts keep the id, which then points to nobody."""
        self._run("DELETE FROM people WHERE engagement = ? AND person = ?", (engagement, person))
        self._run("DELETE FROM logins WHERE engagement = ? AND person = ?", (engagement, person))

    def heads(self) -> dict[str, str]:
        """Engagement -> hash of its last entry."""
        return dict(self._read(
            "SELECT e.engagement, e.hash FROM "
            "(SELECT engagement, MAX(seq) AS last FROM entry GROUP BY engagement) AS m "
            "JOIN entry AS e ON e.engagement = m.engagement AND e.seq = m.last ORDER BY e.engagement", ()))

    def same_account(self, engagement: str, person: str) -> list[tuple[str, str]]:
        """(engagement, person) of everybody bound to the account that this person signed in with."""
        return [(row[0], row[1]) for row in self._read(
            "SELECT o.engagement, o.person FROM logins AS l JOIN logins AS o ON o.subject = l.subject "
            "WHERE l.engagement = ? AND l.person = ? ORDER BY o.engagement", (engagement, person))]

    def summaries(self) -> dict[str, tuple[str, str]]:
        """Engagement -> (name of what it was made from, summary); may be lost at any time."""
        return {row[0]: (row[1], row[2]) for row in self._read("SELECT engagement, head, body FROM summaries", ())}

    def summarise(self, engagement: str, head: str, body: str) -> None:
        self._run("INSERT INTO summaries (engagement, head, body) VALUES (?, ?, ?) "
                  "ON CONFLICT (engagement) DO UPDATE SET head = excluded.head, body = excluded.body",
                  (engagement, head, body))

    def publications(self) -> list[str]:
        """What was published over all engagements, oldest first."""
        return [row[0] for row in self._read("SELECT body FROM publications ORDER BY number", ())]

    def publish(self, number: int, body: str) -> bool:
        """Keep a publication for good; False where another took its number."""
        return bool(self._run("INSERT INTO publications (number, body) VALUES (?, ?) "
                              "ON CONFLICT (number) DO NOTHING RETURNING number", (number, body)))

    def salt(self, name: str, fresh: str) -> str:
        """The secret kept under a name; `fresh` becomes it where there is none."""
        self._run("INSERT INTO salts (name, salt) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", (name, fresh))
        return str(self._read("SELECT salt FROM salts WHERE name = ?", (name,))[0][0])

    def keep(self, body: bytes, name: str, media_type: str) -> str:
        """Keep a file once, whatever its name; returns its SHA-256."""
        key = hashlib.sha256(body).hexdigest()
        self._run("INSERT INTO blobs (sha256, name, type, body) VALUES (?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
                  (key, name, media_type, body))
        return key

    def blob(self, sha256: str) -> Blob | None:
        rows = self._read("SELECT sha256, name, type, body FROM blobs WHERE sha256 = ?", (sha256,))
        return Blob(rows[0][0], rows[0][1], rows[0][2], bytes(rows[0][3])) if rows else None

    def grant(self, code: str, grant: Grant) -> None:
        """Let a code in; only its hash is kept."""
        self._run("INSERT INTO access (engagement, person, kind, hash, created, expires) VALUES (?, ?, ?, ?, ?, ?)",
                  (grant.engagement, grant.person, grant.kind, hashed(code), grant.created, grant.expires))

    def granted(self, code: str, now: str) -> Grant | None:
        """Whom a code lets in at `now`, or None where it is unknown, expired or revoked."""
        rows = self._read(
            "SELECT engagement, person, kind, created, expires FROM access "
            "WHERE hash = ? AND expires > ? AND revoked IS NULL", (hashed(code), now))
        return Grant(*rows[0]) if rows else None

    def use_up(self, code: str, now: str) -> Grant | None:
        """As `granted`, and the code never works again: of two who try at once, one gets in."""
        rows = self._run(
            "UPDATE access SET revoked = ? WHERE hash = ? AND expires > ? AND revoked IS NULL "
            "RETURNING engagement, person, kind, created, expires", (now, hashed(code), now))
        return Grant(*rows[0]) if rows else None

    def once(self, code: str, grant: Grant) -> bool:
        """Take note of a code that came from elsewhere and works once; False where it was seen before."""
        return bool(self._run(
            "INSERT INTO access (engagement, person, kind, hash, created, expires, revoked) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (hash) DO NOTHING RETURNING hash",
            (grant.engagement, grant.person, grant.kind, hashed(code), grant.created, grant.expires, grant.created)))

    def visited(self, code: str, now: str) -> None:
        """Keep when a code was used last."""
        self._run("INSERT INTO visits (hash, seen) VALUES (?, ?) ON CONFLICT (hash) DO UPDATE SET seen = excluded.seen",
                  (hashed(code), now))

    def held(self, engagement: str) -> list[Held]:
        """Every code that was ever made for an engagement, without the codes."""
        return [Held(*row) for row in self._run(
            "SELECT a.person, a.kind, a.expires, COALESCE(v.seen, ''), COALESCE(a.revoked, '') FROM access AS a "
            "LEFT JOIN visits AS v ON v.hash = a.hash WHERE a.engagement = ?", (engagement,))]

    def revoke(self, code: str, now: str) -> None:
        self._run("UPDATE access SET revoked = ? WHERE hash = ? AND revoked IS NULL", (now, hashed(code)))

    def revoke_all(self, engagement: str, now: str, person: str | None = None, kind: str | None = None) -> None:
        """Shut out everybody, or one person, or one kind of code, from an engagement."""
        self._run(
            "UPDATE access SET revoked = ? WHERE engagement = ? AND revoked IS NULL "
            "AND (CAST(? AS TEXT) IS NULL OR person = ?) AND (CAST(? AS TEXT) IS NULL OR kind = ?)",
            (now, engagement, person, person, kind, kind))
