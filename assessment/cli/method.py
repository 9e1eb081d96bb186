"""`interlock coverage` and `interlock benchmarks ...`: what the method covers, and figures of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from assessment.cli.telling import speaking, told

store_option = click.option("--store", type=click.Path(dir_okay=False), envvar="INTERLOCK_STORE", default=None,
                            help="The store file (default: interlock.db in the home folder .interlock).")


@click.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=None, help="Markdown file to write.")
@speaking
def coverage(out: Path | None) -> None:
    """What the shipped method covers: statement by statement, and what decides each criterion."""
    from assessment.formats import shipped_coverage, shipped_library, shipped_pack, write_coverage
    from assessment.workspace import DEFAULT_PACK

    pack, library = shipped_pack(DEFAULT_PACK), shipped_library()
    text = write_coverage(shipped_coverage(pack, library), pack, library)
    if out is None:
        click.echo(text, nl=False)
        return
    out.write_text(text, encoding="utf-8", newline="\n")
    click.echo(str(out))


@click.group()
def benchmarks() -> None:
    """Sets of figures of a client or consortium (docs/benchmarks.md)."""


@benchmarks.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--pack", "packs", multiple=True, help="Pack that the figures speak of, then overlays (default: the "
              "shipped one).")
@speaking
def check(file: Path, packs: tuple[str, ...]) -> None:
    """Check a set of figures; every problem with file:line and what to do."""
    from assessment.domain.basis import InvalidInput
    from assessment.formats import compose, read_benchmarks
    from assessment.workspace import DEFAULT_PACK

    pack, problems = compose(packs or (DEFAULT_PACK,), beside=file.parent)
    if pack is None:
        raise InvalidInput(problems)
    found, problems = read_benchmarks(file, pack)
    if found is None:
        raise InvalidInput(problems)
    told(problems)
    click.echo(f"{found.id}: {len(found.observations)} figures from {found.organisations} organisations, no errors")


@benchmarks.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--engagement", "-e", default=None, help="Engagement id; may be left out when the store holds just one.")
@store_option
@speaking
def import_(file: Path, engagement: str | None, store: str | None) -> None:
    """Import a set of figures into an engagement; refused as a whole when anything is wrong in it."""
    from assessment.workspace import Store
    from assessment.workspace.taking_in import take_in_benchmarks

    with Store.open(store) as opened:
        workspace = opened.workspace(opened.only(engagement))
        take_in_benchmarks(workspace, file.read_bytes(), file.name)
        click.echo(f"{workspace.id}: imported")
