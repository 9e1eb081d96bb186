"""How the plan of today differs from the one that was adopted, or was on record before work began, and why."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen
from assessment.domain.engagement import Engagement
from assessment.domain.roadmap import Frame, Roadmap
from assessment.domain.tracking.tasks import plan_on_record


class PlanDifference(Frozen):
    """A task that moved, was added or dropped. Months (start, finish exclusive) from the engagement's start.

    `why`: codes as in `ScheduledTask.waits_for`, or reported, earlier, new, done, cancelled, closed; `told`: a sentence
    where there is one."""

    task: str
    kind: Literal["moved", "added", "dropped"]
    before: tuple[int, int] | None = None
    after: tuple[int, int] | None = None
    why: tuple[str, ...] = ()
    told: str = ""


def plan_differences(engagement: Engagement, frame: Frame, roadmap: Roadmap) -> tuple[PlanDifference, ...]:
    """Every task whose start or finish differs, by start; none where no plan is on record or possible."""
    record = plan_on_record(engagement)
    if record.kind == "none" or roadmap.status == "infeasible":
        return ()
    now = {s.task: s for s in roadmap.scheduled}
    found = []
    for name, planned in record.tasks.items():
        there = now.get(name)
        if there is None:
            found.append(_dropped(engagement, frame, roadmap, name, (planned.start, planned.finish)))
        elif (there.start, there.finish) != (planned.start, planned.finish):
            task = frame.by_id[name]
            why = ("reported",) if "reported" in task.reasons else (
                ("earlier",) if there.start < planned.start else there.waits_for or ("goal",))
            found.append(PlanDifference(task=name, kind="moved", before=(planned.start, planned.finish),
                                        after=(there.start, there.finish), why=why))
    for name, there in now.items():
        if name not in record.tasks:
            why = ("reported",) if "reported" in frame.by_id[name].reasons else ("new",)
            found.append(PlanDifference(task=name, kind="added", after=(there.start, there.finish), why=why))
    return tuple(sorted(found, key=lambda one: (one.after or one.before or (0, 0), one.task)))


def _dropped(engagement: Engagement, frame: Frame, roadmap: Roadmap, name: str,
             before: tuple[int, int]) -> PlanDifference:
    initiative, _at, unit = name.partition("@")
    reports = engagement.progress.get((initiative, unit), ())
    if reports and reports[-1].status in ("finished", "cancelled"):
        return PlanDifference(task=name, kind="dropped", before=before, why=(
            "done" if reports[-1].status == "finished" else "cancelled",))
    told = roadmap.unscheduled.get(name) or frame.excluded.get(initiative, "")
    return PlanDifference(task=name, kind="dropped", before=before, why=() if told else ("closed",), told=told)
