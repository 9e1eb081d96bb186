"""Paths: worked figures, strengths from what is known, preconditions, clusters and misuse."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from domain.building import engagement, pack, question
from domain.clients import card, cases, client, criterion, named, of_case, shipped, tiny

from assessment.domain import facts as f
from assessment.domain.basis import Interval, NotFound, Refused
from assessment.domain.library import PATHS, Criterion, Knockout, Library, StatedFact, StrengthInput, Test
from assessment.domain.paths import check_weights, deviations, recommend, recommend_clusters
from assessment.domain.paths.acceptability import draw
from assessment.domain.paths.scores import weigh
from assessment.domain.scoring import PerceptionGap, Score, score
from assessment.workspace.recording import check_fact

ARCHETYPES = {case["id"]: case for case in cases("paths")["archetypes"]}
FEW = 3000


@pytest.fixture(scope="module")
def library() -> Library:
    return shipped()


# worked by hand


def two_criteria(weight_a=1.0, weight_b=1.0) -> Library:
    return tiny([criterion("a", (2, -1, 0, 0), weight_a), criterion("b", (-1, 1, 0, 2), weight_b)])


def test_the_score_is_signed_and_normalised_as_worked_by_hand():
    # a at level 4 is a strength of 0.5, b at level 2 is -0.5
    found = recommend(client(two_criteria(1, 3)), card({"a": 4, "b": 2}), draws=50)
    by = {s.path: s for s in found.scores}
    assert by["ot-to-it"].score == pytest.approx((1 * .5 * 2 + 3 * -.5 * -1) / (1 * 2 + 3 * 1))
    assert by["it-to-ot"].score == pytest.approx((1 * .5 * -1 + 3 * -.5 * 1) / (1 + 3))
    assert by["hybrid"].score == pytest.approx(-.5)
    assert by["new-organisation"].score == 0
    assert [s.path for s in found.scores if s.silent] == ["new-organisation"]
    for path in by.values():
        assert sum(path.contributions.values()) == pytest.approx(path.score)


def test_effects_of_zero_stay_zero_and_weights_of_zero_never_draw():
    library = tiny([criterion("a", (1, 0, 0, 0), 1), criterion("b", (-2, 2, 2, 2), 0)])
    found = recommend(client(library), card({"a": 4, "b": 5}), draws=500)
    assert found.score_of("ot-to-it").wins == 1
    assert found.score_of("ot-to-it").central_weights == {"a": 1.0}
    assert [found.score_of(p).score for p in PATHS[1:]] == [0, 0, 0]


# strengths from what is known


def strength_of(given_, answers=None, stated=None, sites=3, facts=(), gaps=()):
    library = tiny([Criterion(id="k", condition="k", group="g", weight=1, effects={"hybrid": 1}, inputs=given_,
                              evidence="-", basis="EJ")], stated=facts)
    found = recommend(client(library, sites, stated), card(answers or {}, gaps=gaps), draws=10)
    return found.strengths[0], found


def test_a_reversed_question_runs_from_present_to_absent_with_its_range_of_votes():
    found, _ = strength_of((StrengthInput(question="q", at_min=1, at_max=-1),), {"q": (2, 1, 4)})
    assert (found.value, found.low, found.high, found.basis) == (.5, -.5, 1, ("question:q=2",))


def test_an_unknown_input_widens_the_range_and_leaves_the_known_in_the_centre():
    inputs = (StrengthInput(question="q"), StrengthInput(stated="f", words={"no": -1, "yes": .5}))
    found, result = strength_of(inputs, {"q": 4})
    assert (found.value, found.low, found.high) == (.5, (.5 - 1) / 2, .5)
    assert found.basis == ("question:q=4", "stated:f=unknown")
    assert result.coverage == 1


def test_a_narrow_map_that_is_unknown_does_not_push_the_range_off_the_centre():
    inputs = (StrengthInput(question="q"), StrengthInput(stated="f", words={"no": -1, "yes": .5}))
    found, _ = strength_of(inputs, {"q": 5})
    assert (found.value, found.low, found.high) == (1, 0, 1)


def test_a_sites_own_word_goes_before_the_networks_by_the_sites_weight():
    library = tiny([criterion("k", (1, 0, 0, 0), stated="f", words={"no": -1, "yes": 1})],
                   stated=[StatedFact(id="f", question="?", values=("no", "yes"))])
    state = client(library, sites=2, stated={"f": "no"})
    heavy = state.sites["s1"].model_copy(update={"weight": 3.0})
    own = f.Stated(fact="f", value="yes", site="s1")
    state = replace(state, sites={**state.sites, "s1": heavy}, stated={**state.stated, ("f", "s1"): own})
    found = recommend(state, card({}), draws=10).strengths[0]
    assert (found.value, found.low, found.high, found.basis) == (.5, .5, .5, ("stated:f=no/yes",))
    assert recommend(state, card({}), draws=10, sites=("s0",)).strengths[0].value == -1
    silent = replace(state, stated={("f", "s1"): own})
    found = recommend(silent, card({}), draws=10).strengths[0]
    assert (found.value, found.low, found.high) == (1, .5, 1)  # a quarter of the scope has not spoken


def test_a_weight_flips_the_winner_in_favour_of_a_path_that_nothing_speaks_of():
    # a weighed below b leaves the first path under 0, where the hybrid stands for want of any criterion
    library = tiny([criterion("a", (-2, -2, -2, 0)), criterion("b", (1, 1, 1, 0))])
    found = recommend(client(library), card({"a": 1, "b": 1}), draws=10)
    assert found.winner == "ot-to-it"
    assert ("weight", "a", "0.4", "hybrid") in [(x.kind, x.what, x.to_value, x.winner) for x in found.flips]


def test_nothing_known_is_the_whole_map_and_no_value():
    found, result = strength_of((StrengthInput(question="q", at_min=-.5, at_max=1),))
    assert (found.value, found.low, found.high, result.coverage) == (None, -.5, 1, 0)


def test_a_word_outside_the_map_is_unknown():
    facts = (StatedFact(id="f", question="?", values=("no", "yes", "unknown")),)
    given_ = StrengthInput(stated="f", words={"no": -1, "yes": 1})
    found, _ = strength_of((given_,), stated={"f": "unknown"}, facts=facts)
    assert (found.value, found.low, found.high) == (None, -1, 1)


def test_what_does_not_apply_leaves_scores_and_coverage():
    library = tiny([criterion("a", (1, 1, 1, 1), 3), criterion("b", (2, 1, 1, 1), 1)])
    found = recommend(client(library), card({"a": "na", "b": 4}), draws=10)
    assert found.strengths[0].applies is False
    assert found.coverage == 1
    assert found.score_of("ot-to-it").score == pytest.approx(.5)


@pytest.mark.parametrize(("gap", "interval", "expected"), [
    (-1.0, None, (0, 0, 0)), (3.0, None, (1, 1, 1)), (.5, (-.5, 1.5), (-.5, -1, .5)),
    (-1.5, (-2.5, -.5), (.5, -.5, 1))])
def test_a_perception_gap_counts_by_its_size_up_to_two_levels(gap, interval, expected):
    found, _ = strength_of((StrengthInput(capability="c", gap=True),), gaps=[PerceptionGap(
        node="c", kind="capability", site=None, it=3 + gap, ot=3, gap=gap, n_it=4, n_ot=4, finding=False,
        interval=Interval(low=interval[0], high=interval[1]) if interval else None)])
    assert (found.value, found.low, found.high) == pytest.approx(expected)


# knock-outs


def test_a_knockout_needs_all_its_tests_and_an_unknown_one_leaves_it_unknown():
    both = (Test(question="a", below=2), Test(stated="f", **{"is": "yes"}))
    library = tiny([criterion("a", (2, 1, 0, 0))], [
        Knockout(id="X", name="x", kind="eliminate", paths=("ot-to-it",), when=both, reason="-", lifted_by="-",
                 basis="EJ")], [StatedFact(id="f", question="?", values=("yes", "no"))])

    def holds(level, word):
        state = client(library, stated={"f": word} if word else {})
        found = recommend(state, card({} if level is None else {"a": level}), draws=10)
        return found.knockouts[0].holds, bool(found.score_of("ot-to-it").eliminated_by)

    assert holds(1.9, "yes") == (True, True)
    assert holds(2, "yes") == (False, False)
    assert holds(None, "no") == (False, False)
    assert holds(1, None) == (None, False)
    assert holds(None, "yes") == (None, False)


def test_a_fact_stated_at_one_site_is_enough_to_hold(library):
    state = client(library, sites=2)
    one = f.Stated(fact="open-critical-inspection-finding", value="yes", site="s1")
    state = replace(state, stated={(one.fact, "s1"): one})
    states = {k.knockout: k.holds for k in recommend(state, card({}), draws=10).knockouts}
    assert states["X7"] is True
    away = {k.knockout: k.holds for k in recommend(state, card({}), draws=10, sites=("s0",)).knockouts}
    assert away["X7"] is None


def test_all_paths_eliminated_has_no_end_state_and_says_what_would_lift_it():
    library = tiny([criterion("a", (2, 1, 0, 0))], [
        Knockout(id=name, name=name, kind="eliminate", paths=paths, when=(), reason="-", lifted_by="-", basis="EJ")
        for name, paths in (("X1", PATHS[:2]), ("X2", PATHS[2:]))])
    found = recommend(client(library), card({"a": 4}), draws=10)
    assert (found.winner, found.end_state, found.first_step, found.verdict) == (None, None, "hybrid", "open")
    assert found.verdict_reasons == ("eliminated",)
    assert {s.wins for s in found.scores} == {0}
    assert {(x.kind, x.what, x.to_value, x.winner) for x in found.flips} == {
        ("knock-out", "X1", "lifted", "ot-to-it"), ("knock-out", "X2", "lifted", "hybrid")}


def test_the_highest_score_without_the_most_first_places_is_open():
    # `a` stands at the edge of a wide range: its centre wins, most of its range loses
    library = tiny([criterion("a", (2, 0, 0, 0)), criterion("b", (0, 1, 0, 0))])
    found = recommend(client(library), card({"a": (3.2, 1, 3.2), "b": 3.1}), draws=FEW)
    assert found.winner == "ot-to-it"
    assert found.score_of("it-to-ot").wins > found.score_of("ot-to-it").wins
    assert found.verdict == "open"
    assert "mismatch" in found.verdict_reasons
    assert (found.end_state, found.first_step) == ("ot-to-it", "hybrid")


# clusters


def test_clusters_use_their_own_sites_and_deviations_are_named(library):
    state, answers = of_case(ARCHETYPES["it-led"], library)
    state = replace(state, sites={
        name: site.model_copy(update={"cluster": "old" if name in ("s2", "s3") else "new"})
        for name, site in state.sites.items()})
    low = {"culture-trust": 1, "org-relationship": 1, "skills-dual": 1}
    at_sites = [Score(node=q, kind="question", site=s, value=(low if s in ("s2", "s3") else answers)[q], coverage=1)
                for q in low for s in state.sites]
    at_sites += [Score(node="culture-readiness", kind="capability", site=s, value=1.0 if s in ("s2", "s3") else 4.0)
                 for s in state.sites]
    scorecard = card(answers, at_sites)
    clusters = recommend_clusters(state, scorecard, seed=1, draws=500)
    assert list(clusters) == ["new", "old"]
    assert clusters["old"].sites == ("s2", "s3")
    network = recommend(state, scorecard, seed=1, draws=500)
    assert deviations(network, clusters) == {"old": ("ot-to-it", "hybrid")}
    basis = next(s.basis for s in clusters["old"].strengths if s.criterion == "K8")
    assert basis == ("question:culture-trust=1", "question:org-relationship=1")


def test_one_cluster_is_the_network(library):
    state = client(library, clusters={"s0": "x", "s1": "x"})
    assert recommend_clusters(state, card({}), draws=10) == {}


def test_sites_weigh_by_their_share(library):
    state = client(library, sites=2)
    state = replace(state, sites={**state.sites, "s1": state.sites["s1"].model_copy(update={"weight": 3.0})})
    at_sites = [Score(node="culture-trust", kind="question", site=s, value=v) for s, v in (("s0", 1), ("s1", 5))]
    found = recommend(state, card({}, at_sites), draws=10, sites=("s0", "s1"))
    assert "question:culture-trust=4" in next(s.basis for s in found.strengths if s.criterion == "K8")


# misuse


def test_weights_that_cannot_decide_are_refused(library):
    zero = {c.id: 0.0 for c in library.criteria}
    assert [p.code for p in check_weights(zero, library)] == ["all-weights-zero"]
    assert [p.code for p in check_weights({"K1": -1, "K99": 1, "K2": float("nan")}, library)] == [
        "unknown-criterion", "bad-weight", "bad-weight"]
    assert check_weights({"K1": 3}, library) == []
    for weights in (zero, {"K1": -1.0}):
        with pytest.raises(Refused, match="weight"):
            recommend(client(library, weights=weights), card({}), draws=10)


def test_weights_too_large_or_too_small_to_count_with_are_refused(library):
    for weight in (1e7, 1e308, float("inf")):
        assert [p.code for p in check_weights({"K1": weight}, library)] == ["bad-weight"]
    faint = {c.id: 1e-320 for c in library.criteria}
    assert [p.code for p in check_weights(faint, library)] == ["all-weights-zero"]
    assert check_weights({**faint, "K1": 1e6, "K2": 1}, library) == []


def test_only_the_proportion_of_weights_counts(library):
    state, answers = of_case(named("Two strong hosts and people who disagree, so nothing stands out"), library)
    found = recommend(state, card(answers), 1, FEW)
    for factor in (1e-5, 1e5):
        other = recommend(replace(state, weights={c.id: c.weight * factor for c in library.criteria}),
                          card(answers), 1, FEW)
        assert [s.score for s in other.scores] == pytest.approx([s.score for s in found.scores])
        assert [s.wins for s in other.scores] == pytest.approx([s.wins for s in found.scores], abs=.001)
        assert {(x.kind, x.what, x.winner) for x in other.flips} == {(x.kind, x.what, x.winner) for x in found.flips}


def test_weight_on_nothing_that_applies_decides_nothing():
    library = tiny([criterion("a", (2, 1, 0, 0), 1), criterion("b", (0, 2, 0, 0), 0)])
    found = recommend(client(library), card({"a": "na", "b": 5}), draws=500)
    assert (found.winner, found.verdict, found.first_step) == ("hybrid", "open", "hybrid")
    assert (found.coverage, found.flips, {s.score for s in found.scores}) == (0, (), {0})
    assert "coverage" in found.verdict_reasons


@pytest.mark.parametrize("weights", [{"K1": -1.0}, {"K1": float("nan")}, {"K1": 1e308}, {"K99": 1.0}, "all zero"])
def test_official_weights_that_cannot_decide_are_not_recorded(library, weights):
    if weights == "all zero":
        weights = dict.fromkeys((c.id for c in library.criteria), 0.0)
    with pytest.raises(Refused, match=r"Give|Correct"):
        check_fact(client(library), f.PreferenceSet(weights=weights, reason="-"), "olga", "owner")
    check_fact(client(library), f.PreferenceSet(weights={"K1": 2.0}, reason="-"), "olga", "owner")


def test_a_word_that_is_none_of_the_facts_words_leaves_a_precondition_unknown(library):
    state, answers = of_case({"like": "transforming", "stated": {"dual-skilled-critical-mass": "perhaps"}}, library)
    found = recommend(state, card(answers), draws=10)
    assert {k.knockout: k.holds for k in found.knockouts}["X5"] is None
    assert found.winner == "new-organisation"
    word = f.Stated(fact="dual-skilled-critical-mass", value="perhaps")
    with pytest.raises(Refused, match="yes"):
        check_fact(state, word, "olga", "owner")


def test_unknown_sites_and_no_draws_are_refused(library):
    with pytest.raises(NotFound):
        recommend(client(library), card({}), draws=10, sites=("nowhere",))
    with pytest.raises(Refused):
        recommend(client(library), card({}), draws=10, sites=())
    with pytest.raises(Refused):
        recommend(client(library), card({}), draws=0)


def test_more_draws_approach_the_same_shares(library):
    state, answers = of_case(named("Two strong hosts and people who disagree, so nothing stands out"), library)
    shares = [recommend(state, card(answers), seed, draws).score_of("it-to-ot").wins
              for seed, draws in ((1, 20_000), (2, 20_000))]
    assert all(abs(a - b) < 0.02 for a, b in pairwise(shares))


def test_draws_without_paths_are_empty(library):
    strengths = recommend(client(library), card({}), draws=10).strengths
    weighed = weigh(library.criteria, {c.id: 1.0 for c in library.criteria}, strengths)
    assert draw(weighed, [], 0, 10).ranks.sum() == 0


def test_votes_that_are_really_scored_reach_the_path(library):
    answers = {"a": {"-": {"IT": [4, 4], "OT": [2, 4], "Quality": [3]}},
               "b": {"s1": {"IT": 1, "OT": 2}, "s2": {"IT": 3}}}
    small = tiny([criterion("a", (2, 1, 0, -1)), criterion("b", (0, 0, 1, 1))])
    questions = [question("a", scope="network"), question("b")]
    state = engagement(answers, of=pack({"d": {"c": questions}}), sites={"s1": 1, "s2": 1}, content=small)
    scorecard = score(state, "c1", draws=200)
    found = recommend(state, scorecard, draws=500)
    assert found.strengths[0].value == pytest.approx((scorecard.score("a").value - 3) / 2)
    assert found.strengths[0].low < found.strengths[0].value < found.strengths[0].high
    assert found.coverage == 1
    assert "functions" not in found.verdict_reasons
    at_s2 = recommend(state, scorecard, draws=500, sites=("s2",))
    assert at_s2.strengths[1].value == pytest.approx(0)
    assert at_s2.strengths[0] == found.strengths[0]
