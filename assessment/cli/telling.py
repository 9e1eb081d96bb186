"""How commands tell what went wrong and what came out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pydantic import BaseModel

    from assessment.domain.basis import Problem
    from assessment.report.tables import Table

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def speaking(command: Callable[..., None]) -> Callable[..., None]:
    """Errors that users cause are told in words with exit code 1; the rest names an incident, never a traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        from assessment.domain.basis import AssessmentError, InvalidInput

        try:
            command(*args, **kwargs)
        except InvalidInput as error:
            told(error.problems)
            sys.exit(1)
        except AssessmentError as error:
            fail([f"Error: {error}"])
        except OSError as error:
            fail([f"Error: {error.filename or 'the file'}: {error.strerror or error}"])

    return run


def fail(lines: Sequence[object]) -> None:
    """Tell why nothing came of it and end with exit code 1."""
    for line in lines:
        click.echo(str(line), err=True)
    sys.exit(1)


def told(problems: Sequence[Problem]) -> None:
    """Every problem in a line of its own, then their number."""
    errors = sum(problem.severity == "error" for problem in problems)
    for problem in problems:
        click.echo(str(problem), err=True)
    if errors:
        click.echo(f"{errors} problem{'s' if errors > 1 else ''}. Nothing was written.", err=True)


def print_json(value: Any) -> None:
    """A value as JSON with sorted keys."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True))


def show(result: BaseModel | Sequence[BaseModel], as_json: bool, lines: Sequence[str]) -> None:
    """A result as JSON, or what it says in lines."""
    if as_json:
        print_json([part.model_dump(mode="json") for part in result] if isinstance(result, Sequence)
                   else result.model_dump(mode="json"))
    else:
        click.echo("\n".join(lines))


def laid_out(table: Table, width: int = 118) -> list[str]:
    """A table in lines, each column as wide as its share of the page, long cells wrapped."""
    shares = [max(4, int(width * column.width / 100) - 2) for column in table.columns]
    lines = ["", table.title]
    for row in ([column.name for column in table.columns], *table.rows):
        cells = [wrap(cell, share) or [""] for cell, share in zip(row, shares, strict=True)]
        for place in range(max(map(len, cells))):
            parts = [(cell[place] if place < len(cell) else "").ljust(share)
                     for cell, share in zip(cells, shares, strict=True)]
            lines.append("  " + "  ".join(parts).rstrip())
    return [*lines, *(f"  {line}" for line in wrap(table.note, width))] if table.rows else []


def progress(text: str, share: float | None) -> None:
    """One line on a terminal that is written over; plain lines elsewhere."""
    if not sys.stderr.isatty():
        if text and share is not None:
            click.echo(f"  {text} ...", err=True)
        return
    click.echo(f"\r\x1b[2K{text}{f' {share:.0%}' if share is not None else ''}", nl=False, err=True)
