"""Which decisions lack data, and which ambitions nothing carries."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.findings.evidence import Evidence
from assessment.domain.findings.types import Finding, Inputs
from assessment.domain.roadmap import first_day
from assessment.domain.use_cases import trace_all
from assessment.text import N_, month


def find(inputs: Inputs) -> Iterator[Finding]:
    overview = trace_all(inputs.engagement, inputs.frame, inputs.roadmap, inputs.permits)
    lacking = overview.lacking
    supplied = [trace for trace in lacking if trace.first is not None]
    first = min((trace.first or 0 for trace in supplied), default=0)
    if lacking:
        sentence = N_("{lacking} of {all} decisions lack live data today; the roadmap supplies {supplied} of them, the "
                      "first in {month}.") if supplied else N_(
            "{lacking} of {all} decisions lack live data today, and the roadmap supplies none of them.")
        yield Finding(
            code="decisions-lack-data", topic="data", severity="important", sentence=sentence,
            values={"lacking": len(lacking), "all": len(overview.traces), "supplied": len(supplied),
                    "month": month(first_day(inputs.frame.start, first))},
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
