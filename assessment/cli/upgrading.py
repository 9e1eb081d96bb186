"""`interlock pack upgrade`: a newer version of the pinned pack, looked at and applied between cycles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from assessment.cli.opening import Opened, engagement_option, store_option
from assessment.cli.packs import chosen
from assessment.cli.telling import speaking, told

if TYPE_CHECKING:
    from assessment.workspace.upgrading import UpgradePreview


@click.command()
@click.argument("base", metavar="[PACK]", required=False)
@click.option("--overlay", "overlays", multiple=True, metavar="PACK", help="What is added to it; may be repeated.")
@click.option("--preview/--apply", "only_look", default=True,
              help="Show what would change and record nothing (default), or let it hold from the next cycle on.")
@click.option("--withdraw", is_flag=True, help="Keep the pinned version after all, while a newer one waits.")
@engagement_option
@store_option
@speaking
def upgrade(base: str | None, overlays: tuple[str, ...], only_look: bool, withdraw: bool, engagement: str | None,
            store: str | None) -> None:
    """Compare PACK, a newer version, with the one that an engagement has pinned, and apply it between cycles."""
    from assessment.formats.packs import compose
    from assessment.workspace.upgrading import apply_upgrade, preview_upgrade, withdraw_upgrade

    if withdraw:
        with Opened(engagement, store) as workspace:
            click.echo(f"Version {withdraw_upgrade(workspace)} does not come; the pinned one stays.")
        return
    if base is None:
        raise click.UsageError("Name the PACK to compare, or use --withdraw.")
    names, beside = chosen([base, *overlays])
    newer, problems = compose(names, beside)
    if newer is None:
        told(problems)
        raise SystemExit(1)
    with Opened(engagement, store) as workspace:
        click.echo("\n".join(_lines(preview_upgrade(workspace, newer))))
        if only_look:
            click.echo("Nothing was recorded. Apply it with --apply.")
        else:
            apply_upgrade(workspace, newer)
            click.echo(f"Version {newer.version} holds from the next cycle on.")


def _lines(found: UpgradePreview) -> Iterator[str]:
    upgrade = found.upgrade
    yield f"{upgrade.old} -> {upgrade.new}"
    for fate in upgrade.questions:
        if fate.becomes != "same" or not fate.carried:
            name = fate.before if fate.before == fate.after or not fate.after else (
                f"{fate.before} -> {fate.after}" if fate.before else fate.after)
            yield f"  {fate.becomes}: {name}. {fate.why}"
    for move in upgrade.others:
        yield f"  {move.where}: {move.was or 'nothing'} -> {move.now or 'nothing'}"
    if found.cycle is None:
        yield "No cycle was opened so far: no score moves."
        return
    moved = [effect for effect in found.effects if effect.moves]
    yield f"Scores of {found.cycle} under both: {len(moved)} of {len(found.effects)} move"
    for e in moved:
        yield (f"  {e.node} ({e.place or 'network'}): {_told(e.before)} -> {_told(e.after)}, coverage "
               f"{e.coverage_before:.0%} -> {e.coverage_after:.0%}, level {_told(e.level_before)} -> "
               f"{_told(e.level_after)}; answers lost {_told(e.lost)}, weights {_told(e.weights)}, "
               f"conditions {_told(e.conditions)}, new questions {e.unasked}")


def _told(value: float | None) -> str:
    return "none" if value is None else f"{value:g}" if isinstance(value, int) else f"{value:.2f}"
