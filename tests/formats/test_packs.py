"""Packs from their folders. What is told of broken ones: test_bad_packs."""

from __future__ import annotations

import shutil
from pathlib import Path

from assessment.formats import load_pack

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
