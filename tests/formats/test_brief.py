"""Briefs: what they come to, what is assumed, and every fault with its line."""

from __future__ import annotations

import shutil
import time
from datetime import date
from pathlib import Path

import pytest
from formats.expected import Expected, expected_of

from assessment.domain import facts as f
from assessment.domain.engagement import replay
from assessment.domain.library import Library
from assessment.domain.pack import Pack
from assessment.formats import BriefFacts, load_library, load_pack, loads, read_brief, write_answers

BAD = sorted((Path(__file__).parents[1] / "bad_briefs").glob("*.yaml"))
SMALL = Path(__file__).parent / "small"

SHORT = """client: Acme
sites: [{id: basel, name: Basel}]
people: [{id: ana, name: Ana, function: IT, site: basel}, {id: bo, name: Bo, function: OT}]
cycles: [{id: c1, date: 2026-03-01, answers: ANSWERS}]
"""


@pytest.fixture(scope="module")
def pack() -> Pack:
    loaded, _problems = load_pack(SMALL / "pack")
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def library(pack: Pack) -> Library:
    loaded, problems = load_library(SMALL / "data", pack)
    assert problems == []
    assert loaded is not None
    return loaded


def read(folder: Path, text: str, pack: Pack, library: Library) -> BriefFacts:
    (folder / "brief.yaml").write_text(text)
    brief, problems = read_brief(folder / "brief.yaml", pack, library)
    assert problems == []
    assert brief is not None
    return brief


def answered(brief: BriefFacts) -> list[f.Answered]:
    return [fact for _day, fact in brief.facts if isinstance(fact, f.Answered)]


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_broken_brief_is_told_at_its_line(file: Path, pack: Pack, library: Library) -> None:
    brief, problems = read_brief(file, pack, library)
    assert brief is None
    Expected(*expected_of(file)).check(file.name, problems)


def test_all_faults_are_told_at_once(tmp_path: Path, pack: Pack, library: Library) -> None:
    file = tmp_path / "brief.yaml"
    file.write_text(SHORT.replace("ANSWERS", "{ana: {trust: 7, owner: 0}, eve: {trust: 1}}").replace("IT", "XX"))
    assert [problem.code for problem in read_brief(file, pack, library)[1]] == ["unknown-word"]
    file.write_text(SHORT.replace("ANSWERS", "{ana: {trust: 7, owner: 0, x: 1}, eve: {trust: 1}}")
                    + "pilot: bern\nfacts: {a: b}\n")
    assert [problem.code for problem in read_brief(file, pack, library)[1]] == [
        "unknown-stated-fact", "unknown-site", "off-scale", "off-scale", "unknown-question", "unknown-person"]


def test_a_full_brief_assumes_nothing_and_replays(pack: Pack, library: Library) -> None:
    brief, problems = read_brief(SMALL / "brief.yaml", pack, library)
    assert problems == []
    assert brief is not None
    assert (brief.id, brief.client) == ("acme-2026", "Acme Biologics")
    assert brief.names == {"ana": "Ana Lima", "bo": "Bo Berg", "cy": "Cy Ng"}
    days = [day for day, _fact in brief.facts]
    assert days == sorted(days)
    assert isinstance(brief.facts[0][1], f.EngagementOpened)
    assert not [fact for _day, fact in brief.facts if isinstance(fact, f.Assumed)]
    state = replay((seq, day, fact) for seq, (day, fact) in enumerate(brief.facts, start=1))
    assert state.start == date(2026, 4, 1)
    assert state.sites["basel"].site_kind == "biologics"
    assert state.cycles["c1"].closed == date(2026, 3, 20)
    assert state.targets == {("governance", "basel"): 3, ("governance", "cork"): 2}
    assert state.capacity["IT"] == (10,)
    assert state.capacity["OT"] == (5, 6)
    assert state.fact("outsourced") == "no"
    assert state.fact("shifts", "basel") == "three"
    assert state.votes("c1", "basel", "trust")["ana"].value == 2
    assert state.votes("c1", None, "owner")["ana"].evidence == ("a mail",)
    assert state.votes("c2", None, "owner")["cy"].evidence == ("charter", "mail")
    assert state.votes("c2", "cork", "trust")["cy"].value == "na"
    assert state.agreed["c1", "basel", "trust"].rationale == "talked"
    assert state.validated["c2", None, "owner"].accepted
    assert state.answerers[None, "owner"] == "cy"
    assert state.reviews["F1", "G1"].result == "conditional"
    assert state.decisions["F1", "quality"].go
    assert state.estimates["I1"].cost is not None
    assert state.estimates["I1"].cost.mode == 2
    assert state.freezes["audit"].stops == ("site-work",)
    assert state.shutdowns["summer"].area == "filling"
    assert state.sites["basel"].agencies == ("FDA",)
    assert state.sites["basel"].next_inspection == date(2026, 8, 1)
    assert state.procedures["change", "IT", None].choices == {"approval": "board"}
    assert state.procedures["change", "OT", "basel"].title == ""
    assert [report.status for report in state.progress["I1", "programme"]] == ["running", "finished"]
    assert state.kpis["named"].dimensions == ("governance",)
    assert [actual.value for actual in state.actuals["named"]] == [20]
    assert state.benefits["b1"].amount == 3


def test_every_fact_of_a_brief_survives_its_json_form(pack: Pack, library: Library) -> None:
    brief, _problems = read_brief(SMALL / "brief.yaml", pack, library)
    assert brief is not None
    for _day, fact in brief.facts:
        assert f.parse_fact(fact.model_dump(mode="json", by_alias=True)) == fact


def test_each_default_that_matters_is_assumed(tmp_path: Path, pack: Pack, library: Library) -> None:
    brief = read(tmp_path, SHORT.replace("ANSWERS", "{ana: {trust: 2}}"), pack, library)
    told = {fact.what: fact.text for _day, fact in brief.facts if isinstance(fact, f.Assumed)}
    assert set(told) == {"currency", "start", "site.basel", "capacity", "budget", "targets", "rates", "discount-rate",
                         "usd-rate", "freezes", "shutdowns"}
    assert told["site.basel"] == "Basel is taken as a mixed site, 600 staff, systems 10 years old."
    assert told["usd-rate"] == "0.9 EUR are taken as one US dollar, a planning rate."
    assert told["targets"] == "The level aimed at is 2 wherever no target was stated."


@pytest.mark.parametrize("answers", [
    "{ana: {trust: 2, owner: na2}}".replace("na2", "{value: na, comment: none}"),
    "[{person: ana, question: trust, value: 2}, {person: ana, question: owner, value: n/a, comment: none}]",
    "sub/answers.csv",
])
def test_three_ways_to_write_answers_come_to_the_same(tmp_path: Path, pack: Pack, library: Library,
                                                      answers: str) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "answers.csv").write_text("question,person,value,comment\ntrust,ana,2,\nowner,ana,na,none\n")
    brief = read(tmp_path, SHORT.replace("ANSWERS", answers), pack, library)
    assert answered(brief) == [
        f.Answered(cycle="c1", site="basel", question="trust", person="ana", value=2),
        f.Answered(cycle="c1", question="owner", person="ana", value="na", comment="none"),
    ]


def test_an_answer_of_the_network_lands_at_the_only_site(tmp_path: Path, pack: Pack, library: Library) -> None:
    brief = read(tmp_path, SHORT.replace("ANSWERS", "{bo: {trust: 3}}"), pack, library)
    assert answered(brief)[0].site == "basel"


def test_words_and_dates_are_read_as_written(tmp_path: Path, pack: Pack, library: Library) -> None:
    text = SHORT.replace("ANSWERS", "[]").replace("name: Basel", "name: 007") + "facts: {outsourced: no}\n"
    brief = read(tmp_path, text, pack, library)
    assert [fact.value for _day, fact in brief.facts if isinstance(fact, f.Stated)] == ["no"]
    assert [fact.name for _day, fact in brief.facts if isinstance(fact, f.SiteDefined)] == ["007"]
    brief = read(tmp_path, text.replace("outsourced: no", "shifts: unknown"), pack, library)
    assert not [fact for _day, fact in brief.facts if isinstance(fact, f.Stated)]


def test_user_text_is_cleaned(tmp_path: Path, pack: Pack, library: Library) -> None:
    answers = '[{person: ana, question: trust, value: 2, comment: "gpj.exe\\u202e\\0 e\\u0301 "}]'
    brief = read(tmp_path, SHORT.replace("ANSWERS", answers), pack, library)
    assert answered(brief)[0].comment == "gpj.exe é"


CSV_FAULTS = [
    ("question,person,value\ntrust,ana,7\n", "off-scale", "a.csv:2 value"),
    ("question,person,value\ntrust,ana,2\n\ntrust,ana,2\n", "duplicate-answer", "a.csv:4"),
    ("question,person,value\ntrust,\"an\na\",2\n", "wrong-form", "a.csv:3 person"),
    ("question,person,value\ntrust,ana\n", "missing-key", "a.csv:2"),
    ("question,person,value\ntrust,ana,2,more\n", "extra-cell", "a.csv:2"),
    ("question,person\ntrust,ana\n", "missing-column", "a.csv:1"),
    ("question,person,value,vlaue\n", "unknown-column", "a.csv:1"),
    ("question,person,value,value\n", "duplicate-column", "a.csv:1"),
    ("question,person,value,confidence\ntrust,ana,2,sure\n", "unknown-word", "a.csv:2 confidence"),
    ("", "empty", "a.csv:1"),
    (b"question,person,value\ntrust,\xff,2\n", "encoding", "a.csv:2"),
    ("question,person,value\ntrust,ana," + "x" * 140_000 + "\n", "csv", "a.csv:2"),
    (b"x" * 20_000_001, "too-large", "a.csv:1"),
    (b"question,person,value\n" + b"trust,ana,2\n" * 200_001, "too-many-rows", "a.csv:200002"),
    (None, "missing-file", "a.csv:1"),
]


@pytest.mark.parametrize(("content", "code", "where"), CSV_FAULTS, ids=[fault[1] for fault in CSV_FAULTS])
def test_a_broken_csv_file_is_told_at_its_line(tmp_path: Path, pack: Pack, library: Library,
                                               content: str | bytes | None, code: str, where: str) -> None:
    if content is not None:
        (tmp_path / "a.csv").write_bytes(content.encode() if isinstance(content, str) else content)
    (tmp_path / "brief.yaml").write_text(SHORT.replace("ANSWERS", "a.csv"))
    brief, problems = read_brief(tmp_path / "brief.yaml", pack, library)
    assert brief is None
    assert (problems[0].code, problems[0].where) == (code, where)
    assert len(problems) <= 201


def test_csv_of_other_countries_and_spreadsheets_is_read(tmp_path: Path, pack: Pack, library: Library) -> None:
    rows = "\ufeffQuestion;Person;Value;Comment;Evidence\r\ntrust;ana;2;\"a; b\";\"SOP 1 | SOP 2\"\r\n;;;;\r\n"
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8", newline="")
    answer = answered(read(tmp_path, SHORT.replace("ANSWERS", "a.csv"), pack, library))[0]
    assert (answer.value, answer.comment, answer.evidence) == (2, "a; b", ("SOP 1", "SOP 2"))


def test_written_answers_read_back_the_same_and_hold_no_formula(tmp_path: Path, pack: Pack, library: Library) -> None:
    row = {"question": "trust", "person": "ana", "value": 2, "comment": "=1+1, \"so\"", "evidence": ("a", "b")}
    text = write_answers([row])
    assert "'=1+1" in text
    (tmp_path / "a.csv").write_text(text)
    answer = answered(read(tmp_path, SHORT.replace("ANSWERS", "a.csv"), pack, library))[0]
    assert (answer.comment, answer.evidence) == ("=1+1, \"so\"", ("a", "b"))


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, pack: Pack, library: Library) -> None:
    (tmp_path / "secret.csv").write_text("question,person,value\ntrust,ana,2\n")
    folder = tmp_path / "brief"
    folder.mkdir()
    (folder / "a.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "brief.yaml").write_text(SHORT.replace("ANSWERS", "a.csv"))
    assert [problem.code for problem in read_brief(folder / "brief.yaml", pack, library)[1]] == ["outside-folder"]


def test_hostile_briefs_end_quickly(tmp_path: Path, pack: Pack, library: Library) -> None:
    file = tmp_path / "brief.yaml"
    for content in (b"a: 1\n" * 10_000_001, b"[" * 19_000, b"a: " + b"[1,\n" * 100_000, b"\0" * 5000,
                    b"cycles: " + b"x\n" * 100, b"cycles: [1, [], {answers: 3}]\nsites: 1\n"):
        file.write_bytes(content)
        began = time.process_time()
        brief, problems = read_brief(file, pack, library)
        assert brief is None
        assert problems
        assert time.process_time() - began < 2
    shutil.rmtree(tmp_path / "nothing", ignore_errors=True)
    assert read_brief(tmp_path / "nothing" / "brief.yaml", pack, library)[1][0].code == "missing-file"
    assert loads("a: 1\n", "x").value == {"a": 1}
