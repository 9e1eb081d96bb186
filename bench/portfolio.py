"""A thousand small engagements in one installation: the list, one opened, the benchmark over all that consent."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from assessment.domain import facts as f
from assessment.formats import shipped_library, shipped_pack
from assessment.workspace import DEFAULT_PACK, Store
from assessment.workspace.access import OWNER_IDENTITY
from assessment.workspace.portfolio import portfolio
from assessment.workspace.publishing import preview
from bench.figures import Row, median_time

ENGAGEMENTS = 1_000
DAY = date(2026, 1, 5)


def many_engagements(folder: Path, count: int = ENGAGEMENTS) -> list[Row]:
    """Against reading the heads of the journals, which tells whether anything is new."""
    with Store(folder / "portfolio.db") as store:
        pack = shipped_pack(DEFAULT_PACK)
        # small engagements: a pack in one language, a library without its catalogue and figures
        pinned = pack.changed(translations=()).model_dump(mode="json")
        library = shipped_library().model_copy(update={"initiatives": (), "benchmarks": ()}).model_dump(mode="json")
        quick = [question.id for question in pack.questions.values()
                 if question.quick and question.scope == "site" and not question.when and not question.site_kinds]
        for number in range(count):
            _fill(store, number, pinned, library, quick)
        begin = time.perf_counter()
        portfolio(store, OWNER_IDENTITY)
        cold = time.perf_counter() - begin
        heads = median_time(store.journal.beside.heads, 5)
        return [
            Row(f"portfolio, first list of {count:,} engagements", cold, None, 1, "each replayed once, then kept"),
            Row(f"portfolio, list of {count:,} engagements", median_time(
                lambda: portfolio(store, OWNER_IDENTITY), 5), heads, 5),
            Row("portfolio, one engagement opened", median_time(
                lambda: _opened(folder, count // 2), 3), None, 3),
            Row(f"portfolio, benchmark over {count:,} engagements", median_time(
                lambda: preview(store, OWNER_IDENTITY), 3), heads, 3)]


def _opened(folder: Path, number: int) -> None:
    with Store(folder / "portfolio.db") as store:
        store.workspace(f"e{number}").points()


def _fill(store: Store, number: int, pack: dict[str, object], library: dict[str, object], questions: list[str]) -> None:
    facts: list[f.Fact] = [
        f.EngagementOpened(client=f"Client {number}", start=DAY), f.PackPinned(pack=pack),
        f.LibraryPinned(library=library),
        f.SiteDefined(site="s", name="S", headcount=200 + number * 37 % 8000),
        f.RespondentDefined(person="p", function="OT", site="s"),
        f.CycleOpened(cycle="c1", date=DAY, depth="quick"),
        *(f.Answered(cycle="c1", site="s", question=question, person="p", value=1 + (number * 7 + place) % 5)
          for place, question in enumerate(questions)),
        f.CycleClosed(cycle="c1", date=date(2026, 2, 2)), f.ConsentGiven()]
    store._empty(f"e{number}").record_all(
        (f"{number:08}-0000-4000-8000-{place:012}", store._clock(), fact) for place, fact in enumerate(facts))
