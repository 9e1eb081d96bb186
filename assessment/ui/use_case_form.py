"""The form of a use case, filled from the library's or from one that is there."""

from __future__ import annotations

from typing import Any, get_args

import streamlit as st

from assessment.domain.facts import Audience, Supply, UseCaseDefined
from assessment.report import tables
from assessment.text import _, clean
from assessment.ui import widgets
from assessment.ui.words import free_id, name_to_id
from assessment.workspace import Workspace

OWN = ""


def show(workspace: Workspace) -> None:
    """Choose what to begin with, then say what is the client's; what is missing is said and nothing typed is lost."""
    engagement = workspace.engagement()
    library = engagement.the_library
    templates = {case.id: case for case in library.use_cases}
    there = {name: case for name, case in engagement.use_cases.items() if not case.withdrawn}
    bases: dict[str, Any] = {**templates, **there}
    begin = st.selectbox(_("Begin with"), [*there, *(t for t in templates if t not in there), OWN],
                         format_func=lambda c: bases[c].name if c else _("an own one"))
    base = bases.get(begin)
    if begin in templates and begin not in there:
        st.caption(_("From the library; which initiatives, areas and drivers it touches is expert judgement. Adopt it "
                     "as it is, or change what differs here."))

    def given(key: str, otherwise: Any = "") -> Any:
        return getattr(base, key, otherwise) if base is not None else otherwise

    ambitions = tables.ambition_names(engagement)
    current = there[begin].ambition if begin in there else next(iter(given("ambitions", ())), None)
    with st.form(f"use-case-{begin}", enter_to_submit=False):
        name = st.text_input(_("Name"), given("name"), max_chars=120)
        decision = st.text_area(_("Decision that it improves"), given("decision"), max_chars=4000)
        left, right = st.columns(2)
        ambition = left.selectbox(_("Ambition"), list(ambitions), format_func=ambitions.__getitem__,
                                  index=list(ambitions).index(current) if current in ambitions else 0)
        audiences, supplies = list(get_args(Audience)), list(get_args(Supply))
        audience = right.selectbox(_("For whom"), audiences, index=audiences.index(given("audience", audiences[0])),
                                   format_func=lambda a: _(tables.AUDIENCE_NAMES[a]))
        owner = left.text_input(_("Owner (a post)"), given("owner"), max_chars=120)
        supply = right.selectbox(_("How the data reach the decision today"), supplies,
                                 index=supplies.index(given("supply", "none")),
                                 format_func=lambda s: _(tables.SUPPLY_NAMES[s]))
        data = st.text_input(_("Data"), given("data"), max_chars=400)
        source = left.text_input(_("Source"), given("source"), max_chars=120)
        source_zone = left.text_input(_("Zone of the source"), given("source_zone"), max_chars=120)
        consumer = right.text_input(_("Consumer"), given("consumer"), max_chars=120)
        consumer_zone = right.text_input(_("Zone of the consumer"), given("consumer_zone"), max_chars=120)
        directions = list(tables.DIRECTION_NAMES)
        direction = left.radio(_("The flow"), directions, index=directions.index(given("direction", "read")),
                               format_func=lambda d: _(tables.DIRECTION_NAMES[d]), horizontal=True)
        gxp = right.checkbox(_("Records or decisions under GxP"), given("gxp", False))
        remote = right.checkbox(_("Remote access"), given("remote_access", False))
        sites = st.multiselect(_("Sites (none: all)"), list(engagement.sites), list(given("sites", ())),
                               format_func=lambda s: engagement.sites[s].name)
        drivers = st.multiselect(_("Value drivers"), list(library.driver), _known(given("drivers", ()), library.driver),
                                 format_func=lambda d: library.driver[d].name)
        areas = st.multiselect(_("Integration areas"), list(library.area), _known(given("areas", ()), library.area),
                               format_func=lambda a: library.area[a].name)
        initiatives = st.multiselect(_("Initiatives that bring the data"), list(library.initiative),
                                     _known(given("initiatives", ()), library.initiative),
                                     format_func=lambda i: f"{i} {library.initiative[i].name}")
        withdrawn = st.checkbox(_("No longer wanted"), False) if begin in there else False
        if not st.form_submit_button(_("Record the use case")):
            return
        told = {"name": clean(name, 120), "decision": clean(decision), "owner": clean(owner, 120),
                "source": clean(source, 120), "source_zone": clean(source_zone, 120),
                "consumer": clean(consumer, 120), "consumer_zone": clean(consumer_zone, 120)}
        missing = [label for key, label in (
            ("name", _("Name")), ("decision", _("Decision that it improves")), ("owner", _("Owner (a post)")),
            ("source", _("Source")), ("source_zone", _("Zone of the source")), ("consumer", _("Consumer")),
            ("consumer_zone", _("Zone of the consumer"))) if not told[key]]
        if missing:
            st.error(_("Still missing: {what}.").format(what=", ".join(missing)))
            return
        widgets.record(workspace, UseCaseDefined(
            **told, use_case=begin if begin in there else free_id(name_to_id(told["name"]), there),
            template=begin if begin in templates else given("template", None), ambition=ambition, audience=audience,
            data=clean(data, 400), direction=direction, gxp=gxp, remote_access=remote, supply=supply,
            sites=tuple(sites), drivers=tuple(drivers), areas=tuple(areas), initiatives=tuple(initiatives),
            withdrawn=withdrawn), _("Recorded."))


def _known(names: Any, known: dict[str, Any]) -> list[str]:
    return [name for name in names if name in known]
