"""What the page of the portfolio says of a benchmark: preview, publication, and its use in an engagement."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from assessment.domain.anonymity import Cell
from assessment.domain.basis import Refused
from assessment.domain.pack import INDEX_NAMES
from assessment.text import _, escape_markdown, number
from assessment.text import day as told_day
from assessment.ui import widgets
from assessment.ui.words import word
from assessment.workspace import Identity, Store, Workspace, publishing
from assessment.workspace.portfolio import Summary


def index_names() -> tuple[str, ...]:
    return tuple(INDEX_NAMES)


def node_name(node: str, names: Mapping[str, str] | None = None) -> str:
    """The index or dimension as it is called; its id where the engagement in view has another questionnaire."""
    return _(INDEX_NAMES[node]) if node in INDEX_NAMES else (names or {}).get(node, node)


def state_of(summary: Summary) -> str:
    if not summary.cycle:
        return _("no cycle yet")
    return _("closed") if summary.closed else _("open")


def take_one(store: Store, workspace: Workspace) -> None:
    """Bring a published benchmark of the same questionnaire into the engagement in view."""
    engagement = workspace.engagement()
    known = [one.number for one in publishing.published(store)
             if one.pack == engagement.the_pack.id and f"portfolio-{one.number}" not in engagement.benchmark_sets]
    if known:
        chosen = st.selectbox(_("Published benchmark"), known[::-1])
        if st.button(_("Use it in this engagement")):
            widgets.attempt(lambda: publishing.take(store, workspace, chosen), _("Imported."))


def publish_one(store: Store, owner: Identity, names: Mapping[str, str]) -> None:
    """What could be published today, and what was."""
    widgets.heading(_("Anonymous benchmark"))
    try:
        found = publishing.preview(store, owner)
    except Refused as error:
        st.info(escape_markdown(str(error)))
    else:
        st.dataframe([_line(cell, names) for cell in found.cells], hide_index=True)
        if st.button(_("Publish")):
            widgets.attempt(lambda: publishing.publish(store, owner), _("Published."))
    for one in reversed(publishing.published(store)):
        st.caption(_("Benchmark {number} of {day}: {count} figures; it stays as it was published.").format(
            number=one.number, day=told_day(one.day), count=len(one.cells)))


def _line(cell: Cell, names: Mapping[str, str]) -> dict[str, str | int]:
    groups = {"all": _("all"), "size": _("people at the sites"), "modality": _("kind of sites")}
    return {_("Dimension or index"): node_name(cell.node, names), _("By"): groups[cell.by],
            _("Group"): _group(cell), "n": cell.n,
            _("Lower quartile"): number(cell.low, ",.1f"), _("Median"): number(cell.median, ",.1f"),
            _("Upper quartile"): number(cell.high, ",.1f")}


def _group(cell: Cell) -> str:
    return {"all": "", "under-1000": _("under 1,000"), "1000-4999": _("1,000 to 4,999"),
            "5000-or-more": _("5,000 or more")}.get(cell.stratum) or (
        "" if cell.by == "all" else word(cell.stratum))
