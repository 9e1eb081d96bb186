"""Who looks at which engagement: the only place that touches Streamlit's session state.

Session state is a cache of the view. Identity is read from the cookie on every run: a session id alone can be
taken over, a cookie that scripts cannot read cannot.
"""

from __future__ import annotations

import streamlit as st

from assessment.workspace import Identity, Store, Workspace

COOKIE = "interlock"
_ENGAGEMENT, _CYCLE, _SAID = "engagement", "cycle-in-view", "said"


def cookie() -> str:
    """The identity cookie that this browser sent; empty without one."""
    return str(st.context.cookies.get(COOKIE, ""))


def identity() -> Identity | None:
    """The person behind the cookie of this browser, or None."""
    return Store.shared().access.identify(cookie())


def engagement_id() -> str | None:
    """The engagement in view: the guest's own, the one chosen, or the only one there is."""
    person = identity()
    if person is None:
        return None
    if person.engagement is not None:
        return person.engagement
    known = Store.shared().engagements()
    chosen = st.session_state.get(_ENGAGEMENT) or st.query_params.get(_ENGAGEMENT)
    if chosen in known:
        return str(chosen)
    return known[0] if len(known) == 1 else None


def choose(engagement: str) -> None:
    st.session_state[_ENGAGEMENT] = engagement
    st.query_params[_ENGAGEMENT] = engagement
    st.session_state.pop(_CYCLE, None)


def workspace() -> Workspace:
    """The engagement in view as this person sees it; stops the page with a hint where there is none."""
    person, engagement = identity(), engagement_id()
    if person is None or engagement is None:
        st.info("Open an engagement on the page Home first.")
        st.stop()
        raise AssertionError("the page has stopped")
    return Store.shared().workspace(engagement, person, via="app")


def cycle() -> str | None:
    """The cycle in view; None for the latest."""
    chosen = st.session_state.get(_CYCLE)
    return str(chosen) if chosen else None


def choose_cycle(name: str) -> None:
    st.session_state[_CYCLE] = name


def say(text: str) -> None:
    """Keep a message that is shown after the next run, which shows what was recorded."""
    st.session_state[_SAID] = text


def said() -> str | None:
    return st.session_state.pop(_SAID, None)


def value(key: str) -> object:
    """The value of the widget with this key, as a callback needs it."""
    return st.session_state.get(key)
