"""Key figures that the programme is measured by, their values, and benefits that finance has booked."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.domain.tracking import benefit_standings, kpi_standings
from assessment.formats import actuals_template, shipped_kpis
from assessment.report.tables import tracking as tables
from assessment.text import _
from assessment.ui import session, tracking_form, widgets

workspace = session.workspace()
widgets.title(_("Key figures"), _("What the business sees of it: figures with a baseline, a target and their values, "
                                  "and benefits that finance has booked."))
engagement = workspace.engagement()
may = allowed(workspace.role, "plan")
figures, values, define, benefits = st.tabs([_("Where they stand"), _("Values"), _("Define"), _("Benefits")])
standing = kpi_standings(engagement, workspace.today)

with figures:
    if standing:
        columns = st.columns(3)
        columns[0].metric(_("On track or reached"), sum(one.course in ("on track", "reached") for one in standing))
        columns[1].metric(_("Off track"), sum(one.course == "off track" for one in standing))
        columns[2].metric(_("Without a value"), sum(one.course == "no value" for one in standing))
        widgets.show_table(tables.key_figure_rows(engagement, standing), heading=False)
    else:
        st.info(_("No key figure is defined yet. Take over the shipped ones, or define your own."))
    missing = [kpi for kpi in shipped_kpis() if kpi.kpi not in engagement.kpis]
    if missing and may:
        st.caption(", ".join(_(kpi.name) for kpi in missing))
        if st.button(_("Take over the shipped key figures")):
            widgets.record_together(workspace, missing, _("Recorded."))

with values:
    if not standing:
        st.caption(_("Values stand here once a key figure is defined."))
    elif may:
        tracking_form.measure_kpi(workspace)
        widgets.heading(_("Many at once"))
        tracking_form.bring_file(workspace, "kpis", actuals_template())
    else:
        st.info(_("Your role reads here; the team measures."))

with define:
    if may:
        tracking_form.define_kpi(workspace)
    else:
        st.info(_("Your role reads here; the team defines."))

with benefits:
    booked = tables.booked_rows(engagement, benefit_standings(engagement, workspace.today))
    if not booked.rows:
        st.caption(_("No benefit is booked yet. What finance books is held against the value case in the report."))
    widgets.show_table(booked, heading=False)
    if may:
        tracking_form.book_benefit(workspace)
        tracking_form.take_back_benefit(workspace)
