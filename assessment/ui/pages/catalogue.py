"""The catalogue of initiatives: what each changes, takes and needs."""

import streamlit as st

from assessment.domain.engagement import allowed
from assessment.text import _, escape_markdown, number
from assessment.ui import initiative_form, session, widgets
from assessment.ui.words import word

workspace = session.workspace()
library, pack = workspace.engagement().the_library, workspace.engagement().the_pack
widgets.title(_("Initiatives"), _("Durations, effort and spend are expert judgement for a mid-size site, scaled to "
                                  "each of yours."))
st.dataframe([{_("Id"): i.id, _("Initiative"): i.name, _("Stage"): word(i.stage), _("Scope"): word(i.scope),
               _("Weeks"): f"{number(i.weeks.low, 'g')} – {number(i.weeks.high, 'g')}",
               _("Spend, USD thousand"): f"{number(i.cost_kusd.low, 'g')} – {number(i.cost_kusd.high, 'g')}",
               _("Needs"): ", ".join(i.prerequisites), _("Owner"): i.owner} for i in library.initiatives],
             hide_index=True, width="stretch")
chosen = st.selectbox(_("Initiative"), library.initiatives, format_func=lambda i: f"{i.id} {i.name}")
st.markdown(f"#### {escape_markdown(chosen.name)}")
st.markdown(escape_markdown(chosen.change))
left, right = st.columns(2)
with left:
    widgets.label(_("Raises"))
    for effect in chosen.effects:
        st.markdown(escape_markdown(f"{pack.capabilities[effect.capability].name}: {number(effect.from_, 'g')} → "
                                    f"{number(effect.to, 'g')}"))
    widgets.label(_("Deliverables"))
    for deliverable in chosen.deliverables:
        st.markdown(f"- {escape_markdown(deliverable)}")
with right:
    widgets.label(_("Effort, person-weeks"))
    for role, weeks in chosen.effort.items():
        st.markdown(escape_markdown(f"{word(role)}: {number(weeks.low, 'g')} – {number(weeks.high, 'g')}"))
    widgets.label(_("Measured by"))
    for kpi in chosen.kpis:
        st.markdown(f"- {escape_markdown(kpi)}")
    st.caption(escape_markdown(_("Basis: {text}").format(text=chosen.basis)))
    for heading, sentences in ((_("How it goes wrong"), chosen.failure_modes), (_("Draws on"), chosen.standards)):
        if sentences:
            widgets.label(heading)
        for sentence in sentences:
            st.markdown(f"- {escape_markdown(sentence)}")
if allowed(workspace.role, "plan"):
    with st.expander(_("Own estimates")):
        initiative_form.own_estimates(workspace, chosen)
    with st.expander(_("Add an own initiative")):
        initiative_form.own_initiative(workspace)
