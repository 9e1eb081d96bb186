"""A finding, and what findings are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from assessment.domain.basis import Frozen
from assessment.domain.benchmarking import Comparison
from assessment.domain.engagement import Engagement, Place
from assessment.domain.findings.evidence import Evidence, answered, answered_at
from assessment.domain.gate import LiveConnection, Permit, without_gate
from assessment.domain.paths import Recommendation
from assessment.domain.roadmap import Frame, Roadmap
from assessment.domain.scoring import Scorecard
from assessment.domain.trend import Trend
from assessment.domain.value import ValueCase
from assessment.text import N_, _, number

Topic = Literal["decision", "maturity", "perception", "cyber", "data", "path", "roadmap", "value", "trend",
                "confidence"]


FINDINGS: dict[str, str] = {
    "decide-path": N_("The path that leadership is asked to adopt, or what has to be lifted first."),
    "adopted-departs": N_("Leadership adopted another path than today's answers recommend."),
    "review-due": N_("The review of the adopted path is due."),
    "condition-due": N_("A condition of the adopted path is past its date."),
    "decide-fund": N_("The money asked for now, out of all that is planned."),
    "decide-give-way": N_("No plan meets every requirement, and which one gives way is to be decided."),
    "decide-owner": N_("The network between automation and business systems has no single accountable owner."),
    "decide-connections": N_("Live connections without a permit want a decision."),
    "decide-pilot": N_("The site that is proposed as the pilot."),
    "decisions-lack-data": N_("Decisions of leaders lack live data, and when the roadmap supplies them."),
    "late-results": N_("Results are needed sooner than the roadmap brings live data."),
    "unserved-ambition": N_("An ambition matters much and no use case carries it."),
    "gap": N_("A dimension stands below its target."),
    "cap": N_("A dimension is held at a level by one of its preconditions."),
    "sites-apart": N_("Sites stand far apart."),
    "perception": N_("IT and OT rate the same capability differently."),
    "procedures-differ": N_("Procedures of IT and OT would tell an inspector different things."),
    "first-apart": N_("IT and OT put different things first, and nothing on the roadmap reconciles them."),
    "area-owner": N_("An area in which IT and OT come together has more than one accountable owner, or none."),
    "quality-moved": N_("A design moves a decision of the quality unit away from Quality."),
    "gxp-roles": N_("A GxP area lacks its process owner, system owner or QA approver."),
    "decision-rights": N_("A kind of decision belongs to no forum, or to more than one."),
    "peers": N_("Peers report what the client does not have."),
    "quick-scan": N_("The results are those of a quick scan."),
    "confidence": N_("How many people the scores rest on, and how much of them a reviewer has seen."),
    "path-stability": N_("How often the recommended path won."),
    "knockout": N_("A precondition that holds, what it does and what lifts it."),
    "flip": N_("A change that would make another path win."),
    "plan": N_("What the roadmap holds and what it leaves out."),
    "infeasible": N_("Requirements that no plan can meet together."),
    "first-gate": N_("The month before which nothing new is connected."),
    "live-hard-stops": N_("Live connections with open hard stops."),
    "live-overdue": N_("What was decided on a live connection is past its day."),
    "cyber-held": N_("Live connections with open hard stops hold the cyber level of their sites down."),
    "permit-ended": N_("A permit has lapsed, was revoked or ended with a criterion, and the connection is live."),
    "quality-route": N_("Findings on data integrity or patient supply that the quality system does not know of."),
    "investment": N_("The cost of the whole effort, with its range."),
    "stay-as-we-are": N_("What staying as things are costs, and what waiting costs."),
    "stops-unpriced": N_("Hours of stopped production that nobody priced."),
    "indicative": N_("How much of the benefit rests on confirmed figures."),
    "npv": N_("The net present value, with its range."),
    "moved": N_("A dimension that moved by more than noise."),
    "late-tasks": N_("Tasks that are behind the plan."),
    "kpi-off-track": N_("A key figure that is behind the straight line to its target."),
    "score-up-outcome-flat": N_("A dimension rose for real and none of its key figures got better."),
}
"""Code of every kind of finding, and when it is told."""


class Finding(Frozen):
    """`sentence`, `so_what`, `asked`, `options` and `care` are gettext msgids with {names}; `values` fill them.

    `care` says what keeps the sentence from carrying more: few people, little answered, nothing reviewed. It is told
    with the sentence, always. Higher `weight` (0 to 100, see ranking.py) comes first in its severity.
    """

    code: str
    topic: Topic
    severity: Literal["critical", "important", "note"]
    sentence: str
    values: dict[str, Any] = {}
    basis: tuple[str, ...] = ()
    """Nodes, questions, knock-outs or connections it rests on."""
    initiatives: tuple[str, ...] = ()
    weight: float = 0
    size: float = 0
    """How large it is of what it could be, 0..1: a gap of the scale, sites of all sites, money of all money."""
    care: tuple[str, ...] = ()
    so_what: str = ""
    asked: str = ""
    """What somebody is asked to do; empty where nothing is asked."""
    by_whom: str = ""
    """Post that is asked, a msgid or the client's own words."""
    by_when: date | None = None
    event: date | None = None
    """Day on which it comes to the test, such as that of an inspection."""
    options: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def text(self) -> str:
        """The English sentence with what is to be said with it; edges translate the parts and fill them themselves."""
        told = self.sentence.format(**self.values)
        return f"{told} {self.caution}" if self.care else told

    @property
    def caution(self) -> str:
        """What is said with the sentence, in English; empty where nothing is."""
        why = ", ".join(part.format(**self.values) for part in self.care)
        return CARE.format(why=why) if why else ""

    @property
    def figures(self) -> dict[str, float]:
        """Every number of the sentences before rounding."""
        return {name: number for part in self.evidence for name, number in part.figures.items()}


CARE = N_("Read with care: {why}.")


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

    @property
    def today(self) -> date:
        """The day of the state."""
        return self.engagement.as_of or self.engagement.start

    @property
    def span(self) -> int:
        """Levels from the lowest to the highest of the scale."""
        return self.engagement.the_pack.scale.maximum - self.engagement.the_pack.scale.minimum

    def answers(self, node: str, site: Place = None, n: int | None = None, **figures: float) -> Evidence:
        """The answers under a node, with numbers that were computed from them."""
        return answered(self.engagement, self.scorecard, node, site, n, **figures)

    def answers_at(self, site: Place = None, n: int | None = None, **figures: float) -> Evidence:
        """All answers at a site, or of everybody."""
        return answered_at(self.engagement, self.scorecard, site, n, **figures)

    @cached_property
    def live(self) -> tuple[LiveConnection, ...]:
        """Live connections without a permit in force."""
        return without_gate(self.engagement, self.permits, self.today)


def money(amount: float, currency: str) -> str:
    """Thousand of currency as a board reads it: EUR 9.4 million, EUR 320 thousand."""
    if abs(amount) >= 1000:
        return _("{currency} {amount} million").format(currency=currency, amount=number(amount / 1000, ",.1f"))
    return _("{currency} {amount} thousand").format(currency=currency, amount=number(amount))
