"""The command that writes the report, in each of its editions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.cli.opening import Opened, cycle_option, engagement_option, store_option
from assessment.cli.telling import progress, speaking, told

if TYPE_CHECKING:
    from assessment.report import Edition
    from assessment.workspace import Workspace

FORMATS = ("pdf", "html", "json", "pptx", "xlsx")
OTHERWISE = {"json": "results", "xlsx": "data-book"}
"""Files that are not called report."""
VARIANTS = ("full", "board", "brief", "delta", "site")
REDACTIONS = ("names", "comments", "sites")


def _formats(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    chosen = tuple(part.strip() for part in value.split(",") if part.strip())
    unknown = [part for part in chosen if part not in FORMATS]
    if unknown or not chosen:
        raise click.BadParameter(f"choose from {', '.join(FORMATS)}, joined by commas")
    return chosen


def _known_language(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    from assessment.text import languages

    if value not in languages():
        raise click.BadParameter(f"choose from {', '.join(languages())}")
    return value


out_option = click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True,
                          help="Folder for the result; made when missing.")
language_option = click.option("--language", callback=_known_language, default="en", show_default=True,
                               help="Language of all but the JSON, e.g. de.")
to_option = click.option("--to", callback=_formats, default="pdf,html,json", show_default=True,
                         help=f"Formats, joined by commas: {', '.join(FORMATS)}.")


def _listed(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    words = tuple(part.strip() for part in value.split(",") if part.strip())
    if not set(words) <= set(REDACTIONS):
        raise click.BadParameter(f"choose from {', '.join(REDACTIONS)}, joined by commas")
    return words


@click.command()
@out_option
@to_option
@language_option
@click.option("--variant", type=click.Choice(VARIANTS), default="full", show_default=True,
              help="How much of it: all, six pages for a board, one page, what moved since the cycle before, one site.")
@click.option("--paper", type=click.Choice(["a4", "letter"], case_sensitive=False), default="a4", show_default=True)
@click.option("--redact", callback=_listed, default="", metavar="WORDS",
              help="Leave out names, comments or sites (joined by commas) for whoever the copy goes to.")
@click.option("--site", default=None, help="Site id, for the variant site.")
@click.option("--archive", is_flag=True, help="PDF/A-3 with the data attached.")
@click.option("--restricted", is_flag=True, help="Also the annex with weak points of single sites, as an encrypted "
              "PDF; its password is printed once.")
@click.option("--sections", type=click.Path(exists=True, file_okay=False, path_type=Path), default=None,
              help="Folder of own sections (default: the folder sections beside the store).")
@engagement_option
@cycle_option
@store_option
@speaking
def report(out: Path, to: tuple[str, ...], language: str, variant: str, paper: str, redact: tuple[str, ...],
           site: str | None, archive: bool, restricted: bool, sections: Path | None, engagement: str | None,
           cycle: str | None, store: str | None) -> None:
    """Write the report of an engagement in the store; does nothing where the plain one is up to date."""
    from assessment.workspace.reporting import edition_of

    with Opened(engagement, store) as workspace:
        edition = edition_of(workspace.engagement(), variant, paper, redact, site, archive)
        plain = edition.name == "report" and not restricted and sections is None
        if plain and _up_to_date(workspace, cycle, out, to, language):
            click.echo(f"{out}: up to date")
            return
        write(workspace, out, to, language, cycle, edition, sections)
        if restricted:
            _write_annex(workspace, out, language, cycle, paper)


def _write_annex(workspace: Workspace, out: Path, language: str, cycle: str | None, paper: str) -> None:
    from assessment.text import speaking

    with speaking(language):
        annex = workspace.reports.seal(cycle, paper, progress)
    progress("", None)
    path = out / "report-restricted.pdf"
    path.write_bytes(annex.pdf)
    click.echo(f"{path}\nPassword, kept nowhere: {annex.password}")


def _up_to_date(workspace: Workspace, cycle: str | None, out: Path, to: Sequence[str], language: str) -> bool:
    from assessment.text import speaking

    written = out / "results.json"
    if not written.is_file() or not all((out / _file_name(name)).is_file() for name in to):
        return False
    try:
        found = json.loads(written.read_text("utf-8"))
    except ValueError:
        return False
    with speaking(language):
        return isinstance(found, dict) and found.get("stamp") == workspace.stamp(cycle)


def _file_name(name: str, stem: str = "report") -> str:
    return stem.replace("report", OTHERWISE.get(name, "report"), 1) + f".{name}"


def write(workspace: Workspace, out: Path, to: Sequence[str], language: str, cycle: str | None = None,
          edition: Edition | None = None, sections: Path | None = None) -> None:
    """Render all formats first, so that nothing is written when one fails."""
    from assessment.report.edition import PLAIN
    from assessment.text import speaking

    chosen = edition or PLAIN
    with speaking(language):
        rendered = {_file_name(name, chosen.name): workspace.report(name, cycle, progress, chosen, sections)
                    for name in to}
        missing = workspace.unprintable() if "pdf" in to else ()
    progress("", None)
    out.mkdir(parents=True, exist_ok=True)
    for name, content in rendered.items():
        (out / name).write_bytes(content)
        click.echo(f"{out / name}")
    told(missing)
