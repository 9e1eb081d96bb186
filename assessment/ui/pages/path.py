"""The recommended path with its reasons, and what leadership adopts."""

import streamlit as st

from assessment.domain.facts import PathAdopted
from assessment.report import build, charts, tables
from assessment.text import _, clean, escape_markdown
from assessment.ui import session, widgets
from assessment.ui.words import word

workspace = session.workspace()
widgets.commit_first(workspace)
results = workspace.results(session.cycle())
library = results.engagement.the_library
widgets.title(_("Path"))
book = build(results)
st.subheader(escape_markdown(book.headline))
st.markdown(escape_markdown(book.answer))
for doubt in tables.doubts(results):
    st.caption(escape_markdown(doubt))
widgets.show_chart(charts.stability(results))
widgets.show_table(tables.alternatives(results))
widgets.show_table(tables.flips(results))
widgets.show_table(tables.criteria(results))
widgets.show_table(tables.knockouts(results))
with st.expander(_("Where each condition was found")):
    for strength in results.recommendation.strengths:
        st.markdown(escape_markdown(strength.criterion + ": " + (", ".join(strength.basis) or _("unknown"))))
if results.clusters:
    widgets.heading(_("By cluster of similar sites"))
    st.dataframe([{_("Cluster"): name, _("First step"): library.path[r.first_step].name,
                   _("End state"): library.path[r.end_state].name if r.end_state else "–",
                   _("Verdict"): word(r.verdict)}
                  for name, r in results.clusters.items()], hide_index=True)

widgets.heading(_("What leadership adopts"))
adopted = results.engagement.adopted
if adopted is not None:
    st.success(escape_markdown(_("Adopted: {path}, decided by {who}. {why}").format(
        path=library.path[adopted.path].name, who=adopted.decided_by, why=adopted.rationale)))
if workspace.role == "owner":
    with st.form("adopt", enter_to_submit=False):
        paths = list(library.path)
        chosen = st.selectbox(_("End state"), paths, format_func=lambda p: library.path[p].name,
                              index=paths.index(results.recommendation.end_state or paths[0]))
        first = st.selectbox(_("First step"), paths, format_func=lambda p: library.path[p].name,
                             index=paths.index(results.recommendation.first_step))
        who = st.text_input(_("Decided by"), max_chars=200)
        why = st.text_area(_("Why"), max_chars=4000)
        dissent = st.text_area(_("Dissent"), max_chars=4000)
        if st.form_submit_button(_("Record the decision")) and clean(who):
            widgets.record(workspace, PathAdopted(path=chosen, first_step=first, decided_by=clean(who),
                                                  rationale=clean(why), dissent=clean(dissent)), _("Recorded."))
