"""Shares of draws against other computations: exact integrals for two criteria, a plain loop for more."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pytest
from domain.clients import card, client, criterion, named, of_case, shipped, single, tiny, told
from domain.paths_by_hand import Counted, Input, eliminated, scores, shares, strengths
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm.methods import WSM
from scipy.integrate import dblquad
from scipy.stats import beta

from assessment.domain.library import PATHS, Criterion, Knockout, Library
from assessment.domain.paths import Recommendation, recommend

DRAWS, LOOPS = 20_000, 5_000
ERRORS = 4
"""Standard errors that two computations of a share may be apart."""


def ruled_out(*paths: str) -> Knockout:
    return Knockout(id="X", name="x", kind="eliminate", paths=paths, when=(), reason="-", lifted_by="-", basis="EJ")


def apart(seen: float, wanted: float, draws: float, others: float = math.inf) -> float:
    """How many standard errors two shares are apart, counted with `draws` and `others` draws; one draw at least."""
    both = (seen * draws + wanted * min(others, 1e12)) / (draws + min(others, 1e12))
    spread = math.sqrt(max(both * (1 - both), 1 / draws) * (1 / draws + 1 / others))
    return abs(seen - wanted) / spread


# two criteria: exactly


class Integral(NamedTuple):
    """Probability that the first of two opposed paths wins, the mean weight of criterion a where it does, and the
    probability that it wins with this weight."""

    share: float
    weight: float
    sure: float


def opposed(first: float, second: float, steps: int) -> Integral:
    """Two paths with effects (1, -1) and (-1, 1), both strengths 1, weights Beta(first, second).

    With weight w and effects e1, e2, f1, f2 of sizes uniform on 0.5..1.5 the scores are 2t - 1 and 1 - 2u, where
    t = w e1 / (w e1 + (1 - w) e2) and u is the same of f: the first wins where 2 logit(w) + D > 0, D = ln e1 + ln f1
    - ln e2 - ln f2. A log of one effect has the density exp(x) on ln 0.5..ln 1.5, and D that of four folded together.
    """
    width = math.log(3) / steps
    logs = math.log(.5) + width * (np.arange(steps) + .5)
    one = np.exp(logs) * width
    density = np.convolve(np.convolve(one, one), np.convolve(one[::-1], one[::-1]))
    density /= density.sum()
    at = -2 * math.log(3) + width * (2 + np.arange(len(density)))
    above = np.concatenate([np.cumsum(density[::-1])[::-1], [0.0]])
    edges = (np.arange(200_000) + .5) / 200_000
    w = beta.ppf(edges, first, second)
    wins = above[np.searchsorted(at, -2 * np.log(w / (1 - w)))]
    mean = float((wins * w).mean() / wins.mean())
    return Integral(float(wins.mean()), mean, float(above[np.searchsorted(at, -2 * math.log(mean / (1 - mean)))]))


def test_two_opposed_criteria_agree_with_their_integral():
    library = tiny([criterion("a", (1, -1, 0, 0), 6), criterion("b", (-1, 1, 0, 0), 4)],
                   [ruled_out("new-organisation", "hybrid")])
    found = recommend(client(library), card({"a": 5, "b": 5}), seed=3, draws=DRAWS)
    # ten times K times the weight: Beta(20 x 0.6, 20 x 0.4)
    exact = opposed(12, 8, 400)
    assert opposed(12, 8, 800).share == pytest.approx(exact.share, abs=.0005)  # the grid is fine enough
    assert .6 < exact.share < exact.sure - .05
    first, second = found.score_of("ot-to-it"), found.score_of("it-to-ot")
    assert apart(first.wins, exact.share, DRAWS) < ERRORS
    assert found.pairwise["ot-to-it>it-to-ot"] == first.wins == pytest.approx(1 - second.wins)
    spread = beta.std(12, 8) / math.sqrt(DRAWS * exact.share)
    assert abs(first.central_weights["a"] - exact.weight) < ERRORS * spread
    # the mean weight is itself drawn: a hundredth of it moves the probability by about two
    assert first.confidence == pytest.approx(exact.sure, abs=ERRORS * (.003 + 2 * spread))
    # the know-nothing test is Beta(1, 1), symmetric: half
    assert opposed(1, 1, 400).share == pytest.approx(.5, abs=.001)
    assert apart(first.wins_uniform, .5, DRAWS) < ERRORS


def test_strengths_over_a_range_agree_with_their_area():
    # each path has one criterion that speaks of it: whatever weights and effects are, it leads where its strength does
    library = tiny([criterion("a", (1, 0, 0, 0)), criterion("b", (0, 1, 0, 0))],
                   [ruled_out("new-organisation", "hybrid")])
    found = recommend(client(library), card({"a": (3, 2, 5), "b": (3, 1, 4)}), seed=3, draws=DRAWS)
    area, _error = dblquad(lambda y, x: 1 / 9, 2, 5, 1, lambda x: min(x, 4.0))
    assert apart(found.score_of("ot-to-it").wins, area, DRAWS) < ERRORS
    assert apart(found.score_of("ot-to-it").wins_uniform, area, DRAWS) < ERRORS


def test_the_best_of_three_ranges_agrees_with_its_integral():
    # a path of silence stands at 0, so the first wins where its strength is above both 0 and the second's
    library = tiny([criterion("a", (2, 0, 0, 0)), criterion("b", (0, 1, 0, 0))], [ruled_out("hybrid")])
    found = recommend(client(library), card({"a": (3, 2, 5), "b": (3, 1, 4)}), seed=9, draws=DRAWS)
    area, _error = dblquad(lambda y, x: 1 / 9, 3, 5, 1, lambda x: min(x, 4.0))
    silent, _error = dblquad(lambda y, x: 1 / 9, 2, 3, 1, 3)
    assert apart(found.score_of("ot-to-it").wins, area, DRAWS) < ERRORS
    assert apart(found.score_of("new-organisation").wins, silent, DRAWS) < ERRORS


# five criteria and more: a second implementation


def agrees(found: Recommendation, counted: Counted, loops: int) -> None:
    for score in found.scores:
        if score.eliminated_by:
            assert (score.wins, score.wins_uniform, sum(score.ranks)) == (0, 0, 0)
            continue
        assert apart(score.wins, counted.wins[score.path], found.draws, loops) < ERRORS, score.path
        assert apart(score.wins_uniform, counted.uniform[score.path], found.draws, loops) < ERRORS, score.path
        for rank, share in enumerate(score.ranks):
            assert apart(share, counted.ranks[score.path, rank], found.draws, loops) < ERRORS, (score.path, rank)
        if score.wins * loops > 200:
            for name, weight in score.central_weights.items():
                spread = math.sqrt(weight * (1 - weight) / (10 * len(score.central_weights) + 1))
                allowed = ERRORS * spread * math.sqrt(1 / (found.draws * score.wins) + 1 / (loops * score.wins))
                assert abs(weight - counted.weights[score.path, name]) < allowed, (score.path, name)
    assert {tuple(pair.split(">")) for pair in found.pairwise} == set(counted.beats)
    for (a, b), share in counted.beats.items():
        assert apart(found.pairwise[f"{a}>{b}"], share, found.draws, loops) < ERRORS, (a, b)


def by_hand(library: Library, answers: dict, stated: dict, weights: dict, sites: int, loops: int = LOOPS) -> Counted:
    said = Input(answers, stated, sites)
    alive = [path for path in PATHS if path not in eliminated(library, said)]
    own = {c.id: weights.get(c.id, c.weight) for c in library.criteria}
    return shares(library, own, strengths(library, said), alive, 20_26, loops)


def mixed(effects: list[tuple[float, ...]], weights: list[float]) -> list[Criterion]:
    return [criterion(f"c{i}", row, weight) for i, (row, weight) in enumerate(zip(effects, weights, strict=True))]


EFFECTS = [(2, -1, 0, 1), (-1, 2, 1, 0), (0, 1, 2, -1), (1, -2, 0, 2), (1, 1, -1, -1), (0, 0, 2, 1), (-2, 0, 1, 1)]
SPOKEN = {
    "votes, unknowns and unlike weights": (
        {"c0": (4, 2, 5), "c1": (3.5, 2, 4), "c3": (2.5, 1, 4), "c4": 4, "c5": (3, 3, 5)}, [1, 2, .5, 1, 3, .2, 1], ()),
    "one path is ruled out": (
        {"c0": 4, "c1": (3, 1, 5), "c2": (3.5, 3, 4), "c4": 3}, [1, 1, 1, 1, 1, 1, 1], ("new-organisation",)),
    "two are ruled out, one criterion does not apply, one weighs nothing": (
        {"c0": 4, "c1": 3, "c2": "na", "c3": (2, 1, 4), "c6": 2}, [2, 1, 1, 1, 0, 1, .5], ("ot-to-it", "hybrid")),
}


@pytest.mark.parametrize("name", SPOKEN)
def test_shares_of_many_criteria_agree_with_a_loop_written_plainly(name):
    answers, weights, gone = SPOKEN[name]
    library = tiny(mixed(EFFECTS, weights), [ruled_out(*gone)] if gone else [])
    found = recommend(client(library), card(answers), seed=1, draws=DRAWS)
    agrees(found, by_hand(library, answers, {}, {}, 3), LOOPS)


@pytest.mark.parametrize("name", [
    "Two strong hosts and people who disagree, so nothing stands out",
    "Just below three of five weightings, the same two hosts are open and begin jointly",
    "An OT-led client whose executives let risk and cost outweigh skills, which makes IT the host",
    "Only a few facts are stated, all for IT, so that the answer leans at most"])
def test_shares_of_real_clients_agree_with_a_loop_written_plainly(name):
    case = told(named(name))
    state, answers = of_case(case, shipped())
    found = recommend(state, card(answers), seed=1, draws=DRAWS)
    agrees(found, by_hand(shipped(), answers, case["stated"], case["weights"], case["sites"], 3000), 3000)


def test_how_sure_a_win_with_its_own_weights_is_agrees_with_fixed_weights():
    # the confidence factor is the share under the mean weights of its wins, with strengths and effects still drawn
    library = tiny(mixed(EFFECTS, [1] * 7))
    answers = {"c0": (4, 2, 5), "c1": (3.5, 2, 4), "c3": (2.5, 1, 4), "c4": 4}
    found = recommend(client(library), card(answers), seed=1, draws=DRAWS)
    ranges = strengths(library, Input(answers, {}))
    rng = np.random.Generator(np.random.MT19937(77))
    for score in found.scores:
        wins = 0
        for _draw in range(LOOPS):
            strong = {c.id: rng.uniform(*ranges[c.id][1:]) for c in library.criteria}
            drawn = {}
            for path in PATHS:
                pairs = [(score.central_weights[c.id], strong[c.id], c.effects[path] + rng.uniform(-.5, .5))
                         for c in library.criteria if c.effects[path]]
                drawn[path] = sum(w * s * e for w, s, e in pairs) / sum(w * abs(e) for w, _s, e in pairs)
            wins += max(drawn, key=lambda path: drawn[path]) == score.path
        assert apart(score.confidence, wins / LOOPS, DRAWS, LOOPS) < ERRORS, score.path


# the central score


@pytest.mark.parametrize("case", single(), ids=lambda case: case["name"])
def test_scores_agree_with_a_plain_computation_and_with_pymcdm_before_they_are_normalised(case):
    given_ = told(case)
    state, answers = of_case(case, shipped())
    found = recommend(state, card(answers), draws=10)
    library = shipped()
    weights = {c.id: given_["weights"].get(c.id, c.weight) for c in library.criteria}
    plain = strengths(library, Input(answers, given_["stated"], given_["sites"]))
    assert {s.criterion: (s.value, s.low, s.high) for s in found.strengths if s.applies} == {
        name: pytest.approx(tuple(one)) if one.value is not None else tuple(one) for name, one in plain.items()}
    assert {s.path: s.score for s in found.scores} == pytest.approx(scores(library, weights, plain))
    assert {s.path for s in found.scores if s.eliminated_by} == eliminated(
        library, Input(answers, given_["stated"], given_["sites"]))
    # pymcdm knows no normalisation by the sizes of effects: its plain weighted sum is the numerator
    total = sum(weights.values())
    matrix = np.array([[(plain[c.id].value or 0) * c.effects[p] for c in library.criteria] for p in PATHS])
    shared = np.array([weights[c.id] / total for c in library.criteria])
    raw = WSM(lambda column, cost=False: column)(matrix, shared, np.ones(len(shared)), validation=False)
    sizes = np.array([sum(weights[c.id] / total * abs(c.effects[p]) for c in library.criteria) for p in PATHS])
    assert [s.score for s in found.scores] == pytest.approx(raw / sizes)


def test_paths_that_are_exactly_level_share_the_draws_and_no_draw_counts_twice():
    state, answers = of_case(named("Three paths are exactly level, and the draw goes to the hybrid"), shipped())
    found = recommend(state, card(answers), seed=7, draws=DRAWS)
    assert sum(score.wins for score in found.scores) == pytest.approx(1, abs=1e-9)
    for a, b in (pair.split(">") for pair in found.pairwise):
        assert found.pairwise[f"{a}>{b}"] + found.pairwise[f"{b}>{a}"] == pytest.approx(1, abs=1e-9)
    for path in ("ot-to-it", "it-to-ot", "hybrid"):
        assert apart(found.score_of(path).wins, 1 / 3, DRAWS) < ERRORS


# what must not matter, within the sampling error

LEVELS = st.one_of(st.none(), st.floats(1, 5), st.tuples(st.just(3.0), st.floats(1, 3), st.floats(3, 5)))
DRAWN = st.lists(st.tuples(st.tuples(*[st.sampled_from([-2, -1, 0, 1, 2])] * 4), st.floats(0.2, 5), LEVELS), min_size=2,
                 max_size=6)
SOME = 2000


def same(found: Recommendation, other: Recommendation, names: dict[str, str]) -> None:
    """Shares of `other` under the new names of the paths are those of `found`, both within their sampling error."""
    for score in found.scores:
        renamed = other.score_of(names.get(score.path, score.path))
        assert renamed.score == pytest.approx(score.score, abs=1e-9)
        assert apart(score.wins, renamed.wins, SOME, SOME) < 5
        assert apart(score.wins_uniform, renamed.wins_uniform, SOME, SOME) < 5
        assert all(apart(a, b, SOME, SOME) < 5 for a, b in zip(score.ranks, renamed.ranks, strict=True))


def answered(drawn) -> dict:
    return {f"c{i}": level for i, (_e, _w, level) in enumerate(drawn) if level is not None}


@settings(max_examples=25, deadline=None, derandomize=True)
@given(DRAWN, st.data())
def test_another_order_of_paths_changes_shares_within_their_error(drawn, data):
    built = mixed([row for row, _w, _l in drawn], [w for _r, w, _l in drawn])
    names = dict(zip(PATHS, data.draw(st.permutations(PATHS)), strict=True))
    moved = [c.model_copy(update={"effects": {names[p]: e for p, e in c.effects.items()}}) for c in built]
    first = recommend(client(tiny(built)), card(answered(drawn)), seed=1, draws=SOME)
    same(first, recommend(client(tiny(moved)), card(answered(drawn)), seed=1, draws=SOME), names)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(DRAWN, st.data())
def test_other_names_of_criteria_change_shares_within_their_error(drawn, data):
    # criteria are drawn in order of their ids, so that new ids draw them in another order
    built = mixed([row for row, _w, _l in drawn], [w for _r, w, _l in drawn])
    ids = data.draw(st.permutations([c.id for c in built]))
    moved = [c.model_copy(update={"id": f"n{name}"}) for c, name in zip(built, ids, strict=True)]
    first = recommend(client(tiny(built)), card(answered(drawn)), seed=1, draws=SOME)
    same(first, recommend(client(tiny(moved)), card(answered(drawn)), seed=1, draws=SOME), {})


# a criterion told twice at half its weight


def twins(library: Library, name: str) -> Library:
    half = [c.model_copy(update={"weight": c.weight / 2}) if c.id == name else c for c in library.criteria]
    twin = next(c for c in half if c.id == name).model_copy(update={"id": f"{name}-twin"})
    return library.model_copy(update={"criteria": (*half, twin)})


def test_a_criterion_told_twice_keeps_score_and_mean_weight_while_shares_follow_from_one_more_criterion():
    # K + 1 criteria draw weights nearer to the declared ones (10 (K + 1) w instead of 10 K w), and each half has
    # effects of its own: shares do move, by exactly what that says and no more
    answers = {"a": 5, "b": 5}
    library = tiny([criterion("a", (1, -1, 0, 0), 6), criterion("b", (-1, 1, 0, 0), 4)],
                   [ruled_out("new-organisation", "hybrid")])
    once = recommend(client(library), card(answers), seed=3, draws=DRAWS)
    twice = recommend(client(twins(library, "a")), card(answers), seed=3, draws=DRAWS)
    assert [s.score for s in twice.scores] == pytest.approx([s.score for s in once.scores])
    assert (twice.winner, twice.coverage) == (once.winner, once.coverage)

    rng = np.random.Generator(np.random.MT19937(5))
    many = 400_000

    def wins(parts: int) -> float:
        """The same by hand: weight of a is Beta around 0.6, cut into `parts` halves at random, each with an effect."""
        total = 10 * (1 + parts)
        w = rng.beta(.6 * total, .4 * total, many)
        cut = np.ones((1, many)) if parts == 1 else np.stack(
            [share := rng.beta(.3 * total, .3 * total, many), 1 - share])
        e, f = ((cut * rng.uniform(.5, 1.5, cut.shape)).sum(axis=0) for _path in range(2))
        e2, f2 = rng.uniform(.5, 1.5, (2, many))
        return float(np.mean(w * e / (w * e + (1 - w) * e2) + w * f / (w * f + (1 - w) * f2) > 1))

    told_once, told_twice = wins(1), wins(2)
    assert apart(once.score_of("ot-to-it").wins, told_once, DRAWS, many) < ERRORS
    assert apart(twice.score_of("ot-to-it").wins, told_twice, DRAWS, many) < ERRORS
    assert apart(told_once, told_twice, many, many) > 20  # the shares truly differ: a split is not for free
    # knowing no weights, a criterion told twice counts twice
    assert twice.score_of("ot-to-it").wins_uniform > once.score_of("ot-to-it").wins_uniform + .1


def test_the_mean_weight_of_a_criterion_told_twice_is_divided_between_the_two():
    library = tiny([criterion("a", (2, 0, 0, 0), 3), criterion("b", (1, -1, -1, -1), 1)])
    twice = recommend(client(twins(library, "a")), card({"a": 5, "b": 4}), seed=3, draws=DRAWS)
    assert twice.score_of("ot-to-it").wins == 1
    halves = twice.score_of("ot-to-it").central_weights
    for name, wanted in (("a", .375), ("a-twin", .375), ("b", .25)):
        assert abs(halves[name] - wanted) < ERRORS * math.sqrt(wanted * (1 - wanted) / 31 / DRAWS), name
