"""A questionnaire pack from its folder: pack.yaml, one file a dimension, one file a language under translations/."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assessment.domain.basis import InvalidInput, Problem
from assessment.domain.checking import check_stated
from assessment.domain.library import Library
from assessment.domain.pack import Overlay, Pack, check_overlay, check_pack, extend
from assessment.formats.lines import Lines, locate
from assessment.formats.shape import cut, nearest, stops, validated
from assessment.formats.yaml import load
from assessment.shipped import PACKS
from assessment.text import _, quoted

PACK_FILE = "pack.yaml"
TRANSLATIONS = "translations"
MOST_FILES = 200


def load_pack(folder: Path, library: Library | None = None) -> tuple[Pack | None, list[Problem]]:
    """The pack of a folder, or None, and every problem in its files.

    pack.yaml holds all keys but `dimensions` and `translations`; every other *.yaml file, in the order of names, is one
    dimension, and every one under translations/ a language. With `extends` the folder is an overlay: what it adds is
    put on the pack that it names, which stands beside it or is shipped. With a library given, the stated facts that
    conditions name are checked too.
    """
    return _load(folder, None, library)


def pack_folder(name: str) -> Path:
    """The folder of a pack, named by a path to it or to its pack.yaml, or by the id of a shipped pack.

    Raises InvalidInput where there is none.
    """
    path = Path(name)
    if path.name == PACK_FILE and path.is_file():
        return path.resolve().parent
    if path.is_dir():
        return path.resolve()
    shipped = _folder(name, None)
    if shipped is None:
        raise InvalidInput([_unknown(path.name, path.parent, name[:100])])
    return shipped


def compose(names: Sequence[str], beside: Path | None = None) -> tuple[Pack | None, list[Problem]]:
    """One pack from a base and overlays, each the id of a shipped pack or a folder in `beside`, base first."""
    pack: Pack | None = None
    problems: list[Problem] = []
    for name in names:
        folder = _folder(name, beside)
        if folder is None:
            return None, [*problems, _unknown(name, beside, name)]
        pack, found = _load(folder, pack)
        problems += found
        if pack is None:
            return None, problems
    return pack, problems


def shipped_packs() -> list[str]:
    """Ids of the packs that come with the product."""
    return sorted(path.parent.name for path in PACKS.glob(f"*/{PACK_FILE}"))


def shipped_overlays(base: str) -> dict[str, str]:
    """Id and title of the overlays that come with the product for a pack."""
    heads = [load(PACKS / name / PACK_FILE).value for name in shipped_packs()]
    return {str(head["id"]): str(head["title"]) for head in heads
            if isinstance(head, dict) and head.get("extends") == base}


def shipped_pack(*names: str) -> Pack:
    """A pack that comes with the product, with overlays. Raises InvalidInput, which then is the product's own fault."""
    pack, problems = compose(names)
    if pack is None:
        raise InvalidInput(problems)
    return pack


def _load(folder: Path, base: Pack | None, library: Library | None = None) -> tuple[Pack | None, list[Problem]]:
    value, lines, problems = _read(folder)
    if value is None:
        return None, problems
    pack: Pack | None
    if value.get("extends") is None and base is not None:
        return None, [*problems, Problem(
            code="not-an-overlay", where=lines.where(()), message=_("This pack extends no other one."),
            remedy=_("Name one pack as the base; those added to it begin with `extends:`."))]
    if value.get("extends") is None:
        pack, misfits = validated(Pack, value, lines)
    else:
        pack, base, misfits = _extended(value, lines, folder, base)
    unread = stops(problems)
    problems += misfits
    if pack is not None and not unread:  # what a file that cannot be read would have brought is not missing as well
        found = [*check_pack(pack), *(check_stated(library, pack) if library is not None else [])]
        known = {(problem.code, problem.where) for problem in (check_pack(base) if base is not None else [])}
        problems += cut([_placed(problem, value, lines) for problem in found
                         if (problem.code, problem.where) not in known])
    return (None if stops(problems) else pack), problems


def _read(folder: Path) -> tuple[dict[str, Any] | None, Lines, list[Problem]]:
    """The files of a folder as one value."""
    if not (folder / PACK_FILE).is_file():
        return None, Lines(), [Problem(
            code="missing-file", where=f"{folder.name}/{PACK_FILE}", message=_("The pack's first file is missing."),
            remedy=_("A pack is a folder with pack.yaml and one file a dimension."))]
    head, lines, problems = load(folder / PACK_FILE, name=f"{folder.name}/{PACK_FILE}")
    if not isinstance(head, dict):
        return None, lines, problems or [_not_a_mapping(lines)]
    value: dict[str, Any] = {**head}
    for key, files, prefix in (
            ("dimensions", [path for path in folder.glob("*.yaml") if path.name != PACK_FILE], folder.name),
            ("translations", list((folder / TRANSLATIONS).glob("*.yaml")), f"{folder.name}/{TRANSLATIONS}")):
        own = head.get(key)
        if own is not None and not isinstance(own, list):
            problems.append(Problem(code="wrong-type", where=lines.where((key,)),
                                    message=_("Something else stands where a list is wanted."),
                                    remedy=_("Put each part into a file of its own, or write a list.")))
        value[key] = list(own) if isinstance(own, list) else []
        for path in sorted(files)[:MOST_FILES]:
            part, inner, found = load(path, name=f"{prefix}/{path.name}")
            problems += found
            if part is not None:
                lines.mount((key, len(value[key])), inner)
                value[key].append(part)
    return value, lines, problems


def _extended(value: dict[str, Any], lines: Lines, folder: Path,
              base: Pack | None) -> tuple[Pack | None, Pack | None, list[Problem]]:
    """The pack that an overlay makes of its base, and the base."""
    overlay, problems = validated(Overlay, value, lines)
    if overlay is None:
        return None, base, problems
    if base is None:
        base, found = _base(overlay, folder, lines)
        if base is None:
            return None, None, [*problems, *found]
    elif overlay.extends != (base.parts[0].id if base.parts else base.id):
        return None, base, [*problems, Problem(
            code="other-base", where=lines.where(("extends",)),
            message=_("This overlay is made for another pack than {base}.").format(base=base.id),
            remedy=_("Use it with the pack that it extends."))]
    unnamed = check_overlay(base, overlay)
    if unnamed:
        return None, base, problems + [_placed(problem, value, lines) for problem in unnamed]
    return extend(base, overlay), base, problems


def _base(overlay: Overlay, folder: Path, lines: Lines) -> tuple[Pack | None, list[Problem]]:
    """The pack that an overlay names, or why there is none; what is only to be judged there is told there."""
    named = _folder(overlay.extends, folder.parent)
    if named is None or named.resolve() == folder.resolve():
        return None, [_unknown(overlay.extends, folder.parent, lines.where(("extends",)))]
    if (_read(named)[0] or {}).get("extends") is not None:
        return None, [Problem(
            code="not-a-base", where=lines.where(("extends",)), message=_("The pack named here is an overlay itself."),
            remedy=_("Extend its base; several overlays can be used together."))]
    return load_pack(named)


def _folder(name: str, beside: Path | None) -> Path | None:
    """The folder of a pack: beside the file that names it, else among the shipped ones."""
    if not name or name.startswith(".") or any(mark in name for mark in ("/", "\\", "\0")) or len(name) > 100:
        return None
    return next((place / name for place in (beside, PACKS)
                 if place is not None and (place / name / PACK_FILE).is_file()), None)


def _unknown(name: str, beside: Path | None, where: str) -> Problem:
    own = [path.parent.name for path in beside.glob(f"*/{PACK_FILE}")] if beside is not None else []
    return Problem(code="unknown-pack", where=where, message=_("There is no pack named {name}.").format(
        name=quoted(name)), remedy=nearest(name, sorted({*own, *shipped_packs()})))


def _placed(problem: Problem, value: Any, lines: Lines) -> Problem:
    """A problem of the domain with the line of the deepest part of its path that stands in a file."""
    loc = locate(value, problem.where, last=problem.code == "duplicate-id")
    file, line = lines.place(loc)
    return problem.model_copy(update={"where": f"{file}:{line} {problem.where}"})


def _not_a_mapping(lines: Lines) -> Problem:
    return Problem(code="wrong-type", where=lines.where(()), message=_("The file is not a mapping of keys to values."),
                   remedy=_("Begin with lines such as `id: my-pack`."))
