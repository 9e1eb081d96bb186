"""What may be recorded of the report: sections that there are, colours that can be read, cycles that there are."""

from __future__ import annotations

from assessment.domain import facts as f
from assessment.domain.basis import NotFound
from assessment.domain.engagement import Engagement
from assessment.report.brand import RULE, TEXT, check_colour


def check_reporting_fact(engagement: Engagement, fact: f.ReportEdited | f.ReportBranded | f.ReportFinalised) -> None:
    """Raise NotFound for a cycle that there is not, Refused for a colour that cannot be read.

    A section is not looked for: one that a consultant drops in may come and go.
    """
    match fact:
        case f.ReportBranded():
            for colour, least in ((fact.accent, TEXT), (fact.second, RULE)):
                if colour:
                    check_colour(colour, least)
        case f.ReportEdited() | f.ReportFinalised():
            if fact.cycle is not None and fact.cycle not in engagement.cycles:
                raise NotFound("cycle", fact.cycle, list(engagement.cycles))
