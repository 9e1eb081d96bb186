"""Commands of the plan: scenarios beside it, running programmes from a file, the plan in other programs' formats."""

from __future__ import annotations

from pathlib import Path

import click

from assessment.cli.opening import Opened, cycle_option, engagement_option, store_option
from assessment.cli.report import language_option
from assessment.cli.telling import json_option, laid_out, progress, show, speaking, told


@click.command()
@click.option("--solve", is_flag=True, help="Plan those that are not on record yet, one plan each.")
@click.option("--gains", is_flag=True, help="Find out what more people or money would buy, five more plans.")
@engagement_option
@cycle_option
@store_option
@json_option
@speaking
def scenarios(solve: bool, gains: bool, engagement: str | None, cycle: str | None, store: str | None,
              as_json: bool) -> None:
    """Scenarios beside the plan, the decision in three options, no-regret moves."""
    from assessment.report import tables
    from assessment.workspace.comparing import compare_plans

    with Opened(engagement, store) as workspace:
        found = compare_plans(workspace, cycle, progress, solve=solve or gains, gains=gains)
        progress("", None)
        state = workspace.engagement()
        made = (tables.scenario_differences(state, found.outcomes), tables.decision_options(state, found.options),
                tables.no_regret_moves(state, found.moves), tables.more_buys(found.gains))
        waiting = [f"Not planned yet (--solve): {', '.join(found.waiting)}"] if found.waiting else []
        show(found, as_json, [*(line for table in made if table.rows for line in laid_out(table)), *waiting])


@click.group()
def programmes() -> None:
    """Running and committed programmes of the client: people they use, initiatives they deliver."""


@programmes.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would change, and record nothing.")
@engagement_option
@store_option
@speaking
def bring(file: str, dry_run: bool, engagement: str | None, store: str | None) -> None:
    """Bring in programmes from a CSV file (docs/planning.md)."""
    from assessment.formats import read_programmes

    with Opened(engagement, store) as workspace:
        path, state = Path(file), workspace.engagement()
        found, problems = read_programmes(path.read_bytes(), path.name, state)
        if problems:
            told(problems)
            raise SystemExit(1)
        new = [fact for fact in found if state.programmes.get(fact.programme) != fact]
        if not dry_run:
            workspace.record_together(new)
        done = "would be new or changed" if dry_run else "new or changed"
        click.echo(f"{len(new)} programmes {done}, {len(found) - len(new)} as they stand already.")


@programmes.command("template")
@click.option("--out", default="programmes.csv", show_default=True, type=click.Path(dir_okay=False))
@speaking
def template(out: str) -> None:
    """Write a file to begin with."""
    from assessment.formats import programmes_template

    Path(out).write_text(programmes_template(), "utf-8")
    click.echo(f"{out} written.")


@click.command()
@click.option("--out", default="reminders.ics", show_default=True, type=click.Path(dir_okay=False))
@language_option
@engagement_option
@store_option
@speaking
def reminders(out: str, language: str, engagement: str | None, store: str | None) -> None:
    """What falls due, as a calendar: measurements, gates, permits, reviews, commitments, parked questions."""
    from assessment.text import speaking as in_language
    from assessment.workspace.reminding import reminders_of

    with in_language(language), Opened(engagement, store) as workspace:
        Path(out).write_bytes(reminders_of(workspace))
    click.echo(f"{out} written.")


PLANNING = (scenarios, programmes, reminders)
