"""The parts of a brief that say what convergence is for, how the two sides work together, and what was decided."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from assessment.domain.basis import Frozen
from assessment.domain.facts import Audience, Degree, Id, Office, Side, Supply
from assessment.formats.brief.words import Called, Day, Words, as_list, cleaned

Post = Annotated[str, BeforeValidator(cleaned), Field(max_length=120)]
"""A post, such as Head of plant IT; may be empty."""
Posts = Annotated[tuple[Called, ...], BeforeValidator(as_list, json_schema_input_type=tuple[str, ...] | str),
                  Field(max_length=20)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(as_list, json_schema_input_type=tuple[str, ...] | str),
                Field(max_length=60)]


class BriefArea(Frozen):
    """What is designed for an integration area; with a site an exception there, whole in place of the network's."""

    area: Id
    site: Id | None = None
    degree: Degree
    accountable: Posts = ()
    responsible: Posts = ()
    consulted: Posts = ()
    informed: Posts = ()
    budget: Post = ""
    process_owner: Post = ""
    system_owner: Post = ""
    qa_approver: Post = ""
    local: Words = ""
    since: Day | None = None
    until: Day | None = None
    reason: Words = ""


class BriefForum(Frozen):
    """A standing meeting, in place of the proposed one of the same id; `decides` names decision rights."""

    id: Id
    name: Called
    chair: Called
    members: Posts = ()
    cadence: Literal["daily", "weekly", "fortnightly", "monthly", "quarterly", "yearly"] = "monthly"
    decides: Ids = ()
    escalates_to: Id | None = None


class BriefPromise(Frozen):
    """What a service guarantees to the plants."""

    id: Id
    name: Called
    site: Id | None = None
    measure: Called
    target: Called
    owner: Called


class BriefTeam(Frozen):
    """A team's full-time equivalents and reporting lines, before convergence or after it."""

    id: Id
    name: Called
    side: Literal["IT", "OT", "Quality", "Engineering", "joint"]
    when: Literal["before", "after"] = "before"
    site: Id | None = None
    fte: Annotated[float, Field(ge=0, le=100_000)]
    solid: Called
    dotted: Post = ""


class BriefSide(Frozen):
    """What one side named under a topic: values, priorities, kpis, skills or constraints, in order of weight."""

    side: Side
    topic: Id
    site: Id | None = None
    items: Ids
    note: Words = ""


class BriefAmbition(Frozen):
    """An ambition of the library by its id, or one of the client's own with a name."""

    id: Id
    name: Post = ""
    importance: Literal["low", "medium", "high"] = "medium"
    note: Words = ""


class BriefUseCase(Frozen):
    """A decision that better data improve. With `template`, a use case of the library, only the owner is asked for and
    what is left out is taken from there.
    """

    id: Id
    template: Id | None = None
    name: Post = ""
    ambition: Id | None = None
    decision: Words = ""
    audience: Audience | None = None
    owner: Called
    data: Words | None = None
    source: Post = ""
    source_zone: Post = ""
    consumer: Post = ""
    consumer_zone: Post = ""
    direction: Literal["read", "write", "both"] | None = None
    gxp: bool | None = None
    remote_access: bool | None = None
    supply: Supply = "none"
    sites: Ids = ()
    drivers: Ids | None = None
    areas: Ids | None = None
    initiatives: Ids | None = None


class BriefExecutive(Frozen):
    """An executive who is asked; `path` and `points` by group of criteria once the blind choice was made."""

    person: Id
    office: Office
    path: Id | None = None
    points: dict[str, Annotated[float, Field(ge=0, le=100)]] = {}
    reason: Words = ""


class BriefCondition(Frozen):
    """What has to hold for the decision to stand."""

    text: Called
    owner: Called
    due: Day | None = None


class BriefAdopted(Frozen):
    """The path that leadership took."""

    path: Id
    first_step: Id | None = None
    decided_by: Called
    on: Day
    rationale: Words = ""
    dissent: Words = ""
    review: Day | None = None
    conditions: Annotated[tuple[BriefCondition, ...], Field(max_length=30)] = ()
