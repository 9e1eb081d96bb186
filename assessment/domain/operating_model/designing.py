"""From an engagement to its operating model."""

from __future__ import annotations

from assessment.domain.engagement import Engagement
from assessment.domain.library import PATHS, PathId
from assessment.domain.operating_model.areas import DesignBasis, design_area, designed, deviations
from assessment.domain.operating_model.checks import problems
from assessment.domain.operating_model.forums import lay_forums, lay_promises
from assessment.domain.operating_model.lines import lay_lines
from assessment.domain.operating_model.posts import Posts
from assessment.domain.operating_model.types import OperatingModel
from assessment.domain.paths import Recommendation, exit_review
from assessment.domain.roadmap import Frame, Roadmap
from assessment.domain.scoring import Scorecard


def design(engagement: Engagement, scorecard: Scorecard, recommendation: Recommendation,
           roadmap: Roadmap | None = None, frame: Frame | None = None) -> OperatingModel | None:
    """The operating model for the adopted path, else for the recommended one (method note, section 12).

    Without a plan nothing is said of when a degree can begin. None where the pinned library has no operating model.
    """
    library = engagement.the_library
    operating = library.operating
    if operating is None:
        return None
    first, end = _steps(engagement, recommendation)
    review = exit_review(engagement, scorecard, recommendation)
    posts = Posts(operating)
    basis = DesignBasis(
        engagement=engagement, scorecard=scorecard, rules=operating.rules, posts=posts, first=first, end=end,
        review=review.due if review else None,
        plan=(frame, roadmap) if frame is not None and roadmap is not None else None)
    areas = tuple(design_area(area, basis) for area in library.areas)
    exceptions = tuple(design_area(library.area[name], basis, site) for (name, site) in engagement.areas
                       if site in engagement.sites and name in library.area
                       and designed(engagement, name, site) is not None)
    teams = lay_lines(engagement, operating, posts, first, end)
    forums = lay_forums(engagement, operating, posts, first, end)
    stated = sum(not fact.withdrawn for kind in (engagement.areas, engagement.forums, engagement.promises,
                                                  engagement.teams) for fact in kind.values())
    return OperatingModel(
        first_step=first, end_state=end, review=basis.review, areas=areas, exceptions=exceptions,
        deviations=tuple(deviations(areas, basis)), teams=teams, forums=forums,
        promises=lay_promises(engagement, operating, posts, first, end),
        problems=tuple(problems(basis, recommendation, (*areas, *exceptions), teams, forums)), stated=stated)


def _steps(engagement: Engagement, recommendation: Recommendation) -> tuple[PathId, PathId]:
    """First step and end state; the first step stands for both where there is no end state."""
    adopted = engagement.adopted
    known: dict[str, PathId] = {path: path for path in PATHS}
    first = known.get(adopted.first_step, recommendation.first_step) if adopted else recommendation.first_step
    end = known.get(adopted.path) if adopted else recommendation.end_state
    return first, end or first
