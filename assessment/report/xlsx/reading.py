"""The first sheet of the data book: what it is, how to read and cite it, and what every sheet holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assessment.cells import BOLD, HEADER, WHITE, Sheet, Value, put, row_height
from assessment.report.book import Book
from assessment.report.tables.money import value_stamp
from assessment.text import _, day

TOP = Alignment(wrap_text=True, vertical="top", horizontal="left")
WIDTHS = (34, 46, 8, 76)
"""Characters of the columns."""


@dataclass(frozen=True)
class Entry:
    """A sheet of the data book: what it holds, and its title and id where it is a table of the report."""

    sheet: Sheet
    what: str
    title: str = ""
    table: str = ""

    def named(self, name: str) -> Entry:
        """The same under the name that its sheet has."""
        return replace(self, sheet=replace(self.sheet, name=name), title=self.title or self.sheet.name)


def citation(book: Book) -> str:
    """How to name the data in another document."""
    return _("{title}. Cycle {cycle}, as of {day}. Interlock {version}, digest {digest}.").format(
        title=book.title, cycle=book.results.cycle.id, day=day(book.results.as_of), version=book.results.version,
        digest=book.results.digest[:12])


def read_me(page: Worksheet, book: Book, entries: list[Entry]) -> None:
    number = 1
    for number, (heading, text) in enumerate(_lines(book), start=1):
        put(page.cell(number, 1), heading)
        put(page.cell(number, 2), text)
        page.cell(number, 1).font, page.cell(number, 1).alignment = BOLD, TOP
        page.cell(number, 2).alignment = TOP
        page.merge_cells(start_row=number, start_column=2, end_row=number, end_column=4)
        page.row_dimensions[number].height = row_height([str(text)], [sum(WIDTHS[1:])])
        if isinstance(text, date):
            page.cell(number, 2).number_format = "yyyy-mm-dd"
    head = number + 2
    for column, (heading, width) in enumerate(zip((_("Sheet"), _("What it holds"), _("Rows"), _("How to read it")),
                                                  WIDTHS, strict=True), start=1):
        cell = page.cell(head, column)
        put(cell, heading)
        cell.font, cell.fill = WHITE, HEADER
        page.column_dimensions["ABCD"[column - 1]].width = width
    for number, entry in enumerate(entries, start=head + 1):
        told: tuple[Value, ...] = (entry.sheet.name, entry.title, len(entry.sheet.rows), entry.what)
        for column, value in enumerate(told, start=1):
            put(page.cell(number, column), value)
            page.cell(number, column).alignment = TOP
        page.row_dimensions[number].height = row_height(told, WIDTHS)
        link = page.cell(number, 1)
        place = "'" + entry.sheet.name.replace("'", "''") + "'!A1"
        link.hyperlink = Hyperlink(ref=link.coordinate, location=place)
        link.font = Font(name="Calibri", size=11, color="FF1F5A8C", underline="single")
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _lines(book: Book) -> list[tuple[str, str | date]]:
    results = book.results
    opened = results.engagement.opened
    lines: list[tuple[str, str | date]] = [
        (_("What this is"), _("The data book of the report: every table of it, and the values behind them.")),
        (_("Report"), book.title), (_("Answer"), book.headline), (_("Cycle"), results.cycle.id),
        (_("As of"), results.as_of), (_("How sure"), book.confidence)]
    if opened and opened.fictional:
        lines.append((_("Fictional"), _("Fictional sample: the company, its people and its figures are invented.")))
    if value_stamp(results):
        lines.append((_("Indicative"), value_stamp(results)))
    left = {"names": _("names"), "comments": _("comments"), "sites": _("names of sites")}
    if book.edition.redact:
        lines.append((_("Left out"), ", ".join(left[name] for name in sorted(book.edition.redact))))
    return [*lines, (
        _("Units"), _("Levels stand on the pack's scale from {low} to {high}; shares are fractions shown as percent; "
                      "money is in thousand {currency} unless a heading says otherwise; effort in "
                      "person-weeks.").format(
            low=results.engagement.the_pack.scale.minimum, high=results.engagement.the_pack.scale.maximum,
            currency=results.engagement.currency)),
        (_("Empty cells"), _("A cell without a value: the report shows a dash there, since nothing was asked, answered "
                             "or may be shown. It is never zero.")),
        (_("Precision"), _("Sheets of values have the computed value. Sheets of tables have what the report prints; "
                           "a range is one text there.")),
        (_("How to cite"), citation(book)),
        (_("Digest"), results.digest), (_("Stamp of the facts"), book.stamp or "–"),
        (_("Made by"), f"Interlock {results.version}")]
