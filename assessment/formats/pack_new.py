"""A new pack to begin with: small, complete, checkable, with comments that explain, and schemas for editors."""

from __future__ import annotations

import json
import re
from pathlib import Path
from string import Template

from assessment.domain.basis import InvalidInput, Refused, listed
from assessment.domain.pack import Pack
from assessment.formats.packs import PACK_FILE, compose
from assessment.formats.schema import schema_of
from assessment.shipped import TEMPLATES
from assessment.text import _, clean

SCHEMAS = ".schema"
"""Folder beside pack.yaml that editors read, so that none has to fetch anything."""
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_MOST = 60
_FOLDER = TEMPLATES / "pack" / "new"


def new_pack(folder: Path, title: str = "", extends: str | None = None) -> list[Path]:
    """Write a pack, or an overlay on `extends`, into a folder that is empty or not there; the files written.

    The folder's name becomes the id. The base is a shipped pack or a folder beside the new one. Raises Refused, and
    InvalidInput with what is wrong in the base.
    """
    name = folder.resolve().name
    if not _NAME.fullmatch(name) or len(name) > _MOST:
        raise Refused(_("The folder's name becomes the id of the pack, and {name} cannot be one.").format(
            name=name[:_MOST]), _("Use lower-case words joined by hyphens, for example line-clearance."))
    if folder.is_dir() and any(folder.iterdir()):
        raise Refused(_("The folder {name} is not empty.").format(name=name), _("Name a new one."))
    named = clean(title, 120) or name.replace("-", " ").capitalize()
    if extends is None:
        files = {PACK_FILE: _filled("pack.yaml", id=name, title=_quoted(named)),
                 "10-clocks.yaml": _filled("10-clocks.yaml")}
        schemas = {"pack": "pack", "dimension": "dimension", "translation": "translation"}
    else:
        files = _overlay(name, named, _base(extends, folder))
        schemas = {"overlay": "overlay", "dimension": "overlay-dimension", "translation": "translation"}
    files |= {f"{SCHEMAS}/{key}.json": json.dumps(schema_of(what), indent=1, ensure_ascii=False) + "\n"
              for key, what in schemas.items()}
    for place, text in files.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, "utf-8")
    return [folder / place for place in files]


def _base(extends: str, folder: Path) -> Pack:
    base, problems = compose([extends], beside=folder.resolve().parent)
    if base is None:
        raise InvalidInput(problems)
    if base.parts:
        raise Refused(_("{name} is an overlay itself.").format(name=extends), _("Extend its base."))
    return base


def _overlay(name: str, title: str, base: Pack) -> dict[str, str]:
    scale, dimension = base.scale, base.dimensions[0]
    levels = (scale.minimum, scale.maximum) if scale.choices == "own" else scale.levels
    anchors = "\n".join(f"          {level}: {_anchor(place, len(levels))}" for place, level in enumerate(levels))
    level = f"        level: {base.maturity.minimum + 1}\n" if base.maturity is not None else ""
    if base.maturity is not None and base.pass_mark is None:
        level += f"        pass_mark: {scale.maximum}\n"
    words = {"id": name, "title": _quoted(title)}
    return {
        PACK_FILE: _filled("overlay.yaml", **words, base=base.id, language=base.language, keys=listed(
            [reference.key for reference in base.references]) or "none"),
        f"10-{dimension.id}.yaml": _filled(
            "overlay-dimension.yaml", **words, dimension=dimension.id, anchors=anchors, level=level,
            dimensions=listed([found.id for found in base.dimensions], 20)),
    }


def _anchor(place: int, count: int) -> str:
    """An anchor to be replaced: nobody, at some sites, at most sites, ..., at all of them."""
    if place == 0:
        return "Nobody is named."
    return "An owner is named at every site." if place == count - 1 else (
        f"An owner is named at {place} of {count - 1} sites or more.")


def _filled(template: str, **words: str) -> str:
    return Template((_FOLDER / template).read_text("utf-8")).substitute(words)


def _quoted(words: str) -> str:
    """Text as YAML reads it back, whatever it holds."""
    return json.dumps(words.replace("\n", " "), ensure_ascii=False)

