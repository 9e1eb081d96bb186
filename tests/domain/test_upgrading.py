"""A newer pack between two cycles, on cases worked by hand: what is carried, and what the questions alone move."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from domain.building import engagement, library, pack, question

from assessment.domain import facts as f
from assessment.domain.engagement import Engagement, replay
from assessment.domain.pack import Pack, refusal, succeed
from assessment.domain.rescoring import due_at
from assessment.domain.scoring import values
from assessment.domain.trend import behind, trend
from assessment.domain.upgrading import upgrade_effect

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "pack-upgrade.yaml").read_text("utf-8"))
DAY = date(2026, 3, 2)


def version(questions: dict[str, dict[str, Any]], number: str) -> Pack:
    return pack({"d": {"c": [question(name).model_copy(update=told) for name, told in questions.items()]}}).changed(
        version=number)


def upgraded(case: dict[str, Any], upto: int | None = None) -> Engagement:
    old, new = version(case["then"], "1"), version(case["now"], "2")
    facts: list[f.Fact] = [
        f.EngagementOpened(client="Client", start=date(2026, 4, 1)),
        f.PackPinned(pack=old.model_dump(mode="json", by_alias=True)),
        f.LibraryPinned(library=library().model_dump(mode="json", by_alias=True)),
        f.SiteDefined(site="a", name="a"), f.RespondentDefined(person="it", function="IT", site="a"),
        f.CycleOpened(cycle="c1", date=date(2026, 1, 1)),
        *(f.Answered(cycle="c1", site="a", question=name, person="it", value=x) for name, x in case["answers"].items()),
        f.CycleClosed(cycle="c1", date=DAY),
        f.PackUpgraded(pack=new.model_dump(mode="json", by_alias=True), over="1"),
        f.CycleOpened(cycle="c2", date=date(2026, 4, 1), carries="c1")]
    return replay((seq, DAY, fact) for seq, fact in enumerate(facts[:upto], start=1))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_case_worked_by_hand(case: dict[str, Any]):
    found = succeed(version(case["then"], "1"), version(case["now"], "2"))
    assert {fate.after or fate.before: fate.becomes for fate in found.questions} == case["becomes"]
    state = upgraded(case)
    carried = {name: value.x for (name, _place), value in values(state, "c2").items() if value.x is not None}
    assert carried == case["carried"]
    assert {fate.after for fate in found.questions if fate.carried} == set(carried)
    moved = trend(state, "c2", draws=50)
    assert moved is not None
    dimension = next(move for move in moved.moves if move.node == "d")
    assert dimension.instrument == pytest.approx(case["instrument"]) == dimension.change
    added = behind(state, "c1", "c2", "d")
    assert {one.part for one in added} <= {"instrument"}
    assert sum(one.levels for one in added) == pytest.approx(case["instrument"])
    again = [due.question.id for due in due_at(state, "c2", "a") if "reworded" in due.reasons]
    assert again == case.get("again", [])
    effect = next(e for e in upgrade_effect(upgraded(case, -2), "c1", state, "c2") if (e.node, e.place) == ("d", "a"))
    assert effect.after - effect.before == pytest.approx(case["instrument"])
    assert effect.lost + effect.weights + effect.conditions == pytest.approx(case["instrument"])


def test_a_pack_waits_for_the_next_cycle_and_moves_nothing_before():
    case = CASES[1]
    waiting, before = upgraded(case, -1), upgraded(case, -2)
    assert waiting.the_pack.version == "1"
    assert waiting.next_pack is not None
    assert waiting.next_pack.version == "2"
    assert waiting.input_seq == before.input_seq
    assert upgraded(case).the_pack.version == "2"
    assert upgraded(case).pack_of("c1").version == "1"


@pytest.mark.parametrize(("old", "new", "why"), [
    ("1.9", "1.10", None), ("1.10", "1.9", "older"), ("2", "2", "same"), ("1+3", "1+2", "older")])
def test_versions_are_compared_by_their_numbers(old: str, new: str, why: str | None):
    assert refusal(version({"q": {}}, old), version({"q": {}}, new)) == why


def test_another_pack_is_no_upgrade():
    assert refusal(version({"q": {}}, "1"), version({"q": {}}, "2").changed(id="other")) == "other"


def test_a_question_without_replacement_leaves_the_stored_form_as_it_was():
    assert "replaces" not in question("q").model_dump()
    assert engagement({"q": {"a": {"IT": 3}}}).pack_of("c1").version == "1"
