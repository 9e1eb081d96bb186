"""Connections and the gate they have to pass."""

import streamlit as st

from assessment.report import tables
from assessment.text import _, escape_markdown
from assessment.ui import session, widgets

results = session.workspace().results(session.cycle())
widgets.title(_("Connection gate"), _("Cyber and data integrity before connect, for new connections and live ones."))
if not results.permits:
    st.info(_("No connection is registered. Name them in the brief under `connections`, the live ones first."))
widgets.show_table(tables.connections(results), heading=False)
criteria = {c.id: c for c in results.engagement.the_library.gate.criteria}
words = {"met": _("met"), "conditional": _("conditional"), "not-met": _("not met"), "expired": _("expired"),
         "missing": _("no evidence")}
for permit in results.permits:
    with st.expander(escape_markdown(results.engagement.connections[permit.connection].name)):
        st.dataframe([{_("No."): c.criterion, _("Criterion"): criteria[c.criterion].name,
                       _("Hard stop"): _("yes") if c.hard else "", _("State"): words[c.result]}
                      for c in permit.criteria], hide_index=True, width="stretch")
