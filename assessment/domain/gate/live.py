"""Live connections against the same criteria: what is connected without a gate, and what was decided on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from assessment.domain.basis import Frozen
from assessment.domain.engagement import Engagement
from assessment.domain.facts import LiveDecided
from assessment.domain.gate.types import Permit


class LiveConnection(Frozen):
    """A live connection without a permit in force.

    `standing`: undecided; overdue, the day of the decision has passed; uncovered, it fails a criterion that it passed
    when it was decided; running, decided and not yet due.
    """

    connection: str
    site: str
    failing: tuple[str, ...]
    hard: tuple[str, ...]
    """Hard stops among them."""
    standing: Literal["undecided", "overdue", "uncovered", "running"]
    decision: LiveDecided | None = None
    uncovered: tuple[str, ...] = ()


def without_gate(engagement: Engagement, permits: Iterable[Permit], day: date) -> tuple[LiveConnection, ...]:
    """Every live connection that has no permit in force, those that want a decision first, then by open hard stops."""
    found = [_live(permit, engagement.live_decisions.get(permit.connection), day)
             for permit in permits if permit.live and permit.state != "open"]
    order = {"overdue": 0, "undecided": 1, "uncovered": 2, "running": 3}
    return tuple(sorted(found, key=lambda live: (order[live.standing], -len(live.hard), -len(live.failing))))


def held_sites(permits: Iterable[Permit]) -> dict[str, tuple[str, ...]]:
    """Site -> its live connections with an open hard stop."""
    found: dict[str, tuple[str, ...]] = {}
    for permit in permits:
        if permit.live and permit.state != "open" and permit.open_hard_stops:
            found[permit.site] = (*found.get(permit.site, ()), permit.connection)
    return found


def _since(permit: Permit) -> date:
    """A decision that is older than the permit, or than what ended it, was on something else."""
    opened = date.min if permit.issued is None else permit.issued.opened
    return max(opened, permit.ended_on or opened)


def _live(permit: Permit, decision: LiveDecided | None, day: date) -> LiveConnection:
    if decision is not None and (decision.date > day or decision.date < _since(permit)):
        decision = None
    new = tuple(name for name in permit.failing if decision is not None and name not in decision.criteria)
    standing: Literal["undecided", "overdue", "uncovered", "running"] = "running"
    if decision is None:
        standing = "undecided"
    elif day > decision.due:
        standing = "overdue"
    elif new and decision.choice != "cut":  # what is cut needs no cover
        standing = "uncovered"
    return LiveConnection(connection=permit.connection, site=permit.site, failing=permit.failing,
                          hard=permit.open_hard_stops, standing=standing, decision=decision, uncovered=new)
