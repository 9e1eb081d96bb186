"""Which store, engagement and cycle a command means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from assessment.workspace import Store, Workspace

store_option = click.option("--store", type=click.Path(dir_okay=False), envvar="INTERLOCK_STORE", default=None,
                            help="The store file (default: interlock.db in the home folder .interlock).")
engagement_option = click.option("--engagement", "-e", default=None, help="Engagement id; may be left out when the "
                                 "store holds just one.")
cycle_option = click.option("--cycle", default=None, help="Cycle id (default: the latest).")


def open_store(path: str | None) -> Store:
    from assessment.workspace import Store

    return Store.open(path)


class Opened:
    """The one engagement meant, with its store closed afterwards."""

    def __init__(self, engagement: str | None, store: str | None) -> None:
        self.store = open_store(store)
        self.engagement = engagement

    def __enter__(self) -> Workspace:
        self.store.__enter__()
        return self.store.workspace(self.store.only(self.engagement))

    def __exit__(self, *error: Any) -> None:
        self.store.__exit__(*error)
