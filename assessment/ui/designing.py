"""Forms in which the client designs its operating model: an area, a team, a forum, a promise to plants."""

from __future__ import annotations

from typing import Any

import streamlit as st

from assessment.domain.engagement import Engagement, Place
from assessment.domain.facts import AreaDesigned, ForumDefined, ServicePromised, TeamStated
from assessment.domain.library import DEGREES, OperatingModelLibrary
from assessment.domain.operating_model import AreaDesign, OperatingModel
from assessment.report import tables
from assessment.text import N_, _, clean, escape_markdown
from assessment.ui import widgets
from assessment.ui.posts import MOST, PostPicker, id_from
from assessment.workspace import Workspace

NEW = "+"
"""Stands for one that is not in the list yet."""
SIDES = ("IT", "OT", "Quality", "Engineering", N_("joint"))


def place_names(engagement: Engagement) -> dict[Place, str]:
    """The network, then each site, by name."""
    return {None: _("network"), **{key: site.name for key, site in engagement.sites.items()}}


def design_area(workspace: Workspace, area: AreaDesign, place: Place, gxp: bool) -> None:
    """Records an area for the network, or an exception at a site; begins with what is designed, else proposed."""
    posts, held = PostPicker(workspace), area.stated if area.site == place else None
    key = f"{area.area}-{place}"
    with st.form(f"area-{key}", enter_to_submit=False):
        degree = st.radio(_("Degree"), DEGREES, index=DEGREES.index(area.degree), horizontal=True, key=f"degree-{key}",
                          format_func=tables.degree_name)
        values: dict[str, Any] = {
            "accountable": posts.several(_("Accountable (one post: what two own, nobody owns)"), area.accountable,
                                         f"accountable-{key}"),
            "responsible": posts.several(_("Responsible"), area.responsible, f"responsible-{key}"),
            "consulted": posts.several(_("Consulted"), area.consulted, f"consulted-{key}"),
            "informed": posts.several(_("Informed"), area.informed, f"informed-{key}"),
            "budget": posts.one(_("Holds the budget"), area.budget, f"budget-{key}")}
        if gxp:
            for column, (role, label) in zip(st.columns(3), (
                    ("process_owner", _("Process owner")), ("system_owner", _("System owner")),
                    ("qa_approver", _("QA approver"))), strict=True):
                with column:
                    values[role] = posts.one(label, getattr(area, role), f"{role}-{key}")
        local = st.text_area(_("What stays at the plant"), area.local, max_chars=4000, key=f"local-{key}")
        left, right = st.columns(2)
        since = left.date_input(_("Begins on"), held.since if held else None, key=f"since-{key}")
        until = right.date_input(_("Ends on; an exception needs it"), held.until if held else None, key=f"until-{key}")
        reason = st.text_area(_("Reason; an exception needs it"), held.reason if held else "", max_chars=4000,
                              key=f"reason-{key}")
        if st.form_submit_button(_("Record")):
            widgets.record(workspace, AreaDesigned(
                area=area.area, site=place, degree=degree, local=clean(local), since=since, until=until,
                reason=clean(reason), **values), _("Recorded."))
    if held is not None and st.button(_("Take it back to the proposal")):
        widgets.record(workspace, held.model_copy(update={"withdrawn": True}), _("Taken back."))


def state_team(workspace: Workspace, model: OperatingModel, operating: OperatingModelLibrary) -> None:
    """Records a team as it is today, or as it is to be after convergence."""
    posts, engagement = PostPicker(workspace), workspace.engagement()
    usual = {team.id: team for team in operating.teams}
    names = {team.team: team.name for team in model.teams} | {name: team.name for name, team in usual.items()}
    places = place_names(engagement)
    columns = st.columns(3)
    chosen = columns[0].selectbox(_("Team"), [*names, NEW], format_func=lambda t: names.get(t, _("another team")))
    place = columns[1].selectbox(_("Where"), list(places), format_func=places.__getitem__)
    when = columns[2].radio(_("When"), ["before", "after"], horizontal=True,
                            format_func={"before": _("today"), "after": _("after convergence")}.__getitem__)
    own = engagement.teams.get((chosen, place, when))
    own = None if own and own.withdrawn else own
    laid = next((t for where in (place, None) for t in model.teams if (t.team, t.site) == (chosen, where)), None)
    line = (laid.before if when == "before" else laid.later) if laid else None
    side = laid.side if laid else usual[chosen].side if chosen in usual else "IT"
    known = own.fte if own else (laid.fte_before or 0.0) if laid and laid.site == place else 0.0
    key = f"{chosen}-{place}-{when}"
    with st.form(f"team-{key}", enter_to_submit=False):
        left, middle, right = st.columns([2, 1, 1])
        name = left.text_input(_("Name"), own.name if own else names.get(chosen, ""), max_chars=MOST, key=f"n-{key}")
        of = middle.selectbox(_("Side"), SIDES, index=SIDES.index(own.side if own else side), key=f"side-{key}",
                              format_func=lambda s: _(s))
        fte = right.number_input(_("Full-time equivalents"), 0.0, 100_000.0, known, 0.5, key=f"fte-{key}")
        solid = posts.one(_("Solid line to"), line.solid if line else "", f"solid-{key}")
        dotted = posts.one(_("Dotted line to"), line.dotted if line else "", f"dotted-{key}")
        if st.form_submit_button(_("Record the team")):
            if not clean(name) or not solid:
                st.error(_("A team has a name and a solid line."))
            else:
                widgets.record(workspace, TeamStated(
                    team=id_from(name, names) if chosen == NEW else chosen, name=clean(name, MOST), side=of, when=when,
                    site=place, fte=fte, solid=solid, dotted=dotted), _("Recorded."))
    if own is not None and st.button(_("Take the team out")):
        widgets.record(workspace, own.model_copy(update={"withdrawn": True}), _("Taken out."))


def state_forum(workspace: Workspace, model: OperatingModel, operating: OperatingModelLibrary) -> None:
    """Records a forum in place of a proposed one, another one, or that there is no such forum."""
    posts, forums = PostPicker(workspace), {forum.forum: forum for forum in model.forums}
    rights = {right.id: right.name for right in operating.decision_rights}
    chosen = st.selectbox(_("Forum"), [*forums, NEW],
                          format_func=lambda f: forums[f].name if f in forums else _("another forum"))
    laid = forums.get(chosen)
    with st.form(f"forum-{chosen}", enter_to_submit=False):
        name = st.text_input(_("Name"), laid.name if laid else "", max_chars=MOST, key=f"name-{chosen}")
        chair = posts.one(_("Chair"), laid.chair if laid else "", f"chair-{chosen}")
        members = posts.several(_("Members"), laid.members if laid else (), f"members-{chosen}")
        held = [right for right in laid.decides if right in rights] if laid else []
        decides = st.multiselect(_("Decides on"), list(rights), held, format_func=rights.__getitem__,
                                 key=f"decides-{chosen}")
        left, right = st.columns(2)
        cadences = list(tables.CADENCES)
        cadence = left.selectbox(_("Meets"), cadences, index=cadences.index(laid.cadence if laid else "monthly"),
                                 format_func=lambda c: _(tables.CADENCES[c]), key=f"cadence-{chosen}")
        above = [None, *(forum for forum in forums if forum != chosen)]
        escalates = right.selectbox(
            _("Escalates to"), above, format_func=lambda f: forums[f].name if f else _("nobody, it has the last word"),
            index=above.index(laid.escalates_to) if laid and laid.escalates_to in above else 0, key=f"above-{chosen}")
        drop = laid is not None and st.checkbox(_("There is no such forum"), key=f"drop-{chosen}")
        if st.form_submit_button(_("Record the forum")):
            if not clean(name) or not chair:
                st.error(_("A forum has a name and a chair."))
            else:
                widgets.record(workspace, ForumDefined(
                    forum=id_from(name, {*forums, *workspace.engagement().forums}) if laid is None else chosen,
                    name=clean(name, MOST), chair=chair, members=members, cadence=cadence, decides=tuple(decides),
                    escalates_to=escalates, withdrawn=drop), _("Recorded."))


def state_promise(workspace: Workspace, model: OperatingModel) -> None:
    """Records a promise to all plants or to one, or takes it back."""
    posts, places = PostPicker(workspace), place_names(workspace.engagement())
    known = {promise.promise: promise for promise in reversed(model.promises)}
    names = {name: known[name].name for name in reversed(known)}
    left, right = st.columns(2)
    chosen = left.selectbox(_("Promise"), [*names, NEW], format_func=lambda p: names.get(p, _("another promise")))
    place = right.selectbox(_("To"), list(places), format_func=lambda p: places[p] if p else _("all plants"))
    laid = next((p for where in (place, None) for p in model.promises if (p.promise, p.site) == (chosen, where)),
                known.get(chosen))
    key = f"{chosen}-{place}"
    with st.form(f"promise-{key}", enter_to_submit=False):
        values = {field: clean(st.text_input(label, getattr(laid, field) if laid else "", max_chars=MOST,
                                             key=f"{field}-{key}"), MOST)
                  for field, label in (("name", _("Promise")), ("measure", _("Measured by")), ("target", _("Target")))}
        owner = posts.one(_("Answers for it"), laid.owner if laid else "", f"owner-{key}")
        drop = laid is not None and laid.site == place and st.checkbox(_("This is not promised"), key=f"drop-{key}")
        if st.form_submit_button(_("Record the promise")):
            if not owner or not all(values.values()):
                st.error(_("A promise has a name, a measure, a target and somebody who answers for it."))
            else:
                widgets.record(workspace, ServicePromised(
                    promise=id_from(values["name"], names) if chosen == NEW else chosen, site=place, owner=owner,
                    withdrawn=drop, **values), _("Recorded."))


def show_open_points(model: OperatingModel, *where: str) -> None:
    """Problems whose place begins with one of `where`, what has to be mended before what is to be looked at."""
    for problem in model.problems:
        if problem.where.startswith(where):
            told = st.error if problem.severity == "error" else st.warning
            told(escape_markdown(f"{problem.message} {problem.remedy}"))
