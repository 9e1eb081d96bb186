"""IT's and OT's procedures in the report: told where something is stated, nowhere else, and hostile text stays text."""

from __future__ import annotations

import json
from dataclasses import replace
from html import unescape

import pytest
import yaml

from assessment.domain.procedures import APART
from assessment.formats import loads
from assessment.report import build, html, tables
from assessment.shipped import SAMPLES
from assessment.workspace import Workspace, run_brief

SMALL = SAMPLES / "small" / "brief.yaml"
HOSTILE = "<script>alert(1)</script> **bold** [x](http://evil.example)"
BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    value = loads(SMALL.read_text("utf-8"), "brief.yaml").value
    site = value["sites"][0]
    site |= {"agencies": ["FDA", HOSTILE], "markets": ["US"], "last_inspection": "2024-03-01",
             "next_inspection": "2027-01-11"}
    value["procedures"] = [
        {"procedure": "change-control", "side": "IT", "title": HOSTILE, "owner": "CIO office", "note": HOSTILE,
         "choices": {"approval": "it-board", "impact": "before"}},
        {"procedure": "change-control", "side": "OT", "title": "ENG-31", "choices": {"approval": "area"}},
        {"procedure": "backup", "side": "OT", "title": "AUT-15"}]
    path = tmp_path_factory.mktemp("brief") / "brief.yaml"
    path.write_text(yaml.safe_dump(value, sort_keys=False), "utf-8")
    return run_brief(path)


def page(workspace: Workspace) -> str:
    book = build(workspace.results())
    return html.render(book, dict.fromkeys(book.charts, BLANK))


def test_it_is_told_side_by_side_with_target_owner_and_references(workspace: Workspace):
    tables = build(workspace.results()).tables
    row = next(row for row in tables["procedures"].rows if row[0] == "Change control")
    assert "CIO office" in row[1]
    assert row[2] == "ENG-31"
    assert row[3].startswith("One change control covers")
    assert "Head of computer validation in Quality" in row[4]
    assert "With the quality unit" in row[4]
    assert row[5] == ("EU GMP Annex 11 §\u00a010; 21 CFR Part 211 §\u00a0211.100, 211.68(b); "
                      "21 CFR Part 11 §\u00a011.10(k); Japanese guideline on CSV; PIC/S PI 041 §\u00a09")
    heard = [row[1:4] for row in tables["procedure-differences"].rows[:2]]
    assert heard == [("Who approves a change?", "The IT change board", "The area engineer"),
                     ("When is GxP impact judged?", "Before approval, by somebody trained for it", "nothing")]
    assert next(row for row in tables["procedures"].rows if row[0] == "Backup and restore")[1] == "not stated yet"


def test_every_cited_edition_is_named(workspace: Workspace):
    tables = build(workspace.results()).tables
    cited = " ".join(row[5] for row in tables["procedures"].rows)
    named = [row[1].split(",")[0] for row in tables["procedure-references"].rows]
    assert {"EU GMP Annex 11", "21 CFR Part 11", "Japanese guideline on CSV"} <= set(named)
    assert [name for name in named if name not in cited] == []


def test_the_page_says_what_an_inspector_would_hear(workspace: Workspace):
    text = unescape(page(workspace))
    assert "What IT and OT would tell an inspector" in text
    assert "On 2 points the two sides would tell an inspector different things." in text
    assert "11 January 2027" in text
    assert "Confirmed as compliant" not in text
    finding = next(f for f in workspace.results().findings if f.code == "procedures-differ")
    assert finding.severity == "critical"
    assert finding.text.split(" (")[0] in text


def test_hostile_text_stays_text(workspace: Workspace):
    text = page(workspace)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
    assert 'href="http://evil' not in text


def test_widths_add_up_and_no_cell_is_missing(workspace: Workspace):
    tables = build(workspace.results()).tables
    for name in ("procedures", "procedure-differences", "inspections", "procedure-references"):
        assert tables[name].rows
        assert sum(column.width for column in tables[name].columns) == pytest.approx(100)


def test_results_carry_it(workspace: Workspace):
    told = json.loads(workspace.report("json"))["procedures"]
    assert [d["kind"] for d in told["differences"]] == ["two-answers", "silent", *["off-target"] * 3]
    assert told["inspections"][0]["agencies"][0] == "FDA"
    assert (told["stated"], told["waiting"]) == (3, 1)


def test_points_that_differ_add_up_to_those_that_the_report_counts(workspace: Workspace):
    """A site's own procedure may differ where the network's does not; what is counted once is shown once."""
    results = workspace.results()
    overview = results.procedures
    subject = next(sides for sides in overview.network if sides.count(*APART))
    same = next(aspect for aspect in subject.aspects if aspect.kind not in APART)
    at_site = overview.differences[0].model_copy(update={
        "procedure": subject.procedure, "aspect": same.aspect, "kind": "two-answers", "sites": ("north",)})
    more = replace(results)
    vars(more)["procedures"] = overview.model_copy(update={"differences": (*overview.differences, at_site)})
    table = tables.procedures(more)
    assert sum(int(row[-1]) for row in table.rows) == len(more.procedures.apart) == len(overview.apart) + 1
    assert table.note.startswith("Points that differ: at one site or more, each counted once; 3 in all.")
