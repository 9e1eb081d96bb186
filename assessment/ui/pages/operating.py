"""The operating model on one page: open points, lines before and after, forums, promises to plants."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.report import charts, tables
from assessment.text import _
from assessment.ui import designing, session, widgets

workspace = session.workspace()
widgets.commit_first(workspace)
widgets.title(_("Operating model"), _("Lines before and after, who decides what, and what the plants are promised."))
widgets.wait_for(workspace, _("Here stand lines, forums and promises, proposed for the path that the answers "
                              "recommend."), "answers")
with st.spinner(_("Planning")):
    results = workspace.results(session.cycle())
model, operating = results.operating_model, results.engagement.the_library.operating
if model is None or operating is None:
    st.info(_("The library of this engagement proposes no operating model."))
    st.stop()
    raise AssertionError("the page has stopped")
if not model.problems:
    st.success(_("One accountable owner for each area, each decision in one forum, and Quality decides for Quality."))
widgets.show_table(tables.operating_problems(results))
if not model.stated:
    st.info(_("Nothing has been designed yet: all of this is the proposal for the path. State teams, forums and "
              "promises at the end of this page, areas on their own."))
st.page_link("ui/pages/areas.py", label=_("To the areas"))
widgets.show_chart(charts.reporting(results))
widgets.show_table(tables.fte_by_post(results))
widgets.show_table(tables.reporting_lines(results))
widgets.show_table(tables.forums(results))
widgets.show_table(tables.service_promises(results))

if allowed(workspace.role, "plan") and results.cycle.id == workspace.engagement().cycle().id:
    widgets.heading(_("State what is different with you"))
    team, forum, promise = st.tabs([_("A team"), _("A forum"), _("A promise")])
    with team:
        designing.state_team(workspace, model, operating)
    with forum:
        designing.state_forum(workspace, model, operating)
    with promise:
        designing.state_promise(workspace, model)
