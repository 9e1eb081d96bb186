"""What leaders can see: cross-enterprise decisions that lack data today, and when the roadmap supplies them."""

import streamlit as st

from assessment.report import charts, tables
from assessment.text import _
from assessment.ui import session, widgets

workspace = session.workspace()
widgets.commit_first(workspace)
widgets.title(_("What leaders can see"), _("Decisions across the enterprise, how they get their data today, and when "
                                           "the roadmap brings live data."))
if all(case.withdrawn for case in workspace.engagement().use_cases.values()):
    widgets.teach(_("No use case is defined yet. Begin on the page Use cases: ambitions first, then the decisions."),
                  "use_cases")
    st.stop()
widgets.wait_for(workspace, _("Here stands which decisions lack data today, and when the roadmap supplies it."),
                 "answers")
results = workspace.results(session.cycle())
counts = {supply: sum(trace.supply == supply for trace in results.use_cases.traces)
          for supply in tables.SUPPLY_NAMES}
for column, (supply, name) in zip(st.columns(len(counts)), tables.SUPPLY_NAMES.items(), strict=True):
    column.metric(_(name), counts[supply])
widgets.show_chart(charts.supply(results))
widgets.show_table(tables.leaders(results), heading=False)
widgets.show_table(tables.called_initiatives(results))
