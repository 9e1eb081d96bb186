"""The command `interlock`: thin; each command prints what a Workspace method returns."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

import assessment
from assessment.cli.gate import GATE
from assessment.cli.method import benchmarks, coverage
from assessment.cli.opening import engagement_option, open_store, store_option
from assessment.cli.packs import chosen, pack
from assessment.cli.papers import paper
from assessment.cli.planning import PLANNING
from assessment.cli.portfolio import portfolio
from assessment.cli.report import language_option, out_option, report, to_option, write
from assessment.cli.results import RESULTS
from assessment.cli.telling import print_json, speaking, told
from assessment.cli.tracking import TRACKING
from assessment.cli.upgrading import upgrade
from assessment.cli.workbooks import workbook

SCHEMAS = ("brief", "pack", "dimension", "overlay", "overlay-dimension", "translation", "library", "results")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(assessment.__version__, prog_name="interlock")
def main() -> None:
    """Assess IT/OT convergence, choose a path, plan the roadmap, print what a board can decide on."""


@main.command()
@click.argument("brief", type=click.Path(path_type=Path))
@out_option
@to_option
@language_option
@speaking
def run(brief: Path, out: Path, to: tuple[str, ...], language: str) -> None:
    """From a BRIEF to the whole result, without the app."""
    from assessment.workspace import run_brief

    write(run_brief(brief), out, to, language)


@main.command()
@out_option
@to_option
@language_option
@speaking
def demo(out: Path, to: tuple[str, ...], language: str) -> None:
    """The sample engagement: the report of a fictional manufacturer with eight plants."""
    from assessment.workspace import run_brief, sample_brief

    write(run_brief(sample_brief()), out, to, language)


@main.command()
@click.argument("client")
@click.option("--currency", default="EUR", show_default=True)
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), default=None, help="First day of the roadmap.")
@click.option("--pack", "base", default=None, metavar="PACK", help="A folder, or the id of a shipped pack.")
@click.option("--overlay", "overlays", multiple=True, metavar="PACK", help="What to add to the pack; may be repeated.")
@store_option
@speaking
def new(client: str, currency: str, start: Any, base: str | None, overlays: tuple[str, ...], store: str | None) -> None:
    """Open an empty engagement for CLIENT and print its id and the owner's link path."""
    from assessment.workspace import DEFAULT_PACK

    names, beside = chosen([base or DEFAULT_PACK, *overlays])
    with open_store(store) as opened:
        workspace = opened.create(client, currency=currency, start=start.date() if start else None, packs=names,
                                  beside=beside)
        click.echo(workspace.id)


@main.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@store_option
@speaking
def import_(source: Path, store: str | None) -> None:
    """Bring a brief (YAML) or an exported journal (JSON Lines) into the store."""
    with open_store(store) as opened:
        workspace, added = opened.bring_in(source)
        click.echo(f"{workspace.id}: {added} facts added" if added else f"{workspace.id}: already there")


@main.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="File to write.")
@engagement_option
@store_option
@speaking
def export(out: Path, engagement: str | None, store: str | None) -> None:
    """Write the journal as JSON Lines; its last line names the head, so that a missing end is noticed."""
    with open_store(store) as opened:
        count = opened.export(opened.only(engagement), out)
        click.echo(f"{out}: {count} facts")


for command in (*RESULTS, *GATE, *PLANNING, *TRACKING):
    main.add_command(command)
main.add_command(report)
pack.add_command(upgrade)
main.add_command(pack)
main.add_command(workbook)
main.add_command(paper)
main.add_command(coverage)
main.add_command(benchmarks)
main.add_command(portfolio)


@main.group()
def journal() -> None:
    """Exported journals."""


@journal.command()
@click.argument("file", type=click.Path(path_type=Path))
@speaking
def verify(file: Path) -> None:
    """Check the chain of an exported journal; exit code 1 names the first bad seq."""
    from assessment.journal import read_export

    entries, problems = read_export(file)
    if problems:
        told(problems)
        sys.exit(1)
    click.echo(f"{file}: {len(entries)} facts, chain intact, head {entries[-1].hash[:16]}")


@main.command()
@click.argument("what", type=click.Choice(SCHEMAS))
@speaking
def schema(what: str) -> None:
    """Print the JSON Schema of a file format."""
    from assessment.workspace import schema_of

    print_json(schema_of(what))


@main.command()
@click.option("--port", default=8501, show_default=True)
@click.option("--lan", is_flag=True, help="Listen on this machine's network address, so that phones can enter.")
@click.option("--base-url", default=None, help="Address that links and QR codes carry.")
@store_option
@speaking
def app(port: int, lan: bool, base_url: str | None, store: str | None) -> None:
    """Serve the app; the owner's link is printed last."""
    from assessment.server import serve

    serve(port=port, lan=lan, base_url=base_url, store=store)
