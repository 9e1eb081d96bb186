"""The scores of one dimension at one place: its questions, capabilities and itself (docs/method.md, section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from assessment.domain.basis import Interval
from assessment.domain.engagement import Place
from assessment.domain.pack import Dimension, Pack, Scale
from assessment.domain.scoring.nodes import branch
from assessment.domain.scoring.types import NodeKind, Score, State
from assessment.domain.scoring.values import Key, Value

FEWEST = 5
"""Under five voters a node shows its extremes, no interval."""
HALF = 0.5
NEARLY = 1e-9


@dataclass(frozen=True)
class Spread:
    """What draws of people say: interval by node, and keys whose spread cannot be told."""

    intervals: Mapping[str, Interval]
    untold: frozenset[Key] = frozenset()

    def shown(self, node: str, keys: list[Key], voters: int,
              extremes: tuple[float, float]) -> tuple[Interval | None, Interval | None]:
        """Interval with five voters or more and every spread known; else the extremes of the votes, if any."""
        if voters == 0:
            return None, None
        if voters >= FEWEST and not any(key in self.untold for key in keys):
            return self.intervals.get(node), None
        return None, Interval(low=extremes[0], high=extremes[1], level=1)


@dataclass(frozen=True)
class Held:
    """Live connections of the place with an open hard stop at the gate, and the level that they hold it at."""

    level: int
    connections: tuple[str, ...]


@dataclass(frozen=True)
class Branch:
    """A dimension at a place. `here` are the values of its questions there, `caps` those of the questions that cap it,
    as they hold there.
    """

    pack: Pack
    dimension: Dimension
    sites: Mapping[str, float]
    place: Place
    here: Mapping[Key, Value]
    capping: Mapping[str, float]
    spread: Spread
    held: Held | None = None

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """Scores of questions, capabilities and at last the dimension, as far as anything is asked under them."""
        found = []
        for capability in self.dimension.capabilities:
            found += [self._score(q.id, "question") for q in capability.questions if self._under[q.id]]
            if self._under[capability.id]:
                found.append(self._score(capability.id, "capability"))
        if self.top is not None:
            found.append(self.top)
        return tuple(found)

    @cached_property
    def top(self) -> Score | None:
        """The score of the dimension itself; None where nothing is asked."""
        return self._score(self.dimension.id, "dimension") if self.here else None

    @cached_property
    def voters(self) -> frozenset[str]:
        """People whose votes move a value."""
        return frozenset(person for key in self._applicable if self._voted(key)
                         for votes in self.here[key].votes.values() for person in votes)

    @cached_property
    def people(self) -> frozenset[str]:
        """People who gave a level."""
        return frozenset(person for value in self._applicable.values()
                         for votes in value.votes.values() for person in votes)

    @cached_property
    def extremes(self) -> tuple[dict[str, float], dict[str, float]]:
        """Node -> score with every question at its lowest vote, and at its highest."""
        low, high = ({key: float(end(self.here[key].levels)) if self._voted(key) else x
                      for key, x in self._answered.items()} for end in (min, max))
        return self._means(low), self._means(high)

    @cached_property
    def _under(self) -> dict[str, list[Key]]:
        by: dict[str, list[Key]] = {}
        for key in self.here:
            by.setdefault(key[0], []).append(key)
        under: dict[str, list[Key]] = {}
        for capability in self.dimension.capabilities:
            for question in capability.questions:
                under[question.id] = by.get(question.id, [])
            under[capability.id] = [key for question in capability.questions for key in under[question.id]]
        under[self.dimension.id] = list(self.here)
        return under

    def _means(self, table: dict[Key, float]) -> dict[str, float]:
        return branch(self.dimension, self.sites, table)

    @cached_property
    def _applicable(self) -> dict[Key, Value]:
        return {key: value for key, value in self.here.items() if value.applicable}

    @cached_property
    def _answered(self) -> dict[Key, float]:
        return {key: value.x for key, value in self._applicable.items() if value.x is not None}

    @cached_property
    def _value(self) -> dict[str, float]:
        return self._means(self._answered)

    @cached_property
    def _coverage(self) -> dict[str, float]:
        return self._means({key: float(value.x is not None) for key, value in self._applicable.items()})

    @cached_property
    def _reached(self) -> dict[int, dict[str, float]]:
        """Level -> node -> weight share of applicable pairs at that level or above, unanswered as not reached."""
        return {level: self._means({key: float(value.x is not None and value.x >= level - NEARLY)
                                    for key, value in self._applicable.items()})
                for level in self.pack.scale.levels if level > self.pack.scale.minimum}

    @cached_property
    def _bounds(self) -> tuple[dict[str, float], dict[str, float]]:
        scale = self.pack.scale
        low, high = ({key: float(end) if value.x is None else value.x for key, value in self._applicable.items()}
                     for end in (scale.minimum, scale.maximum))
        return self._means(low), self._means(high)

    @cached_property
    def _shares(self) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
        """Node -> share of the answered weight that is validated, that is agreed or validated, that is carried."""
        states = {key: self.here[key].state for key in self._answered}
        return (self._means({key: float(state == "validated") for key, state in states.items()}),
                self._means({key: float(state in ("agreed", "validated")) for key, state in states.items()}),
                self._means({key: float(self.here[key].carried_from is not None) for key in states}))

    def _voted(self, key: Key) -> bool:
        return self.here[key].rests_on in ("votes", "agreed") and bool(self.here[key].votes)

    def _score(self, node: str, kind: NodeKind) -> Score:
        keys = self._under[node]
        applicable = [key for key in keys if key in self._applicable]
        if not applicable:
            return Score(node=node, kind=kind, site=self.place, value=None, applicable=False, state="na")
        value = self._value.get(node)
        voters = {person for key in applicable if self._voted(key)
                  for votes in self.here[key].votes.values() for person in votes}
        people = {person for key in applicable for votes in self.here[key].votes.values() for person in votes}
        uncapped = self._level(node)
        level, caps = self._capped(uncapped) if kind == "dimension" else (uncapped, ())
        held = self.held if kind == "dimension" and level is not None else None
        if held is not None and level is not None:
            level = min(level, held.level)
        interval, extremes = None, None
        if value is not None:
            interval, extremes = self.spread.shown(
                node, applicable, len(voters), (self.extremes[0][node], self.extremes[1][node]))
        return Score(
            node=node, kind=kind, site=self.place, value=value, level=level, uncapped=uncapped, caps=caps,
            held_by=held.connections if held else (),
            coverage=self._coverage[node], interval=interval, extremes=extremes,
            bounds=Interval(low=self._bounds[0][node], high=self._bounds[1][node], level=1), n=len(people),
            validated_share=self._shares[0].get(node, 0.0), agreed_share=self._shares[1].get(node, 0.0),
            carried_share=self._shares[2].get(node, 0.0),
            state=self._state(node, keys))

    def _level(self, node: str) -> int | None:
        """Highest level such that at it and at every level below theta of the weight stands (section 3)."""
        if self._coverage[node] < HALF - NEARLY:
            return None
        if self.pack.maturity is not None:
            return self._passed(node, self.pack.maturity)
        attained = self.pack.scale.minimum
        for level, shares in self._reached.items():
            if shares[node] < self.pack.theta - NEARLY:
                break
            attained = level
        return attained

    def _passed(self, node: str, maturity: Scale) -> int:
        """Highest maturity level such that each level up to it has an applicable question, and all of them pass."""
        asked: dict[int, list[bool]] = {}
        for key in self._under[node]:
            if key in self._applicable:
                question, x = self.pack.questions[key[0]], self._applicable[key].x
                mark = question.pass_mark if question.pass_mark is not None else self.pack.pass_mark
                if question.level is not None and mark is not None:
                    asked.setdefault(question.level, []).append(x is not None and x >= mark - NEARLY)
        attained = maturity.minimum
        while attained < maturity.maximum and all(asked.get(attained + 1, [False])):
            attained += 1
        return attained

    def _capped(self, level: int | None) -> tuple[int | None, tuple[str, ...]]:
        """The level after the caps of the dimension, and the names of those whose question stands too low."""
        applied, result = [], level
        for cap in self.pack.caps:
            if cap.dimension != self.dimension.id or result is None:
                continue
            x = self.capping.get(cap.question)
            if x is not None and x < cap.below - NEARLY:
                applied.append(cap.id)
                result = min(result, cap.level)
        return result, tuple(applied)

    def _state(self, node: str, keys: list[Key]) -> State:
        if node not in self._value:
            return "none"
        states = {self.here[key].state for key in keys if key in self._answered}
        return next((state for state in WEAKEST_FIRST if state in states), "validated")


WEAKEST_FIRST: tuple[State, ...] = ("self-assessed", "agreed")
"""A node is as sure as the weakest of what it rests on."""
