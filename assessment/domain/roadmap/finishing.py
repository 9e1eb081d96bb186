"""When the plan has finished initiatives: the date of what lifts a precondition, or of what a decision waits for."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.domain.library import Initiative, Library
from assessment.domain.roadmap.selection import DECISION, GATE
from assessment.domain.roadmap.types import PROGRAMME, Frame, Roadmap, Task
from assessment.text import _


def finish_of(initiatives: Iterable[str], frame: Frame, roadmap: Roadmap,
              sites: Iterable[str] | None = None) -> int | None:
    """Month (from 1) in which the last of these initiatives' tasks finishes, of `sites` and the programme, or of all.

    0 where everything is in place or decided already; None where none is named, or one of them has no task there or
    one that is not scheduled.
    """
    finishes = _finishes(initiatives, frame, roadmap, sites)
    if not finishes or any(finish is None for finish in finishes):
        return None
    return max(finish for finish in finishes if finish is not None)


def first_finish_of(initiatives: Iterable[str], frame: Frame, roadmap: Roadmap) -> int | None:
    """Month (from 1) from which every one of these initiatives is finished somewhere; None where one is not planned."""
    earliest = [min((f for f in _finishes([name], frame, roadmap) if f is not None), default=None)
                for name in initiatives]
    if not earliest or any(finish is None for finish in earliest):
        return None
    return max(finish for finish in earliest if finish is not None)


def _finishes(initiatives: Iterable[str], frame: Frame, roadmap: Roadmap,
              sites: Iterable[str] | None = None) -> list[int | None]:
    """Finish of each task of these initiatives, 0 for one in place, None for one that is missing."""
    units = None if sites is None else {*sites, PROGRAMME}
    finishes = {s.task: s.finish for s in roadmap.scheduled}
    found: list[int | None] = []
    for name in initiatives:
        if name in frame.in_place or (name == DECISION and frame.decided):
            found.append(0)
            continue
        tasks = [t.id for t in frame.tasks if t.initiative == name and (units is None or t.unit in units)]
        found += [finishes.get(task) for task in tasks] or [None]
    return found


def finish_at(initiative: str, site: str, library: Library, frame: Frame, roadmap: Roadmap) -> int | None:
    """Month (from 1) in which an initiative has reached a site; 0 where it is in place, None where it never does.

    The programme's task counts for every site. One that runs at the pilot site only reaches another site with the
    last rollout there, and not before its pilot has finished. A site without a task of its own has the initiative in
    place where everything that it raises stands at its end level today.
    """
    known = library.initiative.get(initiative)
    tried_once = known is not None and known.scope == "pilot"
    if initiative == DECISION and frame.decided:
        return 0
    if initiative in frame.in_place and (not tried_once or site == frame.pilot):
        return 0
    finishes = {s.task: s.finish for s in roadmap.scheduled}
    units = {task.unit: finishes.get(task.id) for task in frame.tasks if task.initiative == initiative}
    for unit in (site, PROGRAMME):
        if unit in units:
            return units[unit]
    if known is not None and _stands(known, site, frame):
        return 0
    if not tried_once:
        return None
    pilots = [0] if initiative in frame.in_place else list(units.values())
    rollouts = [finishes.get(task.id) for task in _rollouts(site, library, frame)]
    reached = [finish for finish in (*pilots, *rollouts) if finish is not None]
    return max(reached) if pilots and rollouts and len(reached) == len(pilots) + len(rollouts) else None


def why_missing(initiative: str, site: str, library: Library, frame: Frame, roadmap: Roadmap) -> str:
    """Why an initiative never reaches a site: the sentence of the plan on its task, its pilot or the rollout there."""
    known = library.initiative.get(initiative)
    tasks = {task.unit: task.id for task in frame.tasks if task.initiative == initiative}
    here = [tasks[unit] for unit in (site, PROGRAMME) if unit in tasks]
    if not here and initiative in frame.excluded and initiative not in frame.in_place:
        return frame.excluded[initiative]
    if not here and known is not None and known.scope == "pilot":
        missing = [roadmap.unscheduled[name] for name in tasks.values() if name in roadmap.unscheduled]
        rollouts = [roadmap.unscheduled[task.id] for task in _rollouts(site, library, frame)
                    if task.id in roadmap.unscheduled]
        if missing or not rollouts:
            return missing[0] if missing else _("The plan has no task for it at this site.")
        return _("It would come with the rollout, which is not in the plan there.") + " " + rollouts[0]
    return next((roadmap.unscheduled[name] for name in here if name in roadmap.unscheduled),
                _("The plan has no task for it at this site."))


def _rollouts(site: str, library: Library, frame: Frame) -> list[Task]:
    return [task for task in frame.tasks
            if task.unit == site and library.initiative[task.initiative].scope == "rollout"]


def _stands(initiative: Initiative, site: str, frame: Frame) -> bool:
    """Whether everything that it raises stands at its end level at the site; never so for a gate or a decision."""
    ends = {f"{site}|{effect.capability}": effect.to for effect in initiative.effects}
    return initiative.id not in (GATE, DECISION) and bool(ends) and all(
        key in frame.levels and frame.levels[key] >= end - 1e-9 for key, end in ends.items())
