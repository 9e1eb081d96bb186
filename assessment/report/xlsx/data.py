"""Sheets of values: what the report rounds and draws, as the results have it.

A sheet stands only where the book has the table that it details: what a reader of the report may not see is not here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from assessment.cells import Sheet, Value
from assessment.domain.basis import ROLES, Interval
from assessment.domain.pack import INDEX_NAMES
from assessment.domain.results import Results
from assessment.domain.roadmap.calendar import first_day
from assessment.domain.value import Triple
from assessment.report.book import Book
from assessment.report.charts.plan import stage_names
from assessment.report.tables.maturity import node_names
from assessment.report.tables.money import cost_names
from assessment.report.tables.planning import initiative_name, selected, unit_name, waits_in_words
from assessment.text import _

LEVEL, SHARE, SIGNED, MONEY, WHOLE, DAY = "0.00", "0 %", "+0.00;-0.00;0.00", "#,##0.0", "#,##0", "yyyy-mm-dd"
Columns = list[tuple[str, float, str]]


def data_sheets(book: Book) -> list[tuple[Sheet, str]]:
    """Each sheet with what a reader has to know of it."""
    made: list[tuple[str, Callable[[Book], tuple[Sheet, str]]]] = [
        ("dimensions", scores), ("perception", gaps), ("alternatives", paths), ("initiatives", tasks),
        ("costs", case), ("costs", quarters), ("drivers", drivers), ("benchmarks", observations)]
    return [findings(book), *(make(book) for table, make in made if table in book.tables)]


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (interval.low, interval.high) if interval else (None, None)


def findings(book: Book) -> tuple[Sheet, str]:
    names = {"critical": _("critical"), "important": _("important"), "note": _("note")}
    return Sheet(_("Findings"), [(_("No."), 7, WHOLE), (_("Weight"), 14, ""), (_("Finding"), 120, "")], [
        (number, names.get(severity, severity), text) for number, (severity, text) in enumerate(book.findings, start=1)
    ]), _("In the order of the report: what matters most comes first.")


def scores(book: Book) -> tuple[Sheet, str]:
    """Indices, dimensions and capabilities of the network; indices and dimensions of each site."""
    results = book.results
    kinds = {"index": _("index"), "dimension": _("dimension"), "capability": _("capability")}
    names = node_names(results.engagement.the_pack)
    names.update({str(index): _(name) for index, name in INDEX_NAMES.items()})
    sites = list(results.engagement.sites) if "sites" in book.tables else []
    rows: list[tuple[Value, ...]] = []
    for place in (None, *sites):
        for node in results.scorecard.scores:
            if node.site == place and node.kind in kinds and not (place and node.kind == "capability"):
                target = results.engagement.target(node.node, place) if node.kind == "dimension" else None
                rows.append((
                    names.get(node.node, node.node), node.node, kinds[node.kind],
                    results.engagement.sites[place].name if place else _("Network of sites"), node.value, node.points,
                    node.level, node.uncapped, target, *_ends(node.interval), node.coverage, node.validated_share,
                    node.agreed_share, node.n))
    return Sheet(_("Scores"), [
        (_("Name"), 40, ""), (_("Id"), 22, ""), (_("Kind"), 12, ""), (_("Where"), 22, ""), (_("Score"), 9, LEVEL),
        (_("Points, 0 to 100"), 10, "0.0"), (_("Level"), 8, WHOLE), (_("Level before caps"), 10, WHOLE),
        (_("Target"), 9, LEVEL), (_("Interval from"), 10, LEVEL), (_("Interval to"), 10, LEVEL),
        (_("Answered"), 11, SHARE), (_("Validated"), 11, SHARE), (_("Agreed"), 10, SHARE), (_("People"), 9, WHOLE)],
        rows), _("Network first, then each site. Intervals: 90 %; none where fewer than five people answered.")


def gaps(book: Book) -> tuple[Sheet, str]:
    results = book.results
    names = node_names(results.engagement.the_pack)
    places = (None, *results.engagement.sites) if "perception-by-site" in book.tables else (None,)
    rows = [(names[gap.node], results.engagement.sites[place].name if place else _("Network of sites"),
             gap.it, gap.ot, gap.gap, *_ends(gap.interval), gap.n_it, gap.n_ot, _("yes") if gap.finding else _("no"))
            for place in places for kind in (("dimension", "capability") if place is None else ("dimension",))
            for gap in results.scorecard.gaps_of(kind, place)]
    return Sheet(_("IT and OT"), [
        (_("Name"), 40, ""), (_("Where"), 22, ""), ("IT", 9, LEVEL), ("OT", 9, LEVEL), (_("Gap"), 9, SIGNED),
        (_("Interval from"), 10, SIGNED), (_("Interval to"), 10, SIGNED), (_("People of IT"), 9, WHOLE),
        (_("People of OT"), 9, WHOLE), (_("Counts as a gap"), 10, "")], rows), _(
        "Gap: mean of IT minus mean of OT, in levels. Sides of fewer than three people are not shown.")


def paths(book: Book) -> tuple[Sheet, str]:
    results = book.results
    library = results.engagement.the_library
    rows = [(library.path[score.path].name, score.path, score.score, score.wins, score.wins_uniform,
             ", ".join(score.eliminated_by)) for score in sorted(results.recommendation.scores, key=lambda s: -s.wins)]
    return Sheet(_("Paths"), [
        (_("Path"), 40, ""), (_("Id"), 22, ""), (_("Fit, −1 to 1"), 11, SIGNED),
        (_("Share of weightings won"), 14, SHARE), (_("Share won knowing no weights"), 16, SHARE),
        (_("Ruled out by"), 18, "")], rows), _(
        "{draws} draws of weights, answers and effects.").format(draws=results.recommendation.draws)


def tasks(book: Book) -> tuple[Sheet, str]:
    results = book.results
    start, stages, currency = results.frame.start, stage_names(), results.engagement.currency
    rows = []
    for task, scheduled in selected(results):
        known = results.engagement.the_library.initiative.get(task.initiative)
        rows.append((
            initiative_name(results, task.initiative), unit_name(results, task.unit), stages[task.stage],
            first_day(start, scheduled.start), first_day(start, scheduled.finish) - timedelta(days=1),
            *(task.effort.get(role, 0.0) for role in ROLES), sum(task.effort.values()), task.cost, task.recurring,
            task.stop_hours.mode if task.stop_hours else None, known.owner if known else "",
            waits_in_words(results, scheduled) if scheduled.waits_for else None))
    return Sheet(_("Tasks"), [
        (_("Initiative"), 46, ""), (_("Where"), 20, ""), (_("Stage"), 14, ""), (_("Start"), 12, DAY),
        (_("End"), 12, DAY),
        *((_("{role}, person-weeks").format(role=_(role)), 12, MONEY) for role in ROLES),
        (_("All roles, person-weeks"), 12, MONEY), (_("Cost once, {currency} thousand").format(currency=currency), 14,
                                                    MONEY),
        (_("Cost a year, {currency} thousand").format(currency=currency), 14, MONEY),
        (_("Hours of stopped production"), 12, WHOLE), (_("Owner"), 30, ""), (_("Waits for"), 50, "")], rows), _(
        "One row a task: an initiative at a place. Tasks take whole months.")


def case(book: Book) -> tuple[Sheet, str]:
    """Money over the horizon, and how sure it is."""
    value = book.results.value
    amounts: list[tuple[str, Triple]] = [
        (_("Whole effort"), value.investment), (_("Benefit, undiscounted"), value.benefit),
        (_("Net present value"), value.npv), (_("Staying as we are"), value.stay_as_we_are)]
    rows: list[tuple[Value, ...]] = [(name, *triple, None) for name, triple in amounts]
    rows += [(_("Cost of the first three years"), None, value.three_year_cost, None, None),
             (_("Cost of starting two quarters later"), None, value.delay_cost, None, None),
             (_("Chance that the net present value is above zero"), None, None, None, value.chance_positive),
             (_("Share of the benefit on confirmed figures"), None, None, None, value.confirmed_share),
             (_("Discount rate a year"), None, None, None, value.discount_rate)]
    told = _("{currency} thousand over {quarters} quarters; {draws} draws.").format(
        currency=book.results.engagement.currency, quarters=value.quarters, draws=value.draws)
    if value.indicative:
        told = _("Indicative. {subtitle}").format(subtitle=told)
    return Sheet(_("Money"), [(_("What"), 50, ""), ("P10", 14, MONEY), ("P50", 14, MONEY), ("P90", 14, MONEY),
                              (_("Share"), 12, SHARE)], rows), told


def quarters(book: Book) -> tuple[Sheet, str]:
    results = book.results
    value, names = results.value, cost_names()
    lines = [line for line in value.costs if line.total > 0]
    columns: Columns = [(_("Quarter"), 10, WHOLE), (_("From"), 12, DAY),
                        *((names[line.kind], 16, MONEY) for line in lines),
                        (_("Cash to date, P10"), 14, MONEY), (_("Cash to date, P50"), 14, MONEY),
                        (_("Cash to date, P90"), 14, MONEY)]
    rows: list[tuple[Value, ...]] = [
        (quarter + 1, first_day(results.frame.start, 3 * quarter), *(line.by_quarter[quarter] for line in lines),
         *value.cash_curve[quarter]) for quarter in range(value.quarters)]
    return Sheet(_("Cost and cash by quarter"), columns, rows), _(
        "{currency} thousand. Cost at the most likely estimates, undiscounted; cash cumulative and discounted.").format(
        currency=results.engagement.currency)


def drivers(book: Book) -> tuple[Sheet, str]:
    kinds = {"cash": _("cash"), "avoidance": _("cost avoided"), "risk": _("risk")}
    bases = {(True, False): _("confirmed"), (True, True): _("confirmed"), (False, True): _("stand-in"),
             (False, False): _("client's figure, not confirmed")}
    results = book.results
    rows = [(driver.name, kinds[driver.category], bases[bool(driver.confirmed_by), driver.proxy], driver.baseline,
             *driver.yearly, *driver.present, driver.expected, driver.first_quarter, driver.share_counted,
             driver.variance_share, *driver.swing) for driver in results.value.drivers]
    return Sheet(_("Value by driver"), [
        (_("Driver"), 40, ""), (_("Kind"), 14, ""), (_("Basis"), 24, ""), (_("Baseline"), 12, MONEY),
        (_("A year, P10"), 12, MONEY), (_("A year, P50"), 12, MONEY), (_("A year, P90"), 12, MONEY),
        (_("Present value, P10"), 12, MONEY), (_("Present value, P50"), 12, MONEY),
        (_("Present value, P90"), 12, MONEY), (_("Present value, mean"), 12, MONEY), (_("First quarter"), 10, WHOLE),
        (_("Share counted"), 11, SHARE), (_("Share of the spread"), 11, SHARE), (_("Result at its low"), 13, MONEY),
        (_("Result at its high"), 13, MONEY)], rows), _(
        "{currency} thousand. Share of the spread: how much of the result's variance moves with the driver. Result: "
        "net present value with this driver at its low and its high, the others at their most likely.").format(
        currency=results.engagement.currency)


def observations(book: Book) -> tuple[Sheet, str]:
    results: Results = book.results
    names = node_names(results.engagement.the_pack)
    rows = []
    for peer in (*results.comparison.peers, *results.comparison.context):
        figure = peer.benchmark
        node = figure.question or figure.dimension
        rows.append((
            figure.id, figure.metric, figure.value, figure.unit, *_ends(peer.interval), figure.population, figure.n,
            figure.n_kind, int(figure.year) if figure.year.isdecimal() else figure.year, figure.source.publisher,
            names.get(node, node) if node else "", peer.own, peer.own_level, peer.percentile, _(peer.why_context)))
    return Sheet(_("Benchmark values"), [
        (_("Id"), 14, ""), (_("Figure"), 50, ""), (_("Value"), 10, "General"), (_("Unit"), 10, ""),
        (_("Interval from"), 10, "0.0"), (_("Interval to"), 10, "0.0"), (_("Population"), 44, ""), ("n", 9, WHOLE),
        (_("Kind of n"), 12, ""), (_("Year"), 10, "0"), (_("Publisher"), 26, ""), (_("Held against"), 44, ""),
        (_("Own score"), 9, LEVEL), (_("Own level"), 9, WHOLE), (_("Percentile"), 10, WHOLE),
        (_("Why not compared"), 30, "")], rows), _(
        "Published figures, each beside the question or dimension it belongs to; never averaged with another. "
        "Intervals: 95 % of the sample, in percent.")
