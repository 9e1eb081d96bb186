"""Packs apart from their files: wording, what differs, what a pack holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.pack import Cap, Pack, compare, overview
from assessment.domain.pack.wording import reading_grade, second_thing
from assessment.formats import load_pack

BAD = Path(__file__).parents[1] / "bad_packs"


@pytest.fixture(scope="module")
def pack() -> Pack:
    loaded, problems = load_pack(BAD / "good")
    assert problems == []
    assert loaded is not None
    return loaded


def edited(pack: Pack, question: str, **fields: Any) -> Pack:
    """The pack with other fields in one question."""
    dimension = pack.dimensions[0]
    capability = dimension.capabilities[0]
    questions = tuple(q.model_copy(update=fields) if q.id == question else q for q in capability.questions)
    return pack.changed(dimensions=(dimension.model_copy(update={
        "capabilities": (capability.model_copy(update={"questions": questions}),)}),))


@pytest.mark.parametrize("text", [
    "Are backups taken and tested?", "Is there a list of assets, and who keeps it?", "Is access logged or reviewed?",
    "Do both sides agree? Who decides?", "How clear and complete is the inventory?",
    "Are backups taken, tested and stored?", "Is there a policy and a training programme?",
    "Is there an owner; does the owner decide?",
])
def test_two_things_in_one_question_are_noticed(text: str) -> None:
    assert second_thing(text)


@pytest.mark.parametrize("text", [
    "How well do IT and OT work together?", "How well do OT and IT share work?",
    "Are backup and restore tested?", "Is restore and backup of this site in one hand?",
    "Are zones and conduits drawn?", "Do research and development hand over recipes?",
    "Are roles and responsibilities written down?", "Is there a plan, with owners and dates?",
    "Are plants and their data listed?", "Are IT, OT and Quality trained?", "Who owns the network?",
    "Is the Orland standard used?",
])
def test_pairs_of_the_field_are_one_thing(text: str) -> None:
    assert second_thing(text) == ""


def test_the_reading_grade_follows_the_formula() -> None:
    # 6 words, 1 sentence, 6 syllables: 0.39 x 6 + 11.8 x 1 - 15.59
    assert reading_grade("The cat sat on the mat.") == pytest.approx(-1.45)
    # 4 words in 2 sentences, 10 syllables (ma-chin-er-y, stopped, op-er-a-tors, wait)
    assert reading_grade("Machinery stopped; operators wait.") == pytest.approx(0.39 * 2 + 11.8 * 10 / 4 - 15.59)
    assert reading_grade("IT and OT.") == pytest.approx(0.39 * 3 + 11.8 - 15.59)
    assert reading_grade("") == reading_grade("1, 2 ...") == 0.0


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["plant", "data", "the", "validation", "organisation", "IT"]), min_size=2, max_size=40))
def test_splitting_a_sentence_never_makes_it_harder(words: list[str]) -> None:
    half = len(words) // 2
    split = " ".join(words[:half]) + ". " + " ".join(words[half:]) + "."
    assert reading_grade(split) <= reading_grade(" ".join(words) + ".") + 1e-9


def test_a_pack_does_not_differ_from_itself(pack: Pack) -> None:
    found = compare(pack, pack)
    assert found.questions == found.others == ()
    assert found.answers == {"kept": 2, "confirm": 0, "ask": 0, "lost": 0}


@pytest.mark.parametrize(("fields", "answers", "share"), [
    ({"text": "Who is the owner?"}, "confirm", 0.5), ({"anchors": {1: "a", 2: "b", 3: "c"}}, "confirm", 0.5),
    ({"kind": "judgement"}, "confirm", 0.5), ({"scope": "site"}, "ask", 0.5), ({"weight": 3.0}, "kept", 0.25),
    ({"functions": ("IT",)}, "kept", 0.75 - 0.25), ({"why": "It is so."}, "kept", 0.0), ({"quick": False}, "kept", 0.0),
])
def test_what_a_change_moves(pack: Pack, fields: dict[str, Any], answers: str, share: float) -> None:
    found = compare(pack, edited(pack, "owner", **fields))
    move, = found.questions
    assert move.changes == tuple(fields)
    assert move.answers == answers
    assert move.share == pytest.approx(share)
    assert found.capabilities == ({"ownership": pytest.approx(share)} if share else {})


def test_questions_that_come_and_go(pack: Pack) -> None:
    found = compare(pack, edited(pack, "owner", id="proprietor", weight=3.0))
    came, went = found.questions
    assert (came.question, came.changes, came.answers, came.same_as) == ("proprietor", ("added",), "ask", "owner")
    assert (came.before, came.after, came.share) == (0.0, 0.75, 0.75)
    assert (went.question, went.changes, went.answers, went.share) == ("owner", ("removed",), "lost", 0.5)
    assert found.answers == {"kept": 1, "confirm": 0, "ask": 1, "lost": 1}
    assert found.capabilities == {"ownership": 1.0}


def test_another_scale_asks_everything_again(pack: Pack) -> None:
    scale = pack.scale.model_copy(update={"maximum": 4, "names": ("a", "b", "c", "d")})
    found = compare(pack, pack.changed(scale=scale))
    assert found.answers == {"kept": 0, "confirm": 0, "ask": 2, "lost": 0}
    assert {move.where: move.moves for move in found.others} == {"scale": "answers", "scale.names": "nothing"}


def test_changes_outside_the_questions_are_told(pack: Pack) -> None:
    cap = Cap(id="K2", dimension="governance", level=1, question="trust", below=2, reason="No trust.")
    found = compare(pack, pack.changed(theta=0.7, caps=(cap,), translations=()))
    assert {move.where: (move.was, move.now, move.moves) for move in found.others} == {
        "theta": ("0.8", "0.7", "levels"), "caps.K1": ("governance, 2, owner, 2", "", "levels"),
        "caps.K2": ("", "governance, 1, trust, 2", "levels"), "translations.de": ("1", "", "nothing")}
    assert found.questions == ()


def test_an_overview_counts(pack: Pack) -> None:
    found = overview(pack)
    assert (found.questions, found.record, found.judgement, found.site, found.network) == (2, 1, 1, 1, 1)
    assert (found.quick, found.minutes, found.quick_minutes, found.conditional) == (1, 4, 2, 0)
    words, = found.translations
    assert (words.language, words.questions, words.of_questions, words.quick, words.of_quick) == ("de", 0, 2, 0, 1)
    told = pack.translations[0].questions["owner"].model_copy(update={"why": "Darum.", "evidence": "Ein Papier."})
    whole = pack.changed(translations=(pack.translations[0].model_copy(update={"questions": {"owner": told}}),))
    assert [(words.questions, words.quick) for words in overview(whole).translations] == [(1, 1)]
