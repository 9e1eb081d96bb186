"""A workshop in its room: where a vote stands, what may be done next, what may be shown, how the hours are spent."""

from assessment.domain.room.agenda import Sorted, drift, fit_agenda, minutes_of, questions_of, sort_questions
from assessment.domain.room.course import (
    MOST_ROUNDS,
    Stage,
    check_step,
    next_round,
    stage_of,
    undo,
)
from assessment.domain.room.standing import (
    RoomPlace,
    RoomView,
    asked_in_room,
    expected,
    look,
    place_of,
    places_in_room,
    seen_by,
)

__all__ = [
    "MOST_ROUNDS", "RoomPlace", "RoomView", "Sorted", "Stage", "asked_in_room", "check_step", "drift", "expected",
    "fit_agenda", "look", "minutes_of", "next_round", "place_of", "places_in_room", "questions_of", "seen_by",
    "sort_questions", "stage_of", "undo",
]
