"""What a use case calls for, and when the decision that it serves gets its data."""

from __future__ import annotations

from typing import Literal

from assessment.domain.basis import Frozen, Problem
from assessment.domain.facts import Supply
from assessment.domain.library import Audience

WhyNot = Literal["", "initiative", "gate", "no-initiative"]
"""Why a site is not supplied: an initiative is not planned there, its gate is not, or nothing brings the data."""


class FlowNeed(Frozen):
    """The connection that a use case needs at a site.

    `connection` is the registered one that fits, None where it has to be defined; `permit` is the state of its gate.
    `light` marks read-only flows that nothing writes back on, which may use the lighter set of criteria once one-way.
    """

    site: str
    connection: str | None
    permit: Literal["open", "ready", "blocked", "refused", "lapsed", "none"]
    live: bool
    light: bool


class SiteSupply(Frozen):
    """When a site's part of the decision gets its data: month from 1, 0 for today, None for not on the plan.

    `waits_for` is the initiative that comes last, or the one that is missing.
    """

    site: str
    month: int | None
    waits_for: str = ""
    why_not: WhyNot = ""


class UseCaseTrace(Frozen):
    """One use case followed from its ambition to what it yields."""

    use_case: str
    ambition: str | None
    audience: Audience
    supply: Supply
    drivers: tuple[str, ...]
    areas: tuple[str, ...]
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
    initiatives: tuple[str, ...]
    unserved: tuple[str, ...]
    """Ambitions of high importance that no use case carries."""
    problems: tuple[Problem, ...]

    @property
    def lacking(self) -> tuple[UseCaseTrace, ...]:
        """Decisions that have no live data today."""
        return tuple(trace for trace in self.traces if trace.supply != "live")
