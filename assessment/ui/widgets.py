"""What pages share: a chart or table of the report on screen, and recording with its errors told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import streamlit as st

from assessment.domain.basis import AssessmentError
from assessment.domain.engagement import Engagement, Place
from assessment.domain.facts import Fact
from assessment.domain.pack import Question
from assessment.report.charts import Chart
from assessment.report.tables import Table
from assessment.text import _, escape_markdown
from assessment.ui import sections, session
from assessment.workspace import Store, Workspace, role_of

NETWORK = "network"
PAPER = "#ffffff"
"""Under every chart, for its colours are chosen and checked for paper; in the dark it lies there as a sheet."""
LONG_CELL, LONG_ROW = 60, 100
"""Characters beyond which a cell, or a row with its columns at their widest, wants more than one line."""
PICKED = 784
"""Width in px of a table of which a row can be clicked, so that a laptop shows its last column too."""
LETTER, EDGES, LONGEST = 5.5, 17, 60
"""Px of a letter and of the edges of a cell of such a table; letters of the widest column."""
MOST_ROWS = 40
"""Rows that are shown at once, without a window to scroll in."""


def heading(text: str) -> None:
    st.markdown(f"#### {escape_markdown(text)}")


def label(text: str) -> None:
    st.markdown(f"**{escape_markdown(text)}**")


def show_chart(chart: Chart | None) -> None:
    """A chart of the report with its title and what it says in words."""
    if chart is None:
        return
    st.markdown(f"#### {escape_markdown(chart.title)}")
    st.caption(escape_markdown(chart.subtitle))
    spec = {**chart.spec, "background": PAPER, "padding": dict.fromkeys(("left", "right", "top", "bottom"), 6)}
    if "facet" in spec:  # small multiples keep the size they are drawn in; stretched, nothing is drawn
        st.vega_lite_chart(spec, width="content", theme=None, alt=chart.told)
        return
    # the height of a chart is that of its marks: without this, axes and legend would be taken from it
    sized = {**spec, "autosize": {"type": "fit-x", "contains": "padding"}}
    st.vega_lite_chart(sized, width="stretch", theme=None, alt=chart.told)


def show_table(table: Table, heading: bool = True) -> None:
    import pandas as pd

    if not table.rows:
        return
    if heading:
        st.markdown(f"#### {escape_markdown(table.title)}")
    if _long(table):  # a frame would cut the sentences off; a table wraps them
        names = [column.name for column in table.columns]
        cells = [[escape_markdown(cell) for cell in row] for row in table.rows]
        st.table(pd.DataFrame(cells, columns=names).set_index(names[0]))
    else:
        st.dataframe(pd.DataFrame(table.records()), hide_index=True, width="stretch", alt=table.title,
                     height="content" if len(table.rows) <= MOST_ROWS else "auto")
    if table.note:
        st.caption(escape_markdown(table.note))


def _long(table: Table) -> bool:
    """Whether its cells would be cut off; a very long table stays one that scrolls."""
    widths = [max(map(len, cells)) for cells in zip(*table.rows, strict=True)]
    return len(table.rows) <= MOST_ROWS and (max(widths) > LONG_CELL or sum(widths) > LONG_ROW)


def pick_row(table: Table, key: str) -> int | None:
    """A table of which one row can be clicked; its number, None until one was."""
    import pandas as pd

    shown = st.dataframe(pd.DataFrame(table.records()), hide_index=True, width="stretch", alt=table.title, key=key,
                         height="content", on_select="rerun", selection_mode="single-row",
                         column_config={column.name: st.column_config.Column(width=width) for column, width in zip(
                             table.columns, _picked_widths(table), strict=True)})
    if table.note:
        st.caption(escape_markdown(table.note))
    rows = shown.selection.rows
    return int(rows[0]) if rows else None


def _picked_widths(table: Table) -> list[int]:
    """Px of each column: what its head and cells want, and for the first one what the others leave."""
    wanted = [round(LETTER * min(LONGEST, max(map(len, cells)))) + EDGES for cells in zip(
        [column.name for column in table.columns], *table.rows, strict=True)]
    return [max(wanted[0] // 2, min(wanted[0], PICKED - sum(wanted[1:]))), *wanted[1:]]


def record(workspace: Workspace, fact: Fact, done: str, reason: str = "") -> None:
    """Record a fact and run the page anew; what is wrong is said, and nothing typed is lost."""
    attempt(lambda: workspace.record(fact, reason=reason), done)


def attempt(step: Callable[[], object], done: str) -> None:
    """Take a step that records, and run the page anew; what is wrong is said, and nothing typed is lost."""
    try:
        step()
    except AssessmentError as error:
        st.error(escape_markdown(str(error)))
        return
    session.say(done)
    st.rerun()


def record_together(workspace: Workspace, facts: Sequence[Fact], done: str, seen: int | None = None) -> None:
    """Record several facts or none, and run the page anew; `seen` as for `Workspace.record`."""
    attempt(lambda: workspace.record_together(facts, seen=seen), done)


def pick_place(engagement: Engagement, question: Question, key: str) -> Place:
    """The site to look at, the one that a link named first, or None for a question of the network."""
    if question.scope == "network":
        return None
    places, wanted = engagement.places(question), st.query_params.get("site")
    return st.selectbox(_("Site"), places, index=places.index(wanted) if wanted in places else 0,
                        format_func=lambda s: engagement.sites[s].name, key=key)


Need = Literal["sites", "people", "cycle", "answers"]
BEFORE: dict[Need, tuple[Need, ...]] = {
    "sites": ("sites",), "cycle": ("sites", "cycle"), "people": ("sites", "people", "cycle"),
    "answers": ("sites", "cycle", "answers")}
"""What each need takes before it, in the order in which it comes about."""


def teach(told: str, *pages: str) -> None:
    """What an empty page will show and what it takes, with links to where that is done."""
    st.info(told)
    person, current = session.identity(), session.engagement_id()
    if person is None or current is None:
        return
    role = role_of(person, Store.shared().workspace(current, person).engagement())
    for name in pages:
        if sections.may_open(name, role):
            st.page_link(f"ui/pages/{name}.py", label=f"**{escape_markdown(sections.title_of(name))}** →")


def wait_for(workspace: Workspace, told: str, need: Need) -> None:
    """Stops a page that rests on what is not there yet; `told` says what will stand here."""
    engagement = workspace.engagement()
    shown = session.cycle() or (engagement.cycle().id if engagement.cycles else "")
    there: dict[Need, bool] = {
        "sites": bool(engagement.sites), "people": bool(engagement.people), "cycle": bool(engagement.cycles),
        "answers": any(key[0] == shown for key in (*engagement.answers, *engagement.agreed))}
    takes: dict[Need, tuple[str, tuple[str, ...]]] = {
        "sites": (_("It takes the sites first; one is enough to begin."), ("scope",)),
        "people": (_("It takes the people first; one is enough to begin."), ("scope",)),
        "cycle": (_("It takes a cycle, one measurement that answers belong to; open one under Cycles."), ("scope",)),
        "answers": (_("It takes answers in this cycle: from a room, by personal links or in workbooks."),
                    ("workshop", "agree", "workbooks"))}
    for step in BEFORE[need]:
        if not there[step]:
            words, pages = takes[step]
            teach(f"{told} {words}", *pages)
            st.stop()


def commit_first(workspace: Workspace) -> None:
    """Stops the page for an executive who has not committed a choice: it is made before any result is seen."""
    engagement = workspace.engagement()
    if workspace.actor in engagement.executives and workspace.actor not in engagement.choices:
        st.info(_("Say first which path you would take and what weighs for you; then the result is shown."))
        st.link_button(_("What weighs for you"), "/weigh")
        st.stop()


def state_name(state: str) -> str:
    """A value's state in words."""
    return {"none": _("open"), "self-assessed": _("self-assessed"), "agreed": _("agreed"),
            "validated": _("validated"), "na": _("not applicable")}[state]


def title(text: str, hint: str = "") -> None:
    st.title(text)
    if hint:
        st.caption(hint)
    place, told = st.container(), session.said()  # always there, else tabs below fall back
    if told:
        place.success(escape_markdown(told))
