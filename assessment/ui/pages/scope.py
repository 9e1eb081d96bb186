"""Sites, people and cycles: who takes part, where, and when it is measured."""

import streamlit as st

from assessment.domain.engagement import allowed, asks_for
from assessment.text import _, escape_markdown
from assessment.ui import admitting, scope_form, session, widgets
from assessment.ui.words import word

workspace = session.workspace()
engagement = workspace.engagement()
widgets.title(_("Sites and people"))
sites, people, cycles = st.tabs([_("Sites"), _("People and links"), _("Cycles")])

with sites:
    if engagement.sites:
        st.dataframe([{_("Site"): s.name, _("Kind"): word(s.site_kind), _("Country"): s.country,
                       _("Headcount"): s.headcount, _("Years since the last rebuild"): s.brownfield_years,
                       _("Sterile"): s.sterile, _("Weight"): s.weight} for s in engagement.sites.values()],
                     hide_index=True, width="stretch")
    else:
        st.info(_("Here stand the sites that take part. Begin with one, and add the others when they join."))
    if allowed(workspace.role, asks_for("site-defined")):
        scope_form.edit_site(workspace)

with people:
    if engagement.people:
        st.dataframe([{_("Name"): workspace.names.get(key, key), _("Function"): word(p.function),
                       _("Site"): engagement.sites[p.site].name if p.site else _("network"),
                       _("Role"): admitting.role_name(engagement.role_of(key))}
                      for key, p in engagement.people.items()], hide_index=True, width="stretch")
    else:
        st.info(_("Here stand the people who answer, agree and decide. Each gets a link of the own; in a room people "
                  "may also come in by the code on the wall, without being named here."))
    if allowed(workspace.role, asks_for("respondent-defined")):
        scope_form.add_person(workspace)
    if engagement.people and allowed(workspace.role, "admit"):
        st.page_link("ui/pages/access.py", label=_("Links and roles"))

with cycles:
    for cycle in engagement.cycles.values():
        state = _("closed on {day}").format(day=cycle.closed) if cycle.closed else _("open")
        asked = _("quick scan") if cycle.depth == "quick" else _("full assessment")
        st.markdown(f"**{escape_markdown(cycle.id)}**: {cycle.opened}, {state}, {asked}")
    if not engagement.cycles:
        st.info(_("Here stand the measurements. Answers belong to one; the next, a quarter later, shows what moved. "
                  "The quick scan takes about an hour."))
    if allowed(workspace.role, "open-cycle"):
        scope_form.steer_cycles(workspace)
