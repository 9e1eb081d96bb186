"""A workshop: who is in the room, what is on the screen, when a vote is closed, what is parked."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from assessment.domain.basis import Frozen, Function
from assessment.domain.facts.types import Id, Name, Text

ParkedKind = Literal["question", "risk", "decision", "data"]
"""What a parked item is: an open question, a risk, a decision that somebody has to make, data that are missing."""


class AgendaItem(Frozen):
    """A question or, without one, a break; `must` is asked also when time runs short."""

    question: Id | None = None
    minutes: Annotated[float, Field(gt=0, le=480)]
    must: bool = False


class WorkshopOpened(Frozen):
    """People of these sites come together and vote on one question at a time, each for the own site."""

    kind: Literal["workshop-opened"] = "workshop-opened"
    workshop: Id
    cycle: Id
    title: Name
    sites: tuple[Id, ...] = Field(default=(), max_length=200)
    """Empty: the network only."""


class WorkshopClosed(Frozen):
    kind: Literal["workshop-closed"] = "workshop-closed"
    workshop: Id


class AgendaSet(Frozen):
    """The order of a workshop. The latest counts."""

    kind: Literal["agenda-set"] = "agenda-set"
    workshop: Id
    begins: dt.datetime
    """UTC."""
    items: tuple[AgendaItem, ...] = Field(max_length=400)


class RoomJoined(Frozen):
    """A person is in the room: who has not voted is counted among these."""

    kind: Literal["room-joined"] = "room-joined"
    workshop: Id
    person: Id


class QuestionCalled(Frozen):
    """What the room looks at: a question, or an exercise that was opened before; nothing between two of them."""

    kind: Literal["question-called"] = "question-called"
    workshop: Id
    question: Id | None = None
    exercise: Id | None = None


class RoundClosed(Frozen):
    """No vote is counted any more; the round stays blind until it is revealed."""

    kind: Literal["round-closed"] = "round-closed"
    cycle: Id
    site: Id | None = None
    question: Id
    round: int = Field(ge=1, le=3)


class HandsCounted(Frozen):
    """A show of hands where phones are not allowed: function -> level -> hands. It is not secret."""

    kind: Literal["hands-counted"] = "hands-counted"
    cycle: Id
    site: Id | None = None
    question: Id
    round: int = Field(ge=1, le=3)
    counts: dict[Function, dict[int, Annotated[int, Field(ge=0, le=1000)]]]


class AgreementWithdrawn(Frozen):
    """What was agreed does not stand any more; the votes do."""

    kind: Literal["agreement-withdrawn"] = "agreement-withdrawn"
    cycle: Id
    site: Id | None = None
    question: Id
    reason: Text = ""


class QuestionParked(Frozen):
    """Left for later, with what is missing, who sees to it and until when. The latest counts; a withdrawn one is
    settled."""

    kind: Literal["question-parked"] = "question-parked"
    cycle: Id
    site: Id | None = None
    question: Id
    what: ParkedKind = "question"
    text: Text = ""
    owner: Text = ""
    due: dt.date | None = None
    withdrawn: bool = False
