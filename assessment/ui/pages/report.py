"""The report: choose an edition, arrange its sections, give it the client's look, mark it final, download it."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.text import _, escape_markdown
from assessment.ui import report_form, session, widgets

workspace = session.workspace()
widgets.commit_first(workspace)
widgets.title(_("Report"), _("The answer first, the decision asked for, the money, how sure we are and why."))
widgets.wait_for(workspace, _("Here the report of a cycle is downloaded, for print and for the screen."), "answers")
engagement, cycle = workspace.state_of(session.cycle())
st.markdown(_("The same facts give the same report, byte for byte. Its digest stands in the footer."))
edition, told = report_form.pick_edition(engagement)
for problem in workspace.unprintable():
    st.warning(escape_markdown(f"{problem.message} {problem.remedy}"))
for name, label in (("report.pdf", _("Report as PDF")), ("report.html", _("Report as one web page")),
                    ("report.pptx", _("Slides for a board")), ("data-book.xlsx", _("Data book as Excel workbook")),
                    ("results.json", _("Results as JSON")), ("journal.jsonl", _("Journal as JSON Lines"))):
    if name == "journal.jsonl" and not allowed(workspace.role, "read-votes"):
        continue  # it holds every single answer
    st.link_button(label, report_form.address(engagement, name, cycle, edition, told))
st.caption(_("Results and journal are the same in every language. The journal is whole in every edition."))
st.caption(_("The first download of a cycle takes some seconds; it is kept until something changes."))
report_form.preview(workspace, cycle, edition, told)

sections, look, final, restricted = st.tabs([
    _("Sections and comments"), _("Look"), _("Draft or final"), _("Restricted annex")])
with sections:
    if allowed(workspace.role, "report"):
        report_form.edit_section(workspace, edition, cycle)
    else:
        st.caption(_("The owner or a facilitator arranges the report."))
with look:
    if allowed(workspace.role, "report"):
        report_form.edit_brand(workspace, workspace.engagement())
    else:
        st.caption(_("The owner or a facilitator arranges the report."))
with final:
    report_form.mark_final(workspace, cycle)
with restricted:
    report_form.seal_annex(workspace, engagement, cycle, edition.paper)
