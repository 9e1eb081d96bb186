"""Which criteria a flow has to pass, which of them are hard stops, and how one stands on a day."""

from __future__ import annotations

from datetime import date, timedelta

from assessment.domain.facts import ConnectionDefined, CriterionReviewed
from assessment.domain.gate.types import Result
from assessment.domain.library import Concern, GateCriterion, GateRules


def applies(criterion: GateCriterion, flow: ConnectionDefined) -> bool:
    """The lighter set is for read-only one-way flows; what is a hard stop for the flow is never left out."""
    return criterion.light or is_hard(criterion, flow) or not (flow.direction == "read" and flow.one_way)


def is_hard(criterion: GateCriterion, flow: ConnectionDefined) -> bool:
    """Whether the criterion cannot be passed on a condition by this flow."""
    return {"always": True, "gxp": flow.gxp, "remote": flow.remote_access, "never": False}[criterion.hard]


def concern_of(criterion: GateCriterion, flow: ConnectionDefined) -> Concern | None:
    """What makes a finding on it Quality's: data integrity for GxP flows only, patient supply for every flow."""
    return None if criterion.concern == "data-integrity" and not flow.gxp else criterion.concern


def has_end(review: CriterionReviewed, rules: GateRules, first: date | None = None) -> bool:
    """A conditional pass has an owner and ends within the days allowed, counted from the `first` of those in a row."""
    return (review.owner is not None and review.due is not None
            and review.date <= review.due <= (first or review.date) + timedelta(days=rules.conditional_days))


def dated(review: CriterionReviewed) -> date:
    """The day that the evidence bears; without one that of its review."""
    return review.evidence_date or review.date


def is_too_old(review: CriterionReviewed, criterion: GateCriterion, rules: GateRules, day: date) -> bool:
    """Whether a decision on the day may not rest on it any more."""
    days = rules.evidence_days if criterion.evidence_days is None else criterion.evidence_days
    return day > dated(review) + timedelta(days=days)


def result_of(criterion: GateCriterion, flow: ConnectionDefined, review: CriterionReviewed | None, rules: GateRules,
              day: date, first: date | None = None) -> Result:
    """How a criterion stands on a day by its review alone: not yet whether the evidence is too old.

    `first` is the day of the first conditional review in a row.
    """
    if review is None or review.date > day:
        return "missing"
    if review.result == "not-met":
        return "not-met"
    if dated(review) > review.date:  # nobody has seen what did not exist yet
        return "missing"
    if review.result == "met":
        return "met" if review.evidence.strip() else "missing"
    if is_hard(criterion, flow) or not has_end(review, rules, first):
        return "not-met"
    return "expired" if review.due is not None and day > review.due else "conditional"


def months_after(day: date, months: int) -> date:
    """The same day of the month so many calendar months later, the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
