"""The page Room: a workshop is opened and ended, its hours make an agenda, and two do not overwrite each other."""

from __future__ import annotations

import pytest
from test_use_case_pages import named, page, texts, workspace

from assessment.domain import facts as f
from assessment.domain.basis import Refused
from assessment.domain.room import look, order_of, steps
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
    assert any("The agenda has begun" in text for text in texts(shown))
    told = shown.dataframe[-1].value
    assert told["Minutes"].sum() == told["Until minute"].iloc[-1] == sum(
        item.minutes for item in standing(room).agenda.items)
    agenda = standing(room).agenda
    assert sum(item.minutes for item in agenda.items) <= 60
    questions = [item.question for item in agenda.items if item.question]
    made = workspace(room).engagement()
    assert order_of(made, standing(room)) == tuple(questions)
    assert steps(made, standing(room), look(made, standing(room)))["next"] == (
        f.QuestionCalled(workshop="w", question=questions[0]),)


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
