"""Zones, the connections between them, their gate, and Quality's route."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from assessment.domain.basis import Frozen
from assessment.domain.facts.types import Id, Name, Text

ZoneLevel = Literal["0", "1", "2", "3", "3.5", "4", "5", "outside"]
"""Level of the Purdue reference model (ISA-95); 3.5 is the industrial DMZ, `outside` what others run."""
Capacity = Literal["owner", "ot-security", "quality"]


class ZoneDefined(Frozen):
    """A zone of a site, or of the network (site None): assets that share security requirements (IEC 62443-3-2).

    `target_level` is the target security level SL-T, 0 to 4, None while it is not set; `assets` a count.
    """

    kind: Literal["zone-defined"] = "zone-defined"
    zone: Id
    site: Id | None = None
    name: Name
    level: ZoneLevel
    holds: Text = ""
    assets: int | None = Field(default=None, ge=0, le=1_000_000)
    target_level: int | None = Field(default=None, ge=0, le=4)
    gxp: bool = False
    withdrawn: bool = False


class ConnectionDefined(Frozen):
    """A flow between two zones of a site, each named by its id or its name. A retired one is cut."""

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
    service: Text = ""
    """Protocol and port, as a firewall names them."""
    retired: bool = False


class CriterionReviewed(Frozen):
    """Evidence for one gate criterion of a connection. A conditional pass has an owner and a due date.

    `date` is the day of the review, `evidence_date` that of the evidence, where it is older.
    """

    kind: Literal["criterion-reviewed"] = "criterion-reviewed"
    connection: Id
    criterion: Id
    result: Literal["met", "conditional", "not-met"]
    date: dt.date
    reviewer: Id
    evidence: Text = ""
    evidence_date: dt.date | None = None
    owner: Id | None = None
    due: dt.date | None = None


class GateDecided(Frozen):
    """Go or no-go by one of the three people named with the connection."""

    kind: Literal["gate-decided"] = "gate-decided"
    connection: Id
    capacity: Capacity
    person: Id
    go: bool
    date: dt.date
    note: Text = ""


class GateRevoked(Frozen):
    """A permit is taken back; the connection has to be cut or decided on anew."""

    kind: Literal["gate-revoked"] = "gate-revoked"
    connection: Id
    person: Id
    date: dt.date
    reason: Text


class LiveDecided(Frozen):
    """What becomes of a live connection that does not pass: cut, compensate, or accept by name, until a day.

    `criteria` are those that were not passed when it was decided; what fails later is not covered.
    """

    kind: Literal["live-decided"] = "live-decided"
    connection: Id
    choice: Literal["cut", "compensate", "accept"]
    person: Id
    date: dt.date
    due: dt.date
    measure: Text = ""
    criteria: tuple[Id, ...] = ()


class QualityRouted(Frozen):
    """The quality system's reference for a finding, or why Quality says that none is required.

    Of a criterion of a connection, or of a question at a site (None: the network).
    """

    kind: Literal["quality-routed"] = "quality-routed"
    connection: Id | None = None
    criterion: Id | None = None
    question: Id | None = None
    site: Id | None = None
    route: Literal["deviation", "capa", "change-control", "not-required"]
    reference: Text = ""
    reason: Text = ""
    person: Id
    date: dt.date
