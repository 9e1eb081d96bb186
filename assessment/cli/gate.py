"""Commands of the gate: the register from exports, where connections stand, what is live without a gate, the permit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessment.cli.opening import Opened, engagement_option, store_option
from assessment.cli.telling import json_option, laid_out, show, speaking, told

if TYPE_CHECKING:
    from assessment.workspace.registering import Kind


def gate_command(command: Callable[..., None]) -> Callable[..., None]:
    """Options of a command that shows connections of one engagement as they stand today."""
    for option in (json_option, store_option, engagement_option):
        command = option(command)
    return speaking(command)


def _bring(kind: Kind, file: str, dry_run: bool, engagement: str | None, store: str | None) -> None:
    from assessment.workspace.registering import register_from

    with Opened(engagement, store) as workspace:
        path = Path(file)
        found = register_from(workspace.engagement(), kind, path.read_bytes(), path.name)
        if found.problems:
            told(found.problems)
            raise SystemExit(1)
        if not dry_run:
            workspace.record_together(found.changed)
        rows = f"{found.rows} rows read, {found.denied} left out because they deny. " if kind == "connections" else ""
        done = "would be new or changed" if dry_run else "new or changed"
        click.echo(f"{rows}{len(found.changed)} {kind} {done}, {found.same} as they stand already.")


def _brings(kind: Kind) -> Callable[..., None]:
    @click.argument("file", type=click.Path(exists=True, dir_okay=False))
    @click.option("--dry-run", is_flag=True, help="Say what would change, and record nothing.")
    @engagement_option
    @store_option
    @speaking
    def bring(file: str, dry_run: bool, engagement: str | None, store: str | None) -> None:
        _bring(kind, file, dry_run, engagement, store)

    return bring


@click.group()
def zones() -> None:
    """The zones of sites, from an asset export."""


zones.command("import", help="Bring in zones or assets from a CSV file (docs/connections.md).")(_brings("zones"))


@zones.command("template")
def zones_template() -> None:
    """Print a CSV file to begin with."""
    from assessment.formats import zones_template as template

    click.echo(template(), nl=False)


@click.group()
def connections() -> None:
    """The connections between zones: from a firewall export, or as a list."""


connections.command("import", help="Bring in connections or firewall rules from a CSV file (docs/connections.md).")(
    _brings("connections"))


@connections.command("template")
def connections_template() -> None:
    """Print a CSV file to begin with."""
    from assessment.formats import connections_template as template

    click.echo(template(), nl=False)


@connections.command("list")
@click.option("--site", default=None, help="Only those of a site.")
@gate_command
def connections_list(site: str | None, engagement: str | None, store: str | None, as_json: bool) -> None:
    """Every connection as it stands today, with its open hard stops."""
    from assessment.report import tables

    with Opened(engagement, store) as workspace:
        state, permits = workspace.engagement(), workspace.permits_today()
        sites = [site] if site else list(dict.fromkeys(permit.site for permit in permits))
        shown = [permit for permit in permits if permit.site in sites]
        show(shown, as_json, [line for place in sites if place in state.sites
                              for line in laid_out(tables.connections_of(state, shown, place))]
             or ["No connection is registered."])


@click.command("gate")
@click.argument("connection")
@gate_command
def gate(connection: str, engagement: str | None, store: str | None, as_json: bool) -> None:
    """Where a connection stands today: each criterion, who has to decide, what would admit it."""
    from assessment.domain.admission import admissions
    from assessment.domain.gate import check_connection, review
    from assessment.report import tables

    with Opened(engagement, store) as workspace:
        state = workspace.engagement()
        permit = review(state, connection, workspace.today)
        wanted = admissions(state, state.cycle().id, permit)
        show([permit, *wanted], as_json, [
            f"{state.connections[connection].name}: {tables.gate_state_name(permit.state)}",
            *(f"  {problem.message} {problem.remedy}" for problem in check_connection(state, connection,
                                                                                     workspace.today)),
            *laid_out(tables.criteria_of(state, permit)), *laid_out(tables.gate_parts(state, permit, workspace.names)),
            *(["What would admit it:"] if wanted else []),
            *(f"  {one.criterion} {one.evidence} (answers: {one.says}; closed by {', '.join(one.initiatives)})"
              for one in wanted)])


@click.command("live")
@click.option("--site", default=None, help="Only those of a site.")
@gate_command
def live(site: str | None, engagement: str | None, store: str | None, as_json: bool) -> None:
    """What is connected without a gate today, and what was decided on it."""
    from assessment.domain.gate import without_gate
    from assessment.report import tables

    with Opened(engagement, store) as workspace:
        state = workspace.engagement()
        found = [one for one in without_gate(state, workspace.permits_today(), workspace.today)
                 if site in (None, one.site)]
        show(found, as_json, [*laid_out(tables.live_connections(state, found))]
             or ["Every live connection has a permit in force."])


@click.command("permit")
@click.argument("connection")
@click.option("--out", type=click.Path(dir_okay=False), required=True, help="The file: .pdf or .html.")
@engagement_option
@store_option
@speaking
def permit(connection: str, out: str, engagement: str | None, store: str | None) -> None:
    """Print the permit of a connection, one page with its digest."""
    with Opened(engagement, store) as workspace:
        path = Path(out)
        path.write_bytes(workspace.permit(connection, path.suffix.lstrip(".").lower() or "pdf"))
        click.echo(f"{path} written.")


GATE = (zones, connections, gate, live, permit)
