"""Findings: ordered sentences-as-data, shared by the report and the pages."""

from __future__ import annotations

from itertools import chain

from assessment.domain.benchmarking import Comparison
from assessment.domain.engagement import Engagement
from assessment.domain.findings import (
    connecting,
    decisions,
    maturity,
    operating,
    outlook,
    procedures,
    sides,
    tracking,
    use_cases,
)
from assessment.domain.findings.evidence import Evidence, answer_key, parse_answer_key
from assessment.domain.findings.ranking import RANKED, ranked
from assessment.domain.findings.types import FINDINGS, Finding, Inputs
from assessment.domain.gate import Permit
from assessment.domain.paths import Recommendation
from assessment.domain.roadmap import Frame, Roadmap
from assessment.domain.scoring import Scorecard
from assessment.domain.trend import Trend
from assessment.domain.value import ValueCase


def findings(engagement: Engagement, scorecard: Scorecard, comparison: Comparison, recommendation: Recommendation,
             permits: tuple[Permit, ...], frame: Frame, roadmap: Roadmap, value: ValueCase,
             trend: Trend | None) -> tuple[Finding, ...]:
    """All findings, in the order that ranking.py declares."""
    inputs = Inputs(engagement, scorecard, comparison, recommendation, permits, frame, roadmap, value, trend)
    found = chain(decisions.find(inputs), maturity.find(inputs), procedures.find(inputs), sides.find(inputs),
                  operating.find(inputs), outlook.find(inputs), connecting.find(inputs), use_cases.find(inputs),
                  tracking.find(inputs))
    return ranked(found, inputs)


__all__ = ["FINDINGS", "RANKED", "Evidence", "Finding", "Inputs", "answer_key", "findings", "parse_answer_key"]
