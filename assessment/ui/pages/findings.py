"""Findings in the order of what matters, each with what follows, who is asked, and the evidence one click away."""

import streamlit as st

from assessment.report import tables
from assessment.text import _, escape_markdown
from assessment.ui import session, widgets

workspace = session.workspace()
widgets.commit_first(workspace)
widgets.title(_("Findings"), _("What the answers, the plan and the money say, the weightiest first."))
widgets.wait_for(workspace, _("Here stands what matters most, each with the evidence behind it."), "answers")
with st.spinner(_("Computing")):
    results = workspace.results(session.cycle())
st.caption(escape_markdown(tables.ranking_in_words(results)))

for place, finding in enumerate(results.findings, 1):
    with st.container(border=True):
        st.markdown(f"**{place}. {escape_markdown(tables.told(finding))}**")
        st.markdown(escape_markdown(tables.sentence(finding.so_what, finding.values)))
        if finding.asked:
            st.markdown(escape_markdown(tables.asked_in_words(finding)))
        if not st.toggle(_("Evidence of finding {number}").format(number=place), key=f"evidence-{place}"):
            continue
        for part in finding.evidence:
            widgets.label(tables.evidence_name(results, part))
            if part.kind in ("answers", "trend"):
                widgets.show_table(tables.votes_behind(results, part), heading=False)
            elif part.ids:
                st.caption(escape_markdown(", ".join(part.ids)))
