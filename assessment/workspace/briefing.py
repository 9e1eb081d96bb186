"""From a brief on disk to an engagement: dated facts with stable ids, pack and library pinned."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from assessment.domain import facts as f
from assessment.domain.basis import InvalidInput, canonical
from assessment.domain.library import Library
from assessment.domain.pack import Pack
from assessment.formats import read_brief, shipped_library, shipped_pack
from assessment.journal import MemoryJournal
from assessment.shipped import SAMPLES
from assessment.workspace.shared import Shared
from assessment.workspace.workspace import Workspace

SAMPLE = "halvorne"
DEFAULT_PACK = "it-ot-convergence"


@dataclass(frozen=True)
class Briefing:
    """A brief as a journal would hold it: (id, time, fact) in order, names beside it."""

    engagement: str
    entries: list[tuple[str, datetime, f.Fact]]
    names: dict[str, str]
    last: datetime


def sample_brief() -> Path:
    return SAMPLES / SAMPLE / "brief.yaml"


def brief_of(path: Path) -> Briefing:
    """Read a brief and place its facts in time. Ids, times and order come from its content alone.

    Raises InvalidInput with every problem at once.
    """
    pack, library = shipped_pack(DEFAULT_PACK), shipped_library()
    brief, problems = read_brief(path, pack, library)
    if brief is None or any(problem.severity == "error" for problem in problems):
        raise InvalidInput(problems)
    dated = list(brief.facts)
    first = dated[0][0]
    dated[1:1] = [(first, fact) for fact in pinned(brief.pack, brief.library)]
    engagement = brief.id or _slug(brief.client)
    entries = []
    moments: dict[date, int] = {}
    for number, (day, fact) in enumerate(dated):
        moments[day] = moments.get(day, -1) + 1
        at = datetime.combine(day, time(8), UTC) + timedelta(milliseconds=10 * moments[day])
        content = canonical(fact.model_dump(mode="json", by_alias=True))
        entries.append((str(uuid.uuid5(uuid.NAMESPACE_OID, f"{engagement}:{number}:{content}")), at, fact))
    return Briefing(engagement, entries, brief.names, entries[-1][1])


def pinned(pack: Pack, library: Library) -> list[f.Fact]:
    """The facts that hold a pack and a library whole."""
    return [f.PackPinned(pack=pack.model_dump(mode="json", by_alias=True)),
            f.LibraryPinned(library=library.model_dump(mode="json", by_alias=True))]


def run_brief(path: Path) -> Workspace:
    """A workspace over a brief, in memory. Nothing in it comes from the clock or from chance."""
    briefing = brief_of(path)
    return over(briefing, clock=lambda: briefing.last)


def over(briefing: Briefing, clock: Callable[[], datetime]) -> Workspace:
    journal = MemoryJournal()
    workspace = Workspace(journal, briefing.engagement, via="run", names=lambda: briefing.names, clock=clock,
                          shared=Shared(journal, briefing.engagement))
    workspace.record_all(briefing.entries)
    return workspace


def schema_of(what: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of a brief, a pack, the library or results.json."""
    from assessment.formats import schema
    from assessment.report import results_schema

    return results_schema() if what == "results" else schema.schema_of(what)


def _slug(client: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", client.lower()).strip("-")[:40] or "engagement"
