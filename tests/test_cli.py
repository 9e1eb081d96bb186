"""The command as a user types it: in a process of its own where that matters, else by its entry point."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pikepdf
import pytest
from click.testing import CliRunner, Result

from assessment.cli import main
from assessment.shipped import ROOT, SAMPLES

SMALL = SAMPLES / "small" / "brief.yaml"


def interlock(*words: object, store: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **({"INTERLOCK_STORE": str(store)} if store else {})}
    return subprocess.run([sys.executable, "-m", "assessment", *map(str, words)], cwd=ROOT, env=environment,
                          capture_output=True, text=True, timeout=120, check=False)


def told(*words: object, store: Path) -> Result:
    """The same without a process of its own, which takes most of the time of a short command."""
    return CliRunner().invoke(main, [*map(str, words), "--store", str(store)])


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "store.db"
    assert interlock("import", SMALL, store=path).returncode == 0
    return path


def test_run_writes_what_was_asked_for(tmp_path: Path):
    done = interlock("run", SMALL, "--out", tmp_path / "out", "--to", "json,html,pptx,xlsx")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "results.json", "report.html", "report.pptx", "data-book.xlsx"}
    assert json.loads((tmp_path / "out" / "results.json").read_text("utf-8"))["client"]


def test_a_broken_brief_tells_all_problems_and_writes_nothing(tmp_path: Path):
    text = SMALL.read_text("utf-8").replace("client:", "klient:", 1)
    broken = tmp_path / "broken.yaml"
    broken.write_text(text + "\nbudget: [-5]\n", "utf-8")
    done = interlock("run", broken, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "broken.yaml:" in done.stderr
    assert "client" in done.stderr
    assert "Nothing was written" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("words", [
    ("run", "no-such.yaml", "--out", "x"), ("import", "no-such.yaml"), ("journal", "verify", "no-such.jsonl"),
    ("pack", "check", "no-such-folder"), ("score", "--engagement", "no-such"),
])
def test_what_is_not_there_is_said_without_a_traceback(words, tmp_path: Path):
    done = interlock(*words, store=tmp_path / "empty.db")
    assert done.returncode == 1
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_an_unknown_format_is_refused(tmp_path: Path):
    done = interlock("run", SMALL, "--out", tmp_path, "--to", "docx")
    assert done.returncode == 2
    assert "choose from pdf, html, json" in done.stderr


@pytest.mark.parametrize("command", [
    "score", "recommend", "plan", "value", "explain", "decision", "areas", "leaders", "sides"])
def test_results_as_text_and_as_json(command: str, store: Path):
    assert told(command, store=store).stdout.strip()
    assert json.loads(told(command, "--json", store=store).stdout)


def test_export_verify_and_damage(store: Path, tmp_path: Path):
    target = tmp_path / "journal.jsonl"
    assert interlock("export", "--out", target, store=store).returncode == 0
    assert "chain intact" in interlock("journal", "verify", target).stdout
    lines = target.read_text("utf-8").splitlines(keepends=True)
    lines[4] = lines[4].replace("interlock", "somebody", 1)
    target.write_text("".join(lines), "utf-8")
    done = interlock("journal", "verify", target)
    assert done.returncode == 1
    assert "seq 5" in done.stderr or "seq 6" in done.stderr


def test_a_report_that_is_up_to_date_is_left_alone(store: Path, tmp_path: Path):
    first = told("report", "--out", tmp_path, "--to", "json", store=store)
    assert first.exit_code == 0, first.stderr
    again = told("report", "--out", tmp_path, "--to", "json", store=store)
    assert "up to date" in again.stdout


@pytest.mark.parametrize("what", ["brief", "pack", "library", "results"])
def test_schemas_are_schemas(what: str):
    jsonschema.Draft202012Validator.check_schema(json.loads(interlock("schema", what).stdout))


def test_new_prints_the_id(tmp_path: Path):
    assert interlock("new", "Some Client Ltd", store=tmp_path / "s.db").stdout.strip() == "some-client-ltd"


def test_help_loads_nothing_heavy():
    code = ("import sys; sys.argv = ['interlock', '--help']\nfrom assessment.cli import main\n"
            "try:\n    main()\nexcept SystemExit:\n    pass\n"
            "heavy = {'streamlit', 'ortools', 'weasyprint', 'altair', 'pandas', 'numpy'} & set(sys.modules)\n"
            "sys.exit(repr(heavy) if heavy else 0)")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_readmes_brief_gives_a_report(tmp_path: Path):
    readme = (ROOT / "README.md").read_text("utf-8")
    text = readme.split("```yaml\n", 1)[1].split("```", 1)[0]
    path = tmp_path / "brief.yaml"
    path.write_text(text, "utf-8")
    done = interlock("run", path, "--out", tmp_path / "report", "--to", "json")
    assert done.returncode == 0, done.stderr


def test_an_edition_and_the_restricted_annex_from_the_command_line(store: Path, tmp_path: Path):
    out = tmp_path / "out"
    done = interlock("report", "--out", out, "--to", "html", "--variant", "site", "--site", "north", "--paper",
                     "letter", "--redact", "names,comments", "--restricted", store=store)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in out.iterdir()} == {
        "report-site-north-letter-redacted.html", "report-restricted.pdf"}
    password = done.stdout.rpartition("kept nowhere: ")[2].strip()
    assert len(password) == 24
    with pikepdf.open(out / "report-restricted.pdf", password=password) as document:
        assert document.encryption.R == 6
    assert told("report", "--out", out, "--variant", "site", store=store).exit_code == 1
    assert told("report", "--out", out, "--redact", "all", store=store).exit_code == 2
