"""Parts of the page on a newer questionnaire: its files, the comparison, the scores under both."""

from __future__ import annotations

import streamlit as st

from assessment.domain.basis import Refused
from assessment.domain.engagement import Engagement
from assessment.domain.pack import INDEX_NAMES, Pack
from assessment.domain.pack.succession import Becomes
from assessment.text import _, escape_markdown
from assessment.ui import widgets
from assessment.workspace import Workspace
from assessment.workspace.upgrading import (
    UpgradePreview,
    apply_upgrade,
    preview_upgrade,
    uploaded_pack,
    withdraw_upgrade,
)


def chosen(pinned: Pack) -> Pack | None:
    """The shipped version where it is another one than the pinned, else what is uploaded; None before that."""
    from assessment.formats.packs import compose

    files = st.file_uploader(_("Files of the newer version: pack.yaml and all beside it"), type=["yaml"],
                             accept_multiple_files=True)
    if files:
        return uploaded_pack({file.name: file.getvalue() for file in files}, pinned.id)
    shipped, _problems = compose(pinned.id.split("+"))
    if shipped is None or shipped.version == pinned.version:
        st.caption(_("No other version comes with the product."))
        return None
    take = st.checkbox(_("Take version {version}, which comes with the product").format(version=shipped.version))
    return shipped if take else None


def preview(workspace: Workspace, pack: Pack) -> UpgradePreview:
    """What it would do; nothing is recorded."""
    return preview_upgrade(workspace, pack)


def show_questions(old: Pack, new: Pack, found: UpgradePreview) -> None:
    """Every question that does not stay as it is, then changes elsewhere."""
    named: dict[Becomes, str] = {
        "same": _("same"), "reworded": _("reworded"), "mapped": _("under another id"), "new": _("new"),
             "lost": _("lost")}
    columns = st.columns(len(named))
    for column, becomes in zip(columns, named, strict=True):
        column.metric(named[becomes], found.upgrade.counted(becomes))
    rows = [{_("Before"): fate.before, _("After"): fate.after, _("Becomes"): named[fate.becomes],
             _("Answers count"): _("yes") if fate.carried else _("no"), _("Why"): _(fate.why),
             _("Asks"): (new.questions[fate.after] if fate.after else old.questions[fate.before]).text}
            for fate in found.upgrade.questions if fate.becomes != "same" or not fate.carried]
    widgets.heading(_("Questions"))
    if rows:
        st.dataframe(rows, hide_index=True, width="stretch")
    else:
        st.caption(_("Every question stays as it is."))
    if found.upgrade.others:
        widgets.heading(_("Weights, caps and scale"))
        st.dataframe([{_("Where"): move.where, _("Before"): move.was, _("After"): move.now}
                      for move in found.upgrade.others], hide_index=True, width="stretch")


def show_effects(state: Engagement, pack: Pack, found: UpgradePreview) -> None:
    """Dimensions and indices of the last cycle under both, and by what they differ."""
    if found.cycle is None:
        st.caption(_("No cycle was opened so far: no score moves."))
        return
    widgets.heading(_("Scores of {cycle} under both").format(cycle=escape_markdown(found.cycle)))
    names: dict[str, str] = {d.id: f"{d.code} {d.name}" for p in (state.the_pack, pack) for d in p.dimensions}
    names.update((index, _(name)) for index, name in INDEX_NAMES.items())
    rows = [{_("Site"): state.sites[e.place].name if e.place else _("Network of sites"), _("Score"): names[e.node],
             _("Before"): _figure(e.before), _("After"): _figure(e.after), _("Level before"): e.level_before,
             _("Level after"): e.level_after, _("Coverage before"): f"{e.coverage_before:.0%}",
             _("Coverage after"): f"{e.coverage_after:.0%}", _("Answers lost"): _figure(e.lost),
             _("Weights"): _figure(e.weights), _("Conditions"): _figure(e.conditions),
             _("New questions"): e.unasked} for e in found.effects]
    st.dataframe(rows, hide_index=True, width="stretch")


def apply(workspace: Workspace, pack: Pack) -> None:
    """Record it, and show the page anew."""
    try:
        apply_upgrade(workspace, pack)
    except Refused as error:
        st.error(escape_markdown(str(error)))
        return
    st.rerun()


def withdraw(workspace: Workspace) -> None:
    widgets.attempt(lambda: withdraw_upgrade(workspace), _("The pinned version stays."))


def _figure(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
