"""What moved since the cycle before, and whether it is real."""

import streamlit as st

from assessment.report import charts, tables
from assessment.text import _
from assessment.ui import session, widgets

workspace = session.workspace()
widgets.title(_("What moved"))
widgets.wait_for(workspace, _("Here stands what moved since the cycle before, and whether it is real."), "answers")
results = workspace.results(session.cycle())
if results.trend is None:
    st.info(_("This is the first cycle. Score again next quarter and this page shows what really moved."))
else:
    widgets.show_chart(charts.trend(results))
    widgets.show_table(tables.trend(results))
