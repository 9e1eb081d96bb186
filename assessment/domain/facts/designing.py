"""How IT and OT are to work together: areas, forums, service promises, teams and what each side values.

Posts ("Head of plant IT") are named in words, people by id only.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from assessment.domain.basis import Frozen
from assessment.domain.facts.types import Id, Name, Side, Text

Degree = Literal["separate", "common-standard", "joint-team", "one-team"]
"""How far IT and OT come together in an area, from apart to one team with one budget and one owner."""
Posts = Annotated[tuple[Name, ...], Field(max_length=20)]


class AreaDesigned(Frozen):
    """What was designed for an integration area: for the network, or whole in its place as an exception at a site.

    `accountable` holds every post that claims to be accountable: a converged area wants exactly one. A GxP area also
    names its process owner, system owner and QA approver. `since` is when the degree is to begin; an exception says
    until when it stands, and why.
    """

    kind: Literal["area-designed"] = "area-designed"
    area: Id
    site: Id | None = None
    degree: Degree
    accountable: Posts = ()
    responsible: Posts = ()
    consulted: Posts = ()
    informed: Posts = ()
    budget: str = Field(default="", max_length=120)
    """Post that holds the budget."""
    process_owner: str = Field(default="", max_length=120)
    system_owner: str = Field(default="", max_length=120)
    qa_approver: str = Field(default="", max_length=120)
    local: Text = ""
    """What stays at the plant."""
    since: dt.date | None = None
    until: dt.date | None = None
    reason: Text = ""
    withdrawn: bool = False


class ForumDefined(Frozen):
    """A standing meeting: who chairs and sits in it, how often, what it decides, and to which forum it escalates."""

    kind: Literal["forum-defined"] = "forum-defined"
    forum: Id
    name: Name
    chair: Name
    members: Posts = ()
    cadence: Literal["daily", "weekly", "fortnightly", "monthly", "quarterly", "yearly"] = "monthly"
    decides: Annotated[tuple[Id, ...], Field(max_length=60)] = ()
    """Decision rights; each belongs to exactly one forum."""
    escalates_to: Id | None = None
    withdrawn: bool = False


class ServicePromised(Frozen):
    """What a service guarantees to the plants: measure and target, and the post that answers for it."""

    kind: Literal["service-promised"] = "service-promised"
    promise: Id
    name: Name
    site: Id | None = None
    measure: Name
    target: Name
    owner: Name
    withdrawn: bool = False


class TeamStated(Frozen):
    """A team's full-time equivalents and reporting lines, as they are or as they are to be after convergence.

    `solid` is the post that it reports to, `dotted` the one with a say beside it. Without a site: one of the network.
    """

    kind: Literal["team-stated"] = "team-stated"
    team: Id
    name: Name
    side: Literal["IT", "OT", "Quality", "Engineering", "joint"]
    when: Literal["before", "after"] = "before"
    site: Id | None = None
    fte: float = Field(ge=0, le=100_000)
    solid: Name
    dotted: str = Field(default="", max_length=120)
    withdrawn: bool = False


class SideStated(Frozen):
    """What one side said of a topic such as its priorities or KPIs: items of the library, the first weighs most."""

    kind: Literal["side-stated"] = "side-stated"
    side: Side
    topic: Id
    site: Id | None = None
    items: Annotated[tuple[Id, ...], Field(max_length=30)]
    note: Text = ""
