"""What the method covers, and which question or stated fact decides each criterion."""

import streamlit as st

from assessment.domain.coverage import deciders
from assessment.text import _, escape_markdown
from assessment.ui import session, widgets

workspace = session.workspace()
engagement = workspace.engagement()
pack, library = engagement.the_pack, engagement.the_library
widgets.title(_("What is covered"), _("Every statement that the method answers for, and what serves it."))
coverage = workspace.coverage()

covered, decides, missing = st.tabs([_("Statements"), _("What decides"), _("Still missing")])
with covered:
    for group in coverage.groups:
        st.markdown(f"#### {escape_markdown(group.name)}")
        st.dataframe([{_("Id"): s.id, _("Statement"): s.text,
                       _("Questions"): ", ".join(q for q in s.questions if q in pack.questions),
                       _("Initiatives"): ", ".join(i for i in s.initiatives if i in library.initiative),
                       _("Findings"): ", ".join(s.findings), _("Screens"): ", ".join(s.screens),
                       _("Report"): ", ".join(s.report)}
                      for s in coverage.statements if s.group == group.id], hide_index=True, width="stretch")
with decides:
    st.dataframe([{_("Id"): d.id, _("Kind"): d.kind, _("Criterion"): d.name,
                   _("Questions"): "; ".join(pack.questions[q].text for q in d.questions),
                   _("Stated facts"): ", ".join(d.stated)} for d in deciders(library, pack)],
                 hide_index=True, width="stretch")
with missing:
    names = dict.fromkeys(name for s in coverage.statements for name in s.missing)
    st.dataframe([{_("Missing"): name, _("For"): ", ".join(s.id for s in coverage.statements if name in s.missing)}
                  for name in names], hide_index=True, width="stretch")
