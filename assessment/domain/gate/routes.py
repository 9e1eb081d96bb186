"""Quality's route: a finding on data integrity or patient supply closes only through the quality system."""

from __future__ import annotations

from assessment.domain.basis import Function
from assessment.domain.facts import QualityRouted


def is_route(fact: QualityRouted, function: Function | None) -> bool:
    """Whether it can close a finding: a reference, or Quality's own reason why none is required.

    `function` is that of the person who says so, as it was on the day of recording.
    """
    if fact.route == "not-required":
        return bool(fact.reason.strip()) and function == "Quality"
    return bool(fact.reference.strip())
