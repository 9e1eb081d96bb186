"""What IT and OT may value, aim at and be measured on, and what reconciles the differences."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen


class SideItem(Frozen):
    """One thing that a side may name under a topic, such as a KPI."""

    id: str
    name: str
    usual: tuple[Literal["IT", "OT"], ...] = ()
    """Sides that usually name it (expert judgement), for comparison."""


class Reconciliation(Frozen):
    """What is done where a difference shows: `when_it` and `when_ot` are items named by each side, empty for any."""

    id: str
    difference: str
    action: str
    owner: str
    initiatives: tuple[str, ...]
    when_it: tuple[str, ...] = ()
    when_ot: tuple[str, ...] = ()


class SideTopic(Frozen):
    """Values, priorities, KPIs, skills or constraints. `ranked`: the order of the items counts.

    `questions` of the pack show the topic too, through the medians of IT's and OT's votes.
    """

    id: Literal["values", "priorities", "kpis", "skills", "constraints"]
    name: str
    question: str
    ranked: bool
    most: int
    """Most items that a side names."""
    items: tuple[SideItem, ...]
    questions: tuple[str, ...] = ()
    reconciliations: tuple[Reconciliation, ...] = ()
    basis: str
