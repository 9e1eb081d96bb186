"""How commands tell what went wrong and what came out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from assessment.domain.basis import Problem

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
