"""The dated review that ends a hybrid: what has to hold, and what of it holds today (section 5)."""

from __future__ import annotations

from datetime import date

from assessment.domain.basis import Frozen
from assessment.domain.engagement import Engagement
from assessment.domain.library import PATHS, ExitCriterion, Knockout, Library, PathId
from assessment.domain.paths.evidence import Evidence
from assessment.domain.paths.scores import TOLERANCE
from assessment.domain.paths.types import Recommendation
from assessment.domain.paths.verdict import HYBRID
from assessment.domain.scoring import Scorecard


class ExitCheck(Frozen):
    """A criterion of the review. `today` is the level found, None where it is unknown or not a level; `met` likewise.

    `knockout` is set where what has to hold is that a knock-out is lifted.
    """

    criterion: str
    today: float | None
    at_least: float | None
    met: bool | None
    initiatives: tuple[str, ...]
    knockout: bool = False


class ExitReview(Frozen):
    """On `due` leadership decides whether the hybrid ends in `end_state`, in another path, or runs on to a new date."""

    due: date
    end_state: PathId | None
    checks: tuple[ExitCheck, ...]

    @property
    def met(self) -> int:
        return sum(check.met is True for check in self.checks)


def exit_review(engagement: Engagement, scorecard: Scorecard, recommendation: Recommendation) -> ExitReview | None:
    """The review of a hybrid first step; None for any other.

    It falls on the day that leadership set with the adopted path, else the library's months after the start.
    """
    adopted, library = engagement.adopted, engagement.the_library
    first = adopted.first_step if adopted else recommendation.first_step
    if first != HYBRID:
        return None
    end_state = next((path for path in PATHS if adopted and path == adopted.path), recommendation.end_state)
    evidence = Evidence(engagement, scorecard, recommendation.sites)
    checks = [_check(criterion, evidence) for criterion in library.exit_criteria]
    checks += [ExitCheck(criterion=knockout.id, today=None, at_least=None, met=False, initiatives=knockout.initiatives,
                         knockout=True) for knockout in _holding(library, recommendation, end_state)]
    due = adopted.review if adopted and adopted.review else months_later(
        engagement.start, library.settings.exit_review_months)
    return ExitReview(due=due, end_state=end_state, checks=tuple(checks))


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's 28th where the day is later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))


def _check(criterion: ExitCriterion, evidence: Evidence) -> ExitCheck:
    node = criterion.question or criterion.capability
    level = evidence.level(node).value if node and _asked(node, evidence) else None
    met = None if level is None or criterion.at_least is None else level >= criterion.at_least - TOLERANCE
    return ExitCheck(criterion=criterion.id, today=level, at_least=criterion.at_least, met=met,
                     initiatives=criterion.initiatives)


def _asked(node: str, evidence: Evidence) -> bool:
    pack = evidence.engagement.the_pack
    return node in pack.questions or node in pack.capabilities


def _holding(library: Library, recommendation: Recommendation, end_state: PathId | None) -> list[Knockout]:
    """Knock-outs that hold and stand in the way of the end state; blocked connections have a criterion of their own."""
    holding = {state.knockout for state in recommendation.knockouts if state.holds}
    return [k for k in library.knockouts if k.id in holding and end_state in k.paths
            and k.kind != "block-connections"]
