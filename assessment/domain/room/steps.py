"""The steps of whoever runs a room, each as the facts that it records now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from assessment.domain import facts as f
from assessment.domain.basis import Function
from assessment.domain.engagement import Engagement, Workshop
from assessment.domain.pack import Question
from assessment.domain.room.agenda import questions_of
from assessment.domain.room.course import MOST_ROUNDS, next_round, undo
from assessment.domain.room.standing import RoomPlace, RoomView

Step = Literal["back", "next", "undo", "open", "close", "reveal"]
Facts = tuple[f.Fact, ...]


def order_of(engagement: Engagement, workshop: Workshop) -> tuple[str, ...]:
    """Questions of the agenda, or all that the workshop's places are asked."""
    planned = tuple(item.question for item in workshop.agenda.items if item.question) if workshop.agenda else ()
    return planned or engagement.once("questions of a room", workshop.id, lambda: tuple(
        question.id for question, _places in questions_of(engagement, workshop)))


def steps(engagement: Engagement, workshop: Workshop, view: RoomView) -> dict[Step, Facts]:
    """What each step would record; empty where it cannot be taken. A vote is one for all places of the room."""
    questions = order_of(engagement, workshop)
    here = questions.index(workshop.called) if workshop.called in questions else -1
    before, reverse = questions[max(here - 1, 0):max(here, 0)], undo(engagement, workshop)
    cycle, question = workshop.cycle, view.question or ""
    following = [(place.place, next_round(engagement, cycle, place.place, question)) for place in view.places
                 if place.stage in ("draft", "parked", "revealed", "closed")] if view.stage != "open" else []
    return {
        "back": tuple(f.QuestionCalled(workshop=workshop.id, question=one) for one in before),
        "next": tuple(f.QuestionCalled(workshop=workshop.id, question=one) for one in questions[here + 1:here + 2]),
        "undo": (reverse,) if reverse is not None else (),
        "open": tuple(f.RoundOpened(cycle=cycle, site=place, question=question, round=number)
                      for place, number in following if number <= MOST_ROUNDS),
        "close": tuple(f.RoundClosed(cycle=cycle, site=place.place, question=question, round=place.round)
                       for place in view.places if place.stage == "open"),
        "reveal": tuple(f.RoundRevealed(cycle=cycle, site=place.place, question=question, round=place.round)
                        for place in view.places if place.stage in ("open", "closed"))}


def agreeable(view: RoomView) -> tuple[RoomPlace, ...]:
    """Where a level can be agreed on now: no vote is blind there. Those that wait for one come first."""
    places = [place for place in view.places if place.stage in ("draft", "revealed", "parked", "agreed")]
    return tuple(sorted(places, key=lambda place: place.stage == "agreed"))


def can_park(view: RoomView) -> bool:
    """Whether the called question can be put off: not while people vote on it."""
    return view.question is not None and view.stage not in ("open", "closed")


def park(workshop: Workshop, view: RoomView, what: f.ParkedKind, text: str, owner: str, due: date | None) -> Facts:
    """The called question put off, everywhere where nothing is agreed yet."""
    return tuple(f.QuestionParked(cycle=workshop.cycle, site=place.place, question=view.question or "", what=what,
                                  text=text, owner=owner, due=due)
                 for place in view.places if place.stage != "agreed") if can_park(view) else ()


def places_for_hands(view: RoomView) -> tuple[RoomPlace, ...]:
    """Where hands can be counted now."""
    return tuple(place for place in view.places if place.stage in ("draft", "revealed", "parked")) if (
        view.stage in ("draft", "revealed", "parked")) else ()


def count_hands(engagement: Engagement, workshop: Workshop, question: Question, place: RoomPlace,
                counts: Mapping[Function, Mapping[int, int]]) -> Facts:
    """Hands that were raised at a place, function -> level -> number, as a round of its own."""
    number = next_round(engagement, workshop.cycle, place.place, question.id)
    return (f.HandsCounted(cycle=workshop.cycle, site=place.place, question=question.id, round=number,
                           counts={function: dict(levels) for function, levels in counts.items()}),)
