"""Quality's route: findings on data integrity and patient supply with their reference in the quality system."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.domain.quality import quality_findings
from assessment.report import tables
from assessment.text import _
from assessment.ui import gate_form, session, widgets

workspace = session.workspace()
engagement = workspace.engagement()
widgets.title(_("Quality's route"), _(
    "A finding on data integrity or patient supply closes only with the number of a deviation, CAPA or change control, "
    "or with Quality's reason why none is required."))
widgets.wait_for(workspace, _("Here stand findings on data integrity and patient supply, each with its number in "
                              "the quality system."), "cycle")
cycle = engagement.cycle(session.cycle()).id
found = quality_findings(engagement, cycle, workspace.permits_today())
if not found:
    widgets.teach(_("No finding so far. They come from criteria of the gate that are not met, and from answers below "
                    "level 3 to the questions that are watched."), "gate", "agree")
    st.stop()
left, middle, right = st.columns(3)
left.metric(_("Findings"), len(found))
middle.metric(_("Without a reference"), sum(finding.route is None for finding in found))
right.metric(_("Mended, waiting for Quality"), sum(finding.standing == "awaits-quality" for finding in found))
kinds = ["", "awaits-quality", "open", "closed"]
kind = st.selectbox(_("State"), kinds, format_func=lambda k: tables.quality_standing_name(k) if k else _("All states"))
shown = [finding for finding in found if kind in ("", finding.standing)]
widgets.show_table(tables.quality_route(engagement, shown), heading=False)
if shown and allowed(workspace.role, "plan"):
    number = st.selectbox(_("Record for"), range(len(shown)), format_func=lambda n: tables.quality_subject(
        engagement, shown[n]) + (f" ({engagement.sites[site].name})" if (site := shown[n].site) else ""))
    one = shown[number]
    if one.connection is not None:
        gate_form.route(workspace, {"connection": one.connection, "criterion": one.criterion}, f"finding-{number}")
    else:
        gate_form.route(workspace, {"question": one.question, "site": one.site}, f"finding-{number}")
