"""Which reconciliations the differences call for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assessment.domain.engagement import Engagement, Place
from assessment.domain.library import Reconciliation, SideTopic
from assessment.domain.sides.types import ReconciliationAction, SideDifference, SidesView, TopicSides


def actions(engagement: Engagement, topics: Iterable[TopicSides], place: Place) -> tuple[ReconciliationAction, ...]:
    """The actions that the differences of one place call for, what both statements and votes show first."""
    known: dict[str, SideTopic] = {topic.id: topic for topic in engagement.the_library.sides}
    return _by_weight(
        ReconciliationAction(reconciliation=entry.id, topic=sides.topic, differences=differences, places=(place,))
        for sides in topics for entry in known[sides.topic].reconciliations
        if (differences := tuple(_called_for(known[sides.topic], entry, sides))))


def _called_for(topic: SideTopic, entry: Reconciliation, sides: TopicSides) -> Iterator[SideDifference]:
    """The differences behind a reconciliation; none where it is not called for."""
    if not sides.waits:
        yield from _by_items(entry, sides)
        if topic.ranked and entry.when_first and sides.first is not None and sides.first[0] != sides.first[1]:
            places = {item.item: item for item in sides.items}
            for name in sides.first:
                yield SideDifference(kind="first", what=name, it=places[name].it, ot=places[name].ot)
    for vote in sides.votes:
        if vote.question in entry.questions and abs(vote.gap) >= topic.levels_apart:
            yield SideDifference(kind="votes", what=vote.question, it=vote.it, ot=vote.ot)


def _by_items(entry: Reconciliation, sides: TopicSides) -> Iterator[SideDifference]:
    named = {item.item for item in sides.items}
    met = [
        [SideDifference(kind="item", what=item.item, it=item.it, ot=item.ot)
         for item in sides.items if item.leans == side and item.item in wanted]
        for side, wanted in (("IT", entry.when_it), ("OT", entry.when_ot)) if wanted]
    if entry.when_neither:
        met.append([SideDifference(kind="neither", what=name) for name in entry.when_neither if name not in named])
    if met and all(met):
        for group in met:
            yield from group


def once(engagement: Engagement, laid: Iterable[SidesView]) -> tuple[ReconciliationAction, ...]:
    """Each action once, with what stands behind it at all places, what both statements and votes show first."""
    found: dict[str, list[ReconciliationAction]] = {}
    for at_place in laid:
        for action in at_place.actions:
            found.setdefault(action.reconciliation, []).append(action)
    order = [entry.id for topic in engagement.the_library.sides for entry in topic.reconciliations]
    return _by_weight(
        ReconciliationAction(
            reconciliation=name, topic=found[name][0].topic,
            differences=tuple(dict.fromkeys(d for action in found[name] for d in action.differences)),
            places=tuple(dict.fromkeys(place for action in found[name] for place in action.places)))
        for name in order if name in found)


def _by_weight(called: Iterable[ReconciliationAction]) -> tuple[ReconciliationAction, ...]:
    """First what rests on both kinds of evidence, then what rests on more differences; else as in the library."""
    def kinds(action: ReconciliationAction) -> int:
        return len({difference.kind == "votes" for difference in action.differences})

    return tuple(sorted(called, key=lambda action: (-kinds(action), -len(action.differences))))
