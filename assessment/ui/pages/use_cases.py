"""From ambition to use case to data flow: what is wanted, for whom, and what it calls for."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.domain.gate import find_zone
from assessment.domain.use_cases import connection_for
from assessment.report import tables
from assessment.text import _, escape_markdown
from assessment.ui import ambition_form, session, use_case_form, widgets

workspace = session.workspace()
widgets.commit_first(workspace)
engagement = workspace.engagement()
may = allowed(workspace.role, "plan")
widgets.title(_("Use cases"), _("What convergence is for: ambitions, the decisions that they rest on, and the data "
                                "flow that each decision needs."))
wanted, cases, calls, define = st.tabs([
    _("Ambitions"), _("Use cases"), _("What they call for"), _("Define a use case")])

with wanted:
    stated = {name: ambition for name, ambition in engagement.ambitions.items() if not ambition.withdrawn}
    if not stated:
        st.info(_("Nothing is stated yet. Choose the three or four ambitions that the board would sign."))
    words = ambition_form.importance_names()
    for ambition in stated.values():
        st.markdown(f"**{escape_markdown(ambition.name)}** · {words[ambition.importance]}")
        if ambition.note:
            st.caption(escape_markdown(ambition.note))
    if may:
        ambition_form.show(workspace)

if any(not case.withdrawn for case in engagement.use_cases.values()):
    results = workspace.results(session.cycle())
    with cases:
        widgets.show_table(tables.use_cases(results), heading=False)
        weighed = tables.points_beside(engagement, "use-case")
        if weighed is not None:
            widgets.show_table(weighed)
        widgets.show_table(tables.use_case_problems(results))
        widgets.heading(_("Connections and data, site by site"))
        traces = {trace.use_case: trace for trace in results.use_cases.traces}
        picked = st.selectbox(_("Use case"), list(traces), format_func=lambda c: engagement.use_cases[c].name)
        widgets.show_table(tables.needed_flows(results, traces[picked]), heading=False)
        missing = [flow.site for flow in traces[picked].flows if flow.connection is None]
        if missing and allowed(workspace.role, "define"):
            site = st.selectbox(_("Connection to define at"), missing, format_func=lambda s: engagement.sites[s].name)
            case = engagement.use_cases[picked]
            one_way = case.direction == "read" and st.checkbox(
                _("One-way by its build, such as a data diode: the lighter set of gate criteria applies"))
            unknown = [name for name in (case.source_zone, case.consumer_zone)
                       if find_zone(engagement, site, name) is None]
            if unknown:
                st.info(escape_markdown(_("First define under 'Zones and connections' at {site}: {zones}.").format(
                    site=engagement.sites[site].name, zones=", ".join(unknown))))
            elif st.button(_("Define the connection")):
                widgets.record(workspace, connection_for(case, site, engagement.connections, one_way),
                               _("The connection is registered; its gate is closed until it is reviewed."))
    with calls:
        widgets.show_table(tables.yields_together(results))
        widgets.show_table(tables.called_initiatives(results))
        widgets.show_table(tables.yields(results))
else:
    cases.info(_("No use case is defined yet. Take one of the library on the last tab, or write an own one."))

with define:
    if may:
        use_case_form.show(workspace)
    else:
        st.info(_("Your role reads here; the team defines."))
