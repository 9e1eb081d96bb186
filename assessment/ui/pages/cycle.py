"""The quarter: what it asks and why, who has how much left, its approval, corrections of what was closed."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.domain.rescoring import due_by_person, due_everywhere
from assessment.domain.scoring import values
from assessment.report import tables
from assessment.text import _, number
from assessment.ui import cycle_form, session, widgets

workspace = session.workspace()
widgets.title(_("Quarter"), _(
    "A quarter asks only what something touched, and a rotating quarter of the rest; all else is carried forward."))
widgets.wait_for(workspace, _("Here stand what a quarter asks and why, and who has how much left."), "cycle")
engagement = workspace.engagement()
cycle = engagement.cycle()
may_steer = allowed(workspace.role, "open-cycle")

if cycle.closed is None:
    due, table = due_everywhere(engagement, cycle.id), values(engagement, cycle.id)
    people = due_by_person(engagement, cycle.id)
    carried = sum(found.carried_from is not None for found in table.values())
    columns = st.columns(4)
    columns[0].metric(_("Asked"), number(len(due), ",d"))
    columns[1].metric(_("Carried forward"), number(carried, ",d"))
    columns[2].metric(_("Stale"), number(sum(found.stale for found in table.values()), ",d"))
    columns[3].metric(_("People with open questions"), sum(one.open > 0 for one in people))
    if cycle.carries:
        widgets.show_table(tables.why_asked(due, sum(found.applicable for found in table.values())))
    if people and allowed(workspace.role, "read-votes"):
        widgets.show_table(tables.due_list(engagement, people, workspace.names))
        st.link_button(_("My own questions"), "/answer")
        st.caption(_("Everybody answers through a personal link, which leads to the next open question. Links are made "
                     "on the page of who may come in."))
    if not people:
        widgets.teach(_("Nobody is asked yet: it takes people with their functions first."), "scope")
    if may_steer:
        widgets.heading(_("Close the quarter"))
        cycle_form.close(workspace, cycle)
closed = [one for one in engagement.cycles.values() if one.closed is not None]
if may_steer and cycle.closed is not None:
    widgets.heading(_("The next quarter"))
    cycle_form.open_next(workspace, cycle)
if closed:
    widgets.heading(_("Closed quarters"))
    chosen = st.selectbox(_("Cycle"), closed[::-1], format_func=lambda one: one.id)
    cycle_form.seal(workspace, chosen)
    if engagement.corrections:
        widgets.show_table(tables.corrections(engagement))
    if allowed(workspace.role, "validate") and allowed(workspace.role, "read-votes"):
        with st.expander(_("Correct an answer of {name}").format(name=chosen.id)):
            cycle_form.correct(workspace, chosen)
