"""Where in its file a value stands: what turns a dotted path into file:line."""

from __future__ import annotations

from typing import Any

Loc = tuple[str | int, ...]
"""Keys and positions from the root of a document to a value."""


class Lines:
    """Line numbers of the values of a document, and the words that its scalars were written in."""

    def __init__(self, file: str = "") -> None:
        self._lines: dict[Loc, tuple[str, int]] = {(): (file, 1)}
        self._roots: set[Loc] = {()}
        self.words: dict[Loc, str] = {}
        """The source text of numbers and truth values, for fields that turn out to want text."""

    def add(self, loc: Loc, line: int, words: str | None = None) -> None:
        self._lines[loc] = (self._lines[()][0], line)
        if words is not None:
            self.words[loc] = words

    def mount(self, loc: Loc, other: Lines) -> None:
        """Place another document's lines under `loc`; its dotted paths are told from its own root."""
        self._lines |= {loc + inner: at for inner, at in other._lines.items()}
        self._roots |= {loc + root for root in other._roots}
        self.words |= {loc + inner: words for inner, words in other.words.items()}

    def mount_parts(self, loc: Loc, other: Lines) -> None:
        """As `mount`, for a list whose own place stays where it is: only its parts come from the other file."""
        own = self._lines[loc] if loc in self._lines else self.place(loc)
        self.mount(loc, other)
        self._lines[loc] = own
        self._roots.discard(loc)

    def under(self, loc: Loc) -> Lines:
        """The lines of the part of the document at `loc`, with that part as their root."""
        part = Lines()
        depth = len(loc)
        part._lines = {(): self.place(loc)} | {
            inner[depth:]: at for inner, at in self._lines.items() if inner[:depth] == loc}
        part.words = {inner[depth:]: words for inner, words in self.words.items() if inner[:depth] == loc}
        return part

    def place(self, loc: Loc) -> tuple[str, int]:
        """(file, line) of a value, or of the nearest value around it."""
        while loc not in self._lines:
            loc = loc[:-1]
        return self._lines[loc]

    def where(self, loc: Loc) -> str:
        """`file:line dotted.path`; the path counts from the root of that file."""
        file, line = self.place(loc)
        root: Loc = loc
        while root not in self._roots:
            root = root[:-1]
        dotted = ".".join(str(part) for part in loc[len(root):])
        return f"{file}:{line} {dotted}".rstrip()


def locate(value: Any, dotted: str, last: bool = False) -> Loc:
    """The position of a path made of ids (`strategy.direction.ambition.anchors`) in nested lists of items with an id.

    As far as it can be followed; `last` takes the last of several items with one id, as for a duplicate.
    """
    return _deepest(value, dotted.split("."), last)


def _deepest(value: Any, parts: list[str], last: bool) -> Loc:
    """The longest position that follows the parts: two files may add to one dimension."""
    found: Loc = ()
    for step in _steps(value, parts[0], last) if parts else []:
        inner = value
        for key in step:
            inner = inner[key]
        deeper = (*step, *_deepest(inner, parts[1:], last))
        if len(deeper) > len(found):
            found = deeper
    return found


def _steps(value: Any, part: str, last: bool) -> list[Loc]:
    """Where a part of a path may stand, first what is meant first."""
    if isinstance(value, list) and part.isdigit():
        return [(int(part),)] if int(part) < len(value) else []
    if isinstance(value, list):
        found: list[Loc] = [(index,) for index, item in enumerate(value) if isinstance(item, dict)
                            and part in (item.get("id"), item.get("key"), item.get("language"))]
        return found[::-1] if last else found
    if not isinstance(value, dict):
        return []
    if part in value:
        return [(part,)]
    return [(key, *step) for key in ("dimensions", "capabilities", "questions") if isinstance(value.get(key), list)
            for step in _steps(value[key], part, last)]
