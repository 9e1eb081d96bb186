"""Own sets of figures: what comes in says where it is from, what does not is refused with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assessment.domain.basis import InvalidInput
from assessment.formats import parse_benchmarks, shipped_pack
from assessment.shipped import SAMPLES
from assessment.workspace import run_brief
from assessment.workspace.taking_in import take_in_benchmarks

DOCS = Path(__file__).parents[2] / "docs" / "benchmarks.md"
EXAMPLE = re.search(r"```yaml\n(.*?)```", DOCS.read_text("utf-8"), re.S).group(1)
PACK = shipped_pack("it-ot-convergence")


def told(text: str, known: tuple[str, ...] = ()) -> list[str]:
    found, problems = parse_benchmarks(text.encode(), "set.yaml", PACK, known)
    assert (found is None) == bool(problems)
    return [f"{problem.where.split(' ')[0]} {problem.code}" for problem in problems]


def test_the_example_of_the_docs_is_accepted():
    assert told(EXAMPLE) == []


@pytest.mark.parametrize(("old", "new", "expected"), [
    ("organisations: 7", "organisations: 4", "set.yaml:5 small-group"),
    ("n: 41  ", "n: 4  ", "set.yaml:14 small-group"),
    ("    population: Drug", "    # population: Drug", "set.yaml:10 missing-key"),
    ('    year: "2026"', '    year: ""', "set.yaml:16 missing-provenance"),
    ("publisher: Plant security circle", 'publisher: " "', "set.yaml:23 missing-provenance"),
    ("n: 41  ", "n: null  ", "set.yaml:14 n-and-kind"),
    ("at_least: 3", "at_least: null", "set.yaml:19 share-without-level"),
    ("question: cyber-backup", "question: cyber-backups", "set.yaml:12 unknown-question"),
    ("kind: consortium", "kind: vendor", "set.yaml:4 unknown-word"),
    ("method: >-", "methode: >-", "set.yaml:7 unknown-key")])
def test_what_lacks_its_provenance_is_refused_with_its_line(old, new, expected):
    assert old in EXAMPLE
    assert expected in told(EXAMPLE.replace(old, new, 1))


def test_a_set_is_not_imported_twice():
    assert told(EXAMPLE, known=("consortium-2026",)) == ["set.yaml:1 duplicate-set"]


def test_an_imported_set_is_compared_and_says_so():
    workspace = run_brief(SAMPLES / "small" / "brief.yaml")
    before = len(workspace.comparison().peers) + len(workspace.comparison().context)
    take_in_benchmarks(workspace, EXAMPLE.encode(), "set.yaml")
    found = [*workspace.comparison().peers, *workspace.comparison().context]
    own = [peer for peer in found if peer.benchmark.own_set == "Plant security circle 2026"]
    assert len(found) == before + 1
    assert [peer.benchmark.id for peer in own] == ["consortium-2026:restore-tested"]
    with pytest.raises(InvalidInput, match="imported before"):
        take_in_benchmarks(workspace, EXAMPLE.encode(), "set.yaml")


def test_the_command_checks_and_imports(tmp_path: Path):
    from click.testing import CliRunner

    from assessment.cli import main

    good, store = tmp_path / "set.yaml", str(tmp_path / "test.db")
    good.write_text(EXAMPLE, "utf-8")
    run = CliRunner().invoke
    assert "1 figures from 7 organisations" in run(main, ["benchmarks", "check", str(good)]).output
    run(main, ["import", str(SAMPLES / "small" / "brief.yaml"), "--store", store])
    assert "imported" in run(main, ["benchmarks", "import", str(good), "--store", store]).output
    bad = tmp_path / "bad.yaml"
    bad.write_text(EXAMPLE.replace("n: 41", "n: 2", 1), "utf-8")
    refused = run(main, ["benchmarks", "import", str(bad), "--store", store])
    assert (refused.exit_code, "bad.yaml:14" in refused.output) == (1, True)
