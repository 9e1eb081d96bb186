"""Slides on what follows: the operating model, the roadmap, the money, the first 90 days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

from assessment.domain.library import STAGES, Stage
from assessment.domain.results import Results
from assessment.domain.roadmap import PROGRAMME
from assessment.report.charts.plan import stage_names
from assessment.report.pptx import theme as look
from assessment.report.pptx.deck import Deck
from assessment.report.pptx.graph import Graph, Series
from assessment.report.pptx.grid import Grid, Shade, chosen, draw_grid, fitting_rows
from assessment.report.pptx.slide import Box, Words, body
from assessment.report.pptx.standing import half
from assessment.report.tables import Column
from assessment.report.tables.money import cost_names, value_stamp
from assessment.report.tables.plan import month_name
from assessment.report.tables.planning import unit_name
from assessment.report.tables.table import sentence
from assessment.text import _, ngettext, number

PERIODS = 16
"""Most columns of time on a slide."""
STAGE_SHADES: dict[Stage, Shade] = {
    "assess": Shade(look.GREY, 0.6), "define": Shade(look.GREY, 0.2),
    "design": Shade(look.MAIN, 0.75), "protect": Shade(look.SECOND, 0.5), "pilot": Shade(look.MAIN, 0.45),
    "mvp": Shade(look.AMBER, 0.3), "scale": Shade(look.MAIN, 0.0, light=True)}


def operating_model(deck: Deck) -> None:
    table, open_points = deck.table("integration-areas"), deck.table("operating-problems")
    if table is None:
        return
    now = sum(row[2] == _("now") for row in table.rows)
    title = ngettext("One area in which IT and OT may come together; {now} begins now",
                     "{count} areas in which IT and OT may come together; {now} begin now",
                     len(table.rows)).format(count=len(table.rows), now=now)
    measure = ngettext("One point of the design is open.", "%(num)d points of the design are open.", len(
        open_points.rows)) % {"num": len(open_points.rows)} if open_points else table.title
    grid = chosen(table, (0, 1, 2, 3, 4), (19, 15, 22, 22, 22), most=2)
    deck.tables(title, _("The operating model"), table, grid, measure, notes=[
        table.note, *(" – ".join(row) for row in (open_points.rows if open_points else ()))])


def _periods(deck: Deck) -> list[tuple[int, int]]:
    """First and last month (exclusive) of each column: quarters, or longer where the plan is long."""
    months = deck.book.results.frame.months
    step = 3 * max(1, -(-months // (3 * PERIODS)))
    return [(first, min(months, first + step)) for first in range(0, months, step)]


def _time_columns(deck: Deck, heading: str, periods: Sequence[tuple[int, int]]) -> tuple[Column, ...]:
    start = deck.book.results.frame.start
    return (Column(heading, 16), *(Column(month_name(start, first), 84 / len(periods)) for first, _end in periods))


def roadmap(deck: Deck) -> None:
    """How many initiatives run in each stage, quarter by quarter."""
    results, chart = deck.book.results, deck.book.charts.get("gantt")
    if chart is None or "initiatives" not in deck.book.tables or not results.roadmap.scheduled:
        return
    periods, names = _periods(deck), stage_names()
    by_id = results.frame.by_id
    rows, shades = [], {}
    used = [stage for stage in STAGES if any(by_id[s.task].stage == stage for s in results.roadmap.scheduled)]
    for row, stage in enumerate(used):
        cells = []
        for column, (first, end) in enumerate(periods, start=1):
            running = {by_id[s.task].initiative for s in results.roadmap.scheduled
                       if by_id[s.task].stage == stage and s.start < end and s.finish > first}
            cells.append(str(len(running)) if running else "")
            if running:
                shades[row, column] = STAGE_SHADES[stage]
        rows.append((names[stage], *cells))
    grid = Grid(_time_columns(deck, _("Stage"), periods), tuple(rows), most=1, shades=shades, centred=True)
    table = deck.table("initiatives")
    notes = [chart.alt, *(f"{row[0]}: {row[1]}, {row[2]} – {row[3]}" for row in (table.rows if table else ()))]
    measure = _("Number of initiatives at work in each stage; each column begins with the month in its heading")
    with deck.slide(chart.title, _("The roadmap"), measure, notes, ("initiatives",)) as slide:
        end = draw_grid(slide, grid, body(), _("Roadmap by stage"),
                        deck.in_words(_("Roadmap by stage"), grid, 0, len(rows)))
        told = [Words(text, bullet=True, most=2) for text in (
            *results.roadmap.conflict, *results.roadmap.remedies,
            *_told_of(deck, ("infeasible", "plan", "first-gate", "decisions-lack-data")))][:6]
        if told:
            slide.words([Words(_("What to know"), bold=True, colour=look.MAIN), *told],
                        body(top=end + int(Pt(14))), _("What to know"))


def _told_of(deck: Deck, codes: Sequence[str]) -> list[str]:
    """Sentences of the findings of these codes, as far as the book has them."""
    asked = {sentence(finding.sentence, finding.values) for finding in deck.book.results.findings
             if finding.code in codes}
    return [text for _severity, text in deck.book.findings if text in asked]


def roadmap_by_site(deck: Deck) -> None:
    """The furthest stage at work at each site, quarter by quarter."""
    results, chart = deck.book.results, deck.book.charts.get("site-gantt")
    if chart is None or "initiatives" not in deck.book.tables or not results.roadmap.scheduled:
        return
    periods, names = _periods(deck), stage_names()
    by_id = results.frame.by_id
    letters = {stage: str(place) for place, stage in enumerate(STAGES, start=1)}
    rows, shades = [], {}
    for row, unit in enumerate((PROGRAMME, *results.engagement.sites)):
        cells = []
        for column, (first, end) in enumerate(periods, start=1):
            running = [by_id[s.task].stage for s in results.roadmap.scheduled
                       if by_id[s.task].unit == unit and s.start < end and s.finish > first]
            furthest = max(running, key=STAGES.index) if running else None
            cells.append(letters[furthest] if furthest else "")
            if furthest:
                shades[row, column] = STAGE_SHADES[furthest]
        rows.append((unit_name(results, unit) if unit != PROGRAMME else _("Programme"), *cells))
    grid = Grid(_time_columns(deck, _("Site"), periods), tuple(rows), most=1, shades=shades, centred=True)
    count = fitting_rows(grid, body())
    legend = "; ".join(f"{letters[stage]} {names[stage]}" for stage in STAGES)
    with deck.slide(chart.title, _("The roadmap"), _("The furthest stage at work in the quarter: {legend}").format(
            legend=legend), [chart.alt], ("initiatives", "stop-hours")) as slide:
        end = draw_grid(slide, grid, body(), _("Roadmap by site"),
                        deck.in_words(_("Roadmap by site"), grid, 0, count), 0, count)
        if count < len(rows) and (table := deck.table("initiatives")):
            slide.words([Words(deck.rest(table, len(rows) - count), look.SMALL, colour=look.QUIET, most=1)],
                        body(top=end + int(Pt(4)), bottom=look.SOURCE_TOP), _("What is left"))


def money(deck: Deck) -> None:
    """Cost by year and kind beside the cash band."""
    results = deck.book.results
    value, charts = results.value, deck.book.charts
    lines = [line for line in value.costs if line.total > 0]
    if "costs" not in deck.book.tables or not lines:
        return
    million = _("{currency} million").format(currency=results.engagement.currency)
    years = -(-value.quarters // 4)
    names = cost_names()
    parts = tuple(Series(names[line.kind], tuple(sum(line.by_quarter[4 * year:4 * year + 4]) / 1000
                                                 for year in range(years)), colour)
                  for line, colour in zip(lines, look.KINDS, strict=False))
    cost = Graph(XL_CHART_TYPE.COLUMN_STACKED, tuple(
        _("Year {number}").format(number=year + 1) for year in range(years)), parts, unit=million,
        ticks=_ticks(sum(line.by_quarter[:4]) / 1000 for line in lines), labels=False)
    start = results.frame.start
    cash = Graph(XL_CHART_TYPE.LINE, tuple(month_name(start, 3 * quarter) for quarter in range(value.quarters)), (
        Series("P90", tuple(high / 1000 for _low, _middle, high in value.cash_curve), look.MIDDLE, dashed=True),
        Series("P50", tuple(middle / 1000 for _low, middle, _high in value.cash_curve), look.MAIN),
        Series("P10", tuple(low / 1000 for low, _middle, _high in value.cash_curve), look.SECOND, dashed=True)),
        unit=_("{currency} million, cumulative, discounted").format(currency=results.engagement.currency), every=4,
        ticks=_ticks(max(map(abs, ends)) / 1000 for ends in value.cash_curve), labels=False)
    title = charts["cost"].title if "cost" in charts else _("Investment and value")
    with deck.slide(title, _("Investment and value"), value_stamp(results), [*deck.book.worth, value_stamp(results)],
                    ("costs", "drivers", "measures", "standing")) as slide:
        top = look.BODY_TOP + int(Pt(6))
        for left, graph, name in ((True, cost, "cost"), (False, cash, "cash")):
            told = charts.get(name)
            box = half(left, top)
            heading = [Words(told.title, bold=True, most=2, after=2),
                       Words(told.subtitle, look.SMALL, colour=look.QUIET, most=2)] if told else []
            if not left and told:
                heading[1] = Words(_cash_drawn(results), look.SMALL, colour=look.QUIET, most=2)
                heading += [Words(charts["bridge"].title, look.CELL, most=2)] if "bridge" in charts else []
            if left and told:
                heading[0] = Words(_("Cost by year and kind, undiscounted"), bold=True, most=2, after=2)
                heading[1] = Words(_("At the most likely estimates"), look.SMALL, colour=look.QUIET, most=2)
            slide.words(heading, Box(box.left, box.top, box.width, Inches(1.1)), _("Heading"))
            under = box.top + Inches(1.15)
            deck.graph(slide, graph, Box(box.left, under, box.width, look.BODY_END - under),
                       told.title if told else title, (told.title if told else title) + ".")


def _cash_drawn(results: Results) -> str:
    """What the lines of cash are: here the spread is drawn as lines, not as a band."""
    drawn = _("{currency} million to date, discounted; line: P50; broken lines: P10 and P90 of {draws} draws").format(
        currency=results.engagement.currency, draws=number(results.value.draws))
    return _("Indicative. {subtitle}").format(subtitle=drawn) if results.value.indicative else drawn


def _ticks(amounts: Iterable[float]) -> str:
    """Number format of an axis: whole numbers tell steps of small amounts not apart."""
    return "0.0" if max(amounts) < 4 else "0"


def first_90_days(deck: Deck) -> None:
    table = deck.table("first-90-days")
    if table is None:
        return
    title = ngettext("One initiative starts or goes on in the first 90 days",
                     "{count} initiatives start or go on in the first 90 days",
                     len(table.rows)).format(count=len(table.rows))
    deck.tables(title, table.title, table, chosen(table, (0, 1, 2, 3), (31, 13, 32, 24), most=2),
                notes=[" – ".join(row) for row in table.rows])
