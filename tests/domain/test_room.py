"""The course of a vote in a room, what may be shown, undo, hands, and how the hours are spent: worked by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from building import engagement, pack, question
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.basis import AssessmentError, Refused
from assessment.domain.consensus import poll
from assessment.domain.engagement import Engagement, Fold
from assessment.domain.facts import AgendaItem, AgendaSet
from assessment.domain.pack import Cap
from assessment.domain.room import (
    Sorted,
    check_step,
    drift,
    fit_agenda,
    look,
    minutes_of,
    next_round,
    seen_by,
    sort_questions,
    stage_of,
    undo,
)

SHOP = f.WorkshopOpened(workshop="w", cycle="c1", title="W", sites=("a", "b"))
CALLED = f.QuestionCalled(workshop="w", question="q")
PEOPLE = [("it1", "IT", "a"), ("it2", "IT", "a"), ("ot1", "OT", "a"), ("ot2", "OT", "a"), ("op1", "Operations", "a"),
          ("it3", "IT", "b"), ("ot3", "OT", "b"), ("q1", "Quality", "b"), ("cio", "IT", None)]


def at(kind: type, place: str | None = "a", round: int | None = 1, **more):
    numbered = {} if round is None else {"round": round}
    return kind(cycle="c1", site=place, question="q", **numbered, **more)


class Room:
    """An engagement that facts are applied to one by one, as they would be recorded."""

    def __init__(self, *facts: f.Fact) -> None:
        base = engagement({}, sites={"a": 1.0, "b": 1.0})
        self.fold = Fold("e")
        self.day = date(2026, 3, 2)
        self.apply(f.EngagementOpened(client="C", start=date(2026, 4, 1)),
                   f.PackPinned(pack=base.the_pack.model_dump(mode="json", by_alias=True)),
                   f.SiteDefined(site="a", name="A"), f.SiteDefined(site="b", name="B"),
                   f.CycleOpened(cycle="c1", date=self.day),
                   *(f.RespondentDefined(person=p, function=fn, site=s) for p, fn, s in PEOPLE), SHOP,
                   *(f.RoomJoined(workshop="w", person=p) for p, _f, _s in PEOPLE), CALLED, *facts)

    def apply(self, *facts: f.Fact) -> None:
        for fact in facts:
            self.fold.apply(self.fold.seq + 1, self.day, fact)

    def step(self, fact) -> None:
        """As it is recorded: refused where the question does not stand so."""
        check_step(self.state, fact)
        self.apply(fact)

    def vote(self, person: str, value: int, round: int = 1) -> None:
        place = next(site for name, _f, site in PEOPLE if name == person)
        self.apply(at(f.Answered, place, round, person=person, value=value))

    @property
    def state(self) -> Engagement:
        return self.fold.state()

    def stage(self, place: str = "a") -> str:
        return stage_of(self.state, "c1", place, "q")


def test_a_question_goes_through_its_stages_in_order():
    room = Room()
    assert room.stage() == "draft"
    for fact, stage in ((at(f.RoundOpened), "open"), (at(f.RoundClosed), "closed"), (at(f.RoundOpened), "open"),
                        (at(f.RoundClosed), "closed"), (at(f.RoundRevealed), "revealed"),
                        (at(f.RoundOpened, round=2), "open"), (at(f.RoundRevealed, round=2), "revealed"),
                        (at(f.Agreed, round=2, value=3), "agreed"), (at(f.AgreementWithdrawn, round=None), "revealed"),
                        (at(f.QuestionParked, round=None), "parked"), (at(f.RoundOpened, round=3), "open"),
                        (at(f.RoundRevealed, round=3), "revealed")):
        room.step(fact)
        assert room.stage() == stage
    assert room.stage("b") == "draft"
    with pytest.raises(Refused, match="Three votes"):
        room.step(at(f.RoundOpened, round=3))


@pytest.mark.parametrize(("before", "fact", "why"), [
    ([], at(f.RoundClosed), "No vote is open"), ([], at(f.RoundRevealed), "No vote waits"),
    ([], at(f.RoundOpened, round=2), "not the round"), ([], at(f.AgreementWithdrawn, round=None), "Nothing is agreed"),
    ([], at(f.QuestionParked, round=None, withdrawn=True), "not parked"),
    ([at(f.RoundOpened)], at(f.RoundOpened), "open already"),
    ([at(f.RoundOpened)], at(f.Agreed, value=3), "still blind"),
    ([at(f.RoundOpened)], at(f.QuestionParked, round=None), "A vote runs"),
    ([at(f.RoundOpened)], at(f.HandsCounted, counts={"IT": {3: 1}}), "open already"),
    ([at(f.RoundOpened), at(f.RoundClosed)], at(f.RoundClosed), "No vote is open"),
    ([at(f.RoundOpened), at(f.RoundClosed)], at(f.Agreed, value=3), "still blind"),
    ([at(f.RoundOpened), at(f.RoundClosed)], at(f.HandsCounted, counts={"IT": {3: 1}}), "waits to be revealed"),
    ([at(f.RoundOpened), at(f.RoundRevealed), at(f.Agreed, value=3)], at(f.RoundOpened, round=2), "level is agreed"),
])
def test_what_does_not_follow_is_refused_with_a_word_why(before, fact, why: str):
    room = Room(*before)
    with pytest.raises(Refused, match=why):
        room.step(fact)


def test_what_was_answered_before_the_workshop_was_the_first_round():
    room = Room()
    room.vote("it1", 2)
    assert next_round(room.state, "c1", "a", "q") == 2
    room.step(at(f.RoundOpened, round=2))
    assert room.state.votes("c1", "a", "q") == {}
    assert next_round(room.state, "c1", "b", "q") == 1


def test_the_room_sees_who_is_awaited_and_how_many_voted_but_no_value():
    room = Room(at(f.RoundOpened), at(f.RoundOpened, "b"))
    room.vote("it1", 2)
    room.vote("q1", 4)
    view = look(room.state, room.state.workshops["w"])
    assert (view.stage, view.voted, view.expected, view.present) == ("open", 2, 8, 9)
    a, b = view.places
    assert a.missing == ("it2", "ot1", "ot2", "op1")
    assert b.missing == ("it3", "ot3")
    assert a.poll.hidden
    assert (a.poll.counts, a.poll.median, a.poll.breakdown) == ({}, None, {})
    assert seen_by(room.state, room.state.workshops["w"], "cio") is None


def test_a_show_of_hands_is_a_round_of_its_own_and_no_answer():
    room = Room()
    room.step(at(f.HandsCounted, counts={"IT": {2: 3}, "OT": {2: 2, 3: 2}}))
    found = poll(room.state, "a", "c1", "q")
    assert (found.counted, found.n, found.median, found.gap, found.proposed) == (True, 7, 2.0, -0.5, 2)
    assert found.breakdown == {"IT": {1: 0, 2: 3, 3: 0, 4: 0, 5: 0}, "OT": {1: 0, 2: 2, 3: 2, 4: 0, 5: 0}}
    assert room.state.votes("c1", "a", "q") == {}
    assert next_round(room.state, "c1", "a", "q") == 2


def test_undo_takes_back_what_nobody_has_seen():
    room = Room()

    def back():
        return undo(room.state, room.state.workshops["w"])

    assert back() == f.QuestionCalled(workshop="w", question=None)
    room.step(at(f.RoundOpened))
    assert back() == at(f.RoundClosed)
    room.vote("it1", 3)
    assert back() is None  # people have voted
    room.step(at(f.RoundClosed))
    assert back() == at(f.RoundOpened)
    room.step(at(f.RoundRevealed))
    assert back() is None
    room.step(at(f.Agreed, value=3))
    assert back() == at(f.AgreementWithdrawn, round=None)
    room.step(at(f.Agreed, value=4))
    room.step(back())
    assert room.state.agreed["c1", "a", "q"].value == 3  # what stood before, not nothing
    room.step(at(f.QuestionParked, round=None, text="to be seen on the line"))
    room.step(at(f.Agreed, value=2))
    room.step(back())
    assert room.state.agreed["c1", "a", "q"].value == 3  # also where the question was parked in between
    room.step(at(f.AgreementWithdrawn, round=None))
    assert room.stage() == "revealed"
    room.step(at(f.QuestionParked, round=None, text="first"))
    room.step(at(f.QuestionParked, round=None, text="second"))
    room.step(back())
    assert room.state.parked["c1", "a", "q"].text == "first"


MIXED = {"spread": {"a": {"IT@a": [1, 5, 3]}}, "gap": {"a": {"IT@a": [4, 4, 4], "OT@a": [2, 2, 2]}},
         "fine": {"a": {"IT@a": [3, 3], "OT@a": [3, 4]}}, "few": {"a": {"IT@a": [3]}},
         "capped": {"a": {"IT@a": [2, 2, 2]}}}


def _pre_work():
    asked = [question(name) for name in ("spread", "gap", "fine", "few", "capped", "silent")]
    small = pack({"d": {"c": asked}}, caps=(Cap(id="x", dimension="d", level=2, question="capped", below=3,
                                                reason="-"),))
    shop = f.WorkshopOpened(workshop="w", cycle="c1", title="W", sites=("a",))
    state = engagement(MIXED, of=small, extra=(shop,))
    return state, state.workshops["w"]


def test_pre_work_is_sorted_into_settled_to_discuss_and_missing():
    found = {item.question: item for item in sort_questions(*_pre_work())}
    assert {name: (item.verdict, item.why) for name, item in found.items()} == {
        "spread": ("discuss", ("spread",)), "gap": ("discuss", ("spread", "gap")), "fine": ("settled", ()),
        "few": ("missing", ("few",)), "capped": ("discuss", ("cap",)), "silent": ("missing", ("none",))}
    assert found["fine"].proposed == {"a": 3}
    assert {name for name, item in found.items() if item.must} == {"gap", "capped"}


def test_an_agenda_fits_the_hours_with_breaks_and_what_must_be_asked_first():
    items = [Sorted(question=f"m{n}", verdict="missing", why=("none",)) for n in range(60)] + [
        Sorted(question=f"d{n}", verdict="discuss", why=("spread",), must=n == 9) for n in range(10)]
    agenda, rest = fit_agenda(items, 3.0)
    asked = [item.question for item in agenda if item.question]
    assert sum(item.minutes for item in agenda) <= 180
    assert {f"d{n}" for n in range(10)} <= set(asked)
    assert len(asked) + len(rest) == 70
    assert any(item.question is None for item in agenda)
    tight, _rest = fit_agenda(items, 4 / 60)
    assert [item.question for item in tight] == ["d9"]
    assert all(minutes_of(item) > 0 for item in items)


def test_drift_counts_from_when_the_question_should_have_begun():
    begins = datetime(2026, 3, 2, 9, tzinfo=UTC)
    agenda = AgendaSet(workshop="w", begins=begins, items=(
        AgendaItem(question="a", minutes=4), AgendaItem(minutes=10), AgendaItem(question="b", minutes=4)))
    for called, minutes, expected in (
            ("a", 3, 0), ("a", 6, 2), ("b", 14, 0), ("b", 10, -4), ("b", 23, 5), (None, 50, 0)):
        assert drift(agenda, called, begins + timedelta(minutes=minutes)) == pytest.approx(expected)


STEPS = st.sampled_from([
    ("open", 0), ("close", 0), ("reveal", 0), ("agree", 3), ("withdraw", 0), ("park", 0), ("undo", 0)])
VOTES = st.tuples(st.sampled_from([p for p, _f, s in PEOPLE if s == "a"]), st.integers(1, 5))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.tuples(st.just("facilitator"), STEPS), st.tuples(st.just("vote"), VOTES)), max_size=40))
def test_no_order_of_two_facilitators_and_voters_shows_a_vote_before_its_time(events):
    room = Room()
    for kind, (what, number) in events:
        if kind == "vote":
            current = room.state.rounds.get(("c1", "a", "q"))
            if current is not None and not current.closed:
                room.vote(what, number, current.number)
        else:
            number_now = next_round(room.state, "c1", "a", "q")
            current = room.state.rounds.get(("c1", "a", "q"))
            latest = current.number if current else 1
            try:
                match what:
                    case "open" if number_now <= 3:
                        room.step(at(f.RoundOpened, round=number_now))
                    case "close":
                        room.step(at(f.RoundClosed, round=latest))
                    case "reveal":
                        room.step(at(f.RoundRevealed, round=latest))
                    case "agree":
                        room.step(at(f.Agreed, round=latest, value=number))
                    case "withdraw":
                        room.step(at(f.AgreementWithdrawn, round=None))
                    case "park":
                        room.step(at(f.QuestionParked, round=None))
                    case "undo":
                        back = undo(room.state, room.state.workshops["w"])
                        if back is not None and not isinstance(back, f.QuestionCalled):
                            room.step(back)
            except AssessmentError:
                pass
        _check(room)


def _check(room: Room) -> None:
    """What holds at any moment: nothing of a blind round, no small group, nor one found by subtraction."""
    stage, found = room.stage(), poll(room.state, "a", "c1", "q")
    view = look(room.state, room.state.workshops["w"]).places[0]
    assert view.stage == stage
    if stage in ("open", "closed"):
        assert found.hidden
        assert (found.counts, found.breakdown, found.median, found.gap, found.proposed) == ({}, {}, None, None, None)
    if not found.hidden and 0 < found.n < 3:
        assert view.few
        assert not found.breakdown
    for counts in found.breakdown.values():
        left = found.n - sum(counts.values())
        assert sum(counts.values()) >= 3
        assert left == 0 or left >= 3
    current = room.state.rounds.get(("c1", "a", "q"))
    assert current is None or current.number <= 3
