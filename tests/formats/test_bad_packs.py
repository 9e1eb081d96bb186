"""Every kind of fault in a pack has one broken pack, and beside it exactly what the check says of it.

A folder is named after the code, with more words where one code has several causes; the packs named `good` are sound.
Where with.txt names packs, the broken one is put on them.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assessment.domain.basis import Problem
from assessment.domain.library import Library
from assessment.formats import compose, load_pack, shipped_library
from assessment.shipped import ROOT

BAD = Path(__file__).parents[1] / "bad_packs"
FOLDERS = sorted(path for path in BAD.iterdir() if path.is_dir())
CHECKER = [*(ROOT / "assessment" / "domain" / "pack").rglob("*.py"), ROOT / "assessment" / "formats" / "packs.py"]
ELSEWHERE = {"unknown-stated-fact"}
"""What is told of packs by the check of the library."""


@pytest.fixture(scope="module")
def library() -> Library:
    return shipped_library()


def told(folder: Path, library: Library) -> list[Problem]:
    beneath = folder / "with.txt"
    if beneath.is_file():
        return compose([*beneath.read_text("utf-8").split(), folder.name], beside=BAD)[1]
    return load_pack(folder, library)[1]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_broken_pack_is_told_word_for_word(folder: Path, library: Library) -> None:
    problems = told(folder, library)
    assert [str(problem) for problem in problems] == (folder / "expected.txt").read_text("utf-8").splitlines()
    assert len(problems) == (not folder.name.startswith("good"))
    for problem in problems:
        assert folder.name == problem.code or folder.name.startswith(f"{problem.code}-")
        assert len(problem.message) < 300
        assert problem.remedy
        assert not [word for word in ("pydantic", "Input should", "http", "input_value") if word in str(problem)]


def test_every_code_of_the_checker_has_its_broken_pack() -> None:
    source = "\n".join(path.read_text("utf-8") for path in CHECKER)
    codes = set(re.findall(r'code="([a-z-]+)"', source)) | ELSEWHERE
    assert len(codes) > 40
    shown = {line.rsplit("[", 1)[1].rstrip("]") for folder in FOLDERS
             for line in (folder / "expected.txt").read_text("utf-8").splitlines()}
    assert codes - shown == set()
    assert codes - {folder.name for folder in FOLDERS} == set()
