"""The frame around every page: who is in, which engagement and cycle, where to go."""

from __future__ import annotations

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.text import NAMES, _, escape_markdown, language, languages, speaking, use_language
from assessment.ui import sections, session, signing
from assessment.workspace import Store, role_of

PAGES = sections.PAGES


def run() -> None:
    """Draw the frame, then the chosen page. Without a cookie nothing but the way in is shown."""
    use_language(session.language())
    st.set_page_config(page_title="Interlock", layout="wide")
    person = session.identity()
    if person is None:
        st.title("Interlock")
        signing.offer()
        st.info(_("Open the link that you were given. The owner's link stands in the window where the app was "
                  "started."))
        st.stop()
        raise AssertionError("the page has stopped")
    pick_language()
    current = session.engagement_id()
    if current is None:
        st.navigation([sections.page(sections.Entry("home", _("Home"))),
                       sections.page(sections.Entry("portfolio", _("Portfolio")))]).run()
        return
    engagement = Store.shared().workspace(current, person).engagement()
    role = role_of(person, engagement)
    if not allowed(role, "read"):
        st.info(_("Your link leads to the questions, not to the results."))
        st.link_button(_("Answer the questions"), "/answer")
        st.stop()
    with st.sidebar:
        st.markdown(f"**{escape_markdown(engagement.client)}**")
        if engagement.opened and engagement.opened.fictional:
            st.caption(_("Fictional sample"))
        names = list(engagement.cycles)
        if names:
            latest = engagement.cycle().id
            shown = st.selectbox(_("Cycle"), names, index=names.index(session.cycle() or latest))
            session.choose_cycle(shown)
    st.sidebar.link_button(_("Leave"), "/leave")
    st.navigation({section: [sections.page(entry) for entry in entries]
                   for section, entries in sections.shown(role).items()}, expanded=True).run()


def pick_language() -> None:
    """The switch in the sidebar, named in every language: if its name changed, it would count as another switch."""
    known, names = languages(), []
    for name in known:
        with speaking(name):
            names.append(_("Language"))
    session.show_language(language())
    st.sidebar.selectbox(" · ".join(names), known, format_func=lambda name: NAMES.get(name, name),
                         key=session.LANGUAGE_PICKED, on_change=session.pick_language)
