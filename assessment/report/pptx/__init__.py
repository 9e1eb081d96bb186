"""The report as slides for a board: native tables and charts that can be edited, notes with the source."""

from __future__ import annotations

from collections.abc import Callable

from assessment.report.book import Book
from assessment.report.edition import Variant
from assessment.report.pptx import deciding, planning, standing
from assessment.report.pptx.deck import Deck

WHOLE = (deciding.cover, deciding.answer, standing.findings, standing.maturity, standing.sites, standing.perception,
         deciding.path, planning.operating_model, planning.roadmap, planning.roadmap_by_site, planning.money,
         deciding.changes, deciding.decisions, planning.first_90_days, deciding.method)
SLIDES: dict[Variant, tuple[Callable[[Deck], None], ...]] = {
    "full": WHOLE, "board": WHOLE,
    "brief": (deciding.answer, planning.roadmap, planning.money, deciding.decisions),
    "delta": (deciding.cover, deciding.answer, standing.moved, standing.findings, planning.roadmap, planning.money,
              deciding.decisions, deciding.method),
    "site": (deciding.cover, standing.findings, standing.sites, standing.perception, planning.roadmap_by_site,
             planning.first_90_days, deciding.method)}
"""The slides of each edition; one for which the book has nothing is left out."""


def render(book: Book) -> bytes:
    """The presentation; the same book gives the same bytes."""
    deck = Deck(book)
    for slide in SLIDES[book.edition.variant]:
        slide(deck)
    return deck.saved()
