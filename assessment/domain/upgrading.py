"""What a newer pack would do to the scores of a cycle: side by side, and by what (docs/packs.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from assessment.domain.engagement import Engagement, Place
from assessment.domain.pack import Pack, predecessor
from assessment.domain.scoring import Key, Score, means, points


@dataclass(frozen=True)
class ScoreEffect:
    """A dimension or index at a place under both packs, values in levels, coverage 0..1, levels attained after caps.

    after - before = lost + weights + conditions, where all are defined: answers that count no more, other weights or
    another place in the tree, and conditions that now hold or hold no more. `unasked` questions nobody has answered
    yet: they lower the coverage and not the value.
    """

    node: str
    kind: str
    place: Place
    before: float | None
    after: float | None
    level_before: int | None
    level_after: int | None
    coverage_before: float
    coverage_after: float
    lost: float | None
    weights: float | None
    conditions: float | None
    unasked: int

    @property
    def moves(self) -> bool:
        """Whether anything differs."""
        return (_told(self.before), self.level_before, _told(self.coverage_before)) != (
            _told(self.after), self.level_after, _told(self.coverage_after))


def upgrade_effect(old: Engagement, cycle: str, new: Engagement, carrying: str) -> tuple[ScoreEffect, ...]:
    """A cycle scored under its pack, and as `carrying`, a cycle without answers that carries it under a newer one."""
    before, after = points(old, cycle), points(new, carrying)
    was, now = _scored(before.scores), _scored(after.scores)
    tables = [{key: value.x for key, value in found.table.items() if value.x is not None} for found in (before, after)]
    successor = {known.id: q.id for q in new.the_pack.questions.values()
                 if (known := predecessor(old.the_pack, new.the_pack, q)) is not None}
    kept = {key: x for key, x in tables[0].items() if key[0] in successor}
    renamed = {(successor[name], place): x for (name, place), x in kept.items()}
    found = []
    for place in (None, *new.sites):
        steps = (_means(old, old.the_pack, tables[0], place), _means(old, old.the_pack, kept, place),
                 _means(new, new.the_pack, renamed, place), _means(new, new.the_pack, tables[1], place))
        for node, kind, there in dict.fromkeys([*now, *was]):
            if there != place:
                continue
            one, two = was.get((node, kind, place)), now.get((node, kind, place))
            lost, weights, conditions = (_minus(later.get(node), earlier.get(node))
                                         for earlier, later in pairwise(steps))
            found.append(ScoreEffect(
                node, kind, place, one.value if one else None, two.value if two else None, one.level if one else None,
                two.level if two else None, one.coverage if one else 0.0, two.coverage if two else 0.0,
                lost, weights, conditions,
                unasked=_unasked(new.the_pack, node, place, set(successor.values()))))
    return tuple(found)


def _scored(scores: Iterable[Score]) -> dict[tuple[str, str, Place], Score]:
    return {(s.node, s.kind, s.site): s for s in scores if s.kind in ("dimension", "index")}


def _means(state: Engagement, pack: Pack, table: Mapping[Key, float], place: Place) -> dict[str, float]:
    here = {key: x for key, x in table.items() if place is None or key[1] == place}
    return means(pack, {name: site.weight for name, site in state.sites.items()}, here)


def _minus(later: float | None, earlier: float | None) -> float | None:
    return None if later is None or earlier is None else later - earlier


def _unasked(pack: Pack, node: str, place: Place, known: set[str]) -> int:
    return sum(q.id not in known for d in pack.dimensions if node in (d.id, d.index) for q in d.questions
               if place is None or q.scope == "site")


def _told(value: float | None) -> float | None:
    return None if value is None else round(value, 9)
