"""Packs from their folders. What is told of broken ones: test_bad_packs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assessment.domain.basis import InvalidInput
from assessment.formats import compose, load_pack
from assessment.formats.packs import pack_folder
from assessment.shipped import PACKS

BAD = Path(__file__).parents[1] / "bad_packs"
SMALL = Path(__file__).parent / "small"


def test_a_small_pack_loads() -> None:
    pack, problems = load_pack(SMALL / "pack")
    assert problems == []
    assert pack is not None
    assert pack.version == "1.0"
    assert pack.references[0].edition == "2.0"
    assert list(pack.questions) == ["owner", "trust"]
    assert pack.questions["trust"].anchors[2] == "They meet when something breaks."


def test_a_fault_in_a_dimension_names_the_dimensions_file(tmp_path: Path) -> None:
    folder = shutil.copytree(SMALL / "pack", tmp_path / "pack")
    file = folder / "10-governance.yaml"
    file.write_text(file.read_text().replace("kind: record", "kind: recrod").replace("3: One person.", "4: One."))
    (folder / "20-more.yaml").write_text("id: more\ncode: [\n")
    _, problems = load_pack(folder)
    assert [(problem.code, problem.where) for problem in problems] == [
        ("syntax", "pack/20-more.yaml:3"),
        ("unknown-word", "pack/10-governance.yaml:15 capabilities.0.questions.0.kind"),
    ]
    file.write_text(file.read_text().replace("recrod", "record"))
    (folder / "20-more.yaml").unlink()
    _, problems = load_pack(folder)
    assert [(problem.code, problem.where) for problem in problems] == [
        ("missing-anchor", "pack/10-governance.yaml:18 governance.ownership.owner.anchors"),
        ("unused-anchor", "pack/10-governance.yaml:18 governance.ownership.owner.anchors"),
    ]


def test_a_folder_without_a_pack_says_so(tmp_path: Path) -> None:
    pack, problems = load_pack(tmp_path)
    assert pack is None
    assert [problem.code for problem in problems] == ["missing-file"]


def test_what_is_told_of_the_base_is_not_told_again_of_an_overlay(tmp_path: Path) -> None:
    for name in ("few-probes", "good-overlay"):
        shutil.copytree(BAD / name, tmp_path / name)
    head = tmp_path / "good-overlay" / "pack.yaml"
    head.write_text(head.read_text().replace("extends: good", "extends: few-probes"))
    assert [problem.code for problem in load_pack(tmp_path / "few-probes")[1]] == ["few-probes"]
    pack, problems = load_pack(tmp_path / "good-overlay")
    assert problems == []
    assert pack is not None
    assert [problem.code for problem in compose(["few-probes", "good-overlay"], beside=tmp_path)[1]] == ["few-probes"]


def test_problems_of_an_overlay_stand_in_the_file_that_adds_them(tmp_path: Path) -> None:
    for name in ("good", "good-overlay"):
        shutil.copytree(BAD / name, tmp_path / name)
    first = tmp_path / "good-overlay" / "10-governance.yaml"
    second = first.read_text().replace("id: deputy", "id: successor").replace(
        "kind: record", "kind: record\n        when: [{question: nobody, below: 2}]")
    (first.parent / "20-governance.yaml").write_text(second)
    _, problems = load_pack(first.parent)
    assert [(problem.code, problem.where.split(" ")[0]) for problem in problems] == [
        ("unknown-condition", "good-overlay/20-governance.yaml:10")]


def test_a_pack_is_named_by_its_folder_its_file_or_its_id(tmp_path: Path) -> None:
    assert pack_folder(str(BAD / "good")) == pack_folder(str(BAD / "good" / "pack.yaml")) == BAD / "good"
    assert pack_folder("it-ot-convergence") == PACKS / "it-ot-convergence"
    with pytest.raises(InvalidInput, match="There is no pack named 'nothing'"):
        pack_folder(str(tmp_path / "nothing"))
