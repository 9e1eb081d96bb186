"""Earliest finish of generated projects in PSPLIB's shape, against CP-SAT given each project directly."""

from __future__ import annotations

import time

from ortools.sat.python import cp_model

from assessment.domain.roadmap import verify
from assessment.solver import solve
from bench.figures import Row
from bench.psplib import Project, frame_of, generated, read

SECONDS = 5.0
LIMIT = 1.5
"""Deterministic time that takes about as long on two cores."""


def projects() -> list[Row]:
    """Time of 16 projects of 30 jobs, all to be proven; makespans of the hardest of 60 and 120 jobs in equal time."""
    small = [read(generated(30, seed, 1.5, 1.0, strength)) for strength in (0.2, 0.4) for seed in range(1, 9)]
    ours, proven = zip(*(_ours(project, 8.0)[1:] for project in small), strict=True)
    floor = [_direct(project, 60.0)[1] for project in small]
    rows = [Row("16 projects of 30 jobs to proof, seconds", sum(ours), sum(floor), 16,
                f"{sum(proven)} of 16 proven; goal 1.5 or less; floor: CP-SAT directly")]
    for jobs in (60, 120):
        hard = [read(generated(jobs, seed, 1.5, 1.0, 0.2)) for seed in range(1, 6)]
        found = [_ours(project, LIMIT) for project in hard]
        bare = [_direct(project, max(SECONDS, spent)) for project, (_end, spent, _p) in zip(hard, found, strict=True)]
        rows.append(Row(f"5 projects of {jobs} jobs, months in sum", sum(f[0] for f in found),
                        sum(b[0] for b in bare), 5,
                        f"{sum(f[1] for f in found) / 5:.1f} s each, floor has at least as long; goal 1 or less"))
    return rows


def _ours(project: Project, limit: float) -> tuple[float, float, bool]:
    """Finish, seconds, and whether it is proven."""
    frame = frame_of(project)
    begin = time.perf_counter()
    plan = solve(frame, limit)
    spent = time.perf_counter() - begin
    if verify(frame, plan):
        raise RuntimeError(f"a plan of {len(project.durations)} jobs breaks a rule")
    return -plan.objective, spent, plan.status == "optimal"


def _direct(project: Project, seconds: float) -> tuple[float, float]:
    """Finish and seconds of intervals and cumulative limits, with a list schedule as hint and horizon."""
    known = _listed(project)
    latest = max(known[job] + length for job, length in project.durations.items())
    begin = time.perf_counter()
    model = cp_model.CpModel()
    last = model.new_int_var(0, latest, "last")
    starts = {job: model.new_int_var(0, latest - length, f"{job}") for job, length in project.durations.items()}
    work = {job: model.new_fixed_size_interval_var(starts[job], length, f"{job}")
            for job, length in project.durations.items()}
    for job, length in project.durations.items():
        model.add(last >= starts[job] + length)
        model.add_hint(starts[job], known[job])
        for later in project.successors[job]:
            model.add(starts[later] >= starts[job] + length)
    for at, most in enumerate(project.capacity):
        model.add_cumulative(work.values(), [project.demands[job][at] for job in work], most)
    model.minimize(last)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    solver.solve(model)
    return solver.objective_value, time.perf_counter() - begin


def _listed(project: Project) -> dict[int, int]:
    """Starts of the list schedule, longest chain behind a job first."""
    tails: dict[int, int] = {}
    for job in sorted(project.durations, reverse=True):
        tails[job] = project.durations[job] + max((tails[later] for later in project.successors[job]), default=0)
    free = [list(project.capacity) for _ in range(sum(project.durations.values()) + 1)]
    before, starts = project.predecessors, dict[int, int]()
    for job in sorted(tails, key=lambda j: -tails[j]):
        start = max((starts[other] + project.durations[other] for other in before[job]), default=0)
        while any(left < need for month in range(start, start + project.durations[job])
                  for left, need in zip(free[month], project.demands[job], strict=True)):
            start += 1
        for month in range(start, start + project.durations[job]):
            free[month] = [left - need for left, need in zip(free[month], project.demands[job], strict=True)]
        starts[job] = start
    return starts
