"""The plan: a first one, and what a search over orders adds on a network of many sites."""

from __future__ import annotations

import subprocess
import sys
import time

from assessment.domain.roadmap import Frame, Roadmap, goal, verify
from assessment.solver import LIMIT, exact, solve
from assessment.solver.climbing import climb
from assessment.solver.options import Options, Starts, prepare
from assessment.solver.serial import schedule
from assessment.workspace import Workspace
from bench.figures import ROOT, Row, median_time
from bench.networks import network, valued


def first_plans(workspace: Workspace) -> list[Row]:
    """Footprints and the serial schedule; no floor: the goal is 0.1 s."""
    return [Row(name, median_time(lambda frame=frame: schedule(prepare(frame)), 5), None, 5)
            for name, frame in (("first plan of the sample", workspace.frame()),
                                ("first plan of 40 sites, about 1,000 tasks", network()))]


def climbed() -> Row:
    """Worth x start of the best plan against the serial schedule's; below 1 is better, the note says in what time."""
    options = prepare(network())
    first = schedule(options)
    begin = time.perf_counter()
    best = climb(options, first)
    spent = time.perf_counter() - begin
    return Row("40 sites: worth x start, thousand", -_goal(options, best) / 1000, -_goal(options, first) / 1000, 1,
               f"{spent:.1f} s, {len(best)} of {len(options.frame.tasks)} tasks")


def beside_one_model() -> list[Row]:
    """40 sites under both goals: the plan, and the same frame as one CP-SAT model with three times the exact limit."""
    found = []
    for name, frame, sign in (("worth x start", network(), -1.0), ("default goal, level-years", valued(), 1.0)):
        options = prepare(frame)
        begin = time.perf_counter()
        plan = solve(frame)
        spent, begin = time.perf_counter() - begin, time.perf_counter()
        must = frozenset(task.id for task in frame.tasks if task.mandatory)
        direct = exact.search(options, must, {}, 3 * LIMIT)
        alone = time.perf_counter() - begin
        first = sign * _goal(options, schedule(options))
        found.append(Row(
            f"40 sites: {name}", sign * plan.objective,
            None if direct.starts is None else sign * _goal(options, direct.starts), 1,
            f"{spent:.0f} s, gap {plan.gap:.0%}, bound {sign * plan.bound:.2f}, list schedule {first:.2f}, "
            f"{len(verify(frame, plan))} rules broken; one model {alone:.0f} s, "
            f"{'no plan' if direct.starts is None else direct.status}"))
    return found


def growth() -> list[Row]:
    """From 5 to 80 sites, with what `verify` finds."""
    found = []
    for sites in (5, 20, 80):
        frame = network(sites)
        begin = time.perf_counter()
        plan = solve(frame)
        found.append(Row(f"plan of {sites} sites", time.perf_counter() - begin, None, 1, _told(frame, plan)))
    return found


SOLVED = """
import sys
from pathlib import Path
from assessment.domain.roadmap import verify
from assessment.solver import solve
from bench.networks import network
frame = network(int(sys.argv[1]))
plan = solve(frame)
assert verify(frame, plan) == []
peak = Path("/proc/self/status").read_text("utf-8").split("VmHWM:")[1].split()[0]
print(int(peak) / 1024, len(plan.scheduled), len(frame.tasks))
"""


def memory() -> list[Row]:
    """Peak memory of a fresh process that plans a network of 40 sites, and one of about 10,000 tasks."""
    found = []
    for sites in (40, 416):
        begin = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", SOLVED, str(sites)], capture_output=True, text=True, check=True,
                              cwd=ROOT)
        megabytes, planned, tasks = done.stdout.split()
        found.append(Row(f"peak memory of a plan, {sites} sites (MB)", float(megabytes), None, 1,
                         f"{planned} of {tasks} tasks in {time.perf_counter() - begin:.0f} s with the start of Python"))
    return found


def _told(frame: Frame, plan: Roadmap) -> str:
    return f"{len(plan.scheduled)} of {len(frame.tasks)} tasks, {plan.method}, gap {plan.gap:.0%}, " \
           f"{len(verify(frame, plan))} rules broken"


def _goal(options: Options, starts: Starts) -> float:
    return goal(options.frame, [
        (name, start, next(f.finish for f in options.footprints[name] if f.start == start))
        for name, start in starts.items()])
