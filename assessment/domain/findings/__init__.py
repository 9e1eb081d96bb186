"""Findings: ordered sentences-as-data, shared by the report and the pages."""

from __future__ import annotations

from itertools import chain

from assessment.domain.benchmarking import Comparison
from assessment.domain.engagement import Engagement
from assessment.domain.findings import connecting, decisions, maturity, operating, outlook, procedures, sides, use_cases
from assessment.domain.findings.types import FINDINGS, Finding, Inputs
from assessment.domain.gate import Permit
from assessment.domain.paths import Recommendation
from assessment.domain.roadmap import Frame, Roadmap
from assessment.domain.scoring import Scorecard
from assessment.domain.trend import Trend
from assessment.domain.value import ValueCase

_ORDER = {"critical": 0, "important": 1, "note": 2}


def findings(engagement: Engagement, scorecard: Scorecard, comparison: Comparison, recommendation: Recommendation,
             permits: tuple[Permit, ...], frame: Frame, roadmap: Roadmap, value: ValueCase,
             trend: Trend | None) -> tuple[Finding, ...]:
    """All findings, decisions first, then by severity and weight, ties by code."""
    inputs = Inputs(engagement, scorecard, comparison, recommendation, permits, frame, roadmap, value, trend)
    found = chain(decisions.find(inputs), maturity.find(inputs), procedures.find(inputs), sides.find(inputs),
                  operating.find(inputs), outlook.find(inputs), connecting.find(inputs), use_cases.find(inputs))
    return tuple(sorted(found, key=lambda f: (f.topic != "decision", _ORDER[f.severity], -f.weight, f.code,
                                              f.basis)))


__all__ = ["FINDINGS", "Finding", "Inputs", "findings"]
