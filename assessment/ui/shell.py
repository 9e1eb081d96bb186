"""The frame around every page: who is in, which engagement and cycle, where to go."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.text import NAMES, _, escape_markdown, language, languages, speaking, use_language
from assessment.ui import session
from assessment.workspace import Store, role_of

PAGES = Path(__file__).parent / "pages"


def page(name: str, title: str) -> st.Page:
    return st.Page(PAGES / f"{name}.py", title=title, url_path=name, default=name == "home")


def run() -> None:
    """Draw the frame, then the chosen page. Without a cookie nothing but the way in is shown."""
    use_language(session.language())
    st.set_page_config(page_title="Interlock", layout="wide")
    person = session.identity()
    if person is None:
        st.title("Interlock")
        st.info(_("Open the link that you were given. The owner's link stands in the window where the app was "
                  "started."))
        st.stop()
        raise AssertionError("the page has stopped")
    pick_language()
    current = session.engagement_id()
    if current is None:
        st.navigation({_("Prepare"): [page("home", _("Home"))]}).run()
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
    st.navigation(_sections(), expanded=True).run()


def pick_language() -> None:
    """The switch in the sidebar, named in every language: if its name changed, it would count as another switch."""
    known, names = languages(), []
    for name in known:
        with speaking(name):
            names.append(_("Language"))
    session.show_language(language())
    st.sidebar.selectbox(" · ".join(names), known, format_func=lambda name: NAMES.get(name, name),
                         key=session.LANGUAGE_PICKED, on_change=session.pick_language)


def _sections() -> dict[str, list[st.Page]]:
    return {
        _("Prepare"): [page("home", _("Home")), page("scope", _("Sites and people")),
                       page("settings", _("Facts, targets and means"))],
        _("Assess"): [page("workshop", _("Room")), page("agree", _("Agree levels")),
                      page("workbooks", _("Answers in files")), page("review", _("Review evidence")),
                      page("scorecard", _("Scorecard")),
                      page("perception", _("IT and OT")), page("peers", _("Benchmarks")),
                      page("trend", _("What moved")), page("findings", _("Findings"))],
        _("Define"): [page("use_cases", _("Use cases")), page("leaders", _("What leaders can see")),
                      page("weights", _("Weights")), page("path", _("Path")),
                      page("decision", _("Decision")), page("value", _("Value case")),
                      page("baselines", _("Figures for the value case"))],
        _("Design"): [page("areas", _("Areas")), page("operating", _("Operating model")),
                       page("sides", _("IT and OT side by side")),
                       page("procedures", _("IT and OT procedures")),
                       page("catalogue", _("Initiatives"))],
        _("Connect"): [page("connections", _("Zones and connections")), page("gate", _("Connection gate")),
                       page("live", _("Connected without a gate")), page("quality", _("Quality's route"))],
        _("Implement"): [page("roadmap", _("Roadmap")), page("scenarios", _("What if")),
                          page("people", _("People and programmes")), page("calendar", _("Calendar")),
                          page("pilot", _("Pilot"))],
        _("Report"): [page("report", _("Report")), page("audit", _("Audit trail")),
                      page("coverage", _("What is covered"))],
    }
