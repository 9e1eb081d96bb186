"""What is known in scope: levels of questions and capabilities, perception gaps, stated words, number of sites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from assessment.domain.basis import Function
from assessment.domain.engagement import Engagement, Place
from assessment.domain.pack import Scale
from assessment.domain.scoring import PerceptionGap, Score, Scorecard

WIDEST_GAP = 2.0
"""Levels between IT and OT at which a gap counts in full."""


class Level(NamedTuple):
    """Levels of a node in scope: `value` None where nothing is answered, `applies` False where it is na."""

    value: float | None
    low: float
    high: float
    applies: bool = True


@dataclass(frozen=True)
class Evidence:
    """Facts and scores that a recommendation for `sites` (None: the network) rests on.

    A site question counts at these sites by their weights, a network question once. `levels` and `words` replace
    what is known: the way to try a change.
    """

    engagement: Engagement
    scorecard: Scorecard
    sites: tuple[str, ...] | None = None
    levels: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def with_level(self, node: str, level: float) -> Evidence:
        return replace(self, levels={**self.levels, node: level})

    def with_word(self, stated: str, word: str) -> Evidence:
        return replace(self, words={**self.words, stated: word})

    @cached_property
    def scale(self) -> Scale:
        return self.engagement.the_pack.scale

    @cached_property
    def _scores(self) -> dict[tuple[str, Place], Score]:
        return {(score.node, score.site): score for score in self.scorecard.scores}

    @cached_property
    def _gaps(self) -> dict[tuple[str, Place], PerceptionGap]:
        return {(gap.node, gap.site): gap for gap in self.scorecard.gaps if gap.kind == "capability"}

    @property
    def in_scope(self) -> tuple[str, ...]:
        return tuple(self.engagement.sites) if self.sites is None else self.sites

    def level(self, node: str) -> Level:
        """Level of a question or capability, with its interval or its range of votes."""
        if node in self.levels:
            return Level(self.levels[node], self.levels[node], self.levels[node])
        scores = [score for place in self._places(node) if (score := self._scores.get((node, place))) is not None]
        if scores and not any(score.applicable for score in scores):
            return Level(None, self.scale.minimum, self.scale.maximum, applies=False)
        known = [score for score in scores if score.applicable and score.value is not None]
        return self._mean([self._range(score) for score in known], [score.site for score in known])

    def gap(self, capability: str) -> Level:
        """|IT - OT| of a capability in levels, with the range of its interval where there is one."""
        places: Sequence[Place] = [None] if self.sites is None else self.sites
        gaps = [gap for place in places if (gap := self._gaps.get((capability, place))) is not None]
        sizes = []
        for gap in gaps:
            low, high = (gap.interval.low, gap.interval.high) if gap.interval else (gap.gap, gap.gap)
            nearest = 0.0 if low <= 0 <= high else min(abs(low), abs(high))
            size = abs(gap.gap)
            sizes.append(Level(size, min(size, nearest), max(size, abs(low), abs(high))))
        found = self._mean(sizes, [gap.site for gap in gaps])
        return found if gaps else Level(None, 0.0, WIDEST_GAP)

    def stated(self, name: str) -> list[tuple[float, str | None]]:
        """(share of the scope, word) of a stated fact: one entry for the network's word, else one for each site.

        A site's own word goes before the network's; None stands where nothing was stated.
        """
        if name in self.words:
            return [(1.0, self.words[name])]
        if not any((name, site) in self.engagement.stated for site in self.in_scope):
            return [(1.0, self.engagement.fact(name))]
        total = sum(self.engagement.sites[site].weight for site in self.in_scope)
        return [(self.engagement.sites[site].weight / total, self.engagement.fact(name, site))
                for site in self.in_scope]

    @cached_property
    def functions(self) -> frozenset[Function]:
        """Functions of which at least one person gave a level in this cycle, in scope and not in a blind round."""
        state = self.engagement
        places = {None, *self.in_scope}
        people = {
            person
            for cycle, place, question, number in state.answers
            if cycle == self.scorecard.cycle and place in places and not (
                state.open_round(cycle, place, question) and state.round_of(cycle, place, question) == number)
            for person, answer in state.answers[cycle, place, question, number].items()
            if isinstance(answer.value, int)
        }
        return frozenset(state.people[person].function for person in people if person in state.people)

    def _places(self, node: str) -> Sequence[Place]:
        if self.sites is None:
            return [None]
        question = self.engagement.the_pack.questions.get(node)
        if question is not None and question.scope == "network":
            return [None]
        at_sites = [site for site in self.sites if (node, site) in self._scores]
        valued = [site for site in at_sites if self._scores[node, site].value is not None]
        # a capability without site questions is known for the network only
        return at_sites if valued or question is not None else [None]

    def _range(self, score: Score) -> Level:
        value = score.value if score.value is not None else float(self.scale.minimum)
        around = score.interval or score.extremes
        low, high = (around.low, around.high) if around else (value, value)
        return Level(value, max(self.scale.minimum, min(low, value)), min(self.scale.maximum, max(high, value)))

    def _mean(self, levels: list[Level], places: Sequence[Place]) -> Level:
        weights = [1.0 if place is None else self.engagement.sites[place].weight for place in places]
        total = sum(weights)
        if not total:
            return Level(None, self.scale.minimum, self.scale.maximum)
        known = [(weight / total, level) for weight, level in zip(weights, levels, strict=True)]
        return Level(sum(w * (level.value or 0.0) for w, level in known), sum(w * level.low for w, level in known),
                     sum(w * level.high for w, level in known))
