"""YAML that people write by hand: read within limits, with the line of every value and all faults at once.

Values follow the core schema of YAML 1.2: only `true` and `false` are truth values, so that `no` stays a word; dates
stay text. Aliases, tags and several documents are refused. Events are read one by one, so that neither depth nor
size of a hostile file reaches the stack or the memory.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from assessment.domain.basis import Problem
from assessment.formats.lines import Lines, Loc
from assessment.text import _, quoted


@dataclass(frozen=True)
class Limit:
    """Most bytes and values of a file."""

    size: int
    values: int


CONTENT = Limit(1_000_000, 60_000)
"""For a file of a pack or the library."""
FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser where PyYAML came with it: the same events in a twentieth of the time."""
BRIEF = Limit(5_000_000, 200_000)
DEEPEST = 20
LONGEST_LINE = 20_000

_INTEGER = re.compile(r"[-+]?[0-9]{1,15}")
_NUMBER = re.compile(r"[-+]?(?=[0-9]*[.eE])(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_NOTHING = ("", "~", "null", "Null", "NULL")
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class Loaded(NamedTuple):
    """A document; `value` is None where it could not be read to its end."""

    value: Any
    lines: Lines
    problems: list[Problem]


def load(path: Path, limit: Limit = CONTENT, name: str | None = None) -> Loaded:
    """Read a file; `name` stands for it in problems (default: its own)."""
    shown = name or path.name
    try:
        if path.is_dir():
            return _failed(shown, "missing-file", _("This is a folder."), _("Name a file."))
        with path.open("rb") as file:
            return loads(file.read(limit.size + 1), shown, limit)
    except OSError:
        return _failed(shown, "missing-file", _("The file cannot be opened."),
                       _("Check its name and that you may read it."))


def loads(source: str | bytes, name: str, limit: Limit = CONTENT) -> Loaded:
    """Read a text; `name` stands for the file in problems."""
    raw = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    if len(raw) > limit.size:
        return _failed(name, "too-large", _("The file is larger than {most} MB.").format(most=limit.size // 1_000_000),
                       _("Split it, or move answers into a CSV file."))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _failed(name, "encoding", _("There are characters that are not UTF-8."),
                       _("Save the file with the encoding UTF-8."), raw[:error.start].count(b"\n") + 1)
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > LONGEST_LINE:
            return _failed(name, "long-line", _("The line is longer than {most} characters.").format(most=LONGEST_LINE),
                           _("Break it into several lines."), number)
    try:
        return _Reading(name, limit).read(text, FAST)
    except yaml.YAMLError:  # the plain parser says best what is wrong, and where
        return _Reading(name, limit).read(text, yaml.SafeLoader)


def _failed(name: str, code: str, message: str, remedy: str, line: int = 1) -> Loaded:
    return Loaded(None, Lines(name), [Problem(code=code, where=f"{name}:{line}", message=message, remedy=remedy)])


class _Stop(Exception):
    """Reading cannot go on; the problem that says why is noted."""


@dataclass
class _Open:
    """A list or mapping whose end has not come yet; `key` is the key that waits for its value."""

    value: Any
    loc: Loc
    key: str | None = None
    has_key: bool = False


class _Reading:
    """Builds the value of one document from its events."""

    def __init__(self, name: str, limit: Limit) -> None:
        self.name = name
        self.limit = limit
        self.lines = Lines(name)
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.first_lines: dict[Loc, int] = {}
        self.count = 0
        self.result: Any = None
        self.documents = 0

    def read(self, text: str, parser: Any) -> Loaded:
        """Raises YAMLError where another parser than the plain one meets a fault."""
        try:
            for event in yaml.parse(text, Loader=parser):
                self.take(event, event.start_mark.line + 1 if event.start_mark else 1)
        except yaml.YAMLError as error:
            if parser is not yaml.SafeLoader:
                raise
            self.problems.append(_syntax(error, self.name, text))
            return Loaded(None, self.lines, self.problems)
        except _Stop:
            return Loaded(None, self.lines, self.problems)
        if self.result is None and not self.problems:
            self.tell("empty", 1, _("The file is empty."), _("Fill it, or remove it."))
        return Loaded(self.result, self.lines, self.problems)

    def take(self, event: yaml.Event, line: int) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self.stop("several-documents", line, _("A second document begins here."),
                              _("Remove the line `---`, or make two files."))
            case yaml.AliasEvent():
                self.stop("alias", line, _("References (words beginning with *) are not read."),
                          _("Write the value out. A text that begins with * needs quotes."))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self.check(event, line)
                self.begin({} if isinstance(event, yaml.MappingStartEvent) else [], line)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.stack.pop()
            case yaml.ScalarEvent():
                self.check(event, line)
                self.scalar(event, line)
            case _:
                pass

    def check(self, event: Any, line: int) -> None:
        self.count += 1
        if self.count > self.limit.values:
            self.stop("too-many-values", line, _("The file holds more than {most} values.").format(
                most=self.limit.values), _("Split it, or move answers into a CSV file."))
        if event.anchor is not None:
            self.stop("alias", line, _("Anchors (words beginning with &) are not read."),
                      _("Write the value out. A text that begins with & needs quotes."))
        if event.tag is not None:
            self.stop("tag", line, _("Tags (words beginning with !) are not read."),
                      _("Remove the tag. A text that begins with ! needs quotes."))

    def begin(self, value: Any, line: int) -> None:
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.value, dict) and not parent.has_key:
            self.stop("key", line, _("A key must be a single word or text."), _("Put braces and brackets in quotes."))
        if len(self.stack) >= DEEPEST:
            self.stop("too-deep", line, _("Lists and mappings are nested more than {most} deep.").format(most=DEEPEST),
                      _("Check the indentation and the brackets before this line."))
        loc = self.place(value, line, None)
        self.stack.append(_Open(value, loc))

    def scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.value, dict) and not parent.has_key:
            self.key(parent, event.value, line)
            return
        value = _plain(event.value) if event.implicit[0] and not event.style else event.value
        self.place(value, line, None if value is None or isinstance(value, str) else event.value)

    def key(self, parent: _Open, key: str, line: int) -> None:
        loc = (*parent.loc, key)
        if key in parent.value:
            self.tell("duplicate-key", line, _("The key {key} stands twice here, first in line {line}.").format(
                key=quoted(key), line=self.first_lines[loc]), _("Keep one of them."), loc)
        self.first_lines.setdefault(loc, line)
        parent.key, parent.has_key = key, True
        self.lines.add(loc, line)

    def place(self, value: Any, line: int, words: str | None) -> Loc:
        """Put a value where it belongs and note its line; a mapping's value keeps the line of its key."""
        if not self.stack:
            self.result = value
            self.lines.add((), line, words)
            return ()
        parent = self.stack[-1]
        if isinstance(parent.value, list):
            loc: Loc = (*parent.loc, len(parent.value))
            parent.value.append(value)
            self.lines.add(loc, line, words)
            return loc
        key = parent.key or ""
        loc = (*parent.loc, key)
        parent.value[key] = value
        parent.key, parent.has_key = None, False
        if words is not None:
            self.lines.words[loc] = words
        return loc

    def tell(self, code: str, line: int, message: str, remedy: str, loc: Loc = ()) -> None:
        dotted = ".".join(str(part) for part in loc)
        self.problems.append(Problem(code=code, where=f"{self.name}:{line} {dotted}".rstrip(), message=message,
                                     remedy=remedy))

    def stop(self, code: str, line: int, message: str, remedy: str) -> None:
        self.tell(code, line, message, remedy)
        raise _Stop


def _plain(word: str) -> Any:
    """A word without quotes as the core schema of YAML 1.2 reads it; no infinity and nothing that is not a number."""
    if word in _NOTHING:
        return None
    if word in _TRUTH:
        return _TRUTH[word]
    if _INTEGER.fullmatch(word):
        return int(word)
    if _NUMBER.fullmatch(word) and math.isfinite(float(word)):
        return float(word)
    return word


def _syntax(error: yaml.YAMLError, name: str, text: str) -> Problem:
    """What PyYAML found, in words for people who do not know YAML's grammar."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", "") or "")
    if isinstance(error, yaml.reader.ReaderError):
        return Problem(code="character", where=f"{name}:{text.count(chr(10), 0, error.position) + 1}",
                       message=_("There is a control character."), remedy=_("Delete it and type the text again."))
    number = mark.line + 1 if mark is not None else 1
    rows = text.split("\n")
    row = rows[number - 1] if number <= len(rows) else ""
    where = f"{name}:{number}"
    if "'\\t'" in said or "\t" in row[:len(row) - len(row.lstrip())]:
        return Problem(code="tab", where=where, message=_("A tab stands where YAML wants spaces."),
                       remedy=_("Replace it by two spaces."))
    for found, message, remedy in _plain_words():
        if found in said:
            return Problem(code="syntax", where=where, message=message, remedy=remedy)
    return Problem(code="syntax", where=where, message=_("The text cannot be read as YAML from here on."),
                   remedy=_("Compare the indentation, colons and quotes of this line and the one before it."))


def _plain_words() -> tuple[tuple[str, str, str], ...]:
    return (
        ("mapping values are not allowed", _("A colon followed by a space stands in the middle of a text."),
         _("Put the text in quotes, or check the indentation of this line.")),
        ("could not find expected ':'", _("A key is not followed by a colon."),
         _("Write `key: value`, or check the indentation of the line before.")),
        ("expected <block end>", _("The indentation does not fit the lines before."),
         _("Begin entries of one list or mapping in the same column.")),
        ("found unexpected end of stream", _("A quote is opened and never closed."), _("Close it.")),
        ("cannot start any token", _("A text begins with a character that has a meaning of its own in YAML."),
         _("Put the text in quotes.")),
        ("',' or ", _("A list or mapping in brackets is not closed, or lacks a comma."),
         _("Close the bracket, put commas between its parts, or put texts that hold : in quotes.")),
    )
