"""The room before and after its questions: open a workshop, fit its agenda, steer its exercises, end it."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.domain.facts import WorkshopClosed
from assessment.text import _
from assessment.ui import exercising, room, session, widgets

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
    room.open_workshop(workspace, session.cycle())
    st.stop()
workshop = on[0] if len(on) == 1 else st.selectbox(_("Workshop"), on, format_func=lambda w: w.title)
room.way_in(workspace, workshop)
parts = {"agenda": _("Agenda"), "exercises": _("Exercises"), "end": _("End")}
first = "exercises" if workshop.exercise else "agenda"
agenda, beyond, end = st.tabs(list(parts.values()), default=parts[first], on_change="rerun",
                              key=f"part-{first}")  # a part that is not open is not drawn
if agenda.open:
    with agenda:
        room.prepare(workspace, workshop)
if beyond.open:
    with beyond:
        exercising.show(workspace, workshop)
with end:
    st.caption(_("Who is in stays known; what was voted and agreed stays as it is."))
    if st.button(_("End the workshop")):
        widgets.record(workspace, WorkshopClosed(workshop=workshop.id), _("The workshop is over."))
