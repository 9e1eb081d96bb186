"""What a person says of a question beside an answer, or without one."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from assessment.domain.basis import Frozen
from assessment.domain.facts.types import Id

FlagKind = Literal["workshop", "evidence", "level", "wording"]
"""To be talked about in the workshop; the evidence is missing; the level that stands is wrong; the wording is."""


class QuestionFlagged(Frozen):
    """A person's flag on a question at one site (None: network). The latest of a person and kind counts; a withdrawn
    one is taken down.
    """

    kind: Literal["question-flagged"] = "question-flagged"
    cycle: Id
    site: Id | None = None
    question: Id
    person: Id
    flag: FlagKind
    note: Annotated[str, Field(max_length=500)] = ""
    withdrawn: bool = False
