"""The perception gap: how IT and OT rate the same capability."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np

from assessment.domain.basis import Interval
from assessment.domain.engagement import Place
from assessment.domain.pack import Pack
from assessment.domain.scoring.intervals import Draws
from assessment.domain.scoring.nodes import means
from assessment.domain.scoring.types import PerceptionGap
from assessment.domain.scoring.values import Key, Value

FEWEST = 3
LARGE = 1.0
Side = Literal["IT", "OT"]


def perception_gaps(pack: Pack, sites: Mapping[str, float], values: Mapping[Key, Value],
                    draws: Draws | None) -> list[PerceptionGap]:
    """Gaps of each capability for the network and each site, over the questions and places where both voted."""
    found = []
    for place in (None, *sites):
        both = {key: value for key, value in values.items()
                if (place is None or key[1] == place) and value.votes.get("IT") and value.votes.get("OT")}
        it, ot = (_means(pack, sites, both, side) for side in ("IT", "OT"))
        drawn = _drawn(pack, sites, both, draws) if draws else {}
        for capability in pack.capabilities.values():
            if capability.id in it:
                names = {q.id for q in capability.questions}
                found.append(_gap(capability.id, place, it[capability.id], ot[capability.id],
                                  drawn.get(capability.id),
                                  {key: value for key, value in both.items() if key[0] in names}))
    return found


def _means(pack: Pack, sites: Mapping[str, float], both: Mapping[Key, Value], side: Side) -> dict[str, float]:
    return means(pack, sites, {key: sum(v.votes[side].values()) / len(v.votes[side]) for key, v in both.items()})


def _drawn(pack: Pack, sites: Mapping[str, float], both: Mapping[Key, Value], draws: Draws) -> dict[str, Interval]:
    known = [key for key in both
             if not {(key, "IT"), (key, "OT")} & draws.fixed and {"IT", "OT"} <= draws.functions[key].keys()]
    table = {key: draws.functions[key]["IT"] - draws.functions[key]["OT"] for key in known}
    wanted = [name for name in pack.capabilities
              if all(key in table for key in both if pack.capability_of[key[0]] == name)]
    rolled = means(pack, sites, table)
    return {name: Interval(low=float(low), high=float(high)) for name in wanted if name in rolled
            for low, high in [np.percentile(rolled[name], (5, 95))]}


def _gap(capability: str, place: Place, it: float, ot: float, interval: Interval | None,
         both: Mapping[Key, Value]) -> PerceptionGap:
    n_it, n_ot = (len({person for value in both.values() for person in value.votes[side]})
                  for side in ("IT", "OT"))
    gap = it - ot
    return PerceptionGap(
        capability=capability, site=place, it=it, ot=ot, gap=gap, interval=interval, n_it=n_it, n_ot=n_ot,
        finding=abs(gap) >= LARGE - 1e-9 and interval is not None and interval.excludes(0)
        and min(n_it, n_ot) >= FEWEST)
