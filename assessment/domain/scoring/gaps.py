"""The perception gap: how IT and OT rate the same question, capability or dimension."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np

from assessment.domain.basis import Interval
from assessment.domain.pack import Pack
from assessment.domain.scoring.intervals import Draws
from assessment.domain.scoring.nodes import means, members
from assessment.domain.scoring.types import FEWEST, NodeKind, PerceptionGap
from assessment.domain.scoring.values import Key, Value

LARGE = 1.0
Side = Literal["IT", "OT"]
SIDES: tuple[Side, Side] = ("IT", "OT")


def perception_gaps(pack: Pack, sites: Mapping[str, float], values: Mapping[Key, Value],
                    draws: Draws | None) -> list[PerceptionGap]:
    """Gaps of every question, capability and dimension for the network and each site, where both sides voted."""
    found = []
    kinds: dict[str, NodeKind] = {
        **dict.fromkeys(pack.questions, "question"), **dict.fromkeys(pack.capabilities, "capability"),
        **dict.fromkeys(pack.by_id, "dimension")}
    under = members(pack)
    for place in (None, *sites):
        both = {key: value for key, value in values.items()
                if (place is None or key[1] == place) and value.votes.get("IT") and value.votes.get("OT")}
        it, ot = (_means(pack, sites, both, side) for side in ("IT", "OT"))
        drawn = _drawn(pack, sites, both, draws) if draws else {}
        asked: dict[str, list[Key]] = {}
        for key in both:
            asked.setdefault(key[0], []).append(key)
        for node, kind in kinds.items():
            if node in it:
                keys = [key for question in under[node] for key in asked.get(question, ())]
                n_it, n_ot = (len({person for key in keys for person in both[key].votes[side]}) for side in SIDES)
                gap, interval = it[node] - ot[node], drawn.get(node)
                found.append(PerceptionGap(
                    node=node, kind=kind, site=place, it=it[node], ot=ot[node], gap=gap, interval=interval,
                    n_it=n_it, n_ot=n_ot,
                    finding=abs(gap) >= LARGE - 1e-9 and interval is not None and interval.excludes(0)
                    and min(n_it, n_ot) >= FEWEST))
    return found


def _means(pack: Pack, sites: Mapping[str, float], both: Mapping[Key, Value], side: Side) -> dict[str, float]:
    return means(pack, sites, {key: sum(v.votes[side].values()) / len(v.votes[side]) for key, v in both.items()})


def _drawn(pack: Pack, sites: Mapping[str, float], both: Mapping[Key, Value], draws: Draws) -> dict[str, Interval]:
    """Intervals by node, of those under which every spread is known."""
    known = [key for key in both
             if not {(key, "IT"), (key, "OT")} & draws.fixed and {"IT", "OT"} <= draws.functions[key].keys()]
    table = {key: draws.functions[key]["IT"] - draws.functions[key]["OT"] for key in known}
    untold = {key[0] for key in both if key not in table}
    under = members(pack)
    rolled = {node: drawn for node, drawn in means(pack, sites, table).items()
              if node in under and not untold & under[node]}
    if not rolled:
        return {}
    low, high = np.percentile(np.stack(list(rolled.values())), (5, 95), axis=1)
    return {node: Interval(low=float(a), high=float(b)) for node, a, b in zip(rolled, low, high, strict=True)}
