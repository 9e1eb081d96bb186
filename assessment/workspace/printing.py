"""What stands in the way of printing an engagement: texts with characters that no font of this machine has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assessment.domain.basis import Problem
from assessment.domain.engagement import Engagement
from assessment.domain.pack import speak
from assessment.journal import Entry
from assessment.text import language

PINNED = ("pack-pinned", "pack-upgraded", "library-pinned")
"""Facts that hold texts in languages which are not printed."""


def unprintable(engagement: Engagement, entries: Iterable[Entry], names: Mapping[str, str]) -> tuple[Problem, ...]:
    """Problems that name the font package to install, by the texts of all facts, the pack and the names of people."""
    from assessment.report.glyphs import unprintable as checked

    texts = [*names.values()]
    for entry in entries:
        if entry.fact.get("kind") not in PINNED:
            texts.extend(_texts(entry.fact))
    if engagement.pack is not None:
        texts.extend(_texts(speak(engagement.the_pack, language()).model_dump(mode="json", exclude={"translations"})))
    return checked(texts)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
