"""The console's part for exercises, and what they lead to: a designed area, an owned risk, a commitment kept."""

from __future__ import annotations

from datetime import date

import pytest
from test_use_case_pages import HOSTILE, framed, frames, named, page, texts, workspace
from test_workshop_page import press, room

from assessment.domain import facts as f
from assessment.domain.room import look_at
from assessment.report import tables
from assessment.workspace import Store

__all__ = ["room"]


@pytest.fixture
def people(room: Store) -> list[str]:
    """Four in the room."""
    made = workspace(room)
    engagement = made.engagement()
    (site,) = engagement.workshops["w"].sites
    made.record_together([f.RespondentDefined(person=f"x-{n}", function="IT", site=site) for n in (1, 2)])
    found = [name for name, person in made.engagement().people.items() if person.site == site][-4:]
    made.record_together([f.RoomJoined(workshop="w", person=person) for person in found])
    return found


def exercises(store: Store):
    return workspace(store).engagement().exercises


def test_areas_are_placed_and_a_degree_is_taken_over_with_the_reason(room: Store, people: list[str]):
    shown = page("workshop")
    shown.session_state["part-agenda"] = "Exercises"
    shown = press(shown.run(), "Start it")
    (name,) = exercises(room)
    opened = exercises(room)[name].opened
    assert (opened.what, opened.title, len(opened.items)) == ("degrees", "How far should IT and OT come together?", 14)
    area = opened.items[0]
    made = workspace(room)
    made.record_together([f.DegreesPlaced(exercise=name, person=person, degrees={area: "joint-team"})
                          for person in people[:3]])
    shown = page("workshop")
    assert any("3 of 4 have taken part" in text for text in texts(shown))
    assert "joint team" not in frames(shown)
    shown = press(shown, "Close the exercise")
    assert exercises(room)[name].closed
    shown = press(shown, "Open it again")
    shown = press(shown, "Reveal what came out")
    assert exercises(room)[name].revealed
    assert "fewer than three, not shown" in frames(shown)
    shown = press(shown, "Take it over")
    designed = workspace(room).engagement().areas[area, None]
    assert (designed.degree, designed.reason) == ("joint-team", "Placed by 3 people in Kick-off: joint team 3.")
    assert designed.accountable
    shown = press(shown, "Back to the questions")
    assert workspace(room).engagement().workshops["w"].exercise is None


def test_causes_are_put_together_weighed_and_become_a_risk_in_the_register(room: Store, people: list[str]):
    made = workspace(room)
    made.record(f.ExerciseOpened(exercise="pm", workshop="w", what="pre-mortem", title="Why?"))
    made.record_together([
        *(f.CausesNamed(exercise="pm", person=person, causes=(text,)) for person, text in zip(
            people, ("No owner", "Nobody in charge", HOSTILE, "No money"), strict=True)),
        f.ExerciseRevealed(exercise="pm")])
    shown = page("workshop")
    by_text = {cause.text: cause.cause for cause in look_at(made.engagement(), "pm").causes}
    shown = named(shown.multiselect, "Causes that mean the same").set_value(
        [by_text["No owner"], by_text["Nobody in charge"]]).run()
    named(shown.text_input, "In one sentence").set_value("Nobody owns the interface").run()
    shown = press(shown, "Put them together")
    merged = look_at(workspace(room).engagement(), "pm").causes
    assert {cause.text: len(cause.said) for cause in merged} == {
        "Nobody owns the interface": 2, HOSTILE: 1, "No money": 1}
    named(shown.selectbox, "Owner").set_value("Head of plant IT")
    named(shown.selectbox, "Cause").set_value(by_text["No owner"]).run()
    named(shown.selectbox, "Owner").set_value("Head of plant IT")
    shown = press(shown, "Into the register")
    (risk,) = workspace(room).engagement().risks.values()
    assert (risk.text, risk.owner, risk.exercise) == ("Nobody owns the interface", "Head of plant IT", "pm")
    shown = press(shown, "Weigh them now")
    weighed = exercises(room)["pm-weighed"].opened
    assert (weighed.over, weighed.about, len(weighed.items)) == ("cause", "pm", 3)
    made.record_together([
        *(f.PointsShared(exercise="pm-weighed", person=person, points={by_text["No money"]: 5})
          for person in people[:3]), f.ExerciseRevealed(exercise="pm-weighed")])
    table = tables.outcome(made.engagement(), look_at(made.engagement(), "pm"), {})
    assert table.rows[0][:3] == ("No money", "1", "15")
    register = framed("commitments")
    assert "Head of plant IT" in frames(register)
    named(register.selectbox, "Risk that does not stand any more").set_value(next(iter(made.engagement().risks))).run()
    press(register, "Take it out of the register")
    assert workspace(room).engagement().risks["risk"].withdrawn


def test_a_commitment_is_entered_listed_and_kept(room: Store, people: list[str]):
    made = workspace(room)
    made.record(f.ExerciseOpened(exercise="c", workshop="w", what="commitments", title="What will I do?"))
    shown = page("workshop")
    named(shown.text_input, "Name").set_value("Ada " + HOSTILE)
    named(shown.text_input, "What").set_value("=Name owners")
    named(shown.date_input, "Until when").set_value(date(2020, 1, 1))
    shown = press(shown, "Enter the commitment")
    assert any("None yet" in text for text in texts(framed("commitments")))  # blind until it is revealed
    press(shown, "Reveal what came out")
    listed = framed("commitments")
    assert "Ada <script>" in frames(listed)
    assert "late" in frames(listed)
    assert [metric.value for metric in listed.metric] == ["1", "1", "0"]
    named(listed.radio, "State").set_value("done").run()
    press(listed, "Record how it stands")
    (kept,) = workspace(room).engagement().kept.values()
    assert (kept.state, kept.on) == ("done", made.today)


def test_the_audit_trail_tells_nothing_of_an_exercise_before_it_is_revealed(room: Store, people: list[str]):
    made = workspace(room)
    said = {"support": f.SupportGiven(exercise="s", person=people[0], support="object", reason="Nights"),
            "pre-mortem": f.CausesNamed(exercise="p", person=people[0], causes=("Unsaid",))}
    for what, text in (("support", "Nights"), ("pre-mortem", "Unsaid")):
        made.record(f.ExerciseOpened(exercise=said[what].exercise, workshop="w", what=what, title="T"))
        made.record(said[what])
        assert text not in frames(page("audit"))
        made.record(f.ExerciseRevealed(exercise=said[what].exercise))
    shown = frames(page("audit"))
    assert "Nights" in shown
    assert "Unsaid" not in shown  # shown to all without a name


def test_points_stand_beside_the_plan_once_three_gave_them(room: Store, people: list[str]):
    made = workspace(room)
    made.record(f.ExerciseOpened(exercise="p", workshop="w", what="points", title="What first?", over="initiative",
                                 items=("I01", "I02")))
    made.record_together([f.PointsShared(exercise="p", person=person, points={"I02": 7, "I01": 3})
                          for person in people[:3]])
    assert tables.points_beside(made.engagement(), "initiative") is None
    made.record(f.ExerciseRevealed(exercise="p"))
    table = tables.points_beside(made.engagement(), "initiative")
    assert [row[1:3] for row in table.rows] == [("21", "70 %"), ("9", "30 %")]
    assert tables.points_beside(made.engagement(), "use-case") is None
