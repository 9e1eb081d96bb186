"""What is connected without a gate, what was decided on it, and until when."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.domain.gate import held_sites, without_gate
from assessment.report import tables
from assessment.text import _, escape_markdown
from assessment.ui import gate_form, session, widgets

workspace = session.workspace()
engagement = workspace.engagement()
permits = workspace.permits_today()
found = without_gate(engagement, permits, workspace.today)
widgets.title(_("Connected without a gate"), _(
    "Live connections against the same criteria. Each one that fails wants a decision: cut, compensate by a date, or "
    "accept by name."))
live = [permit for permit in permits if permit.live]
if not live:
    widgets.teach(_("No live connection is registered. Most plants have some: list them on the page Zones and "
                    "connections."), "connections")
    st.stop()
left, middle, right = st.columns(3)
left.metric(_("Live connections"), len(live))
middle.metric(_("Without a permit in force"), len(found))
right.metric(_("Undecided or overdue"), sum(one.standing != "running" for one in found))
rules = engagement.the_library.gate
held = held_sites(permits)
if held and rules.cap_dimension in engagement.the_pack.by_id:
    st.warning(_("Open hard stops hold {dimension} at level {level} at most here: {sites}.").format(
        dimension=engagement.the_pack.by_id[rules.cap_dimension].name, level=rules.cap_level,
        sites=escape_markdown(", ".join(engagement.sites[site].name for site in held))))
place = st.selectbox(_("Site"), ["", *dict.fromkeys(one.site for one in found)],
                     format_func=lambda s: engagement.sites[s].name if s else _("All sites"))
shown = [one for one in found if place in ("", one.site)]
if not shown:
    st.success(_("Every live connection has a permit in force."))
    st.stop()
widgets.show_table(tables.live_connections(engagement, shown), heading=False)
names = {one.connection: one for one in shown}
chosen = st.selectbox(_("Decide on"), list(names), format_func=lambda c: (
    f"{engagement.connections[c].name} ({tables.live_standing_name(names[c].standing)})"))
one = names[chosen]
if one.uncovered:
    st.warning(_("The decision does not cover what fails since: {names}.").format(names=", ".join(one.uncovered)))
st.caption(_("Fails: {names}. A decision to compensate or to accept does not close a hard stop.").format(
    names=", ".join(one.failing) or _("nothing; only the decisions of the three are missing")))
if allowed(workspace.role, "plan"):
    gate_form.decide_live(workspace, one)
else:
    st.info(_("Your role reads here; the team decides."))
