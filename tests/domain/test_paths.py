"""Paths: expert cases on the shipped library, worked figures, properties, and every flip applied."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path as File

import numpy as np
import pytest
import yaml
from domain.building import engagement, pack, question
from domain.clients import apply, card, client, criterion, of_case, tiny
from pymcdm.methods import WSM
from scipy.integrate import dblquad
from scipy.stats import beta

from assessment.domain import facts as f
from assessment.domain.basis import Interval, NotFound, Refused
from assessment.domain.library import PATHS, Criterion, Knockout, Library, StatedFact, StrengthInput, Test
from assessment.domain.paths import check_weights, deviations, recommend, recommend_clusters
from assessment.domain.paths.acceptability import draw
from assessment.domain.paths.scores import weigh
from assessment.domain.scoring import PerceptionGap, Score, score
from assessment.formats.library import load_library
from assessment.shipped import DATA

CASES = yaml.safe_load((File(__file__).parents[1] / "cases" / "paths.yaml").read_text("utf-8"))
FEW = 3000


@pytest.fixture(scope="module")
def library() -> Library:
    loaded, problems = load_library(DATA)
    assert loaded is not None, problems
    return loaded


ALL = [*CASES["archetypes"], *CASES.get("borderline", ())]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case["name"])
def test_a_case_comes_out_as_the_expert_expects(case, library):
    state, answers = of_case(case, library)
    found = recommend(state, card(answers), seed=7, draws=FEW)
    expected = dict(case["expect"])
    seen: dict = {
        "eliminated": [s.path for s in found.scores if s.eliminated_by],
        "holding": [k.knockout for k in found.knockouts if k.holds],
        "unknown_knockouts": [k.knockout for k in found.knockouts if k.holds is None],
        "reasons": sorted(found.verdict_reasons),
        "flips_contain": [[x.kind, x.what, x.to_value, x.winner] for x in found.flips],
        "coverage_below": found.coverage,
    }
    for key, wanted in expected.items():
        if key in ("holding", "unknown_knockouts", "flips_contain"):
            assert [x for x in wanted if x not in seen[key]] == [], key
        elif key == "coverage_below":
            assert seen[key] < wanted
        else:
            assert seen.get(key, getattr(found, key, None)) == wanted, (key, found.verdict_reasons, [
                (s.path, round(s.score, 3), s.wins) for s in found.scores])


@pytest.mark.parametrize("case", ALL, ids=lambda case: case["name"])
def test_every_flip_holds_when_it_is_applied(case, library):
    state, answers = of_case(case, library)
    found = recommend(state, card(answers), draws=50)
    for flip in found.flips:
        changed, given_ = apply(flip, state, answers)
        assert flip.winner != found.winner
        assert recommend(changed, card(given_), draws=50).winner == flip.winner, flip


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


def test_without_normalisation_the_ranking_is_the_weighted_sum_of_another_library(library):
    state, answers = of_case(CASES["archetypes"][1], library)
    found = recommend(state, card(answers), draws=50)
    strengths = {s.criterion: s.value for s in found.strengths}
    matrix = np.array([[strengths[c.id] * c.effects[p] for c in library.criteria] for p in PATHS])
    weights = np.full(len(library.criteria), 1 / len(library.criteria))
    raw = WSM(lambda column, cost=False: column)(matrix, weights, np.ones(len(weights)), validation=False)
    sizes = np.array([sum(abs(c.effects[p]) for c in library.criteria) for p in PATHS]) / len(library.criteria)
    assert [s.score for s in found.scores] == pytest.approx(raw / sizes)


def test_shares_of_two_criteria_agree_with_their_integral():
    library = tiny([criterion("a", (1, -1, 0, 0), 6), criterion("b", (-1, 1, 0, 0), 4)], [
        Knockout(id="X", name="x", kind="eliminate", paths=("new-organisation", "hybrid"), when=(), reason="-",
                 lifted_by="-", basis="EJ")])
    found = recommend(client(library), card({"a": 5, "b": 5}), seed=3)
    # two opposed paths: with t and u the shares of criterion a in either, the scores are 2t - 1 and 1 - 2u; the weight
    # of one of two criteria is Beta(20 x 0.6, 20 x 0.4)
    rng = np.random.default_rng(11)
    w = beta.rvs(12, 8, size=400_000, random_state=5)
    e1, e2, f1, f2 = rng.uniform(.5, 1.5, (4, 400_000))
    t, u = w * e1 / (w * e1 + (1 - w) * e2), w * f1 / (w * f1 + (1 - w) * f2)
    assert found.score_of("ot-to-it").wins == pytest.approx(np.mean(t + u > 1), abs=0.012)
    # the know-nothing test: w, e and f are symmetric, so both win half of it
    assert found.score_of("ot-to-it").wins_uniform == pytest.approx(.5, abs=0.012)

    # strengths over their whole range and effects of one sign each: A leads where its strength is above B's, and the
    # share is the area of a rectangle, whatever the weights and effects
    alone = tiny([criterion("a", (1, 0, 0, 0)), criterion("b", (0, 1, 0, 0))], library.knockouts)
    found = recommend(client(alone), card({"a": (3, 2, 5), "b": (3, 1, 4)}), seed=3)
    area, _error = dblquad(lambda y, x: 1 / 9, 2, 5, 1, lambda x: min(x, 4.0))
    assert found.score_of("ot-to-it").wins == pytest.approx(area, abs=0.012)
    assert found.pairwise["ot-to-it>it-to-ot"] == found.score_of("ot-to-it").wins


def test_effects_of_zero_stay_zero_and_weights_of_zero_never_draw():
    library = tiny([criterion("a", (1, 0, 0, 0), 1), criterion("b", (-2, 2, 2, 2), 0)])
    found = recommend(client(library), card({"a": 4, "b": 5}), draws=500)
    assert found.score_of("ot-to-it").wins == 1
    assert found.score_of("ot-to-it").central_weights == {"a": 1.0}
    assert [found.score_of(p).score for p in PATHS[1:]] == [0, 0, 0]


def test_the_draw_respects_its_budget(library):
    state, answers = of_case(CASES["borderline"][0], library)
    scorecard = card(answers)
    fastest = []
    for _run in range(3):
        start = time.perf_counter()
        recommend(state, scorecard, seed=1)
        fastest.append(time.perf_counter() - start)
    assert min(fastest) < 0.25


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
    state, answers = of_case(CASES["archetypes"][0], library)
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


def test_unknown_sites_and_no_draws_are_refused(library):
    with pytest.raises(NotFound):
        recommend(client(library), card({}), draws=10, sites=("nowhere",))
    with pytest.raises(Refused):
        recommend(client(library), card({}), draws=10, sites=())
    with pytest.raises(Refused):
        recommend(client(library), card({}), draws=0)


def test_more_draws_approach_the_same_shares(library):
    state, answers = of_case(CASES["borderline"][-3], library)
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
