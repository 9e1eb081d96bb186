"""What the result is under the weights of each executive, and whether their differences matter (section 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assessment.domain.basis import Frozen, Problem
from assessment.domain.engagement import Engagement
from assessment.domain.facts import Office
from assessment.domain.library import Library, PathId
from assessment.domain.paths.recommending import recommend
from assessment.domain.scoring import Scorecard
from assessment.text import _, quoted

DRAWS = 4_000
"""Enough for a share within about one and a half points, for each of several executives."""


class ExecutiveView(Frozen):
    """One executive: what was chosen blind, and what the same answers give under that person's weights.

    `groups` are shares of weight by group of criteria, sum 1; `score` that of `winner`; `own_score` that of `choice`.
    """

    person: str
    office: Office
    choice: PathId
    groups: dict[str, float]
    winner: PathId | None
    score: float | None
    own_score: float | None
    wins: float
    reason: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the own choice is what the own weights lead to."""
        return self.choice == self.winner


class GroupSpread(Frozen):
    """How far executives differ on a group: its lowest and highest share of weight, and who stands there."""

    group: str
    low: float
    high: float
    lowest: str
    highest: str


class Executives(Frozen):
    """All who committed, in the order in which they did; `waiting` names those who have not."""

    views: tuple[ExecutiveView, ...]
    waiting: tuple[str, ...]
    spreads: tuple[GroupSpread, ...]
    official: PathId | None
    """Winner under the official weights."""

    @property
    def winners(self) -> tuple[PathId, ...]:
        """Paths that win under somebody's weights or the official ones, each once."""
        found = [self.official, *(view.winner for view in self.views)]
        return tuple(dict.fromkeys(path for path in found if path is not None))

    @property
    def matters(self) -> bool:
        """Whether the differences in weights change the winner."""
        return len(self.winners) > 1


def group_shares(points: Mapping[str, float], library: Library) -> dict[str, float]:
    """Share of weight of each group from its points, sum 1. The points are checked before."""
    total = sum(points.get(group.id, 0.0) for group in library.groups)
    return {group.id: points.get(group.id, 0.0) / total for group in library.groups}


def criterion_weights(points: Mapping[str, float], library: Library) -> dict[str, float]:
    """Weight of each criterion: the share of its group, split as the library weighs the criteria within the group."""
    shares = group_shares(points, library)
    within: dict[str, float] = {}
    for criterion in library.criteria:
        within[criterion.group] = within.get(criterion.group, 0.0) + criterion.weight
    return {criterion.id: shares[criterion.group] * criterion.weight / within[criterion.group]
            if within[criterion.group] else 0.0 for criterion in library.criteria}


def check_points(points: Mapping[str, float], library: Library) -> list[Problem]:
    """What is wrong with points for groups: unknown groups, groups without points, all of them zero."""
    known = {group.id for group in library.groups}
    problems = [Problem(code="unknown-group", where=f"points.{name[:40]}",
                        message=_("There is no group of criteria named {name}.").format(name=quoted(name)),
                        remedy=_("Correct the id.")) for name in points if name not in known]
    missing = sorted(known - points.keys())
    if missing:
        problems.append(Problem(code="missing-points", where="points",
                                message=_("These groups have no points: {names}.").format(names=", ".join(missing)),
                                remedy=_("Give each group 0 to 100 points.")))
    elif not any(points[name] > 0 for name in known):
        problems.append(Problem(code="all-weights-zero", where="points",
                                message=_("All points are 0, so that nothing decides on the path."),
                                remedy=_("Give at least one group more than 0.")))
    return problems


def executives(engagement: Engagement, scorecard: Scorecard, seed: int = 0, draws: int = DRAWS) -> Executives:
    """Every committed choice beside what the answers give under that person's weights."""
    library = engagement.the_library
    views = []
    for person, choice in engagement.choices.items():
        if person not in engagement.executives or check_points(choice.points, library):
            continue
        own = replace(engagement, weights=criterion_weights(choice.points, library))
        found = recommend(own, scorecard, seed, draws, flips=False)
        path: PathId = next(p.id for p in library.paths if p.id == choice.path)
        best = found.score_of(found.winner) if found.winner else None
        views.append(ExecutiveView(
            person=person, office=engagement.executives[person].office, choice=path,
            groups=group_shares(choice.points, library), winner=found.winner, score=best.score if best else None,
            own_score=found.score_of(path).score, wins=best.wins if best else 0.0, reason=choice.reason))
    official = recommend(engagement, scorecard, seed, draws, flips=False).winner
    return Executives(
        views=tuple(views), spreads=tuple(_spreads(views, library)), official=official,
        waiting=tuple(person for person in engagement.executives if person not in engagement.choices))


def _spreads(views: list[ExecutiveView], library: Library) -> list[GroupSpread]:
    """The widest difference first; none for a single view."""
    if len(views) < 2:
        return []
    found = []
    for group in library.groups:
        ordered = sorted(views, key=lambda view: view.groups[group.id])
        found.append(GroupSpread(group=group.id, low=ordered[0].groups[group.id], high=ordered[-1].groups[group.id],
                                 lowest=ordered[0].person, highest=ordered[-1].person))
    return sorted(found, key=lambda spread: spread.low - spread.high)
