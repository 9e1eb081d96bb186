"""The connection gate: cyber and data integrity before connect."""

from __future__ import annotations

from datetime import date
from typing import Literal

from assessment.domain.basis import Frozen
from assessment.domain.engagement import Engagement


class CriterionState(Frozen):
    criterion: str
    hard: bool
    result: Literal["met", "conditional", "not-met", "expired", "missing"]
    due: date | None = None


class Permit(Frozen):
    """Where a connection stands. `state` open: all hard stops met and three recorded go decisions, not lapsed."""

    connection: str
    site: str
    state: Literal["open", "ready", "blocked", "refused", "lapsed"]
    live: bool
    criteria: tuple[CriterionState, ...]
    missing_decisions: tuple[str, ...]
    opened: date | None = None
    lapses: date | None = None

    @property
    def open_hard_stops(self) -> tuple[str, ...]:
        return tuple(c.criterion for c in self.criteria if c.hard and c.result in ("not-met", "missing", "expired"))


def review(engagement: Engagement, connection: str, day: date) -> Permit:
    raise NotImplementedError
