"""The answers behind each of the four parts of a change: what each adds, so that they add up to the number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

import numpy as np

from assessment.domain.engagement import Engagement, Place
from assessment.domain.pack import Pack, predecessor
from assessment.domain.scoring import Key, means
from assessment.domain.scoring.nodes import Floats, members
from assessment.domain.trend.side import like_pairs, sides_of
from assessment.domain.trend.types import MovePart, PartName

NAMES: tuple[PartName, ...] = ("instrument", "scope", "panel", "like_for_like")
LEAST = 1e-9
Stage = Mapping[Key, tuple[float, float]]
"""(question, place) -> its weight in the node's mean, and its value."""


def behind(engagement: Engagement, before: str, after: str, node: str, site: Place = None) -> tuple[MovePart, ...]:
    """What each answer adds to each part of the change of a dimension or index, of the network or of one site.

    The parts are the steps between four means, each over less than the one before (moves.py); a mean is the sum of its
    values times their weights. What an answer adds to a step is how far it stands from the narrower mean, times its
    weight, in the wider mean less that in the narrower one, then less before. Ordered by part, the most first.
    """
    then, old, new = sides_of(engagement, before, after)
    if site is not None:
        then, old, new = then.at(site), old.at(site), new.at(site)
    pack, was = engagement.the_pack, engagement.pack_of(before)
    questions = {q for q, _ in old.table} & {q for q, _ in new.table}
    pairs = [key for key in new.table if key in old.table]
    like = like_pairs(old, new)
    now = {} if pack is was else {
        gone.id: q.id for q in pack.questions.values() if (gone := predecessor(was, pack, q)) is not None}
    sides = []
    for side, table, of, number in ((old, then.table, was, 0), (new, new.table, pack, 1)):
        whole = {(now.get(q, q) if of is not pack else q, place): found
                 for (q, place), found in _stage(engagement, of, node, table).items()}
        sides.append((whole, *(_stage(engagement, pack, node, kept) for kept in (
            {k: v for k, v in side.table.items() if k[0] in questions}, {k: side.table[k] for k in pairs},
            {k: pair[number] for k, pair in like.items()}))))
    found: list[MovePart] = []
    for name, added, step in _added(*sides):
        shown = (sides[0][step], sides[1][step])
        found += sorted((MovePart(
            part=name, question=key[0], site=key[1], before=shown[0][key][1] if key in shown[0] else None,
            after=shown[1][key][1] if key in shown[1] else None, levels=levels)
            for key, levels in added.items() if abs(levels) > LEAST),
            key=lambda one: (-abs(one.levels), one.question, one.site or ""))
    return tuple(sorted(found, key=lambda one: -NAMES.index(one.part)))


def _stage(engagement: Engagement, pack: Pack, node: str, table: Mapping[Key, float]) -> Stage:
    """Weight and value of all that a node's mean runs over; empty where there is no such mean."""
    under = members(pack).get(node, frozenset())
    kept = [key for key in table if key[0] in under]
    unit: dict[Key, Floats] = dict(zip(kept, np.eye(len(kept)), strict=True))
    weights = means(pack, {name: known.weight for name, known in engagement.sites.items()}, unit).get(node)
    return {} if weights is None else {
        key: (float(weight), table[key]) for key, weight in zip(kept, weights, strict=True)}


def _added(old: tuple[Stage, ...], new: tuple[Stage, ...]) -> Iterable[tuple[PartName, dict[Key, float], int]]:
    """Part, what each answer adds to it, and the step whose values it is told with; one where a mean is missing."""
    steps = [step for step in range(len(NAMES)) if old[step] and new[step]]
    for wide, narrow in pairwise(steps):
        added: dict[Key, float] = {}
        for side, sign in ((new, 1), (old, -1)):
            middle = _mean(side[narrow])
            for stage, turn in ((side[wide], sign), (side[narrow], -sign)):
                for key, (weight, x) in stage.items():
                    added[key] = added.get(key, 0.0) + turn * weight * (x - middle)
        yield NAMES[wide], added, wide
    if steps:
        last = steps[-1]
        middle = _mean(old[last])
        yield NAMES[last], {
            key: sum(sign * side[key][0] * (side[key][1] - middle) for side, sign in (
                (new[last], 1), (old[last], -1)) if key in side)
            for key in dict.fromkeys((*old[last], *new[last]))}, last


def _mean(stage: Stage) -> float:
    return sum(weight * x for weight, x in stage.values())
