"""What a quarter asks again: each reason alone, each turn, each person's list."""

from __future__ import annotations

from datetime import date

import pytest
from domain.building import engagement, library, pack, question
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.engagement import Engagement
from assessment.domain.pack import Cap
from assessment.domain.rescoring import due_at, due_by_person, due_everywhere, due_of, has_turn, last_answer
from assessment.formats import shipped_library

NAMES = [f"q{number}" for number in range(40)]
MANY = pack({"d": {"c": [question(name) for name in NAMES]}})
IDLE = next(name for name in NAMES if not has_turn(name, 2))
"""A question that has no turn in the second cycle."""
ONE = pack({"d": {"c": [question(IDLE)]}})
"""The same alone, so that what is asked is asked for its own reason."""


def state(level: object = 3, *extra: f.Fact, of=ONE, cycles=("c1", "c2"), name: str = IDLE, **more) -> Engagement:
    given = level if isinstance(level, dict) else {"IT@a": level}
    return engagement({name: {"a": given}}, of=of, cycles=cycles, carry=True, extra=extra, **more)


def why(known: Engagement, cycle: str = "c2") -> tuple[str, ...]:
    asked = due_at(known, cycle, "a")
    return asked[0].reasons if asked else ()


def test_nothing_is_asked_that_nothing_touched():
    assert why(state()) == ()


def test_all_is_asked_where_nothing_is_carried():
    assert why(state(), "c1") == ("new",)
    assert why(state("unknown")) == ("new",)


@pytest.mark.parametrize(("fact", "reason"), [
    (f.QuestionFlagged(cycle="c1", site="a", question=IDLE, person="it-a-1", flag="level"), "flag"),
    (f.QuestionFlagged(cycle="c2", site="a", question=IDLE, person="it-a-1", flag="workshop"), "flag"),
    (f.Agreed(cycle="c1", site="a", question=IDLE, value=3, dissent="Not on nights."), "dissent"),
    (f.QuestionParked(cycle="c1", site="a", question=IDLE, text="Ask the vendor."), "dissent"),
    (f.Validated(cycle="c1", site="a", question=IDLE, accepted=False, note="Old."), "evidence"),
])
def test_one_fact_is_one_reason(fact: f.Fact, reason: str):
    assert why(state(3, fact)) == (reason,)


def test_a_flag_on_the_wording_is_none():
    flag = f.QuestionFlagged(cycle="c1", site="a", question=IDLE, person="it-a-1", flag="wording")
    assert why(state(3, flag)) == ()


def test_votes_without_consensus_are_asked_again():
    assert why(state({"IT@a": [1, 5, 3]})) == ("dissent",)
    assert why(state({"IT@a": [3, 3, 4]})) == ()


def test_what_caps_a_dimension_is_asked_while_it_does():
    capped = pack({"d": {"c": [question(IDLE)]}}, caps=(
        Cap(id="x", dimension="d", level=2, question=IDLE, below=4, reason="-"),))
    assert why(state(3, of=capped)) == ("cap",)
    assert why(state(4, of=capped)) == ()


def test_an_initiative_that_runs_or_has_finished_since_asks_for_its_capabilities():
    initiative = next(i for i in shipped_library().initiatives if i.effects)
    capability = initiative.effects[0].capability
    of = pack({"d": {capability: [question(IDLE)]}})
    content = library(initiatives=(initiative.model_dump(mode="json", by_alias=True),))

    def told(unit: str, status: str, on: str, finished: str | None = None) -> tuple[str, ...]:
        fact = f.TaskReported(initiative=initiative.id, unit=unit, on=on, status=status, finished=finished)
        return why(state(3, fact, of=of, content=content, sites={"a": 1, "b": 1}))

    assert told("a", "running", "2026-03-01") == ("initiative",)
    assert told("programme", "finished", "2026-03-01", "2026-02-01") == ("initiative",)
    assert told("a", "finished", "2026-03-01", "2025-12-01") == ()  # the answer of January knew of it
    assert told("b", "running", "2026-03-01") == ()
    assert told("a", "planned", "2026-03-01") == ()


def test_evidence_of_a_year_ago_is_asked_for_before_it_expires():
    cycles = ("c1", "c2", "c3", "c4", "c5")
    shown = f.Answered(cycle="c1", site="a", question=IDLE, person="it-a-1", value=3, evidence=("Drawing 7",))
    known = state(3, shown, cycles=cycles)
    assert ["evidence" in why(known, cycle) for cycle in cycles[1:]] == [False, False, False, True]
    assert "stale" in why(state(3, cycles=cycles), "c5")


def test_what_is_asked_stays_in_the_list_and_its_count_goes_down():
    flag = f.QuestionFlagged(cycle="c1", site="a", question=IDLE, person="it-a-1", flag="level")
    given = f.Answered(cycle="c2", site="a", question=IDLE, person="it-a-1", value=4, comment="New cell.")
    before, after = state(3, flag), state(3, flag, given)
    assert [(one.asked, one.open) for one in due_by_person(before, "c2")] == [(1, 1)]
    assert [(one.asked, one.open) for one in due_by_person(after, "c2")] == [(1, 0)]
    assert len(due_of(after, "c2", "it-a-1")) == 1


def test_who_may_not_answer_is_asked_nothing():
    viewer = f.RespondentDefined(person="v", function="IT", site="a", role="viewer")
    assert [one.person for one in due_by_person(state(3, viewer), "c2")] == ["it-a-1"]


def test_the_last_answer_of_a_person_is_the_nearest_and_as_corrected():
    cycles = ("c1", "c2", "c3")
    assert last_answer(state(3, cycles=cycles), "c3", IDLE, "a", "it-a-1").value == 3
    fixed = f.AnswerCorrected(cycle="c1", site="a", question=IDLE, person="it-a-1", value=2, reason="Line 4.")
    closed = f.CycleClosed(cycle="c1", date="2026-03-01")
    assert last_answer(state(3, closed, fixed, cycles=cycles), "c3", IDLE, "a", "it-a-1").value == 2
    assert last_answer(state(3, cycles=cycles), "c1", IDLE, "a", "it-a-1") is None


@given(st.text(min_size=1, max_size=60), st.integers(1, 400))
def test_every_question_has_one_turn_in_four(name: str, number: int):
    assert sum(has_turn(name, number + step) for step in range(4)) == 1


def test_turns_are_spread_over_the_questions_that_ship():
    shares = [sum(has_turn(f"question-{number}", cycle) for number in range(400)) / 400 for cycle in range(1, 5)]
    assert all(.18 < share < .32 for share in shares)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(3, 6), min_size=12, max_size=12).map(lambda gaps: sorted(gaps, reverse=True)),
       st.integers(1, 28))
def test_every_question_is_asked_again_within_a_year_whatever_is_answered(gaps: list[int], day: int):
    """Nothing touches them, and each is confirmed whenever it is asked; quarters come no slower than before."""
    known = engagement({name: {"a": {"IT@a": 3}} for name in NAMES}, of=MANY)
    asked = dict.fromkeys(NAMES, 0)
    facts: list[f.Fact] = [fact for votes in known.answers.values() for fact in votes.values()]
    month, last = 0, "c1"
    for number, gap in enumerate(gaps[:6], start=2):
        month += gap
        name = f"c{number}"
        facts.append(f.CycleOpened(cycle=name, date=date(2026 + month // 12, month % 12 + 1, day), carries=last))
        found = engagement({}, of=MANY, extra=(
            f.CycleOpened(cycle="c1", date=date(2026, 1, day)),
            f.RespondentDefined(person="it-a-1", function="IT", site="a"), *facts))
        assert max(month - then for then in asked.values()) <= 12
        for one in due_everywhere(found, name):
            asked[one.question.id] = month
            facts.append(f.Answered(cycle=name, site="a", question=one.question.id, person="it-a-1", value=3,
                                    confirms=last))
        last = name
