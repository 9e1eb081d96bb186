"""A frame made ready for search: allowed footprints by task, who waits for whom, what a task is worth."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.domain.roadmap import Footprint, Frame, Task, footprints, price, waits

Starts = dict[str, int]
"""Task -> start month."""


@dataclass(frozen=True)
class Options:
    """`footprints` by task, none where a task can never be planned; `waits` by task: any one of each tuple."""

    frame: Frame
    footprints: dict[str, list[Footprint]]
    waits: dict[str, list[tuple[str, ...]]]

    @property
    def possible(self) -> list[Task]:
        return [task for task in self.frame.tasks if self.footprints[task.id]]

    def price(self, task: Task, taken: Footprint) -> float:
        return price(self.frame, task, taken)

    def ready(self, task: str, finishes: dict[str, int]) -> int | None:
        """Earliest month at which everything waited for has finished; None while something is missing."""
        month = 0
        for any_of in self.waits[task]:
            known = [finishes[name] for name in any_of if name in finishes]
            if not known:
                return None
            month = max(month, min(known))
        return month


def prepare(frame: Frame) -> Options:
    """Footprints that precedence alone leaves possible; a task in a circle or without a predecessor keeps none."""
    allowed = {task.id: footprints(frame, task) for task in frame.tasks}
    order = {task.id: [wait.any_of for wait in waits(frame, task)] for task in frame.tasks}
    options = Options(frame, allowed, order)
    earliest: dict[str, int] = {}
    pending = [task.id for task in frame.tasks]
    # a task is settled once all it waits for are; any-of waits settle on the earliest of those known at the end
    changed = True
    while changed:
        changed = False
        for name in pending:
            ready = options.ready(name, earliest)
            finish = next((f.finish for f in allowed[name] if ready is not None and f.start >= ready), None)
            if finish is not None and finish < earliest.get(name, finish + 1):
                earliest[name] = finish
                changed = True
    for name in pending:
        ready = options.ready(name, earliest)
        allowed[name] = [f for f in allowed[name] if ready is not None and f.start >= ready] if name in earliest else []
    return options


def before(options: Options, name: str) -> list[str]:
    """A task and, transitively, what it waits for; of any-of waits the one that can finish first."""
    found: dict[str, None] = {}
    pending = [name]
    while pending:
        here = pending.pop()
        if here in found:
            continue
        found[here] = None
        for any_of in options.waits[here]:
            able = [n for n in any_of if options.footprints.get(n)]
            if able and not any(n in found for n in able):
                pending.append(min(able, key=lambda n: (options.footprints[n][0].finish, n)))
    return list(found)
