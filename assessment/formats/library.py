"""The library from its data folder: paths, benchmarks, initiatives, drivers, gate, settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assessment.domain.basis import InvalidInput, Problem
from assessment.domain.checking import check_library
from assessment.domain.library import Library
from assessment.domain.pack import Pack
from assessment.formats.lines import Lines, locate
from assessment.formats.shape import cut, stops, validated
from assessment.formats.yaml import load
from assessment.shipped import DATA
from assessment.text import _

_HEAD = "library.yaml"
_MERGED = ("paths.yaml", "drivers.yaml")
"""Files whose keys are keys of the library."""
_OPTIONAL = ("procedures.yaml", "operating-model.yaml", "sides.yaml", "use-cases.yaml")
"""The same, in libraries that have them."""
_WHOLE = {"gate.yaml": "gate", "settings.yaml": "settings"}
"""Files that are the value of one key."""
_FOLDERS = ("benchmarks", "initiatives")
"""Folders whose files each hold a list, bare or under the folder's name."""
MOST_FILES = 200


def load_library(folder: Path, pack: Pack | None = None) -> tuple[Library | None, list[Problem]]:
    """The library of a data folder, or None, and every problem in its files.

    With a pack given, what the library's parts say of each other and of the pack is checked too.
    """
    gathering = _Gathering(folder)
    optional = [name for name in _OPTIONAL if (folder / name).is_file()]
    for name in (*_MERGED, *optional, _HEAD):  # what is missing altogether is told of the last
        gathering.merge(name)
    for name, key in _WHOLE.items():
        gathering.whole(name, key)
    for name in _FOLDERS:
        gathering.folder(name)
    library, misfits = validated(Library, gathering.value, gathering.lines)
    if stops(gathering.problems):  # what an unreadable file would have brought is not missing as well
        root = gathering.lines.where(())
        misfits = [found for found in misfits if (found.code, found.where) != ("missing-key", root)]
    problems = gathering.problems + misfits
    if library is not None and pack is not None:
        problems += cut([_placed(problem, gathering) for problem in check_library(library, pack)])
    return (None if stops(problems) else library), problems


def shipped_library() -> Library:
    """The library that comes with the product. Raises InvalidInput, which then is the product's own fault."""
    library, problems = load_library(DATA)
    if library is None:
        raise InvalidInput(problems)
    return library


def _placed(problem: Problem, gathering: _Gathering) -> Problem:
    """A problem of the domain with the line of the deepest part of its path that stands in a file."""
    loc = locate(gathering.value, problem.where, last=problem.code == "duplicate-id")
    file, line = gathering.lines.place(loc)
    return problem.model_copy(update={"where": f"{file}:{line} {problem.where}"})


class _Gathering:
    """One value and its lines, put together from several files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.value: dict[str, Any] = {}
        self.lines = Lines(f"{root.name}/{_HEAD}")
        self.problems: list[Problem] = []

    def read(self, path: Path) -> tuple[Any, Lines]:
        value, lines, problems = load(path, name=str(path.relative_to(self.root.parent)))
        self.problems += problems
        return value, lines

    def merge(self, name: str) -> None:
        value, lines = self.read(self.root / name)
        if not isinstance(value, dict):
            return self.misfit(value, lines)
        self.problems += [
            Problem(code="duplicate-key", where=lines.where((key,)),
                    message=_("Another file of the library has this key too."), remedy=_("Keep one of them."))
            for key in value if key in self.value]
        self.lines.mount((), lines)
        self.value |= value
        return None

    def whole(self, name: str, key: str) -> None:
        value, lines = self.read(self.root / name)
        if not isinstance(value, dict):
            return self.misfit(value, lines)
        if set(value) == {key}:
            value, lines = value[key], lines.under((key,))
        self.lines.mount((key,), lines)
        self.value[key] = value
        return None

    def folder(self, key: str) -> None:
        gathered: list[Any] = []
        for path in sorted((self.root / key).glob("*.yaml"))[:MOST_FILES]:
            value, lines = self.read(path)
            if isinstance(value, dict) and set(value) == {key}:
                value, lines = value[key], lines.under((key,))
            if not isinstance(value, list):
                self.misfit(value, lines)
                continue
            for index, item in enumerate(value):
                self.lines.mount((key, len(gathered)), lines.under((index,)))
                gathered.append(item)
        self.value[key] = gathered

    def misfit(self, value: Any, lines: Lines) -> None:
        if value is not None:
            self.problems.append(Problem(
                code="wrong-type", where=lines.where(()),
                message=_("The file does not have the form that its place in the library asks for."),
                remedy=_("Compare it with the shipped file of the same name or folder.")))
