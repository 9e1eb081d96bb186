"""What comes in files into the journal: answers of a workbook, each recorded once, and sets of figures."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from assessment.domain.basis import InvalidInput, digest
from assessment.domain.facts import BenchmarksImported
from assessment.formats.workbook import Change
from assessment.journal import Entry
from assessment.workspace.workspace import Workspace


def take_in(workspace: Workspace, changes: Iterable[Change], conflicting: bool = False) -> int:
    """Record what is new or changed, on request also what is in conflict; returns how many were recorded.

    The same answer of the same person is recorded once, however often the file is taken in. Raises what `record` does
    for the first that is refused.
    """
    wanted = {"new", "changed", *(("conflicting",) if conflicting else ())}
    before = workspace.engagement().last_seq
    for change in changes:
        if change.state in wanted and change.fact is not None:
            asked = digest([workspace.id, change.fact.model_dump(mode="json"), change.now.mark])
            workspace.record(change.fact, entry_id=str(uuid.uuid5(uuid.NAMESPACE_OID, asked)),
                             on_behalf_of=change.fact.person, reason="answer workbook")
    return workspace.engagement().last_seq - before


def take_in_benchmarks(workspace: Workspace, content: bytes, name: str) -> Entry:
    """Import an own set of figures (YAML). Raises InvalidInput with every problem; nothing is recorded then."""
    from assessment.formats import parse_benchmarks

    engagement = workspace.engagement()
    found, problems = parse_benchmarks(content, name, engagement.the_pack, engagement.benchmark_sets)
    if found is None:
        raise InvalidInput(problems)
    return workspace.record(BenchmarksImported(benchmarks=found.model_dump(mode="json")))
