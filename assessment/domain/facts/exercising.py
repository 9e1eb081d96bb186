"""Exercises of a room beyond voting: degrees placed, points shared out, a pre-mortem, graded support, commitments.

What a person gives in an exercise is one fact, and the latest counts; an empty one takes it back.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from assessment.domain.basis import Frozen
from assessment.domain.facts.designing import Degree
from assessment.domain.facts.types import Id, Name, Text

ExerciseKind = Literal["degrees", "points", "pre-mortem", "support", "commitments"]
PointsOver = Literal["use-case", "initiative", "cause"]
"""What points are shared out over; causes are those of a pre-mortem."""
SupportGrade = Literal["agree", "accept", "object"]
"""Agree, can live with it, object."""
MOST_ITEMS = 16
"""Of an exercise: what fits a phone's form."""
Sentence = Annotated[str, Field(min_length=1, max_length=300)]


class ExerciseOpened(Frozen):
    """The room turns from the questions to an exercise. One that was closed opens again under its own id."""

    kind: Literal["exercise-opened"] = "exercise-opened"
    exercise: Id
    workshop: Id
    what: ExerciseKind
    title: Sentence
    """What people are asked; for graded support the decision itself."""
    items: Annotated[tuple[Id, ...], Field(max_length=MOST_ITEMS)] = ()
    """Areas to place, or what points are shared out over."""
    over: PointsOver | None = None
    about: Id | None = None
    """The pre-mortem whose causes points are shared out over."""
    points: int = Field(default=10, ge=1, le=100)
    """That each person shares out."""


class ExerciseClosed(Frozen):
    """Nothing is counted any more; it stays blind until it is revealed."""

    kind: Literal["exercise-closed"] = "exercise-closed"
    exercise: Id


class ExerciseRevealed(Frozen):
    """The room sees what came out; it does not open again."""

    kind: Literal["exercise-revealed"] = "exercise-revealed"
    exercise: Id


class DegreesPlaced(Frozen):
    """How far IT and OT should come together, area by area, as a person sees it."""

    kind: Literal["degrees-placed"] = "degrees-placed"
    exercise: Id
    person: Id
    degrees: Annotated[dict[Id, Degree], Field(max_length=MOST_ITEMS)] = {}


class PointsShared(Frozen):
    kind: Literal["points-shared"] = "points-shared"
    exercise: Id
    person: Id
    points: Annotated[dict[Id, Annotated[int, Field(ge=1, le=100)]], Field(max_length=MOST_ITEMS)] = {}


class CausesNamed(Frozen):
    """Why it failed, two years on, as a person imagines it."""

    kind: Literal["causes-named"] = "causes-named"
    exercise: Id
    person: Id
    causes: Annotated[tuple[Sentence, ...], Field(max_length=3)] = ()


class SupportGiven(Frozen):
    kind: Literal["support-given"] = "support-given"
    exercise: Id
    person: Id
    support: SupportGrade
    reason: Annotated[str, Field(max_length=1000)] = ""
    """An objection needs one."""


class Commitment(Frozen):
    what: Sentence
    due: dt.date


class CommitmentsMade(Frozen):
    """What somebody takes on, by number from 1.

    `by` is the person, or, where answers bear no names, an id that stands beside the person's and leads to the name
    alone.
    """

    kind: Literal["commitments-made"] = "commitments-made"
    exercise: Id
    by: Id
    commitments: Annotated[dict[Annotated[int, Field(ge=1, le=3)], Commitment], Field(max_length=3)] = {}


class CommitmentKept(Frozen):
    """How a commitment stands. The latest counts."""

    kind: Literal["commitment-kept"] = "commitment-kept"
    exercise: Id
    by: Id
    number: int = Field(ge=1, le=3)
    state: Literal["open", "done", "dropped"]
    on: dt.date | None = None
    note: Text = ""


class Cause(Frozen):
    """A cause of failure as the room words it, with what people wrote that means it."""

    cause: Id
    text: Sentence
    said: Annotated[tuple[Sentence, ...], Field(max_length=200)] = ()


class CausesMerged(Frozen):
    """The causes of a pre-mortem after the facilitator put like to like. The latest counts."""

    kind: Literal["causes-merged"] = "causes-merged"
    exercise: Id
    causes: Annotated[tuple[Cause, ...], Field(max_length=200)]


class RiskRegistered(Frozen):
    """A risk with the post that owns it and what is done about it. The latest counts."""

    kind: Literal["risk-registered"] = "risk-registered"
    risk: Id
    text: Sentence
    owner: Name
    counter: Text = ""
    """What is done against it."""
    due: dt.date | None = None
    exercise: Id | None = None
    """The pre-mortem that it comes from."""
    cause: Id | None = None
    withdrawn: bool = False
