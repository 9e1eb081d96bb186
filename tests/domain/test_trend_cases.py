"""Histories worked by hand, and what a change rests on."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from domain.building import engagement, pack, question
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.trend import Move, MovePart, behind, move_basis, moved_values, trend, trend_by_site

TWO = pack({"d": {"c": [question("q"), question("r")]}})
CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "trend.yaml").read_text("utf-8"))
PARTS = ("like_for_like", "panel", "scope", "instrument")


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_a_history_comes_apart_as_worked_by_hand(case):
    state = engagement(case["answers"], of=TWO, sites=case["sites"], cycles=("c1", "c2"))
    whole, sites = trend(state, "c2", draws=20), trend_by_site(state, "c2", draws=20)
    for key, wanted in case["expect"].items():
        node, _, site = key.partition("@")
        moves = {move.node: move for move in (sites[site] if site else whole).moves}
        if wanted == "missing":
            assert node not in moves
            continue
        for name, value in wanted.items():
            found = getattr(moves[node], name)
            assert found == (tuple(value) if isinstance(value, list) else pytest.approx(value)), (key, name)


def adds_up(move: Move, answers: tuple[MovePart, ...]) -> None:
    """What the answers add to each part is the part."""
    for name in PARTS:
        added = sum(one.levels for one in answers if one.part == name)
        assert added == pytest.approx(getattr(move, name) or 0, abs=1e-9), (move.node, name)


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_each_number_of_a_history_is_the_sum_of_what_its_answers_add(case):
    state = engagement(case["answers"], of=TWO, sites=case["sites"], cycles=("c1", "c2"))
    for site, found in ((None, trend(state, "c2", draws=5)), *trend_by_site(state, "c2", draws=5).items()):
        for move in found.moves:
            adds_up(move, behind(state, "c1", "c2", move.node, site))


def test_an_answer_adds_its_weight_times_how_far_it_stands_from_the_rest():
    state = engagement({"q": {"a": {"IT@a": 2}}, "c2:q": {"a": {"IT@a": 3}, "b": {"IT@b": 5}},
                        "c2:r": {"a": {"IT@a": 4}, "b": {"IT@b": 4}}}, of=TWO, sites={"a": 1, "b": 1},
                       cycles=("c1", "c2"))
    told = {(one.part, one.question, one.site): (one.before, one.after, one.levels)
            for one in behind(state, "c1", "c2", "d")}
    # r is new and stands at the mean of all else, 4, so it adds nothing; q counts half beside it, and with it that one
    # site stands below 4 and one above
    assert told == {("like_for_like", "q", "a"): (2, 3, 1), ("scope", "q", "b"): (None, 5, 1),
                    ("instrument", "q", "a"): (2, 3, 0.25), ("instrument", "q", "b"): (None, 5, -0.25)}
    assert behind(state, "c1", "c2", "nothing") == ()


LEVELS = st.lists(st.sampled_from([1, 2, 3, 4, 5, None]), min_size=2, max_size=2)
CYCLE = st.fixed_dictionaries({
    place: st.fixed_dictionaries({f"{function}@{place}": LEVELS for function in ("IT", "OT")}) for place in ("a", "b")})
AGREED = st.dictionaries(st.tuples(st.sampled_from(["c1", "c2"]), st.sampled_from("ab"), st.sampled_from("qr")),
                         st.integers(1, 5), max_size=4)


@settings(max_examples=50, deadline=None)
@given(CYCLE, CYCLE, CYCLE, CYCLE, AGREED)
def test_parts_and_what_they_rest_on_add_up_everywhere(q1, r1, q2, r2, agreed):
    state = engagement({"q": q1, "r": r1, "c2:q": q2, "c2:r": r2}, of=TWO, sites={"a": 2, "b": 1},
                       cycles=("c1", "c2"), extra=tuple(f.Agreed(cycle=cycle, site=site, question=name, value=level)
                                                        for (cycle, site, name), level in agreed.items()))
    for site, found in ((None, trend(state, "c2", draws=20)), *trend_by_site(state, "c2", draws=20).items()):
        basis = move_basis(state, "c1", "c2", site)
        for move in found.moves:
            adds_up(move, behind(state, "c1", "c2", move.node, site))
            told = [part for name in PARTS if (part := getattr(move, name)) is not None]
            assert sum(told) == pytest.approx(move.change, abs=1e-9)
            if move.like_for_like is not None:
                one = basis[move.node]
                assert one.voted + one.evidenced + one.claimed == pytest.approx(move.like_for_like, abs=1e-9)


def test_a_level_agreed_in_one_cycle_only_is_panel_where_no_function_voted_in_both():
    """It is like for like with nothing of the other cycle, and stays out of both sides of the comparison."""
    state = engagement({"q": {"a": {"IT@a": 1}}, "r": {"a": {"OT@a": 1}}, "c2:q": {"a": {"IT@a": 1}},
                        "c2:r": {"a": {"IT@a": 1}}}, of=TWO, cycles=("c1", "c2"), extra=(
        f.Agreed(cycle="c1", site="a", question="r", value=2),))
    move = trend(state, "c2", draws=5).moves[0]
    assert (move.like_for_like, move.panel) == (0, -0.5)
    adds_up(move, behind(state, "c1", "c2", "d"))


def test_any_two_cycles_are_compared_and_never_backwards():
    state = engagement({"q": {"a": {"IT@a": 1}}, "c2:q": {"a": {"IT@a": 2}}, "c3:q": {"a": {"IT@a": 4}}},
                       cycles=("c1", "c2", "c3"))
    assert [trend(state, "c3", draws=5, before=before).moves[0].change for before in (None, "c1")] == [2, 3]
    assert trend(state, "c1", before="c3") is None
    assert trend_by_site(state, "c1") == {}


def test_a_rise_without_votes_is_claimed_until_a_reviewer_has_seen_the_evidence():
    record = pack({"d": {"c": [question("q", kind="record")]}})
    answers = {"q": {"a": {"IT@a": 2}}, "c2:q": {"a": {"IT@a": 4}}}
    claimed = engagement(answers, of=record, cycles=("c1", "c2"))
    assert [move.basis for move in moved_values(claimed, "c1", "c2")] == ["claimed"]
    assert move_basis(claimed, "c1", "c2")["d"].claimed == 2
    seen = engagement(answers, of=record, cycles=("c1", "c2"), extra=(
        f.Validated(cycle="c2", site="a", question="q", accepted=True),))
    assert [move.basis for move in moved_values(seen, "c1", "c2")] == ["evidenced"]
    assert move_basis(seen, "c1", "c2")["d"].evidenced == 2


def test_risers_stand_before_fallers():
    state = engagement({"q": {"a": {"IT@a": 2}}, "r": {"a": {"IT@a": 5}}, "c2:q": {"a": {"IT@a": 4}},
                        "c2:r": {"a": {"IT@a": 2}}}, of=TWO, cycles=("c1", "c2"))
    assert [(move.question, move.site, move.change, move.basis) for move in moved_values(state, "c1", "c2")] == [
        ("q", "a", 2, "voted"), ("r", "a", -3, "voted")]
