"""The command of the paper form: questions to be ticked with a pen."""

from __future__ import annotations

from pathlib import Path

import click

from assessment.cli.opening import Opened, cycle_option, engagement_option, store_option
from assessment.cli.telling import speaking


@click.command()
@click.option("--person", default="", help="Id of the person who answers.")
@click.option("--site", default="", help="Id of a site: for anybody there, who ticks the own function.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="PDF to write.")
@click.option("--letter", is_flag=True, help="US Letter instead of A4.")
@click.option("--base-url", default="", envvar="INTERLOCK_BASE_URL", help="Address of the server as phones find it; "
              "without one no square to photograph is printed.")
@click.option("--language", default="en", show_default=True, help="Language of the form, e.g. de.")
@engagement_option
@cycle_option
@store_option
@speaking
def paper(person: str, site: str, out: Path, letter: bool, base_url: str, language: str, engagement: str | None,
          cycle: str | None, store: str | None) -> None:
    """Write the questions of a person or a site as a form to be filled in with a pen."""
    from assessment.text import languages
    from assessment.text import speaking as in_language
    from assessment.workspace.papers import paper_pdf

    if language not in languages():
        raise click.BadParameter(f"choose from {', '.join(languages())}", param_hint="--language")
    with Opened(engagement, store) as workspace, in_language(language):
        content = paper_pdf(workspace, person=person, site=site, cycle=cycle, base=base_url,
                            size="Letter" if letter else "A4")
        out.write_bytes(content)
        click.echo(f"{out} written.")
