"""The state of what became of a plan: reports of tasks, key figures and their actuals, booked benefits."""

from __future__ import annotations

from typing import Any

from assessment.domain import facts as f


def apply_tracking(maps: dict[str, dict[Any, Any]],
                   fact: f.TaskReported | f.KpiDefined | f.KpiMeasured | f.BenefitBooked) -> None:
    """Add one fact to the maps of the fold; of a day the latest counts."""
    match fact:
        case f.TaskReported():
            key = (fact.initiative, fact.unit)
            maps["progress"][key] = _by_day(maps["progress"].get(key, ()), fact)
        case f.KpiDefined():
            maps["kpis"][fact.kpi] = fact
        case f.KpiMeasured():
            maps["actuals"][fact.kpi] = _by_day(maps["actuals"].get(fact.kpi, ()), fact)
        case f.BenefitBooked():
            maps["benefits"][fact.benefit] = fact


def _by_day(known: tuple[Any, ...], fact: f.TaskReported | f.KpiMeasured) -> tuple[Any, ...]:
    return tuple(sorted((*(other for other in known if other.on != fact.on), fact), key=lambda report: report.on))
