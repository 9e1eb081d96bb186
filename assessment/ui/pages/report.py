"""Download the report."""

import streamlit as st

from assessment.text import NAMES, _, language, languages
from assessment.ui import session, widgets

workspace = session.workspace()
widgets.commit_first(workspace)
engagement, cycle = workspace.state_of(session.cycle())
widgets.title(_("Report"), _("The answer first, the decision asked for, the money, how sure we are and why."))
st.markdown(_("The same facts give the same report, byte for byte. Its digest stands in the footer."))
known = languages()
chosen = st.selectbox(_("Language of the report"), known, index=known.index(language()),
                      format_func=lambda name: NAMES.get(name, name), disabled=len(known) == 1)
base = f"/report/{engagement.id}"
for name, label in (("report.pdf", _("Report as PDF")), ("report.html", _("Report as one web page")),
                    ("report.pptx", _("Slides for a board")), ("data-book.xlsx", _("Data book as Excel workbook")),
                    ("results.json", _("Results as JSON")), ("journal.jsonl", _("Journal as JSON Lines"))):
    st.link_button(label, f"{base}/{name}?cycle={cycle.id}&language={chosen}")
st.caption(_("Results and journal are the same in every language."))
st.caption(_("The first download of a cycle takes some seconds; it is kept until something changes."))
