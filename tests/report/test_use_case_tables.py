"""Use cases in the report: told where some are defined, nowhere else; dates, reasons, and hostile text stays text."""

from __future__ import annotations

import json
from dataclasses import replace
from html import unescape

import pytest
import yaml

from assessment.domain.results import Results
from assessment.domain.use_cases import SiteSupply
from assessment.formats import loads
from assessment.report import build, charts, html, tables
from assessment.report.json import render
from assessment.report.tables.use_cases import supply_in_words
from assessment.shipped import SAMPLES
from assessment.text import language, speaking
from assessment.workspace import Workspace, run_brief

SMALL = SAMPLES / "small" / "brief.yaml"
HOSTILE = "<script>alert(1)</script> **bold**"
BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'
AMBITIONS = [{"id": "steady-supply", "importance": "high"}, {"id": "own", "name": "Our own wish", "importance": "high"}]
USE_CASES = [
    {"id": "losses", "template": "line-performance", "ambition": "steady-supply", "owner": "Head of production",
     "supply": "manual", "name": HOSTILE, "decision": HOSTILE, "source_zone": "it's \"quoted\"\tand tabbed"},
    {"id": "packs", "template": "product-tracing", "owner": "Head of sales", "supply": "live"},
    {"id": "nothing", "template": "energy", "owner": "Head of utilities", "supply": "none", "initiatives": [],
     "sites": ["north"]}]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    value = loads(SMALL.read_text("utf-8"), "brief.yaml").value
    value["ambitions"], value["use_cases"] = AMBITIONS, USE_CASES
    path = tmp_path_factory.mktemp("brief") / "brief.yaml"
    path.write_text(yaml.safe_dump(value, sort_keys=False), "utf-8")
    return run_brief(path)


@pytest.fixture(scope="module")
def results(workspace: Workspace) -> Results:
    return workspace.results()


@pytest.fixture(scope="module")
def silent(results: Results) -> Results:
    """The same results of an engagement that defined no use case."""
    return replace(results, engagement=replace(results.engagement, use_cases={}))


def page(results: Results) -> str:
    book = build(results)
    return html.render(book, dict.fromkeys(book.charts, BLANK))


def cells(table: tables.Table) -> list[dict[str, str]]:
    return table.records()


def test_the_report_tells_of_use_cases_and_shows_hostile_names_as_text(results):
    told = page(results)
    for title in ("What it is for: decisions and their data", "Decisions of leaders and their data",
                  "Use cases and their data flows", "What the use cases call for", "All use cases together",
                  "Initiatives that the use cases call for", "What to see to"):
        assert title in told
    assert "<script>alert" not in told
    assert HOSTILE in unescape(told)


def test_without_use_cases_the_report_says_nothing_of_them(silent):
    told = page(silent)
    assert "decisions and their data" not in told
    assert charts.supply(silent) is None
    assert json.loads(render(silent, ""))["use_cases"] is None
    assert tables.leaders_headline(silent) == "No use case is defined yet."


def test_leaders_read_by_audience_what_they_have_today_and_what_is_missing(results):
    rows = cells(tables.leaders(results))
    assert [row["For whom"] for row in rows] == ["Production", "Production", "Sales"]
    assert [row["Data today"] for row in rows] == ["by hand", "no data", "live"]
    assert list(rows[2].values())[3:] == ["today", "today", "–"]
    assert rows[1]["Not on the plan"] == "nothing on the plan brings the data"
    losses = next(trace for trace in results.use_cases.traces if trace.use_case == "losses")
    for name in {missing for supply in losses.sites for missing in supply.missing}:
        count = sum(name in supply.missing for supply in losses.sites)
        assert f"{name} ({count} site" in rows[0]["Not on the plan"]


def test_live_data_over_a_connection_without_a_permit_are_told_as_such(results):
    """The note says no data before protection: what flows all the same has to say so."""
    overview = results.use_cases
    packs = next(trace for trace in overview.traces if trace.use_case == "packs")
    flow = packs.flows[0].model_copy(update={"live": True, "permit": "blocked", "connection": "c"})
    guarded = flow.model_copy(update={"permit": "open"})
    for first, told in ((flow, "today, without a permit"), (guarded, "today")):
        changed = packs.model_copy(update={"flows": (first,)})
        shown = replace(results)
        vars(shown)["use_cases"] = overview.model_copy(update={"traces": (changed,)})
        assert list(cells(tables.leaders(shown))[0].values())[3:5] == [told, told]
        assert ("Today, without a permit: " in tables.leaders(shown).note) is (first is flow)


def test_the_headline_counts_what_lacks_data_and_what_the_roadmap_supplies(results):
    assert len(results.use_cases.lacking) == 2
    supplied = [trace for trace in results.use_cases.lacking if trace.first is not None]
    assert tables.leaders_headline(results).startswith("2 of 3 decisions lack live data; the roadmap supplies " + (
        f"{len(supplied)} of them at a first site by " if supplied else "none of them."))


def test_every_missing_initiative_has_the_reason_of_the_plan(results):
    rows = cells(tables.called_initiatives(results))
    needs = results.use_cases.needs
    assert [row["Initiative"].split(" ")[0] for row in rows] == [need.initiative for need in needs]
    for row, need in zip(rows, needs, strict=True):
        assert (row["Why not"] == "–") is not need.not_at
        assert all(why.split("@")[0] in row["Why not"] for why in need.not_at.values())
        assert "@" not in row["Why not"]


def test_all_together_counts_each_connection_once(results):
    row = next(row for row in cells(tables.yields_together(results)) if row["What"] == "Connections")
    sites = len(results.engagement.sites)
    assert row["Count"] == str(2 * sites + 1)
    assert row["Which"].startswith(f"0 registered, {2 * sites + 1} to define")


def test_an_area_is_not_called_unowned_where_another_page_names_who_is_accountable(results):
    accountable = {row["Area"]: row["Accountable"] for row in cells(tables.integration_areas(results))}
    row = next(row for row in cells(tables.yields_together(results)) if row["What"] == "Integration areas")
    library = results.engagement.the_library
    assert results.use_cases.unowned
    for name in results.use_cases.unowned:
        area = library.area[name].name
        told = "no owner named" if accountable[area] == "nobody" else "owner proposed, not confirmed"
        assert f"{area} ({told})" in row["Which"]
    assert "all others are proposed" in tables.integration_areas(results).note
    assert "all others are proposed" in tables.area_raci(results).note


def test_what_is_done_in_one_way_is_told_in_one_row(results):
    rows = cells(tables.use_case_problems(results))
    assert len({row["What to do"] for row in rows}) == len(rows)
    assert any("'Our own wish' matters much" in row["What"] for row in rows)
    assert rows[-1]["What to do"].startswith("Register them")


@pytest.mark.parametrize(("supply", "told"), [
    ({"month": 0}, "in place"),
    ({"month": None, "why_not": "no-initiative"}, "nothing on the plan brings the data"),
    ({"month": None, "why_not": "refused"}, "the connection was refused at the gate"),
    ({"month": None, "why_not": "gate", "waits_for": "I32", "missing": ("I32",), "reason": "No money."},
     "its connection gate is not on the plan (I32). I32: No money."),
    ({"month": None, "why_not": "initiative", "waits_for": "I35", "missing": ("I35", "I32"), "reason": "No people."},
     "not on the plan: I35, I32. I35: No people.")])
def test_a_site_is_told_its_month_or_what_is_missing_and_why(results, supply, told):
    assert supply_in_words(results, SiteSupply(site="north", **supply)) == told


def test_the_chart_has_a_row_a_use_case_and_a_cell_a_quarter(results):
    chart = charts.supply(results)
    assert chart is not None
    assert f"{chart.title}." == tables.leaders_headline(results)
    first = chart.spec["layer"][0]
    rows = first.get("data", chart.spec.get("data"))["values"]
    assert len(rows) == 3 * (results.frame.quarters + 1)
    names = json.loads(first["encoding"]["y"]["axis"]["labelExpr"].removesuffix("[datum.value]"))
    [packs] = [key for key, lines in names.items() if "Where every pack is" in " ".join(lines)]
    [energy] = [key for key, lines in names.items() if "Energy" in " ".join(lines)]
    assert {row["step"] for row in rows if row["case"] == packs} == {"4"}
    assert [row["label"] for row in rows if row["case"] == energy] == [""] * (results.frame.quarters + 1)
    assert first["encoding"]["x"]["axis"]["labelExpr"].startswith('{"0": "today", "2": ')


def test_the_results_file_holds_the_traces(results):
    told = json.loads(render(results, ""))["use_cases"]
    assert [trace["use_case"] for trace in told["traces"]] == ["losses", "packs", "nothing"]
    assert told["unserved"] == ["own"]


def test_tables_are_made_in_another_language_too(workspace):
    with speaking("de"):
        assert language() == "de"
        made = workspace.results()
        assert len(tables.leaders(made).rows) == 3
        assert charts.supply(made) is not None
