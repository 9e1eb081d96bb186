"""Slides on where the organisation stands: findings, maturity, sites, IT and OT, what moved."""

from __future__ import annotations

from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Emu, Pt

from assessment.report.pptx import theme as look
from assessment.report.pptx.deck import Deck
from assessment.report.pptx.graph import Graph, Series
from assessment.report.pptx.grid import Grid, Shade, chosen, draw_grid, fitting_rows
from assessment.report.pptx.slide import Box, Words, body
from assessment.report.tables import Column, Table
from assessment.text import _, ngettext, read_number

FINDINGS, GAPS = 12, 11
"""Most findings and most capabilities on a slide."""


def findings(deck: Deck) -> None:
    """What matters most, worst first."""
    book = deck.book
    names = {"critical": _("critical"), "important": _("important"), "note": _("note")}
    rows = [(names.get(severity, severity), text) for severity, text in book.findings
            if severity != "note"][:FINDINGS] or [(names["note"], text) for _severity, text in book.findings[:FINDINGS]]
    if not rows:
        return
    shades = {(place, 0): Shade(look.SECOND, 0.7) for place, row in enumerate(rows) if row[0] == names["critical"]}
    grid = Grid((Column(_("Weight"), 11), Column(_("Finding"), 89)), tuple(rows), most=2, shades=shades)
    where = _("What stands behind it")
    room = body(top=look.MEASURE_TOP + int(Pt(10)))
    count = min(len(rows), fitting_rows(grid, room))
    critical = sum(name == names["critical"] for name, _text in rows[:count])
    title = _findings_title(critical, count - critical)
    with deck.slide(title, where, notes=[f"{name}: {text}" for name, text in rows]) as slide:
        draw_grid(slide, grid, room, where, deck.in_words(where, grid, 0, count), 0, count)


def _findings_title(critical: int, more: int) -> str:
    """How many of the rows are critical, and how many are not."""
    if not critical:
        return _("What stands behind the answer")
    told = ngettext("One critical finding stands behind the answer",
                    "{count} critical findings stand behind the answer", critical).format(count=critical)
    return told if not more else ngettext("{critical}; the next one is important", "{critical}; the next {more} are "
                                          "important", more).format(critical=told, more=more)


def maturity(deck: Deck) -> None:
    """Score and target of every dimension, widest gap first."""
    table, chart = deck.table("dimensions"), deck.book.charts.get("dimensions")
    if table is None or chart is None:
        return
    scale = deck.book.results.engagement.the_pack.scale
    read = [(row[0], read_number(row[1]), read_number(row[4])) for row in table.rows]
    known = sorted((row for row in read if row[1] is not None), key=lambda row: (row[1] or 0) - (row[2] or 0))
    if not known:
        return
    graph = Graph(XL_CHART_TYPE.BAR_CLUSTERED, tuple(name for name, _score, _target in known), (
        Series(_("Score now"), tuple(score for _name, score, _target in known), look.MAIN),
        Series(_("Target"), tuple(target for _name, _score, target in known), look.MAIN, 0.7)),
        low=scale.minimum, high=scale.maximum, step=1)
    measure = _("Score and target on the scale from {low} to {high}; sorted by gap; n = {n} people").format(
        low=_named(deck, scale.minimum), high=_named(deck, scale.maximum), n=deck.book.results.scorecard.voters)
    with deck.slide(chart.title, _("Where we are"), measure, [chart.alt, *_rows_in_words(table)],
                    ("dimensions",)) as slide:
        deck.graph(slide, graph, body(), table.title, chart.title + ".")


def _named(deck: Deck, level: int) -> str:
    scale = deck.book.results.engagement.the_pack.scale
    return f"{level} ({scale.name(level)})" if scale.names else str(level)


def _rows_in_words(table: Table) -> list[str]:
    """Each row as a line, under the names of its columns."""
    names = [column.name for column in table.columns]
    return [f"{row[0]}: " + ", ".join(f"{name} {cell}" for name, cell in zip(names[1:], row[1:], strict=True) if cell)
            for row in table.rows]


def sites(deck: Deck) -> None:
    """Every site by every dimension, darker where higher."""
    table, chart = deck.table("sites"), deck.book.charts.get("sites")
    if table is None:
        return
    pack = deck.book.results.engagement.the_pack
    shades = {}
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells[1:], start=1):
            value = read_number(cell)
            if value is not None:
                share = (round(value) - pack.scale.minimum) / max(1, pack.scale.maximum - pack.scale.minimum)
                step = round(4 * min(1.0, max(0.0, share)))
                shades[row, column] = Shade(look.MAIN, look.STEPS[step], light=step == 4)
    grid = Grid(tuple(Column(column.name, 18 if not place else 82 / max(1, len(table.columns) - 1))
                      for place, column in enumerate(table.columns)), table.rows, most=2, shades=shades, centred=True)
    legend = "; ".join(f"{dimension.code} {dimension.name}" for dimension in pack.dimensions)
    title = chart.title if chart else table.title
    measure = _("Score {low} to {high}, darker is higher; a dash: not assessed at sites").format(
        low=pack.scale.minimum, high=pack.scale.maximum)
    room = Box(look.LEFT, look.BODY_TOP, look.TEXT_WIDTH, look.BODY_END - look.BODY_TOP - Pt(62))
    first = number = 0
    while first < len(grid.rows) and number < 2:
        number += 1
        count = min(len(grid.rows) - first, fitting_rows(grid, room, first))
        shown = title if number == 1 else _("{title} (continued)").format(title=title)
        with deck.slide(shown, _("Across the sites"), measure, [legend, *_rows_in_words(table)], ("sites",)) as slide:
            end = draw_grid(slide, grid, room, table.title, deck.in_words(table.title, grid, first, count), first,
                            count)
            told = [Words(legend, look.SMALL, colour=look.QUIET, most=3)]
            if number == 2 and first + count < len(grid.rows):
                told.insert(0, Words(deck.rest(table, len(grid.rows) - first - count), look.SMALL, most=1))
            slide.words(told, body(top=end + int(Pt(8))), _("Dimensions"))
        first += count


def perception(deck: Deck) -> None:
    """Where IT and OT see the same things apart."""
    table, chart = deck.table("perception"), deck.book.charts.get("perception")
    if table is None or chart is None:
        return
    known = [row for row in table.rows if read_number(row[1]) is not None and read_number(row[2]) is not None]
    rows = known[:GAPS]
    scale = deck.book.results.engagement.the_pack.scale
    graph = Graph(XL_CHART_TYPE.BAR_CLUSTERED, tuple(f"{row[0]} ({row[3]})" for row in rows), (
        Series("IT", tuple(read_number(row[1]) for row in rows), look.MAIN),
        Series("OT", tuple(read_number(row[2]) for row in rows), look.SECOND, 0.5)),
        low=scale.minimum, high=scale.maximum, step=1)
    measure = _("Mean level by function, the gap in brackets; the {shown} widest of {all} gaps").format(
        shown=len(rows), all=len(known))
    with deck.slide(chart.title, _("How IT and OT see it"), measure, [
            chart.alt, table.note, *_rows_in_words(table)], ("perception", "perception-by-site")) as slide:
        deck.graph(slide, graph, body(), table.title, chart.title + ".")


def moved(deck: Deck) -> None:
    """What changed since the cycle before."""
    table = deck.table("trend")
    if table is None or len(table.columns) < 9:
        return
    real = sum(move.real for move in deck.book.results.trend.moves if move.node in {
        dimension.id for dimension in deck.book.results.engagement.the_pack.dimensions}) if (
        deck.book.results.trend) else 0
    title = ngettext("One dimension moved by more than noise explains", "{count} dimensions moved by more than noise "
                     "explains", real).format(count=real) if real else _("Nothing moved by more than noise explains")
    grid = chosen(table, (0, 1, 2, 3, 4, 8), (40, 10, 10, 12, 14, 14), most=1)
    deck.tables(title, _("Where we are"), table, grid, table.title, most=1, notes=[table.note])


def half(left: bool, top: int = look.BODY_TOP, share: float = 0.5) -> Box:
    """One of two parts of the body beside each other; `share` is the left one's."""
    gap = int(Pt(18))
    first = int((look.TEXT_WIDTH - gap) * share)
    return Box(look.LEFT, top, first, look.BODY_END - top) if left else Box(
        look.LEFT + first + gap, top, Emu(look.TEXT_WIDTH) - gap - first, look.BODY_END - top)
