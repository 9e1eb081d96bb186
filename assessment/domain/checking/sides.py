"""What the topics of IT and OT and their reconciliations mention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from assessment.domain.basis import Problem
from assessment.domain.checking.known import Known
from assessment.domain.library import Library, Reconciliation, SideTopic
from assessment.text import _, quoted


def check_sides(library: Library, known: Known) -> Iterator[Problem]:
    """Dangling ids, ids used twice, and reconciliations that nothing can call for."""
    yield from _twice((topic.id for topic in library.sides), "sides")
    yield from _twice((entry.id for topic in library.sides for entry in topic.reconciliations), "sides.reconciliations")
    for topic in library.sides:
        where = f"sides.{topic.id}"
        yield from known.missing("question", topic.questions, f"{where}.questions")
        yield from _twice((item.id for item in topic.items), f"{where}.items")
        if not 1 <= topic.most <= len(topic.items):
            yield Problem(code="most-items", where=f"{where}.most",
                          message=_("A side cannot name that many items here."),
                          remedy=_("Choose 1 to {most}.").format(most=len(topic.items)))
        if topic.levels_apart <= 0 or topic.places_apart < 1:
            yield Problem(code="no-difference", where=where,
                          message=_("Sides that agree would count as different."),
                          remedy=_("Let levels_apart be above 0 and places_apart 1 or more."))
        for entry in topic.reconciliations:
            yield from _check_reconciliation(entry, topic, known)


def _check_reconciliation(entry: Reconciliation, topic: SideTopic, known: Known) -> Iterator[Problem]:
    where = f"sides.{topic.id}.reconciliations.{entry.id}"
    yield from known.missing("initiative", entry.initiatives, f"{where}.initiatives")
    for key in ("when_it", "when_ot", "when_neither"):
        for name in getattr(entry, key):
            if name not in topic.item:
                yield Problem(code="unknown-item", where=f"{where}.{key}",
                              message=_("There is no {kind} named {name}.").format(kind="item", name=quoted(name)),
                              remedy=_("Correct the id, or add what it names."))
    for name in entry.questions:
        if name not in topic.questions:
            yield Problem(code="question-of-topic", where=f"{where}.questions",
                          message=_("The question {name} is not among those of the topic.").format(name=quoted(name)),
                          remedy=_("Add it to the questions of the topic, or take it out here."))
    if not entry.reachable or (entry.when_first and not topic.ranked):
        yield Problem(code="never-called", where=where, message=_("No difference calls for this reconciliation."),
                      remedy=_("Name items or questions; when_first works where the order counts."))


def _twice(names: Iterator[str], where: str) -> Iterator[Problem]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Problem(code="duplicate-id", where=f"{where}.{name}",
                          message=_("The id {name} is used twice.").format(name=quoted(name)),
                          remedy=_("Give every entry its own id."))
