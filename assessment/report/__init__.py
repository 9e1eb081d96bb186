"""The report: one book, rendered as PDF, web page, slides, data book or JSON."""

from __future__ import annotations

from typing import Any

from assessment.domain.basis import NotFound
from assessment.domain.results import Results
from assessment.report.book import Book, build
from assessment.report.edition import Edition

FORMATS = ("pdf", "html", "json", "pptx", "xlsx")


def render(results: Results, to: str, stamp: str = "", edition: Edition = Edition()) -> bytes:
    """The report as bytes. The same results, stamp and edition give the same bytes. Raises NotFound for another format."""
    if to == "json":
        from assessment.report import json as document

        return document.render(results, stamp, edition)
    if to == "html":
        from assessment.report import screen

        return screen.render(build(results, stamp, edition)).encode()
    if to == "pdf":
        from assessment.report import pdf

        return pdf.render(build(results, stamp, edition))
    if to == "pptx":
        from assessment.report import pptx

        return pptx.render(build(results, stamp, edition))
    if to == "xlsx":
        from assessment.report import xlsx

        return xlsx.render(build(results, stamp, edition))
    raise NotFound("report format", to, list(FORMATS))


def results_schema() -> dict[str, Any]:
    """JSON Schema of results.json."""
    from assessment.report import json as document

    return document.schema()


__all__ = ["FORMATS", "Book", "Edition", "build", "render", "results_schema"]
