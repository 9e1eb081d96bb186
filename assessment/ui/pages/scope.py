"""Sites, people, personal links and cycles."""

from datetime import date

import streamlit as st

from assessment.domain.basis import FUNCTIONS
from assessment.domain.facts import CycleClosed, CycleDeepened, CycleOpened, RespondentDefined, SiteDefined
from assessment.text import _, clean, escape_markdown
from assessment.ui import session, widgets
from assessment.ui.words import name_to_id, word
from assessment.workspace import Store

workspace = session.workspace()
engagement = workspace.engagement()
store = Store.shared()
widgets.title(_("Sites and people"))
sites, people, cycles = st.tabs([_("Sites"), _("People and links"), _("Cycles")])

with sites:
    st.dataframe([{_("Site"): s.name, _("Kind"): word(s.site_kind), _("Country"): s.country,
                   _("Headcount"): s.headcount, _("Years since the last rebuild"): s.brownfield_years,
                   _("Sterile"): s.sterile, _("Weight"): s.weight} for s in engagement.sites.values()],
                 hide_index=True, width="stretch")
    new = ""
    chosen = st.selectbox(_("Add or change"), [new, *engagement.sites],
                          format_func=lambda s: engagement.sites[s].name if s else _("a new site"))
    held = engagement.sites.get(chosen) or SiteDefined(site="x", name="x")
    kinds = ["drug-substance", "drug-product", "biologics", "packaging", "device", "mixed"]
    with st.form(f"site-{chosen}", enter_to_submit=False):
        name = st.text_input(_("Name of the site"), held.name if chosen else "", max_chars=120)
        kind = st.selectbox(_("Kind"), kinds, index=kinds.index(held.site_kind) if chosen else 0, format_func=word)
        country = st.text_input(_("Country"), held.country, max_chars=120)
        headcount = st.number_input(_("Headcount"), 1, 100_000, held.headcount)
        years = st.number_input(_("Years since the last rebuild"), 0.0, 150.0, float(held.brownfield_years), 1.0)
        sterile = st.checkbox(_("Sterile"), held.sterile)
        markets = st.text_input(_("Markets, separated by commas"), ", ".join(held.markets), max_chars=400)
        cluster = st.text_input(_("Cluster of similar sites"), held.cluster, max_chars=120)
        weight = st.number_input(_("Weight in the network"), 0.1, 1000.0, float(held.weight), 0.1)
        if st.form_submit_button(_("Record the site") if chosen else _("Add the site")) and clean(name):
            widgets.record(workspace, held.model_copy(update={
                "site": chosen or name_to_id(name), "name": clean(name, 120), "site_kind": kind,
                "country": clean(country, 120), "headcount": headcount, "brownfield_years": years, "sterile": sterile,
                "markets": tuple(part for market in markets.split(",") if (part := clean(market, 60))),
                "cluster": clean(cluster, 120), "weight": weight}), _("Site recorded."))

with people:
    st.dataframe([{_("Name"): workspace.names.get(key, key), _("Function"): word(p.function),
                   _("Site"): engagement.sites[p.site].name if p.site else _("network"), _("Role"): word(p.role)}
                  for key, p in engagement.people.items()], hide_index=True, width="stretch")
    with st.form("person", enter_to_submit=False):
        person_name = st.text_input(_("Name"), max_chars=120)
        function = st.selectbox(_("Function"), FUNCTIONS, format_func=word)
        place = st.selectbox(_("Site"), [widgets.NETWORK, *engagement.sites],
                             format_func=lambda s: _("network") if s == widgets.NETWORK else engagement.sites[s].name)
        role = st.selectbox(_("Role"), ["participant", "contributor", "facilitator", "reviewer", "viewer"],
                            format_func=word)
        if st.form_submit_button(_("Add the person")) and clean(person_name):
            key = f"p-{name_to_id(person_name)}"
            while key in engagement.people:
                key += "-2"
            store.journal.beside.remember_name(engagement.id, key, clean(person_name, 120))
            widgets.record(workspace, RespondentDefined(
                person=key, function=function, site=None if place == widgets.NETWORK else place, role=role),
                _("Person recorded."))
    if engagement.people and workspace.role == "owner":
        chosen = st.selectbox(_("Personal link for"), list(engagement.people),
                              format_func=lambda p: workspace.names.get(p, p))
        if st.button(_("Make a link")):
            st.code(f"/enter/{store.access.invite(engagement, chosen)}", language=None)
            st.caption(_("Put the address of this app before it. It works for 30 days and leads to this person's "
                         "questions. It is shown once."))

with cycles:
    for cycle in engagement.cycles.values():
        state = _("closed on {day}").format(day=cycle.closed) if cycle.closed else _("open")
        asked = _("quick scan") if cycle.depth == "quick" else _("full assessment")
        st.markdown(f"**{escape_markdown(cycle.id)}**: {cycle.opened}, {state}, {asked}")
        if cycle.closed is None and cycle.depth == "quick" and st.button(
                _("Deepen {name} to the full assessment").format(name=cycle.id), key=f"deepen-{cycle.id}"):
            widgets.record(workspace, CycleDeepened(cycle=cycle.id),
                           _("All questions are asked now; nothing that was answered is asked again."))
        if cycle.closed is None and st.button(_("Close {name}").format(name=cycle.id), key=f"close-{cycle.id}"):
            widgets.record(workspace, CycleClosed(cycle=cycle.id, date=date.today()),  # noqa: DTZ011
                           _("Closed: it cannot change any more."))
    with st.form("cycle", enter_to_submit=False):
        cycle_name = st.text_input(_("Name of a new cycle"), placeholder="2026-q4", max_chars=40)
        opened = st.date_input(_("Date"))
        quick = sum(q.quick for q in engagement.the_pack.questions.values())
        depth = st.radio(_("What is asked"), ["full", "quick"], horizontal=True, format_func=lambda d: (
            _("quick scan, {count} questions").format(count=quick) if d == "quick"
            else _("full assessment, {count} questions").format(count=len(engagement.the_pack.questions))))
        if st.form_submit_button(_("Open the cycle")) and clean(cycle_name):
            widgets.record(workspace, CycleOpened(cycle=name_to_id(cycle_name), date=opened, depth=depth),
                           _("Cycle opened."))
