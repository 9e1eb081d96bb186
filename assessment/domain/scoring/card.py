"""The scorecard of a cycle: every node at every place (docs/method.md, section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from assessment.domain.basis import Interval
from assessment.domain.engagement import Engagement, Place
from assessment.domain.gate import held_sites, review_live
from assessment.domain.pack import INDEX_NAMES, Dimension, Pack
from assessment.domain.scoring.branch import WEAKEST_FIRST, Branch, Held, Spread
from assessment.domain.scoring.gaps import perception_gaps
from assessment.domain.scoring.intervals import Draws, draw
from assessment.domain.scoring.nodes import Floats, mean, means
from assessment.domain.scoring.types import Score, Scorecard
from assessment.domain.scoring.values import Key, Value, value, values

Branches = Mapping[tuple[Place, str], Branch]
"""Place and dimension -> branch."""


def score(engagement: Engagement, cycle: str, seed: int = 0, draws: int = 2000) -> Scorecard:
    """All scores of a cycle. `draws` 0 leaves intervals out. The same engagement and seed give the same card."""
    chosen = engagement.cycle(cycle)
    table = values(engagement, chosen.id)
    drawn = draw(engagement, table, seed, draws) if draws else None
    branches = {(place, dimension.id): _branch(engagement, table, place, dimension, spread,
                                               _held(engagement, place, dimension))
                for place in (None, *engagement.sites)
                for spread in [_spread(engagement, table, place, drawn)]
                for dimension in engagement.the_pack.dimensions}
    sites = {key: site.weight for key, site in engagement.sites.items()}
    voters = {person for found in table.values() for votes in found.votes.values() for person in votes}
    return Scorecard(
        cycle=cycle, seed=seed, draws=draws, scores=_scores(engagement, branches),
        gaps=tuple(perception_gaps(engagement.the_pack, sites, table, drawn)), voters=len(voters), sites=tuple(sites),
        depth=chosen.depth)


@dataclass(frozen=True)
class Points:
    """Point scores of a cycle, without intervals and gaps, that follow each new answer at little cost."""

    engagement: Engagement
    cycle: str
    table: Mapping[Key, Value]
    branches: Branches

    @property
    def scores(self) -> tuple[Score, ...]:
        """As `Scorecard.scores`, without intervals."""
        return _scores(self.engagement, self.branches)

    @property
    def network(self) -> dict[str, float]:
        """Values of dimensions and indices over all sites, as far as they have one."""
        return {score.node: score.value for score in _tops(self.engagement, self.branches, None)
                if score.value is not None}

    def after(self, engagement: Engagement, question: str, place: Place) -> Points:
        """The points once something about one question at one place was answered, agreed or validated.

        Only that question, those that depend on it, and their dimensions are computed again.
        """
        pack = engagement.the_pack
        touched = _dependents(pack, question)
        table = dict(self.table)
        for name in touched:
            asked = pack.questions[name]
            for there in engagement.places(asked) if place is None else {place, None} & {*engagement.places(asked)}:
                if (name, there) in table:
                    table[name, there] = value(engagement, self.cycle, asked, there)
        dimensions = {pack.dimension_of[pack.capability_of[name]] for name in touched}
        capped = {cap.dimension for cap in pack.caps if cap.question in touched}
        branches = dict(self.branches)
        another_day = engagement.as_of != self.engagement.as_of  # answers move no permit; a day can
        for (there, dimension), known in self.branches.items():
            near = dimension in dimensions and (place is None or there in (None, place))
            of = pack.by_id[dimension]
            held = _held(engagement, there, of) if another_day else known.held
            if near or dimension in capped or held != known.held:
                branches[there, dimension] = _branch(engagement, table, there, of, Spread({}), held)
        return replace(self, engagement=engagement, table=table, branches=branches)


def points(engagement: Engagement, cycle: str) -> Points:
    """The point scores of a cycle, from which `Points.after` follows."""
    table = values(engagement, engagement.cycle(cycle).id)
    return Points(engagement, cycle, table, {
        (place, dimension.id): _branch(engagement, table, place, dimension, Spread({}),
                                       _held(engagement, place, dimension))
        for place in (None, *engagement.sites) for dimension in engagement.the_pack.dimensions})


def _dependents(pack: Pack, question: str) -> list[str]:
    """The question and all whose conditions lead back to it."""
    found = [question]
    for name in found:
        found += [q.id for q in pack.questions.values()
                  if q.id not in found and any(condition.question == name for condition in q.when)]
    return found


def _branch(engagement: Engagement, table: Mapping[Key, Value], place: Place, dimension: Dimension,
            spread: Spread, held: Held | None) -> Branch:
    pack = engagement.the_pack
    here = {(question.id, there): table[question.id, there] for question in dimension.questions
            for there in (engagement.places(question) if place is None else (place,)) if (question.id, there) in table}
    return Branch(pack, dimension, {key: site.weight for key, site in engagement.sites.items()}, place, here,
                  _capping(engagement, table, place, dimension), spread, held)


def _held(engagement: Engagement, place: Place, dimension: Dimension) -> Held | None:
    """What live connections without a gate hold the dimension of a site at; None where there are none."""
    library = engagement.library
    if library is None or place is None or dimension.id != library.gate.cap_dimension or engagement.as_of is None:
        return None
    connections = held_sites(review_live(engagement, place, engagement.as_of)).get(place, ())
    return Held(library.gate.cap_level, connections) if connections else None


def _capping(engagement: Engagement, table: Mapping[Key, Value], place: Place,
             dimension: Dimension) -> dict[str, float]:
    """Score of each question that caps the dimension, at a place; a network question caps sites as well."""
    found: dict[str, float] = {}
    for cap in engagement.the_pack.caps:
        if cap.dimension != dimension.id:
            continue
        question = engagement.the_pack.questions[cap.question]
        there = engagement.places(question) if place is None or question.scope == "network" else (place,)
        parts = [(1.0 if site is None else engagement.sites[site].weight, x) for site in there
                 if (known := table.get((cap.question, site))) is not None and (x := known.x) is not None]
        if parts:
            found[cap.question] = mean(parts)
    return found


def _scores(engagement: Engagement, branches: Branches) -> tuple[Score, ...]:
    found: list[Score] = []
    for place in (None, *engagement.sites):
        for dimension in engagement.the_pack.dimensions:
            found += branches[place, dimension.id].scores
        found += _indices(engagement, branches, place)
    return tuple(found)


def _tops(engagement: Engagement, branches: Branches, place: Place) -> list[Score]:
    """The scores of dimensions and indices at a place, without what is under them."""
    tops = [branches[place, dimension.id].top for dimension in engagement.the_pack.dimensions]
    return [*(top for top in tops if top is not None), *_indices(engagement, branches, place)]


def _indices(engagement: Engagement, branches: Branches, place: Place) -> Iterator[Score]:
    of_place = [branches[place, dimension.id] for dimension in engagement.the_pack.dimensions]
    for index in INDEX_NAMES:
        under = [branch for branch in of_place if branch.dimension.index == index and branch.here]
        if under:
            yield _index(engagement.the_pack, index, place, under)


def _index(pack: Pack, index: str, place: Place, under: list[Branch]) -> Score:
    """The score of an index from those of its dimensions; an index has points and no level."""
    tops = [(branch.dimension.weight, top, branch) for branch in under if (top := branch.top) and top.applicable]
    if not tops:
        return Score(node=index, kind="index", site=place, value=None, applicable=False, state="na")
    known = [(weight, top, branch) for weight, top, branch in tops if top.value is not None]
    x = mean([(weight, top.value or 0.0) for weight, top, _ in known]) if known else None
    scale, spread = pack.scale, under[0].spread
    bounds = [(weight, top.bounds) for weight, top, _ in tops if top.bounds is not None]
    interval, extremes = None, None
    if x is not None:
        ends = [mean([(weight, branch.extremes[end][branch.dimension.id]) for weight, _, branch in known])
                for end in (0, 1)]
        interval, extremes = spread.shown(index, [key for _, _, branch in tops for key in branch.here],
                                          len(_joined(branch.voters for _, _, branch in tops)), (ends[0], ends[1]))
    states = {top.state for _, top, _ in known}
    return Score(
        node=index, kind="index", site=place, value=x,
        points=None if x is None else 100 * (x - scale.minimum) / (scale.maximum - scale.minimum),
        coverage=mean([(weight, top.coverage) for weight, top, _ in tops]), interval=interval, extremes=extremes,
        bounds=Interval(low=mean([(weight, ends.low) for weight, ends in bounds]),
                        high=mean([(weight, ends.high) for weight, ends in bounds]), level=1),
        n=len(_joined(branch.people for _, _, branch in tops)),
        validated_share=mean([(weight, top.validated_share) for weight, top, _ in known]) if known else 0.0,
        agreed_share=mean([(weight, top.agreed_share) for weight, top, _ in known]) if known else 0.0,
        carried_share=mean([(weight, top.carried_share) for weight, top, _ in known]) if known else 0.0,
        state=next((state for state in WEAKEST_FIRST if state in states), "validated") if known else "none")


def _joined(groups: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*groups)


def _spread(engagement: Engagement, table: Mapping[Key, Value], place: Place, drawn: Draws | None) -> Spread:
    """90 % intervals of all nodes at a place, all percentiles in one go."""
    if drawn is None:
        return Spread({})
    here: dict[Key, Floats] = {
        key: drawn.table[key] if key in drawn.table else np.full(1, found.x) for key, found in table.items()
        if found.x is not None and (place is None or key[1] == place)}
    sites = {key: site.weight for key, site in engagement.sites.items()}
    rolled = {node: levels for node, levels in means(engagement.the_pack, sites, here).items() if len(levels) > 1}
    if not rolled:
        return Spread({}, drawn.uncertain)
    low, high = np.percentile(np.stack(list(rolled.values())), (5, 95), axis=1)
    return Spread({node: Interval(low=float(a), high=float(b)) for node, a, b in zip(rolled, low, high, strict=True)},
                  drawn.uncertain)
