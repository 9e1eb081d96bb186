"""What to do next: the steps that follow from where an engagement stands, for each role."""

from __future__ import annotations

from datetime import date, timedelta

from domain import gating
from domain.building import engagement, person

from assessment.domain import facts as f
from assessment.domain.engagement import Engagement
from assessment.domain.next_steps import OpenWork, next_steps, open_work

TODAY = date(2026, 4, 2)
BUSY = OpenWork(missing=3, waiting=2, discuss=4, settled=5)
VOTES = {"q": {"a": {"IT@a": [2, 2], "OT@a": [5, 5]}}}
STATED = f.Stated(fact="cost-pressure", value="high")


def codes(state: Engagement, role: f.AppRole = "owner", who: str = "owner", work: OpenWork = OpenWork(),  # noqa: B008
          today: date = TODAY) -> list[str]:
    return [step.code for step in next_steps(state, role, who, today, work)]


def test_an_empty_engagement_begins_with_sites_people_and_a_cycle():
    assert codes(Engagement()) == ["sites", "people", "cycle", "facts"]
    assert codes(Engagement(), "facilitator") == ["cycle"]
    assert codes(Engagement(), "viewer") == []


def test_an_open_cycle_tells_what_is_missing_and_how_much():
    state = engagement(VOTES, extra=(STATED,))
    steps = {step.code: step.count for step in next_steps(state, "owner", "owner", TODAY, BUSY)}
    assert list(steps)[:4] == ["missing", "review", "discuss", "settled"]
    assert [steps[code] for code in ("missing", "review", "discuss", "settled")] == [3, 2, 4, 5]
    assert codes(state, "reviewer", work=BUSY) == ["review"]
    assert codes(state, "facilitator", work=BUSY) == ["missing", "discuss", "settled"]


def test_a_cycle_without_an_answer_collects_answers_and_decides_nothing():
    assert codes(engagement({}, extra=(STATED,)), work=OpenWork(missing=7)) == ["people", "answers"]


def test_a_cycle_in_which_nothing_waits_is_closed():
    assert codes(engagement(VOTES, extra=(STATED,)))[0] == "close"
    assert "close" not in codes(engagement(VOTES, extra=(STATED,)), "reviewer")


def test_the_work_is_counted_from_the_answers():
    found = open_work(engagement(VOTES), "c1")
    assert (found.discuss, found.missing, found.settled) == (1, 0, 0)  # IT and OT three levels apart
    alike = open_work(engagement({"q": {"a": {"IT@a": [3, 3], "OT@a": [3, 3]}}}), "c1")
    assert (alike.discuss, alike.settled) == (0, 1)
    assert open_work(engagement({}, sites={"a": 1, "b": 1}), "c1").missing == 2  # each site apart


def test_ones_own_questions_come_first_until_they_are_answered():
    state = engagement(VOTES, extra=(STATED, f.RespondentDefined(person="new", function="IT", site="a")))
    assert codes(state, "participant", "new") == ["own-answers"]
    assert codes(state, "participant", person("IT@a")) == []
    named = engagement(VOTES, extra=(STATED, f.ExecutiveNamed(person=person("IT@a"), office="CIO")))
    assert codes(named, "viewer", person("IT@a")) == ["weigh"]


def test_the_decision_waits_for_executives_the_path_and_the_plan():
    def after(*facts: f.Fact) -> list[str]:
        state = engagement(VOTES, extra=(STATED, *facts))
        return [code for code in codes(state) if code not in ("close", "weigh")]

    named = f.ExecutiveNamed(person=person("IT@a"), office="CIO")
    chosen = f.ChoiceCommitted(person=person("IT@a"), path="hybrid", points={"g": 1})
    adopted = f.PathAdopted(path="hybrid", first_step="hybrid", decided_by="Board")
    planned = f.PlanRecorded(plan={"cycle": "c1", "frame": "x", "roadmap": {}})
    scenario = f.PlanRecorded(plan={"cycle": "c1", "frame": "y", "roadmap": {}, "scenario": "half"})
    assert after() == ["executives", "path"]
    assert after(named) == ["weights", "path"]
    assert after(named, chosen) == ["path"]
    assert after(adopted) == ["plan"]
    assert after(adopted, scenario) == ["plan"]
    assert after(adopted, planned) == ["adopt"]


def test_a_closed_cycle_is_printed_and_after_a_quarter_followed():
    closed = f.CycleClosed(cycle="c1", date=TODAY)
    state = engagement(VOTES, extra=(STATED, closed))
    assert "report" in codes(state)
    assert "report" in codes(state, "viewer")
    assert "next-cycle" not in codes(state, today=TODAY + timedelta(days=79))
    assert "next-cycle" in codes(state, today=TODAY + timedelta(days=80))


def test_a_permit_that_lapses_soon_is_told_by_name_to_those_who_renew_it():
    state = gating.state(gating.whole())
    lapses = next_permit(state)
    for days, there in ((61, False), (60, True), (-3, True)):
        steps = next_steps(state, "reviewer", "r", lapses - timedelta(days=days), OpenWork())
        assert [step.names for step in steps if step.code == "permits"] == ([("Historian to cloud",)] if there else [])
    assert "permits" not in codes(state, "viewer", today=lapses)
    assert codes(state, today=lapses).count("permits") == 1


def next_permit(state: Engagement) -> date:
    from assessment.domain.gate import review

    found = review(state, "c", gating.DAY)
    assert found.state == "open"
    assert found.lapses is not None
    return found.lapses
