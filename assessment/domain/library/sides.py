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
    """What is done where a difference shows.

    It is called for by items: one of `when_it` leans to IT, one of `when_ot` to OT, and neither side names one of
    `when_neither` (an empty list asks nothing; all three empty call for nothing). `when_first` calls for it where the
    two sides put different items first. A wide gap between IT's and OT's votes on one of `questions` calls for it too.
    """

    id: str
    difference: str
    action: str
    owner: str
    initiatives: tuple[str, ...]
    when_it: tuple[str, ...] = ()
    when_ot: tuple[str, ...] = ()
    when_neither: tuple[str, ...] = ()
    when_first: bool = False
    questions: tuple[str, ...] = ()

    @property
    def reachable(self) -> bool:
        """Whether anything can call for it."""
        return bool(self.when_it or self.when_ot or self.when_neither or self.when_first or self.questions)


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
    places_apart: int = 1
    """Places in the order from which on an item that both name leans to the side that ranks it higher (expert
    judgement); read where the topic is ranked."""
    levels_apart: float
    """Levels from which on the votes of IT and OT on a question are far apart (expert judgement)."""
    items: tuple[SideItem, ...]
    questions: tuple[str, ...] = ()
    reconciliations: tuple[Reconciliation, ...] = ()
    basis: str

    @property  # not cached, for a copy in another language would keep the names
    def item(self) -> dict[str, SideItem]:
        return {item.id: item for item in self.items}

    @property
    def reconciliation(self) -> dict[str, Reconciliation]:
        return {reconciliation.id: reconciliation for reconciliation in self.reconciliations}
