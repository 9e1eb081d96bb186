"""The report: one book, rendered as PDF, web page, slides, data book or JSON."""

from __future__ import annotations

from typing import Any

from assessment.domain.basis import NotFound
from assessment.domain.results import Results
from assessment.report.book import Book, build, shown_edition, shown_results
from assessment.report.edition import PLAIN, Edition
from assessment.report.material import NOTHING_MORE, Material

FORMATS = ("pdf", "html", "json", "pptx", "xlsx")


def render(results: Results, to: str, stamp: str = "", edition: Edition = PLAIN,
           material: Material = NOTHING_MORE) -> bytes:
    """The report as bytes, the same for the same input. Raises NotFound for another format.

    As JSON the results are whole in the plain edition, which is the data of the engagement, and without what the
    edition leaves out in any other.
    """
    if to == "json":
        from assessment.report import json as document

        shown = results if edition == PLAIN else shown_results(results, edition)
        return document.render(shown, stamp, shown_edition(results, edition))
    if to == "html":
        from assessment.report import screen

        return screen.render(build(results, stamp, edition, material)).encode()
    if to == "pdf":
        from assessment.report import pdf

        return pdf.render(build(results, stamp, edition, material))
    if to == "pptx":
        from assessment.report import pptx

        return pptx.render(build(results, stamp, edition, material))
    if to == "xlsx":
        from assessment.report import xlsx

        return xlsx.render(build(results, stamp, edition, material))
    raise NotFound("report format", to, list(FORMATS))


def results_schema() -> dict[str, Any]:
    """JSON Schema of results.json."""
    from assessment.report import json as document

    return document.schema()


__all__ = ["FORMATS", "Book", "Edition", "Material", "build", "render", "results_schema", "shown_results"]
