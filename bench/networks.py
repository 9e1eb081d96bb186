"""Generated planning problems: a network of sites in which every initiative reaches the pilot before the others."""

from __future__ import annotations

from datetime import date

import numpy as np

from assessment.domain.basis import ROLES, Estimate
from assessment.domain.roadmap import PROGRAMME, Frame, Task, TaskEffect

EVERY_PROGRAMME = 5
"""One initiative in so many is done once, for the programme."""
CAPABILITIES = 13
ROLLOUT = 0.7
"""Effort, cost and worth at a site after the pilot."""


def network(sites: int = 40, initiatives: int = 30, quarters: int = 30, seed: int = 1) -> Frame:
    """All tasks mandatory, least sum of worth x start; people twice as many as the work, money two fifths more."""
    draw = np.random.default_rng(seed)
    names = [f"s{number}" for number in range(sites)]
    tasks: list[Task] = []
    for number in range(initiatives):
        months = int(draw.integers(1, 7))
        effort = {role: float(draw.uniform(0, 6)) for role in ROLES}
        cost, worth = float(draw.uniform(50, 400)), float(draw.uniform(1, 10))
        needs = [other for other in range(max(0, number - 6), number) if draw.random() < 0.25]
        for unit in (PROGRAMME,) if _once(number) else tuple(names):
            pilot = unit in (PROGRAMME, names[0])
            factor = 1.0 if pilot else ROLLOUT
            after = [f"i{other}@{_place(other, unit, names[0])}" for other in needs]
            tasks.append(Task(
                id=f"i{number}@{unit}", initiative=f"i{number}", unit=unit, stage="design",
                months=Estimate(low=months, mode=months, high=months), cost=cost * factor, mandatory=True,
                effort={role: weeks * factor for role, weeks in effort.items()}, worth=worth * factor,
                after=tuple(after if pilot else [*after, f"i{number}@{names[0]}"])))
    months = 3 * quarters
    work = {role: sum(task.effort[role] for task in tasks) for role in ROLES}
    return Frame(
        start=date(2027, 1, 1), months=months, tasks=tuple(tasks), change_load=3, frozen={}, windows={}, shares={},
        gaps={}, goal_lambda=0.05, excluded={}, aim="starts",
        capacity={role: (2.0 * weeks / months,) * months for role, weeks in work.items()},
        budget=(1.4 * sum(task.cost for task in tasks) / quarters,) * quarters)


def valued(sites: int = 40) -> Frame:
    """The same network under the default aim: nothing is mandatory, a task raises a capability at its sites."""
    plain = network(sites)
    names = sorted({task.unit for task in plain.tasks} - {PROGRAMME})
    tasks = tuple(task.model_copy(update={
        "mandatory": False, "effects": tuple(
            TaskEffect(site=site, capability=f"c{int(task.initiative[1:]) % CAPABILITIES}", levels=0.15 * task.worth)
            for site in (names if task.unit == PROGRAMME else (task.unit,)))}) for task in plain.tasks)
    keys = [f"{site}|c{number}" for site in names for number in range(CAPABILITIES)]
    return Frame(**{**{name: getattr(plain, name) for name in Frame.model_fields}, "tasks": tasks, "aim": "value",
                    "shares": dict.fromkeys(keys, 1 / len(keys)), "gaps": dict.fromkeys(keys, 2.0),
                    "levels": dict.fromkeys(keys, 1.0)})


def _once(number: int) -> bool:
    return number % EVERY_PROGRAMME == 0


def _place(number: int, unit: str, pilot: str) -> str:
    return PROGRAMME if _once(number) else pilot if unit == PROGRAMME else unit
