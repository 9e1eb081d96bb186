"""`interlock portfolio` and the anonymous benchmark over consenting engagements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from assessment.cli.method import benchmarks
from assessment.cli.opening import Opened, engagement_option, open_store, store_option
from assessment.cli.telling import speaking

if TYPE_CHECKING:
    from assessment.workspace.publishing import Publication

pack_option = click.option("--pack", default=None, help="Id of the questionnaire (default: the one used most).")


@click.command()
@store_option
@speaking
def portfolio(store: str | None) -> None:
    """List every engagement of the store: client, cycle, state, levels, what comes next."""
    from assessment.workspace.access import OWNER_IDENTITY
    from assessment.workspace.portfolio import portfolio as listed

    with open_store(store) as opened:
        for row in listed(opened, OWNER_IDENTITY):
            one = row.summary
            state = "no cycle" if not one.cycle else f"closed {one.closed}" if one.closed else "open"
            levels = " ".join(f"{name}={value:.1f}" for name, value in sorted(one.values.items()))
            due = f"{row.due[0]} {row.due[1]}" if row.due else "-"
            click.echo("\t".join((one.engagement, one.client, one.cycle or "-", state, levels or "-",
                                  row.step.code if row.step else "-", due)))


@benchmarks.command()
@click.option("--withdraw", is_flag=True, help="Take the consent back; it acts on the next benchmark.")
@engagement_option
@store_option
@speaking
def consent(withdraw: bool, engagement: str | None, store: str | None) -> None:
    """Let an engagement take part in the anonymous benchmark of this installation."""
    from assessment.domain.facts import ConsentGiven

    with Opened(engagement, store) as workspace:
        workspace.record(ConsentGiven(withdrawn=withdraw))
        click.echo(f"{workspace.id}: {'withdrawn; what was published stays' if withdraw else 'takes part'}")


@benchmarks.command()
@pack_option
@store_option
@speaking
def preview(pack: str | None, store: str | None) -> None:
    """Print what could be published today over the consenting engagements; nothing is recorded."""
    from assessment.workspace import publishing
    from assessment.workspace.access import OWNER_IDENTITY

    with open_store(store) as opened:
        _print(publishing.preview(opened, OWNER_IDENTITY, pack))


@benchmarks.command()
@pack_option
@store_option
@speaking
def publish(pack: str | None, store: str | None) -> None:
    """Publish the anonymous benchmark: it stays as it is, whoever withdraws later."""
    from assessment.workspace import publishing
    from assessment.workspace.access import OWNER_IDENTITY

    with open_store(store) as opened:
        _print(publishing.publish(opened, OWNER_IDENTITY, pack))


@benchmarks.command()
@click.argument("number", type=int)
@engagement_option
@store_option
@speaking
def take(number: int, engagement: str | None, store: str | None) -> None:
    """Bring the published benchmark NUMBER into an engagement as its comparison."""
    from assessment.workspace import publishing

    with open_store(store) as opened:
        workspace = opened.workspace(opened.only(engagement))
        publishing.take(opened, workspace, number)
        click.echo(f"{workspace.id}: portfolio-{number} imported")


def _print(found: Publication) -> None:
    click.echo(f"benchmark {found.number}, {found.day}, pack {found.pack}")
    for cell in found.cells:
        group = cell.by if cell.by == "all" else f"{cell.by} {cell.stratum}"
        click.echo(f"{cell.node}\t{group}\tn={cell.n}\tlow {cell.low:.1f}\tmedian {cell.median:.1f}"
                   f"\thigh {cell.high:.1f}")
