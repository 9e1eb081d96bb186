"""Planned again: what was reported as begun or done keeps its dates, and the rest starts after the last report."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_roadmap import engagement, framed

from assessment.domain import facts as f
from assessment.domain.roadmap import check_frame, verify, waits
from assessment.solver import solve

PLAIN = framed(engagement())


def report(initiative: str = "I24", unit: str = "north", on: date = date(2027, 6, 15), **more) -> f.TaskReported:
    return f.TaskReported(**{"initiative": initiative, "unit": unit, "on": on, "status": "running", **more})


def done(initiative: str, unit: str, started: date, finished: date, **more) -> f.TaskReported:
    return report(initiative, unit, finished, status="finished", started=started, finished=finished, **more)


def test_without_reports_nothing_is_held():
    assert not PLAIN.reported
    assert PLAIN.now == 0
    assert all(task.earliest == 0 and not task.given for task in PLAIN.tasks)


def test_a_running_task_keeps_its_start_and_its_expected_end():
    # the roadmap begins in January: March is month 2, the end of September month 9 (exclusive)
    found = framed(engagement(report(started=date(2027, 3, 8), expected=date(2027, 9, 30))))
    held = found.by_id["I24@north"]
    assert (held.pinned, held.duration, held.given, held.mandatory, held.after) == (2, 7, True, True, ())
    assert (held.effort, held.cost, held.effects) == tuple(
        getattr(PLAIN.by_id["I24@north"], name) for name in ("effort", "cost", "effects"))
    assert waits(found, held) == []
    assert found.now == 6
    assert {task.earliest for task in found.tasks if not task.given} == {6}
    assert "I24@north" in found.by_id["I32@north"].after


@pytest.mark.parametrize(("more", "finish"), [
    ({"percent": 50, "started": date(2027, 6, 1)}, 6 + 2),  # of three months usual, half is left: two whole months
    ({"started": date(2027, 5, 1)}, 4 + 3), ({"started": date(2026, 11, 1)}, 7), ({}, 5 + 3),
])
def test_an_end_that_nobody_told_follows_from_what_is_left(more: dict, finish: int):
    usual = PLAIN.by_id["I24@north"].duration
    assert usual == 3
    held = framed(engagement(report(**more))).by_id["I24@north"]
    assert held.pinned + held.duration == finish


def test_what_is_done_counts_with_what_it_took_and_without_effect_once_measured():
    spent = done("I24", "north", date(2027, 2, 1), date(2027, 5, 20), effort={"OT": 9}, cost=7)
    held = framed(engagement(spent)).by_id["I24@north"]
    assert (held.pinned, held.duration, held.effort, held.cost) == (1, 4, {"OT": 9}, 7)
    assert held.effects
    later = framed(engagement(spent, f.CycleOpened(cycle="c", date=date(2027, 6, 1)))).by_id["I24@north"]
    assert later.effects == ()


def test_what_was_done_before_the_roadmap_is_not_planned():
    found = framed(engagement(done("I24", "north", date(2026, 2, 1), date(2026, 5, 20))))
    assert "I24@north" not in found.by_id
    assert all("I24@north" not in task.after for task in found.tasks)
    assert found.now == 0


def test_what_was_cancelled_is_left_out_and_not_waited_for():
    found = framed(engagement(report(status="cancelled"), report("I01", "programme", status="cancelled")))
    assert "I24@north" not in found.by_id
    assert "cancelled" in found.excluded["I01"]
    assert found.by_id["I24@east"].after == ()


def test_a_report_that_it_has_not_begun_holds_nothing():
    found = framed(engagement(report(status="planned"), report("I01", "programme", status="blocked", blocker="x")))
    assert not [task for task in found.tasks if task.given]
    assert found.now == 6


def test_days_in_the_past_that_were_wanted_are_let_go_and_told():
    asked = (f.TaskAsked(initiative="I24", unit="east", start=date(2027, 2, 1)),
             f.TaskAsked(initiative="I32", unit="east", due=date(2027, 5, 31)))
    found = framed(engagement(*asked, report("I01", "programme")))
    assert (found.by_id["I24@east"].pinned, found.by_id["I32@east"].due) == (None, None)
    told = " ".join(found.notes)
    assert "I24@east was to start" in told
    assert "I32@east can no longer" in told


def test_what_runs_needs_no_permission_of_people_and_money():
    means = (f.CapacitySet(role="OT", weeks=(3,)), f.BudgetSet(quarters=(1,) * 16))
    found = framed(engagement(*means, done("I24", "north", date(2027, 2, 1), date(2027, 3, 20), effort={"OT": 10},
                                           cost=50)))
    assert found.capacity["OT"][:4] == pytest.approx((1, 5, 5, 1))
    assert sum(found.budget[:1]) == pytest.approx(50)
    assert sum(found.budget[:6]) == pytest.approx(50)  # spent once: nothing is added to what was allowed later
    plan = solve(found)
    assert plan.at("I24@north") is not None
    assert verify(found, plan) == []


BEGUN = st.lists(st.sampled_from([task.id for task in PLAIN.tasks]), unique=True, max_size=6)


@settings(max_examples=12, deadline=None)
@given(begun=BEGUN, month=st.integers(1, 9), half=st.booleans())
def test_the_rest_is_planned_after_the_last_report_and_what_began_stays(begun: list[str], month: int, half: bool):
    reports = []
    for name in begun:
        initiative, unit = name.split("@")
        reports.append(report(initiative, unit, date(2027, month, 20), started=date(2027, month, 1)) if half else
                       done(initiative, unit, date(2027, 1, 20), date(2027, month, 20)))
    found = framed(engagement(*reports))
    assert check_frame(found) == []
    plan = solve(found)
    assert verify(found, plan) == []
    for task in plan.scheduled:
        if task.task in begun:
            assert task.start == (month - 1 if half else 0)
        else:
            assert not begun or task.start >= month
    assert set(begun) <= {task.task for task in plan.scheduled}


def test_with_everything_done_nothing_is_planned_again():
    reports = [done(task.initiative, task.unit, date(2027, 2, 1), date(2027, 8, 31)) for task in PLAIN.tasks]
    found = framed(engagement(*reports))
    assert {task.id for task in found.tasks} == {task.id for task in PLAIN.tasks}
    plan = solve(found)
    assert {(s.start, s.finish) for s in plan.scheduled} == {(1, 8)}
    before = framed(engagement(*(done(t.initiative, t.unit, date(2026, 2, 1), date(2026, 8, 31))
                                 for t in PLAIN.tasks)))
    assert before.tasks == ()
