"""A newer version of the questionnaire: what becomes of each question, what it would move, and applying it."""

import streamlit as st

from assessment.domain.basis import InvalidInput, Refused
from assessment.domain.engagement import allowed
from assessment.text import _, escape_markdown
from assessment.ui import session, upgrading, widgets

workspace = session.workspace()
widgets.title(_("Newer questionnaire"), _("An engagement keeps the questionnaire that it was opened with. A newer "
                                          "version takes its place between cycles; closed cycles keep theirs."))
if not allowed(workspace.role, "define"):
    st.info(_("The owner of the engagement changes the questionnaire."))
    st.stop()
state = workspace.engagement()
st.markdown(_("Pinned: **{title}**, version {version}.").format(
    title=escape_markdown(state.the_pack.title), version=escape_markdown(state.the_pack.version)))
if state.next_pack is not None:
    st.info(_("Version {version} holds from the next cycle on.").format(
        version=escape_markdown(state.next_pack.version)))
    if st.button(_("Keep the pinned version after all")):
        upgrading.withdraw(workspace)
try:
    pack = upgrading.chosen(state.the_pack)
    found = None if pack is None else upgrading.preview(workspace, pack)
except (InvalidInput, Refused) as error:
    st.error(escape_markdown(str(error)))
    st.stop()
if pack is not None and found is not None:
    upgrading.show_questions(state.the_pack, pack, found)
    upgrading.show_effects(state, pack, found)
    if any(cycle.closed is None for cycle in state.cycles.values()):
        st.info(_("A cycle is open; close it, then apply."))
    elif st.button(_("Apply from the next cycle"), type="primary"):
        upgrading.apply(workspace, pack)
