"""An export checks itself: what was changed, cut off or added is told with its line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from journal.drafts import draft

from assessment.domain.basis import InvalidInput
from assessment.journal import (
    MemoryJournal,
    load_export,
    read_export,
    write_export,
)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export of 12 entries, 13 lines."""
    write_export(MemoryJournal().append("e", [draft(f"text {number}") for number in range(12)]), tmp_path / "e.jsonl")
    return tmp_path / "e.jsonl"


def test_an_export_reads_back_whole(export: Path) -> None:
    entries, problems = read_export(export)
    assert problems == []
    assert len(entries) == 12
    assert export.read_text().splitlines()[:-1] == [entry.text for entry in entries]
    assert json.loads(export.read_text().splitlines()[-1]) == {
        "engagement": "e", "seq": 12, "hash": entries[-1].hash}


@pytest.mark.parametrize(("change", "code", "line", "kept"), [
    (lambda lines: lines[:-1], "export-cut", 12, 12),
    (lambda lines: [*lines[:9], lines[-1]], "wrong-end", 10, 9),
    (lambda lines: [*lines, lines[0]], "after-end", 13, 12),
    (lambda lines: [*lines[:4], lines[4].replace(b"text 4", b"text 5"), *lines[5:]], "damaged-entry", 5, 4),
    (lambda lines: [*lines[:11], lines[11].replace(b"text 11", b"text 12"), lines[12]], "damaged-entry", 12, 11),
    (lambda lines: [*lines[:3], *lines[4:]], "damaged-entry", 4, 3),
    (lambda lines: [*lines[:3], lines[4], lines[3], *lines[5:]], "damaged-entry", 4, 3),
    (lambda lines: [*lines[:2], b"\xff\xfe\n", *lines[3:]], "damaged-entry", 3, 2),
    (lambda lines: [*lines[:2], b"[" * 100_000 + b"\n", *lines[3:]], "damaged-entry", 3, 2),
    (lambda lines: [*lines[:6], lines[6].replace(b'"e"', b'"other"'), *lines[7:]], "damaged-entry", 7, 6),
    (lambda lines: [], "export-cut", 0, 0),
])
def test_a_changed_export_is_told(export: Path, change: Callable[[list[bytes]], list[bytes]], code: str, line: int,
                                  kept: int) -> None:
    export.write_bytes(b"".join(change(export.read_bytes().splitlines(keepends=True))))
    entries, problems = read_export(export)
    assert (problems[0].code, problems[0].where) == (code, f"e.jsonl:{line}")
    assert len(entries) == kept
    with pytest.raises(InvalidInput):
        load_export(export)


def test_a_missing_export_is_a_problem(tmp_path: Path) -> None:
    assert [problem.code for problem in read_export(tmp_path / "none.jsonl")[1]] == ["missing-file"]
