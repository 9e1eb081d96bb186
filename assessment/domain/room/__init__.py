"""A workshop in its room: where a vote stands, what may be done next, what may be shown, how the hours are spent."""

from assessment.domain.room.agenda import (
    AgendaPart,
    Sorted,
    drift,
    fit_agenda,
    minutes_of,
    parts_of,
    questions_of,
    sort_questions,
)
from assessment.domain.room.course import (
    MOST_ROUNDS,
    Stage,
    check_step,
    next_round,
    stage_of,
    undo,
)
from assessment.domain.room.exercises import (
    CommitmentView,
    DegreeTally,
    ExerciseView,
    Objection,
    PointsTally,
    causes_of,
    commitments,
    exercise_stage,
    item_names,
    look_at,
    makers,
    revealed,
)
from assessment.domain.room.flags import FLAG_KINDS, FlagCounted, count_flags, flags_in_room, flags_waiting
from assessment.domain.room.standing import (
    RoomPlace,
    RoomStanding,
    RoomView,
    asked_in_room,
    expected,
    look,
    place_of,
    places_in_room,
    seen_by,
)
from assessment.domain.room.steps import (
    Facts,
    agreeable,
    can_park,
    count_hands,
    order_of,
    park,
    places_for_hands,
    steps,
)

__all__ = [
    "FLAG_KINDS", "MOST_ROUNDS", "AgendaPart", "CommitmentView", "DegreeTally", "ExerciseView", "Facts", "FlagCounted",
    "Objection", "PointsTally", "RoomPlace", "RoomStanding", "RoomView", "Sorted", "Stage", "agreeable",
    "asked_in_room", "can_park", "causes_of", "check_step", "commitments", "count_flags", "count_hands", "drift",
    "exercise_stage", "expected", "fit_agenda", "flags_in_room", "flags_waiting", "item_names", "look", "look_at",
    "makers", "minutes_of", "next_round", "order_of", "park", "parts_of", "place_of", "places_for_hands",
    "places_in_room", "questions_of", "revealed", "seen_by", "sort_questions", "stage_of", "steps", "undo",
]
