"""Redaction: what an edition leaves out occurs in no output, however deep it stood; board papers name no door."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
import yaml

from assessment.domain import facts as f
from assessment.formats import loads
from assessment.journal import instant
from assessment.report import build, html, pdf, pptx, render, shown_results, xlsx
from assessment.report import json as document
from assessment.report.edition import VARIANTS, Edition
from assessment.report.redaction import Redactor
from assessment.shipped import SAMPLES
from assessment.workspace import Workspace, run_brief

SMALL = SAMPLES / "small" / "brief.yaml"
PEOPLE = {"n-it": "zuleikha", "n-ot": "bartholdi", "n-quality": "quorndon", "s-it": "ferencvary", "s-ot": "oxlip",
          "s-operations": "umbriel"}
PLACES = {"north": "wexmoor", "south": "brindlecote"}
OPINION = "xylophonic"
DOOR = "Historian of the packaging hall to the outside cloud"
STOP = "zz-cutover-note"
WHO = "Zuleikha Quillfeather and Mr Quorndon"
SAID = f"{WHO} at Wexmoor works and at brindlecote look at it; see {DOOR}."
TOLD = f"{SAID} They find it {OPINION}."
BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'
EVERYTHING = frozenset({"names", "comments", "sites"})


def marked(path: Path) -> Path:
    """The small brief with people and sites whose names are found nowhere else, ids included."""
    text = SMALL.read_text("utf-8")
    for old, new in PEOPLE.items():
        text = re.sub(rf"(?<![\w-]){old}(?![\w-])", f"{new}-id", text)
    text = re.sub(r"\bnorth\b", "wexmoor", re.sub(r"\bsouth\b", "brindlecote", text))
    value = loads(text, "brief.yaml").value
    for person, name in zip(value["people"], PEOPLE.values(), strict=True):
        person["name"] = f"{name.title()} Quillfeather"
    for site, name in zip(value["sites"], PLACES.values(), strict=True):
        site["name"] = f"{name.title()} works"
    target = path / "brief.yaml"
    target.write_text(yaml.safe_dump(value, sort_keys=False), "utf-8")
    return target


def told_facts() -> list[f.Fact]:
    """A fact of every kind in which people write, with the markers in each of its texts."""
    day = date(2026, 9, 7)
    short = f"{WHO} at Wexmoor works"
    return [
        f.Answered(cycle="first", site="wexmoor", question="cyber-backup", person="bartholdi-id", value=2, comment=TOLD,
                   evidence=(f"Folder of {short}",)),
        f.Agreed(cycle="first", site="wexmoor", question="cyber-backup", value=2, rationale=TOLD, dissent=TOLD),
        f.Validated(cycle="first", site="wexmoor", question="cyber-backup", accepted=True, note=TOLD),
        f.QuestionParked(cycle="first", site="brindlecote", question="cyber-risk", what="risk", text=TOLD, owner=WHO),
        f.BaselineSet(driver="unplanned-downtime", value=900, confirmed_by=WHO, note=TOLD),
        f.PilotChosen(site="wexmoor", reason=TOLD),
        f.AmbitionStated(ambition="own", name=f"What {short} want", note=TOLD),
        f.UseCaseDefined(use_case="own", name=f"Insight for {short}", decision=SAID, audience="production", owner=WHO,
                         data=SAID, source=short[:100], source_zone="floor", consumer=short[:100],
                         consumer_zone="office", supply="none"),
        f.ZoneDefined(zone="wexmoor-floor", site="wexmoor", name=f"Floor of {short}"[:110], level="2", holds=SAID),
        f.ConnectionDefined(connection="wexmoor-historian", site="wexmoor", name=DOOR, from_zone="wexmoor-floor",
                            to_zone="cloud", data=SAID, live=True, owner="bartholdi-id", service=STOP),
        f.CriterionReviewed(connection="wexmoor-historian", criterion="G1", result="not-met", date=day,
                            reviewer="quorndon-id", evidence=TOLD),
        f.LiveDecided(connection="wexmoor-historian", choice="accept", person="bartholdi-id", date=day,
                      due=date(2026, 9, 8), measure=TOLD),
        f.FreezeSet(freeze="wexmoor-summer", site="wexmoor", first=date(2027, 7, 1), last=date(2027, 7, 20),
                    reason=TOLD),
        f.ProgrammeDefined(programme="mes-wexmoor", name=f"MES of {short}"[:110], site="wexmoor", owner=WHO,
                           first=date(2026, 10, 1), last=date(2027, 3, 31), note=TOLD),
        f.TeamStated(team="ot-wexmoor", name=f"Team of {short}"[:110], side="OT", site="wexmoor", fte=4, solid=WHO),
        f.ForumDefined(forum="own", name=f"Round of {short}"[:110], chair=WHO, members=(WHO,)),
        f.CharterWritten(site="wexmoor", scope=SAID, owner=WHO, success=(SAID,), stop=(SAID,), scale=(SAID,),
                         review=date(2027, 9, 1)),
        f.PathAdopted(path="hybrid", first_step="hybrid", decided_by=WHO, rationale=TOLD, dissent=TOLD,
                      review=date(2028, 1, 1), conditions=(f.DecisionCondition(text=f"{short} agree", owner=WHO),)),
        f.QuestionFlagged(cycle="first", site="wexmoor", question="cyber-backup", person="bartholdi-id",
                          flag="evidence", note=TOLD),
        f.WorkshopOpened(workshop="day", cycle="first", title=f"Day of {short}", sites=("wexmoor",)),
        *told_in_a_room(),
        f.ReportEdited(variant="full", section="40-path", cycle="first", headline=f"{short} go first", comment=TOLD),
        f.ReportBranded(cover=f"For {short}", confidentiality="Strictly confidential"),
    ]


def told_in_a_room() -> list[f.Fact]:
    """A pre-mortem, a graded support and commitments, each revealed."""
    people = [f"{name}-id" for name in PEOPLE.values()][:4]
    opened = [f.ExerciseOpened(exercise=what, workshop="day", what=what, title=f"What {WHO} say of {what}")
              for what in ("pre-mortem", "support", "commitments")]
    given = [fact for person in people for fact in (
        f.CausesNamed(exercise="pre-mortem", person=person, causes=(TOLD,)),
        f.SupportGiven(exercise="support", person=person, support="object", reason=TOLD),
        f.CommitmentsMade(exercise="commitments", by=person, commitments={
            1: f.Commitment(what=TOLD, due=date(2026, 12, 1))}))]
    shown = [f.ExerciseRevealed(exercise=fact.exercise) for fact in opened]
    merged = f.CausesMerged(exercise="pre-mortem", causes=(f.Cause(cause="one", text=TOLD, said=(TOLD,)),))
    return [*opened, *given, *shown, merged, f.RiskRegistered(risk="r1", text=TOLD, owner=WHO, counter=SAID)]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Workspace:
    workspace = run_brief(marked(tmp_path_factory.mktemp("brief")))
    with_reason = workspace.entries()[-1]
    at = workspace.clock_now
    workspace.record_all((f"00000000-0000-4000-8000-{number:012d}", at, fact)
                         for number, fact in enumerate(told_facts(), start=1))
    assert instant(at) >= with_reason.at
    return workspace


@pytest.fixture(scope="module")
def results(workspace: Workspace):
    return workspace.results()


def outputs(workspace: Workspace, results, edition: Edition) -> dict[str, str]:
    """Texts of every output of an edition, file metadata included."""
    book = build(results, "stamp", edition, workspace.reports.material(results.as_of))
    images = dict.fromkeys(book.charts, BLANK)  # what is drawn is their specification
    paper = "" if edition.key == "full" else printed(pdf.render(book, images))
    return {"html": html.render(book, images), "pdf": paper, "slides": slides(pptx.render(book)),
            "cells": cells(xlsx.render(book)),
            "json": document.render(book.results, "stamp").decode(),
            "data": render(results, "json", "stamp", edition).decode(),
            "tables": json.dumps([[table.title, table.note, *table.rows] for table in book.tables.values()]),
            "charts": json.dumps([[chart.title, chart.subtitle, chart.alt, chart.spec]
                                  for chart in book.charts.values()])}


def slides(file: bytes) -> str:
    """Every text of every part of a slide deck, notes and properties included."""
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return " ".join(re.sub(r"<[^>]+>", "", parts.read(name).decode("utf-8", "replace"))
                        for name in parts.namelist() if name.endswith((".xml", ".rels")))


def cells(file: bytes) -> str:
    """Every text of every sheet of a workbook, sheet names and properties included."""
    return slides(file)


def printed(file: bytes) -> str:
    """What a PDF says: its text, what stands for its pictures, and what it says of itself."""
    words = subprocess.run(["pdftotext", "-", "-"], input=file, capture_output=True, check=True).stdout.decode()
    with pikepdf.open(io.BytesIO(file)) as opened:
        about = [str(value) for value in opened.docinfo.values()]
        about += [opened.Root.Metadata.read_bytes().decode()] if "/Metadata" in opened.Root else []
        about += [str(held["/Alt"]) for held in opened.objects
                  if isinstance(held, pikepdf.Dictionary) and "/Alt" in held]
    return " ".join([words, *about])


def found(texts: dict[str, str], markers: list[str]) -> list[tuple[str, str]]:
    flat = {name: re.sub(r"\s+", " ", text).casefold() for name, text in texts.items()}
    return [(name, marker) for name, text in flat.items() for marker in markers if marker.casefold() in text]


@pytest.mark.parametrize("variant", ["full", "delta", "site"])
def test_with_everything_left_out_no_marker_is_in_any_output(workspace, results, variant):
    edition = Edition(variant=variant, redact=EVERYTHING, site="wexmoor" if variant == "site" else None)
    texts = outputs(workspace, results, edition)
    assert found(texts, [*PEOPLE.values(), *PLACES.values(), OPINION, DOOR, "Quillfeather"]) == []
    assert "Site A" in texts["tables"]


def test_the_markers_are_there_where_nothing_is_left_out(workspace, results):
    book = build(results, "s", Edition(restricted=True), workspace.reports.material(results.as_of))
    texts = {"html": html.render(book, dict.fromkeys(book.charts, BLANK)),
             "json": document.render(book.results, "s").decode()}
    assert {marker for _name, marker in found(texts, ["wexmoor", DOOR])} == {"wexmoor", DOOR}
    book = build(results, "s", Edition(), workspace.reports.material(results.as_of))
    page = html.render(book, dict.fromkeys(book.charts, BLANK))
    assert "Zuleikha Quillfeather and Mr Quorndon" in page
    assert OPINION in page


def test_names_alone_leave_what_was_said_of_whom_as_a_pseudonym(workspace, results):
    book = build(results, "s", Edition(redact=frozenset({"names"})), workspace.reports.material(results.as_of))
    said = " ".join(cell for row in book.tables["comments"].rows for cell in row)
    assert OPINION in said
    assert "Person 1" in said
    assert "Zuleikha" not in said
    assert "Wexmoor works" in said
    assert all("Zuleikha" not in cell for table in book.tables.values() for row in table.rows for cell in row)
    assert "a named person" in " ".join(row[-1] for row in book.tables["drivers"].rows)


def test_a_post_is_no_name():
    posts = ["Head of Quality", "Site head", "CIO and COO"]
    results = run_brief(SMALL).engagement()
    redactor = Redactor(_Only(results), Edition(redact=frozenset({"names"})))
    assert [redactor.value(post, "owner") for post in posts] == posts
    assert redactor.value("Camille Aubertin, finance owner", "confirmed_by") == "a named person"


def _Only(engagement):
    """What a redactor looks at of results, without computing any."""
    from types import SimpleNamespace

    return SimpleNamespace(engagement=engagement, names={"n-it": "Anouk Verlinden"})


def test_pseudonyms_are_stable_and_scores_do_not_move(results):
    first = shown_results(results, Edition(variant="board", redact=EVERYTHING))
    again = shown_results(results, Edition(variant="brief", redact=frozenset({"sites"})))
    assert list(first.engagement.sites) == list(again.engagement.sites) == ["site-a", "site-b"]
    before, after = results.scorecard.score("cyber", "brindlecote"), first.scorecard.score("cyber", "site-b")
    assert before is not None
    assert after is not None
    assert before.value == after.value
    assert first.recommendation.scores == results.recommendation.scores


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_variant_names_the_door(workspace, results, variant):
    edition = Edition(variant=variant, site="wexmoor" if variant == "site" else None)
    book = build(results, "s", edition, workspace.reports.material(results.as_of))
    texts = {"html": html.render(book, dict.fromkeys(book.charts, BLANK)),
             "json": document.render(book.results, "s").decode(),
             "tables": json.dumps([table.rows for table in book.tables.values()])}
    assert found(texts, [DOOR, "wexmoor-historian", STOP]) == []
    assert not {"live", "connections", "hard-stops", "cyber-answers", "quality-route"} & book.tables.keys()
    assert not [name for name in book.charts if name.startswith("zones")]
    assert all(score.held_by == () for card in book.results.scorecards.values() for score in card.scores)


def test_the_restricted_annex_names_it(workspace, results):
    book = build(results, "s", Edition(restricted=True), workspace.reports.material(results.as_of))
    page = html.render(book, dict.fromkeys(book.charts, BLANK))
    assert DOOR in page
    assert book.tables["hard-stops"].rows
    assert book.tables["cyber-answers"].rows


def test_a_final_mark_and_edits_are_redacted_with_the_rest(workspace, results):
    edition = Edition(redact=EVERYTHING)
    material = workspace.reports.material(results.as_of)
    book = build(results, "s", edition, material)
    section = next(section for section in book.sections if section.id == "40-path")
    assert "Person 1" in section.headline
    assert section.comment == ""
    plain = build(results, "s", Edition(), replace(material, trail=()))
    assert "Zuleikha" in next(s for s in plain.sections if s.id == "40-path").headline
