"""The linear bound: never below a plan that keeps every rule, and tighter than what each task brings alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from test_solve import framed, raises, small_frames, task

from assessment.domain.roadmap import Frame, goal
from assessment.solver import ceiling, solve
from assessment.solver.options import prepare
from assessment.solver.relaxation import relaxed_bound
from bench.networks import network


def with_aim(frame: Frame, aim: str) -> Frame:
    tasks = tuple(t.model_copy(update={"worth": 1.0}) for t in frame.tasks)
    return Frame(**{**{name: getattr(frame, name) for name in Frame.model_fields}, "aim": aim, "tasks": tasks,
                    "adopted": {frame.tasks[0].id: 1} if aim == "moves" else {}})


@settings(max_examples=25, deadline=None)
@given(small_frames(most=5))
@pytest.mark.parametrize("aim", ["value", "finish", "cost", "moves", "starts"])
def test_no_plan_is_better_than_the_bound(aim: str, frame: Frame) -> None:
    problem = with_aim(frame, aim)
    plan = solve(problem)
    assert plan.status == "optimal"
    assert relaxed_bound(prepare(problem), frozenset()) >= plan.objective - 1e-6


def test_people_who_are_scarce_tighten_the_bound() -> None:
    tasks = [task(f"t{n}", "east", 3, effort={"IT": 6.0}, effects=(raises("east", 0.25),)) for n in range(4)]
    options = prepare(framed(*tasks, months=12, change_load=4, budget=(100.0,) * 4))
    assert relaxed_bound(options, frozenset()) < ceiling(options)


def test_hired_people_count_from_the_month_they_are_there() -> None:
    hire = task("hire", "programme", 3, effort={}, adds={"IT": 4.0})
    work = task("work", "east", 3, effort={"IT": 12.0}, effects=(raises("east", 1.0),))
    problem = framed(hire, work, months=12, weeks=0.0, budget=(100.0,) * 4)
    plan = solve(problem)
    assert [s.start for s in plan.scheduled] == [0, 3]
    assert relaxed_bound(prepare(problem), frozenset()) >= plan.objective - 1e-6


def test_a_network_is_told_how_far_it_may_be_from_the_best() -> None:
    options = prepare(network(sites=6))
    bound = relaxed_bound(options, frozenset(t.id for t in options.frame.tasks))
    assert goal(options.frame, []) < bound < 0.8 * ceiling(options) < 0
