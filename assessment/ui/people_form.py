"""Forms for people: those of a site, running programmes, and ways to bring more (build, buy or borrow)."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from assessment.domain.basis import ROLES, AssessmentError, Estimate
from assessment.domain.facts import CapacitySet, InitiativeDefined, ProgrammeDefined
from assessment.domain.library import Initiative
from assessment.formats import programmes_template, read_programmes
from assessment.text import _, clean, escape_markdown
from assessment.ui import session, widgets
from assessment.ui.words import free_id, name_to_id, word
from assessment.workspace import Workspace

Way = Literal["hire", "train", "second", "contract"]
WAYS: dict[Way, tuple[tuple[float, float], tuple[float, float], tuple[float, float], int | None]] = {
    "hire": ((16, 36), (15, 40), (110, 150), None),
    "train": ((8, 20), (5, 20), (0, 5), None),
    "second": ((4, 10), (0, 5), (0, 10), 12),
    "contract": ((3, 8), (2, 8), (180, 260), 12),
}
"""Way -> lead time in weeks, cost once and a year in thousand USD for one person, months they stay (all EJ)."""


def way_name(way: str) -> str:
    return {"hire": _("Hire (build)"), "train": _("Train (build)"), "second": _("Second from elsewhere (borrow)"),
            "contract": _("Contract (buy)")}[way]


def local_people(workspace: Workspace) -> None:
    """People who work at one site only; its tasks use them before those whom all sites share."""
    engagement = workspace.engagement()
    left, middle, right = st.columns(3)
    site = left.selectbox(_("Site"), list(engagement.sites), format_func=lambda s: engagement.sites[s].name,
                          key="local-site")
    role = middle.selectbox(_("Role"), ROLES, format_func=word, key="local-role")
    known = engagement.local_capacity.get((site, role), (0.0,))
    weeks = right.number_input(_("Person-weeks a quarter"), 0.0, 100_000.0, float(known[0]), key=f"local-{site}-{role}")
    if st.button(_("Set the people of the site"), disabled=weeks == known[0]):
        widgets.record(workspace, CapacitySet(role=role, site=site, weeks=(weeks,)), _("Capacity recorded."))


def programmes(workspace: Workspace) -> None:
    """Running and committed programmes: a form, a file, and a way to take one out."""
    engagement = workspace.engagement()
    standing = [p for p in engagement.programmes.values() if not p.withdrawn]
    if standing:
        st.dataframe([{
            _("Programme"): p.name, _("Where"): engagement.sites[p.site].name if p.site else _("network"),
            _("From"): p.first.isoformat(), _("To"): p.last.isoformat(), _("Owner"): p.owner,
            **{word(role): p.weeks.get(role, 0.0) for role in ROLES}, _("Delivers"): ", ".join(p.delivers)}
            for p in standing], hide_index=True, width="stretch")
        gone = st.selectbox(_("Take out"), [None, *standing], format_func=lambda p: p.name if p else "–")
        if gone is not None and st.button(_("Take it out")):
            widgets.record(workspace, gone.model_copy(update={"withdrawn": True}), _("The programme is taken out."))
    with st.form("programme"):
        name = st.text_input(_("Programme"), max_chars=120)
        left, middle, right = st.columns(3)
        site = left.selectbox(_("Where"), [None, *engagement.sites],
                              format_func=lambda s: engagement.sites[s].name if s else _("whole network"))
        first = middle.date_input(_("From"), value=engagement.start)
        last = right.date_input(_("To"), value=engagement.start)
        weeks = {role: column.number_input(_("{role}, person-weeks a quarter").format(role=word(role)), 0.0, 100_000.0)
                 for role, column in zip(ROLES, st.columns(len(ROLES)), strict=True)}
        delivers = st.multiselect(_("Delivers by its end"), list(engagement.the_library.initiative),
                                  format_func=lambda i: f"{i} {engagement.the_library.initiative[i].name}")
        owner = st.text_input(_("Owner (a post)"), max_chars=120)
        if st.form_submit_button(_("Record the programme")):
            if not clean(name).strip():
                st.error(_("Give the programme a name."))
                return
            widgets.record(workspace, ProgrammeDefined(
                programme=free_id(name_to_id(name), engagement.programmes), name=clean(name).strip(), site=site,
                owner=clean(owner), first=first, last=last, weeks={r: w for r, w in weeks.items() if w},
                delivers=tuple(delivers)), _("The programme is recorded."))
    st.download_button(_("Template for programmes"), programmes_template(), "programmes.csv", "text/csv")
    given = st.file_uploader(_("CSV file"), type=["csv"], max_upload_size=20)
    if given is not None:
        bring(workspace, given.getvalue(), given.name)


def bring(workspace: Workspace, content: bytes, name: str) -> None:
    """Programmes of a file, its problems, and a button that records them."""
    found, problems = read_programmes(content, name, workspace.engagement())
    for problem in problems[:20]:
        st.error(escape_markdown(str(problem)))
    new = [fact for fact in found if workspace.engagement().programmes.get(fact.programme) != fact]
    st.write(_("{changed} new or changed, {same} as they stand already.").format(
        changed=len(new), same=len(found) - len(new)))
    if new and st.button(_("Record them")):
        widgets.record_together(workspace, new, _("{count} entries recorded.").format(count=len(new)))


def more_people(workspace: Workspace) -> None:
    """Hire, train, second or contract: an initiative of one's own that the plan takes where it pays."""
    engagement = workspace.engagement()
    left, middle, right = st.columns(3)
    way = left.selectbox(_("Way"), list(WAYS), format_func=way_name)
    role = middle.selectbox(_("Role"), ROLES, format_func=word, key="more-role")
    count = right.number_input(_("People"), 1, 100, 1)
    lead, once, yearly, stays = WAYS[way]
    st.caption(_("Filled in by expert judgement for one person; change what you know better."))
    with st.form(f"more-{way}-{role}-{count}"):
        first, second, third, fourth = st.columns(4)
        weeks = first.slider(_("Weeks until they work"), 1.0, 104.0, _times(1, lead))
        cost = second.slider(_("Once, USD thousand"), 0.0, 2000.0, _times(count, once))
        year = third.slider(_("A year, USD thousand"), 0.0, 5000.0, _times(count, yearly))
        months = fourth.number_input(_("Months they stay (0: for good)"), 0, 240, stays or 0)
        adds = first.number_input(_("Person-weeks a quarter"), 0.1, 10_000.0, 11.0 * count)
        owner = second.text_input(_("Owner (a post)"), value=_("Head of HR"), max_chars=120)
        if st.form_submit_button(_("Offer it to the plan")):
            name = f"{way_name(way)}: {count} {word(role)}"
            widgets.record(workspace, InitiativeDefined(initiative=Initiative(
                id=free_id(f"P-{way}-{role}".lower(), engagement.the_library.initiative), name=name, change=name,
                stage="assess", phase="assess", scope="programme", weeks=_spread(weeks), effort={},
                cost_kusd=_spread(cost), recurring_kusd_year=_spread(year), kpis=(_("People at work"),),
                owner=clean(owner), basis=_("Expert judgement, or as entered"), way=way, adds={role: adds},
                lasting_months=months or None)), _("Recorded; the plan takes it where it pays."))


def offered(workspace: Workspace) -> None:
    """What was offered to the plan, with a way to take it out."""
    for fact in workspace.engagement().own_initiatives.values():
        if fact.withdrawn:
            continue
        left, right = st.columns([4, 1])
        left.markdown(f"- {escape_markdown(fact.initiative.id)} {escape_markdown(fact.initiative.name)}")
        if right.button(_("Take out"), key=f"out-{fact.initiative.id}"):
            try:
                workspace.record(fact.model_copy(update={"withdrawn": True}))
            except AssessmentError as error:
                st.error(escape_markdown(str(error)))
                return
            session.say(_("It is taken out."))
            st.rerun()


def _times(count: int, ends: tuple[float, float]) -> tuple[float, float]:
    return float(count * ends[0]), float(count * ends[1])


def _spread(ends: tuple[float, float]) -> Estimate:
    return Estimate(low=ends[0], mode=(ends[0] + ends[1]) / 2, high=ends[1])
