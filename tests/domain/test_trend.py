"""Trend: each part alone, parts that add up, and what counts as real."""

from __future__ import annotations

import pytest
from domain.building import engagement, pack, question
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.trend import Move, trend

TWO = pack({"d": {"c": [question("q"), question("r")]}})


def moved(answers: dict, sites: dict | None = None, of=TWO, **more) -> Move:
    state = engagement(answers, of=of, sites=sites, cycles=("c1", "c2"), **more)
    found = trend(state, "c2", draws=400)
    assert found is not None
    return next(move for move in found.moves if move.node == "d")


def parts(move: Move) -> dict[str, float]:
    return {name: round(value, 6) for name in ("like_for_like", "panel", "scope", "instrument")
            if (value := getattr(move, name)) is not None and abs(value) > 1e-9}


def test_the_first_cycle_has_no_trend():
    assert trend(engagement({"q": {"a": {"IT": 3}}}), "c1") is None


def test_the_same_people_at_the_same_site_move_like_for_like():
    assert parts(moved({"q": {"a": {"IT@a": [2, 2]}}, "c2:q": {"a": {"IT@a": [3, 4]}}})) == {"like_for_like": 1.5}


def test_another_function_that_joins_is_panel():
    move = moved({"q": {"a": {"IT@a": 4}}, "c2:q": {"a": {"IT@a": 4, "OT@a": 2}}})
    assert parts(move) == {"panel": -1.0}


def test_another_site_that_joins_is_scope():
    move = moved({"q": {"a": {"IT@a": 2}}, "c2:q": {"a": {"IT@a": 2}, "b": {"IT@b": 4}}}, sites={"a": 1, "b": 1})
    assert parts(move) == {"scope": 1.0}


def test_another_question_that_is_answered_is_instrument():
    move = moved({"q": {"a": {"IT@a": 2}}, "c2:q": {"a": {"IT@a": 2}}, "c2:r": {"a": {"IT@a": 5}}})
    assert parts(move) == {"instrument": 1.5}


def test_a_record_and_an_agreed_value_have_no_panel():
    record = pack({"d": {"c": [question("q", kind="record")]}})
    move = moved({"q": {"a": {"IT@a": 2}}, "c2:q": {"a": {"OT@a": 4}}}, of=record)
    assert parts(move) == {"like_for_like": 2.0}
    agreed = tuple(f.Agreed(cycle=cycle, site="a", question="q", value=level)
                   for cycle, level in (("c1", 2), ("c2", 4)))
    assert parts(moved({"q": {"a": {"IT@a": 1}}, "c2:q": {"a": {"OT@a": 5}}}, extra=agreed)) == {"like_for_like": 2.0}


def test_parts_that_cannot_be_told_apart_are_one_number_and_named():
    move = moved({"q": {"a": {"IT@a": 2}}, "c2:r": {"a": {"IT@a": 5}}})
    assert move.change == 3
    assert move.like_for_like is None
    assert move.combined == ("instrument", "scope", "panel", "like_for_like")
    assert move.instrument == 3


def test_a_clear_rise_of_many_is_real_and_noise_is_not():
    risen = moved({"q": {"a": {"IT@a": [2, 2, 3, 2, 2, 2]}}, "c2:q": {"a": {"IT@a": [4, 4, 4, 4, 5, 4]}}})
    assert risen.real
    assert risen.interval.low > 1
    noise = moved({"q": {"a": {"IT@a": [1, 5, 2, 4, 3, 1]}}, "c2:q": {"a": {"IT@a": [5, 1, 4, 2, 3, 2]}}})
    assert not noise.real


def test_fewer_than_five_people_prove_nothing():
    assert moved({"q": {"a": {"IT@a": [1, 1]}}, "c2:q": {"a": {"IT@a": [5, 5]}}}).interval is None


LEVELS = st.lists(st.sampled_from([1, 2, 3, 4, 5, None]), min_size=3, max_size=3)
CYCLE = st.fixed_dictionaries({
    place: st.fixed_dictionaries({f"{function}@{place}": LEVELS for function in ("IT", "OT")}) for place in ("a", "b")})


@settings(max_examples=60, deadline=None)
@given(CYCLE, CYCLE, CYCLE, CYCLE)
def test_the_parts_add_up_to_the_change(q1, r1, q2, r2):
    state = engagement({"q": q1, "r": r1, "c2:q": q2, "c2:r": r2}, of=TWO, sites={"a": 2, "b": 1},
                       cycles=("c1", "c2"))
    for move in trend(state, "c2", draws=20).moves:
        told = [move.like_for_like, move.panel, move.scope, move.instrument]
        assert sum(part for part in told if part is not None) == pytest.approx(move.change, abs=1e-9)
