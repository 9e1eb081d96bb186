"""The facilitator's console: open a workshop, fit its agenda, and walk the room through one question after another."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.domain.facts import WorkshopClosed
from assessment.text import _
from assessment.ui import console, exercising, session, widgets

workspace = session.workspace()
engagement = workspace.engagement()
widgets.title(_("Room"), _("One question at a time: people vote on their phones, the votes are revealed together, the "
                           "group agrees."))
if not allowed(workspace.role, "run-round"):
    st.info(_("A facilitator runs the room."))
    st.stop()
widgets.wait_for(workspace, _("Here a room is run: a code on the wall, votes on phones, the level that the group "
                              "agrees on."), "cycle")
on = [workshop for workshop in engagement.workshops.values() if not workshop.closed]
if not on:
    console.open_workshop(workspace, session.cycle())
    st.stop()
workshop = on[0] if len(on) == 1 else st.selectbox(_("Workshop"), on, format_func=lambda w: w.title)
console.way_in(workspace, workshop)
first = _("Exercises") if workshop.exercise else _("Vote") if workshop.called else _("Agenda")
run, beyond, prepare, end = st.tabs([_("Vote"), _("Exercises"), _("Agenda"), _("End")], default=first)
with run:
    console.steer(workspace, workshop)
with beyond:
    exercising.show(workspace, workshop)
with prepare:
    console.prepare(workspace, workshop)
with end:
    st.caption(_("Who is in stays known; what was voted and agreed stays as it is."))
    if st.button(_("End the workshop")):
        widgets.record(workspace, WorkshopClosed(workshop=workshop.id), _("The workshop is over."))
