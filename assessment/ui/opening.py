"""Opening, creating and trying out engagements, for whoever runs the store."""

from __future__ import annotations

import streamlit as st

from assessment.domain.basis import AssessmentError
from assessment.text import _, clean, escape_markdown
from assessment.ui import session, widgets
from assessment.workspace import DEFAULT_PACK, Store, sample_brief
from assessment.workspace.portfolio import summaries


def open_one(store: Store, current: str | None) -> None:
    known = store.engagements()
    if not known:
        st.info(_("An engagement is one manufacturer with its sites, people and measurements. Create the first one "
                  "below, or look at the fictional sample to see what comes out at the end."))
        return
    if known == [current]:
        return
    widgets.heading(_("Open an engagement"))
    names = {one.engagement: one.client for one in summaries(store)}
    chosen = st.selectbox(_("Engagement"), known, format_func=lambda name: f"{names[name]} ({name})",
                          index=known.index(current) if current in known else 0)
    if st.button(_("Open"), type="primary", disabled=chosen == current):
        session.choose(chosen)
        st.rerun()


def create(store: Store) -> None:
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


def load_sample(store: Store) -> None:
    """The fictional manufacturer with eight plants, complete, beside what is there."""
    widgets.heading(_("Try it out"))
    st.caption(_("A fictional manufacturer with eight plants and three cycles, complete down to the report. It stands "
                 "beside your own engagements and changes none of them."))
    if st.button(_("Load the fictional sample")):
        try:
            with st.spinner(_("Loading; this takes some ten seconds")):
                made, _added = store.bring_in(sample_brief())
        except AssessmentError as error:
            st.error(escape_markdown(str(error)))
        else:
            session.choose(made.id)
            session.say(_("The sample is open. Everything in it is made up."))
            st.rerun()
