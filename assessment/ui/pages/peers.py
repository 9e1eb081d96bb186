"""Figures of others beside the own level, and own sets of figures brought in."""

import streamlit as st

from assessment.domain.basis import AssessmentError, InvalidInput
from assessment.domain.engagement import allowed
from assessment.report import tables
from assessment.text import _, escape_markdown
from assessment.ui import session, widgets
from assessment.workspace.taking_in import take_in_benchmarks

workspace = session.workspace()
widgets.title(_("Benchmarks"), _("Every figure with its population, n, year and source; what cannot be compared says "
                                 "why."))
widgets.wait_for(workspace, _("Here stand published figures beside the own level, and sets of figures of your own."),
                 "answers")
results = workspace.results(session.cycle())
engagement = results.engagement
beside, context, own = st.tabs([_("Beside the own level"), _("Context only"), _("Own sets")])

with beside:
    widgets.show_table(tables.benchmarks(results), heading=False)
    if not results.comparison.peers:
        st.info(_("Nothing is answered yet that a figure speaks of."))

with context:
    widgets.show_table(tables.context(results), heading=False)

with own:
    for found in engagement.benchmark_sets.values():
        st.markdown(f"**{escape_markdown(found.title)}**: " + escape_markdown(
            _("{owner}, collected {collected} from {count} organisations; {figures} figures. {method}").format(
                owner=found.owner, collected=found.collected, count=found.organisations,
                figures=len(found.observations), method=found.method)))
    st.caption(_("A set of a client or consortium is one YAML file, as docs/benchmarks.md describes. Figures of fewer "
                 "than five organisations, or without population, n, year and source, are refused."))
    may = allowed(workspace.role, "define")
    uploaded = st.file_uploader(_("Own set of figures"), type=["yaml", "yml"]) if may else None
    if uploaded is not None and st.button(_("Import the set")):
        try:
            take_in_benchmarks(workspace, uploaded.getvalue(), "upload.yaml")
        except InvalidInput as error:
            st.error(_("Nothing was imported. Correct these and try again:"))
            for problem in error.problems:
                st.markdown(f"- {escape_markdown(str(problem))}")
        except AssessmentError as error:
            st.error(escape_markdown(str(error)))
        else:
            session.say(_("Imported."))
            st.rerun()
