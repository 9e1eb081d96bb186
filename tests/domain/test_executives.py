"""Weights of executives: shares, splits within groups, what their differences change."""

from __future__ import annotations

from dataclasses import replace

import pytest
from clients import card, client, criterion, tiny

from assessment.domain import facts as f
from assessment.domain.library import CriterionGroup, Path
from assessment.domain.paths import check_points, criterion_weights, executives, group_shares, recommend

PATHS = tuple(
    Path(id=name, code=name, name=name, title=name, summary="-", first_90_days="-", structural_step="-", not_before="-")
    for name in ("ot-to-it", "it-to-ot", "new-organisation", "hybrid"))
LIBRARY = tiny([
    criterion("risk", (2, -2, 0, 0), 3).model_copy(update={"group": "one"}),
    criterion("more-risk", (2, -2, 0, 0), 1).model_copy(update={"group": "one"}),
    criterion("people", (-2, 2, 0, 0), 2).model_copy(update={"group": "two"}),
]).model_copy(update={"groups": (CriterionGroup(id="one", name="One"), CriterionGroup(id="two", name="Two")),
                      "paths": PATHS})
ANSWERS = card({"risk": 5, "more-risk": 5, "people": 5})


def asked(*choices: f.ChoiceCommitted):
    state = client(LIBRARY)
    return replace(state, executives={name: f.ExecutiveNamed(person=name, office=office) for name, office in (
        ("it", "CIO"), ("ot", "COO"), ("quality", "Quality"))}, choices={c.person: c for c in choices})


def chose(person: str, path: str, one: float, two: float) -> f.ChoiceCommitted:
    return f.ChoiceCommitted(person=person, path=path, points={"one": one, "two": two})


def test_points_become_shares_and_split_as_the_library_weighs_within_a_group():
    points = {"one": 100, "two": 25}
    assert group_shares(points, LIBRARY) == {"one": .8, "two": .2}
    assert criterion_weights(points, LIBRARY) == pytest.approx({"risk": .6, "more-risk": .2, "people": .2})


@pytest.mark.parametrize(("points", "codes"), [
    ({"one": 100, "two": 0}, []), ({"one": 0, "two": 0}, ["all-weights-zero"]), ({"one": 50}, ["missing-points"]),
    ({"one": 50, "two": 50, "three": 1}, ["unknown-group"])])
def test_points_that_decide_nothing_are_told(points, codes):
    assert [problem.code for problem in check_points(points, LIBRARY)] == codes


def test_each_sees_the_result_of_the_own_weights_and_whether_it_matters():
    found = executives(asked(chose("it", "ot-to-it", 100, 20), chose("ot", "ot-to-it", 10, 100)), ANSWERS, draws=200)
    first, second = found.views
    assert (first.winner, first.agrees) == ("ot-to-it", True)
    assert (second.winner, second.agrees) == ("it-to-ot", False)
    assert first.score == pytest.approx(100 / 120 - 20 / 120)
    assert second.own_score == pytest.approx(-(100 - 10) / 110)
    assert found.waiting == ("quality",)
    assert found.matters
    assert (found.spreads[0].lowest, found.spreads[0].highest) in (("ot", "it"), ("it", "ot"))
    assert found.spreads[0].high - found.spreads[0].low == pytest.approx(100 / 120 - 10 / 110)


def test_differences_that_change_nothing_do_not_matter():
    found = executives(asked(chose("it", "hybrid", 100, 20), chose("ot", "ot-to-it", 100, 60)), ANSWERS, draws=200)
    assert found.winners == ("ot-to-it",)
    assert not found.matters
    assert [view.agrees for view in found.views] == [False, True]


def test_a_choice_changes_nothing_official():
    state = asked(chose("it", "it-to-ot", 0, 100))
    assert recommend(state, ANSWERS, draws=50).winner == recommend(client(LIBRARY), ANSWERS, draws=50).winner


def test_points_of_an_older_library_are_left_out():
    old = f.ChoiceCommitted(person="it", path="hybrid", points={"gone": 50})
    assert executives(asked(old), ANSWERS, draws=50).views == ()
