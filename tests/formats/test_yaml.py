"""Located YAML: what words become, where they stand, what is refused, and that nothing hostile takes long."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.basis import Estimate, Frozen
from assessment.formats import Lines, load, loads, validated
from assessment.formats import yaml as formats_yaml
from assessment.formats.lines import locate
from assessment.formats.yaml import BRIEF, Limit
from assessment.shipped import DATA, SAMPLES


@pytest.mark.parametrize(("written", "value"), [
    ("no", "no"), ("yes", "yes"), ("on", "on"), ("y", "y"), ("true", True), ("False", False), ("~", None), ("", None),
    ("null", None), ("12", 12), ("-3", -3), ("1.50", 1.5), (".5", 0.5), ("1e3", 1000.0), ("22:30", "22:30"),
    ("2026-03-01", "2026-03-01"), (".nan", ".nan"), (".inf", ".inf"), ("1e999", "1e999"), ("0x1F", "0x1F"),
    ("1_000", "1_000"), ("'12'", "12"), ('"true"', "true"), ("1234567890123456", "1234567890123456"), ("007", 7),
    ("|\n  two\n  lines\n", "two\nlines\n"), (">-\n  one\n  line\n", "one line"), ("[a, 1]", ["a", 1]),
    ("é", "é"), ("=", "="), ("<<", "<<"),
])
def test_words_become_what_the_core_schema_says(written: str, value: object) -> None:
    loaded = loads(f"a: {written}\n", "f.yaml")
    assert loaded.problems == []
    assert loaded.value == {"a": value}
    assert type(loaded.value["a"]) is type(value)


def test_every_value_has_its_line() -> None:
    text = "# c\nsites:\n  - id: a\n    name: >-\n      long\n      text\n  - {id: b, n:\n     2}\nend: 1\n"
    lines = loads(text, "f.yaml").lines
    assert lines.where(("sites",)) == "f.yaml:2 sites"
    assert lines.where(("sites", 0)) == "f.yaml:3 sites.0"
    assert lines.where(("sites", 0, "name")) == "f.yaml:4 sites.0.name"
    assert lines.where(("sites", 1, "n")) == "f.yaml:7 sites.1.n"
    assert lines.where(("end", "deeper")) == "f.yaml:9 end.deeper"
    assert lines.where(("nowhere",)) == "f.yaml:2 nowhere"


def test_a_question_mark_in_brackets_is_part_of_its_text() -> None:
    assert loads("a: [Who signed it?, b]\n", "f.yaml").value == {"a": ["Who signed it?", "b"]}


@pytest.mark.parametrize("path", [DATA / "paths.yaml", SAMPLES / "small" / "brief.yaml"], ids=lambda path: path.name)
def test_the_fast_parser_reads_what_the_plain_one_reads(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = load(path)
    monkeypatch.setattr(formats_yaml, "FAST", yaml.SafeLoader)
    plain = load(path)
    assert fast.value == plain.value is not None
    assert vars(fast.lines) == vars(plain.lines)


def test_a_mounted_document_tells_its_own_file_and_path() -> None:
    outer, inner = loads("a: 1\nb: 2\n", "outer.yaml").lines, loads("x:\n  - 1\n", "inner.yaml").lines
    outer.mount(("parts", 0), inner)
    assert outer.where(("parts", 0, "x", 0)) == "inner.yaml:2 x.0"
    assert outer.where(("b",)) == "outer.yaml:2 b"
    assert inner.under(("x",)).where((0,)) == "inner.yaml:2 0"


def test_ids_lead_to_positions() -> None:
    value = {"dimensions": [{"id": "d", "capabilities": [{"id": "c"}, {"id": "e"}]}],
             "caps": [{"id": "K"}, {"id": "K"}]}
    assert locate(value, "d.e") == ("dimensions", 0, "capabilities", 1)
    assert locate(value, "caps.K", last=True) == ("caps", 1)
    assert locate(value, "d.none.deeper") == ("dimensions", 0)


def test_all_duplicate_keys_are_told() -> None:
    loaded = loads("a: 1\nb: {x: 1, x: 2}\na: 3\na: 4\n", "f.yaml")
    assert [(problem.code, problem.where) for problem in loaded.problems] == [
        ("duplicate-key", "f.yaml:2 b.x"), ("duplicate-key", "f.yaml:3 a"), ("duplicate-key", "f.yaml:4 a")]


@pytest.mark.parametrize(("content", "code", "line"), [
    (b"a: 1\n\xff\n", "encoding", 2), ("a: 1\n".encode("utf-16"), "encoding", 1), (b"a: 1\nb: \x01\n", "character", 2),
    (b"x" * 101, "too-large", 1), (b"a: [" + b"1," * 40, "too-many-values", 1), (b"", "empty", 1),
    (b"a: @x\n", "syntax", 1), (b"a: [1, 2\nb: 3\n", "syntax", 2), (b"a: %x\n", "syntax", 1),
    (b"\xed\xa0\x80", "encoding", 1), (b"a: `x`\n", "syntax", 1), (b"'a\n", "syntax", 2),
    (b"%YAML 9.9\n--- a", "syntax", 1),
])
def test_what_is_refused_is_told_at_its_line(content: bytes, code: str, line: int) -> None:
    loaded = loads(content, "f.yaml", Limit(100, 30))
    assert loaded.value is None
    assert [(problem.code, problem.where) for problem in loaded.problems] == [(code, f"f.yaml:{line}")]
    assert loaded.problems[0].remedy


def test_files_that_cannot_be_opened_are_problems(tmp_path: Path) -> None:
    assert [problem.code for problem in load(tmp_path / "none.yaml").problems] == ["missing-file"]
    assert [problem.code for problem in load(tmp_path).problems] == ["missing-file"]


def test_fifty_megabytes_are_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "big.yaml").write_bytes(b"a: 1\n" * 10_000_000)
    began = time.process_time()
    assert load(tmp_path / "big.yaml", BRIEF).problems[0].message == "The file is larger than 5 MB."
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("text", [
    "[" * 19_000, "{a: " * 4_000, "- " * 9_000, "a: &a [x]\n" + "b: [*a, *a]\n" * 1000, "? " * 9_000, "!!x " * 5_000,
    "[\n" * 100_000, "- - - -\n" * 60_000, "a: '" + "''" * 9_000, "\ta" * 9_000, "#" * 19_000, "---\n" * 100_000,
    "a: |\n" + "  x\n" * 100_000, ("k" * 90 + ": 1\n") * 9_000,
], ids=range(14))
def test_bombs_end_quickly(text: str) -> None:
    began = time.process_time()
    loads(text, "f.yaml")
    assert time.process_time() - began < 3


class Inner(Frozen):
    id: str
    weeks: Estimate | None = None


class Outer(Frozen):
    version: str
    parts: tuple[Inner, ...] = ()
    shares: dict[str, float] = {}


def test_numbers_are_text_where_text_is_wanted() -> None:
    value, lines, _none = loads("version: 1.10\nparts: [{id: 007}, {id: true}]\n", "f.yaml")
    outer, problems = validated(Outer, value, lines)
    assert problems == []
    assert outer is not None
    assert outer.version == "1.10"
    assert [part.id for part in outer.parts] == ["007", "true"]
    assert value == {"version": 1.1, "parts": [{"id": 7}, {"id": True}]}


def test_thousands_of_faults_end_quickly_and_are_cut() -> None:
    value = {"version": "1", "parts": [{"id": "a", f"unknown-{number}": 1} for number in range(30_000)]}
    began = time.process_time()
    outer, problems = validated(Outer, value, Lines("f.yaml"))
    assert time.process_time() - began < 3
    assert outer is None
    assert len(problems) == 201
    assert problems[-1].code == "more-problems"


@settings(max_examples=150, deadline=2000)
@given(st.text(alphabet="ab:-[]{}#&*!|>'\"%@` \n\t,?~.0é\0\u202e\ud800", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    loaded = loads(text, "f.yaml")
    assert loaded.value is not None or loaded.problems or text.strip()
    outer, problems = validated(Outer, loaded.value, loaded.lines)
    assert (outer is None) == bool(problems)


# no full stop: the writer follows YAML 1.1, in which -.1 is a word and not a number
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-10**12, 10**12) | st.text(alphabet="aé: -#'\"\n1", max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc-", min_size=1), inner, max_size=4),
    max_leaves=12)


@settings(max_examples=80, deadline=2000)
@given(st.dictionaries(st.text("abc", min_size=1), VALUES, min_size=1, max_size=4))
def test_what_is_dumped_reads_back(value: dict[str, Any]) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=None)
    if "&id" not in text:
        assert loads(text, "f.yaml").value == value
