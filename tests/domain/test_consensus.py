"""Consensus: proposals, ordinal agreement, blind rounds and subtraction."""

from itertools import chain

import pytest
from domain.building import engagement, pack, question
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.consensus import agreement, breakdown, poll
from assessment.domain.pack import Scale


def polled(groups: dict):
    return poll(engagement({"q": {"a": groups}}), "a", "c1", "q")


@pytest.mark.parametrize(("groups", "proposed"), [
    ({"IT@a": [3, 3], "OT@a": 3}, 3),
    ({"IT@a": [3, 4], "OT@a": [3, 4]}, 3),          # a median of 3.5 is rounded down
    ({"IT@a": [3, 3]}, None),                        # two votes are too few
    ({"IT@a": [4, 4, 4], "OT@a": [2, 2, 2]}, None),  # IT and OT two levels apart
    ({"IT@a": [1, 3, 5]}, None),                     # spread of two
    ({"IT@a": [3, 3, 4], "OT@a": [2, 3, 3]}, 3),
    ({"IT@a": [3, 3, 3, "na", "unknown"]}, 3),       # na and unknown never enter
])
def test_consensus_is_proposed_only_where_it_is(groups, proposed):
    assert polled(groups).proposed == proposed


def test_a_half_below_zero_is_rounded_down_too():
    below = pack(scale=(-2, 2))
    assert poll(engagement({"q": {"a": {"IT@a": [-1, 0, -1, 0]}}}, of=below), "a", "c1", "q").proposed == -1


def test_a_poll_tells_spread_and_gap():
    found = polled({"IT@a": [4, 5], "OT@a": [2, 3, "na"]})
    assert (found.voted, found.n, found.na, found.unknown) == (5, 4, 1, 0)
    assert (found.median, found.gap) == (3.5, 2.0)
    assert found.iqr == pytest.approx(1.5)
    assert [votes.function for votes in found.functions] == ["IT", "OT"]


# Worked examples for a seven-point scale: van der Eijk (2001), Measuring agreement in ordered rating scales.
@pytest.mark.parametrize(("counts", "expected"), [
    ([0, 0, 0, 100, 0, 0, 0], 1.0),
    ([50, 0, 0, 0, 0, 0, 50], -1.0),
    ([10, 10, 10, 10, 10, 10, 10], 0.0),
    ([0, 0, 50, 50, 0, 0, 0], 1 - 1 / 6),
    ([0, 30, 30, 30, 0, 0, 0], 1 - 2 / 6),
])
def test_agreement_as_published(counts, expected):
    assert agreement(counts) == pytest.approx(expected)


def test_consensus_counts_the_choices_that_are_offered():
    asked = question("q").model_copy(update={"anchors": {level: f"q {level}" for level in (0, 3, 10)}})
    scored = pack({"d": {"c": [asked]}}).model_copy(update={"scale": Scale(minimum=0, maximum=10, choices="own")})

    def told(groups: dict):
        return poll(engagement({"q": {"a": groups}}, of=scored), "a", "c1", "q")

    found = told({"IT@a": [3, 3], "OT@a": [3, 3]})
    assert (found.agreement, found.proposed, found.counts) == (1.0, 3, {0: 0, 3: 4, 10: 0})
    assert told({"IT@a": [0, 0], "OT@a": [3, 3]}).agreement == pytest.approx(.5)  # two neighbours of three


def test_a_blind_round_tells_only_that_people_voted():
    state = engagement({"q": {"a": {"IT@a": [4, 5, 4]}}},
                       extra=(f.RoundOpened(cycle="c1", site="a", question="q", round=1),))
    found = poll(state, "a", "c1", "q")
    assert found.hidden
    assert found.voted == 3
    assert (found.n, found.median, found.counts, found.functions, found.breakdown) == (0, None, {}, (), {})


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["IT", "OT", "Operations", "Quality", "Business"]),
                       st.lists(st.integers(1, 5), max_size=6), max_size=5))
def test_no_group_under_three_can_be_read_off_or_subtracted(by):
    shown = breakdown(by, range(1, 6))
    total = sum(len(votes) for votes in by.values())
    sizes = [sum(counts.values()) for counts in shown.values()]
    assert all(size >= 3 for size in sizes)
    assert not shown or sum(sizes) == total
    assert all(total - size == 0 or total - size >= 3 for size in sizes)
    if shown:
        every = sorted(chain.from_iterable(by.values()))
        back = sorted(level for counts in shown.values() for level, n in counts.items() for _ in range(n))
        assert back == every
