"""Commands of what became of the plan: reports of tasks and actuals of key figures from files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from assessment.cli.opening import Opened, engagement_option, store_option
from assessment.cli.telling import speaking, told


@click.group()
def progress() -> None:
    """Reports of tasks: where each stands, what it took so far, what blocks it."""


@click.group()
def kpis() -> None:
    """Key figures that the programme is measured by: their actuals from files."""


@progress.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would be new, and record nothing.")
@engagement_option
@store_option
@speaking
def bring_reports(file: str, dry_run: bool, engagement: str | None, store: str | None) -> None:
    """Bring in reports of tasks from a CSV file (docs/tracking.md)."""
    from assessment.formats import read_progress

    _bring(Path(file), dry_run, engagement, store, read_progress, "reports", lambda state, fact: fact in
           state.progress.get((fact.initiative, fact.unit), ()))


@kpis.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would be new, and record nothing.")
@engagement_option
@store_option
@speaking
def bring_actuals(file: str, dry_run: bool, engagement: str | None, store: str | None) -> None:
    """Bring in actuals of key figures from a CSV file (docs/tracking.md)."""
    from assessment.formats import read_actuals

    _bring(Path(file), dry_run, engagement, store, read_actuals, "values", lambda state, fact: fact in
           state.actuals.get(fact.kpi, ()))


@progress.command("template")
@click.option("--out", default="progress.csv", show_default=True, type=click.Path(dir_okay=False))
@speaking
def progress_file(out: str) -> None:
    """Write a file of task reports to begin with."""
    from assessment.formats import progress_template

    Path(out).write_text(progress_template(), "utf-8")
    click.echo(f"{out} written.")


@kpis.command("template")
@click.option("--out", default="key-figures.csv", show_default=True, type=click.Path(dir_okay=False))
@speaking
def actuals_file(out: str) -> None:
    """Write a file of actuals of key figures to begin with."""
    from assessment.formats import actuals_template

    Path(out).write_text(actuals_template(), "utf-8")
    click.echo(f"{out} written.")


@kpis.command("add")
@engagement_option
@store_option
@speaking
def add(engagement: str | None, store: str | None) -> None:
    """Take over the key figures that every engagement can have."""
    from assessment.formats import shipped_kpis

    with Opened(engagement, store) as workspace:
        new = [kpi for kpi in shipped_kpis() if kpi.kpi not in workspace.engagement().kpis]
        workspace.record_together(new)
        click.echo(f"{len(new)} key figures added.")


def _bring(path: Path, dry_run: bool, engagement: str | None, store: str | None, read: Callable[..., Any], what: str,
           stands: Callable[[Any, Any], bool]) -> None:
    """Record what a file holds beyond what stands already, all of it or, with a problem, none."""
    from assessment.domain.basis import InvalidInput

    with Opened(engagement, store) as workspace:
        state = workspace.engagement()
        found, problems = read(path.read_bytes(), path.name, state)
        new = [fact for fact in found if not stands(state, fact)]
        if not problems and not dry_run:
            try:
                workspace.record_together(new)
            except InvalidInput as error:
                told([problem.model_copy(update={"where": f"{path.name}, {new[int(problem.where)].on}"})
                      for problem in error.problems])
                raise SystemExit(1) from None
        if problems:
            told(problems)
            raise SystemExit(1)
        done = "would be new" if dry_run else "new"
        click.echo(f"{len(new)} {what} {done}, {len(found) - len(new)} as they stand already.")


TRACKING = (progress, kpis)
