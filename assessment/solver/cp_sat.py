"""CP-SAT with limits that no clock decides, so that the same model gives the same answer on every machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from assessment.solver.options import Starts

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
ASK_EVERY = 0.2
"""Seconds between two looks at whether the search is to stop."""


@dataclass(frozen=True)
class Answer:
    """`bound` in units of the aim; `starts` None where no plan was found."""

    status: Status
    starts: Starts | None
    bound: float


@dataclass(frozen=True)
class Found:
    """`bound` in units of the model; `value` tells what a variable is in the best solution, None without one."""

    status: Status
    bound: float
    value: Callable[[cp_model.IntVar], int] | None


def best_of(model: cp_model.CpModel, limit: float, improved: Callable[[float, float], None] | None,
            stopped: Callable[[], bool] | None, **parameters: int) -> Found:
    """The best solution within `limit` of deterministic time; `improved` is told worth and bound of each better one."""
    from ortools.sat.python import cp_model

    class Told(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            if improved is not None:
                improved(self.objective_value, self.best_objective_bound)

    solver = cp_model.CpSolver()
    solver.parameters.max_deterministic_time = limit
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    for name, value in parameters.items():
        setattr(solver.parameters, name, value)
    with _watched(solver, stopped):
        ended = solver.solve(model, Told() if improved is not None else None)
    statuses: dict[int, Status] = {cp_model.OPTIMAL: "optimal", cp_model.FEASIBLE: "feasible",
                                   cp_model.INFEASIBLE: "infeasible"}
    status = statuses.get(ended, "unknown")
    bound = solver.best_objective_bound if model.has_objective() and status != "infeasible" else 0.0
    return Found(status, bound, solver.value if status in ("optimal", "feasible") else None)


@contextmanager
def _watched(solver: cp_model.CpSolver, stopped: Callable[[], bool] | None) -> Iterator[None]:
    """Asks beside the search whether it is to stop: between two plans the search itself asks nobody."""
    if stopped is None:
        yield
        return
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(ASK_EVERY):
            if stopped():
                solver.stop_search()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()
