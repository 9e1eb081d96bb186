"""What a report shows beside the results: the record of who did what, the client's look, own sections."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from assessment.domain.engagement import Reporting
from assessment.report.sections import Section


@dataclass(frozen=True)
class TrailLine:
    """One entry of the audit trail. `at` is UTC, ISO 8601; `topic` the module of its kind of fact."""

    seq: int
    at: str
    actor: str
    role: str
    via: str
    reason: str
    kind: str
    topic: str
    hash: str
    fact: Any


@dataclass(frozen=True)
class Logo:
    """A picture that was checked: `type` is image/png or image/jpeg."""

    body: bytes = field(repr=False)
    type: str


@dataclass(frozen=True)
class Material:
    """`reporting` is the latest, also for an earlier cycle; None: as the results' engagement knows it."""

    trail: tuple[TrailLine, ...] = ()
    logo: Logo | None = None
    own: tuple[Section, ...] = ()
    reporting: Reporting | None = None


NOTHING_MORE = Material()
