"""Where a connection stands at its gate, and the permit that three people gave it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from assessment.domain.basis import Frozen, digest
from assessment.domain.facts import (
    Capacity,
    ConnectionDefined,
    CriterionReviewed,
    GateDecided,
    GateRevoked,
    QualityRouted,
    ZoneDefined,
)

CAPACITIES: tuple[Capacity, ...] = ("owner", "ot-security", "quality")

Result = Literal["met", "conditional", "not-met", "expired", "missing", "outdated", "awaits-quality"]
"""expired: the condition ran out; outdated: too old on the day, or older than the last change of flow or zone;
awaits-quality: shown as met, while the finding lacks the quality system's reference."""

PASSED: tuple[Result, ...] = ("met", "conditional")

Ended = Literal["", "time", "changed", "refused", "revoked", "criterion"]
"""What ended a permit: its months, a changed flow or zone, a no, a revocation, or a criterion found not to be met."""


class CriterionState(Frozen):
    """`result` on the day of the review; `due` only of a conditional pass, also after it expired."""

    criterion: str
    hard: bool
    result: Result
    due: date | None = None
    review: CriterionReviewed | None = None
    """What was recorded last, whether it counts or not."""
    raised_on: date | None = None
    """The day on which a finding on data integrity or patient supply was raised; None where none was."""
    route: QualityRouted | None = None
    """What the quality system says of that finding."""

    @property
    def passed(self) -> bool:
        return self.result in PASSED


class IssuedPermit(Frozen):
    """What three people decided on, as it stood then. It changes only when a post is handed over, which adds a go.

    `entries` are the places of the decisions in the journal; `lapses` is the first day on which it is not in force.
    """

    number: int
    flow: ConnectionDefined
    zones: tuple[ZoneDefined, ...]
    criteria: tuple[CriterionState, ...]
    decisions: tuple[GateDecided, ...]
    entries: tuple[int, ...]
    opened: date
    lapses: date

    @property
    def digest(self) -> str:
        """SHA-256 of all that the permit says (64 hex digits); not kept, for a copy would take the old one with it."""
        return digest(self.model_dump(mode="json"))

    def go(self, capacity: Capacity) -> GateDecided | None:
        return next((decision for decision in self.decisions if decision.capacity == capacity), None)


class Permit(Frozen):
    """Where a connection stands.

    `state`: refused, one of the three said no; revoked, one of them took it back; lapsed, too long since it opened, or
    the flow or a zone changed; blocked, a criterion is not passed; ready, only decisions are missing; open, all
    criteria passed and three go decisions. `opened` and `lapses` (the first day on which it is open no more) are set
    for open and lapsed ones only.
    """

    connection: str
    site: str
    state: Literal["open", "ready", "blocked", "refused", "revoked", "lapsed"]
    live: bool
    criteria: tuple[CriterionState, ...]
    missing_decisions: tuple[str, ...]
    """Capacities whose go is wanted: never given, not counted, or lapsed."""
    opened: date | None = None
    lapses: date | None = None
    issued: IssuedPermit | None = None
    """The last permit, in force or not."""
    ended: Ended = ""
    ended_on: date | None = None
    refused_by: tuple[GateDecided, ...] = ()
    revoked_by: GateRevoked | None = None
    findings: tuple[CriterionState, ...] = ()
    """Criteria with a finding on data integrity or patient supply, closed ones and those that apply no more too."""

    @property
    def open_hard_stops(self) -> tuple[str, ...]:
        return tuple(c.criterion for c in self.criteria if c.hard and not c.passed)

    @property
    def failing(self) -> tuple[str, ...]:
        """Criteria that are not passed, hard stops among them."""
        return tuple(c.criterion for c in self.criteria if not c.passed)
