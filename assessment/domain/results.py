"""Everything computed for one cycle of an engagement, in one read-only value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assessment.domain.admission import Admission, admissions
from assessment.domain.benchmarking import Comparison
from assessment.domain.engagement import Cycle, Engagement
from assessment.domain.findings import Finding
from assessment.domain.gate import LiveConnection, Permit, without_gate
from assessment.domain.operating_model import OperatingModel, design
from assessment.domain.paths import BestCase, Executives, ExitReview, Recommendation, best_case, exit_review
from assessment.domain.procedures import ProcedureOverview, lay_out_all
from assessment.domain.quality import QualityFinding, quality_findings
from assessment.domain.roadmap import Alternatives, Frame, Roadmap
from assessment.domain.scoring import Scorecard
from assessment.domain.sides import SidesOverview
from assessment.domain.sides import lay_out_all as lay_out_sides
from assessment.domain.trend import Trend
from assessment.domain.use_cases import UseCaseOverview, trace_all
from assessment.domain.value import ValueCase


class Scorecards(Mapping[str, Scorecard]):
    """Cycle -> scorecard, in the order of the cycles. `cycles` says of each whether it is scored at once, as one that
    may still move; what is closed stays, and is scored when somebody asks for it.
    """

    def __init__(self, cycles: Mapping[str, bool], score: Callable[[str], Scorecard]) -> None:
        self._cycles, self._score = tuple(cycles), score
        self._known = {cycle: score(cycle) for cycle, at_once in cycles.items() if at_once}

    def __getitem__(self, cycle: str) -> Scorecard:
        if cycle not in self._cycles:
            raise KeyError(cycle)
        if cycle not in self._known:
            self._known[cycle] = self._score(cycle)
        return self._known[cycle]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cycles)

    def __len__(self) -> int:
        return len(self._cycles)

    def __reduce__(self) -> tuple[type[dict[str, Scorecard]], tuple[dict[str, Scorecard]]]:
        """What leaves the process holds every scorecard: the journal that they come from stays here."""
        return dict, (dict(self),)


@dataclass(frozen=True)
class Results:
    """`scorecards` maps each cycle up to this one, in order, to its scorecard; `scorecard` is this cycle's.

    `clusters` maps a cluster of similar sites to its own recommendation (empty with fewer than two clusters).
    `names` maps person ids to names and is empty where names may not be shown. `digest` is the SHA-256 of the
    journal's head, the library and the results (64 hex digits).
    """

    engagement: Engagement
    cycle: Cycle
    as_of: date
    seed: int
    version: str
    digest: str
    scorecards: Mapping[str, Scorecard]
    comparison: Comparison
    recommendation: Recommendation
    clusters: dict[str, Recommendation]
    executives: Executives
    permits: tuple[Permit, ...]
    frame: Frame
    roadmap: Roadmap
    value: ValueCase
    trend: Trend | None
    findings: tuple[Finding, ...]
    names: dict[str, str]
    alternatives: Alternatives
    """The plan beside those scenarios that were planned."""

    @property
    def scorecard(self) -> Scorecard:
        return self.scorecards[self.cycle.id]

    @cached_property
    def best_case(self) -> BestCase | None:
        """The runner-up's case against the winner."""
        return best_case(self.engagement, self.recommendation)

    @cached_property
    def exit_review(self) -> ExitReview | None:
        """The dated review of a hybrid first step."""
        return exit_review(self.engagement, self.scorecard, self.recommendation)

    @property
    def chosen_paths(self) -> tuple[str, ...]:
        """End state and first step: what leadership adopted, else what is recommended."""
        adopted, found = self.engagement.adopted, self.recommendation
        chosen = (adopted.path, adopted.first_step) if adopted else (found.end_state, found.first_step)
        return tuple(dict.fromkeys(path for path in chosen if path is not None))

    @property
    def departs(self) -> bool:
        """Whether leadership adopted something else than these answers recommend."""
        adopted = self.engagement.adopted
        return adopted is not None and (
            adopted.path, adopted.first_step) != (self.recommendation.end_state, self.recommendation.first_step)

    @cached_property
    def use_cases(self) -> UseCaseOverview:
        """Use cases with what they call for and when the roadmap serves their decisions."""
        return trace_all(self.engagement, self.frame, self.roadmap, self.permits)

    @cached_property
    def live(self) -> tuple[LiveConnection, ...]:
        """Live connections without a permit in force, those that want a decision first."""
        return without_gate(self.engagement, self.permits, self.as_of)

    @cached_property
    def quality(self) -> tuple[QualityFinding, ...]:
        """Findings on data integrity and patient supply, those that wait for Quality first."""
        return quality_findings(self.engagement, self.cycle.id, self.permits)

    def admissions(self, permit: Permit) -> tuple[Admission, ...]:
        """What a connection still wants, with the month in which the plan brings it."""
        return admissions(self.engagement, self.cycle.id, permit, self.frame, self.roadmap)

    @cached_property
    def procedures(self) -> ProcedureOverview:
        """IT's and OT's procedures side by side."""
        return lay_out_all(self.engagement)

    @cached_property
    def operating_model(self) -> OperatingModel | None:
        """Areas, owners, forums, lines and promises; None where the pinned library proposes none."""
        return design(self.engagement, self.scorecard, self.recommendation, self.roadmap, self.frame)

    @cached_property
    def sides(self) -> SidesOverview:
        """What IT and OT value, put first, are judged by, master and are bound by."""
        return lay_out_sides(self.engagement, self.cycle.id)
