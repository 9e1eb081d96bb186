"""A report where no plan keeps every rule: it prints, says what excludes what, and what would resolve it."""

from pathlib import Path

import pytest

from assessment.report import build, html, pdf
from assessment.report.charts import draw
from assessment.workspace import Workspace, run_brief

SMALL = Path(__file__).parents[2] / "data" / "samples" / "small" / "brief.yaml"
WISH = """
tasks:
  - {initiative: I24, unit: south, due: 2026-12-31, must: true, reason: The insurer asks for it}
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("no-plan")
    for file in SMALL.parent.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    brief = folder / SMALL.name
    brief.write_text(brief.read_text("utf-8") + WISH, encoding="utf-8")
    return run_brief(brief)


def test_the_report_prints_and_says_what_would_do(workspace: Workspace) -> None:
    results = workspace.results()
    assert results.roadmap.status == "infeasible"
    assert results.roadmap.remedies
    book = build(results)
    assert {"decide-fund"}.isdisjoint(finding.code for finding in results.findings)
    [decision] = [finding for finding in results.findings if finding.code == "decide-give-way"]
    assert results.roadmap.remedies[0] in decision.text
    assert {"gantt", "site-gantt", "forecast"}.isdisjoint(book.charts)
    text = html.render(book, draw(book.charts))
    for sentence in (*results.roadmap.conflict, *results.roadmap.remedies):
        assert sentence in text
    assert pdf.from_html(text).startswith(b"%PDF")
