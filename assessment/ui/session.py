"""Who looks at which engagement: the only place that touches Streamlit's session state.

Session state is a cache of the view. Identity is read from the cookie on every run: a session id alone can be
taken over, a cookie that scripts cannot read cannot.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from assessment.text import _, preferred
from assessment.workspace import Identity, Store, Workspace

COOKIE, LANGUAGE_COOKIE = "interlock", "interlock-language"
LANGUAGE_PICKED = "language-picked"
"""Key of the switch."""
_ENGAGEMENT, _CYCLE, _SAID, _LANGUAGE = "engagement", "cycle-in-view", "said", "language"


def cookie() -> str:
    """The identity cookie that this browser sent; empty without one."""
    return str(st.context.cookies.get(COOKIE, ""))


def identity() -> Identity | None:
    """The person behind the cookie of this browser, or None."""
    return Store.shared().access.identify(cookie())


def is_owner() -> bool:
    """Whether this is who runs the store, and so owns every engagement."""
    person = identity()
    return person is not None and person.engagement is None


def language() -> str:
    """The language of this view: chosen here, else on the plain pages (a cookie), else the browser's."""
    return preferred(
        str(st.session_state.get(_LANGUAGE, "")), str(st.context.cookies.get(LANGUAGE_COOKIE, "")),
        str(st.context.headers.get("Accept-Language", "")), str(st.context.locale or ""))


def pick_language() -> None:
    """The switch was moved: keep its language, for the switch itself forgets when another page is opened."""
    st.session_state[_LANGUAGE] = st.session_state[LANGUAGE_PICKED]


def show_language(used: str) -> None:
    """Set the switch, before it is drawn, to the language in use."""
    st.session_state[LANGUAGE_PICKED] = used


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
        st.info(_("Open an engagement on the page Home first."))
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


def value(key: str) -> Any:
    """The value of the widget with this key, as a callback needs it."""
    return st.session_state.get(key)


def put(key: str, held: object) -> None:
    """Set what a callback hands on to the next run, or the value of a widget before it is drawn."""
    st.session_state[key] = held
