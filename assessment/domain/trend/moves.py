"""The change between two cycles and its four parts (docs/method.md, section 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from assessment.domain.basis import FUNCTIONS, Function, Interval
from assessment.domain.engagement import Engagement, Place
from assessment.domain.pack import INDEX_NAMES, predecessor
from assessment.domain.scoring import Key, means, values
from assessment.domain.scoring.nodes import Floats
from assessment.domain.trend.types import Move, Trend
from assessment.domain.trend.votes import Voted, voted

FEWEST = 5
"""Below this many voters in common there is no interval."""


@dataclass(frozen=True)
class _Side:
    """One cycle: value of each (question, place) that has one, and the votes behind judgements."""

    table: dict[Key, float]
    votes: dict[Key, Voted]
    agreed: frozenset[Key]


def trend(engagement: Engagement, cycle: str, seed: int = 0, draws: int = 2000) -> Trend | None:
    """Trend from the cycle before to `cycle`, with the weights of the pack now pinned; None for the first cycle."""
    chosen = engagement.cycle(cycle)
    before = engagement.previous(chosen)
    if before is None:
        return None
    then, old, new = _sides(engagement, before.id, chosen.id)
    pack, sites = engagement.the_pack, {key: site.weight for key, site in engagement.sites.items()}
    questions = {q for q, _ in old.table} & {q for q, _ in new.table}
    pairs = [key for key in new.table if key in old.table]  # a set's order would differ from run to run
    common = {key: _common(old, new, key) for key in pairs}
    steps = []
    for side, whole in ((old, means(engagement.pack_of(before.id), sites, then.table)),
                        (new, means(pack, sites, new.table))):
        steps.append((
            whole,
            means(pack, sites, {k: v for k, v in side.table.items() if k[0] in questions}),
            means(pack, sites, {k: side.table[k] for k in pairs}),
            means(pack, sites, {k: x for k in pairs if (x := _value(side, k, common[k])) is not None}),
        ))
    spread = _spread(engagement, old, new, common, seed, draws)
    nodes = [*(d.id for d in pack.dimensions), *INDEX_NAMES]
    return Trend(from_cycle=before.id, to_cycle=chosen.id, moves=tuple(
        _move(node, steps[0], steps[1], spread.get(node)) for node in nodes
        if node in steps[0][0] and node in steps[1][0]))


def _sides(engagement: Engagement, before: str, after: str) -> tuple[_Side, _Side, _Side]:
    """The cycle before under its own pack; the same under the ids of the later pack, without what does not go on
    counting there; the later cycle."""
    old_pack, pack = engagement.pack_of(before), engagement.pack_of(after)
    new = _side(engagement, after)
    if old_pack is pack:
        old = _side(engagement, before)
        return old, old, new
    then = _side(replace(engagement, pack=old_pack), before)
    now = {was.id: q.id for q in pack.questions.values() if (was := predecessor(old_pack, pack, q)) is not None}
    return then, _Side({(now[q], place): x for (q, place), x in then.table.items() if q in now},
                       {(now[q], place): cast for (q, place), cast in then.votes.items() if q in now},
                       frozenset((now[q], place) for q, place in then.agreed if q in now)), new


def _side(engagement: Engagement, cycle: str) -> _Side:
    found = values(engagement, cycle)
    table = {key: value.x for key, value in found.items() if value.x is not None}
    agreed = frozenset((question, place) for (c, place, question) in engagement.agreed if c == cycle)
    votes = {key: cast for key, cast in voted(engagement, cycle).items() if key in table}
    for key, value in found.items():
        if key in table and (value.carried_from or value.confirmed):  # nobody moved it: it stands as it was
            agreed |= {key} if value.rests_on == "agreed" else frozenset()
            if value.votes and value.rests_on != "record":
                votes[key] = Voted(value.votes, value.omega)
    return _Side(table, votes, agreed)


def _common(old: _Side, new: _Side, key: Key) -> tuple[Function, ...]:
    """Functions that voted in both cycles; empty where a value rests on no votes."""
    if key not in old.votes or key not in new.votes:
        return ()
    return tuple(f for f in FUNCTIONS if old.votes[key].votes.get(f) and new.votes[key].votes.get(f))


def _value(side: _Side, key: Key, functions: tuple[Function, ...]) -> float | None:
    """Value over the functions in common. An agreed value or a record has no panel: it stays as it is.

    A voted judgement without a function in common is not like for like and drops out.
    """
    if key in side.agreed or key not in side.votes:
        return side.table[key]
    return side.votes[key].mean(functions) if functions else None


def _move(node: str, old: tuple[dict[str, float], ...], new: tuple[dict[str, float], ...],
          interval: Interval | None) -> Move:
    changes = [new[step][node] - old[step][node] if node in new[step] and node in old[step] else None
               for step in range(4)]
    names = ("instrument", "scope", "panel", "like_for_like")
    parts: dict[str, float | None] = dict.fromkeys(names)
    combined: list[str] = []
    last = changes[0] or 0.0
    for name, following in zip(names[:3], changes[1:], strict=True):
        combined.append(name)
        if following is not None:
            parts[combined[0]] = last - following
            last = following
            combined = []
    if combined:  # nothing like for like: the rest of the change is one number
        combined.append("like_for_like")
        parts[combined[0]] = last
    else:
        parts["like_for_like"] = last
    return Move(
        node=node, kind="index" if node in INDEX_NAMES else "dimension", before=old[0][node], after=new[0][node],
        change=changes[0] or 0.0, **parts, combined=tuple(combined), interval=interval,
        real=interval is not None and interval.excludes(0))


def _spread(engagement: Engagement, old: _Side, new: _Side, common: dict[Key, tuple[Function, ...]], seed: int,
            draws: int) -> dict[str, Interval]:
    """90 % interval of the like-for-like change over voted questions, by node."""
    rng = np.random.default_rng(seed)
    keys = sorted((k for k, functions in common.items() if functions), key=lambda k: (k[0], k[1] or ""))
    people: dict[tuple[Place, Function], list[str]] = {}
    for key in keys:
        for function in common[key]:
            group = people.setdefault((key[1], function), [])
            both = {*old.votes[key].votes[function], *new.votes[key].votes[function]}
            group.extend(sorted(both - set(group)))
    counts = {group: _drawn(rng, len(members), draws) for group, members in sorted(
        people.items(), key=lambda item: (item[0][0] or "", item[0][1]))}
    pack, sites = engagement.the_pack, {key: site.weight for key, site in engagement.sites.items()}
    tables = []
    for side in (old, new):
        table: dict[Key, Floats] = {}
        for key in keys:
            base = _value(side, key, common[key])
            middle = side.votes[key].mean(common[key])
            if base is not None and middle is not None:
                drawn = np.average([_function_mean(side.votes[key].votes[f], people[key[1], f], counts[key[1], f])
                                    for f in common[key]], axis=0, weights=side.votes[key].weights(common[key]))
                table[key] = base + drawn - middle
        tables.append(means(pack, sites, table))
    voters = _voters(engagement, people, keys, common)
    return {
        node: Interval(low=float(low), high=float(high))
        for node in tables[0] if node in tables[1] and len(voters.get(node, ())) >= FEWEST
        for low, high in [np.percentile(tables[1][node] - tables[0][node], (5, 95))]
    }


def _drawn(rng: np.random.Generator, n: int, draws: int) -> Floats:
    """How often each of n people is drawn, [draws, n]: n - 1 of n with replacement (Rao and Wu 1988)."""
    if n == 1:
        return np.ones((draws, 1))
    return rng.multinomial(n - 1, np.full(n, 1 / n), size=draws).astype(float)


def _function_mean(votes: Mapping[str, int], members: list[str], counts: Floats) -> Floats:
    """Mean vote of the drawn [draws]; the function's own mean where none of the drawn answered."""
    level = np.array([votes.get(person, 0) for person in members], float)
    answered = np.array([person in votes for person in members], float)
    weight = counts @ answered
    own = sum(votes.values()) / len(votes)
    return np.where(weight > 0, counts @ (level * answered) / np.maximum(weight, 1), own)


def _voters(engagement: Engagement, people: dict[tuple[Place, Function], list[str]], keys: list[Key],
            common: dict[Key, tuple[Function, ...]]) -> dict[str, set[str]]:
    """People behind the voted questions of each dimension and index."""
    pack = engagement.the_pack
    voters: dict[str, set[str]] = {}
    for key in keys:
        dimension = pack.by_id[pack.dimension_of[pack.capability_of[key[0]]]]
        for function in common[key]:
            members = people[key[1], function]
            voters.setdefault(dimension.id, set()).update(members)
            voters.setdefault(dimension.index, set()).update(members)
    return voters


def paired(engagement: Engagement, before: str, after: str) -> dict[Key, tuple[float, float]]:
    """(question, place) -> values before and after, like for like: what both cycles hold, over functions in both."""
    _then, old, new = _sides(engagement, before, after)
    found = {}
    for key in (key for key in new.table if key in old.table):
        functions = _common(old, new, key)
        pair = _value(old, key, functions), _value(new, key, functions)
        if pair[0] is not None and pair[1] is not None:
            found[key] = (pair[0], pair[1])
    return found
