"""One set of facts, told in several languages: what changes, and what must not."""

from __future__ import annotations

import ast
import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import TypeGuard

import pikepdf
import pytest
from click.testing import CliRunner

from assessment import text
from assessment.cli import main
from assessment.report import Edition
from assessment.shipped import ROOT, SAMPLES
from assessment.text import LOCALES, _, preferred, retold, speaking
from assessment.workspace import Workspace, run_brief
from scripts import messages

SMALL = SAMPLES / "small" / "brief.yaml"


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return run_brief(SMALL)


@pytest.fixture(scope="module")
def english(workspace: Workspace) -> str:
    return workspace.report("html").decode()


@pytest.fixture(scope="module")
def german(workspace: Workspace, english: str) -> str:
    with speaking("de"):
        return workspace.report("html").decode()


@pytest.fixture(scope="module")
def told_otherwise() -> set[str]:
    """Messages that read differently in German."""
    catalogue = messages.read(LOCALES / "de" / "LC_MESSAGES" / "interlock.po", "de")
    return {message.id for message in catalogue if isinstance(message.id, str) and message.id
            and message.string != message.id}


def marked(page: str, tags: str) -> list[str]:
    return [unescape(re.sub(r"<[^>]+>", "", found)).strip()
            for found in re.findall(rf"<(?:{tags})\b[^>]*>(.*?)</(?:{tags})>", page, re.S)]


# words and numbers


def test_numbers_and_dates_as_the_language_writes_them():
    assert text.number(-1234.5, ",.1f") == "-1,234.5"
    assert text.day(date(2026, 3, 1)) == "1 March 2026"
    assert text.month(date(2026, 5, 1)) == "May 2026"
    with speaking("de"):
        assert text.number(-1234.5, ",.1f") == "-1.234,5"
        assert text.number(0.25, "g") == "0,25"
        assert text.day(date(2026, 3, 1)) == "1. März 2026"
        assert text.month(date(2026, 5, 1)) == "Mai 2026"
        assert text.lowered("Datenbasis") == "Datenbasis"
    assert text.lowered("Data foundation") == "data foundation"


def test_the_language_is_the_first_that_there_is():
    assert preferred("de-AT,de;q=0.9,en;q=0.8") == "de"
    assert preferred("fr,en;q=0.5,de;q=0.8") == "de"
    assert preferred("fr;q=1, es") == "en"
    assert preferred("", "de") == "de"
    assert preferred("xx", "en-GB,de;q=0.3") == "en"
    assert preferred("de;q=0,fr") == "en"
    assert preferred(";;q=,=", "\x00", ",") == "en"


def test_an_unknown_language_falls_back_to_english():
    with speaking("de"):
        text.use_language("tlh")
        assert (text.language(), _("Roadmap")) == ("en", "Roadmap")


def test_a_kept_sentence_is_told_again_with_its_numbers():
    assert retold("The roadmap ends after 24 months.") == "The roadmap ends after 24 months."
    with speaking("de"):
        assert retold("The roadmap ends after 24 months.") == "Der Fahrplan endet nach 24 Monaten."
        assert retold("0.92 EUR are taken as one US dollar, a planning rate.").startswith("0,92 EUR gelten als")
        assert retold("Cork is taken as a mixed site, 600 staff.") == \
            "Cork gilt als ein gemischtes Werk, 600 Beschäftigte."
        assert retold("It does not fit beside what brings more: money, Quality would not suffice.").endswith(
            "Geld, Qualität.")
        assert retold("What the client wrote stays.") == "What the client wrote stays."
        assert retold("") == ""


def test_no_message_hides_in_a_formatted_string():
    """Gathering does not look into f-strings, and a filled text is found in no catalogue."""
    hidden = []
    for path in (ROOT / "assessment").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if _hides_message(node):
                hidden.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert hidden == []


def test_a_message_in_a_formatted_string_would_be_found():
    for hidden in ('f"{_(1)} x"', 'f"{N_(name)}"', '_(f"{name} x")', 'f"{ngettext(a, b, n):>5}"'):
        assert any(map(_hides_message, ast.walk(ast.parse(hidden)))), hidden
    for plain in ('_("x").format(a=f"{b}")', 'f"{name}"', 'other(f"{name}")', '_(name)'):
        assert not any(map(_hides_message, ast.walk(ast.parse(plain)))), plain


def _hides_message(node: ast.AST) -> TypeGuard[ast.JoinedStr | ast.Call]:
    """Whether a formatted string holds a message, or a message is made of a formatted string."""
    if isinstance(node, ast.JoinedStr):
        return any(_is_message(part) for part in ast.walk(node))
    return _is_message(node) and isinstance(node.args[0], ast.JoinedStr)


def _is_message(node: ast.AST) -> TypeGuard[ast.Call]:
    return (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_", "ngettext")
            and bool(node.args))


# results


def test_results_are_the_same_in_every_language(workspace: Workspace):
    plain = workspace.results()
    before = workspace.engagement().last_seq
    with speaking("de"):
        told = workspace.results()
        assert told.engagement.the_pack.by_id["data"].name == "Datenbasis und Datenintegrität"
        assert told.engagement.the_library.path["hybrid"].title.startswith("Gemeinsam arbeiten")
        assert workspace.engagement().the_pack.scale.name(1) == "Getrennt"
    assert told.digest == plain.digest
    assert told.scorecards == plain.scorecards
    assert [s.task for s in told.roadmap.scheduled] == [s.task for s in plain.roadmap.scheduled]
    assert set(told.roadmap.unscheduled.values()).isdisjoint(plain.roadmap.unscheduled.values())
    assert [f.code for f in told.findings] == [f.code for f in plain.findings]
    assert workspace.engagement().the_pack.by_id["data"].name == plain.engagement.the_pack.by_id["data"].name
    assert workspace.engagement().last_seq == before, "nothing is planned anew"


def test_json_is_english_in_every_language(workspace: Workspace):
    plain = json.loads(workspace.report("json"))
    with speaking("de"):
        told = json.loads(workspace.report("json"))
        assert workspace.stamp() == told.pop("stamp")
    assert workspace.stamp() == plain.pop("stamp")
    assert told == plain


def test_a_computation_asked_for_in_german_is_recorded_in_english():
    fresh = run_brief(SMALL)
    with speaking("de"):
        fresh.results()
    assert fresh.results().digest == run_brief(SMALL).results().digest
    recorded = json.dumps([entry.fact for entry in fresh.entries() if entry.fact["kind"] == "plan-recorded"])
    assert "Umschaltung" not in recorded
    assert "exact search" in recorded or "serial schedule" in recorded


# report


def test_the_german_report_has_german_headings_only(german: str, english: str, told_otherwise: set[str]):
    assert '<html lang="de">' in german
    headings = marked(german, "h1|h2|h3")
    assert {"Wo wir stehen", "Der Fahrplan", "Investition und Wertbeitrag", "Erbetene Entscheidungen"} <= set(headings)
    shown = [*headings, *marked(german, "th|dt|strong|figcaption"), *marked(german, "td|p|dd")]
    assert [words for words in shown if words in told_otherwise] == []
    plain = [re.sub(r"^[A-D]\d+ ", "", heading) for heading in marked(english, "h2")]
    assert [words for words in plain if words in told_otherwise] == plain


def test_numbers_of_the_german_report_have_a_decimal_comma(german: str, english: str):
    scores = re.compile(r'<td class="right">([0-9][.,][0-9])</td>')
    assert scores.findall(german) == [score.replace(".", ",") for score in scores.findall(english)]
    assert len(scores.findall(german)) > 50


def test_the_same_language_gives_the_same_bytes(workspace: Workspace, german: str, english: str):
    again = run_brief(SMALL)
    with speaking("de"):
        assert again.report("html").decode() == german
    assert workspace.report("html").decode() == english
    assert again.report("html").decode() == english


def test_the_pdf_names_its_language(workspace: Workspace, tmp_path: Path):
    with speaking("de"):
        (tmp_path / "report.pdf").write_bytes(workspace.report("pdf", edition=Edition(variant="brief")))
    with pikepdf.open(tmp_path / "report.pdf") as document:
        assert str(document.Root.Lang) == "de"
        assert "Fahrplan zur IT/OT-Konvergenz" in str(document.docinfo["/Title"])


def test_the_command_takes_a_language(tmp_path: Path, german: str):
    runner = CliRunner()
    done = runner.invoke(main, ["run", str(SMALL), "--out", str(tmp_path), "--to", "html,json", "--language", "de"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "report.html").read_text("utf-8") == german
    refused = runner.invoke(main, ["run", str(SMALL), "--out", str(tmp_path), "--language", "tlh"])
    assert refused.exit_code == 2
    assert "choose from en, de" in refused.output
    assert text.language() == "en"
