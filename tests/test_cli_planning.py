"""Commands of the plan: scenarios, programmes, the plan in other programs' formats."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from assessment.cli import main
from assessment.domain.roadmap import named
from assessment.formats.exports import EXPORTS
from assessment.shipped import SAMPLES
from assessment.workspace import Store
from assessment.workspace.comparing import compare_plans

pytestmark = pytest.mark.usefixtures("short_searches")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("planning") / "s.db"
    found = CliRunner().invoke(main, ["import", str(SAMPLES / "small" / "brief.yaml"), "--store", str(path)])
    assert found.exit_code == 0, found.output
    return path


def run(store: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--store", str(store)])


@pytest.mark.parametrize("form", EXPORTS)
def test_the_plan_is_written_for_other_programs(store: Path, tmp_path: Path, form: str):
    out = tmp_path / f"plan{EXPORTS[form].suffix}"
    found = run(store, "plan", "--to", form, "--out", str(out))
    assert found.exit_code == 0, found.output
    assert out.stat().st_size > 500
    assert found.output.splitlines()[-1] == f"{out} written."


def test_what_falls_due_is_written_as_a_calendar(store: Path, tmp_path: Path):
    out = tmp_path / "due.ics"
    found = run(store, "reminders", "--out", str(out))
    assert found.exit_code == 0, found.output
    told = [str(event["summary"]) for event in Calendar.from_ical(out.read_bytes()).walk("VEVENT")]
    assert "The next quarter's measurement is due" in told


def test_an_unknown_format_names_the_known_ones(store: Path):
    found = run(store, "plan", "--to", "word")
    assert found.exit_code != 0
    assert "msproject" in found.output


def test_scenarios_say_what_is_not_planned_yet_and_stay_once_planned(store: Path):
    assert "Not planned yet (--solve): half-budget" in run(store, "scenarios").output
    planned = run(store, "scenarios", "--solve")
    assert planned.exit_code == 0, planned.output
    assert "Half the money" in planned.output
    again = run(store, "scenarios")
    assert "Not planned yet" not in again.output
    assert "No-regret" in again.output


def test_each_decision_asked_for_has_three_options(store: Path):
    with Store(store) as opened:
        workspace = opened.workspace(opened.only(None))
        found = compare_plans(workspace, solve=True)
        asked = [f.code.removeprefix("decide-") for f in workspace.findings() if f.code.startswith("decide-")]
    options = {decision: [o.name for o in found.options if o.decision == decision] for decision in asked}
    offered = {decision: names for decision, names in options.items() if names}
    assert "fund" in offered
    assert len(offered) > 2
    for decision, names in offered.items():
        half = "Half the money" if decision == "fund" else "At the pilot site only"
        assert names == ["In full", half, "No-regret moves only"]
    assert all(option.outcome.status != "infeasible" for option in found.options)


def test_programmes_come_in_from_a_file_once_and_whole(store: Path, tmp_path: Path):
    file = tmp_path / "p.csv"
    file.write_text("name,start,end,OT\nMES,2026-01-01,2027-01-01,6\n", "utf-8")
    assert "1 programmes would be new" in run(store, "programmes", "import", str(file), "--dry-run").output
    assert "1 programmes new or changed" in run(store, "programmes", "import", str(file)).output
    assert "0 programmes new or changed, 1 as they stand" in run(store, "programmes", "import", str(file)).output
    file.write_text("name,start,end,OT\nMES,2026-01-01,2025-01-01,6\n", "utf-8")
    found = run(store, "programmes", "import", str(file))
    assert found.exit_code == 1
    assert "p.csv:2 last" in found.output


def test_a_conflict_is_told_with_the_names_of_initiative_and_site(store: Path):
    with Store(store) as opened:
        engagement = opened.workspace(opened.only(None)).engagement()
    site = next(iter(engagement.sites.values()))
    assert named(engagement, f"I24@{site.site} waits for I13@programme, I24@nowhere, a@b.") == (
        f"I24 Network segmentation and industrial DMZ ({site.name}) waits for I13 Single-owner governance and joint "
        "IT/OT board (programme), I24@nowhere, a@b.")


def test_reports_and_actuals_come_in_from_files_whole_or_not_at_all(store: Path, tmp_path: Path):
    reports, figures = tmp_path / "progress.csv", tmp_path / "figures.csv"
    reports.write_text("initiative,unit,on,status,percent\nI03,north,2026-10-05,running,20\n", "utf-8")
    assert "1 reports would be new" in run(store, "progress", "import", str(reports), "--dry-run").output
    assert "1 reports new" in run(store, "progress", "import", str(reports)).output
    assert "0 reports new, 1 as they stand" in run(store, "progress", "import", str(reports)).output
    assert "3 key figures added" in run(store, "kpis", "add").output
    figures.write_text("kpi,on,value\nsupport-spend,2026-10-05,310\nsupport-spend,2999-01-01,1\n", "utf-8")
    refused = run(store, "kpis", "import", str(figures))
    assert refused.exit_code == 1
    assert "figures.csv, 2999-01-01" in refused.output
    figures.write_text("kpi,on,value\nsupport-spend,2026-10-05,310\n", "utf-8")
    assert "1 values new" in run(store, "kpis", "import", str(figures)).output
