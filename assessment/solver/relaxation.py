"""An upper bound on what any plan is worth: a linear model by quarter in which tasks may start in parts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from math import inf

from assessment.domain.basis import ROLES, Role
from assessment.domain.roadmap import PROGRAMME, Footprint, Frame, Task, added_months, goal, is_required, rewards, spend
from assessment.solver.options import Options

TIGHTEST = 1e-9
ITERATIONS = 20_000
"""Steps of the linear solver after which no bound is given; a clock would make it differ between machines."""
MOST_TASKS = 2_500
"""Possible tasks beyond which no bound is given: 10,000 took 216 s and 2.8 GB."""

Use = Callable[[Footprint], float]
_Work = Mapping[str, Sequence[Sequence[tuple[int, float]]]]


@dataclass
class _Begun:
    """Per task: the quarters in which it can start, with their footprints; variable first + i is the share of it that
    has started by the end of the i-th of them."""

    first: int
    groups: list[list[Footprint]]
    quarters: list[int]
    earliest: list[int]
    """By quarter: the earliest finish of a start in it."""

    def by(self, month: int) -> int | None:
        """The variable of the largest share that can have finished by the beginning of a month."""
        at = bisect_right(self.earliest, month) - 1
        return None if at < 0 else self.first + at


class _Rows:
    """Rows of the model: least and most of a weighted sum of variables."""

    def __init__(self) -> None:
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.rows: list[int] = []
        self.columns: list[int] = []
        self.weights: list[float] = []

    def add(self, terms: Mapping[int, float], upper: float, lower: float = -inf) -> None:
        self.rows += [len(self.upper)] * len(terms)
        self.columns += sorted(terms)
        self.weights += [terms[column] for column in sorted(terms)]
        self.lower.append(lower)
        self.upper.append(upper)


def relaxed_bound(options: Options, must: frozenset[str]) -> float:
    """Upper bound in units of the aim on plans that hold all of `must`; infinite where the linear model gives none.

    Work, money and room for change are added up to the end of each quarter, each share of a task at the start in its
    quarter that uses least and brings most, so that no plan is cut off.
    """
    if len(options.possible) > MOST_TASKS:
        return inf
    frame, rows = options.frame, _Rows()
    begun, count = _begun(options)
    most = [1.0] * count
    reward: dict[int, float] = defaultdict(float)
    for task in options.possible:
        _chain(rows, begun[task.id])
        _spread(reward, begun[task.id], partial(_brought, options, task), max)
        for any_of in options.waits[task.id]:
            _after(rows, begun, task.id, any_of)
    for name in must & begun.keys():
        rows.add({begun[name].first + len(begun[name].groups) - 1: 1.0}, 1.0, 1.0)
    work = {task.id: _worked(task, begun[task.id], frame.quarters) for task in options.possible}
    _people(rows, options, begun, work)
    _money(rows, options, begun)
    _room(rows, options, work)
    _levels(rows, options, begun, reward, most)
    if frame.aim == "finish":
        last = len(most)
        most.append(float(frame.months))
        reward[last] = -1.0
        for task in options.possible:
            if is_required(frame, task):
                terms: dict[int, float] = defaultdict(float, {last: -1.0})
                _spread(terms, begun[task.id], lambda taken: float(taken.finish), min)
                rows.add(terms, 0.0)
    return _solved(rows, most, reward) + goal(frame, [])


def _begun(options: Options) -> tuple[dict[str, _Begun], int]:
    found, count = {}, 0
    for task in options.possible:
        by_quarter = [(quarter, list(group)) for quarter, group in groupby(
            options.footprints[task.id], key=lambda f: f.start // 3)]
        found[task.id] = _Begun(count, [group for _q, group in by_quarter], [quarter for quarter, _g in by_quarter],
                                [group[0].finish for _q, group in by_quarter])
        count += len(by_quarter)
    return found, count


def _chain(rows: _Rows, task: _Begun) -> None:
    for at in range(1, len(task.groups)):
        rows.add({task.first + at - 1: 1.0, task.first + at: -1.0}, 0.0)


def _spread(terms: dict[int, float], task: _Begun, use: Use, best: Callable[[Iterable[float]], float]) -> None:
    """Adds what each start uses, as weights of the shares that have started so far."""
    by_quarter = [best(use(taken) for taken in group) for group in task.groups]
    for at, (here, later) in enumerate(zip(by_quarter, [*by_quarter[1:], 0.0], strict=True)):
        if abs(here - later) > TIGHTEST:
            terms[task.first + at] += here - later


def _brought(options: Options, task: Task, taken: Footprint) -> float:
    return -options.price(task, taken)


def _added(frame: Frame, task: Task, role: Role, last: int, taken: Footprint) -> float:
    """Person-weeks that the task brings by the end of a month, below 0 since they are not used but there."""
    return -task.adds[role] * sum(month <= last for month in added_months(frame, task, taken))


def _spent(frame: Frame, task: Task, quarter: int, taken: Footprint) -> float:
    return sum(spend(frame, task, taken.start, taken.finish)[:quarter + 1])


def _after(rows: _Rows, begun: dict[str, _Begun], name: str, any_of: tuple[str, ...]) -> None:
    task = begun[name]
    for at, group in enumerate(task.groups):
        terms: dict[int, float] = {task.first + at: 1.0}
        for other in any_of:
            done = begun[other].by(group[-1].start) if other in begun else None
            if done is not None:
                terms[done] = -1.0
        rows.add(terms, 0.0)


def _people(rows: _Rows, options: Options, begun: dict[str, _Begun], work: _Work) -> None:
    """People of the sites count as shared, which leaves no plan out."""
    frame = options.frame
    for role in ROLES:
        there, total = frame.capacity.get(role, ()), 0.0
        local = [site[role] for site in frame.local.values() if role in site]
        for quarter in range(frame.quarters):
            months = range(3 * quarter, 3 * quarter + 3)
            total += sum(by[month] for by in (there, *local) for month in months if month < len(by))
            terms: dict[int, float] = defaultdict(float)
            for task in options.possible:
                if task.effort.get(role):
                    each = task.effort[role] / task.duration
                    for column, weight in work[task.id][quarter]:
                        terms[column] += each * weight
                if task.adds.get(role):
                    _spread(terms, begun[task.id], partial(_added, frame, task, role, months[-1]), min)
            rows.add(terms, total)


def _worked(task: Task, begun: _Begun, quarters: int) -> list[list[tuple[int, float]]]:
    """By quarter: months of work done by its end, as weights of the shares that have started so far."""
    found = []
    for quarter in range(quarters):
        end, later, weights = 3 * quarter + 3, 0.0, []
        for at in range(bisect_right(begun.quarters, quarter) - 1, -1, -1):
            done = min(bisect_left(taken.active, end) for taken in begun.groups[at])
            if done > later:
                weights.append((begun.first + at, done - later))
            later = float(done)
            if done == task.duration:
                break
        found.append(weights)
    return found


def _money(rows: _Rows, options: Options, begun: dict[str, _Begun]) -> None:
    frame, there = options.frame, _to_date(options.frame.budget)
    terms: list[dict[int, float]] = [defaultdict(float) for _quarter in range(frame.quarters)]
    for task in options.possible:
        for quarter in range(frame.quarters) if task.recurring else ():
            _spread(terms[quarter], begun[task.id], partial(_spent, frame, task, quarter), min)
        if task.cost and not task.recurring:
            started = begun[task.id]
            for quarter in range(frame.quarters):
                at = bisect_right(started.quarters, quarter) - 1
                if at >= 0:
                    terms[quarter][started.first + at] += task.cost
    for quarter, spent in enumerate(terms):
        rows.add(spent, there[min(quarter, len(there) - 1)] if there else 0.0)


def _room(rows: _Rows, options: Options, work: _Work) -> None:
    frame = options.frame
    at_site: dict[str, list[Task]] = defaultdict(list)
    for task in options.possible:
        if task.unit != PROGRAMME and not task.given:
            at_site[task.unit].append(task)
    for site, tasks in at_site.items():
        room = 0.0
        for quarter in range(frame.quarters):
            room += sum(frame.room(site, month) for month in range(3 * quarter, 3 * quarter + 3))
            rows.add({column: weight for task in tasks for column, weight in work[task.id][quarter]}, room)


def _to_date(amounts: Iterable[float]) -> list[float]:
    total, found = 0.0, []
    for amount in amounts:
        total += amount
        found.append(total)
    return found


def _levels(rows: _Rows, options: Options, begun: dict[str, _Begun], reward: dict[int, float],
            most: list[float]) -> None:
    """Effects on a capability count together, and no further than its gap."""
    frame = options.frame
    raising: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for task in options.possible:
        for effect in task.effects:
            if frame.shares.get(effect.key, 0.0) > 0 and frame.gaps.get(effect.key, 0.0) > 0:
                raising[effect.key].append((task.id, effect.levels))
    for key, effects in raising.items():
        for month, each in rewards(frame):
            terms: dict[int, float] = defaultdict(float)
            for name, levels in effects:
                done = begun[name].by(month)
                if done is not None:
                    terms[done] -= levels
            if terms:
                reached = len(most)
                most.append(frame.gaps[key])
                reward[reached] = frame.shares[key] * each
                rows.add({**terms, reached: 1.0}, 0.0)


def _solved(rows: _Rows, most: list[float], reward: Mapping[int, float]) -> float:
    from ortools.math_opt import model_pb2
    from ortools.math_opt.python import mathopt

    proto = model_pb2.ModelProto()
    proto.variables.ids.extend(range(len(most)))
    proto.variables.lower_bounds.extend([0.0] * len(most))
    proto.variables.upper_bounds.extend(most)
    proto.variables.integers.extend([False] * len(most))
    proto.objective.maximize = True
    proto.objective.linear_coefficients.ids.extend(sorted(reward))
    proto.objective.linear_coefficients.values.extend(reward[column] for column in sorted(reward))
    proto.linear_constraints.ids.extend(range(len(rows.upper)))
    proto.linear_constraints.lower_bounds.extend(rows.lower)
    proto.linear_constraints.upper_bounds.extend(rows.upper)
    proto.linear_constraint_matrix.row_ids.extend(rows.rows)
    proto.linear_constraint_matrix.column_ids.extend(rows.columns)
    proto.linear_constraint_matrix.coefficients.extend(rows.weights)
    # the interior point method took half the time of the dual simplex method and a fifth of the primal
    found = mathopt.solve(
        mathopt.Model.from_model_proto(proto), mathopt.SolverType.HIGHS,
        params=mathopt.SolveParameters(iteration_limit=ITERATIONS, lp_algorithm=mathopt.LPAlgorithm.BARRIER))
    return found.objective_value() if found.termination.reason == mathopt.TerminationReason.OPTIMAL else inf
