"""Scores by dimension and site, and published figures beside them."""

import streamlit as st

from assessment.domain.engagement import sees_ranking
from assessment.domain.pack import INDEX_NAMES
from assessment.report import charts, tables
from assessment.text import _, escape_markdown
from assessment.ui import session, widgets

workspace = session.workspace()
widgets.title(_("Scorecard"))
widgets.wait_for(workspace, _("Here stands the level of each dimension and site, with how sure it is."), "answers")
with st.spinner(_("Computing")):
    results = workspace.results(session.cycle())
columns = st.columns(len(INDEX_NAMES))
for column, (index, name) in zip(columns, INDEX_NAMES.items(), strict=True):
    node = results.scorecard.score(index)
    column.metric(_(name), "–" if node is None or node.points is None else f"{node.points:.0f}", help=_("of 100"))
widgets.show_chart(charts.dimensions(results))
widgets.show_table(tables.dimensions(results))
for finding in results.findings:
    if finding.code == "cap":
        st.warning(escape_markdown(tables.told(finding)))
if sees_ranking(workspace.engagement(), workspace.actor, workspace.role):  # sites stand in order of their medians
    for drawn in charts.site_maps(results):
        widgets.show_chart(drawn)
widgets.show_table(tables.benchmarks(results))
with st.expander(_("Every question")):
    widgets.show_table(tables.answers(results), heading=False)
