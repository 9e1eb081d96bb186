"""What is asked of leadership about live connections, and how it holds beside the other counts of a report."""

from __future__ import annotations

from types import SimpleNamespace

from assessment.domain.findings.decisions import _connections
from assessment.domain.gate import LiveConnection


def live(standing: str, name: str) -> LiveConnection:
    return LiveConnection(connection=name, site="north", failing=("G1",), hard=("G1",), standing=standing)


def asked(*standings: str) -> str:
    found = tuple(live(standing, f"c{place}") for place, standing in enumerate(standings))
    finding, = _connections(SimpleNamespace(live=found, permits=()), "28 September 2026")
    assert finding.evidence[0].figures == {"count": finding.values["count"], "live": len(found)}
    return finding.text


def test_those_that_are_decided_are_the_difference_to_all_that_are_live_without_a_permit():
    told = asked("undecided", "overdue", "running")
    assert told.startswith("Decide for 2 of the 3 live connections without a permit")
    assert told.endswith("(decided and within its date: 1).")
    assert asked("undecided", "overdue").startswith("Decide for 2 live connections without a permit")
