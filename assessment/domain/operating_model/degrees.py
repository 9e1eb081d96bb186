"""How far an area is to come together: four tests, their balance, the degree that follows (method note, section 12)."""

from __future__ import annotations

from assessment.domain.engagement import Engagement
from assessment.domain.library import DEGREES, Area, Degree, DegreeRules, StrengthInput
from assessment.domain.operating_model.types import TOGETHER, AreaTest, AreaTestName
from assessment.domain.paths import Evidence, strength_of

TOLERANCE = 1e-9


def tests_of(area: Area, rules: DegreeRules, evidence: Evidence) -> tuple[AreaTest, ...]:
    """The four tests of an area where the evidence is from: the network, or one site."""
    response = rules.response_pull[area.response]
    specific = site_specific(area, rules, evidence)
    return (_from_answers("technology", area.technology, evidence), _from_answers("risk", area.risk, evidence),
            AreaTest(test="response", pull=response, low=response, high=response),
            AreaTest(test="site-specific", pull=specific, low=specific, high=specific))


def site_specific(area: Area, rules: DegreeRules, evidence: Evidence) -> float:
    """0..1: how far plants differ in the area; an old plant differs more, the network by the share of old plants."""
    old = _old_share(evidence.engagement, evidence.in_scope)
    return min(1.0, area.site_specific + old * rules.old_plant_pull)


def balance(tests: tuple[AreaTest, ...]) -> tuple[float, float, float]:
    """Mean pull together minus mean pull of the plant, -1..1, with the ends of its range."""
    together = [test for test in tests if test.test in TOGETHER]
    apart = [test for test in tests if test.test not in TOGETHER]
    value = _mean([t.central for t in together]) - _mean([t.central for t in apart])
    low = _mean([t.low for t in together]) - _mean([t.high for t in apart])
    high = _mean([t.high for t in together]) - _mean([t.low for t in apart])
    return value, low, high


def degree_at(value: float, rules: DegreeRules) -> Degree:
    """The highest degree whose threshold the balance reaches."""
    reached: Degree = "separate"
    for degree in DEGREES[1:]:
        if value >= rules.thresholds[degree] - TOLERANCE:
            reached = degree
    return reached


def degrees_between(low: float, high: float, rules: DegreeRules) -> tuple[Degree, ...]:
    """Every degree that a balance in this range gives."""
    first, last = DEGREES.index(degree_at(low, rules)), DEGREES.index(degree_at(high, rules))
    return DEGREES[first:last + 1]


def at_most(degree: Degree, limit: Degree) -> Degree:
    return min(degree, limit, key=DEGREES.index)


def _from_answers(name: AreaTestName, inputs: tuple[StrengthInput, ...], evidence: Evidence) -> AreaTest:
    """A strength of -1..1 as a pull of 0..1."""
    found = strength_of(name, inputs, evidence)
    value = None if found.value is None else (found.value + 1) / 2
    if not found.applies:
        return AreaTest(test=name, pull=None, low=0.5, high=0.5, basis=found.basis)
    return AreaTest(test=name, pull=value, low=(found.low + 1) / 2, high=(found.high + 1) / 2, basis=found.basis)


def _old_share(engagement: Engagement, sites: tuple[str, ...]) -> float:
    """Share by weight of sites that are older than the brownfield years; 0 without sites."""
    years = engagement.the_library.settings.brownfield_years
    weights = {site: engagement.sites[site].weight for site in sites}
    total = sum(weights.values())
    old = sum(weight for site, weight in weights.items() if engagement.sites[site].brownfield_years > years)
    return old / total if total else 0.0


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
