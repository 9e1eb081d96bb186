"""What leadership adopts: the decision beside the recommendation, its conditions, dissent and review."""

from datetime import timedelta

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.domain.facts import DecisionCondition, PathAdopted
from assessment.domain.paths.exit_review import months_later
from assessment.report import tables
from assessment.text import _, clean, escape_markdown
from assessment.ui import session, widgets

workspace = session.workspace()
widgets.commit_first(workspace)
widgets.title(_("Decision"), _("What leadership adopts, beside what the answers recommend."))
widgets.wait_for(workspace, _("Here stands which path leadership adopts, on which conditions, and when it is "
                              "reviewed."), "answers")
results = workspace.results(session.cycle())
library, found, adopted = results.engagement.the_library, results.recommendation, results.engagement.adopted
if adopted is None:
    st.info(_("No path has been adopted yet. Structural steps of the roadmap wait for the decision."))
for sentence in tables.adopted_in_words(results):
    st.markdown(escape_markdown(sentence))
if results.departs:
    st.warning(_("Leadership took another path than the answers recommend today. The roadmap follows leadership."))
widgets.show_table(tables.decision_record(results))
widgets.show_table(tables.decision_conditions(results))
widgets.show_table(tables.exit_checks(results))
widgets.show_table(tables.executives(results))
widgets.show_table(tables.decisions(results))

if allowed(workspace.role, "decide"):
    widgets.heading(_("Record the decision"))
    paths = list(library.path)
    end = adopted.path if adopted else found.end_state or paths[0]
    start = adopted.first_step if adopted else found.first_step
    with st.form("adopt", enter_to_submit=False):
        left, right = st.columns(2)
        chosen = left.selectbox(_("End state"), paths, format_func=lambda p: library.path[p].name,
                                index=paths.index(end))
        first = right.selectbox(_("First step"), paths, format_func=lambda p: library.path[p].name,
                                index=paths.index(start))
        who = left.text_input(_("Decided by"), adopted.decided_by if adopted else "", max_chars=200)
        on = right.date_input(_("Decided on"), results.engagement.adopted_on or "today")
        why = st.text_area(_("Why"), adopted.rationale if adopted else "", max_chars=4000)
        dissent = st.text_area(_("Dissent"), adopted.dissent if adopted else "", max_chars=4000)
        st.markdown(_("Conditions on which the decision stands"))
        rows = st.data_editor(
            [{"what": c.text, "who": c.owner, "by": c.due} for c in (adopted.conditions if adopted else ())]
            or [{"what": "", "who": "", "by": None}],
            num_rows="dynamic", hide_index=True, width="stretch", column_config={
                "what": st.column_config.TextColumn(_("Condition"), max_chars=1000, width="large"),
                "who": st.column_config.TextColumn(_("Owner"), max_chars=120),
                "by": st.column_config.DateColumn(_("By"))})
        review = st.date_input(_("Review of the decision"), adopted.review if adopted and adopted.review else
                               months_later(results.as_of, library.settings.exit_review_months))
        if st.form_submit_button(_("Record the decision")):
            named = [row for row in rows if clean(row["what"] or "")]
            if not clean(who):
                st.error(_("Say who decided."))
            elif any(not clean(row["who"] or "") for row in named):
                st.error(_("Each condition needs the post that sees to it."))
            elif first == "hybrid" and not timedelta(0) < review - on:
                st.error(_("A hybrid needs a review after the decision: without one it never ends."))
            else:
                widgets.record(workspace, PathAdopted(
                    path=chosen, first_step=first, decided_by=clean(who), rationale=clean(why), dissent=clean(dissent),
                    review=review, on=on, conditions=tuple(
                        DecisionCondition(text=clean(row["what"], 1000), owner=clean(row["who"], 120), due=row["by"])
                        for row in named)), _("Recorded."))
