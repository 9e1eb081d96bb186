"""The pilot: which site ranks first and why, another choice with its consequences, and the charter."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.domain.roadmap import choose_pilot
from assessment.report import tables
from assessment.text import _, escape_markdown
from assessment.ui import pilot_form, session, widgets

workspace = session.workspace()
widgets.commit_first(workspace)
widgets.title(_("Pilot"), _("One site first: ready, with something to gain, at low risk, led, and like the others."))
widgets.wait_for(workspace, _("Here stands which site goes first and why, and the charter of the pilot."), "answers")
engagement = workspace.engagement()
rank = choose_pilot(engagement, workspace.scorecard(session.cycle()))
st.markdown(f"**{escape_markdown(engagement.sites[rank.site].name)}**: " + " ".join(map(escape_markdown, rank.reasons)))
widgets.show_table(tables.pilot_ranking(engagement, rank), heading=False)
may = allowed(workspace.role, "define")
if may:
    with st.expander(_("Choose another site")):
        pilot_form.override(workspace, rank)
problem = workspace.frame(session.cycle())
widgets.show_table(tables.pilot_charter(engagement, problem, workspace.known_plan(problem)))
if allowed(workspace.role, "plan"):
    with st.expander(_("Write the charter"), expanded=engagement.charter is None):
        pilot_form.charter(workspace, rank.site)
