"""Criteria and rules of the connection gate."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen

Concern = Literal["data-integrity", "patient-supply"]
"""What makes a finding Quality's: it closes only with a reference of the quality system, or Quality's reasoned no."""


class GateCriterion(Frozen):
    """A criterion of the connection gate. `hard`: always, only for GxP or remote-access flows, or never.

    `evidence_days` is how old evidence may be on the day of the decision, None for the rule of the gate.
    """

    id: str
    name: str
    evidence: str
    hard: Literal["always", "gxp", "remote", "never"]
    light: bool
    """Part of the lighter set for read-only one-way flows."""
    questions: tuple[str, ...]
    initiatives: tuple[str, ...]
    references: tuple[str, ...]
    evidence_days: int | None = None
    concern: Concern | None = None


class WatchedQuestion(Frozen):
    """A question whose answer below level `below` is a finding on data integrity or patient supply."""

    question: str
    concern: Concern
    below: int


class GateRules(Frozen):
    """Days and months are calendar ones. While a live connection of a site has an open hard stop, `cap_dimension`
    cannot attain more than `cap_level` there (on a scale of 1 to 5).
    """

    criteria: tuple[GateCriterion, ...]
    conditional_days: int = 90
    lapse_months: int = 12
    evidence_days: int = 365
    accept_days: int = 365
    """How long a live connection that does not pass may be accepted, compensated or await its cut."""
    cap_level: int = 2
    cap_dimension: str = "cyber"
    initiative: str = "I32"
    """The initiative that brings the gate to a site: what it builds on has to close every criterion."""
    watched: tuple[WatchedQuestion, ...] = ()
    basis: str = "EJ"
