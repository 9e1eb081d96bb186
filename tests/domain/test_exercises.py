"""Exercises of a room, worked by hand: what may be shown when, and to whom nobody can be told apart."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from building import engagement as small_engagement
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain import facts as f
from assessment.domain.basis import AssessmentError, NotAllowed, NotFound, Refused
from assessment.domain.engagement import Engagement, Fold
from assessment.domain.room import causes_of, commitments, item_names, look_at, makers, undo
from assessment.formats import shipped_library
from assessment.workspace.recording import check_fact
from assessment.workspace.recording_room import check_seen

DAY = date(2026, 3, 2)
PEOPLE = [("it1", "IT"), ("it2", "IT"), ("it3", "IT"), ("ot1", "OT"), ("ot2", "OT"), ("ot3", "OT"), ("qa1", "Quality")]


def _base(named: bool = False) -> Fold:
    fold = Fold("e")
    pack = small_engagement({}, sites={"a": 1.0}).the_pack
    for fact in (f.EngagementOpened(client="C", start=date(2026, 4, 1), named=named),
                 f.PackPinned(pack=pack.model_dump(mode="json", by_alias=True)),
                 f.LibraryPinned(library=shipped_library().model_dump(mode="json", by_alias=True)),
                 f.SiteDefined(site="a", name="A"), f.CycleOpened(cycle="c1", date=DAY),
                 *(f.RespondentDefined(person=p, function=fn, site="a") for p, fn in PEOPLE),
                 f.RespondentDefined(person="away", function="IT", site="a"),
                 f.WorkshopOpened(workshop="w", cycle="c1", title="W", sites=("a",)),
                 *(f.RoomJoined(workshop="w", person=p) for p, _fn in PEOPLE)):
        fold.apply(fold.seq + 1, DAY, fact)
    return fold


ANONYMOUS, NAMED = _base(), _base(named=True)
KNOWN = list(ANONYMOUS.state().the_library.area)
AREAS = (KNOWN[0], KNOWN[1])


class Room:
    """Facts applied one by one, each checked as it would be when it is recorded."""

    def __init__(self, *facts: f.Fact, base: Fold = ANONYMOUS) -> None:
        self.fold = base.branch()
        self.record(*facts)

    def record(self, *facts: f.Fact, actor: str = "boss", role: f.AppRole = "facilitator", seen: int | None = None):
        for fact in facts:
            check_seen(self.state, fact, seen)
            check_fact(self.state, fact, actor, role)
            self.fold.apply(self.fold.seq + 1, DAY, fact)

    @property
    def state(self) -> Engagement:
        return self.fold.state()

    def view(self, name: str = "x"):
        return look_at(self.state, name)


def opened(what: str = "degrees", name: str = "x", **more) -> f.ExerciseOpened:
    default = {"degrees": {"items": AREAS}, "points": {"items": ("I01", "I02", "I03"), "over": "initiative"}}
    return f.ExerciseOpened(exercise=name, workshop="w", what=what,
                            **{"title": "T", **default.get(what, {}), **more})


def placed(person: str, first: str, second: str | None = None) -> f.DegreesPlaced:
    both = {AREAS[0]: first} | ({AREAS[1]: second} if second else {})
    return f.DegreesPlaced(exercise="x", person=person, degrees=both)


REVEALED, CLOSED = f.ExerciseRevealed(exercise="x"), f.ExerciseClosed(exercise="x")


def test_areas_are_placed_at_the_middle_of_the_room_and_nothing_is_told_of_fewer_than_three():
    room = Room(opened(), placed("it1", "separate", "one-team"), placed("it2", "joint-team", "one-team"),
                placed("it3", "joint-team"), placed("ot1", "separate"), placed("ot2", "one-team"))
    assert room.view().degrees == ()
    assert (room.view().responded, room.view().missing) == (5, ("ot3", "qa1"))
    room.record(REVEALED)
    first, second = room.view().degrees
    assert (first.n, first.placed, first.apart) == (5, "joint-team", True)
    assert first.counts == {"separate": 2, "common-standard": 0, "joint-team": 2, "one-team": 1}
    assert first.groups == {}  # two people of OT would be told apart
    assert (second.n, second.placed, second.counts) == (2, None, {})


def test_with_three_of_each_function_they_are_told_apart_and_of_two_degrees_the_lower_is_placed():
    room = Room(opened(), *(placed(p, "separate") for p in ("it1", "it2", "it3")),
                *(placed(p, "one-team") for p in ("ot1", "ot2", "ot3")), REVEALED)
    (first, _second) = room.view().degrees
    assert first.placed == "separate"
    assert {group: counts["one-team"] for group, counts in first.groups.items()} == {"IT": 0, "OT": 3}


def test_points_are_added_up_the_most_first_and_by_function_where_nobody_is_told_apart():
    def shared(person: str, **points: int) -> f.PointsShared:
        return f.PointsShared(exercise="x", person=person, points=points)

    room = Room(opened("points"), shared("it1", I02=10), shared("it2", I01=5, I02=5))
    room.record(shared("it2", I01=1, I02=2))  # the latest counts
    few = Room(*[], base=room.fold)
    few.record(REVEALED)
    assert (few.view().few, few.view().points) == (True, ())
    room.record(shared("it3", I02=1), *(shared(p, I03=4) for p in ("ot1", "ot2", "qa1")), REVEALED)
    assert [(tally.item, tally.points, tally.groups) for tally in room.view().points] == [
        ("I02", 13, {"IT": 13, "others": 0}), ("I03", 12, {"IT": 0, "others": 12}), ("I01", 1, {"IT": 1, "others": 0})]


def test_causes_lose_their_writers_are_put_together_and_weighed():
    def wrote(person: str, *causes: str) -> f.CausesNamed:
        return f.CausesNamed(exercise="x", person=person, causes=causes)

    room = Room(opened("pre-mortem"), wrote("it1", "No owner", "No money"), wrote("ot1", "No owner"),
                wrote("qa1", "IT left"))
    assert room.view().causes == ()
    with pytest.raises(Refused, match="Reveal the pre-mortem first"):
        room.record(f.CausesMerged(exercise="x", causes=causes_of(room.state.exercises["x"])))
    room.record(REVEALED)
    causes = {cause.text: cause for cause in room.view().causes}
    assert {text: len(cause.said) for text, cause in causes.items()} == {"No owner": 2, "No money": 1, "IT left": 1}
    another = Room(opened("pre-mortem"), wrote("qa1", "IT left"), wrote("ot1", "No owner"),
                   wrote("it1", "No owner", "No money"), REVEALED)
    assert another.view().causes == room.view().causes  # the order tells nothing of who came first
    people = f.Cause(cause="c1", text="Nobody in charge", said=("No owner", "No owner", "IT left"))
    money = f.Cause(cause="c2", text="No money", said=("No money",))
    with pytest.raises(Refused, match="all of it"):
        room.record(f.CausesMerged(exercise="x", causes=(people,)))
    room.record(f.CausesMerged(exercise="x", causes=(people, money)))
    room.record(opened("points", "y", items=("c1", "c2"), over="cause", about="x", points=5))
    assert item_names(room.state, room.state.exercises["y"].opened) == {"c1": "Nobody in charge", "c2": "No money"}
    with pytest.raises(Refused, match="begun to weigh"):
        room.record(f.CausesMerged(exercise="x", causes=(people, money)))


@pytest.mark.parametrize(("base", "who"), [(ANONYMOUS, None), (NAMED, "ot1")])
def test_an_objection_is_told_with_its_reason_and_its_name_only_where_answers_bear_names(base: Fold, who):
    def support(person: str, grade: str, reason: str = "") -> f.SupportGiven:
        return f.SupportGiven(exercise="x", person=person, support=grade, reason=reason)

    room = Room(opened("support"), support("it1", "agree"), base=base)
    with pytest.raises(Refused, match="needs its reason"):
        room.record(support("ot1", "object", "  "))
    room.record(support("ot1", "object", "Nights are not covered"), support("qa1", "accept", "If it must be"))
    assert (room.view().support, room.view().objections) == ({}, ())
    room.record(REVEALED)
    assert room.view().support == {"agree": 1, "accept": 1, "object": 1}
    assert [(one.reason, one.person) for one in room.view().objections] == [("Nights are not covered", who)]


def test_commitments_stand_by_name_from_the_reveal_on_and_are_followed_up():
    def made(by: str, **what: str) -> f.CommitmentsMade:
        return f.CommitmentsMade(exercise="x", by=by, commitments={
            int(number[1:]): f.Commitment(what=text, due=date(2026, 6, 1)) for number, text in what.items()})

    room = Room(opened("commitments"), made("n-1", n1="Name owners", n3="Patch"), made("n-2", n1="Nothing yet"),
                made("n-2"))
    assert (commitments(room.state), room.view().missing, makers(room.state)) == ((), (), set())
    room.record(REVEALED)
    assert [(one.by, one.number, one.what, one.state) for one in commitments(room.state)] == [
        ("n-1", 1, "Name owners", "open"), ("n-1", 3, "Patch", "open")]
    room.record(f.CommitmentKept(exercise="x", by="n-1", number=3, state="done", on=DAY))
    assert [one.state for one in commitments(room.state)] == ["open", "done"]
    assert [one.late(date(2026, 6, 2)) for one in commitments(room.state)] == [True, False]
    assert makers(room.state) == {"n-1"}
    with pytest.raises(NotFound):
        room.record(f.CommitmentKept(exercise="x", by="n-1", number=2, state="done"))


def test_the_room_looks_at_an_exercise_and_goes_back_to_its_question():
    room = Room(f.QuestionCalled(workshop="w", question="q"), opened())
    shop = room.state.workshops["w"]
    assert (shop.exercise, shop.called, shop.before) == ("x", None, "q")
    assert undo(room.state, shop) is None
    room.record(f.QuestionCalled(workshop="w", question="q"))
    shop = room.state.workshops["w"]
    assert (shop.exercise, shop.called) == (None, "q")
    room.record(f.QuestionCalled(workshop="w", exercise="x"))
    assert (room.state.workshops["w"].exercise, room.state.workshops["w"].called) == ("x", None)


@pytest.mark.parametrize(("facts", "fact", "why"), [
    ([opened()], opened(name="y"), "Another exercise is open"),
    ([opened()], opened(), "name already"),
    ([opened(), REVEALED], opened(), "name already"),
    ([opened(), CLOSED], opened(title="Another"), "name already"),
    ([opened(), CLOSED], CLOSED, "not open"),
    ([opened(), REVEALED], REVEALED, "revealed before"),
    ([opened(), CLOSED], placed("it1", "one-team"), "is closed"),
    ([opened(), REVEALED], placed("it1", "one-team"), "is closed"),
    ([opened()], placed("away", "one-team"), "in the room"),
    ([opened()], f.DegreesPlaced(exercise="x", person="it1", degrees={KNOWN[5]: "one-team"}), "not asked for"),
    ([opened()], f.CausesNamed(exercise="x", person="it1", causes=("c",)), "something else"),
    ([opened("points")], f.PointsShared(exercise="x", person="it1", points={"I01": 6, "I02": 5}), "One point too many"),
    ([], opened("points", items=("I01",)), "at least 2"),
    ([], opened("points", items=("I01", "I01")), "named twice"),
    ([], opened("degrees", items=("nowhere",)), "no area"),
    ([f.QuestionCalled(workshop="w", question="q"), f.RoundOpened(cycle="c1", site="a", question="q", round=1)],
     opened(), "A vote is open"),
])
def test_what_does_not_follow_is_refused_with_a_word_why(facts, fact, why: str):
    room = Room(*facts)
    with pytest.raises(AssessmentError, match=why):
        room.record(fact)


def test_nobody_takes_part_for_another_and_a_participant_steers_nothing():
    room = Room(opened())
    with pytest.raises(NotAllowed):
        room.record(placed("it1", "one-team"), actor="it2", role="participant")
    room.record(placed("it1", "one-team"), actor="it1", role="participant")
    for fact in (CLOSED, REVEALED, opened(name="y")):
        with pytest.raises(NotAllowed):
            room.record(fact, actor="it1", role="participant")


def test_a_step_of_another_facilitator_is_not_overwritten():
    room = Room(opened())
    seen = room.fold.seq
    room.record(CLOSED, seen=seen)
    for fact in (opened(), REVEALED):
        with pytest.raises(Refused, match="Somebody else"):
            room.record(fact, seen=seen)
    room.record(placed_late := opened(), seen=room.fold.seq)
    assert room.state.exercises["x"].opened == placed_late
    seen = room.fold.seq
    room.record(CLOSED, f.QuestionCalled(workshop="w", question="q"))
    with pytest.raises(Refused, match="Somebody else"):
        room.record(opened(name="y"), seen=seen)


STEPS = st.sampled_from(["open", "close", "reveal", "away", "back"])
GIVEN = st.tuples(st.sampled_from([p for p, _fn in PEOPLE]), st.lists(st.integers(0, 4), min_size=2, max_size=2))
DEGREES = ("separate", "common-standard", "joint-team", "one-team")


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(["degrees", "points", "support", "pre-mortem"]),
       st.lists(st.one_of(STEPS, GIVEN, GIVEN), max_size=30))
def test_no_order_of_two_facilitators_and_a_room_shows_anything_before_its_time(what: str, events):
    room, first = Room(opened(what)), None
    for event in events:
        with suppress(AssessmentError):
            room.record(_step(what, event) if isinstance(event, str) else _given(what, *event))
        view = room.view()
        if view.stage == "revealed":
            first = first or view
            shown = {"missing", "expected"}
            assert view.model_dump(exclude=shown) == first.model_dump(exclude=shown)  # nothing moves afterwards
        _check(room)


def _step(what: str, event: str) -> f.Fact:
    return {"open": opened(what), "close": CLOSED, "reveal": REVEALED,
            "away": f.QuestionCalled(workshop="w", question="q"),
            "back": f.QuestionCalled(workshop="w", exercise="x")}[event]


def _given(what: str, person: str, numbers: list[int]) -> f.Fact:
    match what:
        case "degrees":
            return f.DegreesPlaced(exercise="x", person=person, degrees={
                area: DEGREES[number] for area, number in zip(AREAS, numbers, strict=True) if number < 4})
        case "points":
            return f.PointsShared(exercise="x", person=person, points={
                item: number for item, number in zip(("I01", "I02"), numbers, strict=True) if number})
        case "support":
            grade = ("agree", "accept", "object")[numbers[0] % 3]
            return f.SupportGiven(exercise="x", person=person, support=grade, reason="because")
        case _:
            return f.CausesNamed(exercise="x", person=person, causes=tuple(f"cause {number}" for number in numbers))


def _check(room: Room) -> None:
    """What holds at any moment: blind before the reveal, no group under three, nor one found by subtraction."""
    view, given = room.view(), room.state.exercises["x"].responses
    functions = dict(PEOPLE)
    if view.stage != "revealed":
        assert (view.degrees, view.points, view.causes, view.support, view.objections) == ((), (), (), {}, ())
    for tally in view.degrees:
        answered = [p for p, one in given.items() if tally.area in one.degrees]
        assert tally.n == len(answered)
        assert (tally.placed is None) == (tally.n < 3)
        assert sum(tally.counts.values()) == (tally.n if tally.n >= 3 else 0)
        _check_groups({g: sum(counts.values()) for g, counts in tally.groups.items()}, tally.n)
    if view.points:
        assert len(given) >= 3
        for tally in view.points:
            sizes = {g: sum(functions[p] == g for p in given) for g in tally.groups}
            if "others" in sizes:
                sizes["others"] = len(given) - sum(n for g, n in sizes.items() if g != "others")
            _check_groups(sizes, len(given))
            assert not tally.groups or sum(tally.groups.values()) == tally.points
    assert not view.support or sum(view.support.values()) >= 3
    assert all(one.person is None for one in view.objections)
    assert not any(person in repr(view.causes) for person, _fn in PEOPLE)


def _check_groups(sizes: dict[str, int], n: int) -> None:
    assert not sizes or sum(sizes.values()) == n
    for size in sizes.values():
        assert size >= 3
        assert n - size == 0 or n - size >= 3
