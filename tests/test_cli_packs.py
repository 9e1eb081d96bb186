"""Packs from the command line, and docs/packs.md followed word for word."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assessment.cli import main
from assessment.domain.pack import types
from assessment.formats import load_pack
from assessment.shipped import ROOT

DOCS = (ROOT / "docs" / "packs.md").read_text("utf-8")
GOOD = ROOT / "tests" / "bad_packs"


def interlock(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_docs_lead_from_nothing_to_a_report(here: Path) -> None:
    blocks = re.findall(r"^```(yaml)?\n(.*?)^```$", DOCS, re.M | re.S)
    briefs = [text for kind, text in blocks if kind and text.startswith("client:")]
    translations = [text for kind, text in blocks if kind and "language: de" in text]
    assert (len(briefs), len(translations)) == (1, 1)
    (here / "brief.yaml").write_text(briefs[0], "utf-8")
    lines = [line for kind, text in blocks if not kind for line in text.splitlines()]
    assert len(lines) > 12
    shown = ""
    for line in lines:
        if line.startswith("interlock pack show line-clearance --language"):
            assert "de: 0 of 3 questions" in shown
        command, *words = shlex.split(line)
        assert command == "interlock"
        if words == ["pack", "check", "line-clearance"] and (here / "clearance-deep").is_dir():
            (here / "line-clearance" / "translations").mkdir()
            (here / "line-clearance" / "translations" / "de.yaml").write_text(translations[0], "utf-8")
        done = interlock(*words)
        assert done.exit_code == 0, f"{line}\n{done.output}"
        shown = done.output
    results = json.loads((here / "report" / "results.json").read_text("utf-8"))
    assert results["pack"] == {"id": "line-clearance", "version": "0.1.0"}
    page = (here / "report" / "report.html").read_text("utf-8")
    assert "Plant clocks" in page
    assert "No initiative is known to raise what this questionnaire asks about" in page
    assert "Wer steht für die Zeit ein" in (here / "linie.html").read_text("utf-8")


def test_the_docs_tell_every_key_and_every_code() -> None:
    told = set(re.findall(r"`([a-z_]+)`", DOCS)) | set(re.findall(r"\b([a-z_]+):", DOCS))
    models = (types.Pack, types.Scale, types.Reference, types.Action, types.Cap, types.Dimension, types.Capability,
              types.Question, types.Condition, types.Translation, types.QuestionWords)
    keys = {info.alias or name for model in models for name, info in model.model_fields.items()} - {"parts"}
    assert keys - told == set()
    codes = {path.name for path in GOOD.iterdir() if (path / "expected.txt").read_text("utf-8").rstrip().endswith(
        f"[{path.name}]")}
    of_yaml = {"alias", "duplicate-key", "empty", "key", "long-line", "several-documents", "tab", "tag", "too-deep"}
    assert codes - set(re.findall(r"`([a-z-]+)`", DOCS)) - of_yaml == set()


@pytest.mark.parametrize(("pack", "answers", "level"), [
    ("good-cumulative", {"owner": 3, "trust": 2}, 1), ("good-scored", {"owner": 5, "trust": 5}, 5),
    ("good", {"owner": 1, "trust": 3}, 1),
])
def test_packs_of_every_kind_score_and_report(here: Path, pack: str, answers: dict[str, int], level: int) -> None:
    (here / "brief.yaml").write_text(json.dumps({
        "client": "Example", "sites": [{"id": "a", "name": "A"}], "cycles": [
            {"id": "one", "date": "2026-11-23", "answers": {"ana": answers}}],
        "people": [{"id": "ana", "name": "Ana", "function": "OT"}], "pack": pack}), "utf-8")
    (here / pack).symlink_to(GOOD / pack)
    done = interlock("import", "brief.yaml", "--store", "s.db")
    assert done.exit_code == 0, done.output
    done = interlock("score", "--store", "s.db")
    assert f"level {level}" in done.output
    done = interlock("run", "brief.yaml", "--out", "out", "--to", "json")
    assert done.exit_code == 0, done.output
    assert json.loads((here / "out" / "results.json").read_text("utf-8"))["client"] == "Example"


def test_a_new_pack_is_sound_and_is_not_written_over(here: Path) -> None:
    title = 'Clocks: "old" & <new> #1'
    assert interlock("pack", "new", "clocks-kept", "--title", title).exit_code == 0
    pack, problems = load_pack(here / "clocks-kept")
    assert problems == []
    assert pack is not None
    assert pack.title == title
    (here / "clocks-kept" / "pack.yaml").write_text("mine", "utf-8")
    again = interlock("pack", "new", "clocks-kept")
    assert again.exit_code == 1
    assert "is not empty" in again.output
    assert (here / "clocks-kept" / "pack.yaml").read_text("utf-8") == "mine"


@pytest.mark.parametrize(("words", "told"), [
    (("Line Clearance",), "lower-case words joined by hyphens"),
    (("deep", "--extends", "it-ot-convergenc"), "Did you mean it-ot-convergence?"),
    (("deep", "--extends", "gxp-data-integrity"), "is an overlay itself"),
])
def test_what_cannot_begin_a_pack_is_refused(here: Path, words: tuple[str, ...], told: str) -> None:
    done = interlock("pack", "new", *words)
    assert done.exit_code == 1
    assert told in done.output
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("base", ["good", "good-cumulative", "good-scored"])
def test_a_new_overlay_fits_bases_of_every_kind(here: Path, base: str) -> None:
    (here / base).symlink_to(GOOD / base)
    assert interlock("pack", "new", "deeper", "--extends", base).exit_code == 0
    pack, problems = load_pack(here / "deeper")
    assert problems == []
    assert pack is not None
    assert list(pack.questions) == ["owner", "trust", "deeper-owner"]


def test_check_tells_what_a_pack_holds(here: Path) -> None:
    done = interlock("pack", "check", GOOD / "good", "it-ot-convergence")
    assert done.exit_code == 0
    assert "2 questions in 1 dimension: 1 of record, 1 of judgement; 1 at each site, 1 once; 0 under conditions" in (
        done.output)
    assert "1 in the quick scan; it takes about 2 min, the whole 4 min" in done.output
    assert "de: 0 of 2 questions, 0 of 1 of the quick scan" in done.output
    assert "2 packs without errors" in done.output
    broken = interlock("pack", "check", GOOD / "unknown-stated-fact", "--json")
    assert broken.exit_code == 1
    told = json.loads(broken.output)
    assert [problem["code"] for problem in told["problems"]] == ["unknown-stated-fact"]
    assert told["packs"] == []
    missing = interlock("pack", "check", "it-ot-convergenc")
    assert missing.exit_code == 1
    assert "Did you mean it-ot-convergence?" in missing.output


def test_show_escapes_and_needs_nothing_beside_it(here: Path) -> None:
    interlock("pack", "new", "clocks-kept", "--title", "<script>alert(1)</script>")
    done = interlock("pack", "show", "clocks-kept")
    assert done.output.strip() == "clocks-kept.html"
    page = (here / "clocks-kept.html").read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.findall(r'(?:src|href)="(?!#)', page)
    assert "only where this stands at 2 or more: Who answers for the time that plant systems show?" in page
    assert "A drift that nobody sees spoils every record" in page
    assert "50 % of the capability" in page
    refused = interlock("pack", "show", "clocks-kept", "--language", "fr")
    assert refused.exit_code == 2
    assert "choose from en" in refused.output


def test_a_broken_pack_is_not_shown(here: Path) -> None:
    done = interlock("pack", "show", GOOD / "missing-anchor")
    assert done.exit_code == 1
    assert "[missing-anchor]" in done.output
    assert list(here.iterdir()) == []


def test_diff_as_text_and_as_json(here: Path) -> None:
    for name in ("one", "two"):
        interlock("pack", "new", name)
    assert "ask the same" in interlock("pack", "diff", "one", "one").output
    file = here / "two" / "10-clocks.yaml"
    file.write_text(file.read_text("utf-8").replace("id: clock-trust", "id: clock-belief"), "utf-8")
    text = interlock("pack", "diff", "one", "two").output
    assert "+ clock-belief: to be asked" in text
    assert "asks the same as clock-trust: keep that id and the answers stay" in text
    assert "- clock-trust: answers count no more" in text
    found = json.loads(interlock("pack", "diff", "one", "two", "--json").output)
    assert found["answers"] == {"kept": 2, "confirm": 0, "ask": 1, "lost": 1}


def test_new_refuses_packs_that_do_not_belong_together(here: Path) -> None:
    interlock("pack", "new", "one")
    (here / "elsewhere").mkdir()
    interlock("pack", "new", "elsewhere/deeper", "--extends", "it-ot-convergence")
    for overlay, told in (("gxp-data-integrity", "made for another pack"), ("elsewhere/deeper", "different folders")):
        done = interlock("new", "Client", "--pack", "one", "--overlay", overlay, "--store", "s.db")
        assert done.exit_code == 1
        assert told in done.output
