"""The anonymous benchmark over consenting engagements: what could be published, what was, and how one takes it in."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections import Counter
from datetime import date

from assessment.domain import facts as f
from assessment.domain.anonymity import Cell, Member, cells
from assessment.domain.basis import Frozen, InvalidInput, NotAllowed, NotFound, Refused, Source
from assessment.domain.checking import GROUP, check_benchmark_set
from assessment.domain.library import Benchmark, BenchmarkSet
from assessment.domain.pack import INDEX_NAMES
from assessment.journal import Entry
from assessment.text import _
from assessment.workspace.access import Identity
from assessment.workspace.portfolio import Summary, summaries
from assessment.workspace.store import Store
from assessment.workspace.workspace import Workspace

POPULATION = "Consenting engagements of this installation"
METHOD = ("Levels of the last closed cycle of each consenting engagement. A quantile is the mean of the two fifths of "
          "the engagements around it, rounded to 0.1. Groups under five, and those that could be worked out from other "
          "figures or earlier publications, are left out; engagements may be held back for that.")


class Publication(Frozen):
    """A benchmark as it was or would be published. Members stand in it as salted digests only."""

    number: int
    day: date
    pack: str
    cells: tuple[Cell, ...]


def preview(store: Store, identity: Identity, pack: str | None = None) -> Publication:
    """What would be published today for a pack (default: the one most engagements use), nothing recorded.

    Raises NotAllowed for all but who runs the store, Refused where no group is large enough.
    """
    if identity.engagement is not None:
        raise NotAllowed("guest", _("publish a benchmark"))
    taking = [one for one in summaries(store) if one.consents and one.settled and not one.fictional]
    chosen = pack or next((name for name, _n in Counter(one.pack for one in taking).most_common(1)), "")
    taking = [one for one in taking if one.pack == chosen]
    if len(taking) < GROUP:
        raise Refused(_("Fewer than {least} engagements with a closed cycle consent: a figure could tell one of "
                        "them.").format(least=GROUP), _("Ask more owners for their consent."))
    before = published(store)
    salt = store.journal.beside.salt("benchmark", secrets.token_hex(32))
    nodes = sorted({node for one in taking for node in one.settled})
    found = cells([_member(one, salt) for one in taking], nodes,
                  [cell for known in before if known.pack == chosen for cell in known.cells])
    if not found:
        raise Refused(_("Beside what was published, a new benchmark would tell what fewer than {least} engagements "
                        "changed.").format(least=GROUP),
                      _("Wait until more engagements joined, left or closed a cycle."))
    return Publication(number=len(before) + 1, day=store.today, pack=chosen, cells=found)


def publish(store: Store, identity: Identity, pack: str | None = None) -> Publication:
    """Record for good what `preview` shows, and return it. Raises what it raises."""
    found = preview(store, identity, pack)
    if not store.journal.beside.publish(found.number, json.dumps(_stored(found), sort_keys=True)):
        raise Refused(_("Another benchmark was published at the same time."), _("Look at it, then try again."))
    return found


def published(store: Store) -> tuple[Publication, ...]:
    """Every publication, oldest first: it stays as it was, whoever withdrew since."""
    return tuple(Publication.model_validate_json(body) for body in store.journal.beside.publications())


def benchmark_set(publication: Publication) -> BenchmarkSet:
    """A publication in the form of an own set of figures; no client and no digest stands in it."""
    return BenchmarkSet(
        id=f"portfolio-{publication.number}", title=f"Portfolio benchmark {publication.number}, {publication.day}",
        owner="Who runs this installation", kind="consortium",
        organisations=max(cell.n for cell in publication.cells), collected=f"{publication.day:%Y-%m}", method=METHOD,
        observations=tuple(_observation(publication, cell) for cell in publication.cells))


def take(store: Store, workspace: Workspace, number: int) -> Entry:
    """Bring a publication into an engagement as its comparison. Raises NotFound, NotAllowed, InvalidInput."""
    known = {one.number: one for one in published(store)}
    if number not in known:
        raise NotFound("publication", str(number), [str(one) for one in known])
    found, engagement = benchmark_set(known[number]), workspace.engagement()
    if engagement.the_pack.id != known[number].pack:
        raise Refused(_("This benchmark speaks of another questionnaire."), _("Choose one of the same pack."))
    problems = check_benchmark_set(found, engagement.the_pack, engagement.benchmark_sets)
    if problems:
        raise InvalidInput(problems)
    return workspace.record(f.BenchmarksImported(benchmarks=found.model_dump(mode="json")))


def _member(summary: Summary, salt: str) -> Member:
    def digested(*parts: object) -> str:
        return hmac.new(salt.encode(), json.dumps(parts, sort_keys=True).encode(), hashlib.sha256).hexdigest()

    return Member(id=digested(summary.engagement), version=digested(summary.engagement, summary.settled),
                  strata=summary.strata, values=summary.settled)


def _stored(publication: Publication) -> dict[str, object]:
    told = publication.model_dump(mode="json", exclude={"cells"})
    return {**told, "cells": [{**cell.model_dump(mode="json", exclude={"members"}), "members": sorted(cell.members)}
                              for cell in publication.cells]}


def _observation(publication: Publication, cell: Cell) -> Benchmark:
    index, all_of_them = cell.node in INDEX_NAMES, cell.by == "all"
    return Benchmark(
        id=f"{cell.node}.{cell.by}.{cell.stratum}", metric=f"Level of {cell.node}, median",
        dimension=None if index else cell.node,
        population=POPULATION if all_of_them else f"{POPULATION}, {cell.by} {cell.stratum}", n=cell.n, n_kind="exact",
        year=str(publication.day.year), unit="level", value=cell.median, track="self-reported", sector="pharma",
        use="comparison" if all_of_them and not index else "context",
        note=f"Quartiles {cell.low:.1f} and {cell.high:.1f}.",
        source=Source(publisher="This installation", title=f"Portfolio benchmark {publication.number}",
                      year=str(publication.day.year)))
