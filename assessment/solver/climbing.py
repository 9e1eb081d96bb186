"""Search over the order of the serial schedule, for frames beyond the exact model: a move is kept where it pays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import numpy as np

from assessment.domain.roadmap import Footprint, goal, is_required, rewards
from assessment.solver.options import Options, Starts
from assessment.solver.serial import drop, place, required

EXACT_TASKS = 250
"""Possible tasks up to which the exact model finds good plans within its limit."""
MOVES = (1, 1, 2, 4, 8)
"""Tasks that are moved in the order at once, drawn alike."""
PLACINGS = 300_000
"""Tasks that are placed over all rounds; some ten seconds."""


def climb(options: Options, first: Starts, placings: int = PLACINGS,
          improved: Callable[[int, int], None] | None = None, stopped: Callable[[], bool] | None = None) -> Starts:
    """A plan no worse than `first`: tasks are pulled forward in the order of their starts, one or a few at a time.

    The same frame gives the same plan: the draws are seeded and counted, no clock is asked. `improved` is told the
    round and how many there are; once `stopped` says so, the best so far is the answer.
    """
    best = first
    worth = _worth(options, best, {name: next(f.finish for f in options.footprints[name] if f.start == start)
                                   for name, start in best.items()})
    order = sorted(options.possible, key=lambda task: (best.get(task.id, options.frame.months), task.id))
    rounds, draw = max(4, placings // max(1, len(order))), np.random.default_rng(1)
    for number in range(rounds):
        if stopped is not None and stopped():
            break
        tried = list(order)
        for _move in range(MOVES[draw.integers(len(MOVES))]):
            taken = tried.pop(draw.integers(len(tried)))
            tried.insert(draw.integers(len(tried) + 1), taken)
        starts, finishes = place(options, tried)
        found = _worth(options, starts, finishes)
        if found <= worth:
            continue
        starts = drop(options, starts, finishes)
        best, worth, order = starts, _worth(options, starts, finishes), tried
        if improved is not None:
            improved(number + 1, rounds)
    return best


def _worth(options: Options, starts: Starts, finishes: dict[str, int]) -> tuple[int, float]:
    """How much of what is required is planned, then the aim's worth: `goal`, with one pass over each capability."""
    frame = options.frame
    total = goal(frame, [])
    effects: dict[str, list[tuple[int, float]]] = defaultdict(list)
    last = 0
    for name, start in starts.items():
        task, finish = frame.by_id[name], finishes[name]
        total -= options.price(task, Footprint(start, finish, ()))
        for effect in task.effects:
            effects[effect.key].append((finish, effect.levels))
        if frame.aim == "finish" and is_required(frame, task):
            last = max(last, finish)
    months = rewards(frame)
    for key, raised in effects.items() if months else ():
        share, gap = frame.shares.get(key, 0.0), frame.gaps.get(key, 0.0)
        total += share * sum(each * min(gap, sum(levels for finish, levels in raised if finish <= month))
                             for month, each in months)
    return required(options, starts), total - last
