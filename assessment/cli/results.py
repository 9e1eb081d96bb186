"""Commands that print one result of one cycle: scores, the path and why, the operating model, the plan, the value."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from assessment.cli.opening import Opened, cycle_option, engagement_option, store_option
from assessment.cli.telling import json_option, laid_out, progress, show, speaking


def result_command(command: Callable[..., None]) -> click.Command:
    """A command that shows one result of one cycle of one engagement."""
    for option in (json_option, store_option, cycle_option, engagement_option):
        command = option(command)
    return click.command()(speaking(command))


@result_command
def score(engagement: str | None, cycle: str | None, store: str | None, as_json: bool) -> None:
    """Scores of a cycle: level, score, coverage and interval by dimension."""
    with Opened(engagement, store) as workspace:
        card = workspace.scorecard(cycle)
        lines = []
        for dimension in workspace.engagement().the_pack.dimensions:
            node = card.score(dimension.id)
            if node is None or node.value is None:
                lines.append(f"{dimension.code:<4} {dimension.name:<40} not assessed")
                continue
            interval = f"{node.interval.low:.1f} to {node.interval.high:.1f}" if node.interval else "no interval"
            level = "-" if node.level is None else node.level
            lines.append(f"{dimension.code:<4} {dimension.name:<40} {node.value:.1f}  level {level}  "
                         f"coverage {node.coverage:.0%}  {interval}")
        show(card, as_json, lines)


@result_command
def recommend(engagement: str | None, cycle: str | None, store: str | None, as_json: bool) -> None:
    """The recommended path, how stable it is and what would change it."""
    with Opened(engagement, store) as workspace:
        result = workspace.recommendation(cycle)
        path = workspace.engagement().the_library.path
        end = path[result.end_state].name if result.end_state else "none: all paths are ruled out"
        lines = [f"End state: {end}", f"First step: {path[result.first_step].name}", f"Verdict: {result.verdict}"]
        for item in result.scores:
            ruled = f"  ruled out by {', '.join(item.eliminated_by)}" if item.eliminated_by else ""
            shown = "   -" if item.score is None else f"{item.score:+.2f}"
            lines.append(f"  {path[item.path].name:<32} {shown}  won {item.wins * 100:.0f} of 100 weightings{ruled}")
        show(result, as_json, lines)


@result_command
@click.option("--to", "form", default=None,
              help="Write it for another program: xlsx, msproject, jira, azure, ical, mermaid.")
@click.option("--out", default=None, type=click.Path(dir_okay=False, path_type=Path), help="File for --to.")
def plan(engagement: str | None, cycle: str | None, store: str | None, as_json: bool, form: str | None,
         out: Path | None) -> None:
    """The roadmap: tasks with start and finish, status, bound and gap."""
    with Opened(engagement, store) as workspace:
        if form is not None:
            from assessment.formats.exports import EXPORTS, export_plan

            written = export_plan(workspace.results(cycle, progress=progress), form)
            progress("", None)
            path = out or Path(f"roadmap{EXPORTS[form].suffix}")
            path.write_bytes(written)
            click.echo(f"{path} written.")
            return
        from assessment.domain.roadmap import named

        result, known = workspace.roadmap(cycle, progress=progress), workspace.engagement()
        show(result, as_json, [
            f"{result.status}, goal {result.objective:.3f}, bound {result.bound:.3f}, gap {result.gap:.1%}",
            *(f"  month {task.start + 1:>2} to {task.finish:>2}  {task.task}"
              for task in sorted(result.scheduled, key=lambda t: (t.start, t.task))),
            *(f"  conflict: {named(known, conflict)}" for conflict in result.conflict),
            *(f"  would resolve it: {named(known, remedy)}" for remedy in result.remedies),
        ])


@result_command
def value(engagement: str | None, cycle: str | None, store: str | None, as_json: bool) -> None:
    """The value case: what it costs and brings, what staying as we are and waiting cost, what is counted once."""
    from assessment.report import tables

    with Opened(engagement, store) as workspace:
        results = workspace.results(cycle, progress=progress)
        progress("", None)
        made = (tables.measures, tables.costs, tables.drivers, tables.standing, tables.delay, tables.overlaps,
                tables.not_valued, tables.money_doubts)
        show(results.value, as_json, [*tables.value_answer(results), *tables.overlaps_in_words(results),
                                      *(line for make in made for line in laid_out(make(results)))])


@result_command
def leaders(engagement: str | None, cycle: str | None, store: str | None, as_json: bool) -> None:
    """Use cases: which decisions lack data today, when the roadmap supplies them, and what each calls for."""
    from assessment.report import tables

    with Opened(engagement, store) as workspace:
        results = workspace.results(cycle, progress=progress)
        progress("", None)
        show(results.use_cases, as_json, [
            tables.leaders_headline(results), *laid_out(tables.leaders(results)), *laid_out(tables.use_cases(results)),
            *laid_out(tables.yields(results)), *(str(problem) for problem in results.use_cases.problems)])


@result_command
def explain(engagement: str | None, cycle: str | None, store: str | None, as_json: bool) -> None:
    """Why the path leads: the answers behind each condition, the flips, the runner-up's best case, what goes wrong."""
    from assessment.report import tables

    with Opened(engagement, store) as workspace:
        results = workspace.results(cycle, progress=progress)
        progress("", None)
        found = results.recommendation
        pair = tables.two_paths(results, found.winner, found.runner_up) if found.winner and found.runner_up else None
        show(found, as_json, [
            *tables.doubts(results), *tables.runner_up(results), *(laid_out(pair) if pair else ()),
            *laid_out(tables.flips(results)), *laid_out(tables.conditions(results)),
            *laid_out(tables.knockouts(results)), *laid_out(tables.failures(results))])


@result_command
def decision(engagement: str | None, cycle: str | None, store: str | None, as_json: bool) -> None:
    """What leadership adopted beside what is recommended, its conditions, the exit review, each executive's view."""
    from assessment.report import tables

    with Opened(engagement, store) as workspace:
        results = workspace.results(cycle, progress=progress)
        progress("", None)
        adopted = results.engagement.adopted
        shown = [part for part in (adopted, results.exit_review, results.executives) if part is not None]
        show(shown, as_json, [
            *(tables.adopted_in_words(results) or ["No path has been adopted yet."]),
            *laid_out(tables.decision_record(results)), *laid_out(tables.decision_conditions(results)),
            *laid_out(tables.exit_checks(results)), *laid_out(tables.executives(results)),
            *laid_out(tables.decisions(results))])


@result_command
def sides(engagement: str | None, cycle: str | None, store: str | None, as_json: bool) -> None:
    """IT and OT side by side: where what they state differs, and what reconciles it."""
    from assessment.report import tables

    with Opened(engagement, store) as workspace:
        results = workspace.results(cycle, progress=progress)
        progress("", None)
        show(results.sides, as_json, [*laid_out(tables.side_differences(results)),
                                      *laid_out(tables.reconciliations(results))] or ["Neither side stated anything."])


@result_command
def areas(engagement: str | None, cycle: str | None, store: str | None, as_json: bool) -> None:
    """The operating model: areas with degree and owner, forums and decisions, lines before and after, promises."""
    from assessment.report import tables

    with Opened(engagement, store) as workspace:
        results = workspace.results(cycle, progress=progress)
        progress("", None)
        model = results.operating_model
        made = (tables.operating_problems, tables.integration_areas, tables.area_raci, tables.area_exceptions,
                tables.forums, tables.reporting_lines, tables.service_promises) if model else ()
        show([model] if model else [], as_json, [line for make in made for line in laid_out(make(results))]
             or ["The library of this engagement proposes no operating model."])


RESULTS = (score, recommend, explain, decision, areas, leaders, sides, plan, value)
"""All of them, as the command line lists them."""
