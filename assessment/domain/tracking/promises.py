"""What finished initiatives promised against what the next cycle measured, and how far promises hold over all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from assessment.domain.basis import Frozen, Interval
from assessment.domain.engagement import Cycle, Engagement
from assessment.domain.library import Initiative
from assessment.domain.roadmap import PROGRAMME, Frame, Roadmap, project, standing
from assessment.domain.scoring import Key, Scorecard
from assessment.domain.trend import paired

FEWEST = 3
"""Finished initiatives with a measured effect below which nothing is said of all."""
DRAWS = 2000


class PromiseKept(Frozen):
    """Levels of a capability that a finished initiative promised and that were measured, like for like, between the
    cycles around its finish; means over its sites by their weight. Where several finished between the same cycles,
    each has the part of the change that it promised of it."""

    initiative: str
    capability: str
    sites: tuple[str, ...]
    promised: float
    measured: float
    before: str
    after: str
    """Cycles around the finish; the last ones where sites differ."""


class PromiseTally(Frozen):
    """`ratio`: sum measured / sum promised over all rows with its 90 % interval, by drawing initiatives; both None
    under three finished initiatives. `waiting`: finished, and no later cycle has measured yet, or nothing was left to
    promise."""

    rows: tuple[PromiseKept, ...]
    initiatives: int
    ratio: float | None = None
    interval: Interval | None = None
    waiting: tuple[str, ...] = ()


class ForecastPair(Frozen):
    """Level of a dimension at the end of the horizon, network: today, as promised, and with what was learnt."""

    dimension: str
    today: float
    promised: float
    learnt: float | None
    interval: Interval | None = None


def promises(engagement: Engagement, cycle: str, seed: int = 0) -> PromiseTally:
    """Every finished initiative that a cycle up to `cycle` has measured since."""
    last = engagement.cycle(cycle).number
    cycles = sorted((c for c in engagement.cycles.values() if c.number <= last), key=lambda c: c.number)
    parts = [part for node, reports in engagement.progress.items() if reports[-1].finished is not None
             for part in _parts(engagement, cycles, node)]
    shares: dict[tuple[str, str, str, str], float] = defaultdict(float)
    for part in parts:
        shares[part.key] += part.promised
    pairs: dict[tuple[str, str], Mapping[Key, tuple[float, float]]] = {}
    sums: dict[tuple[str, str], list[tuple[_Part, float]]] = defaultdict(list)
    for part in parts:
        if (part.before, part.after) not in pairs:
            pairs[part.before, part.after] = paired(engagement, part.before, part.after)
        change = _change(engagement, pairs[part.before, part.after], part.capability, part.site)
        if change is not None:
            sums[part.initiative, part.capability].append((part, change * part.promised / shares[part.key]))
    rows = tuple(_row(engagement, found) for _key, found in sorted(sums.items()))
    finished = {node[0] for node, reports in engagement.progress.items() if reports[-1].finished is not None}
    told = dict.fromkeys(row.initiative for row in rows)
    ratio, interval = calibration(rows, seed)
    return PromiseTally(rows=rows, initiatives=len(told), ratio=ratio, interval=interval,
                        waiting=tuple(sorted(finished - set(told))))


def calibration(rows: Sequence[PromiseKept], seed: int = 0, draws: int = DRAWS) -> tuple[float | None, Interval | None]:
    """Sum measured / sum promised, and its 90 % interval by drawing whole initiatives; None under three of them."""
    names = list(dict.fromkeys(row.initiative for row in rows))
    if len(names) < FEWEST:
        return None, None
    promised = np.array([sum(row.promised for row in rows if row.initiative == name) for name in names])
    measured = np.array([sum(row.measured for row in rows if row.initiative == name) for name in names])
    drawn = np.random.default_rng(seed).integers(0, len(names), (draws, len(names)))
    ratios = measured[drawn].sum(axis=1) / promised[drawn].sum(axis=1)
    low, high = np.percentile(ratios, (5, 95))
    return float(measured.sum() / promised.sum()), Interval(low=float(low), high=float(high))


def forecasts(engagement: Engagement, frame: Frame, roadmap: Roadmap, tally: PromiseTally,
              scorecard: Scorecard | None = None) -> tuple[ForecastPair, ...]:
    """By dimension its score today, the level at the end of the horizon as promised, and with every promise scaled by
    what was learnt; never below today, and no capability is raised above its target."""
    ends = {key: levels[-1] for key, levels in project(frame, {s.task: s.finish for s in roadmap.scheduled}).items()
            if levels}
    found = []
    for dimension in engagement.the_pack.dimensions:
        keys = [key for key in ends if engagement.the_pack.dimension_of[key.split("|", 1)[1]] == dimension.id]
        weights = [frame.shares.get(key, 0.0) for key in keys]
        if sum(weights) <= 0:
            continue
        raised = float(np.average([frame.levels[key] for key in keys], weights=weights))
        today = standing(scorecard, dimension.id, None, raised)
        promised = today + float(np.average([ends[key] for key in keys], weights=weights)) - raised

        def scaled(by: float, keys: list[str] = keys, weights: list[float] = weights, today: float = today) -> float:
            gains = [min(max(0.0, by) * (ends[k] - frame.levels[k]), frame.gaps.get(k, 0.0)) for k in keys]
            return today + float(np.average(gains, weights=weights))

        found.append(ForecastPair(
            dimension=dimension.id, today=today, promised=promised,
            learnt=None if tally.ratio is None else scaled(tally.ratio),
            interval=None if tally.interval is None else Interval(
                low=scaled(tally.interval.low), high=scaled(tally.interval.high))))
    return tuple(found)


class _Part(Frozen):
    """What an initiative promised of a capability at a site, between two cycles."""

    initiative: str
    capability: str
    site: str
    promised: float
    before: str
    after: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.capability, self.site, self.before, self.after


def _parts(engagement: Engagement, cycles: Sequence[Cycle], node: tuple[str, str]) -> list[_Part]:
    """A cycle has seen what was finished by the day on which it was opened."""
    name, unit = node
    finished = engagement.progress[node][-1].finished
    initiative = engagement.the_library.initiative.get(name)
    before = [c for c in cycles if finished is not None and c.opened < finished]
    after = [c for c in cycles if finished is not None and c.opened >= finished]
    if initiative is None or not before or not after:
        return []
    levels = _levels(engagement, before[-1].id)
    return [_Part(initiative=name, capability=capability, site=site, promised=promised, before=before[-1].id,
                  after=after[0].id)
            for site in (engagement.sites if unit == PROGRAMME else (unit,))
            for capability, promised in _promised(engagement, initiative, site, levels) if promised > 1e-9]


def _promised(engagement: Engagement, initiative: Initiative, site: str,
              levels: Mapping[tuple[str, str], float]) -> list[tuple[str, float]]:
    """max(0, min(to, target) - max(from, level before)), as the plan reckons with it."""
    found = []
    for effect in initiative.effects:
        level = levels.get((effect.capability, site))
        if level is not None:
            target = engagement.target(engagement.the_pack.dimension_of[effect.capability], site)
            found.append((effect.capability, max(0.0, min(effect.to, target) - max(effect.from_, level))))
    return found


def _levels(engagement: Engagement, cycle: str) -> dict[tuple[str, str], float]:
    """(capability, site) -> level of a cycle, without caps."""
    table = paired(engagement, cycle, cycle)
    return {(capability, site): change[0] for capability in engagement.the_pack.capabilities
            for site in engagement.sites if (change := _means(engagement, table, capability, site)) is not None}


def _change(engagement: Engagement, pairs: Mapping[Key, tuple[float, float]], capability: str,
            site: str) -> float | None:
    found = _means(engagement, pairs, capability, site)
    return None if found is None else found[1] - found[0]


def _means(engagement: Engagement, pairs: Mapping[Key, tuple[float, float]], capability: str,
           site: str) -> tuple[float, float] | None:
    """Means over the questions of a capability at a site, those of the network included, before and after."""
    questions = engagement.the_pack.capabilities[capability].questions
    rows = [(question.weight, pairs[question.id, place]) for question in questions
            for place in (site, None) if (question.id, place) in pairs]
    if not rows:
        return None
    weights = [weight for weight, _pair in rows]
    return (float(np.average([pair[0] for _w, pair in rows], weights=weights)),
            float(np.average([pair[1] for _w, pair in rows], weights=weights)))


def _row(engagement: Engagement, found: Sequence[tuple[_Part, float]]) -> PromiseKept:
    weights = [engagement.sites[part.site].weight for part, _measured in found]
    last = max((part for part, _measured in found), key=lambda part: engagement.cycle(part.after).number)
    return PromiseKept(
        initiative=last.initiative, capability=last.capability, sites=tuple(part.site for part, _measured in found),
        promised=float(np.average([part.promised for part, _m in found], weights=weights)),
        measured=float(np.average([measured for _p, measured in found], weights=weights)),
        before=last.before, after=last.after)
