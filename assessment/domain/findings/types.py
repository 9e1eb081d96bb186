"""A finding, and what findings are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from assessment.domain.basis import Frozen
from assessment.domain.benchmarking import Comparison
from assessment.domain.engagement import Engagement
from assessment.domain.gate import Permit
from assessment.domain.paths import Recommendation
from assessment.domain.roadmap import Frame, Roadmap
from assessment.domain.scoring import Scorecard
from assessment.domain.trend import Trend
from assessment.domain.value import ValueCase

Topic = Literal["decision", "maturity", "perception", "cyber", "data", "path", "roadmap", "value", "trend",
                "confidence"]


class Finding(Frozen):
    """`sentence` is a gettext msgid with {names}; `values` fill it. Higher `weight` comes first in its severity."""

    code: str
    topic: Topic
    severity: Literal["critical", "important", "note"]
    sentence: str
    values: dict[str, Any] = {}
    basis: tuple[str, ...] = ()
    """Nodes, questions, knock-outs or connections it rests on."""
    initiatives: tuple[str, ...] = ()
    weight: float = 0

    @property
    def text(self) -> str:
        """The English sentence; edges translate `sentence` and fill it themselves."""
        return self.sentence.format(**self.values)


@dataclass(frozen=True)
class Inputs:
    engagement: Engagement
    scorecard: Scorecard
    comparison: Comparison
    recommendation: Recommendation
    permits: tuple[Permit, ...]
    frame: Frame
    roadmap: Roadmap
    value: ValueCase
    trend: Trend | None


def money(amount: float, currency: str) -> str:
    """Thousand of currency as a board reads it: EUR 9.4 million, EUR 320 thousand."""
    if abs(amount) >= 1000:
        return f"{currency} {amount / 1000:,.1f} million"
    return f"{currency} {amount:,.0f} thousand"
