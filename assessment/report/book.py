"""The book: all results, sentences, tables and charts of one report in one read-only value."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from assessment.domain.findings import Finding
from assessment.domain.findings.types import money
from assessment.domain.pack import INDEX_NAMES
from assessment.domain.results import Results
from assessment.domain.roadmap import choose_pilot
from assessment.report import charts, tables
from assessment.report.charts import Chart
from assessment.report.edition import Edition
from assessment.report.tables import Table
from assessment.report.tables.plan import month_name
from assessment.report.tables.table import told
from assessment.text import _, day, number

FEWEST_DRAWN = 3
"""Connections of a site from which a zone diagram says more than its table."""


@dataclass(frozen=True)
class Figure:
    """A number of the first page: what it is, in words."""

    value: str
    label: str


@dataclass(frozen=True)
class Book:
    """`findings` in order as (severity, sentence); `stamp` names facts and version, `results.digest` everything."""

    results: Results
    title: str
    headline: str
    answer: str
    doubts: tuple[str, ...]
    runner_up: tuple[str, ...]
    held_back: tuple[str, ...]
    adopted: tuple[str, ...]
    confidence: str
    worth: tuple[str, ...]
    counted_once: tuple[str, ...]
    figures: tuple[Figure, ...]
    findings: tuple[tuple[str, str], ...]
    tables: dict[str, Table]
    charts: dict[str, Chart]
    gate: str
    """How many connections have a permit, in a sentence; empty where none is registered."""
    stamp: str
    dated: str
    method: tuple[tuple[str, str], ...]
    edition: Edition = Edition()


def build(results: Results, stamp: str = "", edition: Edition = Edition()) -> Book:
    """The book of one cycle's results. Pure: the same results give the same book."""
    drawn = (charts.dimensions(results), *charts.site_maps(results), charts.perception(results), charts.trend(results),
             charts.votes(results),
             charts.bridge(results),
             charts.stability(results), charts.gantt(results), *charts.site_gantts(results), charts.forecast(results),
             charts.cost(results), charts.cash(results), charts.tornado(results), charts.supply(results),
             charts.reporting(results), *_zone_diagrams(results))
    alternative = results.recommendation.runner_up
    made = (tables.findings, tables.finding_evidence,
            tables.decisions, tables.conditions, tables.failures, tables.exit_checks, tables.executives,
            tables.decision_record, tables.leaders, tables.use_cases, tables.yields, tables.decision_conditions,
            tables.yields_together, tables.called_initiatives, tables.use_case_problems,
            tables.dimensions, tables.sites, tables.perception, tables.perception_by_site, tables.trend,
            tables.alternatives, tables.clusters, tables.criteria, tables.knockouts, tables.flips, tables.initiatives,
            tables.first_90_days, tables.stop_hours, tables.left_out, tables.costs, tables.cost_basis, tables.drivers,
            tables.measures, tables.standing, tables.standing_basis, tables.delay, tables.overlaps, tables.not_valued,
            tables.money_doubts, tables.peers, tables.benchmarks, tables.context,
            tables.assumptions, tables.answers, tables.procedures, tables.procedure_differences,
            tables.procedure_differences_first, tables.side_differences, tables.reconciliations, tables.inspections,
            tables.procedure_references, tables.integration_areas, tables.area_tests, tables.area_raci,
            tables.gxp_owners, tables.area_exceptions, tables.operating_problems, tables.reporting_lines,
            tables.fte_by_post, tables.forums, tables.service_promises)
    pair = (tables.two_paths(results, results.recommendation.winner, alternative),) if (
        results.recommendation.winner and alternative) else ()
    engagement = results.engagement
    others = results.alternatives
    more = (tables.scenario_differences(engagement, others.outcomes),
            tables.decision_options(engagement, others.options),
            tables.no_regret_moves(engagement, others.moves), tables.more_buys(others.gains),
            tables.supply_demand(results), tables.roles_at_risk(results), tables.cross_training_pairs(results),
            tables.pilot_ranking(engagement, choose_pilot(engagement, results.scorecard)),
            tables.pilot_charter(engagement))
    gate = (tables.connections(engagement, results.permits), tables.live_connections(engagement, results.live),
            tables.quality_route(engagement, results.quality),
            *(tables.connections_of(engagement, results.permits, site) for site in _drawn_sites(results)))
    shown = [finding for finding in results.findings if finding.topic != "decision"]
    return Book(
        results=results,
        title=_("IT/OT convergence roadmap: {client}").format(client=results.engagement.client),
        headline=_headline(results), answer=_answer(results), doubts=tables.doubts(results),
        confidence=_confidence(results), figures=_figures(results),
        findings=tuple((finding.severity, _said(finding)) for finding in shown),
        tables={table.id: table for table in (*(make(results) for make in made), *pair, *gate, *more)},
        runner_up=tables.runner_up(results), held_back=tables.held_back(results),
        adopted=tables.adopted_in_words(results), worth=tables.value_answer(results),
        counted_once=tables.overlaps_in_words(results),
        charts={chart.id: chart for chart in drawn if chart is not None},
        gate=tables.gate_headline(results) if results.permits else "", stamp=stamp,
        dated=day(results.as_of), method=_method(results), edition=edition)


def _drawn_sites(results: Results) -> list[str]:
    """Sites with connections enough for a drawing."""
    of = Counter(permit.site for permit in results.permits)
    return [site for site in results.engagement.sites if of[site] >= FEWEST_DRAWN]


def _zone_diagrams(results: Results) -> list[Chart | None]:
    return [charts.zone_diagram(results.engagement, results.permits, site) for site in _drawn_sites(results)]


def _said(finding: Finding) -> str:
    return told(finding)


def _headline(results: Results) -> str:
    """The answer in one sentence with a verb."""
    recommendation, path = results.recommendation, results.engagement.the_library.path
    adopted = results.engagement.adopted
    pilots = [t.unit for t in results.frame.tasks
              if results.engagement.the_library.initiative[t.initiative].scope == "pilot"]
    first = path[adopted.first_step if adopted else recommendation.first_step].title
    if pilots:
        return _("{first}: secure the base, prove it at {site}, then scale").format(
            first=first, site=results.engagement.sites[pilots[0]].name)
    return _("{first}: secure the base, then scale").format(first=first)


def _answer(results: Results) -> str:
    recommendation, path = results.recommendation, results.engagement.the_library.path
    verdict = {"clear": _("The evidence is clear"), "leaning": _("The evidence leans this way"),
               "open": _("The evidence leaves the choice open")}[recommendation.verdict]
    if recommendation.end_state is None:
        return _("{verdict}: every path is ruled out today; the first step is {first}.").format(
            verdict=verdict, first=path[recommendation.first_step].name)
    wins = recommendation.score_of(recommendation.winner or recommendation.end_state).wins
    end, first = path[recommendation.end_state].name, path[recommendation.first_step].name
    text = _("{verdict}: {winner} came first in {wins} of 100 weightings.").format(
        verdict=verdict, winner=path[recommendation.winner or recommendation.end_state].name,
        wins=f"{100 * wins:.0f}")
    if recommendation.first_step != recommendation.end_state:
        return text + " " + _("The first step is {first}; the end state it leads to is {end}.").format(
            first=first, end=end)
    return text + " " + _("It is the first step and the end state.")


def _confidence(results: Results) -> str:
    found = next((f for f in results.findings if f.code == "confidence"), None)
    said = [_said(found)] if found else []
    if results.value.indicative:
        said.append(_("The money is indicative until the client's finance owner confirms the baselines."))
    return " ".join(said)


def _figures(results: Results) -> tuple[Figure, ...]:
    """Four figures: readiness, cost, value (only once confirmed), first milestone."""
    card, currency = results.scorecard, results.engagement.currency
    figures = []
    for index in INDEX_NAMES:
        node = card.score(index)
        if index != "value-readiness" and node is not None and node.points is not None:
            figures.append(Figure(f"{node.points:.0f}", _("{name}, of 100").format(name=_(INDEX_NAMES[index]))))
    low, middle, high = results.value.investment
    figures.append(Figure(money(middle, currency), _("whole effort over {years} years ({low} to {high})").format(
        years=f"{results.value.quarters / 4:.0f}", low=money(low, currency), high=money(high, currency))))
    if not results.value.indicative:
        low, middle, high = results.value.npv
        figures.append(Figure(money(middle, currency), _("net present value ({low} to {high})").format(
            low=money(low, currency), high=money(high, currency))))
    gates = [s.finish for s in results.roadmap.scheduled if s.task.startswith("I32")]
    if gates:
        figures.append(Figure(month_name(results.frame.start, min(gates) - 1),
                              _("first connection gate can open")))
    return tuple(figures[:4])


def _method(results: Results) -> tuple[tuple[str, str], ...]:
    """How each number came about, a paragraph each."""
    pack, library = results.engagement.the_pack, results.engagement.the_library
    return (
        (_("Scores"), _("{questions} questions of pack {pack} {version} on a scale from {low} to {high}. Votes are "
                        "averaged within each function first, so that no function outvotes another; matters of record "
                        "take the named answerer's level. Not answered, not applicable and unknown never count as "
                        "the lowest level.").format(
            questions=len(pack.questions), pack=pack.id, version=pack.version, low=pack.scale.minimum,
            high=pack.scale.maximum)),
        (_("Intervals"), _("90 % intervals from {draws} seeded draws of people within site and function. A group of "
                           "fewer than five people gets no interval.").format(
            draws=number(results.scorecard.draws))),
        (_("Path"), _("{criteria} conditions speak for or against each path, signed and normalised; {draws} draws "
                      "vary weights, answers and effects. Preconditions apply before the comparison. Effects are "
                      "expert judgement with named sources for their direction.").format(
            criteria=len(library.criteria), draws=number(results.recommendation.draws))),
        (_("Roadmap"), _("{status}; goal {goal}, bound {bound}, gap {gap}. Every rule (order, people, money, freezes, "
                         "shutdowns, gate) is recomputed independently of the search. Method: {method}.").format(
            status={"optimal": _("Proven optimal"), "feasible": _("Best plan found"),
                    "infeasible": _("No plan possible")}[results.roadmap.status],
            goal=number(results.roadmap.objective, ".3f"), bound=number(results.roadmap.bound, ".3f"),
            gap=number(100 * results.roadmap.gap, ".1f") + " %", method=results.roadmap.method or "–")),
        (_("Value"), _("{draws} correlated draws; discount rate {rate} a year; horizon {quarters} quarters. Figures "
                       "from other companies are proxies until the client confirms its own.").format(
            draws=number(results.value.draws), rate=number(100 * results.value.discount_rate, ".1f") + " %",
            quarters=results.value.quarters)),
        (_("Benchmarks"), _("Each published figure belongs to one question and is shown with population, n, year and "
                            "source. Without a stated n it is context. No percentile below 50 respondents.")),
        (_("Record"), _("Interlock {version}; seed {seed}; digest {digest}. The journal of facts is append-only and "
                        "chained; the product is designed to support audited work and is not a validated "
                        "Part 11 system.").format(
            version=results.version, seed=results.seed, digest=results.digest)),
    )
