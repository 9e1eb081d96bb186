"""Sentences of a plan, in which a task stands by its id, told with the names of its initiative and unit."""

from __future__ import annotations

import re

from assessment.domain.engagement import Engagement
from assessment.domain.roadmap.types import PROGRAMME
from assessment.text import _

_TASK = re.compile(r"\b([\w-]+)@([\w-]+)")


def named(engagement: Engagement, sentence: str) -> str:
    """`I24@north` becomes `I24 Passive discovery (North)`; what is no task of the engagement stays as it is."""
    library = engagement.the_library

    def told(found: re.Match[str]) -> str:
        initiative, unit = library.initiative.get(found[1]), engagement.sites.get(found[2])
        if initiative is None or (unit is None and found[2] != PROGRAMME):
            return found[0]
        where = unit.name if unit else _("programme")
        return f"{initiative.label} ({where})"

    return _TASK.sub(told, sentence)
