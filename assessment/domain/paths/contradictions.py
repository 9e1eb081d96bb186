"""Facts and answers that cannot all be true: told, and never computed from in silence."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.domain.library import Contradiction, Library
from assessment.domain.paths.evidence import Evidence
from assessment.domain.paths.knockouts import holds


def contradictions(evidence: Evidence) -> tuple[Contradiction, ...]:
    """The library's contradictions of which every part holds in scope; an unknown part holds never."""
    return tuple(found for found in evidence.engagement.the_library.contradictions
                 if all(holds(test, evidence)[0] is True for test in found.when))


def contradiction_of(said: Mapping[str, str], library: Library) -> Contradiction | None:
    """The first contradiction between stated facts alone; `said` maps facts to words at one place."""
    return next((found for found in library.contradictions
                 if all(test.stated is not None and said.get(test.stated) == test.is_ for test in found.when)), None)
