"""What was ticked on paper, typed in: row after row in the order of the sheet, each saved once it was read back."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.domain.pack import speak
from assessment.text import _, language
from assessment.ui import entry_form, session, widgets
from assessment.workspace.papers import sheet_rows

workspace = session.workspace()
widgets.title(_("Type in sheets"), _(
    "Paper sheets, row after row in their order: one line a row, Enter saves it. Each is recorded in the name of "
    "whoever filled the sheet in."))
if not allowed(workspace.role, "answer-for-others"):
    st.info(_("A facilitator types sheets in."))
    st.stop()
widgets.wait_for(workspace, _("Here answers from paper are typed in."), "people")
engagement, cycle = workspace.state_of(session.cycle())
if cycle.closed is not None:
    st.info(_("This cycle is closed. Sheets are typed into an open one."))
    st.stop()
person = entry_form.choose_person(workspace, engagement)
if person is None:
    st.info(_("Nobody answers in this engagement yet."))
    st.stop()
    raise AssertionError("the page has stopped")
known = engagement.people[person]
of_site = known.site is not None and st.checkbox(_("The sheet is one for anybody at the site: keep its numbers"))
rows = sheet_rows(engagement, cycle.id, known.site, known.function, of_site)
if not rows:
    st.info(_("Nothing is asked of this person in this cycle."))
    st.stop()
entry_form.type_rows(workspace, engagement, cycle, person, rows, speak(engagement.the_pack, language()))
