"""Reminders of an engagement as the one who asks may see them."""

from __future__ import annotations

from datetime import date, timedelta

from assessment.domain.basis import NotAllowed
from assessment.domain.engagement import Place, allowed
from assessment.domain.reminders import reminders, seen_by
from assessment.domain.roadmap import first_day
from assessment.text import _
from assessment.workspace.workspace import Workspace


def reminders_of(workspace: Workspace) -> bytes:
    """The calendar of what falls due from today on; of a person of a site, the own site's and the network's days.

    Gates are those of the plan on record; none is searched for. Raises NotAllowed without the right to read.
    """
    from assessment.formats.exports.reminders import write_reminders

    if not allowed(workspace.role, "read"):
        raise NotAllowed(workspace.role, _("see what falls due"))
    engagement, today = workspace.engagement(), workspace.today
    person = engagement.people.get(workspace.actor)
    found = reminders(engagement, workspace.permits_today(), _gates(workspace), today)
    return write_reminders(engagement, seen_by(found, person.site if person is not None else None),
                           workspace.clock_now)


def _gates(workspace: Workspace) -> list[tuple[str, Place, date]]:
    """Tasks of the recorded plan that open a gate, each on the last day of its last month."""
    if not workspace.engagement().plans:
        return []
    problem = workspace.frame()
    plan = workspace.known_plan(problem)
    tasks = problem.by_id
    return [(planned.task, tasks[planned.task].unit, first_day(problem.start, planned.finish) - timedelta(days=1))
            for planned in (plan.scheduled if plan is not None else ()) if tasks[planned.task].opens == "gate"]
