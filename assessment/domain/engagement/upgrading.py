"""Which pack each cycle asks: the one in force when it was opened."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assessment.domain.engagement.state import Engagement
from assessment.domain.pack import Pack


def pin(base: Engagement, maps: dict[str, dict[Any, Any]], pack: Pack) -> Engagement:
    """A pack pinned anew is in force for every cycle, also for those that were opened before."""
    maps["packs"] = dict.fromkeys(maps["packs"], pack)
    return replace(base, pack=pack, next_pack=None)


def open_with_pack(base: Engagement, maps: dict[str, dict[Any, Any]], cycle: str) -> tuple[Engagement, bool]:
    """The state once a cycle opens, and whether a pack that was waiting comes into force with it."""
    waiting = base.next_pack
    after = base if waiting is None else replace(base, pack=waiting, next_pack=None)
    if after.pack is not None:
        maps["packs"][cycle] = after.pack
    return after, waiting is not None
