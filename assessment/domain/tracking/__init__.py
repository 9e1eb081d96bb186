"""What became of the plan: tasks, key figures, benefits, and what was promised against what was measured."""

from assessment.domain.tracking.reports import against_kpi, against_report, units_of

__all__ = ["against_kpi", "against_report", "units_of"]
