"""Which questions a place or a person is asked in a cycle."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.basis import Function
from assessment.domain.engagement import Engagement, Place
from assessment.domain.pack import Dimension, Question
from assessment.domain.scoring import applies


def asked_at(engagement: Engagement, cycle: str, place: Place,
             function: Function | None = None) -> Iterator[tuple[Dimension, Question]]:
    """Questions that apply at a site, or of the network where `place` is None, in the order of the pack.

    With a function only those that it is asked.
    """
    scope = "network" if place is None else "site"
    for dimension in engagement.the_pack.dimensions:
        for question in dimension.questions:
            if (question.scope == scope and (function is None or function in question.functions)
                    and place in engagement.places(question) and engagement.asks(cycle, question)
                    and applies(engagement, cycle, question, place)):
                yield dimension, question
