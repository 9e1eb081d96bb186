"""What IT's and OT's procedures, side by side, would tell an inspector."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from assessment.domain.findings.evidence import Evidence
from assessment.domain.findings.types import Finding, Inputs
from assessment.domain.procedures import lay_out_all
from assessment.text import N_, _, day, lowered

BEFORE = timedelta(days=14)
"""How long before an inspection one procedure is to be agreed on."""


def find(inputs: Inputs) -> Iterator[Finding]:
    """One finding for all differences; critical where a site with differences is inspected within half a year."""
    engagement = inputs.engagement
    overview = lay_out_all(engagement)
    if overview.most is None:
        return
    subject, count = overview.most
    procedure = engagement.the_library.procedure[subject]
    values = {"count": len(overview.apart), "subject": lowered(procedure.name), "most": count}
    sentence = N_("The procedures of IT and OT would tell an inspector different things on {count} points at one "
                  "site or another, {most} of them on {subject}.")
    coming = next((inspection for inspection in overview.inspections if inspection.apart), None)
    if coming is not None:
        site = engagement.sites[coming.site]
        sentence = N_("The procedures of IT and OT would tell an inspector different things on {count} points at "
                      "one site or another, {most} of them on {subject}; the next inspection is at {where} on {day}, "
                      "in {days} days.")
        agencies = f" ({', '.join(map(_, coming.agencies))})" if coming.agencies else ""
        values |= {"where": site.name + agencies, "day": day(coming.day), "days": coming.days}
    yield Finding(
        code="procedures-differ", topic="data",
        severity="critical" if coming is not None and coming.soon else "important", sentence=sentence, values=values,
        basis=(*procedure.questions, *([coming.site] if coming else [])), initiatives=procedure.initiatives,
        size=len(overview.apart) / max(1, sum(len(subject.aspects) for subject in overview.network)),
        by_when=_due(inputs.today, coming.day) if coming is not None else None,
        event=coming.day if coming is not None else None, evidence=(Evidence(
            kind="procedures", what=subject, ids=tuple(f"{name}.{aspect}" for name, aspect in overview.apart),
            figures={"count": len(overview.apart), "most": count, **({"days": coming.days} if coming else {})}),))


def _due(today: date, inspected: date) -> date:
    """Two weeks before the inspection, or as soon as can be where that is past."""
    return max(min(inspected, today + timedelta(days=1)), inspected - BEFORE)
