"""The register of zones and connections: entered, imported, drawn."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.formats import connections_template, zones_template
from assessment.report import charts, tables
from assessment.text import _
from assessment.ui import register_form, session, widgets

workspace = session.workspace()
engagement = workspace.engagement()
may = allowed(workspace.role, "plan")
widgets.title(_("Zones and connections"), _("What is connected to what, or is to be: the register that the gate works "
                                            "on. First the zones with their level, then the flows between them."))
widgets.wait_for(workspace, _("Here stands what is connected to what at each site, drawn and listed."), "sites")
site = st.selectbox(_("Site"), list(engagement.sites), format_func=lambda s: engagement.sites[s].name)
permits = workspace.permits_today()
diagram, flows, zones, bring = st.tabs([_("Diagram"), _("Connections"), _("Zones"), _("Import")])

with diagram:
    drawn = charts.zone_diagram(engagement, permits, site)
    if drawn is None:
        st.info(_("Nothing is registered here yet. Define the zones of this site, or import an asset export; then list "
                  "what flows between them, the live connections first."))
    widgets.show_chart(drawn)
    widgets.show_table(tables.connections_of(engagement, permits, site), heading=False)
    if drawn is not None:
        st.caption(_("The report prints the diagram of each site with three connections or more."))

with zones:
    if may:
        st.caption(_("A change of a zone's level, contents, target or GxP mark ends the permits of its connections."))
        widgets.heading(_("Zones of {site}").format(site=engagement.sites[site].name))
        register_form.edit_zones(workspace, site)
        widgets.heading(_("Zones of the network and outside"))
        register_form.edit_zones(workspace, None)
    else:
        st.info(_("Your role reads here; the team defines."))

with flows:
    if not any(place in (None, site) and not zone.withdrawn for (place, _id), zone in engagement.zones.items()):
        st.info(_("Define the zones first; a connection leads from one to another."))
    elif may:
        st.caption(_("One row a flow. Owner, OT security and Quality are three different people; each decides for "
                     "oneself. A change of what flows ends its permit; a new name or going live does not."))
        register_form.edit_connections(workspace, site)
    else:
        widgets.show_table(tables.connections_of(engagement, permits, site), heading=False)

with bring:
    st.caption(_("CSV with a header; other columns are left out. Rows between the same two zones become one "
                 "connection."))
    left, right = st.columns(2)
    left.download_button(_("Template for zones and assets"), zones_template(), "zones.csv", "text/csv")
    right.download_button(_("Template for connections"), connections_template(), "connections.csv", "text/csv")
    if may:
        kind = st.radio(_("What the file holds"), ["zones", "connections"], horizontal=True, format_func=lambda k: {
            "zones": _("Zones or assets"), "connections": _("Connections or firewall rules")}[k])
        given = st.file_uploader(_("CSV file"), type=["csv"], max_upload_size=20)
        if given is not None:
            register_form.bring(workspace, kind, given.getvalue(), given.name)
