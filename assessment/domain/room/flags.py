"""Flags as the room looks at them: which wait to be taken up, and how many of each kind. Nobody is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from assessment.domain.basis import Frozen
from assessment.domain.engagement import Engagement, Flag, Place, Workshop
from assessment.domain.facts import FlagKind
from assessment.domain.pack import Question
from assessment.domain.room.standing import places_in_room

FLAG_KINDS: tuple[FlagKind, ...] = ("workshop", "evidence", "level", "wording")


class FlagCounted(Frozen):
    """Flags of one kind on a question: by how many people, and what they noted, in the order of the journal."""

    flag: FlagKind
    count: int
    notes: tuple[str, ...] = ()


def flags_waiting(engagement: Engagement, cycle: str, place: Place, question: str) -> tuple[Flag, ...]:
    """Flags that nobody has answered: where a level is agreed, those set since the facilitator's last step there."""
    key = (cycle, place, question)
    found = engagement.flags.get(key, ())
    if key not in engagement.agreed:
        return found
    return tuple(flag for flag in found if flag.seq > engagement.steered.get(key, 0))


def count_flags(flags: Iterable[Flag]) -> tuple[FlagCounted, ...]:
    """By kind, those that were set; the same person counts once a kind and place. Equal notes are told once."""
    found = list(flags)
    count = Counter(flag.fact.flag for flag in found)
    return tuple(FlagCounted(flag=kind, count=count[kind], notes=tuple(dict.fromkeys(
        flag.fact.note for flag in found if flag.fact.flag == kind and flag.fact.note))) for kind in FLAG_KINDS
        if count[kind])


def flags_in_room(engagement: Engagement, workshop: Workshop, question: Question) -> tuple[FlagCounted, ...]:
    """What waits to be taken up on a question at all places of a workshop, by kind."""
    return count_flags(flag for place in places_in_room(engagement, workshop, question)
                       for flag in flags_waiting(engagement, workshop.cycle, place, question.id))
