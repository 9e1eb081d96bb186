"""The journal: entries chained by hash, what every store of them promises, and the check of a chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Annotated, Any, NamedTuple, Protocol, Self

from pydantic import Field, ValidationError

from assessment.domain.basis import AssessmentError, DamagedJournal, Frozen, Refused, canonical
from assessment.domain.facts import SCHEMA, Fact, Id, parse_fact
from assessment.text import _

ZERO = "0" * 64
"""Stands for the hash before the first entry."""

Instant = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
"""UTC to the millisecond, e.g. 2026-03-01T09:30:00.000Z."""


class NotSaved(AssessmentError):
    """The store could not be opened, read or written; nothing was acknowledged."""

    def __init__(self, why: str) -> None:
        super().__init__(_("Not saved: {why}. Nothing was recorded; try again.").format(why=why[:200]))


def instant(moment: datetime) -> str:
    """The form of `at` for a moment that knows its time zone. Raises Refused for one that does not."""
    if moment.tzinfo is None:
        raise Refused(_("A time without a time zone cannot be recorded."), _("Give it in UTC."))
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A fact about to be recorded. `id` is a UUID chosen by the writer: sending it again records nothing twice.

    `fact` is a fact, or the stored JSON form of one when an export is brought back unchanged.
    """

    id: str
    at: str
    actor: str
    fact: Fact | Mapping[str, Any]
    role: str = "owner"
    on_behalf_of: str | None = None
    via: str = "app"
    reason: str = ""
    schema: int = SCHEMA

    @classmethod
    def of(cls, entry: Entry) -> Draft:
        """The draft that records an entry again, text for text."""
        return cls(id=entry.id, at=entry.at, actor=entry.actor, fact=entry.fact, role=entry.role,
                   on_behalf_of=entry.on_behalf_of, via=entry.via, reason=entry.reason, schema=entry.schema_)


class Entry(Frozen):
    """One line of the journal. `text` is what is stored and hashed; `prev` is the hash of the entry before."""

    engagement: Id
    seq: int = Field(ge=1)
    id: Id
    at: Instant
    actor: str = Field(max_length=120)
    role: str = Field(max_length=40)
    on_behalf_of: str | None = Field(max_length=120)
    via: str = Field(max_length=40)
    reason: str = Field(max_length=4000)
    schema_: int = Field(alias="schema", ge=1)
    fact: dict[str, Any]
    prev: str = Field(pattern=r"^[0-9a-f]{64}$")

    @property
    def text(self) -> str:
        """Canonical JSON of all fields: the stored and exported form."""
        return canonical({"schema" if name == "schema_" else name: getattr(self, name)
                          for name in type(self).model_fields})

    @property
    def hash(self) -> str:
        """SHA-256 of `text`, 64 hex digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def day(self) -> date:
        """The day of `at`, in UTC."""
        return date.fromisoformat(self.at[:10])

    @property
    def dated(self) -> tuple[int, date, Fact]:
        """(seq, day, fact) as `replay` takes it. Raises Refused for a fact of a newer version."""
        try:
            return self.seq, self.day, parse_fact(self.fact)
        except ValidationError as error:
            raise Refused(
                _("Entry {seq} holds a fact that this version does not know ({kind}).").format(
                    seq=self.seq, kind=str(self.fact.get("kind"))[:40]),
                _("Open the engagement with the version that wrote it, or a newer one.")) from error

    @classmethod
    def parsed(cls, text: str, seq: int) -> Self:
        """The entry of a stored text. Raises DamagedJournal(seq) where the text is not one."""
        try:
            entry = cls.model_validate(json.loads(text), strict=True)
            same = entry.text == text
        except (ValueError, RecursionError) as error:
            raise DamagedJournal(seq, _("its text cannot be read")) from error
        if not same:
            raise DamagedJournal(seq, _("its text is not in the stored form"))
        return entry


class Head(NamedTuple):
    """Last seq and its hash; (0, zeros) for an engagement without entries."""

    seq: int = 0
    hash: str = ZERO


GENESIS = Head()

Row = tuple[int, str, str]
"""An entry as it is stored: seq, text, hash."""


class Journal(Protocol):
    """What every store of entries offers. All methods may be called from any thread."""

    def append(self, engagement: str, drafts: Sequence[Draft], last_seq: int | None = None) -> list[Entry]:
        """Record all drafts or none, in one transaction, and return their entries in order once they are safe.

        A draft whose id is already there records nothing and returns the entry it became. With `last_seq` given,
        anything new is refused when the journal has moved on since. Raises Refused, NotSaved.
        """

    def read(self, engagement: str, after: int = 0, most: int | None = None) -> list[Entry]:
        """Entries with seq > `after` in order, `most` of them; none for an unknown engagement. Raises DamagedJournal.
        """

    def rows(self, engagement: str, after: int = 0) -> Iterator[Row]:
        """The same as they are stored, unchecked, without holding all of them."""

    def head(self, engagement: str) -> Head:
        """Last seq and hash."""

    def engagements(self) -> list[str]:
        """Ids of all engagements with an entry, sorted."""

    def close(self) -> None:
        """Release files and connections; calling it again does nothing."""


@dataclass(frozen=True, slots=True)
class Extension:
    """What an append comes to: the entries to return, and those of them that are new."""

    entries: list[Entry]
    new: list[Entry] = field(default_factory=list)


def extend(engagement: str, head: Head, known: Mapping[str, Entry], drafts: Sequence[Draft],
           last_seq: int | None = None) -> Extension:
    """Chain drafts to a head; `known` maps the ids already recorded to their entries. Pure. Raises Refused."""
    found = dict(known)
    result = Extension([])
    seq, prev = head
    for draft in drafts:
        entry = found.get(draft.id)
        if entry is None:
            entry = _entry(engagement, seq + 1, prev, draft)
            seq, prev = entry.seq, entry.hash
            found[entry.id] = entry
            result.new.append(entry)
        result.entries.append(entry)
    if result.new and last_seq is not None and last_seq != head.seq:
        raise Refused(_("Something was recorded in the meantime (entry {seq}).").format(seq=head.seq),
                      _("Look at it, then save again."))
    return result


def _entry(engagement: str, seq: int, prev: str, draft: Draft) -> Entry:
    typed = isinstance(draft.fact, Frozen)
    fact = draft.fact.model_dump(mode="json", by_alias=True) if isinstance(draft.fact, Frozen) else dict(draft.fact)
    try:
        if typed and parse_fact(fact) != draft.fact:
            raise ValueError("the fact does not survive its JSON form")
        entry = Entry(
            engagement=engagement, seq=seq, id=draft.id, at=draft.at, actor=draft.actor, role=draft.role,
            on_behalf_of=draft.on_behalf_of, via=draft.via, reason=draft.reason, schema_=draft.schema, fact=fact,
            prev=prev)
        entry.text.encode()
    except (ValueError, TypeError, RecursionError) as error:
        raise Refused(_("This cannot be recorded in a form that reads back the same ({kind}).").format(
            kind=str(fact.get("kind"))[:40]), _("Check its numbers, names and characters.")) from error
    return entry


def check_chain(entries: Sequence[Entry], after: Head = GENESIS, head: Head | None = None) -> None:
    """Raise DamagedJournal at the first entry that was changed, moved or taken out.

    `after` is the head that the entries continue. A chain alone cannot show that its tail was cut: `head`, kept
    elsewhere (a report, an export), does.
    """
    hashes = [entry.hash for entry in entries]
    before = after
    for index, entry in enumerate(entries):
        if entry.seq != before.seq + 1:
            raise DamagedJournal(before.seq + 1, _("it is missing; the next one found is {seq}").format(seq=entry.seq))
        if entry.prev != before.hash:
            # whatever still vouches for this entry shows that the one before it is the changed one
            last = index + 1 == len(entries)
            vouched = (head.hash if head else None) if last else entries[index + 1].prev
            culprit = before.seq if index and vouched == hashes[index] else entry.seq
            raise DamagedJournal(culprit, _("it does not fit the entries next to it"))
        before = Head(entry.seq, hashes[index])
    if head is not None and before != head:
        if before.seq < head.seq:
            raise DamagedJournal(before.seq + 1, _("entries up to {seq} were recorded and are gone").format(
                seq=head.seq))
        raise DamagedJournal(head.seq, _("its hash is not the one that was noted"))


def restored(rows: Iterable[Row], engagement: str, after: Head = GENESIS) -> list[Entry]:
    """Entries of stored (seq, text, hash), each text held against its hash and the entry before.

    Raises DamagedJournal at the first that fails.
    """
    entries: list[Entry] = []
    before = after
    for row in rows:
        entries.append(checked(row, engagement, before))
        before = Head(row[0], row[2])
    return entries


def checked(row: Row, engagement: str, before: Head) -> Entry:
    """The entry of one stored row, which follows `before`. Raises DamagedJournal where it was changed or moved."""
    seq, text, stored = row
    if seq != before.seq + 1:
        raise DamagedJournal(before.seq + 1, _("it is missing; the next one found is {seq}").format(seq=seq))
    entry = Entry.parsed(text, seq)
    if entry.seq != seq or entry.engagement != engagement:
        raise DamagedJournal(seq, _("it stands in the wrong place"))
    if hashlib.sha256(text.encode()).hexdigest() != stored:
        raise DamagedJournal(seq, _("its text was changed"))
    if entry.prev != before.hash:
        raise DamagedJournal(seq, _("it does not follow from the entry before"))
    return entry
