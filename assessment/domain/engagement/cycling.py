"""Cycles as facts follow each other: opened, deepened, closed, and corrected after the close."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from assessment.domain import facts as f
from assessment.domain.engagement.state import Correction, Cycle


def apply_cycle(maps: dict[str, dict[Any, Any]], seq: int, day: date,
                fact: f.CycleOpened | f.CycleDeepened | f.CycleClosed | f.AnswerCorrected) -> None:
    """Add one fact to the maps of the fold; a correction stands beside the answers of its cycle, which stay."""
    cycles = maps["cycles"]
    match fact:
        case f.CycleOpened():
            number = cycles[fact.cycle].number if fact.cycle in cycles else len(cycles) + 1
            cycles[fact.cycle] = Cycle(fact.cycle, number, fact.date, depth=fact.depth, carries=fact.carries)
        case f.CycleDeepened():
            cycles[fact.cycle] = replace(cycles[fact.cycle], depth="full")
        case f.CycleClosed():
            cycles[fact.cycle] = replace(cycles[fact.cycle], closed=fact.date, closing=fact, closed_at=seq)
        case f.AnswerCorrected():
            key = (fact.cycle, fact.site, fact.question)
            maps["corrections"][key] = (*maps["corrections"].get(key, ()), Correction(seq, day, fact))
