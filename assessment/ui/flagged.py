"""Flags on a question, for the facilitator: how many of each kind and what was noted, at all places of a workshop."""

from __future__ import annotations

import streamlit as st

from assessment.domain.engagement import Engagement, Workshop
from assessment.domain.pack import Question
from assessment.domain.room import FlagCounted, count_flags, flags_waiting, places_in_room
from assessment.report import tables
from assessment.text import _, escape_markdown


def waiting(engagement: Engagement, workshop: Workshop, question: Question) -> tuple[FlagCounted, ...]:
    """What waits to be taken up, by kind; nobody is named."""
    return count_flags(flag for place in places_in_room(engagement, workshop, question)
                       for flag in flags_waiting(engagement, workshop.cycle, place, question.id))


def in_short(engagement: Engagement, workshop: Workshop, question: Question) -> str:
    """For a cell of a table."""
    return ", ".join(f"{tables.flag_name(one.flag)} ({one.count})" for one in waiting(engagement, workshop, question))


def show(engagement: Engagement, workshop: Workshop, question: Question) -> None:
    """Under the question, with the notes."""
    found = waiting(engagement, workshop, question)
    if not found:
        return
    with st.expander(_("⚑ Flagged: {flags}").format(flags=in_short(engagement, workshop, question))):
        for one in found:
            st.markdown(f"**{escape_markdown(tables.flag_name(one.flag))}** ({one.count})")
            for note in one.notes:
                st.markdown(f"- {escape_markdown(note)}")
