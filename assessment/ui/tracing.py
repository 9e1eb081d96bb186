"""From a number of what moved to the answers behind it: a row is clicked, then an answer."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from assessment.domain.engagement import Engagement, Place
from assessment.domain.trend import MovePart, PartName, Trend, behind
from assessment.report.tables import moves
from assessment.text import _, escape_markdown
from assessment.ui import sections, widgets
from assessment.workspace import Workspace


def show_moves(workspace: Workspace, engagement: Engagement, found: Trend, seen: Collection[str],
               site: Place = None) -> None:
    """What moved by index and dimension, of the network or a site; the row that is clicked opens to its answers, those
    of the sites in `seen` one by one."""
    st.caption(_("Click a row: the answers behind its four parts appear below it."))
    compared = f"{found.from_cycle}-{found.to_cycle}-{site}"
    for indices in (True, False):
        table = moves.moves(engagement, found, site, indices)
        if not table.rows:
            continue
        widgets.heading(table.title)
        row = widgets.pick_row(table, f"{'indices' if indices else 'dimensions'}-{compared}")
        if row is not None:
            node = [move.node for move in found.moves if (move.kind == "index") is indices][row]
            _show_answers(workspace, engagement, found, node, seen, site)


def _show_answers(workspace: Workspace, engagement: Engagement, found: Trend, node: str, seen: Collection[str],
                  site: Place) -> None:
    shown: list[MovePart] = []
    hidden: dict[PartName, float] = {}
    for answer in behind(engagement, found.from_cycle, found.to_cycle, node, site):
        if answer.site is None or answer.site in seen:
            shown.append(answer)
        else:
            hidden[answer.part] = hidden.get(answer.part, 0.0) + answer.levels
    table = moves.answers_behind_change(engagement, found, node, shown, hidden)
    widgets.heading(table.title)
    if not table.rows:
        st.caption(_("No answer moved it."))
        return
    st.caption(_("Click a row: the votes then and now, what was agreed and the evidence appear below it."))
    row = widgets.pick_row(table, f"answers-{node}-{found.from_cycle}-{found.to_cycle}-{site}")
    if row is None or row >= len(shown) or shown[row].question not in engagement.the_pack.questions:
        return
    votes = moves.behind_move(engagement, shown[row], found)
    widgets.show_table(votes)
    if sections.may_open("agree", workspace.role):
        place = {"site": shown[row].site} if shown[row].site else {}
        st.page_link("ui/pages/agree.py", label=_("Votes and evidence"),
                     query_params={"question": shown[row].question, **place})
    if sections.may_open("audit", workspace.role):
        for *_cells, key in votes.rows:
            st.page_link("ui/pages/audit.py", label=_("{answers} in the audit trail").format(
                answers=escape_markdown(key)), query_params={"answers": key})
