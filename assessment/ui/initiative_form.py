"""Forms of the catalogue: the client's own estimates for an initiative, and an initiative of one's own."""

from __future__ import annotations

import streamlit as st

from assessment.domain.basis import ROLES, Estimate
from assessment.domain.facts import EstimateSet, InitiativeDefined
from assessment.domain.library import STAGES, Effect, Initiative
from assessment.text import _, clean
from assessment.ui import widgets
from assessment.ui.words import free_id, word
from assessment.workspace import Workspace

NOTHING = Estimate(low=0, mode=0, high=0)
PHASE = {"assess": "assess", "define": "define", "design": "design"}
"""Stage -> phase; every other stage belongs to implement."""


def own_estimates(workspace: Workspace, initiative: Initiative) -> None:
    """Weeks, effort by role and spend as three points each, a factor on the whole, or leaving it out; the shipped
    catalogue stays as it is."""
    engagement = workspace.engagement()
    before = engagement.estimates.get(initiative.id)
    currency = engagement.currency
    with st.form(f"estimate-{initiative.id}"):
        weeks = _three(_("Calendar weeks"), (before.weeks if before else None) or initiative.weeks,
                       initiative.id)
        effort = {role: _three(_("{role}, person-weeks").format(role=word(role)),
                               (before.effort.get(role) if before else None) or initiative.effort[role], initiative.id)
                  for role in initiative.effort}
        own_cost = before.cost if before else None
        known = st.checkbox(_("Own spend in {currency} thousand").format(currency=currency), value=own_cost is not None)
        cost = _three(_("Spend, {currency} thousand").format(currency=currency), own_cost or initiative.cost_kusd,
                      initiative.id)
        scale = st.number_input(_("Factor on effort and spend"), 0.1, 10.0,
                                before.scale if before and before.scale else 1.0, 0.1)
        exclude = st.checkbox(_("Leave it out of the plan"), value=bool(before and before.exclude))
        reason = st.text_input(_("Why"), value=before.reason if before else "", max_chars=400)
        if st.form_submit_button(_("Record the estimates")):
            told = [weeks, cost, *effort.values()]
            if any(not low <= mode <= high for low, mode, high in told):
                st.error(_("Each estimate goes from low over likely to high."))
                return
            widgets.record(workspace, EstimateSet(
                initiative=initiative.id, weeks=_changed(weeks, initiative.weeks),
                effort={role: changed for role, each in effort.items()
                        if (changed := _changed(each, initiative.effort[role])) is not None},
                cost=_estimate(cost) if known else None, exclude=exclude,
                scale=None if scale == 1.0 else scale, reason=clean(reason)), _("The estimates are recorded."))


def own_initiative(workspace: Workspace) -> None:
    """An initiative that the catalogue does not know: what it raises, takes and needs."""
    engagement = workspace.engagement()
    library, pack = engagement.the_library, engagement.the_pack
    with st.form("own-initiative"):
        name = st.text_input(_("Name"), max_chars=120)
        change = st.text_area(_("What changes"), max_chars=600)
        left, middle, right = st.columns(3)
        stage = left.selectbox(_("Stage"), STAGES, format_func=word)
        scope = middle.selectbox(_("Scope"), ["programme", "site", "pilot", "rollout"], format_func=word)
        owner = right.text_input(_("Owner (a post)"), max_chars=120)
        weeks = _three(_("Calendar weeks"), Estimate(low=4, mode=8, high=12), "own")
        effort = {role: _three(_("{role}, person-weeks").format(role=word(role)), NOTHING, "own") for role in ROLES}
        cost = _three(_("Spend, USD thousand"), NOTHING, "own")
        capability = left.selectbox(_("Raises"), [None, *pack.capabilities],
                                    format_func=lambda c: pack.capabilities[c].name if c else "–")
        low, high = middle.slider(_("From level, to level"), float(pack.scale.minimum), float(pack.scale.maximum),
                                  (float(pack.scale.minimum), float(pack.scale.minimum) + 1), 0.5)
        needs = st.multiselect(_("Needs"), list(library.initiative),
                               format_func=lambda i: f"{i} {library.initiative[i].name}")
        kpi = st.text_input(_("Measured by"), max_chars=200)
        if st.form_submit_button(_("Record the initiative")):
            missing = [label for label, text in ((_("Name"), name), (_("Owner (a post)"), owner),
                                                 (_("Measured by"), kpi)) if not clean(text).strip()]
            if missing:
                st.error(_("Still missing: {names}.").format(names=", ".join(missing)))
                return
            widgets.record(workspace, InitiativeDefined(initiative=Initiative(
                id=free_id("C01", library.initiative), name=clean(name).strip(), change=clean(change), stage=stage,
                phase=PHASE.get(stage, "implement"), scope=scope, weeks=_estimate(weeks),
                effort={role: _estimate(each) for role, each in effort.items() if each[2] > 0},
                cost_kusd=_estimate(cost), prerequisites=tuple(needs), owner=clean(owner).strip(),
                effects=(Effect(capability=capability, from_=low, to=high),) if capability else (),
                kpis=(clean(kpi).strip(),), basis=_("As entered by the client"))), _("The initiative is recorded."))


Points = tuple[float, float, float]


def _three(label: str, now: Estimate, form: str) -> Points:
    """Low, likely and high in one row of a form."""
    ends = (_("low"), _("likely"), _("high"))
    values = (now.low, now.mode, now.high)
    columns = st.columns(3)
    low, mode, high = (column.number_input(f"{label}, {end}", 0.0, 1e6, float(value), key=f"{form}-{label}-{end}")
                       for column, end, value in zip(columns, ends, values, strict=True))
    return low, mode, high


def _estimate(points: Points) -> Estimate:
    return Estimate(low=points[0], mode=points[1], high=points[2])


def _changed(points: Points, shipped: Estimate) -> Estimate | None:
    return None if points == (shipped.low, shipped.mode, shipped.high) else _estimate(points)
