"""The choice of a path written a second time, plainly and in loops, as a reader would follow docs/method.md, section 5.

Nothing here calls assessment.domain.paths. It speaks of the network only: every site says the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from random import Random
from typing import Any, NamedTuple

from assessment.domain.library import PATHS, Library

LEAST, MOST = 1.0, 5.0


class Found(NamedTuple):
    """Strength of a criterion: None where nothing is known, and how far it may lie."""

    value: float | None
    low: float
    high: float


class Input(NamedTuple):
    """What somebody may say; a level of None is unknown, `na` is left out of everything."""

    answers: Mapping[str, Any]
    stated: Mapping[str, str]
    sites: int = 3


def strengths(library: Library, said: Input) -> dict[str, Found]:
    """Criterion -> strength; criteria that do not apply are missing."""
    found = {}
    for criterion in library.criteria:
        parts = []
        for entry in criterion.inputs:
            if entry.stated is not None:
                word = said.stated.get(entry.stated)
                if word in entry.words:
                    parts.append(Found(entry.words[word], entry.words[word], entry.words[word]))
                else:
                    parts.append(Found(None, min(entry.words.values()), max(entry.words.values())))
                continue
            level = said.answers.get(entry.question or entry.capability or "")
            if level == "na":
                continue
            if level is None:
                parts.append(Found(None, min(entry.at_min, entry.at_max), max(entry.at_min, entry.at_max)))
                continue
            middle, one, other = level if isinstance(level, (list, tuple)) else (level, level, level)
            value, a, b = (entry.at_min + (x - LEAST) / (MOST - LEAST) * (entry.at_max - entry.at_min)
                           for x in (middle, one, other))
            parts.append(Found(value, min(a, b, value), max(a, b, value)))
        if criterion.inputs and not parts:
            continue
        if not parts:
            found[criterion.id] = Found(None, -1, 1)
            continue
        known = [part.value for part in parts if part.value is not None]
        value = sum(known) / len(known) if known else None
        low, high = (sum(part[place] for part in parts) / len(parts) for place in (1, 2))
        if value is not None:
            low, high = min(low, value), max(high, value)
        found[criterion.id] = Found(value, low, high)
    return found


def eliminated(library: Library, said: Input) -> set[str]:
    """Paths that a precondition which certainly holds rules out."""
    gone: set[str] = set()
    for knockout in library.knockouts:
        if knockout.kind == "eliminate" and all(_certain(test, said) for test in knockout.when):
            gone |= set(knockout.paths)
    return gone


def _certain(test: Any, said: Input) -> bool:
    if test.sites_above is not None:
        return said.sites > test.sites_above
    if test.stated is not None:
        return said.stated.get(test.stated) == test.is_
    level = said.answers.get(test.question or test.capability)
    if level is None or level == "na":
        return False
    value = level[0] if isinstance(level, (list, tuple)) else level
    return (test.below is None or value < test.below - 1e-9) and (
        test.at_least is None or value >= test.at_least - 1e-9)


def scores(library: Library, weights: Mapping[str, float], found: Mapping[str, Found]) -> dict[str, float]:
    """Path -> signed normalised score."""
    result = {}
    for path in PATHS:
        top = bottom = 0.0
        for criterion in library.criteria:
            effect = criterion.effects.get(path, 0)
            if criterion.id in found and effect:
                top += weights[criterion.id] * (found[criterion.id].value or 0.0) * effect
                bottom += weights[criterion.id] * abs(effect)
        result[path] = top / bottom if bottom else 0.0
    return result


def leaders(scored: Mapping[str, float], gone: Iterable[str]) -> set[str]:
    """Paths that nobody is ahead of."""
    alive = {path: score for path, score in scored.items() if path not in set(gone)}
    return {path for path, score in alive.items() if score >= max(alive.values()) - 1e-9}


class Counted(NamedTuple):
    """Shares of draws, 0..1, by path; pairs by (path, other); `weights` mean weight of a criterion where a path won."""

    wins: dict[str, float]
    uniform: dict[str, float]
    ranks: dict[tuple[str, int], float]
    beats: dict[tuple[str, str], float]
    weights: dict[tuple[str, str], float]


def shares(library: Library, weights: Mapping[str, float], found: Mapping[str, Found], alive: Iterable[str], seed: int,
           draws: int) -> Counted:
    """One draw after the other: weights around the declared ones, strengths in their range, effects within a half."""
    rng, paths = Random(seed), list(alive)
    counting = [c for c in library.criteria if c.id in found and weights[c.id] > 0]
    total = sum(weights[c.id] for c in counting)
    wins, uniform = dict.fromkeys(PATHS, 0), dict.fromkeys(PATHS, 0)
    ranks = {(path, rank): 0 for path in PATHS for rank in range(len(PATHS))}
    beats = {(a, b): 0 for a in paths for b in paths if a != b}
    weighed = {(path, c.id): 0.0 for path in PATHS for c in counting}
    for _draw in range(draws):
        near = [rng.gammavariate(10 * len(counting) * weights[c.id] / total, 1) for c in counting]
        anywhere = [-math.log(1 - rng.random()) for _c in counting]
        strong = [rng.uniform(found[c.id].low, found[c.id].high) for c in counting]
        near_scores, anywhere_scores = {}, {}
        for path in paths:
            sums = [0.0, 0.0, 0.0, 0.0]
            for c, w, free, s in zip(counting, near, anywhere, strong, strict=True):
                declared = c.effects.get(path, 0)
                if declared:
                    effect = rng.uniform(declared - .5, declared + .5)
                    for place, share in ((0, w), (2, free)):
                        sums[place] += share * s * effect
                        sums[place + 1] += share * abs(effect)
            near_scores[path] = sums[0] / sums[1] if sums[1] else 0.0
            anywhere_scores[path] = sums[2] / sums[3] if sums[3] else 0.0
        order = sorted(paths, key=lambda path: (-near_scores[path], rng.random()))
        for rank, path in enumerate(order):
            ranks[path, rank] += 1
            for below in order[rank + 1:]:
                beats[path, below] += 1
        wins[order[0]] += 1
        uniform[max(paths, key=lambda path: (anywhere_scores[path], rng.random()))] += 1
        for c, w in zip(counting, near, strict=True):
            weighed[order[0], c.id] += w / sum(near)
    return Counted(
        wins={path: count / draws for path, count in wins.items()},
        uniform={path: count / draws for path, count in uniform.items()},
        ranks={key: count / draws for key, count in ranks.items()},
        beats={key: count / draws for key, count in beats.items()},
        weights={key: value / wins[key[0]] for key, value in weighed.items() if wins[key[0]]})
