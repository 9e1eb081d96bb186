"""People: what the plan needs against who is there, running programmes, and ways to bring more."""

import streamlit as st

from assessment.domain.basis import ROLES
from assessment.domain.engagement import allowed
from assessment.report import charts, tables
from assessment.text import _
from assessment.ui import people_form, planning, session, widgets
from assessment.ui.words import word

workspace = session.workspace()
widgets.commit_first(workspace)
widgets.title(_("People and programmes"), _("Who is needed and who is there, by role and quarter; what runs already "
                                            "uses people first, so that the plan asks for the rest only."))
widgets.wait_for(workspace, _("Here stands whom the plan needs, by role and quarter, against who is there."), "answers")
may = allowed(workspace.role, "plan")
results = planning.planned_results(workspace)
need, running, local, more = st.tabs([
    _("Needed and there"), _("Running programmes"), _("People of a site"), _("Build, buy or borrow")])

with need:
    role = st.selectbox(_("Role"), ROLES, format_func=word)
    widgets.show_chart(charts.capacity_histogram(results, role))
    widgets.show_chart(charts.change_heatmap(results))
    widgets.show_table(tables.change_actions(results))
    widgets.show_table(tables.roles_at_risk(results))
    widgets.show_table(tables.cross_training_pairs(results))
    widgets.show_table(tables.supply_demand(results))
    widgets.show_table(tables.skills_needed(results))

with running:
    if may:
        people_form.programmes(workspace)
    elif not results.engagement.programmes:
        st.info(_("No running programme is recorded."))

with local:
    st.caption(_("People who work at one site only are used there first; then come those that all sites share."))
    if may:
        people_form.local_people(workspace)
    known = [{_("Site"): results.engagement.sites[site].name, _("Role"): _(role), _("Person-weeks a quarter"): weeks[0]}
             for (site, role), weeks in results.engagement.local_capacity.items() if any(weeks)]
    if known:
        st.dataframe(known, hide_index=True, width="stretch")

with more:
    if may:
        people_form.more_people(workspace)
        people_form.offered(workspace)
    else:
        st.info(_("Your role reads here; the team defines."))
