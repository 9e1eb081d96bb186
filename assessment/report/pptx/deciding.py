"""Slides to decide on: the cover, the answer, the path, what would change it, what is asked, how it was found."""

from __future__ import annotations

from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

from assessment.report.pptx import theme as look
from assessment.report.pptx.deck import Deck
from assessment.report.pptx.graph import Graph, Series
from assessment.report.pptx.grid import Grid, chosen, draw_grid, fitting_rows
from assessment.report.pptx.slide import Box, Words, body
from assessment.report.pptx.standing import half
from assessment.report.tables import Column, Table
from assessment.report.tables.money import most_uncertain, swings, value_stamp
from assessment.text import _, ngettext, number, read_number


def cover(deck: Deck) -> None:
    book, results = deck.book, deck.book.results
    engagement = results.engagement
    with deck.slide(book.title, _("the whole of it"), notes=[book.headline, book.answer], cover=True) as slide:
        frame = slide.drawn.placeholders[1].text_frame
        frame.word_wrap = True
        shown = slide.kept(book.headline, look.LEAD + 2, look.TEXT_WIDTH / Pt(1), 3)
        slide.run(frame.paragraphs[0]._p, shown, colour=look.QUIET)
        told = [Words(_("Cycle {cycle}, as of {day}").format(cycle=results.cycle.id, day=book.dated)),
                Words(_("Confidential"), colour=look.QUIET)]
        if engagement.opened and engagement.opened.fictional:
            told.append(Words(_("Fictional sample: the company, its people and its figures are invented."), bold=True))
        slide.words(told, Box(look.LEFT, Inches(5.2), look.TEXT_WIDTH, Inches(1.4)), _("About this deck"))


def answer(deck: Deck) -> None:
    """The answer, the decision asked for, the money and how sure it is."""
    book = deck.book
    asked = deck.table("decisions")
    left = [Words(book.answer, look.LEAD, most=4, after=12)]
    if asked:
        left.append(Words(_("Decisions asked for"), bold=True, colour=look.MAIN))
        left += [Words(f"{row[1]} ({', '.join(part for part in row[2:] if part)})", most=2, bullet=True)
                 for row in asked.rows[:3]]
        if len(asked.rows) > 3:
            left.append(Words(deck.rest(asked, len(asked.rows) - 3), look.SMALL, colour=look.QUIET, most=1))
    left.append(Words(_("The money"), bold=True, colour=look.MAIN))
    left += [Words(sentence, most=2, bullet=True) for sentence in book.worth[:2]]
    right: list[Words] = []
    for figure in book.figures:
        right += [Words(figure.value, look.TITLE, bold=True, colour=look.MAIN, most=1, after=0),
                  Words(figure.label, look.CELL, colour=look.QUIET, most=3, after=12)]
    right += [Words(_("How sure we are"), bold=True, colour=look.MAIN), Words(book.confidence, look.CELL, most=9)]
    top = look.MEASURE_TOP + int(Pt(10))
    with deck.slide(book.headline, _("Decisions asked for"), tables=("decisions",), notes=[
            book.answer, *book.worth, book.confidence, *book.doubts, *_decisions_in_words(asked)]) as slide:
        slide.words(left, half(True, top, 0.68), _("The answer"))
        slide.words(right, half(False, top, 0.72), _("Figures"))


def _decisions_in_words(table: Table | None) -> list[str]:
    return [" – ".join(part for part in row[1:] if part) for row in table.rows] if table else []


def path(deck: Deck) -> None:
    """How often each path won, and how it fares."""
    table, chart = deck.table("alternatives"), deck.book.charts.get("stability")
    if table is None or chart is None:
        return
    rows = sorted(table.rows, key=lambda row: -(read_number(row[2]) or 0))
    graph = Graph(XL_CHART_TYPE.BAR_CLUSTERED, tuple(
        f"{row[0]} ({row[4].split(':')[0]})" if row[4] else row[0] for row in rows), (
        Series(table.columns[2].name, tuple(read_number(row[2]) for row in rows), look.MAIN),), "0", 0, 100, 25,
        unit=table.columns[2].name, size=look.CELL)
    ordered = Table(table.id, table.title, table.columns, tuple(rows), table.note)
    with deck.slide(chart.title, _("The path"), chart.subtitle, [
            deck.book.answer, *deck.book.doubts, *deck.book.held_back, table.note, *deck.book.runner_up],
            ("alternatives", "criteria", "knockouts", "two-paths")) as slide:
        box = half(True, share=0.45)
        deck.graph(slide, graph, Box(box.left, box.top, box.width, Inches(3.3)), table.title, chart.title + ".")
        grid = chosen(ordered, (0, 1, 2, 4), (30, 15, 25, 30))
        end = draw_grid(slide, grid, half(False, share=0.45), table.title,
                        deck.in_words(table.title, grid, 0, len(rows)))
        top = max(end, box.top + Inches(3.3)) + int(Pt(12))
        told = [Words(sentence, bullet=True, most=2) for sentence in (*deck.book.doubts, *deck.book.held_back)][:5]
        if told:
            heading = _("Why not firmer:") if deck.book.doubts else _("What to know")
            slide.words([Words(heading, bold=True, colour=look.MAIN), *told], body(top=top), heading)


def changes(deck: Deck) -> None:
    """The smallest changes that would put another path ahead, and what moves the money furthest."""
    table = deck.table("flips")
    value = deck.book.results.value
    widest = swings(deck.book.results)[:6] if "drivers" in deck.book.tables else []
    if table is None and not widest:
        return
    title = _("What would change the answer")
    if table is not None:
        what, low, high, ahead = table.rows[0][:4]
        title = _("{path} would be ahead if this moved from {low} to {high}: {what}").format(
            path=ahead, low=low, high=high, what=what)
    with deck.slide(title, _("The path"), notes=[*deck.book.doubts, value_stamp(deck.book.results)],
                    tables=("flips", "drivers", "money-doubts")) as slide:
        top = look.MEASURE_TOP + int(Pt(10))
        if table is not None:
            grid = chosen(table, (0, 1, 2, 3), (47, 14, 16, 23))
            box = half(True, top, 0.56) if widest else body(top=top)
            count = fitting_rows(grid, box)
            draw_grid(slide, grid, box, table.title, deck.in_words(table.title, grid, 0, count), 0, count)
        if widest:
            money = Grid((Column(_("What moves the money furthest"), 50), Column(_("At its low"), 25, "right"),
                          Column(_("At its high"), 25, "right")), tuple(
                (name, *(_millions(amount) for amount in ends)) for name, *ends in widest), most=2)
            box = half(False, top, 0.56) if table is not None else body(top=top)
            end = draw_grid(slide, money, box, _("What moves the money furthest"),
                            deck.in_words(_("What moves the money furthest"), money, 0, len(widest)))
            told = "; ".join(filter(None, (
                _("Net present value in {currency} million, the others at their most likely; cost and cyber loss from "
                  "P10 to P90").format(currency=deck.book.results.engagement.currency),
                most_uncertain(deck.book.results)))) + "."
            if value.indicative:
                told = _("Indicative. {subtitle}").format(subtitle=told)
            slide.words([Words(told, look.SMALL, colour=look.QUIET, most=4)],
                        Box(box.left, end + int(Pt(6)), box.width, Inches(0.9)), _("Measure"))


def _millions(amount: float) -> str:
    return number(amount / 1000, ",.1f").replace("-", "−")


def decisions(deck: Deck) -> None:
    table = deck.table("decisions")
    if table is None:
        return
    title = ngettext("One decision is asked for", "{count} decisions are asked for", len(table.rows)).format(
        count=len(table.rows))
    options = deck.table("options")
    below = (options, chosen(options, range(6), (22, 10, 13, 17, 26, 12), most=2, size=look.SMALL)) if options else None
    deck.tables(title, table.title, table, Grid(table.columns, table.rows, most=3), notes=_decisions_in_words(table),
                under=below)


def method(deck: Deck) -> None:
    """How each number came about."""
    rows = deck.book.method
    grid = Grid((Column(_("What"), 13), Column(_("How the numbers came about"), 87)), rows, look.CELL, most=3)
    box = body(top=look.MEASURE_TOP + int(Pt(10)))
    count = fitting_rows(grid, box)
    with deck.slide(_("How the numbers came about"), _("How the numbers came about"),
                    notes=[f"{name}: {text}" for name, text in rows]) as slide:
        draw_grid(slide, grid, box, _("How the numbers came about"), deck.in_words(
            _("How the numbers came about"), grid, 0, count), 0, count)
