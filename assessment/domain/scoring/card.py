"""The scorecard of a cycle: every node at every place (docs/method.md, section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assessment.domain.basis import Interval
from assessment.domain.engagement import Engagement, Place
from assessment.domain.pack import INDEX_NAMES, Pack, Scale
from assessment.domain.scoring.gaps import perception_gaps
from assessment.domain.scoring.intervals import Draws, draw
from assessment.domain.scoring.nodes import Floats, means, members
from assessment.domain.scoring.types import NodeKind, Score, Scorecard, State
from assessment.domain.scoring.values import Key, Value, values

FEWEST = 5
"""Under five voters a node shows its extremes, no interval."""
HALF = 0.5
NEARLY = 1e-9


def score(engagement: Engagement, cycle: str, seed: int = 0, draws: int = 2000) -> Scorecard:
    """All scores of a cycle. `draws` 0 leaves intervals out. The same engagement and seed give the same card."""
    pack = engagement.the_pack
    table = values(engagement, engagement.cycle(cycle).id)
    sites = {key: site.weight for key, site in engagement.sites.items()}
    depth = engagement.cycle(cycle).depth
    drawn = draw(engagement, table, seed, draws) if draws else None
    scores: list[Score] = []
    for place in (None, *sites):
        here = table if place is None else {key: value for key, value in table.items() if key[1] == place}
        scores += _Scores(pack, sites, place, here, table, drawn).scores()
    voters = {person for value in table.values() for votes in value.votes.values() for person in votes}
    return Scorecard(cycle=cycle, seed=seed, draws=draws, scores=tuple(scores),
                     gaps=tuple(perception_gaps(pack, sites, table, drawn)), voters=len(voters), sites=tuple(sites),
                     depth=depth)


@dataclass(frozen=True)
class _Scores:
    """One place: `here` the values in it, `everywhere` those of the whole network, for caps by network questions."""

    pack: Pack
    sites: Mapping[str, float]
    place: Place
    here: Mapping[Key, Value]
    everywhere: Mapping[Key, Value]
    drawn: Draws | None

    def scores(self) -> list[Score]:
        return [self._score(node, kind) for node, kind in self._nodes() if self._under[node]]

    def _nodes(self) -> list[tuple[str, NodeKind]]:
        nodes: list[tuple[str, NodeKind]] = []
        for dimension in self.pack.dimensions:
            for capability in dimension.capabilities:
                nodes += [(question.id, "question") for question in capability.questions]
                nodes.append((capability.id, "capability"))
            nodes.append((dimension.id, "dimension"))
        used = {dimension.index for dimension in self.pack.dimensions}
        return nodes + [(index, "index") for index in INDEX_NAMES if index in used]

    @cached_property
    def _under(self) -> dict[str, list[Key]]:
        by: dict[str, list[Key]] = {}
        for key in self.here:
            by.setdefault(key[0], []).append(key)
        return {node: [key for question in sorted(questions) for key in by.get(question, ())]
                for node, questions in members(self.pack).items()}

    def _means(self, table: dict[Key, float]) -> dict[str, float]:
        return means(self.pack, self.sites, table)

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
    def _extremes(self) -> tuple[dict[str, float], dict[str, float]]:
        low, high = ({key: float(end(self.here[key].levels)) if self._voted(key) else x
                      for key, x in self._answered.items()} for end in (min, max))
        return self._means(low), self._means(high)

    @cached_property
    def _shares(self) -> tuple[dict[str, float], dict[str, float]]:
        """Node -> share of the answered weight that is validated, and that is agreed or validated."""
        states = {key: self.here[key].state for key in self._answered}
        return (self._means({key: float(state == "validated") for key, state in states.items()}),
                self._means({key: float(state in ("agreed", "validated")) for key, state in states.items()}))

    @cached_property
    def _intervals(self) -> dict[str, Interval]:
        """90 % intervals by node, all percentiles in one go."""
        if self.drawn is None:
            return {}
        draws = self.drawn
        table: dict[Key, Floats] = {
            key: draws.table[key] if key in draws.table else np.full(1, x) for key, x in self._answered.items()}
        rolled = {node: drawn for node, drawn in means(self.pack, self.sites, table).items() if len(drawn) > 1}
        if not rolled:
            return {}
        low, high = np.percentile(np.stack(list(rolled.values())), (5, 95), axis=1)
        return {node: Interval(low=float(a), high=float(b)) for node, a, b in zip(rolled, low, high, strict=True)}

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
        uncapped = self._level(node) if kind != "index" else None
        level, caps = self._capped(node, uncapped) if kind == "dimension" else (uncapped, ())
        scale = self.pack.scale
        points = 100 * (value - scale.minimum) / (scale.maximum - scale.minimum) if value is not None else None
        interval, extremes = self._spread(node, applicable, len(voters))
        return Score(
            node=node, kind=kind, site=self.place, value=value, level=level, uncapped=uncapped, caps=caps,
            coverage=self._coverage[node], interval=interval, extremes=extremes,
            bounds=Interval(low=self._bounds[0][node], high=self._bounds[1][node], level=1),
            points=points if kind == "index" else None, n=len(people),
            validated_share=self._shares[0].get(node, 0.0), agreed_share=self._shares[1].get(node, 0.0),
            state=self._state(node, keys))

    def _spread(self, node: str, keys: list[Key], voters: int) -> tuple[Interval | None, Interval | None]:
        """Interval with five voters or more and every spread known; else the extremes of the votes, if any."""
        if voters == 0 or node not in self._value:
            return None, None
        untold = self.drawn is not None and any(key in self.drawn.uncertain for key in keys)
        if voters >= FEWEST and not untold:
            return self._intervals.get(node), None
        low, high = self._extremes
        return None, Interval(low=low[node], high=high[node], level=1)

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

    def _capped(self, dimension: str, level: int | None) -> tuple[int | None, tuple[str, ...]]:
        """The level after the caps of the dimension, and the names of those whose question stands too low."""
        applied, result = [], level
        for cap in self.pack.caps:
            if cap.dimension != dimension or result is None:
                continue
            x = self._value.get(cap.question)
            if x is None:  # a network question caps sites as well
                network = self.everywhere.get((cap.question, None))
                x = network.x if network is not None else None
            if x is not None and x < cap.below - NEARLY:
                applied.append(cap.id)
                result = min(result, cap.level)
        return result, tuple(applied)

    def _state(self, node: str, keys: list[Key]) -> State:
        if node not in self._value:
            return "none"
        states = {self.here[key].state for key in keys if key in self._answered}
        for state in ("self-assessed", "agreed"):
            if state in states:
                return state
        return "validated"
