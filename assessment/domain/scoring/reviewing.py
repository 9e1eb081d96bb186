"""What a reviewer looks at: levels that claim evidence, with what was named for them (docs/method.md, section 1)."""

from __future__ import annotations

from typing import NamedTuple

from assessment.domain.engagement import Answer, Engagement, Place
from assessment.domain.pack import Question
from assessment.domain.scoring.types import State
from assessment.domain.scoring.values import value


class ReviewItem(NamedTuple):
    """One value at one place. `evidence` and `comments` are those of the answers that the level rests on, or of the
    agreement; `note` is what the last reviewer wrote, `sent_back` whether the value waits for a better answer.
    """

    question: Question
    place: Place
    level: float
    state: State
    evidence: tuple[str, ...]
    comments: tuple[str, ...]
    measured: bool
    note: str
    sent_back: bool
    claims: bool
    """The level is one that asks for evidence."""

    @property
    def waits(self) -> bool:
        """Whether the level asks for evidence and no reviewer has spoken yet."""
        return self.claims and self.state != "validated" and not self.sent_back


def to_review(engagement: Engagement, cycle: str) -> tuple[ReviewItem, ...]:
    """Matters of record and agreed levels, those that wait first, then from the highest level: they claim most.

    Votes that no agreement followed are opinions, which no evidence settles; what is carried forward was looked at in
    its own cycle.
    """
    found = []
    for question in engagement.the_pack.questions.values():
        for place in engagement.places(question):
            item = _item(engagement, cycle, question, place)
            if item is not None:
                found.append(item)
    return tuple(sorted(found, key=lambda item: (not item.waits, -item.level)))


def answered_by(engagement: Engagement, cycle: str, question: str, place: Place) -> tuple[str, ...]:
    """Whose answers a value rests on: the named answerer of a matter of record (none named: the latest), else all."""
    answers = engagement.votes(cycle, place, question)
    levels = [person for person, answer in answers.items() if isinstance(answer.value, int)]
    if engagement.the_pack.questions[question].kind != "record":
        return tuple(levels)
    named = engagement.answerers.get((place, question))
    return (named,) if named is not None else tuple(levels[-1:])


def _item(engagement: Engagement, cycle: str, question: Question, place: Place) -> ReviewItem | None:
    found = value(engagement, cycle, question, place) if engagement.asks(cycle, question) else None
    if found is None or found.x is None or found.rests_on == "votes" or found.carried_from:
        return None
    scale = engagement.the_pack.scale
    key = (cycle, place, question.id)
    votes = engagement.votes(cycle, place, question.id)
    said: list[Answer] = [votes[p] for p in answered_by(engagement, cycle, question.id, place) if p in votes]
    agreed, checked = engagement.agreed.get(key), engagement.validated.get(key)
    evidence = [text for answer in said for text in answer.evidence] + list(agreed.evidence if agreed else ())
    comments = [answer.comment for answer in said if answer.comment] + ([agreed.rationale] if agreed else [])
    return ReviewItem(
        question, place, found.x, found.state, tuple(dict.fromkeys(evidence)), tuple(filter(None, comments)),
        any(answer.measured for answer in said) or bool(agreed and agreed.measured), checked.note if checked else "",
        checked is not None and not checked.accepted, scale.evidence_from is None or found.x >= scale.evidence_from)
