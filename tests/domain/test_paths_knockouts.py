"""The thirteen preconditions: where each holds, just does not, or is unknown, and what it does; see the case table."""

from __future__ import annotations

from typing import Any

import pytest
from domain.clients import card, cases, of_case, shipped
from domain.test_paths_cases import compare

from assessment.domain.paths import Recommendation, recommend

TABLE = cases("paths-knockouts")
STATES = [(entry, state) for entry in TABLE for state in entry["states"]]
WORDS = {True: "holds", False: "does not hold", None: "unknown"}
UNTOUCHED = ("winner", "end_state", "first_step", "verdict", "verdict_reasons", "scores", "strengths", "pairwise",
             "flips", "coverage")


def tried(entry: dict[str, Any], state: dict[str, Any]) -> Recommendation:
    answers = {**entry.get("base", {}), **state.get("answers", {})}
    engagement, levels = of_case({"like": entry["like"], **state, "answers": answers}, shipped())
    return recommend(engagement, card(levels), 5, 800)


def told(entry: dict[str, Any], state: dict[str, Any]) -> str:
    return f"{entry['knockout']} {state['is']} {[v for k, v in state.items() if k != 'is']}"


def test_the_table_speaks_of_every_precondition_in_all_three_states():
    known = {knockout.id: knockout.kind for knockout in shipped().knockouts}
    assert {entry["knockout"]: entry["acts"] for entry in TABLE} == known
    for entry in TABLE:
        assert {state["is"] for state in entry["states"]} == set(WORDS.values()), entry["knockout"]
        assert len(entry["reasoning"]) > 100


@pytest.mark.parametrize(("entry", "state"), STATES, ids=[told(*both) for both in STATES])
def test_a_precondition_holds_exactly_where_the_table_says(entry, state):
    found = tried(entry, state)
    one = next(known for known in found.knockouts if known.knockout == entry["knockout"])
    assert WORDS[one.holds] == state["is"], one.basis
    paths = next(k.paths for k in shipped().knockouts if k.id == entry["knockout"])
    out = {score.path for score in found.scores if entry["knockout"] in score.eliminated_by}
    acts = entry["acts"] == "eliminate" and state["is"] == "holds"
    assert out == (set(paths) if acts else set())
    compare(found, entry["then" if state["is"] == "holds" else "else"])


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry["knockout"])
def test_what_holds_does_what_its_kind_says_and_nothing_else(entry):
    first = {word: next(tried(entry, state) for state in entry["states"] if state["is"] == word)
             for word in WORDS.values()}
    holds, lifted = first["holds"], first["does not hold"]
    changed = {name for name in UNTOUCHED if getattr(holds, name) != getattr(lifted, name)}
    match entry["acts"]:
        case "eliminate":
            for path in holds.scores:
                if entry["knockout"] in path.eliminated_by:
                    assert (path.wins, path.wins_uniform, set(path.ranks), path.central_weights) == (0, 0, {0.0}, {})
                    assert not [pair for pair in holds.pairwise if path.path in pair.split(">")]
                    # what is ruled out keeps its score, so that a reader sees what the rule costs
                    assert path.score == pytest.approx(lifted.score_of(path.path).score, abs=.1)
            assert sum(path.wins for path in holds.scores) == pytest.approx(1)
        case "first-step":
            assert changed == {"first_step"}
        case _:
            assert changed == set()


def test_a_first_step_is_no_hybrid_where_the_hybrid_is_ruled_out():
    entry = next(entry for entry in TABLE if entry["knockout"] == "X8")
    library = shipped()
    gone = library.knockouts[0].model_copy(update={
        "id": "gone", "kind": "eliminate", "paths": ("hybrid",), "when": ()})
    answers = {**entry["base"], "culture-readiness": 1}
    state, levels = of_case({"like": entry["like"], "answers": answers},
                            library.model_copy(update={"knockouts": (*library.knockouts, gone)}))
    assert recommend(state, card(levels), 5, 100).first_step == "ot-to-it"
