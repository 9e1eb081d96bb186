"""Answers that are carried forward: what stands, how old it is, and what a correction moves."""

from __future__ import annotations

import pytest
from domain.building import engagement, pack, question
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.pack import Condition
from assessment.domain.scoring import Value, score, to_review, value
from assessment.domain.trend import trend

TWO = pack({"d": {"c": [question("q"), question("r")]}})
RECORD = pack({"d": {"c": [question("q", kind="record")]}})
CYCLES = ("c1", "c2", "c3")


def found(answers: dict, cycle: str = "c2", of=TWO, name: str = "q", **more) -> Value:
    state = engagement(answers, of=of, cycles=more.pop("cycles", CYCLES), carry=more.pop("carry", True), **more)
    return value(state, cycle, state.the_pack.questions[name], "a")


def closed(cycle: str) -> f.CycleClosed:
    return f.CycleClosed(cycle=cycle, date="2027-01-01")


def corrected(cycle: str, level: int | str, person: str = "it-a-1") -> f.AnswerCorrected:
    return f.AnswerCorrected(cycle=cycle, site="a", question="q", person=person, value=level, reason="The wrong line.")


def again(cycle: str, level: int, confirms: str | None = None, person: str = "it-a-1") -> f.Answered:
    return f.Answered(cycle=cycle, site="a", question="q", person=person, value=level, confirms=confirms)


def test_what_nobody_answered_anew_stands_with_its_origin_and_age():
    first = {"q": {"a": {"IT@a": [2, 4]}}}
    assert (found(first).x, found(first).carried_from, found(first).age) == (3, "c1", 3)
    assert (found(first, "c3").x, found(first, "c3").carried_from, found(first, "c3").age) == (3, "c1", 6)
    assert found(first, "c1").carried_from is None


def test_a_cycle_that_carries_none_starts_empty():
    assert found({"q": {"a": {"IT@a": 2}}}, carry=False).x is None


def test_an_answer_of_its_own_takes_the_place_and_is_carried_on():
    answers = {"q": {"a": {"IT@a": 2}}, "c2:q": {"a": {"IT@a": 4}}}
    assert (found(answers).x, found(answers).carried_from) == (4, None)
    assert (found(answers, "c3").x, found(answers, "c3").carried_from) == (4, "c2")


def test_a_value_is_stale_beyond_twelve_months():
    cycles = tuple(f"c{number}" for number in range(1, 7))
    fifth = found({"q": {"a": {"IT@a": 2}}}, "c5", cycles=cycles)
    sixth = found({"q": {"a": {"IT@a": 2}}}, "c6", cycles=cycles)
    assert (fifth.age, fifth.stale, sixth.age, sixth.stale) == (12, False, 15, True)
    assert sixth.x == 2


def test_a_blind_round_hides_what_is_new_and_leaves_what_is_carried():
    blind = (f.RoundOpened(cycle="c2", site="a", question="q", round=1),)
    one = found({"q": {"a": {"IT@a": 2}}, "c2:q": {"a": {"IT@a": 5}}}, extra=blind)
    assert (one.x, one.carried_from) == (2, "c1")


def test_an_agreed_and_validated_level_is_carried_as_such():
    extra = (f.Agreed(cycle="c1", site="a", question="q", value=4), f.Validated(
        cycle="c1", site="a", question="q", accepted=True))
    one = found({"q": {"a": {"IT@a": [2, 3]}}}, extra=extra)
    assert (one.x, one.state, one.rests_on, one.carried_from) == (4, "validated", "agreed", "c1")


def test_what_all_confirm_stands_as_it_was_though_one_alone_answered():
    extra = (f.Agreed(cycle="c1", site="a", question="q", value=4), again("c2", 2, "c1"))
    one = found({"q": {"a": {"IT@a": [2, 3]}}}, extra=extra)
    assert (one.x, one.rests_on, one.carried_from, one.confirmed) == (4, "agreed", None, True)
    later = found({"q": {"a": {"IT@a": [2, 3]}}}, "c3", extra=extra)
    assert (later.x, later.carried_from, later.age, later.confirmed) == (4, "c2", 3, False)
    moved = found({"q": {"a": {"IT@a": [2, 3]}}}, extra=(*extra, again("c2", 5, person="it-a-2")))
    assert (moved.x, moved.confirmed) == (3.5, False)  # both answered: 2 confirmed, 5 new


def test_a_reviewer_who_sends_back_a_confirmed_level_is_heard():
    extra = (f.Validated(cycle="c1", site="a", question="q", accepted=True), again("c2", 3, "c1"))
    assert found({"q": {"a": {"IT@a": 3}}}, of=RECORD, extra=extra).state == "validated"
    sent = f.Validated(cycle="c2", site="a", question="q", accepted=False, note="It is old.")
    assert found({"q": {"a": {"IT@a": 3}}}, of=RECORD, extra=(*extra, sent)).state == "self-assessed"


def test_a_record_waits_for_its_answerer_and_another_answer_does_not_displace_it():
    named = (f.AnswererNamed(site="a", question="q", person="it-a-1"),)
    one = found({"q": {"a": {"IT@a": 3}}, "c2:q": {"a": {"OT@a": 5}}}, of=RECORD, extra=named)
    assert (one.x, one.carried_from) == (3, "c1")


def test_a_condition_is_asked_of_the_cycle_that_carries():
    of = pack({"d": {"c": [question("r"), question("q").model_copy(
        update={"when": (Condition(question="r", at_least=3),)})]}})
    answers = {"q": {"a": {"IT@a": 4}}, "r": {"a": {"IT@a": 5}}}
    assert found(answers, of=of).x == 4
    assert found({**answers, "c2:r": {"a": {"IT@a": 1}}}, of=of).applicable is False


def test_a_correction_moves_the_next_cycle_and_never_a_closed_one():
    answers = {"q": {"a": {"IT@a": 2}}}
    late = (closed("c1"), closed("c2"), corrected("c1", 5))
    assert [found(answers, cycle, extra=late).x for cycle in CYCLES] == [2, 2, 5]
    early = (closed("c1"), corrected("c1", 5), closed("c2"))
    assert [found(answers, cycle, extra=early).x for cycle in CYCLES] == [2, 5, 5]


def test_a_correction_takes_a_validation_with_it():
    extra = (f.Validated(cycle="c1", site="a", question="q", accepted=True), closed("c1"), corrected("c1", 2))
    assert found({"q": {"a": {"IT@a": 4}}}, "c1", of=RECORD, extra=extra).state == "validated"
    one = found({"q": {"a": {"IT@a": 4}}}, of=RECORD, extra=extra)
    assert (one.x, one.state) == (2, "self-assessed")


def test_the_share_that_is_carried_is_told_and_shrinks_with_answers_and_confirmations():
    answers = {"q": {"a": {"IT@a": 2}}, "r": {"a": {"IT@a": 4}}}
    for extra, share in (((), 1.0), ((again("c2", 3),), .5), ((again("c2", 2, "c1"),), .5)):
        card = score(engagement(answers, of=TWO, cycles=CYCLES, carry=True, extra=extra), "c2", draws=0)
        assert {card.score(node).carried_share for node in ("d", "organisation-readiness")} == {share}


def test_what_is_carried_is_not_reviewed_again():
    state = engagement({"q": {"a": {"IT@a": 4}}}, of=RECORD, cycles=CYCLES, carry=True)
    assert len(to_review(state, "c1")) == 1
    assert to_review(state, "c2") == ()


WORDS = st.sampled_from([1, 2, 3, 4, 5, "unknown", "na", None])
TABLE = st.fixed_dictionaries({name: st.fixed_dictionaries({place: st.fixed_dictionaries(
    {f"{function}@{place}": st.lists(WORDS, min_size=3, max_size=3) for function in ("IT", "OT")})
    for place in ("a", "b")}) for name in ("q", "r")})


@settings(max_examples=25, deadline=None)
@given(TABLE, st.sets(st.sampled_from(["q", "r"])))
def test_a_cycle_without_answers_scores_as_before_and_moves_nothing(table, agreed):
    state = engagement(table, of=TWO, sites={"a": 2, "b": 1}, cycles=CYCLES, carry=True,
                       agreed={(name, "a"): 3 for name in agreed})
    first, last = score(state, "c1", draws=50), score(state, "c3", draws=50)
    assert [one.model_copy(update={"carried_share": 0.0}) for one in last.scores] == list(first.scores)
    assert last.gaps == first.gaps
    moves = trend(state, "c2", draws=50)
    assert moves is not None
    for move in moves.moves:
        parts = (move.change, move.like_for_like, move.panel, move.scope, move.instrument)
        assert [part for part in parts if part] == []
        assert move.interval is None or (move.interval.low, move.interval.high) == pytest.approx((0, 0))


@settings(max_examples=40, deadline=None)
@given(TABLE, st.lists(st.tuples(st.integers(1, 5), st.booleans()), max_size=5))
def test_whatever_comes_after_the_close_leaves_the_closed_cycles_as_they_were(table, later):
    before = (closed("c1"), closed("c2"))
    people = {p for p, groups in (("it-a-1", table["q"]["a"]["IT@a"]),) if groups[0] is not None}
    facts = tuple(corrected("c1", level) if fix else again("c3", level) for level, fix in later if people)
    states = [engagement(table, of=TWO, sites={"a": 1, "b": 1}, cycles=CYCLES, carry=True, extra=extra)
              for extra in (before, (*before, *facts))]
    for cycle in ("c1", "c2"):
        assert score(states[0], cycle, draws=0).scores == score(states[1], cycle, draws=0).scores
