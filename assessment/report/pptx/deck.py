"""The deck: opens slides from the book, splits tables that are too long for one, and writes the file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time

from pptx.util import Pt

from assessment.cells import dated
from assessment.report.book import Book
from assessment.report.pptx import theme as look
from assessment.report.pptx.fitting import one_line
from assessment.report.pptx.graph import Graph, draw_graph
from assessment.report.pptx.grid import Grid, draw_grid, fitting_rows
from assessment.report.pptx.slide import Box, Slide, Words, body
from assessment.report.pptx.template import dress_notes, empty
from assessment.report.pptx.theme import HOUSE, Theme
from assessment.report.tables import Table
from assessment.report.xlsx import sheet_of_table
from assessment.text import _, in_quotes, language, ngettext


def portions(grid: Grid, room: Box, most: int) -> list[int]:
    """Rows of each slide: as few slides as it takes and as even as can be, at most `most`, which leave a line free
    for what is left."""
    for slides in range(1, most + 1):
        counts: list[int] = []
        for place in range(slides):
            first = sum(counts)
            even = -(-(len(grid.rows) - first) // (slides - place))
            counts.append(min(even, fitting_rows(grid, room, first)) if first < len(grid.rows) else 0)
        if sum(counts) == len(grid.rows):
            return [count for count in counts if count]
    free = Box(room.left, room.top, room.width, room.height - int(Pt(30)))
    counts = []
    for _place in range(most):
        counts.append(fitting_rows(grid, free, sum(counts)))
    return counts


class Deck:
    """A presentation in the making. Everything on a slide comes from the book."""

    def __init__(self, book: Book, theme: Theme = HOUSE) -> None:
        self.book = book
        self.theme = theme
        self.made = empty(theme)
        self.moment = datetime.combine(book.results.as_of, time())
        self.sheets = sheet_of_table(book)
        self.count = 0

    def table(self, name: str) -> Table | None:
        """A table of the book that has rows."""
        found = self.book.tables.get(name)
        return found if found and found.rows else None

    @contextmanager
    def slide(self, title: str, where: str, measure: str = "", notes: Sequence[str] = (), tables: Sequence[str] = (),
              cover: bool = False) -> Iterator[Slide]:
        """A slide that is closed with its source line and notes when its block ends."""
        self.count += 1
        drawn = self.made.slides.add_slide(self.made.slide_layouts[0 if cover else 1])
        made = Slide(drawn, title, language(), self.count)
        if not self.book.final:
            made.draft()
        if measure:
            made.measure(measure)
        yield made
        made.close(self._source(where), (*notes, *self._trail(where, tables)))

    def _source(self, where: str) -> str:
        results = self.book.results
        return _("Source: report, {where}; n = {n} people; as of {day}; digest {digest}").format(
            where=where, n=results.scorecard.voters, day=self.book.dated, digest=results.digest[:12])

    def _trail(self, where: str, tables: Sequence[str]) -> list[str]:
        """Where the numbers come from, for whoever has to answer a question."""
        results = self.book.results
        told = [_("Source: section '{where}' of the report.").format(where=where)]
        sheets = [in_quotes(self.sheets[name]) for name in tables if name in self.sheets]
        if sheets:
            told.append(_("In the data book: {sheets}.").format(sheets=", ".join(sheets)))
        told.append(_("n = {n} people; cycle {cycle}; as of {day}.").format(
            n=results.scorecard.voters, cycle=results.cycle.id, day=self.book.dated))
        told.append(_("Interlock {version}; digest {digest}; stamp of the facts {stamp}.").format(
            version=results.version, digest=results.digest, stamp=self.book.stamp or "–"))
        if results.engagement.opened and results.engagement.opened.fictional:
            told.append(_("Fictional sample: the company, its people and its figures are invented."))
        return told

    def graph(self, slide: Slide, graph: Graph, box: Box, name: str, alt: str) -> None:
        draw_graph(slide, graph, box, name, alt, self.moment)

    def tables(self, title: str, where: str, table: Table, grid: Grid, measure: str = "", most: int = 2,
               notes: Sequence[str] = (), under: tuple[Table, Grid] | None = None) -> None:
        """A table over as many slides as it takes, at most `most`; what is left is named and stands in the data book.

        `under` is shown below the end of it, where it has room whole.
        """
        room = body() if measure else body(top=look.MEASURE_TOP + int(Pt(10)))
        counts = portions(grid, room, most)
        first = 0
        for place, count in enumerate(counts):
            shown = title if not place else _("{title} (continued)").format(title=title)
            with self.slide(shown, where, measure, notes, (table.id, *((under[0].id,) if under else ()))) as slide:
                end = draw_grid(slide, grid, room, table.title, self.in_words(table.title, grid, first, count), first,
                                count)
                first += count
                rest = len(grid.rows) - first
                if rest and place == len(counts) - 1:
                    slide.words([Words(self.rest(table, rest), look.SMALL, colour=look.QUIET, most=2)],
                                Box(room.left, end + int(Pt(5)), room.width, int(Pt(30))), _("What is left"))
                elif under and not rest:
                    self._under(slide, end + int(Pt(20)), *under)

    def _under(self, slide: Slide, top: int, table: Table, grid: Grid) -> None:
        """A second table below the first."""
        room = body(top=top + int(Pt(24)))
        if room.height > 0 and fitting_rows(grid, room) == len(grid.rows):
            slide.words([Words(table.title, bold=True, colour=look.MAIN, most=1)], body(top=top), table.title)
            draw_grid(slide, grid, room, table.title, self.in_words(table.title, grid, 0, len(grid.rows)))

    def rest(self, table: Table, count: int) -> str:
        """What of a table is not on the slides, and where it is."""
        return ngettext("One more row in the data book, sheet '{sheet}'.", "{count} more rows in the data book, sheet "
                        "'{sheet}'.", count).format(count=count, sheet=self.sheets.get(table.id, table.title))

    @staticmethod
    def in_words(name: str, grid: Grid, first: int, count: int) -> str:
        """A table for whoever cannot see it: its name, size and headings."""
        return _("{name}. Table of {rows} rows: {columns}.").format(
            name=name, rows=count, columns=", ".join(column.name for column in grid.columns if column.name))

    def saved(self) -> bytes:
        """The file, dated to the day of the results."""
        dress_notes(self.made, self.theme)
        told = self.made.core_properties
        told.title, told.author, told.last_modified_by = one_line(self.book.title)[:250], "Interlock", "Interlock"
        told.subject, told.keywords = one_line(self.book.headline)[:250], self.book.results.digest[:64]
        told.language = language()
        told.created = told.modified = self.moment
        told.revision = 1
        out = io.BytesIO()
        self.made.save(out)
        return dated(out.getvalue(), self.moment)
