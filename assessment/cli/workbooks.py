"""Commands of the answer workbook: give it out, look at what came back, record it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from assessment.cli.opening import Opened, cycle_option, engagement_option, store_option
from assessment.cli.telling import speaking, told


@click.group()
def workbook() -> None:
    """Answers in a spreadsheet, for people without a network (docs/offline.md)."""


@workbook.command("give")
@click.option("--person", required=True, help="Id of the person who answers.")
@click.option("--out", default=None, type=click.Path(dir_okay=False, path_type=Path), help="File (PERSON.xlsx).")
@engagement_option
@cycle_option
@store_option
@speaking
def give(person: str, out: Path | None, engagement: str | None, cycle: str | None, store: str | None) -> None:
    """Write a person's questions, with the answers so far, as a workbook."""
    from assessment.formats.workbook import write_workbook

    with Opened(engagement, store) as workspace:
        state = workspace.engagement()
        path = out or Path(f"{person}.xlsx")
        path.write_bytes(write_workbook(state, state.cycle(cycle).id, person))
        click.echo(f"{path} written.")


@workbook.command("take")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and record nothing.")
@click.option("--conflicting", is_flag=True, help="Also record what was answered otherwise meanwhile.")
@engagement_option
@store_option
@speaking
def take(file: Path, dry_run: bool, conflicting: bool, engagement: str | None, store: str | None) -> None:
    """Record the answers of a workbook that came back; every row is told."""
    from assessment.formats.workbook import changes, read_workbook
    from assessment.workspace.taking_in import take_in

    with Opened(engagement, store) as workspace:
        filled, problems = read_workbook(file.read_bytes())
        found, more = changes(workspace.engagement(), filled) if filled is not None else ((), [])
        if problems or more:
            told([*problems, *more])
        if filled is None or more:
            raise SystemExit(1)
        for change in found:
            if change.state != "same":
                before, after = change.now.level or "–", change.then.level or "–"
                click.echo(f"  row {change.row:>3}  {change.state:<12} {change.question:<32} {before} -> {after}  "
                           f"{change.why}".rstrip())
        count = Counter(change.state for change in found)
        done = 0 if dry_run else take_in(workspace, found, conflicting)
        told_as = ", ".join(f"{count[state]} {state}" for state in ("new", "changed", "conflicting", "invalid", "same"))
        click.echo(f"{told_as}; {done} recorded.")
        if problems:
            raise SystemExit(1)
