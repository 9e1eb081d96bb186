"""An anonymous benchmark over engagements: groups of five, and no two views that differ by fewer.

The rule (docs/decisions/0025): the published sets of members, cut with one another in every way, leave no piece of one
to four. It is held for engagements and again for their figures, so that nobody reads from two views what one changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import floor
from typing import Literal, TypeVar

from assessment.domain.basis import Frozen
from assessment.domain.checking import GROUP

Key = TypeVar("Key", str, tuple[str, str])
Stratifier = Literal["all", "size", "modality"]
STRATIFIERS: tuple[Stratifier, ...] = ("all", "size", "modality")
BAND = 0.2
"""Half of the share of members whose mean stands for a quantile: two fifths, so of five members two or more."""
DIGITS = 1
"""Decimals of a published level."""


class Member(Frozen):
    """A consenting engagement: `id` a salted digest of it, `version` one of its figures as well.

    `values` maps dimensions and indices to levels of its last closed cycle; `strata` what it states of itself.
    """

    id: str
    version: str
    strata: Mapping[Stratifier, str]
    values: Mapping[str, float]


class Cell(Frozen):
    """One published group at one node. `members` are (id, version); the figures are levels with one decimal."""

    node: str
    by: Stratifier
    stratum: str
    members: frozenset[tuple[str, str]]
    low: float
    median: float
    high: float

    @property
    def n(self) -> int:
        return len(self.members)


def cells(members: Sequence[Member], nodes: Iterable[str], published: Iterable[Cell]) -> tuple[Cell, ...]:
    """What can be published beside what was published, node by node: all members, then strata, the largest first.

    Members who cannot be shown without telling one apart are held back; of a group that falls under five so nothing
    is shown.
    """
    known: dict[str, list[frozenset[tuple[str, str]]]] = {}
    for cell in published:
        known.setdefault(cell.node, []).append(cell.members)
    found: list[Cell] = []
    for node in nodes:
        views = known.setdefault(node, [])
        values = {(one.id, one.version): one.values[node] for one in members if node in one.values}
        for by in STRATIFIERS:
            groups: dict[str, list[tuple[str, str]]] = {}
            for one in members:
                if node in one.values and by in one.strata:
                    groups.setdefault(one.strata[by], []).append((one.id, one.version))
            for stratum, group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
                told = safe(group, views)
                if told:
                    views.append(told)
                    low, median, high = (banded([values[key] for key in sorted(told)], p) for p in (0.25, 0.5, 0.75))
                    found.append(Cell(node=node, by=by, stratum=stratum, members=told, low=low, median=median,
                                      high=high))
    return tuple(found)


def safe(group: Iterable[tuple[str, str]], views: Sequence[frozenset[tuple[str, str]]]) -> frozenset[tuple[str, str]]:
    """As many of a group of (id, version) as can be shown beside the sets shown before; empty where none can."""
    people = [frozenset(name for name, _version in view) for view in views]
    told = frozenset(group)
    while True:
        ids = _trimmed(frozenset(name for name, _version in told), people)
        left = _trimmed(frozenset(key for key in told if key[0] in ids), views)
        if left == told:
            return told
        told = left


def _trimmed(group: frozenset[Key], views: Sequence[frozenset[Key]]) -> frozenset[Key]:
    """The group without those whose piece would be one to four; who is held back does not follow from a value."""
    pieces: dict[tuple[int, ...], list[Key]] = {}
    for key in sorted(group.union(*views)):
        pieces.setdefault(tuple(n for n, view in enumerate(views) if key in view), []).append(key)
    told: list[Key] = []
    for place, piece in pieces.items():
        inside = [key for key in piece if key in group]
        if place and len(inside) < len(piece):
            inside = inside[:max(0, len(piece) - GROUP)]
        told += inside if len(inside) >= GROUP else []
    return frozenset(told)


def banded(values: Iterable[float], share: float) -> float:
    """A quantile that is nobody's own figure: the mean of the ranked values over the band around it, to one decimal.

    Of five values none weighs more than half.
    """
    ranked = sorted(values)
    low, high = max(0.0, share - BAND) * len(ranked), min(1.0, share + BAND) * len(ranked)
    total = sum(value * max(0.0, min(high, place + 1) - max(low, place)) for place, value in enumerate(ranked))
    return floor(total / (high - low) * 10 ** DIGITS + 0.5) / 10 ** DIGITS


def size_class(headcount: int) -> str:
    """The class of a manufacturer by the people at the assessed sites (EJ: docs/decisions/0025)."""
    return "under-1000" if headcount < 1000 else "1000-4999" if headcount < 5000 else "5000-or-more"
