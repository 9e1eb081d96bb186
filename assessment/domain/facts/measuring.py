"""What is measured: cycles, rounds, answers, agreements, reviews, what the client states."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from assessment.domain.basis import Frozen, Function
from assessment.domain.facts.types import AnswerValue, Id, Name, Side, Text


class CycleOpened(Frozen):
    """A `quick` cycle asks the questions of the quick scan, until it is deepened."""

    kind: Literal["cycle-opened"] = "cycle-opened"
    cycle: Id
    date: dt.date
    depth: Literal["quick", "full"] = "full"
    carries: Id | None = None
    """The cycle whose answers stand, labelled as carried forward, until somebody answers anew; None: none do."""


class CycleDeepened(Frozen):
    """From now on the cycle asks all questions; what was answered stays."""

    kind: Literal["cycle-deepened"] = "cycle-deepened"
    cycle: Id


class CycleClosed(Frozen):
    """From now on the cycle does not change: who approved it, and the digest of its results as they were approved."""

    kind: Literal["cycle-closed"] = "cycle-closed"
    cycle: Id
    date: dt.date
    approved_by: Id | None = None
    statement: Text = ""
    """What the approval says, in the approver's words."""
    digest: Annotated[str, Field(max_length=64, pattern=r"^[0-9a-f]*$")] = ""
    """Digest of the results of the cycle at the close; empty where it was closed without one."""
    version: Annotated[str, Field(max_length=40)] = ""
    """Version of the product that computed it."""


class RoundOpened(Frozen):
    """A vote on one question at one site (None: network), blind until it is revealed."""

    kind: Literal["round-opened"] = "round-opened"
    cycle: Id
    site: Id | None = None
    question: Id
    round: int = Field(ge=1, le=3)


class RoundRevealed(Frozen):
    kind: Literal["round-revealed"] = "round-revealed"
    cycle: Id
    site: Id | None = None
    question: Id
    round: int = Field(ge=1, le=3)


class Answered(Frozen):
    """One person's answer; the latest of a person in a round counts, earlier ones stay in the journal."""

    kind: Literal["answered"] = "answered"
    cycle: Id
    site: Id | None = None
    question: Id
    round: int = Field(default=1, ge=1, le=3)
    person: Id
    value: AnswerValue
    comment: Text = ""
    confidence: Literal["low", "medium", "high"] | None = None
    evidence: tuple[Text, ...] = ()
    measured: bool = False
    """The evidence is data that is measured, not a document or a practice."""
    confirms: Id | None = None
    """The cycle whose answer of the same person is confirmed without change."""


class AnswerCorrected(Frozen):
    """An answer of a closed cycle that proved wrong. The closed cycle keeps what it was closed with; the correction is
    shown beside it and stands where the answer would be carried forward."""

    kind: Literal["answer-corrected"] = "answer-corrected"
    cycle: Id
    site: Id | None = None
    question: Id
    person: Id
    value: AnswerValue
    reason: Annotated[str, Field(min_length=1, max_length=4000)]


class ProcedureStated(Frozen):
    """What one side's procedure on a subject of the library says, in the network or at one site.

    `choices` maps aspects to the word that comes nearest; an aspect left out is one that the procedure leaves open.
    An empty `title` says that the side has no such procedure. The latest of a subject, side and place counts.
    """

    kind: Literal["procedure-stated"] = "procedure-stated"
    procedure: Id
    side: Side
    site: Id | None = None
    title: Name | Literal[""] = ""
    owner: Text = ""
    choices: dict[Id, Id] = {}
    note: Text = ""


class AnswererNamed(Frozen):
    """Who answers a matter of record."""

    kind: Literal["answerer-named"] = "answerer-named"
    site: Id | None = None
    question: Id
    person: Id


class Agreed(Frozen):
    """The level a group agreed on, or `na` with its reason as the rationale."""

    kind: Literal["agreed"] = "agreed"
    cycle: Id
    site: Id | None = None
    question: Id
    value: int | Literal["na"]
    round: int = Field(default=1, ge=1, le=3)
    rationale: Text = ""
    dissent: Text = ""
    evidence: tuple[Text, ...] = ()
    measured: bool = False


class Validated(Frozen):
    """A reviewer saw the evidence, or sent it back with a reason."""

    kind: Literal["validated"] = "validated"
    cycle: Id
    site: Id | None = None
    question: Id
    accepted: bool
    note: Text = ""


class Stated(Frozen):
    """A stated fact of the library, by the client, for the network or one site."""

    kind: Literal["stated"] = "stated"
    fact: Id
    value: str
    site: Id | None = None
    note: Text = ""


class FunctionWeightsSet(Frozen):
    """How much the mean vote of a function counts in a value, relative; functions left out weigh 1."""

    kind: Literal["function-weights-set"] = "function-weights-set"
    weights: dict[Function, Annotated[float, Field(gt=0, le=100)]]
    reason: Text = ""
