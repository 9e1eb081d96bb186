"""The network of sites: levels side by side, places with ties, who can show how it is done, order and targets."""

import streamlit as st

from assessment.domain.engagement import sees_ranking
from assessment.domain.facts import RankingShown
from assessment.domain.pack import INDEX_NAMES
from assessment.report import charts, tables
from assessment.text import _, escape_markdown
from assessment.ui import session, widgets
from assessment.workspace.reminding import reminders_of

workspace = session.workspace()
widgets.commit_first(workspace)
widgets.title(_("Network of sites"), _("Where each site stands among the others, and whom it can learn from."))
widgets.wait_for(workspace, _("Here stand the sites beside each other."), "answers")
with st.spinner(_("Computing")):
    results = workspace.results(session.cycle())
engagement, latest = results.engagement, workspace.engagement()
person = latest.people.get(workspace.actor)
ranked = sees_ranking(latest, workspace.actor, workspace.role)
own = person.site if person is not None and not ranked else None
seen = [site for site in engagement.sites if own in (None, site)]
picked = st.multiselect(_("Sites"), seen, format_func=lambda site: engagement.sites[site].name,
                        placeholder=_("All sites")) if len(seen) > 1 else []
sites = picked or seen
if ranked:
    places, levels, donors, order, targets = st.tabs(
        [_("Places"), _("Levels"), _("Learn from"), _("Clusters and order"), _("Targets")])
    with places:
        names: dict[str, str] = {**{index: _(name) for index, name in INDEX_NAMES.items()},
                                 **{d.id: f"{d.code} {d.name}" for d in engagement.the_pack.dimensions}}
        node = st.selectbox(_("Measure"), list(names), format_func=names.__getitem__)
        widgets.show_table(tables.network_ranking(results, (node,), sites), heading=False)
    with levels:
        for drawn in charts.site_maps(results):
            widgets.show_chart(drawn)
        widgets.show_table(tables.sites(results))
    with order:
        widgets.show_table(tables.network_order(results))
        widgets.show_table(tables.network_clusters(results))
        widgets.show_table(tables.clusters(results))
else:
    st.info(_("Places among the sites are not shown to you; an owner decides who sees them."))
    donors, targets = st.tabs([_("Learn from"), _("Targets")])
with donors:
    widgets.show_table(tables.network_donors(results, sites), heading=False)
with targets:
    widgets.show_table(tables.network_targets(results, sites), heading=False)
st.download_button(_("What falls due, for your calendar"), lambda: reminders_of(workspace), "reminders.ics",
                   "text/calendar", help=_("Measurements, gates, permits, reviews and what is promised or parked. "
                                           "Bring it in again later and what moved is moved."))
if workspace.role == "owner":
    with st.expander(_("Who sees places among the sites")):
        told = {"network": _("Everybody but people of a single site"), "owners": _("Owners only"),
                "everyone": _("Everybody; the sheet of a site tells its place")}
        to = st.radio(_("Shown to"), list(told), index=list(told).index(latest.ranking_shown),
                      format_func=lambda key: escape_markdown(told[key]))
        if st.button(_("Save"), disabled=to == latest.ranking_shown):
            widgets.record(workspace, RankingShown(to=to), _("Saved."))
