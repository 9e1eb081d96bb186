"""The form of an ambition: the library's, one that was stated, or the client's own."""

from __future__ import annotations

import streamlit as st

from assessment.domain.facts import AmbitionStated
from assessment.text import _, clean, escape_markdown
from assessment.ui import widgets
from assessment.ui.words import free_id, name_to_id
from assessment.workspace import Workspace

OWN, GONE = "", "withdrawn"


def show(workspace: Workspace) -> None:
    """Choose an ambition, then say how much it matters; an own one needs a name."""
    engagement = workspace.engagement()
    known = {ambition.id: ambition for ambition in engagement.the_library.ambitions}
    stated = {name: ambition for name, ambition in engagement.ambitions.items() if not ambition.withdrawn}
    names = {**{name: ambition.name for name, ambition in known.items()},
             **{name: ambition.name for name, ambition in stated.items()}}
    chosen = st.selectbox(_("Ambition"), [*stated, *(name for name in known if name not in stated), OWN],
                          format_func=lambda a: names.get(a) or _("an own one"))
    if chosen in known:
        st.caption(escape_markdown(known[chosen].why))
    before = stated.get(chosen)
    words = {**importance_names(), **({GONE: _("no longer")} if before else {})}
    with st.form(f"ambition-{chosen}", enter_to_submit=False):
        own = chosen not in known
        name = clean(st.text_input(_("Name"), before.name if before else "", max_chars=120), 120) if own else ""
        importance = st.radio(_("How much it matters"), list(words), horizontal=True, format_func=words.__getitem__,
                              index=list(words).index(before.importance if before else "medium"))
        note = st.text_area(_("Note"), before.note if before else "", max_chars=4000)
        if not st.form_submit_button(_("State the ambition")):
            return
        if own and not name:
            st.error(_("Still missing: {what}.").format(what=_("Name")))
            return
        gone = importance == GONE
        widgets.record(workspace, AmbitionStated(
            ambition=chosen or free_id(name_to_id(name), {*names, *engagement.ambitions}),
            name=name or names[chosen], importance=before.importance if gone and before else importance,
            note=clean(note), withdrawn=gone), _("Recorded."))


def importance_names() -> dict[str, str]:
    return {"low": _("matters little"), "medium": _("matters"), "high": _("matters much")}
