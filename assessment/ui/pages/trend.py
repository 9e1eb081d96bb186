"""What moved between two cycles, where, whether it is real, and the answers behind it."""

import streamlit as st

from assessment.domain.engagement import sees_ranking
from assessment.domain.trend import Trend, moved_values, trend, trend_by_site
from assessment.report import charts
from assessment.report.tables import moves, story
from assessment.report.tables.table import one
from assessment.text import _, escape_markdown
from assessment.ui import session, tracing, widgets

workspace = session.workspace()
widgets.commit_first(workspace)
widgets.title(_("What moved"), _("Any two cycles: what changed, where, and whether it is real."))
widgets.wait_for(workspace, _("Here stands what moved since the cycle before, and whether it is real."), "answers")
with st.spinner(_("Computing")):
    results = workspace.results(session.cycle())
engagement, cycles = results.engagement, list(results.scorecards)
if len(cycles) < 2:
    st.info(_("This is the first cycle. Score again next quarter; then here stand what rose and fell by dimension, "
              "site and index, what of it is real, and the answers behind it."))
    st.stop()
left, right = st.columns(2)
later = right.selectbox(_("To cycle"), cycles[1:], index=len(cycles) - 2)
before = cycles[:cycles.index(later)]
earlier = left.selectbox(_("From cycle"), before, index=len(before) - 1)
with st.spinner(_("Computing")):
    found = trend(engagement, later, results.seed, before=earlier) or Trend(
        from_cycle=earlier, to_cycle=later, moves=())
    values = moved_values(engagement, earlier, later)
person = workspace.engagement().people.get(workspace.actor)
ranked = sees_ranking(workspace.engagement(), workspace.actor, workspace.role)
own = person.site if person is not None and not ranked else None
seen = [site for site in engagement.sites if own in (None, site)]
whole, places, questions, course = st.tabs(
    [_("Dimensions and indices"), _("Sites"), _("Risers and fallers"), _("All cycles")])
with whole:
    if results.trend is not None and (earlier, later) == (results.trend.from_cycle, results.trend.to_cycle):
        widgets.show_table(story.story(results))
    widgets.show_chart(charts.trend(results, found))
    tracing.show_moves(workspace, engagement, found, seen)
with places:
    by_site = {site: moved for site, moved in trend_by_site(
        engagement, later, results.seed, before=earlier).items() if site in seen}
    widgets.show_table(moves.moved_by_site(engagement, by_site))
    site = st.selectbox(_("Site"), seen, format_func=lambda key: engagement.sites[key].name)
    if site:
        tracing.show_moves(workspace, engagement, by_site[site], seen, site)
with questions:
    shown = [move for move in values if move.site is None or move.site in seen]
    for title, chosen in ((_("Rose most"), moves.risers(shown)), (_("Fell most"), moves.fallers(shown))):
        widgets.heading(title)
        if not chosen:
            st.caption(_("Nothing."))
        for move in chosen:
            place = _("network") if move.site is None else engagement.sites[move.site].name
            told = _("{question} ({place}): {before} → {after}, rests on {basis}").format(
                question=engagement.the_pack.questions[move.question].text, place=place,
                before=one(move.before), after=one(move.after), basis=moves.basis_name(move))
            with st.expander(escape_markdown(told)):
                widgets.show_table(moves.behind_move(engagement, move, found), heading=False)
with course:
    widgets.show_chart(charts.trend(results))
