"""How fast a person answers, and how many minutes that leaves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from math import ceil
from statistics import median
from typing import NamedTuple

from assessment.domain.library import Settings


class Pace(NamedTuple):
    """`minutes` a question; `own` is False while it is the library's, for too few answers were seen."""

    minutes: float
    own: bool

    def left(self, questions: int) -> int:
        """Whole minutes that so many questions take, rounded up."""
        return ceil(self.minutes * questions - 1e-9)


def pace(answered: Iterable[tuple[datetime, str]], settings: Settings) -> Pace:
    """The median time from one question to the next, from (time, question) of a person's own answers in their order.

    Answers to the same question one after another are one, at the time of the last. A time longer than a pause is
    left out. Before `answer_pace_after` times are known, the library's figure holds.
    """
    ends: list[tuple[datetime, str]] = []
    for at, question in answered:
        if ends and ends[-1][1] == question:
            ends.pop()
        ends.append((at, question))
    gaps = [(after - before).total_seconds() / 60 for (before, _q), (after, _r) in pairwise(ends)]
    taken = [gap for gap in gaps if 0 <= gap <= settings.answer_pause_minutes]
    if len(taken) < max(1, settings.answer_pace_after):
        return Pace(settings.answer_minutes, own=False)
    return Pace(median(taken), own=True)
