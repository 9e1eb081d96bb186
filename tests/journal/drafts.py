"""What the journal tests share."""

from __future__ import annotations

from uuid import uuid4

from assessment.domain import facts as f
from assessment.journal import Draft

AT = "2026-03-01T09:30:00.000Z"


def draft(text: str = "money", name: str | None = None) -> Draft:
    return Draft(id=name or str(uuid4()), at=AT, actor="p1", fact=f.Assumed(what="budget", text=text))
