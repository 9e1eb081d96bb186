"""The catalogue of initiatives: what each changes, takes and needs."""

import streamlit as st

from assessment.text import _, escape_markdown
from assessment.ui import session, widgets

workspace = session.workspace()
library, pack = workspace.engagement().the_library, workspace.engagement().the_pack
widgets.title(_("Initiatives"), _("Durations, effort and spend are expert judgement for a mid-size site, scaled to "
                                  "each of yours."))
st.dataframe([{_("Id"): i.id, _("Initiative"): i.name, _("Stage"): i.stage, _("Scope"): i.scope,
               _("Weeks"): f"{i.weeks.low:g} – {i.weeks.high:g}",
               _("Spend, USD thousand"): f"{i.cost_kusd.low:g} – {i.cost_kusd.high:g}",
               _("Needs"): ", ".join(i.prerequisites), _("Owner"): i.owner} for i in library.initiatives],
             hide_index=True, width="stretch")
chosen = st.selectbox(_("Initiative"), library.initiatives, format_func=lambda i: f"{i.id} {i.name}")
st.markdown(f"#### {escape_markdown(chosen.name)}")
st.markdown(escape_markdown(chosen.change))
left, right = st.columns(2)
with left:
    st.markdown(f"**{_('Raises')}**")
    for effect in chosen.effects:
        st.markdown(escape_markdown(f"{pack.capabilities[effect.capability].name}: {effect.from_:g} → {effect.to:g}"))
    st.markdown(f"**{_('Deliverables')}**")
    for deliverable in chosen.deliverables:
        st.markdown(f"- {escape_markdown(deliverable)}")
with right:
    st.markdown(f"**{_('Effort, person-weeks')}**")
    for role, weeks in chosen.effort.items():
        st.markdown(escape_markdown(f"{role}: {weeks.low:g} – {weeks.high:g}"))
    st.markdown(f"**{_('Measured by')}**")
    for kpi in chosen.kpis:
        st.markdown(f"- {escape_markdown(kpi)}")
    st.caption(escape_markdown(f"{_('Basis')}: {chosen.basis}"))
