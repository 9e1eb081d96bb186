"""What an engagement begins with: client, pack, library, sites, people."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field

from assessment.domain.basis import Frozen, Function
from assessment.domain.facts.types import AppRole, Id, Name, Office, Text


class EngagementOpened(Frozen):
    """`client` is the manufacturer's name; money is in `currency`; the roadmap counts quarters from `start`."""

    kind: Literal["engagement-opened"] = "engagement-opened"
    client: Name
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "EUR"
    start: dt.date
    summary: Text = ""
    fictional: bool = False
    named: bool = True
    """True: answers are shown with names to facilitators; told to each respondent before the first question."""


class PackPinned(Frozen):
    kind: Literal["pack-pinned"] = "pack-pinned"
    pack: dict[str, Any]


class PackUpgraded(Frozen):
    """A newer version of the pinned pack, whole; it takes the place of version `over` when the next cycle opens.

    Cycles that were opened before keep the pack that they were opened with.
    """

    kind: Literal["pack-upgraded"] = "pack-upgraded"
    pack: dict[str, Any]
    over: str


class PackUpgradeWithdrawn(Frozen):
    """The newer version that waits for the next cycle does not take the place of the pinned one after all."""

    kind: Literal["pack-upgrade-withdrawn"] = "pack-upgrade-withdrawn"
    version: str
    reason: Text = ""


class LibraryPinned(Frozen):
    kind: Literal["library-pinned"] = "library-pinned"
    library: dict[str, Any]


class BenchmarksImported(Frozen):
    """A client's or consortium's own set of figures, whole."""

    kind: Literal["benchmarks-imported"] = "benchmarks-imported"
    benchmarks: dict[str, Any]


class Assumed(Frozen):
    """A default that stood in for something the client did not state; the report names each."""

    kind: Literal["assumed"] = "assumed"
    what: Id
    text: Text


class SiteDefined(Frozen):
    """`weight` is the site's share in network means, relative; headcount in people."""

    kind: Literal["site-defined"] = "site-defined"
    site: Id
    name: Name
    site_kind: Literal["drug-substance", "drug-product", "biologics", "packaging", "device", "mixed"] = "mixed"
    country: str = ""
    headcount: int = Field(default=600, ge=1, le=100_000)
    brownfield_years: float = Field(default=10, ge=0, le=150)
    sterile: bool = False
    weight: float = Field(default=1.0, gt=0, le=1000)
    markets: tuple[str, ...] = ()
    cluster: str = ""
    agencies: tuple[str, ...] = ()
    """Authorities that inspect the site."""
    last_inspection: dt.date | None = None
    next_inspection: dt.date | None = None


class RespondentDefined(Frozen):
    kind: Literal["respondent-defined"] = "respondent-defined"
    person: Id
    function: Function
    site: Id | None = None
    """None: a person of the network, who answers network questions only."""
    role: AppRole = "participant"


class ExecutiveNamed(Frozen):
    """A person who says, before the result is shown, which path to take and what weighs how much."""

    kind: Literal["executive-named"] = "executive-named"
    person: Id
    office: Office
