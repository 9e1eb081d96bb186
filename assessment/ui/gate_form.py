"""Forms of the gate: a review of a criterion, a decision, a revocation, and Quality's reference."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from assessment.domain.admission import Admission
from assessment.domain.engagement import allowed
from assessment.domain.facts import (
    Capacity,
    ConnectionDefined,
    CriterionReviewed,
    GateDecided,
    GateRevoked,
    LiveDecided,
    QualityRouted,
)
from assessment.domain.gate import CAPACITIES, CriterionState, LiveConnection, Permit, named
from assessment.report.tables import capacity_name, live_choice_name, result_name, route_name
from assessment.text import _, clean, escape_markdown
from assessment.ui import widgets
from assessment.workspace import Workspace

ROUTES = ("deviation", "capa", "change-control", "not-required")


def reviewer_of(workspace: Workspace, key: str) -> str:
    """Who reviewed: oneself, or for the owner of the engagement somebody who is chosen."""
    people = workspace.engagement().people
    if workspace.actor in people:
        return workspace.actor
    return str(st.selectbox(_("Reviewed by"), list(people), format_func=lambda p: workspace.names.get(p, p), key=key))


def review_criterion(workspace: Workspace, flow: ConnectionDefined, state: CriterionState, told: Admission) -> None:
    """The form that records how a criterion stands; evidence named with the answers is filled in, nothing else."""
    key, rules = f"{flow.connection}-{state.criterion}", workspace.engagement().the_library.gate
    before = state.review
    named_evidence = "; ".join(piece for answer in told.answers for piece in answer.evidence)
    results = ["met", "not-met"] if state.hard else ["met", "conditional", "not-met"]
    with st.form(f"review-{key}"):
        result = st.radio(_("Result"), results, horizontal=True, format_func=result_name,
                          index=results.index(before.result) if before and before.result in results else None)
        evidence = st.text_area(_("Evidence: {wanted}").format(wanted=told.evidence), max_chars=2000,
                                value=before.evidence if before else named_evidence)
        left, right = st.columns(2)
        on = left.date_input(_("Date of the evidence"), value=workspace.today, max_value=workspace.today)
        with right:
            reviewer = reviewer_of(workspace, f"reviewer-{key}")
        owner, due = None, None
        if not state.hard:
            owner = left.selectbox(_("Owner of the condition"), ["", *workspace.engagement().people],
                                   format_func=lambda p: workspace.names.get(p, p) if p else "–") or None
            due = right.date_input(_("Due, within {days} days").format(days=rules.conditional_days), value=None,
                                   min_value=workspace.today,
                                   max_value=workspace.today + timedelta(days=rules.conditional_days))
        if st.form_submit_button(_("Record the review")):
            if result is None:
                st.error(_("Choose a result."))
                return
            conditional = result == "conditional"
            widgets.record(workspace, CriterionReviewed(
                connection=flow.connection, criterion=state.criterion, result=result, date=workspace.today,
                reviewer=reviewer, evidence=clean(evidence).strip(),
                evidence_date=on if on != workspace.today else None,
                owner=owner if conditional else None, due=due if conditional else None), _("The review is recorded."))


def confirm(workspace: Workspace, states: list[CriterionState]) -> None:
    """One click for evidence that still holds after a change of the flow or a zone."""
    stale = [state.review for state in states if state.result == "outdated" and state.review is not None]
    if not stale:
        return
    st.warning(_("{count} criteria want their evidence confirmed again: it is older than the last change, or too "
                 "old.").format(count=len(stale)))
    if st.button(_("Everything still holds, seen today")):
        facts = [review.model_copy(update={"date": workspace.today, "evidence_date": None}) for review in stale]
        widgets.record_together(workspace, facts, _("The evidence is confirmed."))


def route(workspace: Workspace, fixed: dict[str, str | None], key: str) -> None:
    """Quality's reference for a finding on a criterion of a connection, or on a question."""
    people = workspace.engagement().people
    quality = [person for person, who in people.items() if who.function == "Quality"]
    with st.form(f"route-{key}"):
        chosen = st.radio(_("Route in the quality system"), ROUTES, horizontal=True, format_func=route_name)
        reference = st.text_input(_("Number"), max_chars=200)
        reason = st.text_input(_("Why none is required (by Quality only)"), max_chars=1000)
        person = workspace.actor
        if person not in people:
            person = str(st.selectbox(_("Recorded for"), quality or list(people),
                                      format_func=lambda p: workspace.names.get(p, p)))
        if st.form_submit_button(_("Record the reference")):
            widgets.record(workspace, QualityRouted(
                **fixed, route=chosen, reference=clean(reference).strip(), reason=clean(reason).strip(), person=person,
                date=workspace.today), _("The reference is recorded."))


def decide(workspace: Workspace, flow: ConnectionDefined, permit: Permit) -> None:
    """Go or no by oneself; the owner of the engagement may enter what somebody decided on paper."""
    people = workspace.engagement().people
    own: list[Capacity] = [capacity for capacity in CAPACITIES if named(flow, capacity) == workspace.actor]
    for_others = workspace.actor not in people and allowed(workspace.role, "decide")
    open_to: list[Capacity] = [c for c in CAPACITIES if named(flow, c) is not None] if for_others else own
    if not open_to:
        st.info(_("The three people named decide, each by the own link; you are not one of them."))
        return
    with st.form(f"decide-{flow.connection}"):
        capacity = open_to[0]
        if len(open_to) > 1:
            capacity = st.radio(_("Decision of"), open_to, horizontal=True, format_func=lambda c: escape_markdown(
                f"{capacity_name(c)}: {workspace.names.get(named(flow, c) or '', named(flow, c) or '')}"))
        choices = ["no"] if permit.failing else ["go", "no"]
        choice = st.radio(_("Decision"), choices, horizontal=True, index=None,
                          format_func=lambda c: {"go": _("Go"), "no": _("No")}[c])
        asked = _("Note; for a no the reason") if own else _("Where the signed record lies")
        note = st.text_input(asked, max_chars=2000)
        if st.form_submit_button(_("Record the decision")):
            if choice is None:
                st.error(_("Choose go or no."))
                return
            widgets.record(workspace, GateDecided(
                connection=flow.connection, capacity=capacity, person=named(flow, capacity) or "", go=choice == "go",
                date=workspace.today, note=clean(note).strip()), _("The decision is recorded."))


def revoke(workspace: Workspace, flow: ConnectionDefined) -> None:
    people = [person for capacity in CAPACITIES if (person := named(flow, capacity)) is not None]
    if workspace.actor not in people and (workspace.actor in workspace.engagement().people
                                          or not allowed(workspace.role, "decide")):
        return
    with st.expander(_("Revoke the permit")), st.form(f"revoke-{flow.connection}"):
        person = workspace.actor
        if person not in people:
            person = str(st.selectbox(_("Revoked by"), people, format_func=lambda p: workspace.names.get(p, p)))
        reason = st.text_input(_("What was found"), max_chars=2000)
        if st.form_submit_button(_("Revoke")):
            widgets.record(workspace, GateRevoked(connection=flow.connection, person=person, date=workspace.today,
                                                  reason=clean(reason).strip()), _("The permit is revoked."))


def decide_live(workspace: Workspace, live: LiveConnection) -> None:
    """Cut, compensate by a date, or accept by name."""
    engagement = workspace.engagement()
    flow = engagement.connections[live.connection]
    days = engagement.the_library.gate.accept_days
    with st.form(f"live-{live.connection}"):
        choice = st.radio(_("What becomes of it"), ["cut", "compensate", "accept"], horizontal=True, index=None,
                          format_func=live_choice_name)
        measure = st.text_input(_("What compensates, or why its risk is accepted"), max_chars=2000)
        left, right = st.columns(2)
        people = list(engagement.people)
        person = left.selectbox(_("By"), people, index=people.index(flow.owner) if flow.owner in people else 0,
                                format_func=lambda p: workspace.names.get(p, p))
        due = right.date_input(_("Until, within a year"), value=None, min_value=workspace.today + timedelta(days=1),
                               max_value=workspace.today + timedelta(days=days))
        if st.form_submit_button(_("Record the decision")):
            if choice is None or due is None:
                st.error(_("Choose what becomes of it and until when."))
                return
            widgets.record(workspace, LiveDecided(
                connection=live.connection, choice=choice, person=person, date=workspace.today, due=due,
                measure=clean(measure).strip(), criteria=live.failing), _("The decision is recorded."))
