"""The book: all results, sentences, tables and charts of one report in one read-only value."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from assessment.domain.engagement import Engagement
from assessment.domain.facts import ReportBranded
from assessment.domain.results import Results
from assessment.domain.roadmap import choose_pilot
from assessment.report import charts, frontpage, tables
from assessment.report.charts import Chart
from assessment.report.edition import PLAIN, Edition
from assessment.report.frontpage import Figure
from assessment.report.material import NOTHING_MORE, Material
from assessment.report.method import method
from assessment.report.redaction import Redactor
from assessment.report.sections import Section, arranged
from assessment.report.tables import Table, story, tracking
from assessment.text import _, day

FEWEST_DRAWN = 3
"""Connections of a site from which a zone diagram says more than its table."""
FIRST = ("10-summary", "11-site")
"""Sections whose headline heads the report."""
UNBRANDED = ReportBranded()


@dataclass(frozen=True)
class Book:
    """What every output is made from. `results` holds nothing that the edition leaves out.

    `findings` in order as (severity, sentence); `stamp` names facts and version, `results.digest` everything.
    `sections` are those of the edition in their order, hidden ones left out; `charts` those that they show.
    """

    results: Results
    title: str
    headline: str
    computed_headline: str
    """The headline that an edited one took the place of; the same where none did."""
    answer: str
    reasons: tuple[str, ...]
    """What the first step means and what speaks most for the path, in sentences."""
    doubts: tuple[str, ...]
    runner_up: tuple[str, ...]
    held_back: tuple[str, ...]
    first_days: str
    """When the plan has what the first 90 days of the path are for, where that is later."""
    adopted: tuple[str, ...]
    confidence: str
    rests: tuple[str, ...]
    """How much of value and cost rests on whose figures."""
    levers: tuple[str, ...]
    """The inputs that would most change the decision."""
    brings: str
    """What it brings and how the spend relates to the whole effort, for page one."""
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
    edition: Edition = PLAIN
    sections: tuple[Section, ...] = ()
    final: bool = False
    """False: a draft, and every page says so."""
    brand: ReportBranded = UNBRANDED
    logo: str = ""
    """The client's logo as a data URI; empty without one."""
    confidentiality: str = ""
    site: tuple[str, ...] = ()
    """What the leader of the site has to know, in sentences; of the site sheet only."""
    workshop: tuple[str, ...] = ()
    """Ids of the tables of exercises that rooms held."""

    @property
    def draft(self) -> bool:
        return not self.final


def build(results: Results, stamp: str = "", edition: Edition = PLAIN, material: Material = NOTHING_MORE, *,
          final: bool | None = None) -> Book:
    """The book of one cycle's results for an edition. Pure: the same input gives the same book.

    `final` as it was recorded where it is left out.
    """
    reporting = material.reporting or results.engagement.reporting
    redactor = Redactor(results, edition)
    results, reporting = redactor.of_results(), redactor.value(reporting)
    if not edition.restricted:
        results = _without_doors(results)
    edition = replace(edition, site=redactor.value(edition.site))
    trail = redactor.value(material.trail)
    known = arranged(edition, reporting, results.cycle.id, material.own)
    sections = tuple(section for section in known if not section.hidden)
    used = {name for section in sections for name in section.charts}
    computed = _headline(results, edition)
    sections = tuple(replace(s, title=computed) if s.id in FIRST else s for s in sections)
    headline = next((s.headline for s in sections if s.id in FIRST and s.headline), computed)
    made = {table.id: table for table in (*_tables(results, edition), *(
        make(results, trail) for make in (tables.decision_log, tables.change_log, tables.audit_summary)),
        tables.edited_headlines(sections))}
    sections = tuple(section for section in sections if not section.only_with_rows
                     or any(made[name].rows for name in section.rows_of or section.tables if name in made))
    marked = reporting.finals.get(results.cycle.id)
    shown = [finding for finding in results.findings if finding.topic != "decision"]
    brand = reporting.brand
    return Book(
        results=results if edition.restricted else _closed(results),
        title=_("IT/OT convergence roadmap: {client}").format(client=results.engagement.client),
        headline=headline, computed_headline=computed, answer=frontpage.answer(results),
        reasons=frontpage.reasons(results),
        doubts=tables.doubts(results), confidence=frontpage.confidence(results), figures=frontpage.figures(results),
        rests=frontpage.rests(results), levers=frontpage.levers(results),
        brings=frontpage.brings(results),
        findings=tuple((finding.severity, tables.told(finding)) for finding in shown),
        tables=made, runner_up=tables.runner_up(results), held_back=tables.held_back(results),
        first_days=tables.first_days_planned(results),
        adopted=tables.adopted_in_words(results), worth=tables.value_answer(results),
        counted_once=tables.overlaps_in_words(results), charts=_charts(results, used),
        gate=tables.gate_headline(results) if results.permits else "", stamp=stamp, dated=day(results.as_of),
        method=method(results), edition=edition, sections=sections,
        final=marked is not None and marked.digest == results.digest if final is None else final, brand=brand,
        logo=_logo(material),
        confidentiality=brand.confidentiality or _("Confidential"),
        site=tables.site_lines(results, edition.site) if edition.site else (),
        workshop=tuple(table.id for table in tables.workshop_outcomes(results) if table.rows))


def _headline(results: Results, edition: Edition) -> str:
    if edition.site:
        return tables.site_headline(results, edition.site)
    return tables.delta_headline(results) if edition.variant == "delta" else frontpage.headline(results)


def shown_edition(results: Results, edition: Edition) -> Edition:
    """The edition as it may be named on what is handed on with it: its site under the name that it has there."""
    return replace(edition, site=Redactor(results, edition).value(edition.site))


def shown_results(results: Results, edition: Edition) -> Results:
    """What of the results may be handed on with an edition: redacted, and without the doors of single sites."""
    redacted = Redactor(results, edition).of_results()
    return redacted if edition.restricted else _closed(_without_doors(redacted))


def _closed(results: Results) -> Results:
    """Without connections, zones, their permits and what was found of them."""
    engagement = replace(
        results.engagement, connections={}, zones={}, reviews={}, decisions={}, live_decisions={}, gate_log={},
        zone_log={}, quality_routes={})
    cards = {name: card.model_copy(update={"scores": tuple(
        score.model_copy(update={"held_by": ()}) if score.held_by else score for score in card.scores)})
        for name, card in results.scorecards.items()}
    return replace(results, engagement=engagement, permits=(), scorecards=cards)


def _without_doors(results: Results) -> Results:
    """With findings that tell the risk and not the door."""
    names = results.engagement.connections
    return replace(results, findings=tuple(tables.closed(finding, names) for finding in results.findings))


def _logo(material: Material) -> str:
    if material.logo is None:
        return ""
    return f"data:{material.logo.type};base64,{base64.b64encode(material.logo.body).decode()}"


DRAWN: dict[str, Callable[[Results], Chart | None]] = {
    "dimensions": charts.dimensions, "perception": charts.perception, "votes": charts.votes, "trend": charts.trend,
    "stability": charts.stability, "gantt": charts.gantt, "forecast": charts.forecast, "bridge": charts.bridge,
    "cost": charts.cost, "cash": charts.cash, "tornado": charts.tornado, "supply": charts.supply,
    "reporting": charts.reporting}
"""Who makes the chart of an id."""
PARTS: dict[str, Callable[[Results], tuple[Chart, ...]]] = {
    "sites": charts.site_maps, "site-gantt": charts.site_gantts}
"""Who makes a chart of many sites: its first part has this id, each further one a number behind it."""


def _charts(results: Results, used: set[str]) -> dict[str, Chart]:
    """The charts that the sections show, by id; a name with a star stands for a family of them. No other is made:
    all of them together take longer than the rest of the book."""
    made = [make(results) for id_, make in DRAWN.items() if id_ in used]
    for id_, parts in PARTS.items():
        if {id_, f"{id_}-*"} & used:
            made += parts(results)
    if "zones-*" in used:
        made += [charts.zone_diagram(results.engagement, results.permits, site) for site in _drawn_sites(results)]
    return {chart.id: chart for chart in made
            if chart is not None and any(fnmatchcase(chart.id, name) for name in used)}


def _tables(results: Results, edition: Edition) -> Sequence[Table]:
    """Every table, but those of single sites' weak points outside the restricted annex."""
    made = (tables.findings, tables.finding_evidence,
            tables.decisions, tables.conditions, tables.failures, tables.exit_checks, tables.executives,
            tables.decision_record, tables.leaders, tables.use_cases, tables.yields, tables.decision_conditions,
            tables.yields_together, tables.called_initiatives, tables.use_case_problems,
            tables.dimensions, tables.sites, tables.perception, tables.perception_by_site, tables.trend,
            tables.trend_indices, tables.trend_sites, tables.movers, tables.movers_first,
            tables.alternatives, tables.clusters, tables.criteria, tables.knockouts, tables.flips, tables.initiatives,
            tables.first_90_days, tables.stop_hours, tables.left_out, tables.costs, tables.cost_basis, tables.drivers,
            tables.measures, tables.standing, tables.standing_basis, tables.delay, tables.overlaps, tables.not_valued,
            tables.money_doubts, tables.peers, tables.benchmarks, tables.context,
            tables.assumptions, tables.answers, tables.procedures, tables.procedure_differences,
            tables.procedure_differences_first, tables.side_differences, tables.reconciliations, tables.inspections,
            tables.procedure_references, tables.integration_areas, tables.area_tests, tables.area_raci,
            tables.gxp_owners, tables.area_exceptions, tables.operating_problems, tables.reporting_lines,
            tables.fte_by_post, tables.forums, tables.service_promises, tables.supply_demand, tables.roles_at_risk,
            tables.cross_training_pairs, tables.comments, tables.agreements, tables.evidence,
            tables.evidence_by_question, tables.parked, tables.risks, tables.risks_first,
            tables.scope, tables.gate_states, tables.references, tables.next_tasks,
            story.story, tables.workshop_commitments, tables.workshop_risks, tracking.progress, tracking.differences,
            tracking.promised, tracking.forecast_pair, tracking.key_figures, tracking.booked_benefits)
    chosen, alternative = results.recommendation.winner, results.recommendation.runner_up
    pair = (tables.two_paths(results, chosen, alternative),) if chosen and alternative else ()
    engagement, others = results.engagement, results.alternatives
    beside = tables.scenario_differences(engagement, others.outcomes)
    more = (beside if len(beside.rows) > 1 else replace(beside, rows=()),
            tables.decision_options(engagement, others.options),
            tables.no_regret_moves(engagement, others.moves), tables.more_buys(others.gains),
            tables.pilot_ranking(engagement, choose_pilot(engagement, results.scorecard)),
            tables.pilot_charter(engagement, results.frame, results.roadmap))
    doors = _doors(results, engagement) if edition.restricted else ()
    sheet = tuple(make(results, edition.site) for make in (
        tables.site_scores, tables.site_tasks, tables.site_gaps)) if edition.site else ()
    ranks = edition.restricted or (engagement.ranking_shown == "everyone" and edition.variant == "full")
    sheet += (tables.network_ranking(results, sites=None if ranks else ()),
              tables.network_donors(results, most=tables.PRINTED), tables.network_clusters(results))
    moved = (tables.moved_answers(results),) if edition.variant == "delta" else ()
    flagged, corrected = tables.flags(engagement, results.cycle.id), tables.corrections(engagement)
    return (*(make(results) for make in made), *pair, *more, *doors, *sheet, flagged, corrected, *moved,
            *tables.workshop_outcomes(results))


def _doors(results: Results, engagement: Engagement) -> tuple[Table, ...]:
    return (tables.connections(engagement, results.permits), tables.live_connections(engagement, results.live),
            tables.quality_route(engagement, results.quality), tables.hard_stops(results),
            tables.cyber_answers(results),
            *(tables.connections_of(engagement, results.permits, site) for site in _drawn_sites(results)))


def _drawn_sites(results: Results) -> list[str]:
    """Sites with connections enough for a drawing."""
    of = Counter(permit.site for permit in results.permits)
    return [site for site in results.engagement.sites if of[site] >= FEWEST_DRAWN]
