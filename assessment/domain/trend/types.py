"""What a trend says, in levels of the pack's scale."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen, Interval


class Move(Frozen):
    """Change of a node from one cycle to the next (docs/method.md, section 9).

    like_for_like + panel + scope + instrument = change, where all are defined; where one is not, `combined` names
    the parts that are one number, which then stands under the first of them. `interval` is that of the like-for-like
    part over voted questions; `real` when it excludes zero.
    """

    node: str
    kind: Literal["dimension", "index"]
    before: float
    after: float
    change: float
    like_for_like: float | None
    panel: float | None
    scope: float | None
    instrument: float | None
    combined: tuple[str, ...] = ()
    interval: Interval | None = None
    real: bool = False

    @property
    def told(self) -> bool:
        """Whether it is more than noise and large enough to be seen in a number of one decimal."""
        return self.real and abs(self.change) >= 0.05


class Trend(Frozen):
    from_cycle: str
    to_cycle: str
    moves: tuple[Move, ...]


Basis = Literal["voted", "evidenced", "claimed"]
"""Votes of a function in both cycles; no votes in both, but evidence that a reviewer has seen; neither."""


class MoveBasis(Frozen):
    """The like-for-like part of a node by what it rests on, in levels; the three add up to it."""

    voted: float
    evidenced: float
    claimed: float


class ValueMove(Frozen):
    """One question at one place (site None: the network), like for like, in levels."""

    question: str
    site: str | None
    before: float
    after: float
    basis: Basis

    @property
    def change(self) -> float:
        return self.after - self.before


PartName = Literal["like_for_like", "panel", "scope", "instrument"]


class MovePart(Frozen):
    """What one question at one place (site None: the network) adds to one part of a change; all are in levels.

    `before` and `after` are its values, None in a cycle that has none; `levels` is what it adds. Over a part they add
    up to it.
    """

    part: PartName
    question: str
    site: str | None
    before: float | None
    after: float | None
    levels: float
