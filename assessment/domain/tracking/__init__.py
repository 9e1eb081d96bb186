"""What became of the plan: tasks, key figures, benefits, and what was promised against what was measured."""

from assessment.domain.tracking.figures import (
    BenefitStanding,
    Course,
    KpiStanding,
    benefit_standings,
    kpi_standings,
    line_to_target,
    values_of,
)
from assessment.domain.tracking.promises import (
    FEWEST,
    ForecastPair,
    PromiseKept,
    PromiseTally,
    calibration,
    forecasts,
    promises,
)
from assessment.domain.tracking.replan import PlanDifference, plan_differences
from assessment.domain.tracking.reports import against_kpi, against_report, units_of
from assessment.domain.tracking.tasks import PlannedTask, PlanOnRecord, TaskStanding, plan_on_record, task_standings

__all__ = [
    "FEWEST", "BenefitStanding", "Course", "ForecastPair", "KpiStanding", "PlanDifference", "PlanOnRecord",
    "PlannedTask", "PromiseKept", "PromiseTally", "TaskStanding", "against_kpi", "against_report", "benefit_standings",
    "calibration", "forecasts", "kpi_standings", "line_to_target", "plan_differences", "plan_on_record", "promises",
    "task_standings", "units_of", "values_of",
]
