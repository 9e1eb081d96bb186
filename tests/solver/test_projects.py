"""The earliest finish on projects in the format of PSPLIB: a case by hand, a second model, and what a file may lack."""

from itertools import product

import pytest

from assessment.domain.basis import Estimate
from assessment.domain.roadmap import Frame, verify
from assessment.solver import exact, intervals, solve
from assessment.solver.options import prepare
from assessment.solver.serial import schedule
from bench.psplib import frame_of, generated, read

BY_HAND = """\
************************************************************************
file with basedata            : made by hand
RESOURCES
  - renewable                 :  2   R
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          3           2   3   4
   2        1          1           5
   3        1          1           6
   4        1          1           6
   5        1          1           6
   6        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     3       2    0
  3      1     4       2    1
  4      1     2       1    1
  5      1     2       3    0
  6      1     0       0    0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1  R 2
    3    1
************************************************************************
"""
"""Jobs 2 and 3 need four of the three units of R1 together; 5 takes all of R1; 3 and 4 share the one unit of R2. Work
on R1 is 3x2 + 4x2 + 2x1 + 2x3 = 22 unit-periods, so 8 periods at least. With 2, 3 and 5 apart they take 3 + 4 + 2 = 9
in a row; 4 goes beside 2. So the earliest finish is 9."""


def test_worked_by_hand() -> None:
    problem = frame_of(read(BY_HAND))
    plan = solve(problem)
    assert -plan.objective == 9
    assert (plan.status, plan.gap) == ("optimal", 0)
    assert verify(problem, plan) == []
    at = {s.task: (s.start, s.finish) for s in plan.scheduled}
    assert at["j5"][0] >= at["j2"][1]
    assert at["j3"][0] >= at["j4"][1] or at["j4"][0] >= at["j3"][1]


@pytest.mark.parametrize(("seed", "strength"), list(product(range(4), (0.1, 0.4))))
def test_both_models_find_the_same_finish(seed: int, strength: float) -> None:
    problem = frame_of(read(generated(8, seed, 1.5, 1.0, strength)))
    options, must = prepare(problem), frozenset(problem.by_id)
    assert intervals.applies(options, must)
    by_start = exact.search(options, must, schedule(options), 20)
    by_interval = intervals.search(options, schedule(options), 20)
    assert (by_start.status, by_interval.status) == ("optimal", "optimal")
    assert by_interval.bound == pytest.approx(by_start.bound)
    assert verify(problem, solve(problem)) == []


def test_thirty_jobs_are_proven_and_keep_every_rule() -> None:
    problem = frame_of(read(generated(30, 2, 1.5, 1.0, 0.2)))
    plan = solve(problem)
    assert plan.status == "optimal"
    assert plan.objective > prepared_goal(problem)
    assert verify(problem, plan) == []
    assert solve(problem) == plan


def prepared_goal(problem: Frame) -> float:
    """The finish of the list schedule, below 0."""
    return -float(max(start + problem.by_id[name].duration for name, start in schedule(prepare(problem)).items()))


def test_fewer_people_in_some_months_push_the_finish() -> None:
    problem = frame_of(read(BY_HAND))
    short = Frame(**{**dict(problem), "capacity": {"IT": (3.0,) * 3 + (0.0,) * 2 + (3.0,) * 6, "OT": (1.0,) * 11}})
    plan = solve(short)
    assert -plan.objective == 11, "nothing works in months 3 and 4, and no job of these runs over them"
    assert verify(short, plan) == []


def test_a_site_takes_one_at_a_time() -> None:
    problem = frame_of(read(BY_HAND))
    at_site = Frame(**{**dict(problem), "tasks": tuple(
        task.model_copy(update={"unit": "north"}) for task in problem.tasks)})
    plan = solve(at_site)
    assert -plan.objective == 3 + 4 + 2 + 2
    assert verify(at_site, plan) == []


@pytest.mark.parametrize("change", [
    {"aim": "value"}, {"frozen": {"programme": (1,)}}, {"local": {"north": {"IT": (1.0,)}}}])
def test_other_frames_go_to_the_model_by_start(change: dict) -> None:
    problem = Frame(**{**dict(frame_of(read(BY_HAND))), **change})
    assert not intervals.applies(prepare(problem), frozenset(problem.by_id))


@pytest.mark.parametrize("change", [{"cost": 1.0}, {"stop_hours": Estimate(low=1, mode=1, high=1)},
                                    {"adds": {"IT": 1.0}}, {"given": True, "pinned": 0}])
def test_tasks_of_other_kinds_go_to_the_model_by_start(change: dict) -> None:
    plain = frame_of(read(BY_HAND))
    problem = Frame(**{**dict(plain), "tasks": (plain.tasks[0].model_copy(update=change), *plain.tasks[1:])})
    assert not intervals.applies(prepare(problem), frozenset(problem.by_id))


def test_no_plan_within_the_horizon_is_proven() -> None:
    problem = frame_of(read(BY_HAND))
    short = Frame(**{**dict(problem), "months": 8, "budget": (0.0,) * 2})
    plan = solve(short)
    assert plan.status == "infeasible"
    assert plan.conflict


@pytest.mark.parametrize(("old", "new", "said"), [
    ("RESOURCEAVAILABILITIES", "RESOURCES LEFT", "RESOURCEAVAILABILITIES is missing"),
    ("  4      1     2       1    1", "  4      1     2       1", "job 4 has 1 demands for 2 resources"),
    ("   4        1          1           6\n", "", "the same jobs")])
def test_a_broken_file_is_named(old: str, new: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read(BY_HAND.replace(old, new))
