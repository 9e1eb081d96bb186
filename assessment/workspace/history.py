"""Every answer as it was given, with its time: what the state of an engagement does not keep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from assessment.domain.engagement import AnswerColumns
from assessment.domain.engagement.columns import ACTOR, VIA
from assessment.domain.facts import Answered, Fact
from assessment.journal import Entry


class Given(NamedTuple):
    """An answer of the journal; `entered_by` is who recorded it, the person or somebody on the person's behalf."""

    seq: int
    at: datetime
    """UTC."""
    entered_by: str
    via: str
    fact: Answered


class History:
    """Answers by person, oldest first, kept by whoever follows a growing journal; `before` are those in columns."""

    def __init__(self, before: AnswerColumns) -> None:
        self._before = before
        self._of: dict[str, list[Given]] = defaultdict(list)

    def follow(self, entry: Entry, fact: Fact) -> None:
        """Keep what an entry holds where it is an answer."""
        if isinstance(fact, Answered):
            self._of[fact.person].append(Given(
                entry.seq, datetime.fromisoformat(entry.at), entry.actor, entry.via, fact))

    def of(self, person: str, seen_by: str) -> tuple[Given, ...]:
        """Answers of a person as somebody may see them: one's own, and of others what one has entered oneself."""
        return tuple(one for one in (*self._in_columns(person), *self._of.get(person, ()))
                     if seen_by in (person, one.entered_by))

    def _in_columns(self, person: str) -> Iterator[Given]:
        columns = self._before
        rows = columns.of_person(person)
        for row, fact in zip(rows, columns.answers(rows), strict=True):
            at = columns.at[row].item().replace(tzinfo=UTC)
            yield Given(int(columns.seq[row]), at, columns.name(row, ACTOR), columns.name(row, VIA), fact)
