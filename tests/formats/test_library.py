"""Every fault of the library is told with its file and line: of form, and of what its parts say of each other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assessment.domain.library import Settings
from assessment.domain.pack import Pack
from assessment.formats import load, load_library, load_pack
from assessment.shipped import DATA

SMALL = Path(__file__).parent / "small"


@pytest.fixture(scope="module")
def pack() -> Pack:
    loaded, _problems = load_pack(SMALL / "pack")
    assert loaded is not None
    return loaded


def test_a_small_library_loads(pack: Pack) -> None:
    library, problems = load_library(SMALL / "data", pack)
    assert problems == []
    assert library is not None
    assert [initiative.id for initiative in library.initiatives] == ["I1", "I2"]
    assert library.initiatives[0].weeks.mode == 3
    assert library.settings.usd_rate["EUR"] == 0.9
    assert (library.version, library.benchmarks[0].year) == ("0.1", "2024")


def test_the_shipped_settings_name_every_magnitude() -> None:
    value, _lines, problems = load(DATA / "settings.yaml")
    assert problems == []
    assert set(value) == set(Settings.model_fields)
    assert set(value["usd_rate"]) == {"USD", "EUR", "GBP", "CHF", "JPY"}
    assert Settings.model_validate(value).model_dump(exclude={"usd_rate"}) == Settings().model_dump(
        exclude={"usd_rate"})


FAULTS = [
    # file, what stands there, what is put there instead, code, line, part of the message
    ("paths.yaml", "question: trust", "question: trsut", "unknown-question", 23, "'trsut'"),
    ("paths.yaml", "capability: ownership", "capability: owning", "unknown-capability", 38, "'owning'"),
    ("paths.yaml", "stated: outsourced, words", "stated: outsorced, words", "unknown-stated-fact", 24, "'outsorced'"),
    ("paths.yaml", "words: {yes: -1", "words: {maybe: -1", "unknown-word", 24, "'maybe' is no word"),
    ("paths.yaml", ", words: {yes: -1, no: 1}", ", words: {yes: -1}", "unread-word", 24, "words no of"),
    ("paths.yaml", "is: yes", "is: perhaps", "unknown-word", 32, "'perhaps'"),
    ("paths.yaml", "below: 2}", "below: 9}", "off-scale", 32, "9 is not on the scale"),
    ("paths.yaml", "when: [{", "when: [{}, {", "empty-test", 32, "tests nothing"),
    ("paths.yaml", "weight: 1", "weight: 0", "all-weights-zero", 16, "weight 0"),
    ("paths.yaml", "group: people", "group: persons", "unknown-group", 19, "'persons'"),
    ("paths.yaml", "effects: {hybrid: 1}", "effects: {it-to-ot: 1}", "unknown-path", 21, "'it-to-ot'"),
    ("paths.yaml", "effects: {hybrid: 1}", "effects: {upwards: 1}", "unknown-key", 21, "'upwards'"),
    ("paths.yaml", "paths: [hybrid]", "paths: [ot-to-it]", "unknown-path", 31, "'ot-to-it'"),
    ("paths.yaml", "{question: trust}", "{question: trust, capability: ownership}", "one-input", 23, "exactly one"),
    ("paths.yaml", "must_have: [I1]", "must_have: [I7]", "unknown-initiative", 10, "'I7'"),
    ("drivers.yaml", "enabled_by: [I1]", "enabled_by: [I8]", "unknown-initiative", 13, "'I8'"),
    ("drivers.yaml", "effect: [0.05, 0.1]", "effect: [1, 0.1]", "wrong-value", 10, "low <= mode <= high"),
    ("drivers.yaml", "effect: [0.05, 0.1]", "effect: [low, high]", "wrong-type", 10, "a number is wanted"),
    ("gate.yaml", "questions: [owner]", "questions: [owned]", "unknown-question", 2, "'owned'"),
    ("gate.yaml", "hard: always", "hard: often", "unknown-word", 2, "'often'"),
    ("settings.yaml", "default_target: 2", "default_target: 5", "off-scale", 2, "5 is not on the scale"),
    ("settings.yaml", "default_target", "default_taget", "unknown-key", 2, "'default_taget'"),
    ("initiatives/first.yaml", "prerequisites: [I1]", "prerequisites: [I3]", "unknown-initiative", 26, "'I3'"),
    ("initiatives/first.yaml", "  gate_criteria: [G1]", "  prerequisites: [I2]", "prerequisite-circle", 26,
     "I1, I2, I1"),
    ("initiatives/first.yaml", "prerequisites: [I1]", "prerequisites: [I2]", "prerequisite-circle", 26, "I2, I2"),
    ("initiatives/first.yaml", "gate_criteria: [G1]", "gate_criteria: [G9]", "unknown-gate-criterion", 12, "'G9'"),
    ("initiatives/first.yaml", "capability: ownership", "capability: owning", "unknown-capability", 11, "'owning'"),
    ("initiatives/first.yaml", "from: 1, to: 2", "from: 2, to: 2", "no-effect", 11, "raises nothing"),
    ("initiatives/first.yaml", "from: 1, to: 2", "from: 1, to: 4", "off-scale", 11, "4 is not on the scale"),
    ("initiatives/first.yaml", "- id: I2", "- id: I1", "duplicate-id", 17, "'I1' is used twice"),
    ("initiatives/first.yaml", "effort: {IT: [1, 2, 4]}", "effort: {HR: [1, 2, 4]}", "unknown-key", 8, "'HR'"),
    ("benchmarks/first.yaml", "n: 30\n  n_kind: exact", "n: null\n  n_kind: not-stated", "comparison-without-n", 13,
     "without a stated n"),
    ("benchmarks/first.yaml", "n: 30", "n: null", "n-and-kind", 5, "contradict"),
    ("benchmarks/first.yaml", "  at_least: 2\n", "", "share-without-level", 1, "which level"),
    ("benchmarks/first.yaml", "at_least: 2", "at_least: 4", "off-scale", 10, "4 is not on the scale"),
    ("benchmarks/first.yaml", "question: owner", "question: owners", "unknown-question", 3, "'owners'"),
    ("benchmarks/first.yaml", "question: owner", "question: owner\n  dimension: governance", "comparison-with-what", 1,
     "one question or to one dimension"),
    ("benchmarks/first.yaml", "- id: B1", "id: B1", "syntax", 2, "A colon"),
    ("procedures.yaml", "questions: [owner]", "questions: [owned]", "unknown-question", 8, "'owned'"),
    ("procedures.yaml", "initiatives: [I1]", "initiatives: [I5]", "unknown-initiative", 9, "'I5'"),
    ("procedures.yaml", "PMDA: [OWN 3]", "PMDA: [ONW 3]", "dangling-standard", 7, "'ONW 3'"),
    ("procedures.yaml", "target: both", "target: nobody", "target-choice", 12, "none of the choices"),
    ("procedures.yaml", "id: emergency", "id: approval", "duplicate-id", 13, "'approval' is used twice"),
    ("library.yaml", "version: 0.1", "version: [1]", "wrong-type", 1, "A list stands where text is wanted"),
    ("library.yaml", "version: 0.1", "paths: []", "duplicate-key", 1, "Another file"),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "line", "told"), FAULTS,
                         ids=[f"{fault[0]}-{fault[3]}-{fault[4]}" for fault in FAULTS])
def test_a_fault_is_told_at_its_line(tmp_path: Path, pack: Pack, file: str, old: str, new: str, code: str, line: int,
                                     told: str) -> None:
    folder = shutil.copytree(SMALL / "data", tmp_path / "data")
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    _library, problems = load_library(folder, pack)
    shown = "\n".join(map(str, problems))
    found = [problem for problem in problems if problem.code == code]
    assert found, shown
    assert found[0].where.split(" ")[0] == f"data/{file}:{line}", shown
    assert told in found[0].message, shown


def test_a_lost_file_is_told_once(tmp_path: Path) -> None:
    folder = shutil.copytree(SMALL / "data", tmp_path / "data")
    (folder / "paths.yaml").unlink()
    library, problems = load_library(folder)
    assert library is None
    assert [(problem.code, problem.where) for problem in problems] == [("missing-file", "data/paths.yaml:1")]
