"""Connections between zones and their gate."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from assessment.domain.basis import Frozen
from assessment.domain.facts.types import Id, Name, Text


class ConnectionDefined(Frozen):
    """A flow between two zones of a site."""

    kind: Literal["connection-defined"] = "connection-defined"
    connection: Id
    site: Id
    name: Name
    from_zone: Name
    to_zone: Name
    data: Text = ""
    direction: Literal["read", "write", "both"] = "read"
    one_way: bool = False
    gxp: bool = False
    remote_access: bool = False
    live: bool = False
    owner: Id | None = None
    ot_security: Id | None = None
    quality: Id | None = None


class CriterionReviewed(Frozen):
    """Evidence for one gate criterion of a connection. A conditional pass has an owner and a due date."""

    kind: Literal["criterion-reviewed"] = "criterion-reviewed"
    connection: Id
    criterion: Id
    result: Literal["met", "conditional", "not-met"]
    date: dt.date
    reviewer: Id
    evidence: Text = ""
    owner: Id | None = None
    due: dt.date | None = None


class GateDecided(Frozen):
    """Go or no-go by one of the three people named with the connection."""

    kind: Literal["gate-decided"] = "gate-decided"
    connection: Id
    capacity: Literal["owner", "ot-security", "quality"]
    person: Id
    go: bool
    date: dt.date
    note: Text = ""
