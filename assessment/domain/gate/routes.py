"""Quality's route: a finding on data integrity or patient supply closes only through the quality system."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.domain.facts import QualityRouted


def is_route(fact: QualityRouted, people: Mapping[str, object]) -> bool:
    """Whether it can close a finding: a reference, or Quality's own reason why none is required."""
    if fact.route == "not-required":
        return bool(fact.reason.strip()) and getattr(people.get(fact.person), "function", None) == "Quality"
    return bool(fact.reference.strip())
