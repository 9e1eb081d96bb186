"""Flips: each one told is applied and seen to flip, and nothing smaller of its kind does; all cases and kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from domain.clients import ALONE, apply, card, cases, node, of_case, of_clusters, shipped, single, told
from domain.paths_by_hand import Input, eliminated, leaders, scores, strengths

from assessment.domain import facts as f
from assessment.domain.library import Library
from assessment.domain.paths import Flip, Recommendation, recommend, recommend_clusters

KINDS = ("answer", "stated", "weight", "knock-out")
TABLE = [{"name": f"{entry['knockout']} {entry['like']} {state}", "like": entry["like"], **state,
          "answers": {**entry.get("base", {}), **state.get("answers", {})}}
         for entry in cases("paths-knockouts") if entry["acts"] == "eliminate" for state in entry["states"]]
ALL = [*single(), *TABLE]
EVERY = pytest.mark.parametrize("case", ALL, ids=lambda case: case["name"])
HALVES = [float(level) for level in np.arange(1, 5.5, .5)]


class Plain:
    """A client whose answers, words and weights are changed one at a time, without the product's own computation."""

    def __init__(self, case: Mapping[str, Any], library: Library) -> None:
        given = told(case)
        self.library, self.said = library, Input(given["answers"], given["stated"], given["sites"])
        self.weights = {c.id: float(given["weights"].get(c.id, c.weight)) for c in library.criteria}
        self.today = strengths(library, self.said)
        self.gone = eliminated(library, self.said)

    def ahead(self, said: Input | None = None, weights: Mapping[str, float] | None = None,
              gone: set[str] | None = None) -> set[str]:
        """Paths that lead after a change; more than one where they are level."""
        found = self.today if said is None else strengths(self.library, said)
        out = gone if gone is not None else self.gone if said is None else eliminated(self.library, said)
        return leaders(scores(self.library, weights or self.weights, found), out)

    def moved(self, said: Input) -> float:
        """How much evidence a change moves: mean change of strengths by weight."""
        after = strengths(self.library, said)
        return sum(self.weights[name] * abs((after[name].value or 0) - (one.value or 0))
                   for name, one in self.today.items()) / sum(self.weights[name] for name in self.today)

    def level(self, name: str, level: float) -> Input:
        return self.said._replace(answers={**self.said.answers, name: level})

    def word(self, name: str, word: str) -> Input:
        return self.said._replace(stated={**self.said.stated, name: word})


def mean(level: Any) -> float:
    return float(level[0] if isinstance(level, (list, tuple)) else level)


def of_kind(found: Recommendation, kind: str) -> dict[str, Flip]:
    flips = [flip for flip in found.flips if flip.kind == kind]
    assert len({flip.what for flip in flips}) == len(flips)
    return {flip.what: flip for flip in flips}


def recommended(case: Mapping[str, Any]) -> Recommendation:
    state, answers = of_case(case, shipped())
    return recommend(state, card(answers), draws=20)


@EVERY
def test_every_flip_holds_when_it_is_applied(case):
    state, answers = of_case(case, shipped())
    found = recommend(state, card(answers), draws=20)
    for flip in found.flips:
        changed, given = apply(flip, state, answers)
        assert flip.winner != found.winner
        assert recommend(changed, card(given), draws=20).winner == flip.winner, flip


def test_every_kind_of_flip_is_told_somewhere_in_the_cases():
    seen = {flip.kind for case in single() for flip in recommended(case).flips}
    assert seen == set(KINDS)


def sized_answers(plain: Plain, name: str) -> Iterator[tuple[float, float]]:
    """(size, level) of the changes of an answer that differ from today: levels away, or evidence moved if unknown."""
    today = plain.said.answers.get(name)
    for level in HALVES:
        size = plain.moved(plain.level(name, level)) if today is None else abs(level - mean(today))
        if today is None or size > 1e-9:
            yield size, level


@EVERY
def test_no_answer_nearer_than_the_one_told_flips_and_none_is_left_out(case):
    plain, found = Plain(case, shipped()), recommended(case)
    said = of_kind(found, "answer")
    names = {i.question for c in shipped().criteria for i in c.inputs if i.question and not i.gap}
    assert set(said) <= names
    for name in names:
        if plain.said.answers.get(name) == "na":
            continue
        flips = [(size, level) for size, level in sized_answers(plain, name)
                 if found.winner not in plain.ahead(plain.level(name, level))]
        assert (name in said) == bool(flips), name
        if flips:
            told_size = {level: size for size, level in sized_answers(plain, name)}[float(said[name].to_value)]
            assert told_size == pytest.approx(min(flips)[0]), (name, flips)
            assert said[name].winner in plain.ahead(plain.level(name, float(said[name].to_value)))


@EVERY
def test_no_word_nearer_than_the_one_told_flips_and_none_is_left_out(case):
    plain, found = Plain(case, shipped()), recommended(case)
    said = of_kind(found, "stated")
    names = {i.stated for c in shipped().criteria for i in c.inputs if i.stated}
    for fact in (fact for fact in shipped().stated if fact.id in names):
        others = [word for word in fact.values if word != plain.said.stated.get(fact.id)]
        flips = [plain.moved(plain.word(fact.id, word)) for word in others
                 if found.winner not in plain.ahead(plain.word(fact.id, word))]
        assert (fact.id in said) == bool(flips), fact.id
        if flips:
            assert plain.moved(plain.word(fact.id, said[fact.id].to_value)) == pytest.approx(min(flips))


@EVERY
def test_no_weight_nearer_than_the_one_told_flips_and_none_is_left_out(case):
    plain, found = Plain(case, shipped()), recommended(case)
    said = of_kind(found, "weight")
    total = sum(plain.weights[name] for name in plain.today)
    if found.winner is None or not total:
        return
    counting = [name for name in plain.today if plain.weights[name] > 0]
    step = 10 ** (np.floor(np.log10(total / len(counting))) - 1)
    for name in plain.today:
        now = plain.weights[name]
        reach = max(now, total - now)
        if name in said:
            # told in round figures: at most two steps of rounding beyond the root itself
            reach = abs(float(said[name].to_value) - now) - 2.001 * step
            assert said[name].winner in plain.ahead(weights={**plain.weights, name: float(said[name].to_value)})
        tried = np.linspace(max(0.0, now - max(reach, 0)), now + max(reach, 0), 41)
        for weight in tried:
            if weight <= max(now, total - now) and (weight > 0 or len(counting) > 1):
                assert found.winner in plain.ahead(weights={**plain.weights, name: float(weight)}), (name, weight)


@EVERY
def test_the_preconditions_told_as_flips_are_those_that_flip(case):
    plain, found = Plain(case, shipped()), recommended(case)
    said = of_kind(found, "knock-out")
    states = {state.knockout: bool(state.holds) for state in found.knockouts}
    ruling = [knockout for knockout in shipped().knockouts if knockout.kind == "eliminate"]
    for one in ruling:
        holding = {**states, one.id: not states[one.id]}
        gone = {path for knockout in ruling if holding[knockout.id] for path in knockout.paths}
        ahead = plain.ahead(gone=gone)
        assert (one.id in said) == (found.winner not in ahead), one.id
        if one.id in said:
            assert said[one.id].winner in ahead
            assert said[one.id].to_value == ("lifted" if states[one.id] else "holds")


@EVERY
def test_the_smallest_flip_of_each_kind_comes_first(case):
    plain, found = Plain(case, shipped()), recommended(case)
    kinds = [flip.kind for flip in found.flips]
    first = [kind for kind in KINDS if kind in kinds]
    assert kinds[:len(first)] == first
    sizes = [plain.moved(plain.level(flip.what, float(flip.to_value))) for flip in of_kind(found, "answer").values()]
    assert sizes == sorted(sizes, key=lambda size: round(size, 9))
    sizes = [plain.moved(plain.word(flip.what, flip.to_value)) for flip in of_kind(found, "stated").values()]
    assert sizes == sorted(sizes, key=lambda size: round(size, 9))
    sizes = [abs(float(flip.to_value) - plain.weights[flip.what]) for flip in of_kind(found, "weight").values()]
    assert sizes == sorted(sizes, key=lambda size: round(size, 9))


CLUSTERED = [case for name in ALONE for case in cases(name) if "clusters" in case]


@pytest.mark.parametrize("case", CLUSTERED, ids=lambda case: case["name"])
def test_flips_of_a_cluster_hold_when_all_of_its_sites_change(case):
    state, scorecard = of_clusters(case, shipped())
    for found in recommend_clusters(state, scorecard, draws=20).values():
        seen = set()
        for flip in found.flips:
            seen.add(flip.kind)
            changed, marks = state, scorecard
            if flip.kind == "answer":
                marks = scorecard.model_copy(update={"scores": tuple(
                    node(flip.what, float(flip.to_value), score.site) if score.node == flip.what and (
                        score.site is None or score.site in found.sites) else score for score in scorecard.scores)})
            elif flip.kind == "stated":
                words = {(flip.what, site): f.Stated(fact=flip.what, value=flip.to_value, site=site)
                         for site in found.sites}
                changed = replace(state, stated={**state.stated, **words})
            else:
                changed, _answers = apply(flip, state, {})
            assert recommend(changed, marks, draws=20, sites=found.sites).winner == flip.winner, flip
        assert seen
