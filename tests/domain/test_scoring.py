"""Scoring: properties at fixed applicability, intervals and perception gaps; expert cases stand in test_cases.py."""

import numpy as np
import pytest
from domain.building import engagement, pack, person, question
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.pack import Cap
from assessment.domain.scoring import draw, score, values

WORDS = st.sampled_from([1, 2, 3, 4, 5, "unknown", None])
TWO = {"d": {"c": [question("q"), question("r")]}, "e": {"k": [question("s", scope="network"), question("t")]}}
CAPPED = pack(TWO, caps=(Cap(id="x", dimension="d", level=2, question="q", below=3, reason="-"),))
TABLE = st.fixed_dictionaries({
    "q": st.fixed_dictionaries({"a": st.fixed_dictionaries({"IT@a": st.lists(WORDS, min_size=3, max_size=3),
                                                            "OT@a": st.lists(WORDS, min_size=2, max_size=2)})}),
    "r": st.fixed_dictionaries({"a": st.fixed_dictionaries({"IT@a": st.lists(WORDS, min_size=2, max_size=2)}),
                                "b": st.fixed_dictionaries({"OT@b": st.lists(WORDS, min_size=2, max_size=2)})}),
    "s": st.fixed_dictionaries({"-": st.fixed_dictionaries({"Quality": st.lists(WORDS, min_size=2, max_size=2)})}),
})
SITES = {"a": 2.0, "b": 1.0}


def card_of(table: dict, of=CAPPED):
    return score(engagement(table, of=of, sites=SITES), "c1", draws=0)


@settings(max_examples=60, deadline=None)
@given(TABLE, st.data())
def test_a_higher_answer_never_lowers_a_score(table, data):
    places = [(q, p, g, i) for q, ps in table.items() for p, gs in ps.items() for g, vs in gs.items()
              for i, v in enumerate(vs) if isinstance(v, int) and v < 5]
    if not places:
        return
    q, p, g, i = data.draw(st.sampled_from(places))
    before = card_of(table)
    table[q][p][g][i] += 1
    after = card_of(table)
    for old in before.scores:
        new = after.score(old.node, old.site)
        if old.value is not None:
            assert new.value >= old.value - 1e-9
        if old.level is not None:
            assert new.level >= old.level


@settings(max_examples=60, deadline=None)
@given(TABLE, st.data())
def test_adding_an_answer_never_lowers_coverage(table, data):
    places = [(q, p, g, i) for q, ps in table.items() for p, gs in ps.items() for g, vs in gs.items()
              for i, v in enumerate(vs) if v is None]
    if not places:
        return
    q, p, g, i = data.draw(st.sampled_from(places))
    before = card_of(table)
    table[q][p][g][i] = 3
    after = card_of(table)
    assert all(after.score(old.node, old.site).coverage >= old.coverage - 1e-9 for old in before.scores)


@settings(max_examples=40, deadline=None)
@given(TABLE, st.randoms())
def test_permuting_respondents_changes_nothing(table, random):
    before = card_of(table)
    for places in table.values():
        for groups in places.values():
            for votes in groups.values():
                random.shuffle(votes)
    after = card_of(table)
    for old in before.scores:
        new = after.score(old.node, old.site)
        assert (new.value is None) == (old.value is None)
        if old.value is not None:
            assert new.value == pytest.approx(old.value)
        assert (new.level, new.coverage) == (old.level, pytest.approx(old.coverage))


@settings(max_examples=40, deadline=None)
@given(TABLE)
def test_caps_only_cap(table):
    capped, free = card_of(table), card_of(table, pack(TWO))
    for old in free.scores:
        new = capped.score(old.node, old.site)
        assert new.value == old.value
        assert new.uncapped == old.level
        if old.level is not None:
            assert new.level <= old.level


MANY = {"q": {"a": {"IT@a": [4, 4, 5, 3], "OT@a": [2, 1, 2], "Quality@a": [3, 3]}}}


def test_an_interval_holds_the_score_and_is_the_same_each_time():
    state = engagement(MANY)
    first, again = score(state, "c1", seed=7).score("d"), score(state, "c1", seed=7).score("d")
    assert first == again
    assert first.interval.low < first.value < first.interval.high
    assert score(state, "c1", seed=8).score("d").interval != first.interval


def test_the_variance_of_the_draws_is_that_of_the_mean():
    votes = [1, 2, 3, 4, 5, 5, 4, 2]
    state = engagement({"q": {"a": {"IT@a": votes}}})
    drawn = draw(state, values(state, "c1"), 3, 20_000).table["q", "a"]
    assert np.var(drawn) == pytest.approx(np.var(votes, ddof=1) / len(votes), rel=0.05)


def test_one_draw_of_people_serves_all_questions():
    votes = [1, 2, 3, 4, 5]
    state = engagement({"q": {"a": {"IT@a": votes}}, "r": {"a": {"IT@a": votes}}},
                       of=pack({"d": {"c": [question("q"), question("r")]}}))
    drawn = draw(state, values(state, "c1"), 3, 500).table
    assert np.allclose(drawn["q", "a"], drawn["r", "a"])


def test_who_votes_for_a_plant_and_for_the_network_is_drawn_once():
    votes = [1, 2, 3, 4, 5]
    state = engagement({"q": {"a": {"IT@a": votes}}, "n": {"-": {"IT@a": votes}}},
                       of=pack({"d": {"c": [question("q"), question("n", scope="network")]}}))
    drawn = draw(state, values(state, "c1"), 3, 500).table
    assert np.allclose(drawn["q", "a"], drawn["n", None])


def test_people_of_several_sites_are_drawn_within_their_site():
    """Two strata: the variance of their joint mean is the sum of n s2 of each, over the square of all n."""
    groups = {"IT@a": [1, 1, 2, 2], "IT@b": [4, 5, 5, 5, 4, 1]}
    state = engagement({"n": {"-": groups}}, of=pack({"d": {"c": [question("n", scope="network")]}}),
                       sites={"a": 1, "b": 1})
    drawn = draw(state, values(state, "c1"), 3, 20_000).table["n", None]
    assert np.mean(drawn) == pytest.approx(3.0, abs=0.02)
    expected = sum(len(v) * np.var(v, ddof=1) for v in groups.values()) / 10 ** 2
    assert np.var(drawn) == pytest.approx(expected, rel=0.05)


def test_somebody_alone_at_a_site_varies_within_the_networks_question():
    state = engagement({"n": {"-": {"IT@a": [2, 2], "IT@b": 5}}}, sites={"a": 1, "b": 1},
                       of=pack({"d": {"c": [question("n", scope="network")]}}))
    drawn = draw(state, values(state, "c1"), 3, 2000).table["n", None]
    # the two of site a agree, so all of it is a third of the one of site b: 5, or (twice in three) 5 - sqrt(1.5)
    assert np.std(drawn) == pytest.approx(3 ** 0.5 / 9, rel=0.05)
    assert drawn.max() == pytest.approx(3.0)


def test_a_function_keeps_its_mean_where_none_of_the_drawn_answered():
    state = engagement({"q": {"a": {"IT@a": [4, None, None]}}, "r": {"a": {"IT@a": [1, 3, 5]}}},
                       of=pack({"d": {"c": [question("q"), question("r")]}}))
    drawn = draw(state, values(state, "c1"), 3, 500).table
    assert set(drawn["q", "a"]) == {4.0}
    assert len(set(drawn["r", "a"])) > 3


def test_under_five_voters_the_extremes_are_shown_instead_of_an_interval():
    found = score(engagement({"q": {"a": {"IT@a": [2, 4], "OT@a": 3}}}), "c1").score("d")
    assert found.interval is None
    assert (found.extremes.low, found.extremes.high) == (2.0, 4.0)


def test_a_lone_voter_without_residuals_gets_no_interval():
    groups = dict.fromkeys(("IT@a", "OT@a", "Quality@a", "Operations@a", "Business@a"), 3)
    assert score(engagement({"q": {"a": groups}}), "c1").score("d").interval is None


def test_a_lone_voter_borrows_the_spread_of_other_sites():
    answers = {"q": {"a": {"IT@a": [1, 5, 3, 3]}, "b": {"IT@b": 3}}}
    state = engagement(answers, sites={"a": 1, "b": 1})
    drawn = draw(state, values(state, "c1"), 3, 4000).table["q", "b"]
    assert np.std(drawn) > 1


def test_an_agreed_level_is_drawn_around_itself():
    state = engagement(MANY, agreed={("q", "a"): 2})
    drawn = draw(state, values(state, "c1"), 3, 4000).table["q", "a"]
    assert np.mean(drawn) == pytest.approx(2, abs=0.1)
    assert drawn.min() >= 1


def test_a_record_is_fixed_in_all_draws():
    state = engagement(MANY, of=pack({"d": {"c": [question("q", kind="record")]}}))
    found = score(state, "c1").score("d")
    assert (found.interval, found.extremes) == (None, None)


def test_an_agreed_record_is_fixed_too_and_keeps_its_own_level():
    state = engagement(MANY, of=pack({"d": {"c": [question("q", kind="record")]}}), agreed={("q", "a"): 5})
    found = score(state, "c1").score("d")
    assert (found.value, found.interval, found.extremes) == (3.0, None, None)


def test_without_draws_there_is_no_interval_but_the_same_value():
    state = engagement(MANY)
    points, full = score(state, "c1", draws=0).score("d"), score(state, "c1").score("d")
    assert points.interval is None
    assert points == full.model_copy(update={"interval": None})


def test_a_gap_is_not_told_where_nothing_applies():
    state = engagement({"q": {"a": {"IT@a": [4, 4, 5], "OT@a": [2, 2, 1]}}}, agreed={("q", "a"): "na"})
    assert score(state, "c1").gaps == ()


def test_the_perception_gap_is_a_finding_only_when_large_and_certain():
    clear = score(engagement({"q": {"a": {"IT@a": [4, 4, 5], "OT@a": [2, 2, 1]}}}), "c1").gaps[0]
    assert clear.gap == pytest.approx(13 / 3 - 5 / 3)
    assert clear.finding
    few = score(engagement({"q": {"a": {"IT@a": [4, 4], "OT@a": [2, 2, 1]}}}), "c1").gaps[0]
    assert not few.finding
    wide = score(engagement({"q": {"a": {"IT@a": [5, 1, 5], "OT@a": [1, 5, 1]}}}), "c1").gaps[0]
    assert not wide.finding


def test_a_blind_round_never_enters_a_score():
    state = engagement(MANY, extra=(f.RoundOpened(cycle="c1", site="a", question="q", round=1),))
    assert score(state, "c1", draws=0).score("d").value is None
    revealed = engagement(MANY, extra=(f.RoundOpened(cycle="c1", site="a", question="q", round=1),
                                       f.RoundRevealed(cycle="c1", site="a", question="q", round=1)))
    assert score(revealed, "c1", draws=0).score("d").value == pytest.approx((4 + 5 / 3 + 3) / 3)


def test_a_validated_value_says_so():
    state = engagement(MANY, extra=(f.Validated(cycle="c1", site="a", question="q", accepted=True),))
    found = score(state, "c1", draws=0).score("d")
    assert (found.state, found.validated_share) == ("validated", 1.0)
    sent_back = engagement(MANY, extra=(f.Validated(cycle="c1", site="a", question="q", accepted=False),))
    assert score(sent_back, "c1", draws=0).score("d").state == "self-assessed"


def test_the_latest_answer_of_a_person_counts():
    again = f.Answered(cycle="c1", site="a", question="q", person=person("IT@a"), value=2)
    state = engagement({"q": {"a": {"IT@a": 5}}}, extra=(again,))
    assert score(state, "c1", draws=0).score("q").value == 2
