"""Expert cases of what a pack can ask: scales, cumulative levels, conditions, site kinds, depth, evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from building import engagement, question

from assessment.domain import facts as f
from assessment.domain.engagement import Engagement
from assessment.domain.pack import Capability, Condition, Dimension, Pack, Scale
from assessment.domain.scoring import Score, score

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "instrument.yaml").read_text("utf-8"))
KNOWN = {"name", "because", "scale", "maturity", "pass_mark", "choices", "evidence_from", "measured_from", "sites",
         "site_facts", "depth", "function_weights", "questions", "answers", "agreed", "validated", "expect"}


def scale_of(ends: list[int], **more: Any) -> Scale:
    return Scale(minimum=ends[0], maximum=ends[1], names=tuple(str(i) for i in range(ends[0], ends[1] + 1)), **more)


def pack_of(case: dict[str, Any]) -> Pack:
    asked = []
    low, high = case.get("scale", [1, 5])
    for name, given in case["questions"].items():
        more = dict(given)
        levels = more.pop("anchors", range(low, high + 1))
        when = tuple(Condition(**condition) for condition in more.pop("when", ()))
        asked.append(question(name).model_copy(update={
            "anchors": {level: f"{name} {level}" for level in levels}, "when": when,
            "site_kinds": tuple(more.pop("site_kinds", ())), **more}))
    return Pack(
        id="case", version="1", title="Case", summary="-", pass_mark=case.get("pass_mark"),
        scale=scale_of([low, high], choices=case.get("choices", "all"), evidence_from=case.get("evidence_from"),
                       measured_from=case.get("measured_from")),
        maturity=scale_of(case["maturity"]) if "maturity" in case else None,
        dimensions=(Dimension(id="d", code="D", name="d", index="organisation-readiness", summary="-",
                              capabilities=(Capability(id="c", name="c", questions=tuple(asked)),)),))


def engagement_of(case: dict[str, Any]) -> Engagement:
    extra: list[f.Fact] = [f.SiteDefined(site=name, name=name, weight=case.get("sites", {"a": 1})[name], **given)
                           for name, given in case.get("site_facts", {}).items()]
    if case.get("depth"):
        extra.append(f.CycleOpened(cycle="c1", date="2026-03-01", depth="quick"))
    if case.get("depth") == "deepened":
        extra.append(f.CycleDeepened(cycle="c1"))
    if case.get("function_weights"):
        extra.append(f.FunctionWeightsSet(weights=case["function_weights"]))
    for key, given in case.get("agreed", {}).items():
        name, _, place = key.partition("@")
        extra.append(f.Agreed(cycle="c1", question=name, site=place or None, rationale="-", **given))
    for key, accepted in case.get("validated", {}).items():
        name, _, place = key.partition("@")
        extra.append(f.Validated(cycle="c1", question=name, site=place or None, accepted=accepted, note="-"))
    return engagement(case["answers"], of=pack_of(case), sites=case.get("sites"), extra=tuple(extra))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_expert_case(case: dict[str, Any]):
    assert case.keys() <= KNOWN
    assert case["because"].strip()
    card = score(engagement_of(case), "c1", draws=0)
    for key, expected in case["expect"].items():
        node, _, site = key.partition("@")
        found = card.score(node, site or None)
        if expected == "missing":
            assert found is None
            continue
        assert isinstance(found, Score)
        for name, wanted in expected.items():
            assert getattr(found, name) == (
                pytest.approx(wanted, abs=1e-6) if isinstance(wanted, float) else wanted), f"{key} {name}"


def test_consensus_counts_the_choices_that_are_offered():
    from assessment.domain.consensus import poll

    case = {"scale": [0, 10], "choices": "own", "questions": {"q": {"anchors": [0, 3, 10]}},
            "answers": {"q": {"a": {"IT@a": [3, 3], "OT@a": [3, 3]}}}, "expect": {}}
    found = poll(engagement_of(case), "a", "c1", "q")
    assert (found.agreement, found.proposed, found.counts) == (1.0, 3, {0: 0, 3: 4, 10: 0})
    split = {**case, "answers": {"q": {"a": {"IT@a": [0, 0], "OT@a": [3, 3]}}}}
    assert poll(engagement_of(split), "a", "c1", "q").agreement == pytest.approx(.5)  # two neighbours of three
