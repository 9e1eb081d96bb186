"""All engagements that one may read, and the anonymous benchmark over those that consent."""

import streamlit as st

from assessment.domain.basis import AssessmentError
from assessment.domain.engagement import allowed
from assessment.domain.facts import ConsentGiven
from assessment.text import _, day, escape_markdown, number
from assessment.ui import benchmarking, session, widgets
from assessment.ui.steps import step_name
from assessment.workspace import Store
from assessment.workspace.portfolio import entrance, portfolio

store, person = Store.shared(), session.identity()
widgets.title(_("Portfolio"), _("The engagements in which you have a role, and nothing of any other."))
if person is None:
    st.stop()
    raise AssertionError("the page has stopped")

rows = portfolio(store, person)
indices = sorted({name for row in rows for name in row.summary.values if name in benchmarking.index_names()})
st.dataframe([{
    _("Client"): row.summary.client, _("Cycle"): row.summary.cycle,
    _("State"): benchmarking.state_of(row.summary),
    **{benchmarking.node_name(name): number(row.summary.values[name], ",.1f") if name in row.summary.values else ""
       for name in indices},
    _("Next step"): step_name(row.step) if row.step else "",
    _("Next date"): day(row.due[0]) if row.due else "",
} for row in rows], hide_index=True)

current, names = session.engagement_id(), dict[str, str]()
others = {row.summary.engagement: row for row in rows if row.summary.engagement != current}
if others:
    chosen = st.selectbox(_("Engagement"), list(others),
                          format_func=lambda name: f"{others[name].summary.client} ({name})")
    if st.button(_("Open"), type="primary") and chosen is not None:
        if session.is_owner():
            session.choose(chosen)
            st.rerun()
        try:
            st.link_button(_("Go there"), f"/enter/{entrance(store, person, chosen)}")
        except AssessmentError as error:
            st.error(escape_markdown(str(error)))

if current is not None:
    workspace = session.workspace()
    names = {one.id: one.name for one in workspace.engagement().the_pack.dimensions}
    if allowed(workspace.role, "define"):
        widgets.heading(_("Consent to the anonymous benchmark"))
        consents = workspace.engagement().consents
        st.caption(_("Levels of closed cycles enter groups of five engagements or more; no client is named. A "
                     "withdrawal acts on the next benchmark; what was published stays as it was published."))
        if st.button(_("Withdraw the consent") if consents else _("Take part")):
            widgets.record(workspace, ConsentGiven(withdrawn=consents), _("Saved."))
        benchmarking.take_one(store, workspace)
if session.is_owner():
    benchmarking.publish_one(store, person, names)
