"""The exact model: one 0-1 variable for each task and start, solved by CP-SAT within deterministic limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assessment.domain.basis import Role
from assessment.domain.roadmap import PROGRAMME, Footprint, Task, added_months, goal, is_required, rewards, spend
from assessment.solver.cp_sat import Answer, best_of
from assessment.solver.options import Options, Starts

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

LEVELS = 10_000
"""Integer units of a level."""
WORTH = 250_000_000_000
"""Integer units of a level-year, fine enough that rounding of small shares stays below 0.01 % of a plan's worth."""
COARSE = 1_000
"""The same for aims that count months."""
WEEKS, MONEY, HOURS = 10_000, 1_000, 100


@dataclass
class Variables:
    """Per task: `chosen[i]` starts in footprint i; `begun[i]` starts in footprint i or earlier."""

    chosen: dict[str, list[cp_model.IntVar]] = field(default_factory=dict)
    begun: dict[str, list[cp_model.IntVar]] = field(default_factory=dict)


def search(options: Options, must: frozenset[str], hint: Starts, limit: float, *, valued: bool = True,
           improved: Callable[[float, float], None] | None = None, stopped: Callable[[], bool] | None = None) -> Answer:
    """The best plan with all of `must` in it. `limit` is deterministic time; `valued` False asks only for a plan.

    `improved` is told worth and bound of each better plan; once `stopped` says so, the best so far is the answer.
    """
    from ortools.sat.python import cp_model

    if any(not options.footprints[name] for name in must):
        return Answer("infeasible", None, 0.0)
    model = cp_model.CpModel()
    variables = _variables(model, options, must)
    _precedence(model, options, variables)
    _limits(model, options, variables)
    _people(model, options, variables)
    if valued:
        model.maximize(_goal(model, options, variables))
    for name, chosen in variables.chosen.items():
        for literal, taken in zip(chosen, options.footprints[name], strict=True):
            model.add_hint(literal, hint.get(name) == taken.start)
    nothing, scale = goal(options.frame, []), _scale(options)

    def told(worth: float, bound: float) -> None:
        if improved is not None:
            improved(worth / scale + nothing, bound / scale + nothing)

    # the full linear relaxation found better plans and a bound within 1 % where the default found none
    found = best_of(model, limit, told if valued and improved is not None else None, stopped,
                    linearization_level=2 if valued else 1, cp_model_probing_level=0, symmetry_level=0)
    if found.status == "infeasible":
        return Answer("infeasible", None, 0.0)
    bound = found.bound / scale + nothing if valued else 0.0
    if found.value is None:
        return Answer("unknown", None, bound)
    starts = {
        name: taken.start for name, chosen in variables.chosen.items()
        for literal, taken in zip(chosen, options.footprints[name], strict=True) if found.value(literal)
    }
    return Answer(found.status, starts, bound)


def _variables(model: cp_model.CpModel, options: Options, must: frozenset[str]) -> Variables:
    found = Variables()
    for task in options.possible:
        count = len(options.footprints[task.id])
        chosen = [model.new_bool_var(f"{task.id}={f.start}") for f in options.footprints[task.id]]
        begun = [model.new_bool_var(f"{task.id}<={f.start}") for f in options.footprints[task.id]]
        for i in range(count):
            earlier = begun[i - 1] if i else 0
            model.add(begun[i] == chosen[i] + earlier)
        if task.id in must:
            model.add(begun[-1] == 1)
        found.chosen[task.id], found.begun[task.id] = chosen, begun
    return found


def _finished(options: Options, variables: Variables, name: str, month: int) -> cp_model.IntVar | None:
    """The variable that is 1 where a task has finished by the beginning of `month`; None where it cannot have."""
    last = None
    for taken, begun in zip(options.footprints[name], variables.begun.get(name, ()), strict=False):
        if taken.finish <= month:
            last = begun
    return last


def _precedence(model: cp_model.CpModel, options: Options, variables: Variables) -> None:
    for task in options.possible:
        for any_of in options.waits[task.id]:
            for taken, begun in zip(options.footprints[task.id], variables.begun[task.id], strict=True):
                done = [_finished(options, variables, name, taken.start) for name in any_of]
                model.add_bool_or([begun.negated(), *(d for d in done if d is not None)])


def _limits(model: cp_model.CpModel, options: Options, variables: Variables) -> None:
    frame = options.frame
    load: dict[tuple[str, int], list] = defaultdict(list)
    hours: dict[tuple[str, int], list] = defaultdict(list)
    money: dict[int, list] = defaultdict(list)
    for task, taken, literal in _choices(options, variables):
        if task.unit != PROGRAMME:
            for month in taken.active if not task.given else ():
                load[task.unit, month].append(literal)
            if task.stop_hours is not None and task.unit in frame.windows:
                hours[task.unit, taken.finish - 1].append(round(task.stop_hours.mode * HOURS) * literal)
        for quarter, amount in enumerate(_cumulated(options, task, taken)):
            if amount:
                money[quarter].append(amount * literal)
    for (site, month), terms in load.items():
        if len(terms) > frame.room(site, month):
            model.add(sum(terms) <= frame.room(site, month))
    for (site, month), terms in hours.items():
        most = frame.window_hours.get(site, {}).get(month)
        if most is not None:
            model.add(sum(terms) <= round(most * HOURS))
    whole = sum(max(max(_cumulated(options, task, taken), default=0) for taken in options.footprints[task.id])
                for task in options.possible)
    for quarter, terms in money.items():
        limit = round(sum(frame.budget[:quarter + 1]) * MONEY)
        if whole > limit:
            model.add(sum(terms) <= limit)


def _people(model: cp_model.CpModel, options: Options, variables: Variables) -> None:
    """People of a site first, then those that all share, and those that finished tasks have added."""
    frame = options.frame
    used: dict[tuple[str, Role, int], list] = defaultdict(list)
    shared: dict[tuple[Role, int], list] = defaultdict(list)
    for task, taken, literal in _choices(options, variables):
        for role, weeks in task.effort.items():
            for month in taken.active:
                used[task.unit, role, month].append(round(weeks / task.duration * WEEKS) * literal)
        for role, added in task.adds.items():
            for month in added_months(frame, task, taken):
                shared[role, month].append(-round(added * WEEKS) * literal)
    for (unit, role, month), terms in used.items():
        local = round(frame.local_weeks(unit, role, month) * WEEKS)
        if local > 0:
            beyond = model.new_int_var(0, round(1e6 * WEEKS), f"{unit}.{role}.{month}")
            model.add(beyond >= sum(terms) - local)
            terms = [beyond]
        shared[role, month] += terms
    most = {role: sum(task.effort.get(role, 0.0) / task.duration for task in options.possible) for role, _m in shared}
    for (role, month), terms in shared.items():
        by_month = frame.capacity.get(role, ())
        there = by_month[month] if month < len(by_month) else 0.0
        if there < most[role]:
            model.add(sum(terms) <= round(there * WEEKS))


def _choices(options: Options, variables: Variables) -> Iterator[tuple[Task, Footprint, cp_model.IntVar]]:
    for task in options.possible:
        for taken, literal in zip(options.footprints[task.id], variables.chosen[task.id], strict=True):
            yield task, taken, literal


def _cumulated(options: Options, task: Task, taken: Footprint) -> list[int]:
    total, found = 0.0, []
    for amount in spend(options.frame, task, taken.start, taken.finish):
        total += amount
        found.append(round(total * MONEY))
    return found


def _goal(model: cp_model.CpModel, options: Options, variables: Variables) -> cp_model.LinearExpr:
    """The aim's rewards, concave where effects together exceed a gap, less prices and, at need, the last finish."""
    frame, scale = options.frame, _scale(options)
    effects: dict[str, list[tuple[Task, float]]] = defaultdict(list)
    for task in options.possible:
        for effect in task.effects:
            if frame.shares.get(effect.key, 0.0) > 0 and frame.gaps.get(effect.key, 0.0) > 0:
                effects[effect.key].append((task, effect.levels))
    weights: dict[int, float] = defaultdict(float)
    variable: dict[int, cp_model.IntVar] = {}
    for key, raising in effects.items():
        gap = round(frame.gaps[key] * LEVELS)
        amounts = [round(levels * LEVELS) for _task, levels in raising]
        for month, reward in rewards(frame):
            terms = [(amount, done) for (task, _l), amount in zip(raising, amounts, strict=True)
                     if (done := _finished(options, variables, task.id, month)) is not None]
            if sum(amount for amount, _d in terms) > gap:
                reached = model.new_int_var(0, gap, f"{key}.{month}")
                model.add(reached <= sum(amount * done for amount, done in terms))
                terms = [(1, reached)]
            for amount, done in terms:
                variable[done.index] = done
                weights[done.index] += amount * frame.shares[key] * reward * scale / LEVELS
    last = model.new_int_var(0, frame.months, "last")
    for task, taken, literal in _choices(options, variables):
        variable[literal.index] = literal
        weights[literal.index] -= options.price(task, taken) * scale
    if frame.aim == "finish":
        for task in options.possible:
            if is_required(frame, task):
                chosen = zip(options.footprints[task.id], variables.chosen[task.id], strict=True)
                model.add(last >= sum(taken.finish * literal for taken, literal in chosen))
        variable[last.index], weights[last.index] = last, -scale
    return sum(round(weight) * variable[index] for index, weight in weights.items())


def _scale(options: Options) -> float:
    return COARSE if options.frame.aim in ("finish", "starts") else WORTH
