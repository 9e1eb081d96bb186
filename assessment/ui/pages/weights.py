"""What weighs for each executive, committed before any result was shown; what-if weights; the official ones."""

from dataclasses import replace
from typing import get_args

import streamlit as st

from assessment.domain.engagement import allowed, asks_for
from assessment.domain.facts import ExecutiveNamed, Office, PreferenceSet
from assessment.domain.paths import check_points, criterion_weights, recommend
from assessment.text import _, clean, escape_markdown, language, use_language
from assessment.ui import session, widgets

workspace = session.workspace()
widgets.title(_("Weights"), _("Each executive commits a path and weights before any result is shown; nobody's weights "
                              "are averaged."))
widgets.commit_first(workspace)
widgets.wait_for(workspace, _("Here stands which path wins under the weights of each executive."), "people")
engagement, cycle = workspace.state_of(session.cycle())
library = engagement.the_library
names = {group.id: group.name for group in library.groups}
called = {person: workspace.names.get(person, person) for person in engagement.people}

found = workspace.executives(session.cycle())
if found.waiting:
    st.info(escape_markdown(_("Not committed yet: {names}").format(
        names=", ".join(called.get(person, person) for person in found.waiting))))
if found.views:
    widgets.heading(_("The winner under each one's weights"))
    st.dataframe([{_("Office"): _(view.office), _("Name"): called.get(view.person, view.person),
                   _("Own choice"): library.path[view.choice].name,
                   _("Winner under own weights"): library.path[view.winner].name if view.winner else "–",
                   _("Won of 100 weightings"): round(100 * view.wins),
                   **{names[group]: round(100 * share) for group, share in view.groups.items()}}
                  for view in found.views], hide_index=True, width="stretch")
    st.caption(_("Groups: share of the weight in percent."))
    if found.matters:
        st.warning(escape_markdown(_("The differences matter: {paths} win under different weights.").format(
            paths=", ".join(library.path[path].name for path in found.winners))))
    else:
        st.success(_("The differences in weights do not change the winner."))
    if found.spreads and found.spreads[0].high - found.spreads[0].low > 0.05:
        widest = found.spreads[0]
        st.markdown(escape_markdown(_("Furthest apart on {group}: {low} % ({lowest}) to {high} % ({highest}).").format(
            group=names[widest.group], low=round(100 * widest.low), high=round(100 * widest.high),
            lowest=called.get(widest.lowest, widest.lowest), highest=called.get(widest.highest, widest.highest))))

official: dict[str, float] = dict.fromkeys(names, 0.0)
for criterion in library.criteria:
    official[criterion.group] += engagement.weights.get(criterion.id, criterion.weight)
whole = max(official.values()) or 1.0
spoken = language()


@st.fragment
def try_weights() -> None:
    """Sliders and what they give: drawn anew alone, so that a move is answered at once."""
    use_language(spoken)  # a fragment runs without the frame, which does both of these otherwise
    here = session.workspace()
    widgets.heading(_("What if"))
    st.caption(_("Sliders change nothing official."))
    tried = {group: float(st.slider(name, 0, 100, round(100 * official[group] / whole), 5, key=f"try-{group}"))
             for group, name in names.items()}
    problems = check_points(tried, library)
    if problems:
        st.error(escape_markdown(f"{problems[0].message} {problems[0].remedy}"))
        return
    other = recommend(replace(engagement, weights=criterion_weights(tried, library)), here.scorecard(cycle.id),
                      here.seed, draws=2_000, flips=False)
    st.markdown(escape_markdown(_("With these weights: {path}, won {wins} of 100 weightings.").format(
        path=library.path[other.winner].name if other.winner else "–",
        wins=round(100 * (other.score_of(other.winner).wins if other.winner else 0)))))
    if allowed(here.role, asks_for("preference-set")):
        with st.form("official", enter_to_submit=False):
            reason = st.text_area(_("Why these weights become the official ones"), max_chars=2000)
            if st.form_submit_button(_("Make them official")):
                if clean(reason):
                    widgets.record(here, PreferenceSet(weights=criterion_weights(tried, library),
                                                       reason=clean(reason)), _("Recorded."), reason=clean(reason))
                else:
                    st.error(_("Official weights change only with a reason."))


try_weights()
if allowed(workspace.role, asks_for("executive-named")):
    widgets.heading(_("Who is asked"))
    with st.form("executive", enter_to_submit=False):
        person = st.selectbox(_("Person"), list(called), format_func=called.__getitem__)
        office = st.selectbox(_("Office"), get_args(Office), format_func=_)
        if st.form_submit_button(_("Ask this person")) and person:
            widgets.record(workspace, ExecutiveNamed(person=person, office=office), _("Recorded."))
    st.caption(_("The personal link of an executive leads to /weigh: five minutes on a phone."))
