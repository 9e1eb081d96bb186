"""The change between two cycles and its four parts (docs/method.md, section 9)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from assessment.domain.basis import Function, Interval
from assessment.domain.engagement import Engagement, Place
from assessment.domain.pack import INDEX_NAMES
from assessment.domain.scoring import Key, means
from assessment.domain.scoring.nodes import Floats
from assessment.domain.trend.side import Side, in_common, like_pairs, like_value, sides_of
from assessment.domain.trend.types import Move, Trend

FEWEST = 5
"""Below this many voters in common there is no interval."""


def trend(engagement: Engagement, cycle: str, seed: int = 0, draws: int = 2000,
          before: str | None = None) -> Trend | None:
    """Trend from an earlier cycle, else the one before, to `cycle`, with the weights of the pack now pinned; None for
    the first cycle."""
    pair = _pair(engagement, cycle, before)
    return None if pair is None else _compared(engagement, pair, sides_of(engagement, *pair), seed, draws)


def trend_by_site(engagement: Engagement, cycle: str, seed: int = 0, draws: int = 2000,
                  before: str | None = None) -> dict[str, Trend]:
    """The same for each site alone, over what is asked at sites; a site has no scope part of its own."""
    pair = _pair(engagement, cycle, before)
    if pair is None:
        return {}
    then, old, new = sides_of(engagement, *pair)
    return {site: _compared(engagement, pair, (then.at(site), old.at(site), new.at(site)), seed, draws)
            for site in engagement.sites}


def _pair(engagement: Engagement, cycle: str, before: str | None) -> tuple[str, str] | None:
    """The earlier and the later of two cycles."""
    chosen = engagement.cycle(cycle)
    earlier = engagement.previous(chosen) if before is None else engagement.cycle(before)
    return None if earlier is None or earlier.number >= chosen.number else (earlier.id, chosen.id)


def _compared(engagement: Engagement, pair: tuple[str, str], compared: tuple[Side, Side, Side], seed: int,
              draws: int) -> Trend:
    then, old, new = compared
    pack, sites = engagement.the_pack, {key: site.weight for key, site in engagement.sites.items()}
    questions = {q for q, _ in old.table} & {q for q, _ in new.table}
    pairs = [key for key in new.table if key in old.table]  # a set's order would differ from run to run
    common = {key: in_common(old, new, key) for key in pairs}
    like = like_pairs(old, new)
    steps = []
    for number, (side, whole) in enumerate(((old, means(engagement.pack_of(pair[0]), sites, then.table)),
                                            (new, means(pack, sites, new.table)))):
        steps.append((
            whole,
            means(pack, sites, {k: v for k, v in side.table.items() if k[0] in questions}),
            means(pack, sites, {k: side.table[k] for k in pairs}),
            means(pack, sites, {k: pair[number] for k, pair in like.items()}),
        ))
    spread = _spread(engagement, old, new, common, seed, draws)
    nodes = [*(d.id for d in pack.dimensions), *INDEX_NAMES]
    return Trend(from_cycle=pair[0], to_cycle=pair[1], moves=tuple(
        _move(node, steps[0], steps[1], spread.get(node)) for node in nodes
        if node in steps[0][0] and node in steps[1][0]))


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


def _spread(engagement: Engagement, old: Side, new: Side, common: dict[Key, tuple[Function, ...]], seed: int,
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
            base = like_value(side, key, common[key])
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
