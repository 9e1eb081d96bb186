"""Flags on questions: what stands, what waits for the room, and how the agenda takes them up. Worked by hand."""

from __future__ import annotations

import pytest
from test_room import SHOP, Room, at

from assessment.domain import facts as f
from assessment.domain.room import count_flags, flags_waiting, sort_questions

KEY = ("c1", "a", "q")


def flag(person: str = "it1", kind: str = "workshop", place: str | None = "a", **more) -> f.QuestionFlagged:
    return f.QuestionFlagged(cycle="c1", site=place, question="q", person=person, flag=kind, **more)


def sorted_one(room: Room):
    return sort_questions(room.state, room.state.workshops[SHOP.workshop])[0]


def agree_before(room: Room) -> None:
    """Three people of one mind at both sites: without a flag the question is settled."""
    room.apply(f.RespondentDefined(person="it4", function="IT", site="b"))
    for person in ("it1", "it2", "ot1", "it3", "ot3", "q1"):
        room.vote(person, 3)


def test_a_flag_stands_until_the_same_person_takes_the_same_kind_down():
    room = Room(flag(note="see SOP-7"), flag("ot1"), flag(kind="evidence"))
    assert [(one.fact.person, one.fact.flag) for one in room.state.flags[KEY]] == [
        ("it1", "workshop"), ("ot1", "workshop"), ("it1", "evidence")]
    before = room.state
    room.apply(flag(withdrawn=True))
    assert [(one.fact.person, one.fact.flag) for one in room.state.flags[KEY]] == [
        ("ot1", "workshop"), ("it1", "evidence")]
    assert len(before.flags[KEY]) == 3  # a state that was taken does not change
    room.apply(flag("ot1", withdrawn=True), flag(kind="evidence", withdrawn=True))
    assert KEY not in room.state.flags


def test_a_flag_noted_anew_replaces_its_note():
    room = Room(flag(note="old"), flag(note="new"))
    assert [one.fact.note for one in room.state.flags[KEY]] == ["new"]


def test_people_are_counted_and_not_named():
    room = Room(flag(note="no drawing"), flag("ot1", note="no drawing"), flag("op1", "wording", note="which zone?"))
    found = count_flags(room.state.flags[KEY])
    assert [(one.flag, one.count, one.notes) for one in found] == [
        ("workshop", 2, ("no drawing",)), ("wording", 1, ("which zone?",))]
    assert "it1" not in found[0].model_dump_json()


@pytest.mark.parametrize("kind", ["workshop", "evidence", "level", "wording"])
def test_a_settled_question_that_is_flagged_goes_to_the_room(kind: str):
    room = Room()
    agree_before(room)
    assert sorted_one(room).verdict == "settled"
    room.apply(flag(kind=kind))
    assert (sorted_one(room).verdict, sorted_one(room).why) == ("discuss", ("flag",))
    room.apply(flag(kind=kind, withdrawn=True))
    assert sorted_one(room).verdict == "settled"


def test_a_question_nobody_answered_is_discussed_where_it_is_flagged():
    room = Room()
    assert (sorted_one(room).verdict, sorted_one(room).why) == ("missing", ("none",))
    room.apply(flag(place="b", person="it3"))
    assert (sorted_one(room).verdict, sorted_one(room).why) == ("discuss", ("none", "flag"))


def test_an_agreement_takes_flags_up_and_a_later_flag_asks_again():
    room = Room(flag())
    agree_before(room)
    room.step(at(f.Agreed, "a", value=3))
    room.step(at(f.Agreed, "b", value=3))
    assert flags_waiting(room.state, *KEY) == ()
    assert sorted_one(room).verdict == "agreed"
    room.apply(flag("ot1", "level", note="the firewall is bypassed"))
    assert [one.fact.person for one in flags_waiting(room.state, *KEY)] == ["ot1"]
    assert (sorted_one(room).verdict, sorted_one(room).why) == ("discuss", ("flag",))
    room.step(at(f.AgreementWithdrawn, "a", round=None))  # taken back: what was flagged before waits again
    assert len(flags_waiting(room.state, *KEY)) == 2
