"""Exercises beyond voting: where one stands, who is awaited, and what may be shown of it, which is nothing before the
reveal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

import numpy as np

from assessment.domain import facts as f
from assessment.domain.basis import FUNCTIONS, Frozen, digest
from assessment.domain.consensus import FEWEST, groups_of_three
from assessment.domain.engagement import Engagement, Exercise
from assessment.domain.library import DEGREES

ExerciseStage = Literal["open", "closed", "revealed"]
FAR_APART = 1
"""Degrees between the quartiles beyond which the room is far apart, as with votes."""


class DegreeTally(Frozen):
    """Where the room placed an area. Under three people nothing but their number `n` is told.

    `placed` is the middle degree, the lower one of two; `apart` says that the room is far from agreeing on it.
    """

    area: str
    n: int
    placed: f.Degree | None = None
    apart: bool = False
    counts: dict[f.Degree, int] = {}
    groups: dict[str, dict[f.Degree, int]] = {}
    """Counts by function, small ones merged, as with votes."""


class PointsTally(Frozen):
    item: str
    points: int
    groups: dict[str, int] = {}
    """Points by function, small ones merged, as with votes."""


class Objection(Frozen):
    """`person` only where answers bear names."""

    reason: str
    person: str | None = None


class CommitmentView(Frozen):
    """A commitment with how it stands: `on` is the day of the latest word on it."""

    exercise: str
    by: str
    number: int
    what: str
    due: date
    state: Literal["open", "done", "dropped"] = "open"
    on: date | None = None
    note: str = ""

    def late(self, today: date) -> bool:
        return self.state == "open" and self.due < today


class ExerciseView(Frozen):
    """An exercise as it may be shown. Before the reveal only how many have responded is set.

    `few`: fewer than three people, so that no tally is shown. Everything is of the whole room, no site apart.
    """

    exercise: str
    what: f.ExerciseKind
    stage: ExerciseStage
    responded: int
    expected: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    few: bool = False
    degrees: tuple[DegreeTally, ...] = ()
    points: tuple[PointsTally, ...] = ()
    causes: tuple[f.Cause, ...] = ()
    merged: bool = False
    """Whether the facilitator has put like causes together."""
    support: dict[f.SupportGrade, int] = {}
    objections: tuple[Objection, ...] = ()
    commitments: tuple[CommitmentView, ...] = ()


def exercise_stage(exercise: Exercise) -> ExerciseStage:
    return "revealed" if exercise.revealed else "closed" if exercise.closed else "open"


def look_at(engagement: Engagement, name: str) -> ExerciseView:
    """The exercise of this name as it may be shown."""
    exercise = engagement.exercises[name]
    opened = exercise.opened
    present = engagement.workshops[opened.workshop].present
    by_person = opened.what != "commitments" or _named(engagement)
    view = ExerciseView(
        exercise=name, what=opened.what, stage=exercise_stage(exercise), responded=len(exercise.responses),
        expected=present, missing=tuple(p for p in present if p not in exercise.responses) if by_person else ())
    if not exercise.revealed:
        return view
    few = len(exercise.responses) < FEWEST
    match opened.what:
        case "degrees":
            return view.model_copy(update={"few": few, "degrees": _degrees(engagement, exercise)})
        case "points":
            return view.model_copy(update={"few": few, "points": () if few else _points(engagement, exercise)})
        case "pre-mortem":
            return view.model_copy(update={"causes": causes_of(exercise), "merged": exercise.merged is not None})
        case "support":
            counts, objections = _support(engagement, exercise)
            return view.model_copy(update={"few": few, "support": {} if few else counts, "objections": objections})
        case _:
            return view.model_copy(update={"commitments": _commitments(engagement, name)})


def causes_of(exercise: Exercise) -> tuple[f.Cause, ...]:
    """The causes as they were merged, else each text by itself in an order that tells nothing of who wrote it."""
    if exercise.merged is not None:
        return exercise.merged.causes
    texts = [text for given in exercise.responses.values() if isinstance(given, f.CausesNamed)
             for text in given.causes]
    by_text: dict[str, list[str]] = {}
    for text in texts:
        by_text.setdefault(text, []).append(text)
    ordered = sorted(by_text, key=lambda text: digest([exercise.opened.exercise, text]))
    return tuple(f.Cause(cause=f"c{number}", text=text, said=tuple(by_text[text]))
                 for number, text in enumerate(ordered, start=1))


def item_names(engagement: Engagement, opened: f.ExerciseOpened) -> dict[str, str]:
    """Names of what is placed or what points go to, in the language of the engagement."""
    library = engagement.the_library
    if opened.what == "degrees":
        known: Mapping[str, str] = {area.id: area.name for area in library.areas}
    elif opened.over == "use-case":
        known = {name: case.name for name, case in engagement.use_cases.items()}
    elif opened.over == "initiative":
        known = {initiative.id: f"{initiative.id} {initiative.name}" for initiative in library.initiatives}
    else:
        about = engagement.exercises.get(opened.about or "")
        known = {cause.cause: cause.text for cause in causes_of(about)} if about else {}
    return {item: known.get(item, item) for item in opened.items}


def revealed(engagement: Engagement, *kinds: f.ExerciseKind, over: f.PointsOver | None = None) -> list[ExerciseView]:
    """Views of the revealed exercises of these kinds, in the order in which they were opened."""
    return [look_at(engagement, name) for name, exercise in engagement.exercises.items()
            if exercise.revealed and exercise.opened.what in kinds and over in (None, exercise.opened.over)]


def commitments(engagement: Engagement) -> tuple[CommitmentView, ...]:
    """Every commitment that a room has seen, the next due first."""
    found = [one for view in revealed(engagement, "commitments") for one in view.commitments]
    return tuple(sorted(found, key=lambda one: (one.due, one.exercise, one.by, one.number)))


def makers(engagement: Engagement) -> set[str]:
    """Ids of those who made commitments: these people said that their names may be shown."""
    return {one.by for one in commitments(engagement)}


def _named(engagement: Engagement) -> bool:
    return engagement.opened is not None and engagement.opened.named


def _by_function(engagement: Engagement, people: Sequence[str]) -> dict[str, list[str]]:
    return {function: [p for p in people if p in engagement.people and engagement.people[p].function == function]
            for function in FUNCTIONS}


def _degrees(engagement: Engagement, exercise: Exercise) -> tuple[DegreeTally, ...]:
    found = []
    for area in exercise.opened.items:
        said = {person: given.degrees[area] for person, given in exercise.responses.items()
                if isinstance(given, f.DegreesPlaced) and area in given.degrees}
        if len(said) < FEWEST:
            found.append(DegreeTally(area=area, n=len(said)))
            continue
        steps = sorted(DEGREES.index(degree) for degree in said.values())
        low, high = np.percentile(steps, (25, 75))
        groups = groups_of_three(_by_function(engagement, list(said)))
        found.append(DegreeTally(
            area=area, n=len(said), placed=DEGREES[steps[(len(steps) - 1) // 2]], apart=bool(high - low > FAR_APART),
            counts=_count(list(said.values())),
            groups={name: _count([said[person] for person in people]) for name, people in groups.items()}))
    return tuple(found)


def _count(degrees: Sequence[f.Degree]) -> dict[f.Degree, int]:
    return {degree: degrees.count(degree) for degree in DEGREES}


def _points(engagement: Engagement, exercise: Exercise) -> tuple[PointsTally, ...]:
    """The most points first; equal ones in the order of the form."""
    given = {person: shared.points for person, shared in exercise.responses.items()
             if isinstance(shared, f.PointsShared)}
    groups = groups_of_three(_by_function(engagement, list(given)))
    found = [PointsTally(item=item, points=sum(points.get(item, 0) for points in given.values()),
                         groups={name: sum(given[person].get(item, 0) for person in people)
                                 for name, people in groups.items()})
             for item in exercise.opened.items]
    return tuple(sorted(found, key=lambda tally: -tally.points))


def _support(engagement: Engagement, exercise: Exercise) -> tuple[dict[f.SupportGrade, int], tuple[Objection, ...]]:
    given = {person: support for person, support in exercise.responses.items() if isinstance(support, f.SupportGiven)}
    grades: tuple[f.SupportGrade, ...] = ("agree", "accept", "object")
    named = _named(engagement)
    objections = [Objection(reason=support.reason, person=person if named else None)
                  for person, support in given.items() if support.support == "object"]
    return ({grade: sum(support.support == grade for support in given.values()) for grade in grades},
            tuple(sorted(objections, key=lambda one: digest([exercise.opened.exercise, one.reason]))))


def _commitments(engagement: Engagement, name: str) -> tuple[CommitmentView, ...]:
    found = []
    for by, made in engagement.exercises[name].responses.items():
        for number, one in made.commitments.items() if isinstance(made, f.CommitmentsMade) else ():
            kept = engagement.kept.get((name, by, number))
            told = {"state": kept.state, "on": kept.on, "note": kept.note} if kept else {}
            found.append(CommitmentView(exercise=name, by=by, number=number, what=one.what, due=one.due, **told))
    return tuple(sorted(found, key=lambda one: (one.due, one.by, one.number)))
