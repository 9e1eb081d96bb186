"""What a use case calls for, and when the decision that it serves gets its data."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen, Problem
from assessment.domain.facts import Supply
from assessment.domain.library import Audience

WhyNot = Literal["", "initiative", "gate", "refused", "no-initiative"]
"""Why a site is not supplied: an initiative never reaches it, its gate is not on the plan, its connection was refused
at the gate, or nothing brings the data."""


class FlowNeed(Frozen):
    """The connection that a use case needs at a site.

    `connection` is the registered one that fits, None where it has to be defined; `permit` is the state of its gate.
    `light` marks read-only flows that nothing writes back on, which may use the lighter set of criteria once one-way.
    """

    site: str
    connection: str | None
    permit: Literal["open", "ready", "blocked", "refused", "revoked", "lapsed", "none"]
    live: bool
    light: bool


class SiteSupply(Frozen):
    """When a site's part of the decision gets its data: month from 1, 0 for today, None for not on the plan.

    `waits_for` is the initiative that comes last, or the first one that is missing; `missing` names all of these, the
    gate among them, and `reason` is the sentence of the plan on the first.
    """

    site: str
    month: int | None
    waits_for: str = ""
    why_not: WhyNot = ""
    missing: tuple[str, ...] = ()
    reason: str = ""


class InitiativeNeed(Frozen):
    """An initiative that use cases call for, at the sites where they want it.

    `first` and `last` are the months in which it has reached the first of them and all of them: 0 in place, None never.
    `not_at` maps each site that it never reaches to the plan's reason.
    """

    initiative: str
    use_cases: tuple[str, ...]
    first: int | None
    last: int | None
    not_at: dict[str, str]


class UseCaseTrace(Frozen):
    """One use case followed from its ambition to what it yields."""

    use_case: str
    ambition: str | None
    audience: Audience
    supply: Supply
    drivers: tuple[str, ...]
    areas: tuple[str, ...]
    unowned: tuple[str, ...]
    """Areas for which the client has named no accountable owner: neither for the network nor for all of the sites."""
    initiatives: dict[str, int | None]
    """Initiative -> month in which it has reached the first of the sites; 0 in place, None not on the plan."""
    flows: tuple[FlowNeed, ...]
    sites: tuple[SiteSupply, ...]
    problems: tuple[Problem, ...]

    @property
    def first(self) -> int | None:
        """Month in which the first site is supplied; None where none is."""
        return min((site.month for site in self.sites if site.month is not None), default=None)

    @property
    def last(self) -> int | None:
        """Month in which every site is supplied; None where one never is."""
        months = [site.month for site in self.sites if site.month is not None]
        return max(months) if months and len(months) == len(self.sites) else None


class UseCaseOverview(Frozen):
    """All use cases, and what they call for together."""

    traces: tuple[UseCaseTrace, ...]
    drivers: tuple[str, ...]
    areas: tuple[str, ...]
    unowned: tuple[str, ...]
    initiatives: tuple[str, ...]
    needs: tuple[InitiativeNeed, ...]
    """Those that decisions without live data wait for: when they come, and where they never do."""
    unserved: tuple[str, ...]
    """Ambitions of high importance that no use case carries."""
    problems: tuple[Problem, ...]

    @property
    def lacking(self) -> tuple[UseCaseTrace, ...]:
        """Decisions that have no live data today."""
        return tuple(trace for trace in self.traces if trace.supply != "live")
