"""A newer pack on the sample: what is refused, a preview that records nothing, a closed digest that stays."""

from __future__ import annotations

import re
import shutil

import pytest
from click.testing import CliRunner

from assessment.cli import main
from assessment.domain import facts as f
from assessment.domain.basis import InvalidInput, NotAllowed, Refused
from assessment.shipped import PACKS
from assessment.workspace import Store, Workspace
from assessment.workspace.closing import close_cycle, still_the_same
from assessment.workspace.upgrading import apply_upgrade, preview_upgrade, upgraded, withdraw_upgrade


def newer(workspace: Workspace, version: str = "99.0"):
    """The pinned pack with three times the weight on its first capability."""
    pack = workspace.engagement().the_pack
    first = pack.dimensions[0]
    asked = first.capabilities[0]
    less = first.model_copy(update={"capabilities": (
        asked.model_copy(update={"weight": asked.weight * 3}), *first.capabilities[1:])})
    return pack.changed(version=version, dimensions=(less, *pack.dimensions[1:]))


def test_a_preview_records_nothing_and_names_what_moves(workspace: Workspace):
    before = len(workspace.entries())
    found = preview_upgrade(workspace, newer(workspace))
    assert len(workspace.entries()) == before
    moved = next(e for e in found.effects if e.node == workspace.engagement().the_pack.dimensions[0].id
                 and e.place is None)
    assert moved.moves
    assert moved.weights == pytest.approx(moved.after - moved.before)
    assert not any(e.moves for e in found.effects if e.kind == "dimension" and e.node != moved.node)


def test_a_closed_cycle_keeps_its_pack_and_its_digest(workspace: Workspace):
    first = workspace.engagement().cycle()
    with pytest.raises(Refused, match=r"is open.*Close that cycle"):
        apply_upgrade(workspace, newer(workspace))
    close_cycle(workspace, first.id, workspace.today)
    sealed = workspace.engagement().cycle(first.id).closing
    card = workspace.scorecard(first.id)
    apply_upgrade(workspace, newer(workspace))
    assert workspace.engagement().the_pack.version != "99.0"
    workspace.record(f.CycleOpened(cycle="next", date=workspace.today, carries=first.id))
    assert workspace.engagement().the_pack.version == "99.0"
    assert still_the_same(workspace, first.id) is True
    assert sealed is not None
    assert sealed.digest
    state, _cycle = workspace.state_of(first.id)
    assert state.the_pack.version != "99.0"  # though all was recorded on one day
    assert workspace.scorecard(first.id).scores == card.scores
    moved = workspace.trend("next")
    assert moved is not None
    name = state.the_pack.dimensions[0].id
    assert next(m for m in moved.moves if m.node == name).instrument != pytest.approx(0)


def test_no_other_pack_takes_the_place_of_one_that_was_asked(workspace: Workspace, store: Store):
    """It would be in force for closed cycles too; before the first cycle the pinned one may still be replaced."""
    again = f.PackPinned(pack=newer(workspace).model_dump(mode="json", by_alias=True))
    with pytest.raises(Refused, match="interlock pack upgrade"):
        workspace.record(again)
    with pytest.raises(InvalidInput, match="interlock pack upgrade"):
        workspace.record_together([again])
    assert workspace.engagement().the_pack.version != "99.0"
    fresh = store.create("Fresh")
    fresh.record(again)
    assert fresh.engagement().the_pack.version == "99.0"
    fresh.record(f.CycleOpened(cycle="c1", date=fresh.today))
    with pytest.raises(Refused, match="interlock pack upgrade"):
        fresh.record(again)
    workspace.record_all([("older-journal", workspace.clock_now, again)])  # what a journal holds is read as it was
    assert store.workspace(workspace.id).engagement().the_pack.version == "99.0"


def test_what_is_refused_names_the_remedy(workspace: Workspace, store: Store):
    pack = workspace.engagement().the_pack
    for other, words in ((pack.changed(version="0.0.1"), "older.*Choose a newer"), (pack, "already.*Raise the version"),
                         (newer(workspace).changed(id="else"), "another questionnaire.*open another engagement")):
        with pytest.raises(Refused, match=f"(?s){words}"):
            preview_upgrade(workspace, other)
    with pytest.raises(Refused, match="cannot be read"):
        workspace.record(f.PackUpgraded(pack={"id": "x"}, over=pack.version))
    with pytest.raises(Refused, match="preview again"):
        workspace.record(upgraded(workspace, newer(workspace)).model_copy(update={"over": "0"}))
    facilitator = Workspace(store.journal, workspace.id, actor="f", role="facilitator")
    with pytest.raises(NotAllowed):
        apply_upgrade(facilitator, newer(workspace))


def test_the_command_shows_and_refuses_what_is_pinned(workspace: Workspace, store: Store):
    run = CliRunner().invoke(main, ["pack", "upgrade", "it-ot-convergence", "--store", str(store.path)])
    assert run.exit_code != 0
    assert "pinned already" in run.output


def test_a_waiting_version_is_withdrawn_and_one_in_force_is_not(workspace: Workspace):
    pinned, first = workspace.engagement().the_pack.version, workspace.engagement().cycle()
    close_cycle(workspace, first.id, workspace.today)
    with pytest.raises(Refused, match="No such version waits"):
        withdraw_upgrade(workspace)
    apply_upgrade(workspace, newer(workspace))
    assert withdraw_upgrade(workspace) == "99.0"
    assert workspace.engagement().next_pack is None
    workspace.record(f.CycleOpened(cycle="next", date=workspace.today, carries=first.id))
    assert workspace.engagement().the_pack.version == pinned
    with pytest.raises(Refused, match="No such version waits"):
        workspace.record(f.PackUpgradeWithdrawn(version=pinned))


def test_the_command_applies_and_withdraws(workspace: Workspace, store: Store, tmp_path):
    close_cycle(workspace, workspace.engagement().cycle().id, workspace.today)
    folder = tmp_path / "it-ot-convergence"
    shutil.copytree(PACKS / "it-ot-convergence", folder)
    text = (folder / "pack.yaml").read_text("utf-8")
    (folder / "pack.yaml").write_text(re.sub(r"(?m)^version: .*$", "version: '9.0'", text), "utf-8")
    (folder / "translations").exists() and shutil.rmtree(folder / "translations")

    def run(*words: str):
        return CliRunner().invoke(main, ["pack", "upgrade", *words, "--store", str(store.path)])

    told = run(str(folder))
    assert (told.exit_code, "Nothing was recorded" in told.output) == (0, True), told.output
    assert workspace.engagement().next_pack is None
    told = run(str(folder), "--apply")
    assert (told.exit_code, "holds from the next cycle on" in told.output) == (0, True), told.output
    assert workspace.engagement().next_pack.version == "9.0"
    told = run("--withdraw")
    assert (told.exit_code, "the pinned one stays" in told.output) == (0, True), told.output
    assert workspace.engagement().next_pack is None
    assert run().exit_code == 2
