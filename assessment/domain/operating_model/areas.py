"""Areas: the proposal for the chosen path, and what the client designed in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assessment.domain.engagement import Engagement, Place
from assessment.domain.facts import AreaDesigned
from assessment.domain.library import DEGREES, Area, Degree, DegreeRules, PathId
from assessment.domain.operating_model.degrees import at_most, balance, degree_at, degrees_between, tests_of
from assessment.domain.operating_model.posts import Posts
from assessment.domain.operating_model.starting import Planned, start_of
from assessment.domain.operating_model.types import AreaDesign, AreaDeviation, AreaStart, AreaTestName
from assessment.domain.paths import Evidence
from assessment.domain.scoring import Scorecard

HYBRID: PathId = "hybrid"
LEAST_DIFFERENCE = 0.02
"""Pull by which a test at a site has to differ from the network's to be named."""


@dataclass(frozen=True)
class DesignBasis:
    """What every area has in common: the path, its steps, the exit review and the plan."""

    engagement: Engagement
    scorecard: Scorecard
    rules: DegreeRules
    posts: Posts
    first: PathId
    end: PathId
    review: date | None
    plan: Planned

    def evidence(self, site: Place = None) -> Evidence:
        return self._evidence[site]

    @cached_property
    def _evidence(self) -> dict[Place, Evidence]:
        """One of each place for all areas: it looks scores up by what it has read once."""
        return {site: Evidence(self.engagement, self.scorecard, None if site is None else (site,))
                for site in (None, *self.engagement.sites)}

    def allowed(self, degree: Degree, path: PathId) -> Degree:
        """The degree, or the highest that a hybrid allows."""
        return at_most(degree, self.rules.most_before_review) if path == HYBRID else degree

    @property
    def review_month(self) -> int:
        """Month (from 1) in which the exit review falls; 0 without one."""
        return 0 if self.review is None else self.month_of(self.review)

    def month_of(self, day: date) -> int:
        """The month of a day, from 1 for the month of the start; 0 before it."""
        start = self.engagement.start
        return max(0, 12 * (day.year - start.year) + day.month - start.month + 1)


def design_area(area: Area, basis: DesignBasis, site: Place = None) -> AreaDesign:
    """An area as designed for the network, or at a site as an exception; as proposed where nothing is designed."""
    evidence = basis.evidence(site)
    tests = tests_of(area, basis.rules, evidence)
    value, low, high = balance(tests)
    proposed = degree_at(value, basis.rules)
    stated = designed(basis.engagement, area.id, site)
    later = stated.degree if stated else basis.allowed(proposed, basis.end)
    degree, start = _opening(area, stated.degree if stated else None, proposed, evidence, basis)
    roles = _stated_roles(stated, basis.posts) if stated else _proposed_roles(area, basis)
    return AreaDesign(
        area=area.id, site=site, tests=tests, balance=value, low=low, high=high, proposed=proposed,
        could_be=degrees_between(low, high, basis.rules), degree=degree, later=later, start=start,
        later_start=start if later == degree else start_of(
            area, later, basis.rules, evidence, basis.plan, basis.review_month),
        local=(stated.local if stated else "") or area.local, stated=stated, **roles)


def _opening(area: Area, stated: Degree | None, proposed: Degree, evidence: Evidence,
             basis: DesignBasis) -> tuple[Degree, AreaStart]:
    """The degree of the first step and when it begins.

    As stated, else what the path allows; in a hybrid with a dated review the highest degree above separate that can
    begin before it, and where none can, what the path allows.
    """
    def begin(degree: Degree) -> AreaStart:
        return start_of(area, degree, basis.rules, evidence, basis.plan)

    if stated is not None:
        return stated, begin(stated)
    most = basis.allowed(proposed, basis.first)
    for degree in reversed(DEGREES[1:DEGREES.index(most) + 1]) if basis.review is not None else ():
        start = begin(degree)
        if start.state in ("now", "unplanned") or (start.first is not None and start.first < basis.review_month):
            return degree, start
    return most, begin(most)


def deviations(areas: tuple[AreaDesign, ...], basis: DesignBasis) -> Iterator[AreaDeviation]:
    """Sites whose own answers and age give another degree than the network's, by more than the margin.

    What is recorded as an exception there, or gives the degree that the network has, is left out.
    """
    known = basis.engagement.the_library.area
    for area in areas:
        for site in basis.engagement.sites:
            if designed(basis.engagement, area.area, site) is not None:
                continue
            tests = tests_of(known[area.area], basis.rules, basis.evidence(site))
            value, _low, _high = balance(tests)
            degree = basis.allowed(degree_at(value, basis.rules), basis.end)
            if degree == area.later or abs(value - area.balance) < basis.rules.exception_margin:
                continue
            apart = {t.test: abs(t.central - area.test(t.test).central) for t in tests}
            because: tuple[AreaTestName, ...] = tuple(
                name for name in sorted(apart, key=lambda n: -apart[n]) if apart[name] >= LEAST_DIFFERENCE)
            yield AreaDeviation(area=area.area, site=site, degree=degree, network=area.later, balance=value,
                                network_balance=area.balance, because=because)


def designed(engagement: Engagement, area: str, site: Place) -> AreaDesigned | None:
    """What stands as designed, None where nothing was or it was withdrawn."""
    stated = engagement.areas.get((area, site))
    return None if stated is None or stated.withdrawn else stated


def is_above(degree: Degree, other: Degree) -> bool:
    return DEGREES.index(degree) > DEGREES.index(other)


def _stated_roles(stated: AreaDesigned, posts: Posts) -> dict[str, str | tuple[str, ...]]:
    accountable = posts.told(dict.fromkeys(stated.accountable))
    budget = posts.spoken(stated.budget)
    return {"accountable": accountable, "later_accountable": accountable, "budget": budget, "later_budget": budget,
            **{name: posts.told(getattr(stated, name)) for name in ("responsible", "consulted", "informed")},
            **{name: posts.spoken(getattr(stated, name)) for name in ("process_owner", "system_owner", "qa_approver")}}


def _proposed_roles(area: Area, basis: DesignBasis) -> dict[str, str | tuple[str, ...]]:
    posts = basis.posts

    def by_path(named: dict[PathId, str], path: PathId) -> str:
        return posts.name(named[path]) if path in named else ""

    def owner(path: PathId) -> tuple[str, ...]:
        return tuple(name for name in (by_path(area.accountable, path),) if name)

    return {
        "accountable": owner(basis.first), "later_accountable": owner(basis.end),
        "budget": by_path(area.budget, basis.first), "later_budget": by_path(area.budget, basis.end),
        **{name: posts.names(getattr(area, name)) for name in ("responsible", "consulted", "informed")},
        **{name: posts.name(getattr(area, name)) for name in ("process_owner", "system_owner", "qa_approver")}}
