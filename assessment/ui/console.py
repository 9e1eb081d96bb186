"""Parts of the facilitator's console: the way in, the agenda, the steps of a vote with their keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assessment.domain import facts as f
from assessment.domain.basis import AssessmentError
from assessment.domain.engagement import Engagement, Workshop
from assessment.domain.pack import Question
from assessment.domain.room import (
    RoomPlace,
    RoomView,
    Sorted,
    drift,
    fit_agenda,
    look,
    next_round,
    questions_of,
    sort_questions,
    undo,
)
from assessment.text import _, clean, escape_markdown, number
from assessment.ui import flagged, hands, session, widgets
from assessment.ui.words import free_id, name_to_id, word
from assessment.workspace import Store, Workspace
from assessment.workspace.rooms import code_on_the_wall, new_code, spelled

REFRESH = 2.0
"""Seconds between two looks at who has voted."""


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
    """The code, the wall in a window of its own, and who is in the room."""
    code = code_on_the_wall(Store.shared(), workspace.id, workshop.id)
    left, middle, right = st.columns(3)
    left.metric(_("Code to join"), spelled(code))
    middle.metric(_("In the room"), len(workshop.present))
    right.link_button(_("Open the wall"), f"/wall/{workspace.id}/{workshop.id}")
    if right.button(_("Another code"), help=_("The code before lets nobody in any more.")):
        new_code(Store.shared(), workspace.id, workshop.id)
        st.rerun()


@st.fragment
def steer(workspace: Workspace, name: str) -> None:
    """The called question with its steps; each is refused where another facilitator took one meanwhile.

    A fragment whose steps are callbacks: a click redraws the question once, and nothing around it.
    """
    engagement = workspace.engagement()
    workshop = engagement.workshops[name]
    if refused := session.refused():
        st.error(escape_markdown(refused))
    questions = _order(engagement, workshop)
    if not questions:
        st.info(_("Nothing is asked of these sites in this cycle."))
        return
    _call(workspace, workshop, questions, engagement.last_seq)
    question = engagement.the_pack.questions.get(workshop.called or "")
    if question is None:
        st.info(_("Call the first question; until then the wall shows the way in."))
        _jump(workspace, workshop, questions, engagement.last_seq)
        return
    st.markdown(f"### {escape_markdown(question.text)}")
    view = look(engagement, workshop)
    _watch(workspace, workshop.id, engagement.steered, workshop.called)
    _steps(workspace, workshop, question, view, engagement.last_seq)
    waiting = [place for place in view.places if place.stage in ("revealed", "draft", "parked", "agreed")]
    if waiting and view.stage not in ("draft", "open", "closed"):
        _agree(workspace, workshop, question, waiting, engagement.last_seq)
    flagged.show(engagement, workshop, question)
    if waiting and view.stage == "draft":
        _fold(_("Agree without a vote"), "early",
              lambda: _agree(workspace, workshop, question, waiting, engagement.last_seq))
    _fold(_("Go to another question"), "jump", lambda: _jump(workspace, workshop, questions, engagement.last_seq))
    _fold(_("The five levels, and why this is asked"), "levels", lambda: _levels(engagement, question))
    if view.stage in ("draft", "revealed", "parked"):
        _fold(_("Show of hands, where phones are not allowed"), "hands",
              lambda: hands.count(workspace, workshop, question, view, engagement.last_seq))
    _fold(_("What to note when it is parked"), "parking", lambda: _parking(question))


def _fold(label: str, key: str, draw: Callable[[], None]) -> None:
    """A part that is drawn only while it is open, and stays open from one question to the next."""
    shown = st.expander(label, on_change="rerun", key=f"fold-{key}")
    if shown.open:
        with shown:
            draw()


def _row(align: Literal["bottom", "center"] = "bottom") -> DeltaGenerator:
    """A row of widgets. Columns would be a block each, and it is blocks that a browser takes long to redraw."""
    return st.container(horizontal=True, vertical_alignment=align)


def _levels(engagement: Engagement, question: Question) -> None:
    lines = [f"**{level} {escape_markdown(engagement.the_pack.scale.name(level))}.** "
             f"{escape_markdown(question.anchors[level])}" for level in engagement.the_pack.choices(question)]
    st.markdown("\n\n".join(lines))
    st.caption(escape_markdown(question.why))


def _order(engagement: Engagement, workshop: Workshop) -> list[str]:
    """Questions of the agenda, or all that the workshop's places are asked."""
    if workshop.agenda is not None:
        planned = [item.question for item in workshop.agenda.items if item.question]
        if planned:
            return planned
    return [question.id for question, _places in questions_of(engagement, workshop)]


def _call(workspace: Workspace, workshop: Workshop, questions: Sequence[str], seen: int) -> None:
    here = _place(questions, workshop)

    def called(number: int) -> list[f.Fact]:
        return [f.QuestionCalled(workshop=workshop.id, question=questions[number])]

    row = _row("center")
    _step(row, _("Back"), workspace, called(here - 1) if here > 0 else [], seen, shortcut="Left")
    if here >= 0:
        row.markdown(_("Question {number} of {all}").format(number=here + 1, all=len(questions)), width="content")
    _step(row, _("Next"), workspace, called(here + 1) if here + 1 < len(questions) else [], seen, shortcut="Right",
          type="primary" if here < 0 else "secondary")
    reverse = undo(workspace.engagement(), workshop)
    _step(row, _("Undo"), workspace, [reverse] if reverse else [], seen,
          help=_("Takes the last step back. What people have seen cannot be taken back."))
    if workshop.agenda is not None:
        late = drift(workshop.agenda, workshop.called, workspace.clock_now)
        if abs(late) >= 1:
            told = _("{minutes} minutes behind the agenda") if late > 0 else _("{minutes} minutes ahead of the agenda")
            st.caption(told.format(minutes=number(abs(late), ".0f")))


def _place(questions: Sequence[str], workshop: Workshop) -> int:
    """Where the called question stands among them, from 0; -1 where none of them is called."""
    return questions.index(workshop.called) if workshop.called in questions else -1


def _jump(workspace: Workspace, workshop: Workshop, questions: Sequence[str], seen: int) -> None:
    """Any question of the list, called by a button: a list that calls what is chosen would call the question of before
    when a browser sends, with its look at who has voted, what it showed before the last step."""
    known, key = workspace.engagement().the_pack.questions, "call"

    def call() -> None:
        number = session.value(key)
        if isinstance(number, int):
            _take(workspace, [f.QuestionCalled(workshop=workshop.id, question=questions[number])], seen)

    st.selectbox(_("Question"), range(len(questions)), index=max(0, _place(questions, workshop)), key=key,
                 format_func=lambda number: f"{number + 1}. {known[questions[number]].text}")
    st.button(_("Call this question"), on_click=call)


@st.fragment(run_every=REFRESH)
def _watch(workspace: Workspace, name: str, steered: dict[tuple[str, str | None, str], int], called: str) -> None:
    """How many voted and who is missing, by name and never by value; another facilitator's step loads the page."""
    engagement = workspace.engagement()
    workshop = engagement.workshops[name]
    if workshop.called != called or engagement.steered != steered:
        st.rerun()
    for place in look(engagement, workshop).places:
        where = engagement.sites[place.place].name if place.place else _("The network")
        told = [f"**{escape_markdown(where)}** · {stage_name(place.stage)}", _("{voted} of {expected}").format(
            voted=place.poll.voted, expected=max(len(place.expected), place.poll.voted))]
        if place.stage == "open" and place.missing:
            names = ", ".join(_who(workspace, engagement, person) for person in place.missing)
            told.append(_("Missing: {names}").format(names=escape_markdown(names)))
        st.markdown(" · ".join(told))


def _who(workspace: Workspace, engagement: Engagement, person: str) -> str:
    return workspace.names.get(person) or _("somebody of {function}").format(
        function=word(engagement.people[person].function))


def _steps(workspace: Workspace, workshop: Workshop, question: Question, view: RoomView, seen: int) -> None:
    """Open, close, reveal: for all places of the room together."""
    engagement = workspace.engagement()

    def at(*stages: str) -> list[RoomPlace]:
        return [place for place in view.places if place.stage in stages]

    row = _row()
    fresh = at("draft", "parked", "revealed", "closed")
    openable = [place for place in fresh if next_round(engagement, workshop.cycle, place.place, question.id) <= 3]
    label = _("Open the vote") if not at("revealed") else _("Vote again")
    opened = [f.RoundOpened(cycle=workshop.cycle, site=place.place, question=question.id,
                            round=next_round(engagement, workshop.cycle, place.place, question.id))
              for place in openable if view.stage != "open"]
    _step(row, label, workspace, opened, seen, shortcut="N",
          type="primary" if view.stage == "draft" else "secondary")
    _step(row, _("Close the vote"), workspace,
          [f.RoundClosed(cycle=workshop.cycle, site=place.place, question=question.id, round=place.round)
           for place in at("open")], seen, type="primary" if at("open") else "secondary")
    _step(row, _("Reveal the votes"), workspace,
          [f.RoundRevealed(cycle=workshop.cycle, site=place.place, question=question.id, round=place.round)
           for place in at("open", "closed")], seen, shortcut="V",
          type="primary" if view.stage == "closed" else "secondary")
    row.button(_("Park"), shortcut="P", disabled=view.stage in ("open", "closed"), on_click=_park,
               args=(workspace, workshop, question, view, seen), help=_("Come back to it later."))
    for place in at("revealed"):
        where = engagement.sites[place.place].name if place.place else _("The network")
        if not place.poll.voted:
            st.caption(_("{where}: nobody voted.").format(where=escape_markdown(where)))
        elif place.few:
            st.caption(_("{where}: fewer than three votes, so they are not shown.").format(
                where=escape_markdown(where)))
        elif place.poll.proposed is not None:
            st.caption(_("{where}: consensus at level {level}.").format(
                where=escape_markdown(where), level=place.poll.proposed))
        else:
            st.caption(_("{where}: no consensus. Ask whoever voted lowest and highest to speak.").format(
                where=escape_markdown(where)))


def _agree(workspace: Workspace, workshop: Workshop, question: Question, waiting: list[RoomPlace], seen: int) -> None:
    """The level by its key, at one place or at all that are left."""
    engagement = workspace.engagement()
    names = {place.place or "": engagement.sites[place.place].name if place.place else _("The network")
             for place in waiting}
    left = [place.place or "" for place in waiting if place.stage != "agreed"] or list(names)
    where = left[0] if len(names) == 1 else st.segmented_control(
        _("Agree for"), list(names), default=left[0], required=True,
        format_func=lambda name: escape_markdown(names[name]), key=f"for-{question.id}")
    row = _row()
    why, dissent = f"why-{question.id}-{where}", f"dis-{question.id}-{where}"
    row.text_input(_("Why this level"), max_chars=4000, key=why)
    row.text_input(_("Who sees it differently, and why"), max_chars=4000, key=dissent)
    choices = engagement.the_pack.choices(question)
    row = _row()
    here = next(place for place in waiting if (place.place or "") == where)
    for level in choices:
        row.button(escape_markdown(engagement.the_pack.scale.name(level)), shortcut=str(level), width="stretch",
                   type="primary" if level in (here.agreed, here.poll.proposed) else "secondary",
                   key=f"level-{level}", on_click=_agree_on,
                   args=(workspace, workshop, question, here, level, why, dissent, seen))
    row.button(_("n/a"), help=_("Not applicable; say why first."), key="level-na", width="stretch",
               on_click=_agree_on, args=(workspace, workshop, question, here, "na", why, dissent, seen))


def _agree_on(workspace: Workspace, workshop: Workshop, question: Question, here: RoomPlace, value: int | str,
              why: str, dissent: str, seen: int) -> None:
    """Reads the two texts when the button is pressed: they may have been typed since it was drawn."""
    _take(workspace, [f.Agreed(
        cycle=workshop.cycle, site=here.place, question=question.id, value=value, round=here.round,
        rationale=clean(session.value(why) or ""), dissent=clean(session.value(dissent) or ""))], seen)


def _parking(question: Question) -> None:
    """What may be said with a parked question; the button that parks it stands among the steps."""
    kinds = {"question": _("an open question"), "risk": _("a risk"), "decision": _("a decision to be made"),
             "data": _("data are missing")}
    st.selectbox(_("What it is"), list(kinds), format_func=kinds.get, key=f"what-{question.id}")
    st.text_input(_("What is missing"), max_chars=400, key=f"missing-{question.id}")
    st.text_input(_("Who sees to it"), max_chars=120, key=f"owner-{question.id}")
    st.date_input(_("Until when"), value=None, key=f"due-{question.id}")


def _park(workspace: Workspace, workshop: Workshop, question: Question, view: RoomView, seen: int) -> None:
    """Reads what was noted when the button is pressed, as agreeing does."""
    what, text, owner, due = (session.value(f"{field}-{question.id}") for field in ("what", "missing", "owner", "due"))
    _take(workspace, [f.QuestionParked(
        cycle=workshop.cycle, site=place.place, question=question.id, what=what or "question", text=clean(text or ""),
        owner=clean(owner or ""), due=due) for place in view.places if place.stage != "agreed"], seen)


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
                   _("Flagged"): flagged.in_short(engagement, workshop, known[item.question]),
                   _("Must be asked"): _("yes") if item.must else ""} for item in open_ones], hide_index=True)
    hours = st.number_input(_("Hours in the room"), min_value=0.5, max_value=16.0, value=3.0, step=0.5)
    agenda, rest = fit_agenda(items, hours)
    asked = [item for item in agenda if item.question]
    st.caption(_("Questions that fit: {asked}; left over: {rest}; breaks: {breaks}.").format(
        asked=len(asked), rest=len(rest), breaks=len(agenda) - len(asked)))
    if st.button(_("Take this agenda; it begins now"), type="primary", disabled=not asked):
        widgets.record(workspace, f.AgendaSet(workshop=workshop.id, begins=workspace.clock_now, items=agenda), "")


def _reasons() -> dict[str, str]:
    return {"spread": _("answers far apart"), "gap": _("IT and OT see it differently"),
            "cap": _("it holds a level down"), "weight": _("it weighs much"),
            "few": _("fewer than three answers"), "none": _("no answer yet"), "flag": _("flagged")}


def stage_name(stage: str) -> str:
    return {"draft": _("not opened"), "open": _("voting"), "closed": _("closed, not revealed"),
            "revealed": _("revealed"), "agreed": _("agreed"), "parked": _("parked")}[stage]


def _step(place: DeltaGenerator, label: str, workspace: Workspace, facts: Sequence[f.Fact], seen: int,
          **look: Any) -> None:
    """A button that records these facts; without any there is nothing to press."""
    place.button(label, disabled=not facts, on_click=_take, args=(workspace, facts, seen), **look)


def _take(workspace: Workspace, facts: Sequence[f.Fact], seen: int) -> None:
    try:
        workspace.record_together(facts, seen=seen)
    except AssessmentError as error:
        session.refuse(str(error))
