"""The journal as JSON Lines: the export that can be checked without the application's database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from assessment.domain.basis import DamagedJournal, InvalidInput, Problem, Refused, canonical
from assessment.journal.base import Draft, Entry, Head, Journal, check_chain
from assessment.text import _

LONGEST_LINE = 20_000_000
"""Bytes; a pinned library is some hundred thousand."""


def export_lines(entries: Sequence[Entry]) -> Iterator[str]:
    """Each entry's text, then one line with engagement, last seq and its hash: it shows a tail that was cut."""
    if not entries:
        raise Refused(_("There is nothing to export."), _("Record something first."))
    for entry in entries:
        yield entry.text + "\n"
    yield canonical({"engagement": entries[-1].engagement, "seq": entries[-1].seq, "hash": entries[-1].hash}) + "\n"


def write_export(entries: Sequence[Entry], path: Path) -> Head:
    """Write the whole journal of one engagement; returns the head that its last line names."""
    check_chain(entries)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(export_lines(entries))
    return Head(entries[-1].seq, entries[-1].hash)


def read_export(path: Path) -> tuple[list[Entry], list[Problem]]:
    """Entries up to the first fault, and the problems: no problem means whole and unchanged."""
    try:
        with path.open("rb") as file:
            return _Reading(path.name).read(file)
    except OSError:
        return [], [Problem(code="missing-file", where=path.name, message=_("The export cannot be opened."),
                            remedy=_("Check its name and that you may read it."))]


def restore(journal: Journal, entries: Sequence[Entry]) -> list[Entry]:
    """Bring an export back into a journal, text for text; entries that it has already are left as they are.

    Raises DamagedJournal for a broken chain, Refused when the journal holds something else.
    """
    check_chain(entries)
    if not entries:
        return []
    engagement = entries[0].engagement
    present = journal.read(engagement)
    if [entry.hash for entry in present] != [entry.hash for entry in entries[:len(present)]]:
        raise Refused(_("This engagement holds entries that the export does not have."),
                      _("Bring the export into an empty place."))
    journal.append(engagement, [Draft.of(entry) for entry in entries[len(present):]], last_seq=len(present))
    result = journal.read(engagement)
    if result[-1].hash != entries[-1].hash:
        raise DamagedJournal(entries[-1].seq, _("it was not restored as it was exported"))
    return result


def load_export(path: Path) -> list[Entry]:
    """As `read_export`. Raises InvalidInput where there is any problem."""
    entries, problems = read_export(path)
    if problems:
        raise InvalidInput(problems)
    return entries


class _Reading:
    """One pass over an export file, then the check of its chain."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.entries: list[Entry] = []
        self.line = 0

    def read(self, file: BinaryIO) -> tuple[list[Entry], list[Problem]]:
        told: Head | None = None
        problems: list[Problem] = []
        try:
            told = self._lines(file)
            if told is None:
                problems.append(self._problem("export-cut", _("The last line, which names the end, is missing.")))
            elif file.readline(100).strip():
                problems.append(self._problem("after-end", _("There are lines after the one that names the end.")))
        except DamagedJournal as damage:
            problems.append(self._damage(damage, self.line))
        found = self.entries[-1].seq if self.entries else 0
        if told is not None and told.seq != found:
            problems.append(self._problem("wrong-end", _(
                "The last line names entry {told} as the end; the entries before it end at {found}.").format(
                    told=told.seq, found=found)))
            told = None
        try:
            check_chain(self.entries, head=told)
        except DamagedJournal as damage:
            problems.insert(0, self._damage(damage, damage.seq))
            self.entries = self.entries[:damage.seq - 1]
        return self.entries, problems

    def _lines(self, file: BinaryIO) -> Head | None:
        """Reads entries up to the line that names the end and returns what it names, or None without one."""
        while raw := file.readline(LONGEST_LINE + 1):
            self.line += 1
            if len(raw) > LONGEST_LINE:
                raise DamagedJournal(self.line, _("its line is longer than any entry can be"))
            try:
                text = raw.decode("utf-8").removesuffix("\n").removesuffix("\r")
            except UnicodeDecodeError as error:
                raise DamagedJournal(self.line, _("its text cannot be read")) from error
            end = self._end(text)
            if end is not None:
                return end
            entry = Entry.parsed(text, self.line)
            if self.entries and entry.engagement != self.entries[0].engagement:
                raise DamagedJournal(self.line, _("it belongs to another engagement"))
            self.entries.append(entry)
        return None

    def _end(self, text: str) -> Head | None:
        try:
            value = json.loads(text) if len(text) < 1000 else None
        except (ValueError, RecursionError):
            return None
        if not isinstance(value, dict) or set(value) != {"engagement", "seq", "hash"}:
            return None
        engagement = self.entries[0].engagement if self.entries else None
        seq = value["seq"] if type(value["seq"]) is int and value["engagement"] == engagement else 0
        return Head(seq, str(value["hash"]))

    def _damage(self, damage: DamagedJournal, line: int) -> Problem:
        return self._problem("damaged-entry", str(damage), line)

    def _problem(self, code: str, message: str, line: int | None = None) -> Problem:
        return Problem(code=code, where=f"{self.name}:{line or self.line}", message=message,
                       remedy=_("Export again, or restore the last good copy."))
