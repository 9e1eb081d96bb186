"""Scenarios, what a plan comes to, no-regret moves and slack: worked by hand."""

from __future__ import annotations

from datetime import date

import pytest
from test_commitments import changed as with_changes
from test_roadmap import GOOD, STARTS, engagement, plan, task

from assessment.domain import facts as f
from assessment.domain.basis import Estimate
from assessment.domain.roadmap import (
    Outcome,
    changed,
    halfway,
    last_day_to_decide,
    no_regret,
    only,
    opened_by,
    outcome,
    slack,
)


def told(scenario: str, *initiatives: str, status: str = "optimal") -> Outcome:
    return Outcome(scenario=scenario, name=scenario, status=status, gap=0, gain=0, closed=0, cost=0, tasks=0,
                   initiatives=initiatives, first_result=None, last_required=None, gates=0)


def test_each_change_of_a_scenario_touches_what_it_names_and_nothing_else():
    state = engagement(f.BudgetSet(quarters=(100, 50)), f.CapacitySet(role="OT", weeks=(20, 30)), f.ShutdownSet(
        shutdown="summer", site="north", first=date(2027, 8, 1), last=date(2027, 8, 10)))

    def under(**more):
        return changed(state, f.ScenarioDefined(scenario="s", name="S", **more))

    assert under() == state
    assert under(budget_factor=0.5).budget == (50, 25)
    assert under(people={"OT": 5, "IT": -1000}).capacity == {"OT": (25, 35), "IT": (0.0,)}
    assert under(pilot="east").pilot.site == "east"
    moved = under(shutdown="summer", shutdown_moved_days=28).shutdowns["summer"]
    assert (moved.first, moved.last) == (date(2027, 8, 29), date(2027, 9, 7))
    assert under(aim="finish").aim.aim == "finish"
    assert under(change_load=9).the_library.settings.change_load == 9
    assert state.the_library.settings.change_load == 3
    assert state.shutdowns["summer"].first == date(2027, 8, 1)


def test_what_a_plan_comes_to():
    found = outcome("", "Plan", GOOD, plan(STARTS))
    # 90 of spend; at north 1 of 1 level by month 12 (release 8 to 12), at east 1 of 2 by month 14
    assert (found.cost, found.tasks, found.gates) == (90.0, 9, 2)
    assert found.closed == pytest.approx((0.75 * 1 + 0.25 * 1) / (0.75 * 1 + 0.25 * 2))
    assert (found.first_result, found.last_required) == (8, 9)
    assert outcome("", "", GOOD, plan({"path": 1})).last_required is None


def test_no_regret_means_every_path_and_nine_of_ten_scenarios():
    base, other = told("", "A", "B", "C", "D"), told("path-x", "A", "B", "D")
    rest = [told(f"s{n}", "A", *(["B"] if n else []), *(["D"] if n < 7 else [])) for n in range(9)]
    assert no_regret([base, other, *rest], ["", "path-x"]) == ("A", "B")
    assert no_regret([base], [""]) == ("A", "B", "C", "D")
    assert no_regret([other], [""]) == ()
    assert no_regret([base, told("path-y", status="infeasible")], ["", "path-y"]) == ("A", "B", "C", "D")


def test_only_keeps_what_the_chosen_wait_for():
    kept = only(GOOD, ["release"])
    assert {t.id for t in kept.tasks} == {"release", "pilot"}
    assert {t.id for t in only(with_changes(GOOD, tasks=(*GOOD.tasks, task("runs", given=True, pinned=0))), []).tasks
            } == {"runs"}


def test_slack_by_the_critical_path():
    # a (2) - b (3) in a row, c (1) beside them; month 5 frozen; d ends in the window of month 6
    problem = with_changes(GOOD, frozen={"north": (5,)}, windows={"north": (6,)}, window_hours={}, tasks=(
        task("a", months=2), task("b", months=3, after=("a",)), task("c", months=1),
        task("d", months=1, stop_hours=Estimate(low=1, mode=1, high=1)), task("p", months=1, pinned=0)))
    starts = {"a": 0, "b": 2, "c": 0, "d": 6, "p": 0}
    # the end is 7: b could start in 3 (3, 4, 6), so a in 1; c in 6; d only in its window
    assert slack(problem, plan(starts, problem)) == {"a": 1, "b": 1, "c": 6, "d": 0, "p": 0}
    assert last_day_to_decide(problem, plan(starts, problem)) == "2027-01-01"
    assert last_day_to_decide(problem, plan({"a": 1, "c": 0, "b": 3}, problem)) == "2027-01-01"
    assert last_day_to_decide(problem, plan({}, problem)) == ""
    early = {"a": 0, "c": 3}
    assert slack(problem, plan(early, problem)) == {"a": 2, "c": 0}


def test_a_decision_half_way_stays_at_the_pilot_site():
    network = with_changes(GOOD, tasks=(
        *GOOD.tasks, task("I13", "programme", structural=True), task("after-east", "east", after=("I13",)),
        task("after-north", after=("I13",)), task("later-east", "east", after=("after-east",))))
    everything = {task.id for task in network.tasks}

    def left(decision):
        return everything - {task.id for task in halfway(network, decision).tasks}

    assert opened_by(network, "owner") == {"I13", "after-east", "after-north", "later-east"}
    # I13 itself stays, for north needs it
    assert left("owner") == {"after-east", "later-east"}
    assert left("path") == {"organisation", "after-east", "later-east"}
    assert left("connections") == {"gate-east", "rollout"}
    assert left("pilot") == {"rollout", "organisation"}
    assert opened_by(network, "fund") == everything


def test_a_decision_is_due_with_the_first_task_that_it_opens():
    problem = with_changes(GOOD, frozen={}, windows={}, window_hours={}, tasks=(
        task("a", months=2), task("b", months=3), task("end", months=1, pinned=6)))
    found = plan({"a": 0, "b": 2, "end": 6}, problem)
    # a may start in 5, b in 4 (January is month 0): the end is 7
    assert last_day_to_decide(problem, found, {"a"}) == "2027-06-01"
    assert last_day_to_decide(problem, found, {"b"}) == "2027-05-01"
    assert last_day_to_decide(problem, found, {"z"}) == ""
