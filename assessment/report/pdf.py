"""The report as tagged PDF: HTML through WeasyPrint, with fixed dates and identifier and nothing fetched."""

from __future__ import annotations

import gc
import logging
from typing import Any

from assessment.domain.basis import AssessmentError
from assessment.report import html
from assessment.report.book import Book
from assessment.text import _


class _Complaints(logging.Handler):
    """Collects what the layout engine could not use: an image or rule dropped in silence is a defect."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


def render(book: Book, images: dict[str, str] | None = None) -> bytes:
    """PDF/UA-1 bytes, the same for the same book. Raises AssessmentError when something could not be laid out."""
    return from_html(html.render(book, images), identifier=book.results.digest[:32].encode(), tagged=True)


def from_html(text: str, identifier: bytes = b"interlock", tagged: bool = True) -> bytes:
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    # The collector costs 15-25 % of a render and slows each further one in a long-lived process.
    complaints = _Complaints()
    logger = logging.getLogger("weasyprint")
    collecting = gc.isenabled()
    gc.disable()
    logger.addHandler(complaints)
    try:
        options: dict[str, Any] = {"pdf_variant": "pdf/ua-1", "pdf_tags": True} if tagged else {}
        # allowed_protocols: by default file:// is read, and a local file was attached to a PDF
        document = HTML(string=text, url_fetcher=URLFetcher(allowed_protocols={"data"}))
        pdf: bytes = document.write_pdf(pdf_identifier=identifier, **options)
    finally:
        logger.removeHandler(complaints)
        if collecting:
            gc.enable()
            gc.collect()
    if complaints.heard:
        raise AssessmentError(_("The report could not be laid out in full: {why}").format(
            why=complaints.heard[0][:200]))
    return pdf
