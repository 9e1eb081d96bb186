"""Whether a person may see sites ranked against each other."""

from __future__ import annotations

from assessment.domain.engagement.rights import allowed
from assessment.domain.engagement.state import Engagement
from assessment.domain.facts import AppRole


def sees_ranking(engagement: Engagement, person: str, role: AppRole | None) -> bool:
    """Whether the person may see the ranking: never without the right to read; else as the engagement says."""
    if not allowed(role, "read"):
        return False
    if role == "owner" or engagement.ranking_shown == "everyone":
        return True
    known = engagement.people.get(person)
    return engagement.ranking_shown == "network" and (known is None or known.site is None)
