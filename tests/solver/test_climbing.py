"""Search over orders for large frames, and footprints built for all tasks of a length at once."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.basis import Estimate
from assessment.domain.roadmap import Frame, Task, footprint, footprints, goal, verify
from assessment.solver import solve
from assessment.solver.climbing import EXACT_TASKS, climb
from assessment.solver.options import prepare
from assessment.solver.serial import schedule
from bench.networks import network

MONTHS = st.lists(st.integers(0, 11), max_size=5).map(lambda found: tuple(sorted(set(found))))


def worth(options, starts) -> float:
    return goal(options.frame, [(name, start, next(f.finish for f in options.footprints[name] if f.start == start))
                                for name, start in starts.items()])


def test_a_large_network_is_planned_whole_and_better_than_at_first():
    frame = network(sites=14)
    options = prepare(frame)
    assert len(options.possible) > EXACT_TASKS
    first = schedule(options)
    told: list[tuple[int, int]] = []
    best = climb(options, first, 20_000, lambda done, of: told.append((done, of)))
    assert worth(options, best) > worth(options, first)
    assert told
    assert climb(options, first, 20_000) == best, "the same frame gives the same plan"
    plan = solve(frame, limit=0.5)
    assert verify(frame, plan) == []
    assert plan.status == "feasible"
    assert plan.bound >= plan.objective
    assert len(plan.scheduled) == len(frame.tasks)


def test_a_search_without_rounds_to_spare_keeps_the_first_plan():
    options = prepare(network(sites=5))
    first = schedule(options)
    assert worth(options, climb(options, first, 0)) >= worth(options, first)


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 6), MONTHS, MONTHS, st.none() | st.integers(0, 12), st.none() | st.integers(0, 11),
       st.integers(0, 6), st.booleans(), st.booleans())
def test_footprints_are_those_that_the_rules_allow_one_by_one(months, frozen, window, due, pinned, earliest, stops,
                                                              given_work):
    task = Task(id="t", initiative="t", unit="north", stage="protect", effort={}, cost=0, due=due, pinned=pinned,
                months=Estimate(low=months, mode=months, high=months), earliest=earliest, given=given_work,
                stop_hours=Estimate(low=8, mode=8, high=8) if stops else None)
    frame = Frame(start=date(2027, 1, 1), months=12, tasks=(task,), capacity={}, budget=(0.0,) * 4, change_load=1,
                  frozen={"north": frozen}, windows={"north": window}, shares={}, gaps={}, goal_lambda=0, excluded={})
    assert footprints(frame, task) == [
        found for start in range(12) if (found := footprint(frame, task, start)) is not None]
