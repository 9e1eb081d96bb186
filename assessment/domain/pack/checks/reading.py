"""What people may stumble over when they read a question; English packs only."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.basis import Problem, Severity
from assessment.domain.pack.checks.ids import asked
from assessment.domain.pack.types import Pack, Question
from assessment.domain.pack.wording import reading_grade, second_thing
from assessment.text import _

HIGHEST_GRADE = 14.0
"""Plain professional text passes: the questions that come with the product lie between 5 and 12 (EJ)."""


def reading(pack: Pack) -> Iterator[Problem]:
    """Questions that seem to ask two things, and such as are hard to read with their reason and anchors."""
    if pack.language != "en":
        return
    for where, question in asked(pack):
        joint = second_thing(question.text)
        if joint:
            yield Problem(
                severity=Severity.WARNING, code="double-barrel", where=f"{where}.text",
                message=_("The question may ask two things, joined by {word}.").format(word=f"'{joint}'"),
                remedy=_("Ask one thing, or make two questions of it; leave it where both are one in the field."))
        grade = reading_grade(_whole(question))
        if grade > HIGHEST_GRADE:
            yield Problem(
                severity=Severity.WARNING, code="reading-grade", where=where,
                message=_("Text, reason and anchors read like grade {grade} at school; {most} is enough.").format(
                    grade=f"{grade:.0f}", most=f"{HIGHEST_GRADE:.0f}"),
                remedy=_("Shorten sentences and use everyday words."))


def _whole(question: Question) -> str:
    """Everything that a respondent reads, each part ending as a sentence."""
    parts = [part.strip() for part in (question.text, question.why, *question.anchors.values()) if part.strip()]
    return " ".join(part if part[-1] in ".?!:;" else part + "." for part in parts)
