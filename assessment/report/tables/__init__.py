"""Tables of the report, one function each: results in, a table of texts out. Pages show the same tables."""

from assessment.report.tables.annex import answers, assumptions, benchmarks, connections, context, peers
from assessment.report.tables.decision import alternatives, clusters, criteria, decisions, doubts, flips, knockouts
from assessment.report.tables.explanation import (
    adopted_in_words,
    basis_in_words,
    conditions,
    decision_conditions,
    decision_record,
    executives,
    exit_checks,
    failures,
    held_back,
    runner_up,
    two_paths,
)
from assessment.report.tables.maturity import dimensions, perception, perception_by_site, sites, trend
from assessment.report.tables.money import (
    basis_of_figure,
    cost_basis,
    costs,
    delay,
    drivers,
    measures,
    money_doubts,
    not_valued,
    overlaps,
    overlaps_in_words,
    standing,
    standing_basis,
    value_answer,
    value_stamp,
)
from assessment.report.tables.plan import first_90_days, initiatives, left_out, stop_hours
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
from assessment.report.tables.sides import (
    distance_in_words,
    laid_beside,
    question_votes,
    ranked_name,
    reconciliations,
    reconciling,
    side_differences,
)
from assessment.report.tables.table import Column, Table
from assessment.report.tables.tracing import answers_behind
from assessment.report.tables.use_cases import (
    AUDIENCE_NAMES,
    DIRECTION_NAMES,
    SUPPLY_NAMES,
    ambition_names,
    leaders,
    leaders_headline,
    needed_flows,
    use_cases,
    yields,
)

__all__ = [
    "AUDIENCE_NAMES", "DIRECTION_NAMES", "SUPPLY_NAMES", "Column", "Table", "adopted_in_words", "alternatives",
    "ambition_names", "answers", "answers_behind", "aspects", "assumptions", "basis_in_words", "basis_of_figure",
    "benchmarks", "cited", "clusters", "conditions", "connections", "context", "cost_basis", "costs", "criteria",
    "decision_conditions", "decision_record", "decisions", "delay", "dimensions", "distance_in_words", "doubts",
    "drivers", "editions", "executives", "exit_checks", "failures", "first_90_days", "flips", "held_back",
    "initiatives", "inspections", "knockouts", "laid_beside", "leaders", "leaders_headline", "left_out", "measures",
    "money_doubts", "needed_flows", "not_valued", "overlaps", "overlaps_in_words", "peers", "perception",
    "perception_by_site", "procedure_differences", "procedure_differences_first", "procedure_references",
    "procedures", "question_votes", "ranked_name", "reconciliations", "reconciling", "runner_up", "side_by_side",
    "side_differences", "sites", "standing", "standing_basis", "stop_hours", "titled", "told_apart", "trend",
    "two_paths", "use_cases", "value_answer", "value_stamp", "yields",
]
