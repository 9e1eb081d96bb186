"""Results of laying the sides beside each other."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen
from assessment.domain.engagement import Place
from assessment.domain.facts import SideStated

Lean = Literal["IT", "OT"]


class ItemSides(Frozen):
    """One item as the sides name it: its place in each side's order, from 1; None where a side does not name it.

    `leans` is the side that it tells from the other: the only one to name it, the only one to put it first, or the one
    to rank it higher by the places from which on a ranked topic counts a difference.
    """

    item: str
    it: int | None
    ot: int | None
    leans: Lean | None

    @property
    def shared(self) -> bool:
        return self.it is not None and self.ot is not None


class QuestionSides(Frozen):
    """Medians of IT's and OT's votes on a question, in levels.

    `sites` is empty for a question of the network; for the whole network a median is that of the sites' medians. Only
    places with three people or more on each side and no blind round enter.
    """

    question: str
    it: float
    ot: float
    sites: tuple[str, ...] = ()

    @property
    def gap(self) -> float:
        return self.it - self.ot


class TopicSides(Frozen):
    """A topic at a place: each side's statement, None while it is waited for, items in order, and votes.

    `distance` tells how far the two orders lie apart, 0 (the same) to 1 (nothing shared); None for a topic without
    order and while a side is waited for.
    """

    topic: str
    it: SideStated | None
    ot: SideStated | None
    items: tuple[ItemSides, ...] = ()
    distance: float | None = None
    votes: tuple[QuestionSides, ...] = ()

    @property
    def waits(self) -> bool:
        return self.it is None or self.ot is None

    @property
    def shared(self) -> tuple[ItemSides, ...]:
        return tuple(item for item in self.items if item.shared)

    @property
    def first(self) -> tuple[str, str] | None:
        """What IT and what OT put first; None while a side is waited for."""
        return None if self.it is None or self.ot is None else (self.it.items[0], self.ot.items[0])

    def alone(self, side: Lean) -> tuple[ItemSides, ...]:
        """Items that only this side names, in its order."""
        return tuple(i for i in self.items if (i.it if side == "IT" else i.ot) is not None and not i.shared)


class SideDifference(Frozen):
    """What calls for a reconciliation: an item with its places in both orders, or a question with both medians.

    `kind` says which: an item that leans to a side, one that neither side names, a first place, or votes apart.
    """

    kind: Literal["item", "neither", "first", "votes"]
    what: str
    it: float | None = None
    ot: float | None = None


class ReconciliationAction(Frozen):
    """A reconciliation that is called for, once, with the differences behind it and the places where they stand."""

    reconciliation: str
    topic: str
    differences: tuple[SideDifference, ...]
    places: tuple[Place, ...]


class SidesView(Frozen):
    """All topics at a site, or in the network, and the actions that they call for, the weightiest first."""

    place: Place
    topics: tuple[TopicSides, ...]
    actions: tuple[ReconciliationAction, ...]

    def topic(self, name: str) -> TopicSides | None:
        return next((topic for topic in self.topics if topic.topic == name), None)


class SidesOverview(Frozen):
    """`network` as the network's statements stand; `sites` hold, of each site that has stated something of its own,
    the topics on which it has; `actions` each called for at one of these places, once.
    """

    network: SidesView
    sites: tuple[SidesView, ...]
    actions: tuple[ReconciliationAction, ...]
    stated: int
    """Statements of both sides, of the network and of sites."""
    waiting: int
    """Topics on which only one side has said something for the network."""
