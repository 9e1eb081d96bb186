"""How the facts of exercises lead to their state."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assessment.domain import facts as f
from assessment.domain.engagement.state import Exercise, Response

_GIVEN = f.DegreesPlaced | f.PointsShared | f.CausesNamed | f.SupportGiven | f.CommitmentsMade
ExerciseFact = (f.ExerciseOpened | f.ExerciseClosed | f.ExerciseRevealed | f.CausesMerged | f.CommitmentKept
                | f.RiskRegistered | _GIVEN)


def apply_exercise(maps: dict[str, dict[Any, Any]], seq: int, fact: ExerciseFact) -> None:
    """Add one fact to the maps that a fold keeps."""
    if isinstance(fact, f.RiskRegistered):
        maps["risks"][fact.risk] = fact
        return
    known: dict[str, Exercise] = maps["exercises"]
    match fact:
        case f.CommitmentKept():
            maps["kept"][fact.exercise, fact.by, fact.number] = fact
        case f.ExerciseOpened():
            before = known.get(fact.exercise)
            known[fact.exercise] = Exercise(fact, responses=before.responses if before else {}, steered=seq)
        case f.ExerciseClosed():
            known[fact.exercise] = replace(known[fact.exercise], closed=True, steered=seq)
        case f.ExerciseRevealed():
            known[fact.exercise] = replace(known[fact.exercise], closed=True, revealed=True, steered=seq)
        case f.CausesMerged():
            known[fact.exercise] = replace(known[fact.exercise], merged=fact, steered=seq)
        case _:
            known[fact.exercise] = replace(known[fact.exercise], responses=_with(known[fact.exercise], fact))
    if isinstance(fact, f.ExerciseOpened | f.ExerciseClosed | f.ExerciseRevealed):
        _move_room(maps, seq, fact)


def given_by(fact: Response) -> str:
    """Who gave a response."""
    return fact.by if isinstance(fact, f.CommitmentsMade) else fact.person


def is_empty(fact: Response) -> bool:
    """Whether a response takes back what was given before."""
    match fact:
        case f.DegreesPlaced():
            return not fact.degrees
        case f.PointsShared():
            return not fact.points
        case f.CausesNamed():
            return not fact.causes
        case f.CommitmentsMade():
            return not fact.commitments
        case _:
            return False


def _with(exercise: Exercise, fact: Response) -> dict[str, Response]:
    who = given_by(fact)
    rest = {name: response for name, response in exercise.responses.items() if name != who}
    return rest if is_empty(fact) else {**rest, who: fact}


def _move_room(maps: dict[str, dict[Any, Any]], seq: int,
               fact: f.ExerciseOpened | f.ExerciseClosed | f.ExerciseRevealed) -> None:
    """The room looks at an exercise from its opening on; a step on it is the last one that was taken there."""
    opened: f.ExerciseOpened = maps["exercises"][fact.exercise].opened
    workshop = maps["workshops"][opened.workshop]
    if isinstance(fact, f.ExerciseOpened):
        workshop = replace(workshop, exercise=fact.exercise, called=None, before=workshop.called or workshop.before)
    maps["workshops"][opened.workshop] = replace(workshop, last=(seq, fact), replaced=None)
