"""A decision half-way: what it opens goes ahead at the pilot site alone."""

from __future__ import annotations

from collections.abc import Set

from assessment.domain.roadmap.footprint import waits
from assessment.domain.roadmap.scenarios import Decision, keeping
from assessment.domain.roadmap.types import Frame, Task

OWNER = "I13"


def opened_by(frame: Frame, decision: Decision) -> frozenset[str]:
    """Tasks that a decision opens, and all that wait for one of them; every task for the money."""
    opens = {task.id for task in frame.tasks if _opens(task, decision)}
    pending = True
    while pending:
        more = {task.id for task in frame.tasks if task.id not in opens and _needs(frame, task, opens)}
        opens |= more
        pending = bool(more)
    return frozenset(opens)


def halfway(frame: Frame, decision: Decision) -> Frame:
    """The frame in which what the decision opens is left to the pilot site, with what that site needs for it."""
    opened = opened_by(frame, decision)
    return keeping(frame, (task.id for task in frame.tasks if task.id not in opened or task.unit == frame.pilot))


def _opens(task: Task, decision: Decision) -> bool:
    return {"fund": True, "path": task.structural, "owner": task.initiative == OWNER,
            "connections": task.opens == "gate" or task.connecting, "pilot": task.stage == "scale"}[decision]


def _needs(frame: Frame, task: Task, names: Set[str]) -> bool:
    """True where all that could bring one of the things that a task waits for is among these."""
    return any(wait.any_of and names >= set(wait.any_of) for wait in waits(frame, task))
