"""The house itself: sizes, words, docstrings, README commands, every shipped file."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment.cli import main
from assessment.domain.checking import check_library
from assessment.domain.pack import check_pack
from assessment.formats import load_library, load_pack
from assessment.shipped import DATA, PACKS, ROOT

SOURCES = sorted((ROOT / "assessment").rglob("*.py"))
DOMAIN = sorted((ROOT / "assessment" / "domain").rglob("*.py"))


def test_no_module_is_longer_than_400_lines():
    long = {str(path.relative_to(ROOT)): count for path in SOURCES
            if (count := len(path.read_text("utf-8").splitlines())) > 400}
    assert long == {}


def test_no_module_is_named_after_nothing():
    assert [p.name for p in SOURCES if re.search(r"util|helper|manager|misc|common", p.stem)] == []


def test_class_names_of_the_domain_are_built_from_the_words():
    text = (ROOT / "docs" / "words.md").read_text("utf-8").split("\n\n", 2)[2]
    words = {word.lower() for name in re.split(r"[,\s]+", text) for word in re.findall(r"[A-Z]?[a-z]+", name)}
    unknown = {}
    for path in DOMAIN:
        if path.stem == "basis" or "facts" in path.parts:  # a fact: what happened to a noun
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                parts = [part.lower() for part in re.findall(r"[A-Z][a-z]*", node.name)]
                missing = [p for p in parts if p not in words and p.rstrip("s") not in words and p not in ("id", "by")]
                if missing:
                    unknown[f"{path.stem}.{node.name}"] = missing
    assert unknown == {}


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_module_says_what_it_is(path: Path):
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), "a module begins with a sentence that says what it is"


def test_functions_have_no_empty_verbs():
    bad = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and re.match(r"_?(get|process|handle|do)_", node.name):
                bad.append(f"{path.stem}.{node.name}")
    assert bad == []


def test_nothing_catches_everything():
    bad = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ExceptHandler) and (node.type is None or (
                    isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))):
                bad.append(str(path.relative_to(ROOT)))
    # the outer edges of the server name an incident id
    assert [name for name in bad if "server" not in name and "web" not in name and "sqlite" not in name] == []


@pytest.mark.parametrize("folder", [p for p in PACKS.iterdir() if p.is_dir()], ids=lambda p: p.name)
def test_every_shipped_pack_loads_with_no_problem(folder: Path):
    pack, problems = load_pack(folder)
    assert problems == []
    assert pack is not None
    assert check_pack(pack) == []


def test_the_shipped_library_loads_with_no_problem():
    library, problems = load_library(DATA)
    pack, _ = load_pack(PACKS / "it-ot-convergence")
    assert problems == []
    assert library is not None
    assert pack is not None
    assert check_library(library, pack) == []


def test_the_library_is_complete():
    library, _ = load_library(DATA)
    assert library is not None
    assert [len(library.paths), len(library.criteria), len(library.knockouts)] == [4, 18, 13]
    assert len(library.initiatives) == 45
    assert len(library.gate.criteria) == 14
    assert len(library.benchmarks) >= 25
    assert len(library.areas) == 14


def test_the_pack_covers_the_sixteen_actions_with_sixty_questions_or_more():
    pack, _ = load_pack(PACKS / "it-ot-convergence")
    assert pack is not None
    assert len(pack.dimensions) == 13
    assert len(pack.questions) >= 60
    assert len(pack.actions) == 16
    assert {a.id for a in pack.actions} == {a for q in pack.questions.values() for a in q.actions}
    assert 26 <= sum(q.quick for q in pack.questions.values()) <= 30
    assert all(len(q.probes) == 2 for q in pack.questions.values())


def test_every_command_of_the_readme_exists():
    readme = (ROOT / "README.md").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"\bmake ([a-z]+)\b", readme)):
        assert re.search(rf"^{target}:", makefile, re.M), target
    for words in set(re.findall(r"\binterlock ([a-z]+)(?: ([a-z]+))?", readme)):
        command = main.commands.get(words[0])
        assert command is not None, words[0]
        if words[1] and hasattr(command, "commands"):
            assert words[1] in command.commands


def test_every_command_has_help():
    runner = CliRunner()
    for name, command in main.commands.items():
        for path in ([name], *([name, sub] for sub in getattr(command, "commands", {}))):
            result = runner.invoke(main, [*path, "--help"])
            assert result.exit_code == 0
            assert len(result.output) > 40


def test_no_project_file_names_a_registry_host_or_a_path_of_a_machine():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    needle = re.compile("/wor" + "k/main|pypi" + r"\.org|registry\." + "npmjs|debian" + r"\.org/debian")
    found = [name for name in tracked
             if not name.endswith((".otf", ".png")) and (ROOT / name).is_file()
             and needle.search((ROOT / name).read_text("utf-8", errors="replace"))]
    assert found == []
