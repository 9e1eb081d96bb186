"""What an operating model consists of. Posts stand by name."""

from __future__ import annotations

from datetime import date
from typing import Literal

from assessment.domain.basis import Frozen, Problem
from assessment.domain.engagement import Place
from assessment.domain.facts import AreaDesigned
from assessment.domain.library import DEGREES, Degree, PathId

AreaTestName = Literal["technology", "risk", "response", "site-specific"]
TOGETHER: tuple[AreaTestName, ...] = ("technology", "risk")
"""Tests that pull towards one team; the others pull towards the plant."""


class AreaTest(Frozen):
    """One of the four tests of an area. `pull` is 0..1: of technology and risk towards one team, of response and
    site-specificity towards the plant; None where nothing is known, which counts as the middle of its range, `low` to
    `high`. `basis` names the answers as in recommendations; an attribute of the area (expert judgement) has none.
    """

    test: AreaTestName
    pull: float | None
    low: float
    high: float
    basis: tuple[str, ...] = ()

    @property
    def central(self) -> float:
        return (self.low + self.high) / 2 if self.pull is None else self.pull


class AreaStart(Frozen):
    """When a degree can begin. `now`: the capability is high enough. `planned`: months (from 1) in which the plan has
    finished the initiatives at the first place and at the last, None where a place has none. `unscheduled`: the plan
    leaves one of them out everywhere. `unplanned`: there is no plan yet.

    `tasks` are those of the plan that it waits for, `missing` initiatives or tasks that the plan leaves out.
    """

    state: Literal["now", "planned", "unscheduled", "unplanned"]
    level: float | None
    least: float
    first: int | None = None
    last: int | None = None
    initiatives: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class AreaDesign(Frozen):
    """An area for the network, or as an exception at a site.

    `balance` is the pull together minus the pull of the plant, -1..1, between `low` and `high`; `proposed` the degree
    that follows, `could_be` all degrees within that range. `degree` is what begins with the first step, `later` what
    follows at the end of the path: as designed where `stated` is set, else as proposed. Before the exit review of a
    hybrid it is not above the highest degree that such a step allows, nor above what can begin before the review.
    """

    area: str
    site: Place = None
    tests: tuple[AreaTest, ...]
    balance: float
    low: float
    high: float
    proposed: Degree
    could_be: tuple[Degree, ...]
    degree: Degree
    later: Degree
    start: AreaStart
    later_start: AreaStart
    accountable: tuple[str, ...]
    later_accountable: tuple[str, ...]
    responsible: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    budget: str = ""
    later_budget: str = ""
    process_owner: str = ""
    system_owner: str = ""
    qa_approver: str = ""
    local: str = ""
    stated: AreaDesigned | None = None

    @property
    def converged(self) -> bool:
        """Whether the two sides meet at all, now or later."""
        return DEGREES.index(max(self.degree, self.later, key=DEGREES.index)) > 0

    def test(self, name: AreaTestName) -> AreaTest:
        return next(test for test in self.tests if test.test == name)


class AreaDeviation(Frozen):
    """A site whose own answers give another degree than the network's: an exception that is proposed, not recorded.

    `because` names the tests that differ there, the one that tells most first.
    """

    area: str
    site: str
    degree: Degree
    network: Degree
    balance: float
    network_balance: float
    because: tuple[AreaTestName, ...]


class TeamLine(Frozen):
    """Posts by name that a team reports to: `solid` decides on people and priorities, `dotted` has a say."""

    solid: str
    dotted: str = ""


class TeamLines(Frozen):
    """A team and its lines before, with the first step and at the end of the path; FTE are None where unknown.

    What the client states for after convergence stands from the first step on.

    `stated`: the client said how it stands today; else the library's names and lines stand in.
    """

    team: str
    name: str
    side: Literal["IT", "OT", "Quality", "Engineering", "joint"]
    site: Place = None
    per_site: bool = False
    fte_before: float | None = None
    fte_after: float | None = None
    before: TeamLine | None = None
    first: TeamLine
    later: TeamLine
    stated: bool = False


class ForumDesign(Frozen):
    """A standing meeting with posts by name and decision rights by id."""

    forum: str
    name: str
    chair: str
    members: tuple[str, ...]
    cadence: Literal["daily", "weekly", "fortnightly", "monthly", "quarterly", "yearly"]
    decides: tuple[str, ...]
    escalates_to: str | None = None
    stated: bool = False


class PromiseDesign(Frozen):
    """What the plants, or one of them, are promised; `later_owner` answers for it at the end of the path."""

    promise: str
    name: str
    measure: str
    target: str
    owner: str
    later_owner: str
    site: Place = None
    stated: bool = False


class OperatingModel(Frozen):
    """`first_step` and `end_state` are what leadership adopted, else what is recommended; `review` is the day of the
    exit review of a hybrid first step. `exceptions` are recorded, `deviations` proposed. `stated` counts the facts of
    the client that it rests on.
    """

    first_step: PathId
    end_state: PathId
    review: date | None
    areas: tuple[AreaDesign, ...]
    exceptions: tuple[AreaDesign, ...]
    deviations: tuple[AreaDeviation, ...]
    teams: tuple[TeamLines, ...]
    forums: tuple[ForumDesign, ...]
    promises: tuple[PromiseDesign, ...]
    problems: tuple[Problem, ...]
    stated: int

    @property
    def two_steps(self) -> bool:
        """Whether the first step is not yet the end."""
        return self.first_step != self.end_state

    @property
    def fte_known(self) -> bool:
        return any(team.fte_before is not None or team.fte_after is not None for team in self.teams)

    def area(self, name: str, site: Place = None) -> AreaDesign | None:
        """The design of an area: at a site its own exception, else the network's."""
        own = next((area for area in self.exceptions if (area.area, area.site) == (name, site)), None)
        return own or next((area for area in self.areas if area.area == name), None)
