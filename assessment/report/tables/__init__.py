"""Tables of the report, one function each: results in, a table of texts out. Pages show the same tables."""

from assessment.report.tables.annex import answers, assumptions, benchmarks, connections, context, peers
from assessment.report.tables.decision import alternatives, criteria, decisions, doubts, flips, knockouts
from assessment.report.tables.maturity import dimensions, perception, perception_by_site, sites, trend
from assessment.report.tables.plan import costs, drivers, first_90_days, initiatives, left_out, stop_hours
from assessment.report.tables.procedures import (
    aspects,
    cited,
    editions,
    inspections,
    procedure_differences,
    procedure_differences_first,
    procedure_references,
    procedures,
    side_by_side,
    titled,
    told_apart,
)
from assessment.report.tables.table import Column, Table

__all__ = [
    "Column", "Table", "alternatives", "answers", "aspects", "assumptions", "benchmarks", "cited", "connections",
    "context", "costs", "criteria", "decisions", "dimensions", "doubts", "drivers", "editions", "first_90_days",
    "flips", "initiatives", "inspections", "knockouts", "left_out", "peers", "perception", "perception_by_site",
    "procedure_differences", "procedure_differences_first", "procedure_references", "procedures", "side_by_side",
    "sites", "stop_hours", "titled", "told_apart", "trend",
]
