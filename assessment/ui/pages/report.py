"""Download the report."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.text import NAMES, _, language, languages
from assessment.ui import session, widgets

workspace = session.workspace()
widgets.commit_first(workspace)
widgets.title(_("Report"), _("The answer first, the decision asked for, the money, how sure we are and why."))
widgets.wait_for(workspace, _("Here the report of a cycle is downloaded, for print and for the screen."), "answers")
engagement, cycle = workspace.state_of(session.cycle())
st.markdown(_("The same facts give the same report, byte for byte. Its digest stands in the footer."))
known = languages()
chosen = st.selectbox(_("Language of the report"), known, index=known.index(language()),
                      format_func=lambda name: NAMES.get(name, name), disabled=len(known) == 1)
base = f"/report/{engagement.id}"
for name, label in (("report.pdf", _("Report as PDF")), ("report.html", _("Report as one web page")),
                    ("results.json", _("Results as JSON")), ("journal.jsonl", _("Journal as JSON Lines"))):
    if name == "journal.jsonl" and not allowed(workspace.role, "read-votes"):
        continue  # it holds every single answer
    st.link_button(label, f"{base}/{name}?cycle={cycle.id}&language={chosen}")
st.caption(_("Results and journal are the same in every language."))
st.caption(_("The first download of a cycle takes some seconds; it is kept until something changes."))
