"""A journal in memory, for tests, previews and what-if."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock

from assessment.journal.base import GENESIS, Draft, Entry, Head, Row, extend


class MemoryJournal:
    """Keeps entries as long as the object lives."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._entries: dict[str, list[Entry]] = {}
        self._known: dict[str, dict[str, Entry]] = {}

    def append(self, engagement: str, drafts: Sequence[Draft], last_seq: int | None = None) -> list[Entry]:
        with self._lock:
            known = self._known.get(engagement, {})
            extension = extend(engagement, self.head(engagement), known, drafts, last_seq)
            if extension.new:
                self._entries.setdefault(engagement, []).extend(extension.new)
                self._known.setdefault(engagement, {}).update({entry.id: entry for entry in extension.new})
            return extension.entries

    def read(self, engagement: str, after: int = 0, most: int | None = None) -> list[Entry]:
        return self._entries.get(engagement, [])[max(after, 0):][:most]

    def rows(self, engagement: str, after: int = 0) -> Iterator[Row]:
        return ((entry.seq, entry.text, entry.hash) for entry in self.read(engagement, after))

    def head(self, engagement: str) -> Head:
        entries = self._entries.get(engagement)
        return Head(entries[-1].seq, entries[-1].hash) if entries else GENESIS

    def engagements(self) -> list[str]:
        return sorted(self._entries)

    def close(self) -> None:
        """Nothing to release."""
