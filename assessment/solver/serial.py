"""The serial schedule: tasks in order of priority, each as early as every limit allows."""

from __future__ import annotations

from collections import defaultdict

from assessment.domain.roadmap import Footprint, Frame, Ledger, Task, goal, is_required, rewards
from assessment.solver.options import Options, Starts, before

ROUNDS = 4


def schedule(options: Options) -> Starts:
    """A plan that keeps every rule, the best of a few rounds; required tasks come first, others only where they pay."""
    priority = rank(options)
    order = sorted(options.possible, key=lambda task: (-priority[task.id], task.id))
    best: Starts = {}
    worth = (-1, 0.0)
    dropped: set[str] = set()
    for _round in range(ROUNDS):
        starts, finishes = place(options, [task for task in order if task.id not in dropped])
        paying = drop(options, starts, finishes)
        kept = required(options, paying), value(options, paying)
        if kept <= worth and best:
            break
        best, worth = paying, max(worth, kept)
        gone = set(starts) - set(paying)
        if not gone:
            break
        dropped |= gone
    return best


def required(options: Options, starts: Starts) -> int:
    """How much of what must and should be in the plan is: mandatory tasks first, then what the path needs."""
    return sum(1000 * t.mandatory + t.committed for t in options.frame.tasks if t.id in starts)


def value(options: Options, starts: Starts) -> float:
    at = {name: next(f for f in options.footprints[name] if f.start == start) for name, start in starts.items()}
    return goal(options.frame, [(name, f.start, f.finish) for name, f in at.items()])


def rank(options: Options) -> dict[str, float]:
    """Priority by task: worth per effort and money of the best bundle (a task with all it waits for) it is part of."""
    if options.frame.aim == "finish":
        return _tails(options)
    frame = options.frame
    capacity = sum(sum(by) for by in frame.capacity.values()) or 1.0
    worth = {t.id: sum(frame.shares.get(e.key, 0.0) * min(e.levels, frame.gaps.get(e.key, 0.0)) for e in t.effects)
             for t in frame.tasks}
    effort = {t.id: (t.cost + t.recurring) / frame.total_budget + sum(t.effort.values()) / capacity + 1e-6
              for t in frame.tasks}
    priority = dict.fromkeys(worth, 0.0)
    for task in options.possible:
        bundle = before(options, task.id)
        ratio = sum(worth[name] for name in bundle) / sum(effort[name] for name in bundle)
        level = ratio + (1e9 if task.mandatory else 1e6 if task.committed else 0.0)
        for name in bundle:
            priority[name] = max(priority[name], level)
    return priority


def _tails(options: Options) -> dict[str, float]:
    """Priority by task for the earliest finish: months from its start to the end of the longest chain behind it."""
    tails = {task.id: float(task.duration) for task in options.possible}
    level = dict.fromkeys(tails, 0.0)
    for task in sorted(options.possible, key=lambda t: (-options.footprints[t.id][0].start, t.id)):
        if is_required(options.frame, task):
            level.update((name, 1e6) for name in before(options, task.id) if name in level)
        for other in {other for any_of in options.waits[task.id] for other in any_of if other in tails}:
            tails[other] = max(tails[other], options.frame.by_id[other].duration + tails[task.id])
    return {task.id: level.get(task.id, 0.0) + tails.get(task.id, 0.0) for task in options.frame.tasks}


def place(options: Options, order: list[Task]) -> tuple[Starts, dict[str, int]]:
    """Place tasks one by one in the earliest footprint that fits; a task that waits is looked at again later."""
    ledger = Ledger(options.frame)
    starts: Starts = {}
    finishes: dict[str, int] = {}
    pending = order
    while pending:
        later = []
        for task in pending:
            ready = options.ready(task.id, finishes)
            if ready is None:
                later.append(task)
                continue
            for taken in options.footprints[task.id]:
                if taken.start >= ready and not ledger.refuses(task, taken):
                    ledger.enter(task, taken)
                    starts[task.id], finishes[task.id] = taken.start, taken.finish
                    break
        if len(later) == len(pending):
            break
        pending = later
    return starts, finishes


def drop(options: Options, starts: Starts, finishes: dict[str, int]) -> Starts:
    """The plan without tasks that cost more than they bring and that nothing else waits for."""
    kept, frame = dict(starts), options.frame
    by_key: dict[str, dict[str, tuple[int, float]]] = defaultdict(dict)
    for name in starts:
        for effect in frame.by_id[name].effects:
            before = by_key[effect.key].get(name, (0, 0.0))[1]
            by_key[effect.key][name] = finishes[name], before + effect.levels
    waiting: dict[str, list[str]] = defaultdict(list)
    for name in starts:
        for other in {other for any_of in options.waits[name] for other in any_of}:
            waiting[other].append(name)
    for name in sorted(starts, key=lambda n: (-finishes[n], n)):
        task = frame.by_id[name]
        if task.mandatory or task.committed or task.given or any(
                _needed(options, name, other, kept, finishes) for other in waiting[name] if other in kept):
            continue
        taken = Footprint(starts[name], finishes[name], ())
        if options.price(task, taken) > _reward(frame, name, by_key) + 1e-12:
            del kept[name]
            for effect in task.effects:
                by_key[effect.key].pop(name, None)
    return kept


def _reward(frame: Frame, name: str, by_key: dict[str, dict[str, tuple[int, float]]]) -> float:
    """What the aim loses without the task: effects on a capability count together, and no further than its gap."""
    total = 0.0
    for key in {effect.key for effect in frame.by_id[name].effects}:
        gap, share = frame.gaps.get(key, 0.0), frame.shares.get(key, 0.0)
        own = by_key[key][name][1]
        for month, each in rewards(frame):
            if by_key[key][name][0] <= month:
                together = sum(levels for finish, levels in by_key[key].values() if finish <= month)
                total += share * each * (min(gap, together) - min(gap, together - own))
    return total


def _needed(options: Options, name: str, waiting: str, kept: Starts, finishes: dict[str, int]) -> bool:
    """Whether a planned task that waits could not start when it does without `name`."""
    return any(name in any_of and not any(
        other != name and other in kept and finishes[other] <= kept[waiting] for other in any_of)
        for any_of in options.waits[waiting])
