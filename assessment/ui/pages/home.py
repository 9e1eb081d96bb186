"""What to do next; open, create or look at an engagement."""

import streamlit as st

from assessment.text import _, escape_markdown
from assessment.ui import opening, sections, session, widgets
from assessment.ui.steps import step_name, step_reason
from assessment.workspace import Store
from assessment.workspace.doing import what_next

store = Store.shared()
widgets.title("Interlock", _("From assessment to a roadmap that a board can decide on."))

current = session.engagement_id()
if current is not None:
    workspace = session.workspace()
    engagement = workspace.engagement()
    st.subheader(escape_markdown(engagement.client))
    if engagement.opened and engagement.opened.summary:
        st.markdown(escape_markdown(engagement.opened.summary))
    widgets.heading(_("What to do next"))
    steps = what_next(workspace)
    if not steps:
        st.success(_("Nothing waits for you here."))
        st.page_link("ui/pages/scorecard.py", label=_("Look at the scorecard"))
    for place, step in enumerate(steps, 1):
        label = escape_markdown(f"{place}. {step_name(step)}")
        with st.container(gap="xxsmall"):
            if step.page.startswith("/"):
                st.link_button(label, step.page)
            elif sections.may_open(step.page, workspace.role):
                st.page_link(f"ui/pages/{step.page}.py", label=f"**{label}** →")
            st.caption(escape_markdown(step_reason(step, workspace.names)))

if session.is_owner():
    opening.open_one(store, current)
    opening.create(store)
    opening.load_sample(store)
elif current is None:
    st.info(_("Open the link that you were given."))
