"""What would resolve a conflict: how much of one thing alone, everything else as it is, leads to a plan."""

from __future__ import annotations

from math import ceil

from assessment.domain.roadmap import Frame
from assessment.solver.conflict import Requirement, planned
from assessment.text import _

STEPS = 8
"""Halvings of an amount; each is a search of its own."""


def remedies(frame: Frame, kept: tuple[Requirement, ...], limit: float) -> tuple[str, ...]:
    """A sentence for each requirement in conflict whose easing alone leads to a plan, with an amount that is enough.

    The amount is within a 256th of the least where every search is decided within `limit`, deterministic time.
    """
    return tuple(words for requirement in kept if (words := _remedy(frame, requirement, limit)) is not None)


def none_alone() -> str:
    """Said where no single remedy was found."""
    return _("No single change was found that is enough: other requirements exclude each other as well.")


def _remedy(frame: Frame, requirement: Requirement, limit: float) -> str | None:
    """The remedy in words; None where there is no plan even without the requirement."""
    easing = requirement.easing
    if easing is None:
        return requirement.without if planned(requirement.relaxed(frame), limit).starts is not None else None
    lacking, enough = 0, easing.most
    if enough < 1 or planned(easing.eased(frame, enough), limit).starts is None:
        return None
    for _step in range(STEPS):
        if enough - lacking <= max(1, ceil(enough / 200)):
            break
        amount = (lacking + enough) // 2
        answer = planned(easing.eased(frame, amount), limit)
        if answer.status == "unknown":
            break
        lacking, enough = (lacking, amount) if answer.starts is not None else (amount, enough)
    return easing.words(enough)
