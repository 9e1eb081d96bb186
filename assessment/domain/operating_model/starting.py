"""When a degree can begin: now where the capability is high enough, else when the plan has finished what it needs."""

from __future__ import annotations

from assessment.domain.library import Area, Degree, DegreeRules
from assessment.domain.operating_model.types import AreaStart
from assessment.domain.paths import Evidence
from assessment.domain.roadmap import Frame, Roadmap, finish_of, first_finish_of

TOLERANCE = 1e-9
Planned = tuple[Frame, Roadmap] | None


def start_of(area: Area, degree: Degree, rules: DegreeRules, evidence: Evidence, plan: Planned,
             not_before: int = 0) -> AreaStart:
    """When `degree` can begin in scope of the evidence, at the earliest in month `not_before` (0: at once).

    An unknown level does not pass. What is separate begins at once: nothing changes.
    """
    least = rules.least_level.get(degree, 0.0)
    level = evidence.level(area.capability).value if degree != "separate" else None
    if degree == "separate" or (level is not None and level >= least - TOLERANCE):
        if not_before:
            return AreaStart(state="planned", level=level, least=least, first=not_before, last=not_before)
        return AreaStart(state="now", level=level, least=least)
    needed = tuple(dict.fromkeys((*rules.initiatives.get(degree, ()), *area.initiatives)))
    if plan is None:
        return AreaStart(state="unplanned", level=level, least=least, initiatives=needed)
    frame, roadmap = plan
    sites = evidence.sites
    first = finish_of(needed, frame, roadmap, sites) if sites else first_finish_of(needed, frame, roadmap)
    last = finish_of(needed, frame, roadmap, sites)
    tasks, missing = _tasks(needed, frame, roadmap, sites)
    if needed and first is None:
        return AreaStart(state="unscheduled", level=level, least=least, initiatives=needed, tasks=tasks,
                         missing=missing)
    return AreaStart(
        state="planned" if max(first or 0, not_before) else "now", level=level, least=least,
        first=max(first or 0, not_before), last=None if last is None and needed else max(last or 0, not_before),
        initiatives=needed, tasks=tasks, missing=missing)


def _tasks(needed: tuple[str, ...], frame: Frame, roadmap: Roadmap,
           sites: tuple[str, ...] | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tasks of these initiatives that the plan holds, and initiatives or tasks that it leaves out."""
    units = None if sites is None else {*sites, "programme"}
    scheduled = {s.task for s in roadmap.scheduled}
    held, left = [], []
    for name in needed:
        tasks = [t.id for t in frame.tasks if t.initiative == name and (units is None or t.unit in units)]
        held += [task for task in tasks if task in scheduled]
        left += [task for task in tasks if task not in scheduled]
        if not tasks and finish_of((name,), frame, roadmap, sites) is None:
            left.append(name)
    return tuple(held), tuple(left)
