"""Findings as sentences, and how those that name a door are told where it is not to be named."""

from __future__ import annotations

from assessment.domain.findings import Finding
from assessment.report.tables.table import sentence
from assessment.text import N_

CLOSED = {
    "live-overdue": N_("Past the day that was set to cut, compensate or accept them, and still live: {count} "
                       "connections."),
    "live-hard-stops": N_("Live connections with open hard stops at the gate: {count}."),
    "permit-ended": N_("Live connections that have lost their permit: {count}."),
    "cyber-held": N_("Live connections with open hard stops hold {dimension} at level {level} at one site or more."),
}
"""Findings that name a connection or the site of one, as they are told where the door is not named."""


def said(finding: Finding, open_doors: bool = True) -> str:
    """A finding as a sentence; without open doors the risk and how often it stands, not where."""
    if not open_doors and finding.code in CLOSED:
        return sentence(CLOSED[finding.code], {**finding.values, "count": len(finding.basis)})
    return sentence(finding.sentence, finding.values)
