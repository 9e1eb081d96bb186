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
from assessment.report.tables.operating import (
    DEGREE_NAMES,
    area_answers,
    area_exceptions,
    area_raci,
    area_tests,
    begins,
    degree_name,
    gxp_owners,
    integration_areas,
    later_in_words,
    owners_in_words,
    proposal_in_words,
    waits_in_words,
)
from assessment.report.tables.operating_lines import (
    CADENCES,
    forums,
    fte_by_post,
    operating_problems,
    problem_rows,
    reporting_lines,
    service_promises,
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
from assessment.report.tables.tracing import answers_behind, answers_of
from assessment.report.tables.use_cases import (
    AUDIENCE_NAMES,
    DIRECTION_NAMES,
    SUPPLY_NAMES,
    ambition_names,
    called_initiatives,
    leaders,
    leaders_headline,
    needed_flows,
    use_case_problems,
    use_cases,
    yields,
    yields_together,
)

__all__ = [
    "AUDIENCE_NAMES", "CADENCES", "DEGREE_NAMES", "DIRECTION_NAMES", "SUPPLY_NAMES", "Column", "Table",
    "adopted_in_words", "alternatives", "ambition_names", "answers", "answers_behind", "answers_of", "area_answers",
    "area_exceptions", "area_raci", "area_tests", "aspects", "assumptions", "basis_in_words", "basis_of_figure",
    "begins", "benchmarks", "called_initiatives", "cited", "clusters", "conditions", "connections", "context",
    "cost_basis", "costs", "criteria", "decision_conditions", "decision_record", "decisions", "degree_name",
    "delay", "dimensions", "distance_in_words", "doubts", "drivers", "editions", "executives", "exit_checks",
    "failures", "first_90_days", "flips", "forums", "fte_by_post", "gxp_owners", "held_back", "initiatives",
    "inspections", "integration_areas", "knockouts", "laid_beside", "later_in_words", "leaders", "leaders_headline",
    "left_out", "measures", "money_doubts", "needed_flows", "not_valued", "operating_problems", "overlaps",
    "overlaps_in_words", "owners_in_words", "peers", "perception", "perception_by_site", "problem_rows",
    "procedure_differences", "procedure_differences_first", "procedure_references", "procedures",
    "proposal_in_words", "question_votes", "ranked_name", "reconciliations", "reconciling", "reporting_lines",
    "runner_up", "service_promises", "side_by_side", "side_differences", "sites", "standing", "standing_basis",
    "stop_hours", "titled", "told_apart", "trend", "two_paths", "use_case_problems", "use_cases", "value_answer",
    "value_stamp", "waits_in_words", "yields", "yields_together",
]
