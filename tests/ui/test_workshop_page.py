"""The facilitator's console: a workshop is opened, walked through by its steps, and two do not overwrite each other."""

from __future__ import annotations

import pytest
from test_use_case_pages import named, page, texts, workspace

from assessment.domain import facts as f
from assessment.domain.basis import Refused
from assessment.workspace import Store

QUESTION = "arch-segmentation"


def press(shown, label: str):
    found = named(shown.button, label).click().run()
    assert not found.exception
    return found


@pytest.fixture
def room(store: Store):
    made = workspace(store)
    engagement = made.engagement()
    site = next(iter(engagement.sites))
    made.record(f.WorkshopOpened(workshop="w", cycle=engagement.cycle().id, title="Kick-off", sites=(site,)))
    return store


def standing(store: Store, workshop: str = "w"):
    return workspace(store).engagement().workshops[workshop]


def test_a_workshop_is_opened_and_ended(store: Store):
    shown = page("workshop")
    assert any("No workshop is on" in text for text in texts(shown))
    named(shown.text_input, "Title on the wall").set_value("Day <script> one").run()
    shown = press(shown, "Open the workshop")
    assert standing(store, "day-script-one").title == "Day <script> one"
    assert [metric.label for metric in shown.metric] == ["Code to join", "In the room"]
    assert len(shown.metric[0].value.replace(" ", "")) == 8
    shown = press(shown, "End the workshop")
    assert standing(store, "day-script-one").closed


def test_the_hours_make_an_agenda_and_the_questions_follow_it(room: Store):
    shown = page("workshop")
    named(shown.number_input, "Hours in the room").set_value(1.0).run()
    shown = press(shown, "Take this agenda; it begins now")
    agenda = standing(room).agenda
    assert sum(item.minutes for item in agenda.items) <= 60
    questions = [item.question for item in agenda.items if item.question]
    shown = press(shown, "Next")
    assert standing(room).called == questions[0]
    shown = press(shown, "Next")
    assert standing(room).called == questions[1]
    shown = press(shown, "Undo")
    assert standing(room).called == questions[0]


def test_a_list_calls_a_question_only_by_its_button(room: Store):
    """A browser sends with each look at who has voted what its list showed before the last step."""
    workspace(room).record(f.QuestionCalled(workshop="w", question=QUESTION))
    shown = press(page("workshop"), "Next")
    called = standing(room).called
    assert called != QUESTION
    shown.session_state["fold-jump"] = True
    shown = named(shown.run().selectbox, "Question").set_value(0).run()
    assert standing(room).called == called
    press(shown, "Call this question")
    assert standing(room).called not in (called, QUESTION)


def test_a_vote_is_opened_closed_revealed_agreed_and_taken_back(room: Store):
    workspace(room).record(f.QuestionCalled(workshop="w", question=QUESTION))
    site = standing(room).sites[0]
    key = (standing(room).cycle, site, QUESTION)
    before = workspace(room).engagement()
    if key in before.agreed:
        workspace(room).record(f.AgreementWithdrawn(cycle=key[0], site=site, question=QUESTION))
    shown = press(page("workshop"), "Open the vote")
    assert not workspace(room).engagement().rounds[key].closed
    shown = press(shown, "Close the vote")
    assert workspace(room).engagement().rounds[key].closed
    shown = press(shown, "Undo")
    assert not workspace(room).engagement().rounds[key].closed
    shown = press(shown, "Reveal the votes")
    assert workspace(room).engagement().rounds[key].revealed
    named(shown.text_input, "Why this level").set_value("Drawings *seen*").run()
    shown = press(shown, "Aligned")
    agreed = workspace(room).engagement().agreed[key]
    assert (agreed.value, agreed.rationale) == (3, "Drawings *seen*")
    shown = press(shown, "Undo")
    assert key not in workspace(room).engagement().agreed


def test_what_is_noted_goes_with_a_question_that_is_parked(room: Store):
    workspace(room).record(f.QuestionCalled(workshop="w", question=QUESTION))
    shown = page("workshop")
    assert not [one for one in shown.text_input if one.label == "What is missing"]
    shown.session_state["fold-parking"] = True
    shown = shown.run()
    named(shown.text_input, "What is missing").set_value("The *drawings*").run()
    press(shown, "Park")
    (parked,) = [entry.fact for entry in workspace(room).entries() if entry.fact["kind"] == "question-parked"]
    assert (parked["what"], parked["text"]) == ("question", "The *drawings*")


def test_a_step_that_comes_too_late_is_told_and_nothing_is_recorded(room: Store):
    made = workspace(room)
    made.record(f.QuestionCalled(workshop="w", question=QUESTION))
    shown = page("workshop")
    made.record(f.QuestionParked(cycle=standing(room).cycle, site=standing(room).sites[0], question=QUESTION,
                                 text="Drawings"))
    before = made.engagement().last_seq
    shown = press(shown, "Open the vote")
    assert any("Somebody else took a step" in error.value for error in shown.error)
    assert workspace(room).engagement().last_seq == before


def test_a_step_of_another_facilitator_is_not_overwritten(room: Store):
    made = workspace(room)
    site, cycle = standing(room).sites[0], standing(room).cycle
    made.record(f.QuestionCalled(workshop="w", question=QUESTION))
    seen = made.engagement().last_seq
    made.record(f.QuestionParked(cycle=cycle, site=site, question=QUESTION, text="Drawings"), seen=seen)
    with pytest.raises(Refused, match="Somebody else took a step"):
        made.record_together([f.Agreed(cycle=cycle, site=site, question=QUESTION, value=2)], seen=seen)
    assert made.engagement().parked[cycle, site, QUESTION].text == "Drawings"
    made.record(f.Agreed(cycle=cycle, site=site, question=QUESTION, value=2), seen=made.engagement().last_seq)
    assert (cycle, site, QUESTION) not in made.engagement().parked


def test_two_workshops_do_not_share_a_site(room: Store):
    made = workspace(room)
    with pytest.raises(Refused, match="open workshop already"):
        made.record(f.WorkshopOpened(workshop="x", cycle=standing(room).cycle, title="X", sites=standing(room).sites))
