"""Answers in columns: what hundreds of thousands of them are kept in until somebody asks for one."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assessment.domain.basis import canonical
from assessment.domain.facts import Answered

AnswerKey = tuple[str, str | None, str, int]
"""(cycle, place, question, round)."""
ACTOR, VIA, SAID, CYCLE, SHOWN, PERSON, QUESTION, ROUND, SITE, VALUE = range(10)
"""Columns of `AnswerColumns.codes`: who recorded it by what; `SAID` is comment, confidence and what is confirmed,
`SHOWN` evidence and whether it is measured."""
WIDTH = 10
MOST_MADE = 200_000
"""Answers made from columns that are kept at once, about 1 kB each: those of two large cycles."""
_SAID, _SHOWN = ("comment", "confidence", "confirms"), ("evidence", "measured")


class AnswersMade:
    """Answers made from rows; once they are too many all are dropped, and made again when they are asked for."""

    def __init__(self) -> None:
        self.of: dict[tuple[int, ...], dict[str, Answered]] = {}
        self._count = 0

    def keep(self, rows: tuple[int, ...], answers: dict[str, Answered]) -> None:
        if self._count > MOST_MADE:
            self.of, self._count = {}, 0
        self.of[rows] = answers
        self._count += len(answers)


@dataclass(frozen=True, eq=False)
class AnswerColumns:
    """Answers in the order of the journal, one a row; the arrays are read, never changed.

    `seq` [n] is the place in the journal, `at` [n] the time in ms UTC, `codes` [n, 10] point into `texts`: names as
    they are; round, site, value and the members of `SAID` and `SHOWN` as JSON.
    """

    seq: NDArray[np.int64]
    at: NDArray[np.datetime64]
    codes: NDArray[np.int32]
    texts: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.seq)

    def rows(self, as_of: date | None = None, before: int | None = None) -> NDArray[np.int64]:
        """Rows of answers up to the end of a day, and before a place in the journal."""
        kept = np.ones(len(self), bool)
        if as_of is not None:
            kept &= self.days <= np.datetime64(as_of)
        if before is not None:
            kept &= self.seq < before
        return np.flatnonzero(kept)

    @cached_property
    def days(self) -> NDArray[np.datetime64]:
        """The day of each answer, UTC."""
        return self.at.astype("datetime64[D]")

    @cached_property
    def order(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows of one (cycle, place, question, round) together, each in journal order; and the number of its group."""
        group = np.zeros(len(self), np.int64)
        for column in (CYCLE, SITE, QUESTION, ROUND):
            there = np.zeros(len(self.texts), bool)
            there[self.codes[:, column]] = True
            group = group * int(there.sum()) + (np.cumsum(there) - 1)[self.codes[:, column]]
        rows = np.argsort(group, kind="stable")
        return rows, group[rows]

    def of_person(self, person: str) -> list[int]:
        """Rows of one person, oldest first."""
        code = self._code.get(person)
        return [] if code is None else np.flatnonzero(self.codes[:, PERSON] == code).tolist()

    def name(self, row: int, column: int) -> str:
        """The text that a row holds in a column."""
        return self.texts[self.codes[row, column]]

    def key(self, row: int) -> AnswerKey:
        """What the answer of a row answers."""
        codes = self.codes[row].tolist()
        return (self.texts[codes[CYCLE]], self._value(codes[SITE]), self.texts[codes[QUESTION]],
                self._value(codes[ROUND]))

    def answers(self, rows: Iterable[int]) -> list[Answered]:
        """The answers of rows as they were recorded, and validated."""
        made = []
        for codes in self.codes[np.fromiter(rows, np.int64)].tolist():
            made.append(Answered.model_validate({
                "cycle": self.texts[codes[CYCLE]], "person": self.texts[codes[PERSON]],
                "question": self.texts[codes[QUESTION]], "round": self._value(codes[ROUND]),
                "site": self._value(codes[SITE]), "value": self._value(codes[VALUE]),
                **self._members(codes[SAID]), **self._members(codes[SHOWN])}))
        return made

    def latest(self, rows: tuple[int, ...]) -> dict[str, Answered]:
        """Person -> latest answer, the latest one last, of rows of one key in the order of the journal."""
        found = self._made.of.get(rows)
        if found is None:
            last: dict[int, int] = {}
            for row, person in zip(rows, self.codes[list(rows), PERSON].tolist(), strict=True):
                last.pop(person, None)
                last[person] = row
            found = {answer.person: answer for answer in self.answers(last.values())}
            self._made.keep(rows, found)
        return found

    @cached_property
    def _made(self) -> AnswersMade:
        return AnswersMade()

    @cached_property
    def _code(self) -> dict[str, int]:
        return {text: code for code, text in enumerate(self.texts)}

    @cached_property
    def _parsed(self) -> dict[int, Any]:
        return {}

    def _value(self, code: int) -> Any:
        if code not in self._parsed:
            self._parsed[code] = json.loads(self.texts[code])
        return self._parsed[code]

    def _members(self, code: int) -> dict[str, Any]:
        if code not in self._parsed:
            self._parsed[code] = json.loads("{" + self.texts[code] + "}")
        return self._parsed[code]


class Codes(dict[str, int]):
    """Text -> its number, the next one for a text that was not seen before."""

    def __missing__(self, text: str) -> int:
        self[text] = code = len(self)
        return code


class AnswerColumnsMade:
    """Columns while they grow; `last` are those that they go on from."""

    def __init__(self, last: AnswerColumns | None = None) -> None:
        self._last = last
        self._codes = Codes() if last is None else Codes((text, code) for code, text in enumerate(last.texts))
        self._code = self._codes.__getitem__
        self._flat = array("i")
        self._seqs: list[int] = []
        self._times: list[str] = []

    def add(self, seq: int, at: str, fields: Iterable[str]) -> None:
        """An answer by its texts, in the order of the columns; `at` without its Z."""
        self._seqs.append(seq)
        self._times.append(at)
        self._flat.extend(map(self._code, fields))

    def add_answer(self, seq: int, at: str, actor: str, via: str, fact: Answered) -> None:
        """The same from the fact."""
        told = fact.model_dump(mode="json")
        said, shown = (canonical({name: told[name] for name in names})[1:-1] for names in (_SAID, _SHOWN))
        self.add(seq, at, (actor, via, said, fact.cycle, shown, fact.person, fact.question, str(fact.round),
                           canonical(fact.site), canonical(fact.value)))

    def whole(self) -> AnswerColumns:
        """All columns so far. Raises ValueError where a time is no time."""
        if self._last is not None and not self._seqs:
            return self._last
        new = AnswerColumns(np.array(self._seqs, np.int64), np.array(self._times, "datetime64[ms]"),
                            np.frombuffer(self._flat, np.int32).reshape(-1, WIDTH), tuple(self._codes))
        if self._last is None:
            return new
        return AnswerColumns(np.concatenate([self._last.seq, new.seq]), np.concatenate([self._last.at, new.at]),
                             np.concatenate([self._last.codes, new.codes]), new.texts)


class Answers(Mapping[AnswerKey, Mapping[str, Answered]]):
    """The answers of some rows as `Engagement.answers` shows them: made when somebody asks for a key.

    What is set later stands beside the columns. Copies do not share it.
    """

    def __init__(self, columns: AnswerColumns, rows: NDArray[np.int64]) -> None:
        self.columns = columns
        ordered, group = columns.order
        if len(rows) < len(columns):
            kept = np.zeros(len(columns), bool)
            kept[rows] = True
            ordered, group = ordered[kept[ordered]], group[kept[ordered]]
        self._ordered = ordered
        starts = np.flatnonzero(np.diff(group, prepend=-1))
        stops = np.append(starts, len(ordered))[1:]
        spans = sorted(zip(ordered[starts].tolist(), starts.tolist(), stops.tolist(), strict=True))
        self._spans = {columns.key(first): (start, stop) for first, start, stop in spans}
        self._set: dict[AnswerKey, dict[str, Answered]] = {}

    def __getitem__(self, key: AnswerKey) -> dict[str, Answered]:
        found = self._set.get(key)
        if found is None:
            start, stop = self._spans[key]
            found = self.columns.latest(tuple(self._ordered[start:stop].tolist()))
        return found

    def __setitem__(self, key: AnswerKey, votes: dict[str, Answered]) -> None:
        self._set[key] = votes

    def __iter__(self) -> Iterator[AnswerKey]:
        yield from self._spans
        yield from (key for key in self._set if key not in self._spans)

    def __len__(self) -> int:
        return len(self._spans) + sum(key not in self._spans for key in self._set)

    def __contains__(self, key: object) -> bool:
        return key in self._spans or key in self._set

    def copy(self) -> Answers:
        other = object.__new__(Answers)
        other.__dict__.update(self.__dict__, _set=dict(self._set))
        return other

    def rows_of(self, key: AnswerKey) -> list[int]:
        """Rows of a key in journal order; none where the columns hold none."""
        start, stop = self._spans.get(key, (0, 0))
        return self._ordered[start:stop].tolist()
