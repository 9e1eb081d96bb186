"""What rooms took on: commitments by name with how they stand, and the register of risks with their owners."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.domain.facts import CommitmentKept
from assessment.domain.room import commitments
from assessment.formats import write_register
from assessment.report import tables
from assessment.text import _, clean
from assessment.ui import exercise_outcomes, session, widgets

workspace = session.workspace()
engagement = workspace.engagement()
widgets.title(_("Commitments and risks"), _("What people took on in the room, by name, and the risks that somebody "
                                            "owns."))
may = allowed(workspace.role, "plan")
names = workspace.names if allowed(workspace.role, "read") else {}
promises, risks = st.tabs([_("Commitments"), _("Risks")])

with promises:
    found = commitments(engagement)
    table = tables.commitment_table(engagement, names, workspace.today)
    if not found:
        widgets.teach(_("None yet. On the page Room, start the exercise Commitments by name; they stand here once "
                        "revealed."), "workshop")
    else:
        columns = st.columns(3)
        columns[0].metric(_("Open"), sum(one.state == "open" for one in found))
        columns[1].metric(_("Late"), sum(one.late(workspace.today) for one in found))
        columns[2].metric(_("Done"), sum(one.state == "done" for one in found))
        widgets.show_table(table, heading=False)
        st.download_button(_("Download"), write_register([c.name for c in table.columns], table.rows),
                           "commitments.csv", "text/csv; charset=utf-8")
    if found and may:
        widgets.heading(_("How one stands"))
        picked = st.selectbox(_("Commitment"), found, format_func=lambda one: f"{names.get(one.by, '–')}: {one.what}")
        states, key = {"open": _("open"), "done": _("done"), "dropped": _("dropped")}, f"{picked.by}-{picked.number}"
        state = st.radio(_("State"), list(states), list(states).index(picked.state), states.__getitem__,
                         horizontal=True, key=f"state-{key}")
        note = st.text_input(_("Note"), picked.note, max_chars=1000, key=f"note-{key}")
        if st.button(_("Record how it stands")):
            widgets.record(workspace, CommitmentKept(
                exercise=picked.exercise, by=picked.by, number=picked.number, state=state, on=workspace.today,
                note=clean(note)), _("Recorded."))

with risks:
    register = tables.risk_table(engagement)
    if register.rows:
        widgets.show_table(register, heading=False)
        st.download_button(_("Download"), write_register([c.name for c in register.columns], register.rows),
                           "risks.csv", "text/csv; charset=utf-8", key="risks-csv")
    else:
        widgets.teach(_("None yet. Take causes of a pre-mortem over on the page Room, or enter a risk here."),
                      "workshop")
    standing = {name: risk for name, risk in engagement.risks.items() if not risk.withdrawn}
    if standing and may:
        gone = st.selectbox(_("Risk that does not stand any more"), list(standing), index=None,
                            format_func=lambda name: standing[name].text)
        if gone and st.button(_("Take it out of the register")):
            widgets.record(workspace, standing[gone].model_copy(update={"withdrawn": True}), _("Taken out."))
    if may:
        widgets.heading(_("Another risk"))
        exercise_outcomes.register_risk(workspace, "")
