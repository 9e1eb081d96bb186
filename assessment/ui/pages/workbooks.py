"""Answers without a network: a workbook goes out for a person, what comes back is looked at and then recorded."""

import streamlit as st

from assessment.domain.basis import AssessmentError
from assessment.domain.engagement import allowed
from assessment.formats.workbook import changes, read_workbook, write_workbook
from assessment.text import _, escape_markdown
from assessment.ui import session, widgets
from assessment.ui.words import word
from assessment.workspace.taking_in import take_in

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
out, back = st.tabs([_("Give out"), _("Take in")])
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
