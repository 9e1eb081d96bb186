"""A show of hands: a tally by function and level, typed in seconds and labelled as not secret."""

from __future__ import annotations

import streamlit as st

from assessment.domain.basis import FUNCTIONS
from assessment.domain.engagement import Workshop
from assessment.domain.facts import HandsCounted
from assessment.domain.pack import Question
from assessment.domain.room import RoomView, next_round
from assessment.text import _
from assessment.ui import widgets
from assessment.ui.words import word
from assessment.workspace import Workspace


def count(workspace: Workspace, workshop: Workshop, question: Question, view: RoomView, seen: int) -> None:
    """A row a function, a column a level; recorded for one place as a round of its own."""
    import pandas as pd

    engagement = workspace.engagement()
    places = [place.place for place in view.places if place.stage in ("draft", "revealed", "parked")]
    place = st.selectbox(_("Site"), places, format_func=lambda site: engagement.sites[site].name if site else _(
        "The network"), key=f"hands-place-{question.id}")
    levels = [str(level) for level in engagement.the_pack.choices(question)]
    asked = [function for function in FUNCTIONS if function in question.functions]
    empty = pd.DataFrame(0, index=[word(function) for function in asked], columns=levels)
    filled = st.data_editor(empty, key=f"hands-{question.id}-{place}", alt=_("Hands by function and level"))
    st.caption(_("Everybody sees who raises a hand: it is shown as not secret, and counts once a level is agreed."))
    if st.button(_("Record the hands")):
        counts = {function: {int(level): int(filled.iloc[row][level]) for level in levels if filled.iloc[row][level]}
                  for row, function in enumerate(asked)}
        widgets.record_together(workspace, [HandsCounted(
            cycle=workshop.cycle, site=place, question=question.id, counts=counts,
            round=next_round(engagement, workshop.cycle, place, question.id))], _("Recorded."), seen)
