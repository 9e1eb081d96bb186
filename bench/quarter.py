"""Twelve quarters of forty sites: opened cold and again, one more answer, what moved, growth and memory."""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from assessment.domain import facts as f
from assessment.domain.basis import FUNCTIONS, canonical
from assessment.formats import shipped_library, shipped_pack
from assessment.journal import instant
from assessment.journal.base import ZERO
from assessment.workspace import DEFAULT_PACK, Store

SITES, PEOPLE, CYCLES = 40, 12, 12
ENGAGEMENT = "quarters"
FIRST = datetime.fromisoformat("2024-01-08T08:00:00+00:00")
KINDS = ("drug-substance", "drug-product", "biologics", "packaging", "mixed")


def build(path: Path, sites: int = SITES, cycles: int = CYCLES) -> int:
    """Every fact with its chain, as the journal stores them, in one transaction of the store's own tables."""
    import sqlite3

    with Store(path):
        pass
    prev, rows = ZERO, []
    for seq, (at, actor, fact) in enumerate(_facts(sites, cycles), 1):
        name = f"{seq:08}-0000-4000-8000-000000000000"
        text = canonical({
            "engagement": ENGAGEMENT, "seq": seq, "id": name, "at": at, "actor": actor, "role": "owner",
            "on_behalf_of": None, "via": "web", "reason": "", "schema": f.SCHEMA, "fact": fact, "prev": prev})
        prev = hashlib.sha256(text.encode()).hexdigest()
        rows.append((ENGAGEMENT, seq, name, text, prev))
    with sqlite3.connect(path) as connection:
        connection.executemany("INSERT INTO entry (engagement, seq, id, body, hash) VALUES (?, ?, ?, ?, ?)", rows)
    connection.close()
    return len(rows)


def _facts(sites: int, cycles: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    pack, day = shipped_pack(DEFAULT_PACK), FIRST.date()

    def told(moment: datetime, fact: f.Fact, actor: str = "owner") -> tuple[str, str, dict[str, Any]]:
        return instant(moment), actor, fact.model_dump(mode="json", by_alias=True)

    opening: list[f.Fact] = [
        f.EngagementOpened(client="Forty sites", start=day), f.PackPinned(pack=pack.model_dump(mode="json")),
        f.LibraryPinned(library=shipped_library().model_dump(mode="json")),
        *(f.SiteDefined(site=f"s{site}", name=f"Site {site}", site_kind=KINDS[site % len(KINDS)],
                        headcount=150 + site * 53 % 900) for site in range(sites)),
        *(f.RespondentDefined(person=f"s{site}-p{person}", site=f"s{site}", function=FUNCTIONS[person % 5])
          for site in range(sites) for person in range(PEOPLE))]
    for fact in opening:
        yield told(FIRST, fact)
    asked = [(q.id, q.scope == "site", q.site_kinds) for q in pack.questions.values()]
    for number in range(cycles):
        begin = FIRST + timedelta(days=91 * number)
        cycle, before = f"c{number + 1}", f"c{number}" if number else None
        yield told(begin, f.CycleOpened(cycle=cycle, date=begin.date(), carries=before))
        for site in range(sites):
            kind, place = KINDS[site % len(KINDS)], f"s{site}"
            at = begin + timedelta(days=1 + site % 20)
            for person in range(PEOPLE):
                who = f"{place}-p{person}"
                for index, (question, local, kinds) in enumerate(asked):
                    if kinds and kind != "mixed" and kind not in kinds:
                        continue
                    draw = (site * 7919 + person * 104729 + index * 1299709 + number * 15485863) >> 3
                    level = min(5, 1 + (site % 3 + index % 3 + draw % 3 + number // 4) // 2)
                    yield told(at, f.Answered(
                        cycle=cycle, site=place if local else None, question=question, person=who, value=level,
                        comment="Seen on the last walk through the plant." if draw % 17 == 0 else "",
                        evidence=("SOP-0412",) if draw % 11 == 0 else ()), who)
        if number + 1 < cycles:
            yield told(begin + timedelta(days=30), f.CycleClosed(cycle=cycle, date=(begin + timedelta(days=30)).date()))
