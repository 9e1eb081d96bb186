"""From ambition to use case to data flow: what is wanted, for whom, and what it calls for."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.domain.facts import AmbitionStated
from assessment.domain.use_cases import connection_for
from assessment.report import tables
from assessment.text import _, escape_markdown
from assessment.ui import session, use_case_form, widgets

workspace = session.workspace()
widgets.commit_first(workspace)
engagement = workspace.engagement()
library = engagement.the_library
may = allowed(workspace.role, "plan")
widgets.title(_("Use cases"), _("What convergence is for: ambitions, the decisions that they rest on, and the data "
                                "flow that each decision needs."))
wanted, cases, calls, define = st.tabs([
    _("Ambitions"), _("Use cases"), _("What they call for"), _("Define a use case")])

with wanted:
    stated = {name: ambition for name, ambition in engagement.ambitions.items() if not ambition.withdrawn}
    if not stated:
        st.info(_("Nothing is stated yet. Choose the three or four ambitions that the board would sign."))
    words = {"low": _("matters little"), "medium": _("matters"), "high": _("matters much")}
    for ambition in stated.values():
        st.markdown(f"**{escape_markdown(ambition.name)}** · {words[ambition.importance]}")
        if ambition.note:
            st.caption(escape_markdown(ambition.note))
    if may:
        known = {ambition.id: ambition for ambition in library.ambitions}
        with st.form("ambition", enter_to_submit=False):
            chosen = st.selectbox(_("Ambition"), list(known), format_func=lambda a: known[a].name,
                                  help="\n\n".join(f"{a.name}: {a.why}" for a in library.ambitions))
            importance = st.radio(_("How much it matters"), [*words, "withdrawn"], index=1, horizontal=True,
                                  format_func=lambda w: words.get(w) or _("no longer"))
            note = st.text_area(_("Note"), max_chars=4000)
            if st.form_submit_button(_("State the ambition")) and chosen:
                gone = importance == "withdrawn"
                widgets.record(workspace, AmbitionStated(
                    ambition=chosen, name=known[chosen].name, importance="medium" if gone else importance, note=note,
                    withdrawn=gone), _("Recorded."))

if any(not case.withdrawn for case in engagement.use_cases.values()):
    results = workspace.results(session.cycle())
    with cases:
        widgets.show_table(tables.use_cases(results), heading=False)
        for problem in results.use_cases.problems:
            st.warning(escape_markdown(f"{problem.message} {problem.remedy}"))
        traces = {trace.use_case: trace for trace in results.use_cases.traces}
        picked = st.selectbox(_("Site by site"), list(traces), format_func=lambda c: engagement.use_cases[c].name)
        widgets.show_table(tables.needed_flows(results, traces[picked]), heading=False)
        missing = [flow.site for flow in traces[picked].flows if flow.connection is None]
        if missing and allowed(workspace.role, "define"):
            site = st.selectbox(_("Connection to define at"), missing, format_func=lambda s: engagement.sites[s].name)
            if st.button(_("Define the connection")):
                widgets.record(workspace, connection_for(engagement.use_cases[picked], site, engagement.connections),
                               _("The connection is registered; its gate is closed until it is reviewed."))
    with calls:
        widgets.show_table(tables.yields(results), heading=False)
else:
    cases.info(_("No use case is defined yet. Take one of the library on the last tab, or write an own one."))

with define:
    if may:
        use_case_form.show(workspace)
    else:
        st.info(_("Your role reads here; the team defines."))
