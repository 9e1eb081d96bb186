"""Criteria and rules of the connection gate."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen


class GateCriterion(Frozen):
    """A criterion of the connection gate. `hard`: always, only for GxP or remote-access flows, or never."""

    id: str
    name: str
    evidence: str
    hard: Literal["always", "gxp", "remote", "never"]
    light: bool
    """Part of the lighter set for read-only one-way flows."""
    questions: tuple[str, ...]
    initiatives: tuple[str, ...]
    references: tuple[str, ...]


class GateRules(Frozen):
    criteria: tuple[GateCriterion, ...]
    conditional_days: int = 90
    lapse_months: int = 12
    cap_level: int = 2
    basis: str = "EJ"
