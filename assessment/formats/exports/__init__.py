"""The roadmap for other tools: spreadsheet, Microsoft Project, Jira, Azure DevOps, calendar, Mermaid."""

from __future__ import annotations

from typing import NamedTuple

from assessment.domain.basis import NotFound
from assessment.domain.results import Results
from assessment.text import N_


class Export(NamedTuple):
    """File suffix with its dot, and media type."""

    suffix: str
    media_type: str


EXPORTS = {
    "xlsx": Export(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "msproject": Export(".xml", "application/xml"),
    "jira": Export("-jira.csv", "text/csv; charset=utf-8"),
    "azure": Export("-azure.csv", "text/csv; charset=utf-8"),
    "ical": Export(".ics", "text/calendar; charset=utf-8"),
    "mermaid": Export(".mmd", "text/plain; charset=utf-8"),
}
"""What a roadmap can be exported to."""
NAMED = (N_("export format"),)
"""What may not be found, as it stands in a sentence."""


def export_plan(results: Results, to: str) -> bytes:
    """The roadmap as a file. The same results in the same language give the same bytes. Raises NotFound for an unknown
    format. A plan that no rule allows gives a file that says so."""
    if to == "xlsx":
        from assessment.formats.exports import xlsx

        return xlsx.write(results)
    if to == "msproject":
        from assessment.formats.exports import msproject

        return msproject.write(results)
    if to in ("jira", "azure"):
        from assessment.formats.exports import boards

        return boards.jira(results) if to == "jira" else boards.azure(results)
    if to == "ical":
        from assessment.formats.exports import ical

        return ical.write(results)
    if to == "mermaid":
        from assessment.formats.exports import mermaid

        return mermaid.write(results)
    raise NotFound("export format", to, list(EXPORTS))


__all__ = ["EXPORTS", "Export", "export_plan"]
