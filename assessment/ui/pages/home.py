"""Open or create an engagement; what to do next."""

import streamlit as st

from assessment.domain.basis import AssessmentError
from assessment.text import _, clean, escape_markdown
from assessment.ui import session, widgets
from assessment.workspace import DEFAULT_PACK, Store

store = Store.shared()
person = session.identity()
widgets.title("Interlock", _("From assessment to a roadmap that a board can decide on."))

current = session.engagement_id()
if current is not None:
    workspace = session.workspace()
    engagement = workspace.engagement()
    st.subheader(escape_markdown(engagement.client))
    if engagement.opened and engagement.opened.summary:
        st.markdown(escape_markdown(engagement.opened.summary))
    steps = [
        (bool(engagement.sites and engagement.people), "scope", _("Name the sites and the people")),
        (bool(engagement.stated), "settings", _("State the facts that no question measures")),
        (bool(engagement.cycles and engagement.answers), "agree", _("Collect answers and agree levels")),
        (engagement.adopted is not None, "path", _("Look at the path, then record what leadership adopts")),
        (bool(engagement.plans), "roadmap", _("Plan the roadmap")),
    ]
    columns = st.columns(4)
    columns[0].metric(_("Sites"), len(engagement.sites))
    columns[1].metric(_("People"), len(engagement.people))
    columns[2].metric(_("Cycles"), len(engagement.cycles))
    columns[3].metric(_("Facts in the journal"), engagement.last_seq)
    widgets.heading(_("What to do next"))
    for done, name, text in steps:
        mark = "✓" if done else "○"
        st.page_link(f"ui/pages/{name}.py", label=f"{mark} {text}")

if person is not None and person.engagement is None:
    known = store.engagements()
    if known:
        widgets.heading(_("Open an engagement"))
        names = {name: store.workspace(name).engagement().client for name in known}
        chosen = st.selectbox(_("Engagement"), known, format_func=lambda name: f"{names[name]} ({name})",
                              index=known.index(current) if current in known else 0)
        if st.button(_("Open"), type="primary", disabled=chosen == current):
            session.choose(chosen)
            st.rerun()
    widgets.heading(_("Create an engagement"))
    with st.form("create", enter_to_submit=False):
        client = st.text_input(_("Client"), max_chars=120)
        currency = st.selectbox(_("Currency"), ["EUR", "USD", "GBP", "CHF", "JPY"])
        titles = store.overlays()
        overlays = st.multiselect(_("Deeper questions on"), list(titles), format_func=titles.__getitem__,
                                  help=_("Each adds its questions to the pack; they can also be left to a later one."))
        if st.form_submit_button(_("Create")):
            try:
                made = store.create(clean(client, 120), currency=currency, packs=(DEFAULT_PACK, *overlays))
            except AssessmentError as error:
                st.error(escape_markdown(str(error)))
            else:
                session.choose(made.id)
                session.say(_("Created. Name its sites and people next."))
                st.rerun()
