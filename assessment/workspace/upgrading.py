"""A newer pack looked at before it is applied, and applied."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from assessment.domain import facts as f
from assessment.domain.basis import InvalidInput, Problem
from assessment.domain.pack import Pack, PackUpgrade, succeed
from assessment.domain.upgrading import ScoreEffect, upgrade_effect
from assessment.journal import Entry
from assessment.text import _, speaking
from assessment.workspace.recording_upgrading import check_successor
from assessment.workspace.workspace import Workspace

PREVIEW = "upgrade-preview"
"""The cycle that a preview opens, in memory only."""


class UpgradePreview(NamedTuple):
    """What a newer pack would do; `cycle` is the last one, whose answers it is scored with, None without one."""

    upgrade: PackUpgrade
    cycle: str | None
    effects: tuple[ScoreEffect, ...]


def preview_upgrade(workspace: Workspace, pack: Pack) -> UpgradePreview:
    """The last cycle under both packs. Nothing is recorded. Raises Refused for a pack that is no newer version."""
    with speaking("en"), workspace.held():
        state = workspace.engagement()
        check_successor(state, pack)
        upgrade = succeed(state.the_pack, pack)
        if not state.cycles:
            return UpgradePreview(upgrade, None, ())
        last, fold = state.cycle(), workspace._shared.branch()
        day = state.as_of or last.opened
        fold.apply(fold.seq + 1, day, upgraded(workspace, pack))
        fold.apply(fold.seq + 1, day, f.CycleOpened(cycle=PREVIEW, date=last.opened, depth=last.depth, carries=last.id))
        return UpgradePreview(upgrade, last.id, upgrade_effect(state, last.id, fold.state(), PREVIEW))


def upgraded(workspace: Workspace, pack: Pack) -> f.PackUpgraded:
    """The fact that holds a newer pack whole."""
    return f.PackUpgraded(pack=pack.model_dump(mode="json", by_alias=True),
                          over=workspace.engagement().the_pack.version)


def apply_upgrade(workspace: Workspace, pack: Pack) -> Entry:
    """Record that a pack holds from the next cycle on. Raises Refused with what speaks against it."""
    return workspace.record(upgraded(workspace, pack))


def withdraw_upgrade(workspace: Workspace) -> str:
    """Record that the waiting version does not take its place after all; its version. Raises Refused without one."""
    waiting = workspace.engagement().next_pack
    version = waiting.version if waiting is not None else ""
    workspace.record(f.PackUpgradeWithdrawn(version=version))
    return version


def uploaded_pack(files: Mapping[str, bytes], pinned: str = "") -> Pack:
    """A pack from its YAML files by name; a two-letter name is a translation. Raises InvalidInput with all problems.

    Where the id `pinned` is that of a base with overlays and names the uploaded one, the others are those that are
    shipped.
    """
    from assessment.formats import compose, load_pack

    with TemporaryDirectory() as kept:
        folder = Path(kept) / _id_of(files.get("pack.yaml", b""))
        (folder / "translations").mkdir(parents=True)
        for name, content in files.items():
            plain = Path(name).name
            (folder / "translations" / plain if len(Path(plain).stem) == 2 else folder / plain).write_bytes(content)
        parts = pinned.split("+")
        pack, problems = compose(parts, Path(kept)) if folder.name in parts else load_pack(folder)
    if pack is None:
        raise InvalidInput([problem.model_copy(update={"where": problem.where.replace(kept + "/", "")})
                            for problem in problems])
    return pack


def _id_of(content: bytes) -> str:
    """The folder that a pack has to stand in: its id."""
    for line in content.decode("utf-8", "replace").splitlines():
        key, _colon, value = line.partition(":")
        if key == "id" and value.strip().replace("-", "").isalnum():
            return value.strip()
    raise InvalidInput([Problem(code="pack", where="pack.yaml", message=_("The id of the questionnaire is missing."),
                                remedy=_("Choose pack.yaml and all files beside it."))])
