"""The coverage table has no gap, its page is current, and its check notices both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assessment.domain.coverage import check_coverage, deciders
from assessment.domain.findings import FINDINGS
from assessment.formats import shipped_coverage, shipped_library, shipped_pack, write_coverage
from assessment.shipped import ROOT, TEMPLATES

PACK, LIBRARY = shipped_pack("it-ot-convergence"), shipped_library()
SCREENS = {path.stem for path in (ROOT / "assessment" / "ui" / "pages").glob("*.py")}
SECTIONS = {path.name.split(".")[0] for path in (TEMPLATES / "report" / "sections").glob("*.j2")}


def told(coverage) -> list[str]:
    return [f"{p.code} {p.where}" for p in check_coverage(coverage, PACK, LIBRARY, SCREENS, SECTIONS)]


def test_no_cell_is_empty_and_every_name_exists():
    assert told(shipped_coverage(PACK, LIBRARY)) == []


def test_every_part_of_the_method_has_its_rows():
    counts: dict[str, int] = {}
    for statement in shipped_coverage(PACK, LIBRARY).statements:
        counts[statement.group] = counts.get(statement.group, 0) + 1
    assert {key: counts[key] for key in ("action", "path", "benefit", "question", "rule")} == {
        "action": 16, "path": 6, "benefit": 6, "question": 5, "rule": 8}
    assert counts["cyber"] >= 12
    assert counts["regulatory"] >= 6
    assert counts["case"] >= 10


def test_each_criterion_is_decided_by_something_named():
    found = list(deciders(LIBRARY, PACK))
    assert len(found) == len(LIBRARY.criteria) + len(LIBRARY.knockouts) + len(LIBRARY.gate.criteria)
    assert all(decider.questions or decider.stated for decider in found)


def test_the_page_is_current():
    written = write_coverage(shipped_coverage(PACK, LIBRARY), PACK, LIBRARY)
    assert (ROOT / "docs" / "coverage.md").read_text("utf-8") == written, "interlock coverage --out docs/coverage.md"


@pytest.mark.parametrize(("change", "expected"), [
    ({"questions": ()}, "empty-cell statements.R8.questions"),
    ({"findings": ("gab",)}, "unknown-name statements.R8.findings"),
    ({"screens": (), "missing": ()}, "empty-cell statements.R8.screens"),
    ({"group": "rules"}, "unknown-group statements.R8.group")])
def test_a_gap_is_told(change, expected):
    coverage = shipped_coverage(PACK, LIBRARY)
    *others, last = coverage.statements
    assert told(coverage.model_copy(update={"statements": (*others, last.model_copy(update=change))})) == [expected]


def test_an_action_without_a_statement_is_told():
    coverage = shipped_coverage(PACK, LIBRARY)
    assert told(coverage.model_copy(update={"statements": coverage.statements[1:]})) == [
        "uncovered-action actions.assess-1"]


def test_every_code_of_a_finding_is_listed():
    texts = [path.read_text("utf-8") for path in Path(ROOT / "assessment" / "domain" / "findings").glob("*.py")]
    used = {code for text in texts for code in re.findall(r'code="([a-z0-9-]+)"', text)}
    assert used <= FINDINGS.keys()
