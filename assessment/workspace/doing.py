"""What a person does next in an engagement; the count of open work is kept until a fact changes it."""

from __future__ import annotations

from assessment.domain.next_steps import OpenWork, Step, next_steps
from assessment.workspace.workspace import Workspace


def what_next(workspace: Workspace) -> tuple[Step, ...]:
    """The steps for whoever looks, most helpful first."""
    engagement = workspace.engagement()
    work = OpenWork()
    if engagement.cycles and engagement.cycle().closed is None:
        work = workspace.open_work()
    return next_steps(engagement, workspace.role, workspace.actor, workspace.today, work)
