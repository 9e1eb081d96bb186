"""The calendar of the plants: freezes and shutdowns that the plan keeps to."""

import streamlit as st

from assessment.domain.engagement import allowed, asks_for
from assessment.text import _, escape_markdown
from assessment.ui import calendar_form, session, widgets

workspace = session.workspace()
engagement = workspace.engagement()
widgets.title(_("Calendar"), _("When a plant may not be touched, and when it stands still anyway. The plan follows "
                               "what stands here the next time a page shows it."))
widgets.wait_for(workspace, _("Here stand the times in which a plant may not be touched, and those in which it "
                              "stands still anyway."), "sites")
freezes, shutdowns = st.tabs([_("Freezes"), _("Shutdowns")])

with freezes:
    st.caption(_("In a month of which freezes cover at least half the days, what they stop stands still. Where that is "
                 "work at the site, tasks pause and neither begin nor end in it; where it is validation, so do tasks "
                 "with a validated release; where it is cut-overs, none that stops production falls into it. A freeze "
                 "everywhere also holds for what is done once, for all sites."))
    if engagement.freezes:
        st.dataframe(calendar_form.freeze_rows(engagement), hide_index=True, width="stretch",
                     column_config={_("Where"): st.column_config.TextColumn(width=105)},
                     height="content" if len(engagement.freezes) <= widgets.MOST_ROWS else "auto")
    else:
        st.info(_("No freeze is recorded, so the plan may use every month at every site. Record the times in which a "
                  "plant may not be touched: an inspection, a launch campaign, media fills, the end of the year."))
    if allowed(workspace.role, asks_for("freeze-set")):
        calendar_form.edit_freezes(workspace)
    else:
        st.info(_("Your role reads here; the team defines."))

with shutdowns:
    st.caption(_("Once a site has a shutdown, a cut-over that stops production falls only into a month with one and "
                 "takes no more hours than it has there, at 24 a day. A stop within a shutdown loses no revenue."))
    for site in calendar_form.sites_without_cut_over(engagement):
        st.warning(escape_markdown(_("All shutdowns of {site} lie outside the roadmap: no cut-over that stops "
                                     "production can be planned there.").format(site=site)))
    if engagement.shutdowns:
        st.dataframe(calendar_form.shutdown_rows(engagement), hide_index=True, width="stretch",
                     height="content" if len(engagement.shutdowns) <= widgets.MOST_ROWS else "auto")
    else:
        st.info(_("No shutdown is recorded, so a cut-over that stops production may fall into any month, and what "
                  "the stop loses counts as a cost. Record the times in which a plant stands still anyway: the "
                  "yearly maintenance, holidays, a rebuild."))
    if allowed(workspace.role, asks_for("shutdown-set")):
        calendar_form.edit_shutdowns(workspace)
    else:
        st.info(_("Your role reads here; the team defines."))
