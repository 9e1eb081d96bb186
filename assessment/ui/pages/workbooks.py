"""Answers without a network: a workbook or a paper form goes out, what comes back is looked at and then recorded."""

import os

import streamlit as st

from assessment.domain.basis import AssessmentError
from assessment.domain.engagement import allowed
from assessment.formats.workbook import changes, read_workbook, write_workbook
from assessment.text import _, escape_markdown
from assessment.ui import session, widgets
from assessment.ui.words import word
from assessment.workspace.papers import paper_pdf
from assessment.workspace.taking_in import take_in

BASE_URL = "INTERLOCK_BASE_URL"
MOST_MB = 5
workspace = session.workspace()
widgets.title(_("Answers in files"), _("For people without a network: a workbook with their questions, and what they "
                                       "filled in, looked at before it is recorded."))
if not allowed(workspace.role, "answer-for-others"):
    st.info(_("A facilitator gives workbooks out and takes them in."))
    st.stop()
widgets.wait_for(workspace, _("Here workbooks are given out and taken in."), "people")
engagement, cycle = workspace.state_of(session.cycle())
people = {name: known for name, known in engagement.people.items() if allowed(engagement.role_of(name), "answer")}
out, back, paper = st.tabs([_("Give out"), _("Take in"), _("On paper")])
with out:
    if cycle.closed is not None or not people:
        st.info(_("A workbook needs an open cycle and somebody who answers."))
    else:
        person = st.selectbox(_("Person"), list(people), format_func=lambda p: (
            f"{workspace.names.get(p, p)} · {word(people[p].function)}"))
        st.download_button(_("Download the workbook"), lambda: write_workbook(engagement, cycle.id, person),
                           f"{person}.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
with back:
    given = st.file_uploader(_("Workbook that came back"), type="xlsx", max_upload_size=MOST_MB)
    if given is not None:
        filled, problems = read_workbook(given.getvalue())
        found, more = changes(workspace.engagement(), filled) if filled is not None else ((), [])
        for problem in (*problems, *more):
            st.error(escape_markdown(str(problem)))
        if filled is not None and not more:
            known = engagement.the_pack.questions
            states = {"new": _("new"), "changed": _("changed"), "conflicting": _("answered otherwise meanwhile"),
                      "invalid": _("cannot be recorded")}
            shown = [change for change in found if change.state != "same"]
            st.caption(_("{count} rows are as they were.").format(count=len(found) - len(shown)))
            if shown:
                st.dataframe([{
                    _("Row"): change.row, _("What happens"): states[change.state],
                    _("Question"): known[change.question].text if change.question in known else "–",
                    _("Today"): str(change.now.level or "–"), _("In the file"): str(change.then.level or "–"),
                    _("Comment"): change.then.comment, _("Why"): change.why} for change in shown], hide_index=True)
            ready = [change for change in shown if change.state in ("new", "changed")]
            apart = [change for change in shown if change.state == "conflicting"]
            both = bool(apart) and st.checkbox(
                _("Also record the {count} that were answered otherwise meanwhile").format(count=len(apart)))
            if st.button(_("Record {count} answers").format(count=len(ready) + (len(apart) if both else 0)),
                         type="primary", disabled=not ready and not both):
                try:
                    done = take_in(workspace, found, both)
                except AssessmentError as error:
                    st.error(escape_markdown(str(error)))
                else:
                    session.say(_("{count} answers are recorded.").format(count=done))
                    st.rerun()
with paper:
    st.caption(_("The questions to be ticked with a pen, a dimension a page where it fits. What comes back is typed in "
                 "on the page Type in sheets, in the same order."))
    by_person = {f"person {name}": (name, "") for name in people}
    by_site = {f"site {name}": ("", name) for name in engagement.sites}
    forms = {**by_site, **by_person}
    chosen = st.selectbox(_("For whom"), list(forms), format_func=lambda key: (
        _("anybody at {site}").format(site=engagement.sites[forms[key][1]].name) if forms[key][1] else
        f"{workspace.names.get(forms[key][0], forms[key][0])} · {word(people[forms[key][0]].function)}"))
    size = st.segmented_control(_("Paper"), ["A4", "Letter"], default="A4", required=True)
    if chosen and cycle.closed is None:
        who, site = forms[chosen]
        st.download_button(
            _("Download the paper form"), lambda: paper_pdf(workspace, person=who, site=site, cycle=cycle.id,
                                                            base=os.environ.get(BASE_URL, ""), size=size),
            f"{who or site}.pdf", "application/pdf")
