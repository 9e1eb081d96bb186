"""Which decisions lack data, and which ambitions nothing carries."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.findings.evidence import Evidence
from assessment.domain.findings.types import Finding, Inputs
from assessment.domain.roadmap import first_day
from assessment.domain.use_cases import UseCaseTrace, trace_all
from assessment.text import N_, month


def find(inputs: Inputs) -> Iterator[Finding]:
    overview = trace_all(inputs.engagement, inputs.frame, inputs.roadmap, inputs.permits)
    lacking = overview.lacking
    supplied = [trace for trace in lacking if trace.first is not None]
    yield from _late(inputs, supplied, bool(lacking))
    first = min((trace.first or 0 for trace in supplied), default=0)
    if lacking:
        sentence = N_("{lacking} of {all} decisions lack live data today; the roadmap supplies {supplied} of them, the "
                      "first in {month}.") if supplied else N_(
            "{lacking} of {all} decisions lack live data today, and the roadmap supplies none of them.")
        yield Finding(
            code="decisions-lack-data", topic="data", severity="important", sentence=sentence,
            values={"lacking": len(lacking), "all": len(overview.traces), "supplied": len(supplied),
                    "month": month(first_day(inputs.frame.start, first - 1))},
            basis=tuple(trace.use_case for trace in lacking), initiatives=overview.initiatives,
            size=len(lacking) / len(overview.traces), evidence=(
                Evidence(kind="use-cases", what="lacking", ids=tuple(trace.use_case for trace in lacking),
                         figures={"lacking": len(lacking), "all": len(overview.traces)}),
                Evidence(kind="plan", what="supplied", ids=tuple(trace.use_case for trace in supplied), figures={
                    "supplied": len(supplied), "month": first})))
    for name in overview.unserved:
        yield Finding(
            code="unserved-ambition", topic="data", severity="note",
            sentence=N_("The ambition '{name}' matters much, and no use case carries it."),
            values={"name": inputs.engagement.ambitions[name].name}, basis=(name,),
            size=1 / len(inputs.engagement.ambitions),
            evidence=(Evidence(kind="use-cases", what="ambitions", ids=(name,)),))


def _late(inputs: Inputs, supplied: list[UseCaseTrace], lacking: bool) -> Iterator[Finding]:
    """Results are needed within some months, and the plan brings the first new live data later, or none."""
    found = {strength.criterion: strength.value or 0.0 for strength in inputs.recommendation.strengths}
    first = min((trace.first for trace in supplied if trace.first is not None), default=None)
    for criterion in inputs.engagement.the_library.criteria:
        within = criterion.results_within_months
        if within is None or found.get(criterion.id, 0.0) <= 0 or not lacking or (first or within + 1) <= within:
            continue
        told = {} if first is None else {"month": month(first_day(inputs.frame.start, first - 1)), "months": first}
        yield Finding(
            code="late-results", topic="roadmap", severity="important",
            sentence=N_("'{condition}' holds, and the roadmap gives no decision new live data.") if first is None else
            N_("'{condition}' holds, and the first decision that the roadmap gives new live data has them in {month}, "
               "after {months} months."),
            values={"condition": criterion.condition, **told}, basis=(criterion.id,),
            size=1.0 if first is None else 1 - within / first, evidence=(
                Evidence(kind="path", what="recommendation", ids=(criterion.id,)),
                Evidence(kind="plan", what="supplied", ids=tuple(trace.use_case for trace in supplied),
                         figures={} if first is None else {"months": first})))
