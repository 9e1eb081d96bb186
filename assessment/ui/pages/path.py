"""The recommended path: the answer, what speaks for it down to the answers, and what would change it."""

from dataclasses import replace

import streamlit as st

from assessment.domain.library import PATHS
from assessment.domain.paths import compare_paths
from assessment.report import build, charts, tables
from assessment.text import _, escape_markdown
from assessment.ui import session, widgets

workspace = session.workspace()
widgets.commit_first(workspace)
widgets.title(_("Path"))
widgets.wait_for(workspace, _("Here stands which way IT and OT come together, what speaks for it and what would "
                              "change it."), "answers")
results = workspace.results(session.cycle())
library, found = results.engagement.the_library, results.recommendation
book = build(results)
st.subheader(escape_markdown(book.headline))
st.markdown(escape_markdown(book.answer))
for doubt in tables.doubts(results):
    st.caption(escape_markdown(doubt))
for sentence in tables.held_back(results):
    st.markdown(escape_markdown(sentence))
widgets.show_chart(charts.stability(results))
widgets.show_table(tables.alternatives(results))

why, change, beside, wrong, held, clusters = st.tabs([
    _("What speaks for it"), _("What would change it"), _("Two side by side"), _("What goes wrong"),
    _("Preconditions"), _("Clusters of sites")])


def show_answers(what: str, name: str) -> None:
    """The answers behind a condition or precondition, each with a way to its votes."""
    widgets.label(name)
    behind = tables.answers_behind(results, what)
    if not behind:
        st.info(_("Nothing that was asked or stated decides it."))
    for basis, table in behind:
        widgets.show_table(table)
        if basis.kind == "question" and basis.what in results.engagement.the_pack.questions:
            st.page_link("ui/pages/agree.py", label=_("Votes and evidence"), query_params={"question": basis.what})


with why:
    st.caption(_("Click a row: the answers behind the condition appear below."))
    row = widgets.pick_row(tables.criteria(results), "criterion")
    if row is not None:
        criterion = library.criteria[row]
        show_answers(criterion.id, criterion.condition)
        st.caption(escape_markdown(_("Why it counts: {evidence} {basis}.").format(
            evidence=criterion.evidence, basis=criterion.basis)))
with change:
    widgets.show_table(tables.flips(results))
    if not found.flips:
        st.info(_("No single change of an answer, a weight or a precondition would make another path win."))
    told = tables.runner_up(results)
    if told:
        widgets.heading(_("The best case of the runner-up"))
        for sentence in told:
            st.markdown(escape_markdown(sentence))
    widgets.show_table(tables.exit_checks(results))
with beside:
    columns = st.columns(2)
    first = columns[0].selectbox(_("One path"), PATHS, format_func=lambda p: library.path[p].name,
                                 index=PATHS.index(found.winner or PATHS[0]))
    others = [path for path in PATHS if path != first]
    second = columns[1].selectbox(_("The other"), others, format_func=lambda p: library.path[p].name,
                                  index=others.index(found.runner_up) if found.runner_up in others else 0)
    for column, name in zip(columns, (first, second), strict=True):
        path = library.path[name]
        for label, text in (("", path.summary), (_("First 90 days"), path.first_90_days),
                            (_("Structural step"), path.structural_step), (_("Not before"), path.not_before)):
            if label:
                text = f"{label}: {text}"
            column.markdown(escape_markdown(text))
    widgets.show_table(tables.two_paths(results, first, second))
    deciding = compare_paths(found, first, second)[:1]
    if deciding:
        show_answers(deciding[0].criterion, _("What tells most between the two"))
with wrong:
    widgets.show_table(tables.failures(results))
with held:
    st.caption(_("Click a row: the answers behind the precondition appear below."))
    states = tables.knockouts(results)
    row = widgets.pick_row(replace(states, columns=states.columns[:3], rows=tuple(r[:3] for r in states.rows)),
                           "knockout")
    if row is not None:
        name, _state, _does, reason, lifted = states.rows[row]
        st.markdown(escape_markdown(_("{reason} Lifted by: {lifted}").format(reason=reason, lifted=lifted)))
        show_answers(name.split(" ")[0], name)
with clusters:
    if not results.clusters:
        st.info(_("Name clusters of similar sites with the sites; each then gets its own recommendation."))
    else:
        widgets.show_table(tables.clusters(results), heading=False)
st.page_link("ui/pages/decision.py", label=_("To the decision"))
