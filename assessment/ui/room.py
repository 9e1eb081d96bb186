"""Parts of the page Room: a workshop is opened, its code, wall and console, its agenda after pre-work."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assessment.domain import facts as f
from assessment.domain.engagement import Engagement, Workshop
from assessment.domain.pack import Question
from assessment.domain.room import Sorted, fit_agenda, flags_in_room, parts_of, sort_questions
from assessment.report import tables
from assessment.text import _, clean, escape_markdown
from assessment.ui import widgets
from assessment.ui.words import free_id, name_to_id
from assessment.workspace import Store, Workspace
from assessment.workspace.rooms import code_on_the_wall, new_code, spelled


def open_workshop(workspace: Workspace, cycle: str | None) -> None:
    engagement, chosen = workspace.state_of(cycle)
    if chosen.closed is not None:
        st.info(_("This cycle is closed. A workshop needs an open one."))
        return
    st.info(_("No workshop is on. Open one: its code goes to the wall, and people come in with their phones."))
    title = st.text_input(_("Title on the wall"), max_chars=120)
    sites = st.multiselect(_("Sites that take part"), list(engagement.sites), default=list(engagement.sites)[:1],
                           format_func=lambda site: engagement.sites[site].name)
    if st.button(_("Open the workshop"), type="primary", disabled=not title.strip()):
        name = free_id(name_to_id(title), engagement.workshops)
        widgets.record(workspace, f.WorkshopOpened(workshop=name, cycle=chosen.id, title=clean(title, 120),
                                                   sites=tuple(sites)), _("The workshop is open."))


def way_in(workspace: Workspace, workshop: Workshop) -> None:
    """The code, who is in the room, and console and wall, each in a window of its own."""
    code = code_on_the_wall(Store.shared(), workspace.id, workshop.id)
    left, middle, right = st.columns(3)
    left.metric(_("Code to join"), spelled(code))
    middle.metric(_("In the room"), len(workshop.present))
    right.link_button(_("Walk through the questions"), f"/console/{workspace.id}/{workshop.id}", type="primary")
    right.link_button(_("Open the wall"), f"/wall/{workspace.id}/{workshop.id}")
    if right.button(_("Another code"), help=_("The code before lets nobody in any more.")):
        new_code(Store.shared(), workspace.id, workshop.id)
        st.rerun()


def prepare(workspace: Workspace, workshop: Workshop) -> None:
    """After pre-work: what is settled, and an agenda of the rest."""
    engagement = workspace.engagement()
    items = sort_questions(engagement, workshop)
    _agree_settled(workspace, workshop, engagement, items)
    _plan_hours(workspace, workshop, engagement, items)


def _agree_settled(workspace: Workspace, workshop: Workshop, engagement: Engagement, items: Sequence[Sorted]) -> None:
    """Questions on which pre-work agrees, by name, to be agreed at one stroke."""
    known = engagement.the_pack.questions
    settled = [item for item in items if item.verdict == "settled"]
    widgets.heading(_("Settled by pre-work"))
    if not settled:
        st.caption(_("None: a question is settled where at least three people answered and nobody stands far off."))
        return
    for item in settled:
        names = {site: engagement.sites[site].name for site in item.proposed if site} | {"": _("The network")}
        told = ", ".join(f"{names[place]} {level}" for place, level in item.proposed.items())
        st.markdown(f"- {escape_markdown(known[item.question].text)} **{escape_markdown(told)}**")
    if st.button(_("Agree on all {count}").format(count=len(settled))):
        facts = [f.Agreed(cycle=workshop.cycle, site=place or None, question=item.question, value=level,
                          round=engagement.round_of(workshop.cycle, place or None, item.question),
                          rationale=_("Settled by pre-work; agreed together."))
                 for item in settled for place, level in item.proposed.items()]
        widgets.record_together(workspace, facts, _("Agreed."), engagement.last_seq)


def _plan_hours(workspace: Workspace, workshop: Workshop, engagement: Engagement, items: Sequence[Sorted]) -> None:
    """What needs the room, and how much of it fits the hours."""
    known, why = engagement.the_pack.questions, _reasons()
    open_ones = [item for item in items if item.verdict in ("discuss", "missing")]
    widgets.heading(_("Needs the room"))
    st.dataframe([{_("Question"): known[item.question].text, _("Why"): ", ".join(why[reason] for reason in item.why),
                   _("Flagged"): _flagged(engagement, workshop, known[item.question]),
                   _("Must be asked"): _("yes") if item.must else ""} for item in open_ones], hide_index=True)
    hours = st.number_input(_("Hours in the room"), min_value=0.5, max_value=16.0, value=3.0, step=0.5)
    agenda, rest = fit_agenda(items, hours)
    asked = [item for item in agenda if item.question]
    st.caption(_("Questions that fit: {asked}; left over: {rest}; breaks: {breaks}.").format(
        asked=len(asked), rest=len(rest), breaks=len(agenda) - len(asked)))
    st.dataframe([{_("Dimension"): engagement.the_pack.by_id[part.dimension].name if part.dimension else _("Break"),
                   _("Questions"): len(part.questions), _("Minutes"): part.minutes, _("Until minute"): part.until}
                  for part in parts_of(engagement, agenda)], hide_index=True, height="content")
    if st.button(_("Take this agenda; it begins now"), type="primary", disabled=not asked):
        widgets.record(workspace, f.AgendaSet(workshop=workshop.id, begins=workspace.clock_now, items=agenda),
                       _("The agenda has begun. Walk through the questions on the console."))


def _flagged(engagement: Engagement, workshop: Workshop, question: Question) -> str:
    return ", ".join(f"{tables.flag_name(one.flag)} ({one.count})"
                     for one in flags_in_room(engagement, workshop, question))


def _reasons() -> dict[str, str]:
    return {"spread": _("answers far apart"), "gap": _("IT and OT see it differently"),
            "cap": _("it holds a level down"), "weight": _("it weighs much"),
            "few": _("fewer than three answers"), "none": _("no answer yet"), "flag": _("flagged")}
