"""A questionnaire pack from its folder: pack.yaml and one file a dimension."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assessment.domain.basis import InvalidInput, Problem
from assessment.domain.pack import Pack, check_pack
from assessment.formats.lines import Lines, locate
from assessment.formats.shape import cut, stops, validated
from assessment.formats.yaml import load
from assessment.shipped import PACKS
from assessment.text import _

PACK_FILE = "pack.yaml"
MOST_FILES = 200


def load_pack(folder: Path) -> tuple[Pack | None, list[Problem]]:
    """The pack of a folder, or None, and every problem in its files.

    pack.yaml holds all keys but `dimensions`; every other *.yaml file, in the order of names, is one dimension.
    """
    if not (folder / PACK_FILE).is_file():
        return None, [Problem(code="missing-file", where=f"{folder.name}/{PACK_FILE}",
                              message=_("The pack's first file is missing."),
                              remedy=_("A pack is a folder with pack.yaml and one file a dimension."))]
    head, lines, problems = load(folder / PACK_FILE, name=f"{folder.name}/{PACK_FILE}")
    if not isinstance(head, dict):
        return None, problems or [_not_a_mapping(lines)]
    value: dict[str, Any] = {**head, "dimensions": list(head.get("dimensions") or [])}
    files = sorted(path for path in folder.glob("*.yaml") if path.name != PACK_FILE)
    for path in files[:MOST_FILES]:
        dimension, inner, found = load(path, name=f"{folder.name}/{path.name}")
        problems += found
        if dimension is not None:
            lines.mount(("dimensions", len(value["dimensions"])), inner)
            value["dimensions"].append(dimension)
    pack, misfits = validated(Pack, value, lines)
    problems += misfits
    if pack is not None:
        problems += cut([_placed(problem, value, lines) for problem in check_pack(pack)])
    return (None if stops(problems) else pack), problems


def shipped_pack(name: str) -> Pack:
    """A pack that comes with the product. Raises InvalidInput, which then is the product's own fault."""
    pack, problems = load_pack(PACKS / name)
    if pack is None:
        raise InvalidInput(problems)
    return pack


def _placed(problem: Problem, value: Any, lines: Lines) -> Problem:
    """A problem of the domain with the line of the deepest part of its path that stands in a file."""
    loc = locate(value, problem.where, last=problem.code == "duplicate-id")
    file, line = lines.place(loc)
    return problem.model_copy(update={"where": f"{file}:{line} {problem.where}"})


def _not_a_mapping(lines: Lines) -> Problem:
    return Problem(code="wrong-type", where=lines.where(()), message=_("The file is not a mapping of keys to values."),
                   remedy=_("Begin with lines such as `id: my-pack`."))
