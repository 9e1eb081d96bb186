"""Projects with limited resources in the format of PSPLIB (single mode, .sm): read, generated, as a planning problem.

Kolisch, Sprecher and Drexl 1995 describe the measures of the generator: arcs per job (network complexity), share of
resources that a job asks for (resource factor), and how scarce they are between what one job needs and what the
earliest schedule would use (resource strength).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import numpy as np

from assessment.domain.basis import ROLES, Estimate
from assessment.domain.roadmap import PROGRAMME, Frame, Task


@dataclass(frozen=True)
class Project:
    """Jobs by number without the two dummies: duration, use of each resource, and who comes after."""

    durations: dict[int, int]
    demands: dict[int, tuple[int, ...]]
    successors: dict[int, tuple[int, ...]]
    capacity: tuple[int, ...]

    @property
    def predecessors(self) -> dict[int, tuple[int, ...]]:
        return {job: tuple(other for other, after in self.successors.items() if job in after)
                for job in self.durations}


def read(text: str) -> Project:
    """The project of a .sm file. ValueError names the section that is missing or a line that does not fit it."""
    after = {int(numbers[0]): numbers[3:] for numbers in _rows(text, "PRECEDENCE RELATIONS")}
    work = {int(numbers[0]): numbers[2:] for numbers in _rows(text, "REQUESTS/DURATIONS")}
    capacity = next(iter(_rows(text, "RESOURCEAVAILABILITIES")), None)
    if capacity is None or set(after) != set(work):
        raise ValueError("REQUESTS/DURATIONS and PRECEDENCE RELATIONS must name the same jobs, and resources follow")
    for job, row in work.items():
        if len(row) != 1 + len(capacity):
            raise ValueError(f"REQUESTS/DURATIONS: job {job} has {len(row) - 1} demands for {len(capacity)} resources")
    real = {job for job, row in work.items() if row[0] > 0}
    return Project(durations={job: work[job][0] for job in sorted(real)},
                   demands={job: tuple(work[job][1:]) for job in sorted(real)},
                   successors={job: tuple(n for n in after[job] if n in real) for job in sorted(real)},
                   capacity=tuple(capacity))


def _rows(text: str, section: str) -> list[list[int]]:
    found = re.search(rf"^{re.escape(section)}:?\s*$\n(.*?)^\*{{5,}}", text, re.MULTILINE | re.DOTALL)
    if found is None:
        raise ValueError(f"The section {section} is missing.")
    lines = [line.split() for line in found[1].splitlines()]
    return [[int(word) for word in line] for line in lines if line and all(word.isdigit() for word in line)]


def generated(jobs: int, seed: int, complexity: float = 1.8, factor: float = 0.75, strength: float = 0.4) -> str:
    """A .sm file of so many jobs, 1 to 10 periods each, with four resources."""
    draw = np.random.default_rng(seed)
    numbers = range(2, jobs + 2)
    durations = {job: int(draw.integers(1, 11)) for job in numbers}
    asked = {job: [int(draw.integers(1, 11)) if draw.random() < factor else 0 for _ in ROLES] for job in numbers}
    after: dict[int, set[int]] = {job: set() for job in numbers}
    while sum(map(len, after.values())) < complexity * jobs:
        first, second = sorted(int(n) for n in draw.choice(numbers, 2, replace=False))
        if second - first <= max(6, jobs // 5):
            after[first].add(second)
    least = [max(rows[at] for rows in asked.values()) for at in range(len(ROLES))]
    most = _peaks(durations, asked, after)
    capacity = [round(low + strength * max(0, high - low)) for low, high in zip(least, most, strict=True)]
    later = set().union(*after.values())
    links = {1: sorted(set(numbers) - later), **{job: sorted(after[job]) or [jobs + 2] for job in numbers},
             jobs + 2: []}
    work = {1: [0] * 5, **{job: [durations[job], *asked[job]] for job in numbers}, jobs + 2: [0] * 5}
    bar = "*" * 72
    return "\n".join([
        bar, "PRECEDENCE RELATIONS:", "jobnr.    #modes  #successors   successors",
        *(f"{job} 1 {len(names)} {' '.join(map(str, names))}" for job, names in links.items()),
        bar, "REQUESTS/DURATIONS:", "jobnr. mode duration  R 1  R 2  R 3  R 4", "-" * 72,
        *(f"{job} 1 {' '.join(map(str, row))}" for job, row in work.items()),
        bar, "RESOURCEAVAILABILITIES:", "  R 1  R 2  R 3  R 4", " ".join(map(str, capacity)), bar, ""])


def _peaks(durations: dict[int, int], asked: dict[int, list[int]], after: dict[int, set[int]]) -> list[int]:
    """The most of each resource that the schedule without limits uses at once."""
    begun = dict.fromkeys(durations, 0)
    for job in sorted(durations):
        for later in after[job]:
            begun[later] = max(begun[later], begun[job] + durations[job])
    horizon = sum(durations.values())
    return [max(sum(asked[job][at] for job in durations if begun[job] <= period < begun[job] + durations[job])
                for period in range(horizon)) for at in range(len(ROLES))]


def frame_of(project: Project) -> Frame:
    """The project as a planning problem: a period is a month, a resource a role, the earliest finish of all."""
    months = sum(project.durations.values())
    before = project.predecessors
    tasks = tuple(Task(
        id=f"j{job}", initiative=f"j{job}", unit=PROGRAMME, stage="design", mandatory=True, cost=0.0,
        months=Estimate(low=length, mode=length, high=length), after=tuple(f"j{other}" for other in before[job]),
        effort={role: float(each * length) for role, each in zip(ROLES, project.demands[job], strict=False) if each})
        for job, length in project.durations.items())
    return Frame(
        start=date(2027, 1, 1), months=months, tasks=tasks, budget=(0.0,) * (months // 3), change_load=1, frozen={},
        windows={}, shares={}, gaps={}, goal_lambda=0.0, excluded={}, aim="finish",
        capacity={role: (float(each),) * months for role, each in zip(ROLES, project.capacity, strict=False)})
