"""What criteria and preconditions say of each other and of the pack."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.basis import UNKNOWN, Problem, Severity, listed
from assessment.domain.checking.known import Known
from assessment.domain.library import Criterion, Library, StrengthInput, Test
from assessment.text import _


def check_criterion(criterion: Criterion, known: Known) -> Iterator[Problem]:
    where = f"criteria.{criterion.id}"
    yield from known.missing("group", [criterion.group], f"{where}.group")
    yield from known.missing("path", criterion.effects, f"{where}.effects")
    if not criterion.inputs:
        yield Problem(code="no-input", where=where, message=_("Nothing says how strong this criterion is."),
                      remedy=_("Name a question, a capability or a stated fact under inputs."))
    for index, entry in enumerate(criterion.inputs):
        yield from check_input(entry, known, f"{where}.inputs.{index}")


def check_input(entry: StrengthInput, known: Known, where: str) -> Iterator[Problem]:
    """One question, capability or stated fact that there is, with a strength for each word."""
    named = [name for name in (entry.question, entry.capability, entry.stated) if name is not None]
    if len(named) != 1:
        yield Problem(code="one-input", where=where,
                      message=_("An input names exactly one question, capability or stated fact."),
                      remedy=_("Split it, or add what is missing."))
    yield from known.missing("question", [entry.question], where)
    yield from known.missing("capability", [entry.capability], where)
    yield from known.missing("stated fact", [entry.stated], where)
    yield from known.words_of(entry.stated, entry.words, where)
    unread = [word for word in known.words.get(entry.stated or "", ()) if word not in (*entry.words, UNKNOWN)]
    if unread:
        yield Problem(severity=Severity.WARNING, code="unread-word", where=where,
                      message=_("The words {words} of the stated fact have no strength.").format(words=listed(unread)),
                      remedy=_("Give each word a strength from -1 to 1; only `unknown` has none."))


def check_reviews(library: Library, known: Known) -> Iterator[Problem]:
    """What exit criteria and contradictions mention."""
    for exits in library.exit_criteria:
        where = f"exit_criteria.{exits.id}"
        yield from known.missing("question", [exits.question], where)
        yield from known.missing("capability", [exits.capability], where)
        yield from known.missing("initiative", exits.initiatives, f"{where}.initiatives")
        yield from known.off_scale(exits.at_least, where)
    for contradiction in library.contradictions:
        for index, test in enumerate(contradiction.when):
            yield from _test(test, known, f"contradictions.{contradiction.id}.when.{index}")


def check_knockouts(library: Library, known: Known) -> Iterator[Problem]:
    for knockout in library.knockouts:
        where = f"knockouts.{knockout.id}"
        yield from known.missing("path", knockout.paths, f"{where}.paths")
        yield from known.missing("initiative", knockout.initiatives, f"{where}.initiatives")
        for index, test in enumerate(knockout.when):
            yield from _test(test, known, f"{where}.when.{index}")


def _test(test: Test, known: Known, where: str) -> Iterator[Problem]:
    yield from known.missing("question", [test.question], where)
    yield from known.missing("capability", [test.capability], where)
    yield from known.missing("stated fact", [test.stated], where)
    if test.is_ is not None:
        yield from known.words_of(test.stated, [test.is_], where)
    for level in (test.below, test.at_least):
        if test.question is not None or test.capability is not None:
            yield from known.off_scale(level, where)
    if test.model_dump(exclude_none=True) == {}:
        yield Problem(code="empty-test", where=where, message=_("The condition tests nothing."),
                      remedy=_("Name a stated fact, a question, a capability or a number of sites."))
