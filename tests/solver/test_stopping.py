"""A search that somebody stops: the best plan so far, with a bound, and a word that it was stopped."""

from __future__ import annotations

import threading

from test_solve import framed, raises, task

from assessment.domain.roadmap import verify
from assessment.solver import solve, stopped_by_hand
from bench.networks import network


def hard(count: int = 60):
    tasks = [task(f"t{n}", ("north", "east")[n % 2], 1 + n % 4, effort={"IT": 1.0 + n % 5},
                  cost=5.0 + n % 7, effects=(raises(("north", "east")[n % 2], 0.05 + 0.01 * (n % 3)),))
             for n in range(count)]
    return framed(*tasks, months=24, weeks=3.0, budget=(30.0,) * 8)


def test_a_search_that_is_stopped_keeps_the_best_plan_so_far() -> None:
    for frame in (hard(), network(sites=12)):
        stop = threading.Event()
        told: list[str] = []

        def listen(text: str, _share: float | None, told: list[str] = told, stop: threading.Event = stop) -> None:
            told.append(text)
            if text.startswith("Better plan"):
                stop.set()

        plan = solve(frame, 1000.0, listen, stop.is_set)
        assert stop.is_set(), told
        assert verify(frame, plan) == []
        assert plan.method == stopped_by_hand()
        assert plan.status == "feasible"
        assert plan.bound >= plan.objective


def test_a_plan_that_is_proven_best_before_anybody_stops_it_says_so() -> None:
    plan = solve(framed(task("a", effects=(raises("north"),))), stopped=lambda: False)
    assert plan.status == "optimal"
    assert plan.method != stopped_by_hand()
