"""The report as tagged PDF: HTML through WeasyPrint, with fixed dates and identifier and nothing fetched."""

from __future__ import annotations

import gc
import logging
import re
from typing import Any

from assessment.domain.basis import AssessmentError
from assessment.report import archive, html, tagging, watermark
from assessment.report.book import Book
from assessment.text import _, number

MOST_TEXT = 3_000_000
"""Characters of markup without pictures and fonts that are laid out; 40 sites with comments take a third of it."""
DEEPEST = 40
"""Elements within elements; each level is a call within a call of the layout engine."""
LINKS = ("http:", "https:", "mailto:", "#")
"""What a link may begin with."""
SHEETS = {"A4": "@page { size: A4; }",
          "Letter": "@page { size: Letter; margin-top: 17mm !important; margin-bottom: 15mm !important; }"}
"""Letter is 18 mm shorter; smaller margins give half of it back, so that a variant keeps its count of pages."""
CORNER = "font: 600 7.5pt Inter; color: #a23b00; padding-top: 8mm;"
_DATA = re.compile(r"data:[a-z/+]+;base64,[A-Za-z0-9+/=]+")


class _Complaints(logging.Handler):
    """Collects what the layout engine could not use: an image or rule dropped in silence is a defect."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


def render(book: Book, images: dict[str, str] | None = None) -> bytes:
    """PDF/UA-1 bytes, the same for the same book; PDF/A-3 as well, with the results attached, where the edition is to
    be archived. Raises AssessmentError when something could not be laid out.
    """
    attached = None
    if book.edition.archive:
        from assessment.report import json

        attached = archive.enclosed(json.render(book.results, book.stamp), "results.json",
                                    _("Results from which this report was made"), book.results.as_of)
    return from_html(html.render(book, images), identifier=book.results.digest[:32].encode(), tagged=True,
                     rules=SHEETS[book.edition.paper], across="" if book.final else _("DRAFT"),
                     attached=attached)


def from_html(text: str, identifier: bytes = b"interlock", tagged: bool = True, rules: str = "", across: str = "",
              attached: Any = None) -> bytes:
    """A page as PDF. `rules` are CSS beside the page's own. `across`, a word without quotes, stands behind the text of
    every page and in its upper right corner. `attached` makes it a PDF/A-3 that holds it. Untagged is for comparison.
    """
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    from assessment.report.hyphens import use_sure_breaks  # its library comes with the layout engine, and as late

    bare = len(_DATA.sub("", text))
    if bare > MOST_TEXT:
        raise AssessmentError(_("The report has {found} characters and at most {most} are printed; print a shorter "
                                "edition, or by site.").format(found=number(bare), most=number(MOST_TEXT)))
    if across:
        rules += f'@page {{ @top-right {{ content: "{across}"; {CORNER} }} }}'
    use_sure_breaks()
    complaints = _Complaints()
    logger = logging.getLogger("weasyprint")
    collecting = gc.isenabled()  # the collector costs 15-25 % of a render and slows each further one
    gc.disable()
    logger.addHandler(complaints)
    options: dict[str, Any] = {"pdf_variant": "pdf/ua-1", "pdf_tags": True} if tagged else {}
    if attached is not None:
        options |= {"pdf_variant": "pdf/a-3a", "attachments": [attached], "output_intent": "srgb"}

    def finish(document: Any, pdf: Any) -> None:
        if tagged:
            tagging.mend(document, pdf)
            archive.declare(pdf)
        if across:
            watermark.draw(pdf, across)

    try:
        # allowed_protocols: by default file:// is read, and a local file was attached to a PDF
        page = HTML(string=text, url_fetcher=URLFetcher(allowed_protocols={"data"}))
        _bounded(page.etree_element)
        document = page.render(stylesheets=[CSS(string=rules)], **options)
        tagging.name_terms(document)
        pdf: bytes = document.write_pdf(pdf_identifier=identifier, finisher=finish, **options)
    finally:
        logger.removeHandler(complaints)
        if collecting:
            gc.enable()
            gc.collect()
    if complaints.heard:
        raise AssessmentError(_("The report could not be laid out in full: {why}").format(
            why=complaints.heard[0][:200]))
    return pdf


def _bounded(root: Any) -> None:
    """Raises AssessmentError for a page that is nested too deep to be laid out, or links where none may lead."""
    below = [(root, 1)]
    while below:
        element, depth = below.pop()
        target = element.get("href", "")
        if depth > DEEPEST or (target and not target.startswith((*LINKS, "data:"))):
            raise AssessmentError(_("The report could not be laid out in full: {why}").format(
                why=_("an element is nested too deep or links where no link may lead")))
        below.extend((child, depth + 1) for child in element)
