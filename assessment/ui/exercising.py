"""The page Room's part for exercises: start one, see who is missing, close it, reveal it, go back to the questions."""

from __future__ import annotations

from typing import Any, get_args

import streamlit as st

from assessment.domain import facts as f
from assessment.domain.engagement import Engagement, Exercise, Workshop
from assessment.domain.facts.exercising import MOST_ITEMS
from assessment.domain.room import exercise_stage, look_at
from assessment.report import tables
from assessment.text import _, clean, escape_markdown
from assessment.ui import exercise_outcomes, widgets
from assessment.ui.words import free_id, name_to_id, word
from assessment.workspace import Store, Workspace
from assessment.workspace.rooms import commit_for

REFRESH = 2.0
"""Seconds between two looks at who has taken part."""
POINTS = 10


def show(workspace: Workspace, workshop: Workshop) -> None:
    """The exercise in focus with its steps and what it leads to, then the form for another one."""
    engagement = workspace.engagement()
    held = {name: exercise for name, exercise in engagement.exercises.items()
            if exercise.opened.workshop == workshop.id}
    if held:
        names = list(held)
        chosen = st.selectbox(
            _("Exercise"), names, index=names.index(workshop.exercise or names[-1]), key=f"exercise-{len(names)}",
            format_func=lambda n: f"{held[n].opened.title} · {stage_name(exercise_stage(engagement.exercises[n]))}")
        _steps(workspace, workshop, held[chosen], engagement.last_seq)
        if held[chosen].revealed:
            widgets.show_table(tables.outcome(engagement, look_at(engagement, chosen), workspace.names)
                               if held[chosen].opened.what != "commitments" else
                               tables.commitment_table(engagement, workspace.names, workspace.today))
            exercise_outcomes.follow_up(workspace, workshop, held[chosen])
    else:
        st.info(_("Beyond voting, on the same phones: place areas, share out points, ask why it failed, test the "
                  "support for a decision, take on commitments. Nothing is shown before it is revealed."))
    with st.expander(_("Start an exercise"), expanded=not held):
        _start(workspace, workshop, engagement)


def stage_name(stage: str) -> str:
    return {"open": _("open"), "closed": _("closed, not revealed"), "revealed": _("revealed")}[stage]


def kind_names() -> dict[str, str]:
    return {"degrees": _("Place areas: how far IT and OT come together"),
            "points": _("Share out points over use cases or initiatives"),
            "pre-mortem": _("Pre-mortem: two years later it failed, why?"),
            "support": _("Graded support for a decision"), "commitments": _("Commitments by name")}


def _steps(workspace: Workspace, workshop: Workshop, exercise: Exercise, seen: int) -> None:
    name, stage = exercise.opened.exercise, exercise_stage(exercise)
    st.markdown(f"### {escape_markdown(exercise.opened.title)}")
    if stage != "revealed":
        _watch(workspace, name, exercise.steered, workshop.exercise)
    close, reveal, wall, back = st.columns(4)
    if stage == "open" and close.button(_("Close the exercise")):
        _record(workspace, f.ExerciseClosed(exercise=name), seen)
    if stage == "closed" and close.button(_("Open it again")):
        _record(workspace, exercise.opened, seen)
    if stage != "revealed" and reveal.button(
            _("Reveal what came out"), type="primary",
            help=_("Everybody sees it then, and it does not open again.")):
        _record(workspace, f.ExerciseRevealed(exercise=name), seen)
    if workshop.exercise != name and wall.button(_("Show it on the wall")):
        _record(workspace, f.QuestionCalled(workshop=workshop.id, exercise=name), seen)
    if workshop.exercise == name and back.button(_("Back to the questions")):
        _record(workspace, f.QuestionCalled(workshop=workshop.id, question=workshop.before), seen)
    if stage == "open" and exercise.opened.what == "commitments":
        with st.expander(_("For somebody without a phone")):
            _commit_for(workspace, name)


@st.fragment(run_every=REFRESH)
def _watch(workspace: Workspace, name: str, steered: int, shown: str | None) -> None:
    """How many have taken part and who is missing, by name and never by what; another's step loads the page."""
    engagement = workspace.engagement()
    exercise = engagement.exercises[name]
    if exercise.steered != steered or engagement.workshops[exercise.opened.workshop].exercise != shown:
        st.rerun()
    view = look_at(engagement, name)
    st.markdown("**" + _("{voted} of {expected} have taken part").format(
        voted=view.responded, expected=max(len(view.expected), view.responded)) + "**")
    if view.stage == "open" and view.missing:
        who = ", ".join(workspace.names.get(person) or _("somebody of {function}").format(
            function=word(engagement.people[person].function)) for person in view.missing)
        st.caption(_("Missing: {names}").format(names=escape_markdown(who)))


def _start(workspace: Workspace, workshop: Workshop, engagement: Engagement) -> None:
    kinds = kind_names()
    what = st.selectbox(_("What for"), list(get_args(f.ExerciseKind)), format_func=kinds.__getitem__)
    asked = {"degrees": _("How far should IT and OT come together?"), "points": _("What matters most?"),
             "pre-mortem": _("It is two years later and convergence has failed. Why?"), "support": "",
             "commitments": _("What will I do in the next ninety days?")}[what]
    title = st.text_input(_("The decision, in one sentence") if what == "support" else _("What the room is asked"),
                          asked, max_chars=300, key=f"title-{what}")
    more: dict[str, Any] = {}
    if what == "degrees":
        areas = engagement.the_library.area
        more["items"] = tuple(st.multiselect(_("Areas"), list(areas), list(areas)[:MOST_ITEMS],
                                             format_func=lambda a: areas[a].name, max_selections=MOST_ITEMS))
    elif what == "points":
        more = _points_over(engagement)
    ready = bool(title.strip()) and (what not in ("degrees", "points") or bool(more.get("items")))
    if st.button(_("Start it"), type="primary", disabled=not ready):
        name = free_id(name_to_id(title)[:40], engagement.exercises)
        _record(workspace, f.ExerciseOpened(exercise=name, workshop=workshop.id, what=what,
                                            title=clean(title, 300).replace("\n", " "), **more), engagement.last_seq)


def _points_over(engagement: Engagement) -> dict[str, Any]:
    """What points are shared out over, as fields of the opening."""
    library = engagement.the_library
    cases = {name: case.name for name, case in engagement.use_cases.items() if not case.withdrawn}
    known = {"use-case": cases, "initiative": {i.id: f"{i.id} {i.name}" for i in library.initiatives}}
    left, right = st.columns([3, 1])
    over = left.radio(_("Over"), list(known), horizontal=True, index=0 if cases else 1, format_func={
        "use-case": _("Use cases"), "initiative": _("Initiatives")}.__getitem__)
    points = right.number_input(_("Points each"), 1, 100, POINTS)
    items = st.multiselect(_("Choose {most} at most").format(most=MOST_ITEMS), list(known[over]),
                           list(cases)[:MOST_ITEMS] if over == "use-case" else [], key=f"items-{over}",
                           format_func=known[over].__getitem__, max_selections=MOST_ITEMS)
    return {"items": tuple(items), "over": over, "points": points}


def _commit_for(workspace: Workspace, exercise: str) -> None:
    with st.form("commit-for", clear_on_submit=True):
        left, right = st.columns([3, 1])
        name = left.text_input(_("Name"), max_chars=80)
        due = right.date_input(_("Until when"), exercise_outcomes.in_ninety_days(workspace.today))
        what = st.text_input(_("What"), max_chars=300)
        if st.form_submit_button(_("Enter the commitment")):
            if not name.strip() or not what.strip():
                st.error(_("A commitment says who and what."))
            else:
                widgets.attempt(lambda: commit_for(Store.shared(), workspace, exercise, name, what, due),
                                _("Recorded."))


def _record(workspace: Workspace, fact: f.Fact, seen: int) -> None:
    widgets.record_together(workspace, [fact], "", seen)
