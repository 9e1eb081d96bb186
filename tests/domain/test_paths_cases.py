"""Expert cases of the choice of a path on the shipped library; told in tests/cases/paths*.yaml."""

from __future__ import annotations

from itertools import chain
from typing import Any

import pytest
from domain.clients import ALONE, card, cases, of_case, of_clusters, shipped, single, told

from assessment.domain.library import PATHS
from assessment.domain.paths import Recommendation, deviations, recommend, recommend_clusters

FEW = 3000
CLUSTERED = [case for name in ALONE for case in cases(name) if "clusters" in case]


def compare(found: Recommendation, expected: dict[str, Any]) -> None:
    """Fails where the recommendation is not what an expert expects."""
    flips = [[x.kind, x.what, x.to_value, x.winner] for x in found.flips]
    of_states = {"holding": [k.knockout for k in found.knockouts if k.holds],
                 "unknown_knockouts": [k.knockout for k in found.knockouts if k.holds is None],
                 "flips_contain": flips, "reasons_contain": list(found.verdict_reasons)}
    shares = {"wins": found.score_of(found.winner).wins if found.winner else 0.0, "coverage_between": found.coverage}
    whole = {"eliminated": [s.path for s in found.scores if s.eliminated_by], "reasons": sorted(found.verdict_reasons)}
    for key, wanted in expected.items():
        if key in of_states:
            assert [x for x in wanted if x not in of_states[key]] == [], (key, of_states[key])
        elif key in shares:
            assert wanted[0] <= shares[key] <= wanted[1], (key, shares[key])
        else:
            seen = whole[key] if key in whole else getattr(found, key)
            assert seen == wanted, (key, found.verdict_reasons, [
                (s.path, round(s.score or 0, 3), s.wins) for s in found.scores])


@pytest.mark.parametrize("case", single(), ids=lambda case: case["name"])
def test_a_case_comes_out_as_the_expert_expects(case):
    state, answers = of_case(case, shipped())
    compare(recommend(state, card(answers, depth=case.get("depth", "full")), 7, case.get("draws", FEW)), case["expect"])


@pytest.mark.parametrize("case", CLUSTERED, ids=lambda case: case["name"])
def test_clusters_come_out_as_the_expert_expects(case):
    state, scorecard = of_clusters(case, shipped())
    network = recommend(state, scorecard, 7, FEW)
    compare(network, case["expect"])
    clusters = recommend_clusters(state, scorecard, 7, FEW)
    assert list(clusters) == sorted(case["clusters"])
    for name, expected in case["by_cluster"].items():
        compare(clusters[name], expected)
    assert list(deviations(network, clusters)) == case["deviating"]


def test_cases_say_why_and_name_what_the_library_knows():
    library = shipped()
    asked = {i.question for c in library.criteria for i in c.inputs} | {
        name for k in library.knockouts for t in k.when for name in (t.question, t.capability)}
    words = {fact.id: fact.values for fact in library.stated}
    for case in [*single(), *CLUSTERED]:
        assert len(case["reasoning"]) > 120, case["name"]
        given = told(case)
        for part in chain([given], case.get("clusters", {}).values()):
            assert set(part.get("answers", {})) <= asked, case["name"]
            assert all(word in words[fact] for fact, word in part.get("stated", {}).items()), case["name"]
        assert set(case.get("without", ())) <= asked | set(words), case["name"]


def test_every_path_has_its_archetype_and_every_verdict_its_cases():
    assert {case["expect"]["winner"] for case in cases("paths")["archetypes"]} == set(PATHS)
    verdicts = [case["expect"].get("verdict") for case in single() if "id" not in case]
    assert all(verdicts.count(verdict) >= 2 for verdict in ("clear", "leaning", "open"))
