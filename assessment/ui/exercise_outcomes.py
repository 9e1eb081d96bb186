"""What an exercise leads to: a designed area, causes put together and weighed, a risk with an owner."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from assessment.domain import facts as f
from assessment.domain.engagement import Engagement, Exercise, Workshop, allowed
from assessment.domain.facts.exercising import MOST_ITEMS
from assessment.domain.operating_model import AreaDesign, design
from assessment.domain.room import DegreeTally, causes_of, look_at
from assessment.report import tables
from assessment.text import _, clean, ngettext, speaking
from assessment.ui import session, widgets
from assessment.ui.posts import PostPicker
from assessment.ui.words import free_id
from assessment.workspace import Workspace

DAYS = 90


def in_ninety_days(today: date) -> date:
    return today + timedelta(days=DAYS)


def follow_up(workspace: Workspace, workshop: Workshop, exercise: Exercise) -> None:
    """What can be made of what came out."""
    match exercise.opened.what:
        case "degrees" if allowed(workspace.role, "plan"):
            with st.expander(_("Take a degree over into the design")):
                _take_over(workspace, exercise)
        case "points":
            st.caption(_("The points stand beside the plan, on the page Roadmap, and with the use cases.")
                       if exercise.opened.over != "cause" else
                       _("The points stand with the causes of the pre-mortem."))
        case "pre-mortem" if causes_of(exercise):
            _causes(workspace, workshop, exercise)
        case "support":
            objections = len(look_at(workspace.engagement(), exercise.opened.exercise).objections)
            st.caption(ngettext("One objection to settle before the decision is recorded.",
                                "{count} objections to settle before the decision is recorded.",
                                objections).format(count=objections) if objections else
                       _("Nobody objects; the decision can be recorded."))
        case "commitments":
            st.caption(_("They are followed up on the page Commitments and risks."))
        case _:
            pass


def _take_over(workspace: Workspace, exercise: Exercise) -> None:
    """The middle degree of the room as what is designed for an area, with the reason; the rest of its design stays."""
    engagement = workspace.engagement()
    view = look_at(engagement, exercise.opened.exercise)
    placed = {tally.area: tally for tally in view.degrees if tally.placed is not None}
    if not placed:
        st.caption(_("No area was placed by three people or more."))
        return
    areas = engagement.the_library.area
    name = st.selectbox(_("Area"), list(placed), format_func=lambda a: f"{areas[a].name}: {_placed(placed[a])}")
    reason = st.text_input(_("Reason"), _told(engagement, exercise, placed[name]), max_chars=1000, key=f"reason-{name}")
    if st.button(_("Take it over"), disabled=not reason.strip()):
        fact = designed_as(_area(workspace, name), placed[name], clean(reason))
        widgets.record(workspace, fact, _("The area is designed so; the page Areas shows it."))


def _area(workspace: Workspace, name: str) -> AreaDesign | None:
    """The area as it is designed or proposed, its posts by the library's own names, without the plan."""
    cycle = session.cycle()
    with speaking("en"):
        state, _chosen = workspace.state_of(cycle)
        model = design(state, workspace.scorecard(cycle), workspace.recommendation(cycle))
        return model.area(name) if model else None


def designed_as(area: AreaDesign | None, tally: DegreeTally, reason: str) -> f.AreaDesigned:
    """The degree that the room placed, with everything else as it is designed, else proposed."""
    degree = tally.placed or "separate"
    if area is None:
        return f.AreaDesigned(area=tally.area, degree=degree, reason=reason)
    if area.stated is not None:
        return area.stated.model_copy(update={"degree": degree, "reason": reason})
    return f.AreaDesigned(
        area=tally.area, degree=degree, reason=reason, accountable=area.accountable, responsible=area.responsible,
        consulted=area.consulted, informed=area.informed, budget=area.budget, process_owner=area.process_owner,
        system_owner=area.system_owner, qa_approver=area.qa_approver, local=area.local)


def _placed(tally: DegreeTally) -> str:
    told = tables.degree_name(tally.placed) if tally.placed else "–"
    return _("{degree}, far apart").format(degree=told) if tally.apart else told


def _told(engagement: Engagement, exercise: Exercise, tally: DegreeTally) -> str:
    counts = ", ".join(f"{tables.degree_name(degree)} {count}" for degree, count in tally.counts.items() if count)
    return _("Placed by {people} people in {workshop}: {counts}.").format(
        people=tally.n, counts=counts, workshop=engagement.workshops[exercise.opened.workshop].title)


def _causes(workspace: Workspace, workshop: Workshop, exercise: Exercise) -> None:
    engagement, name = workspace.engagement(), exercise.opened.exercise
    causes = {cause.cause: cause for cause in causes_of(exercise)}
    weighed = any(other.opened.about == name for other in engagement.exercises.values())
    if not weighed:
        with st.expander(_("Put like causes together")):
            _put_together(workspace, exercise, causes)
        with st.expander(_("Let the room weigh the causes")):
            _weigh(workspace, workshop, exercise, causes)
    if allowed(workspace.role, "plan"):
        with st.expander(_("Take a cause over as a risk")):
            picked = st.selectbox(_("Cause"), list(causes), format_func=lambda c: causes[c].text)
            register_risk(workspace, causes[picked].text, name, picked)


def _put_together(workspace: Workspace, exercise: Exercise, causes: dict[str, f.Cause]) -> None:
    """Causes that mean the same become one in the words of the facilitator; what people wrote stays with it."""
    seen = workspace.engagement().last_seq
    same = st.multiselect(_("Causes that mean the same"), list(causes), format_func=lambda c: causes[c].text,
                          key=f"same-{exercise.steered}")
    text = st.text_input(_("In one sentence"), causes[same[0]].text if same else "", max_chars=300,
                         key=f"words-{exercise.steered}-{same[:1]}")
    left, right = st.columns(2)
    if left.button(_("Put them together"), disabled=not same or not text.strip()):
        one = f.Cause(cause=same[0], text=clean(text, 300).replace("\n", " "),
                      said=tuple(said for cause in same for said in causes[cause].said))
        rest = [one if cause == same[0] else kept for cause, kept in causes.items()
                if cause == same[0] or cause not in same]
        widgets.record_together(workspace, [f.CausesMerged(exercise=exercise.opened.exercise, causes=tuple(rest))],
                                _("Put together."), seen)
    if exercise.merged is not None and right.button(_("Take all apart again")):
        apart = causes_of(replace(exercise, merged=None))
        widgets.record_together(workspace, [f.CausesMerged(exercise=exercise.opened.exercise, causes=apart)],
                                _("Taken apart."), seen)


def _weigh(workspace: Workspace, workshop: Workshop, exercise: Exercise, causes: dict[str, f.Cause]) -> None:
    engagement, about = workspace.engagement(), exercise.opened.exercise
    st.caption(_("Each person shares out points; causes are not put together any more once this has begun."))
    items = st.multiselect(_("Choose {most} at most").format(most=MOST_ITEMS), list(causes), list(causes)[:MOST_ITEMS],
                           format_func=lambda c: causes[c].text, max_selections=MOST_ITEMS,
                           key=f"weigh-{exercise.steered}")
    points = st.number_input(_("Points each"), 1, 100, 5)
    if st.button(_("Weigh them now"), disabled=len(items) < 2):
        widgets.record_together(workspace, [f.ExerciseOpened(
            exercise=free_id(f"{about[:40]}-weighed", engagement.exercises), workshop=workshop.id, what="points",
            title=_("Which causes are most likely to stop us?"), items=tuple(items), over="cause", about=about,
            points=points)], "", engagement.last_seq)


def register_risk(workspace: Workspace, text: str, exercise: str | None = None, cause: str | None = None) -> None:
    """A form that enters a risk with its owner into the register."""
    key, posts = f"risk-{exercise}-{cause}", PostPicker(workspace)
    with st.form(key, enter_to_submit=False):
        told = st.text_input(_("Risk"), text, max_chars=300, key=f"text-{key}")
        left, right = st.columns([3, 1])
        with left:
            owner = posts.one(_("Owner"), "", f"owner-{key}")
        due = right.date_input(_("Until when"), None, key=f"due-{key}")
        counter = st.text_input(_("What is done against it"), max_chars=1000, key=f"counter-{key}")
        if st.form_submit_button(_("Into the register")):
            if not told.strip() or not owner:
                st.error(_("A risk has a sentence and an owner."))
            else:
                known = workspace.engagement().risks
                widgets.record(workspace, f.RiskRegistered(
                    risk=free_id("risk", known), text=clean(told, 300).replace("\n", " "), owner=owner, due=due,
                    counter=clean(counter), exercise=exercise, cause=cause),
                    _("In the register: {risk}").format(risk=clean(told, 300)))
