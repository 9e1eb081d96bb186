"""Forms of the page on sites and people: a site, a person, the cycles."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assessment.domain.basis import FUNCTIONS
from assessment.domain.engagement import ROLES
from assessment.domain.facts import CycleDeepened, CycleOpened, RespondentDefined, SiteDefined
from assessment.text import _, clean
from assessment.ui import widgets
from assessment.ui.words import free_id, name_to_id, word
from assessment.workspace import Store, Workspace
from assessment.workspace.closing import close_cycle

KINDS = ["drug-substance", "drug-product", "biologics", "packaging", "device", "mixed"]


def edit_site(workspace: Workspace) -> None:
    """A new site, or another state of one; what is not shown here stays as it was."""
    engagement = workspace.engagement()
    chosen = st.selectbox(_("Add or change"), ["", *engagement.sites],
                          format_func=lambda s: engagement.sites[s].name if s else _("a new site"))
    held = engagement.sites.get(chosen) or SiteDefined(site="x", name="x")
    with st.form(f"site-{chosen}", enter_to_submit=False):
        name = st.text_input(_("Name of the site"), held.name if chosen else "", max_chars=120)
        kind = st.selectbox(_("Kind"), KINDS, index=KINDS.index(held.site_kind) if chosen else 0, format_func=word)
        country = st.text_input(_("Country"), held.country, max_chars=120)
        headcount = st.number_input(_("Headcount"), 1, 100_000, held.headcount)
        years = st.number_input(_("Years since the last rebuild"), 0.0, 150.0, float(held.brownfield_years), 1.0)
        sterile = st.checkbox(_("Sterile"), held.sterile)
        markets = st.text_input(_("Markets, separated by commas"), ", ".join(held.markets), max_chars=400)
        cluster = st.text_input(_("Cluster of similar sites"), held.cluster, max_chars=120)
        weight = st.number_input(_("Weight in the network"), 0.1, 1000.0, float(held.weight), 0.1)
        if not st.form_submit_button(_("Record the site") if chosen else _("Add the site")):
            return
        if not clean(name):
            st.error(_("Give the site a name."))
            return
        widgets.record(workspace, held.model_copy(update={
            "site": chosen or free_id(name_to_id(name), engagement.sites), "name": clean(name, 120), "site_kind": kind,
            "country": clean(country, 120), "headcount": headcount, "brownfield_years": years, "sterile": sterile,
            "markets": tuple(part for market in markets.split(",") if (part := clean(market, 60))),
            "cluster": clean(cluster, 120), "weight": weight}), _("Site recorded."))


def add_person(workspace: Workspace) -> None:
    """One more person; the name stands beside the journal, the fact has an id only."""
    engagement = workspace.engagement()
    with st.form("person", enter_to_submit=False):
        name = st.text_input(_("Name"), max_chars=120)
        function = st.selectbox(_("Function"), FUNCTIONS, format_func=word)
        place = st.selectbox(_("Site"), [widgets.NETWORK, *engagement.sites],
                             format_func=lambda s: _("network") if s == widgets.NETWORK else engagement.sites[s].name)
        role = st.selectbox(_("Role"), ROLES, index=ROLES.index("participant"), format_func=word)
        if not st.form_submit_button(_("Add the person")):
            return
        if not clean(name):
            st.error(_("Give the person a name."))
            return
        key = free_id(f"p-{name_to_id(name)}", engagement.people)
        Store.shared().journal.beside.remember_name(engagement.id, key, clean(name, 120))
        widgets.record(workspace, RespondentDefined(
            person=key, function=function, site=None if place == widgets.NETWORK else place, role=role),
            _("Person recorded."))


def steer_cycles(workspace: Workspace) -> None:
    """Deepen or close what is open, and open the next."""
    engagement = workspace.engagement()
    for cycle in engagement.cycles.values():
        if cycle.closed is None and cycle.depth == "quick" and st.button(
                _("Deepen {name} to the full assessment").format(name=cycle.id), key=f"deepen-{cycle.id}"):
            widgets.record(workspace, CycleDeepened(cycle=cycle.id),
                           _("All questions are asked now; nothing that was answered is asked again."))
        if cycle.closed is None and st.button(_("Close {name}").format(name=cycle.id), key=f"close-{cycle.id}"):
            widgets.attempt(partial(close_cycle, workspace, cycle.id, workspace.today),
                            _("Closed: it cannot change any more."))
    with st.form("cycle", enter_to_submit=False):
        name = st.text_input(_("Name of a new cycle"), placeholder="2026-q4", max_chars=40)
        opened = st.date_input(_("Date"))
        quick = sum(q.quick for q in engagement.the_pack.questions.values())
        depth = st.radio(_("What is asked"), ["full", "quick"], horizontal=True, format_func=lambda d: (
            _("quick scan, {count} questions").format(count=quick) if d == "quick"
            else _("full assessment, {count} questions").format(count=len(engagement.the_pack.questions))))
        if not st.form_submit_button(_("Open the cycle")):
            return
        if not clean(name):
            st.error(_("Give the cycle a name."))
            return
        widgets.record(workspace, CycleOpened(cycle=name_to_id(name), date=opened, depth=depth), _("Cycle opened."))
