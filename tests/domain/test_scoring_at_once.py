"""Many engagements at once, and one more answer: both say what the scorecard says."""

from __future__ import annotations

import numpy as np
import pytest
from building import DAY, engagement, pack, question
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.engagement import Engagement, replay
from assessment.domain.pack import Cap, Condition, Pack
from assessment.domain.scoring import points, score
from assessment.domain.scoring.bulk import BLOCK, MISSING, score_many

GATED = question("c").model_copy(update={"when": (Condition(question="a", at_least=3),)})
LAYOUT = {"d": {"x": [question("a", weight=2), question("b")], "y": [GATED]},
          "e": {"z": [question("n", scope="network"), question("r", kind="record")]}}
OF = pack(LAYOUT, caps=(Cap(id="cap", dimension="e", level=2, question="b", below=3, reason="-"),),
          weights={"d": 3, "y": .5})
FUNCTIONS = ("IT", "IT", "OT", "OT", "OT", "Quality")
levels = st.one_of(st.integers(1, 5), st.just(MISSING))


def flat() -> Pack:
    return pack({"d": {"x": [question("a", weight=2), question("b")], "y": [question("c")]},
                 "e": {"z": [question("r")]}}, weights={"d": 3, "y": .5})


@settings(max_examples=40, deadline=None)
@given(st.lists(levels, min_size=24, max_size=24))
def test_bulk_scores_are_those_of_the_scorecard(given_levels):
    of, votes = flat(), np.array(given_levels, np.int8).reshape(1, 4, 6)
    answers: dict[str, dict[str, dict[str, list[int | None]]]] = {}
    for q, name in enumerate(of.questions):
        by: dict[str, list[int | None]] = {}
        for r, function in enumerate(FUNCTIONS):
            level = int(votes[0, q, r])
            by.setdefault(f"{function}@a", []).append(None if level == MISSING else level)
        answers[name] = {"a": by}
    found, card = score_many(of, votes, FUNCTIONS, levels=True), score(engagement(answers, of=of), "c1", draws=0)
    assert found.levels is not None
    for column, node in enumerate(found.nodes):
        own = card.score(node)
        assert own is not None
        if own.value is None:
            assert np.isnan(found.values[0, column])
        else:
            assert found.values[0, column] == pytest.approx(own.value)
        assert found.coverage[0, column] == pytest.approx(own.coverage)
        if own.kind != "index":
            assert found.levels[0, column] == (-1 if own.level is None else own.level)


def test_bulk_weighs_functions_and_is_the_same_in_any_block():
    of = flat()
    votes = np.random.default_rng(1).integers(1, 6, (2 * BLOCK + 7, 4, 6)).astype(np.int8)
    whole = score_many(of, votes, FUNCTIONS)
    last = score_many(of, votes[-3:], FUNCTIONS)
    assert np.array_equal(whole.values[-3:], last.values)
    only_it = score_many(of, votes, FUNCTIONS, omega={"OT": 1e-12, "Quality": 1e-12})
    assert only_it.values[:, 0] == pytest.approx(votes[:, 0, :2].mean(axis=1), abs=1e-6)


def test_bulk_refuses_votes_of_another_shape():
    with pytest.raises(ValueError, match=r"\[engagements, 4, 2\]"):
        score_many(flat(), np.zeros((3, 4, 6), np.int8), ("IT", "OT"))


STEPS = st.tuples(st.sampled_from(["a", "b", "c", "n", "r"]), st.sampled_from(["s", "t"]),
                  st.sampled_from(["it", "ot"]), st.one_of(st.integers(1, 5), st.just("na"), st.just("unknown")),
                  st.sampled_from(["answered", "agreed", "validated"]))


@settings(max_examples=40, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=8))
def test_points_follow_each_fact_as_if_all_were_scored_anew(steps):
    start = engagement({"a": {"s": {"IT": 4}, "t": {"IT": 2}}}, of=OF, sites={"s": 2, "t": 1})
    facts = [(1, DAY, fact) for fact in _facts(start)]
    running = points(start, "c1")
    for name, site, who, value, kind in steps:
        place = None if name == "n" else site
        head = {"cycle": "c1", "site": place, "question": name}
        fact: f.Fact = f.Answered(**head, person=f"{who}-1", value=value)
        if kind == "agreed" and value != "unknown":
            fact = f.Agreed(**head, value=value, rationale="-")
        elif kind == "validated":
            fact = f.Validated(**head, accepted=isinstance(value, int))
        facts.append((len(facts) + 1, DAY, fact))
        state = replay(facts)
        running = running.after(state, name, place)
        assert running.scores == score(state, "c1", draws=0).scores


def test_points_follow_a_cap_in_another_dimension():
    state = engagement({"r": {"s": {"IT": 5}}, "n": {"-": {"IT": 5}}, "b": {"s": {"IT": 4}}}, of=OF,
                       sites={"s": 1})
    low = engagement({"r": {"s": {"IT": 5}}, "n": {"-": {"IT": 5}}, "b": {"s": {"IT": 1}}}, of=OF, sites={"s": 1})
    found = points(state, "c1").after(low, "b", "s").scores
    assert found == score(low, "c1", draws=0).scores
    assert ("cap",) in {one.caps for one in found}


def _facts(start: Engagement) -> list[f.Fact]:
    """The start as facts, with two people of the network."""
    return [
        f.EngagementOpened(client="Client", start=DAY), f.PackPinned(pack=OF.model_dump(mode="json", by_alias=True)),
        *(f.SiteDefined(site=name, name=name, weight=site.weight) for name, site in start.sites.items()),
        f.CycleOpened(cycle="c1", date=DAY),
        f.RespondentDefined(person="it-1", function="IT"), f.RespondentDefined(person="ot-1", function="OT"),
        *(fact for answers in start.answers.values() for fact in answers.values())]
