"""When the plan lifts what holds a path back: a date for every precondition that holds."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.domain.library import Library
from assessment.domain.paths import Recommendation
from assessment.domain.roadmap.selection import DECISION
from assessment.domain.roadmap.types import PROGRAMME, Frame, Roadmap


def finish_of(initiatives: Iterable[str], frame: Frame, roadmap: Roadmap,
              sites: Iterable[str] | None = None) -> int | None:
    """Month (from 1) in which the last of these initiatives' tasks finishes, of `sites` and the programme, or of all.

    None where none is named, or one of them has no task there or one that is not scheduled. A decision that has been
    taken needs no task.
    """
    units = None if sites is None else {*sites, PROGRAMME}
    finishes = {s.task: s.finish for s in roadmap.scheduled}
    last: int | None = None
    for name in initiatives:
        if name == DECISION and frame.decided:
            last = max(last or 0, 1)
            continue
        tasks = [t.id for t in frame.tasks if t.initiative == name and (units is None or t.unit in units)]
        if not tasks or any(task not in finishes for task in tasks):
            return None
        last = max([last or 0, *(finishes[task] for task in tasks)])
    return last


def lifted_in(library: Library, recommendation: Recommendation, frame: Frame,
              roadmap: Roadmap) -> dict[str, int | None]:
    """Knock-out that holds -> month in which the plan has finished what lifts it; None where the plan does not."""
    holding = {state.knockout for state in recommendation.knockouts if state.holds}
    return {knockout.id: finish_of(knockout.initiatives, frame, roadmap)
            for knockout in library.knockouts if knockout.id in holding}
