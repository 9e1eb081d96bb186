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
parts = {"vote": _("Vote"), "exercises": _("Exercises"), "agenda": _("Agenda"), "end": _("End")}
first = "exercises" if workshop.exercise else "vote" if workshop.called or workshop.agenda else "agenda"
vote, beyond, agenda, end = st.tabs(list(parts.values()), default=parts[first], on_change="rerun",
                                    key=f"part-{first}")  # a part that is not open is not drawn
if vote.open:
    with vote:
        console.steer(workspace, workshop.id)
if beyond.open:
    with beyond:
        exercising.show(workspace, workshop)
if agenda.open:
    with agenda:
        console.prepare(workspace, workshop)
with end:
    st.caption(_("Who is in stays known; what was voted and agreed stays as it is."))
    if st.button(_("End the workshop")):
        widgets.record(workspace, WorkshopClosed(workshop=workshop.id), _("The workshop is over."))
