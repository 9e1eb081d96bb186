"""Who may come in: everybody with role, links, devices and last visit, and what the owner changes of it."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.text import _, escape_markdown
from assessment.ui import admitting, session, widgets
from assessment.ui.words import word
from assessment.workspace import Store
from assessment.workspace.admitting import admitted

workspace, store = session.workspace(), Store.shared()
widgets.title(_("Who may come in"), _("Roles are facts, with who gave them and when; names and addresses stand beside "
                                      "the journal and can be erased."))
if not allowed(workspace.role, "admit"):
    st.info(_("The owner of the engagement gives roles and links."))
    st.stop()
everybody = admitted(store, workspace)
if not everybody:
    widgets.teach(_("Here stands who takes part, in which role, and who was seen when. Add the people first."), "scope")
else:
    st.dataframe(
        [{_("Name"): one.name, _("Function"): word(one.known.function), _("Role"): admitting.role_name(one.role),
          _("Last seen (UTC)"): admitting.moment(one.standing.seen), _("Devices"): one.standing.devices,
          _("Links"): one.standing.links, _("Links until"): one.standing.until[:10], _("Signs in as"): one.email}
         for one in everybody], hide_index=True, width="stretch", height="content" if len(everybody) <= 20 else 640)
    by_id = {one.person: one for one in everybody}
    chosen = by_id[st.selectbox(_("Person"), list(by_id), format_func=lambda p: by_id[p].name)]
    widgets.heading(chosen.name)
    left, right = st.columns(2)
    with left:
        admitting.change_role(store, workspace, chosen)
        admitting.change_email(store, workspace, chosen.person, chosen.email)
    with right:
        admitting.links(store, workspace, chosen)
        admitting.erase(store, workspace, chosen)
widgets.heading(_("What each role may do"))
for role, told in admitting.role_table():
    st.markdown(f"- **{escape_markdown(role)}**: {escape_markdown(told)}")
if session.is_owner():
    admitting.own_email(store, workspace)
