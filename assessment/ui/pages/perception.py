"""How IT and OT see the same thing: dimensions, capabilities and questions, the network and each site."""

import streamlit as st

from assessment.domain.engagement import Place
from assessment.domain.scoring import NodeKind
from assessment.report import charts, tables
from assessment.text import _
from assessment.ui import session, widgets

workspace = session.workspace()
widgets.title(_("IT and OT"), _("The gap between the two views is a result of its own."))
widgets.wait_for(workspace, _("Here stands how IT and OT see the same thing, and how far apart."), "answers")
results = workspace.results(session.cycle())
engagement = results.engagement
names: dict[Place, str] = {None: _("network"), **{key: site.name for key, site in engagement.sites.items()}}
kinds: dict[NodeKind, str] = {
    "dimension": _("Dimensions"), "capability": _("Capabilities"), "question": _("Questions")}
left, right = st.columns(2)
kind = left.segmented_control(_("Show"), list(kinds), default="capability", format_func=kinds.__getitem__)
place = right.selectbox(_("Where"), list(names), format_func=names.__getitem__)
if results.scorecard.gaps_of(kind or "capability", place):
    widgets.show_chart(charts.perception(results, kind or "capability", place))
    widgets.show_table(tables.perception(results, kind or "capability", place))
    widgets.show_chart(charts.votes(results, place))
else:
    st.info(_("At least three people of IT and three of OT are needed here, so that no single vote can be read off."))
widgets.show_table(tables.perception_by_site(results))
