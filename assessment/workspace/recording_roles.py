"""What may be recorded of roles: of known people, by somebody else, and only where something changes."""

from __future__ import annotations

from assessment.domain import facts as f
from assessment.domain.basis import NotFound, Refused
from assessment.domain.engagement import Engagement
from assessment.text import _


def check_role(engagement: Engagement, fact: f.RoleGiven, actor: str) -> None:
    """Raise NotFound for an unknown person, Refused where it is the own role or nothing would change."""
    if fact.person not in engagement.people:
        raise NotFound("person", fact.person)
    if fact.person == actor:
        raise Refused(_("Nobody changes the own role."), _("Ask another owner of the engagement."))
    if fact.role == engagement.role_of(fact.person):
        raise Refused(_("The person has this role already."), _("Choose another one."))
