"""What may be recorded of an exercise: it is given while it is open, by who is in the room, for what is asked."""

from __future__ import annotations

from assessment.domain import facts as f
from assessment.domain.basis import NotAllowed, NotFound, Refused
from assessment.domain.engagement import Engagement, Exercise, Response, Workshop, allowed
from assessment.domain.room import causes_of, exercise_stage, look
from assessment.text import N_, _, ngettext

NAMED = (N_("exercise"), N_("area"), N_("use case"), N_("initiative"), N_("cause"), N_("workshop"), N_("commitment"))
"""What may not be found, as it stands in a sentence."""
FEWEST_ITEMS = 2
"""Of what points are shared out over."""

ExerciseFact = (f.ExerciseOpened | f.ExerciseClosed | f.ExerciseRevealed | f.CausesMerged | f.CommitmentKept
                | f.RiskRegistered | Response)


def check_exercise_fact(engagement: Engagement, fact: ExerciseFact, actor: str, role: f.AppRole) -> None:
    """Raise what speaks against it: NotFound for a name, Refused for the state, NotAllowed for another person."""
    match fact:
        case f.ExerciseOpened():
            _check_opening(engagement, fact)
        case f.ExerciseClosed() if exercise_stage(exercise_of(engagement, fact.exercise)) != "open":
            raise Refused(_("This exercise is not open."), _("Look at it again."))
        case f.ExerciseRevealed() if exercise_of(engagement, fact.exercise).revealed:
            raise Refused(_("This exercise was revealed before."), _("Look at it again."))
        case f.CausesMerged():
            _check_merging(engagement, fact)
        case f.CommitmentKept():
            made = exercise_of(engagement, fact.exercise).responses.get(fact.by)
            if not isinstance(made, f.CommitmentsMade) or fact.number not in made.commitments:
                raise NotFound("commitment", f"{fact.exercise}.{fact.number}")
        case f.RiskRegistered():
            if fact.exercise is not None:
                exercise_of(engagement, fact.exercise)
        case f.ExerciseClosed() | f.ExerciseRevealed():
            pass
        case _:
            _check_response(engagement, fact, actor, role)


def exercise_of(engagement: Engagement, name: str) -> Exercise:
    """The exercise of this name. Raises NotFound."""
    if name not in engagement.exercises:
        raise NotFound("exercise", name, list(engagement.exercises))
    return engagement.exercises[name]


def open_exercise(engagement: Engagement, workshop: str) -> Exercise | None:
    """The exercise of a workshop that is not revealed yet: at most one."""
    return next((exercise for exercise in engagement.exercises.values()
                 if exercise.opened.workshop == workshop and exercise_stage(exercise) == "open"), None)


def _check_opening(engagement: Engagement, fact: f.ExerciseOpened) -> None:
    workshop = _workshop(engagement, fact.workshop)
    before = engagement.exercises.get(fact.exercise)
    if before is not None and (exercise_stage(before) != "closed" or before.opened != fact):
        raise Refused(_("There is an exercise of this name already."), _("Choose another name."))
    if open_exercise(engagement, fact.workshop) is not None:
        raise Refused(_("Another exercise is open."), _("Close it first."))
    if workshop.called is not None and look(engagement, workshop).stage == "open":
        raise Refused(_("A vote is open."), _("Close or reveal it before the room turns to an exercise."))
    known = _known_items(engagement, fact)
    kind = {"degrees": "area"}.get(fact.what, (fact.over or "item").replace("-", " "))
    for item in fact.items:
        if item not in known:
            raise NotFound(kind, item, sorted(known))
    if len(set(fact.items)) < len(fact.items):
        raise Refused(_("The same item is named twice."), _("Keep one of them."))
    fewest = {"degrees": 1, "points": FEWEST_ITEMS}.get(fact.what, 0)
    if len(fact.items) < fewest:
        raise Refused(ngettext("This exercise needs at least one item.",
                               "This exercise needs at least {count} items.", fewest).format(count=fewest),
                      _("Choose what the room is asked about."))


def _known_items(engagement: Engagement, fact: f.ExerciseOpened) -> set[str]:
    if fact.what == "degrees":
        return set(engagement.the_library.area)
    if fact.what != "points":
        return set()
    if fact.over == "use-case":
        return {name for name, case in engagement.use_cases.items() if not case.withdrawn}
    if fact.over == "initiative":
        return set(engagement.the_library.initiative)
    about = exercise_of(engagement, fact.about or "")
    return {cause.cause for cause in causes_of(about)} if about.revealed else set()


def _check_merging(engagement: Engagement, fact: f.CausesMerged) -> None:
    exercise = exercise_of(engagement, fact.exercise)
    if exercise.opened.what != "pre-mortem" or not exercise.revealed:
        raise Refused(_("There are no causes to put together yet."), _("Reveal the pre-mortem first."))
    if any(other.opened.about == fact.exercise for other in engagement.exercises.values()):
        raise Refused(_("The room has begun to weigh these causes."), _("They stay as they are."))
    names = [cause.cause for cause in fact.causes]
    if not names or len(set(names)) < len(names):
        raise Refused(_("Each cause needs an id of its own."), _("Look at the causes again."))
    written = {text for given in exercise.responses.values() if isinstance(given, f.CausesNamed)
               for text in given.causes}
    if {text for cause in fact.causes for text in cause.said} != written:
        raise Refused(_("What people wrote has to stand under one of the causes, all of it and nothing else."),
                      _("Look at the causes again."))


def _check_response(engagement: Engagement, fact: Response, actor: str, role: f.AppRole) -> None:
    exercise = exercise_of(engagement, fact.exercise)
    workshop = _workshop(engagement, exercise.opened.workshop)
    kinds = {"degrees": f.DegreesPlaced, "points": f.PointsShared, "pre-mortem": f.CausesNamed,
             "support": f.SupportGiven, "commitments": f.CommitmentsMade}
    if not isinstance(fact, kinds[exercise.opened.what]):
        raise Refused(_("This exercise asks for something else."), _("Load the page again."))
    who = fact.by if isinstance(fact, f.CommitmentsMade) else fact.person
    if who != actor and not allowed(role, "answer-for-others"):
        raise NotAllowed(role, _("answer for somebody else"))
    beside = isinstance(fact, f.CommitmentsMade) and who not in engagement.people  # a name, and no person's id
    if not beside and who not in workshop.present:
        raise Refused(_("Only who is in the room takes part."), _("Open the page of the room first."))
    if exercise_stage(exercise) != "open":
        raise Refused(_("This exercise is closed; what came later is not counted."),
                      _("Look at the wall for what came out."))
    _check_content(exercise.opened, fact)


def _check_content(opened: f.ExerciseOpened, fact: Response) -> None:
    match fact:
        case f.DegreesPlaced():
            _check_items(opened, fact.degrees)
        case f.PointsShared():
            _check_items(opened, fact.points)
            over = sum(fact.points.values()) - opened.points
            if over > 0:
                raise Refused(ngettext("One point too many is given.", "{count} points too many are given.",
                                       over).format(count=over),
                              _("Share out {points} at most.").format(points=opened.points))
        case f.SupportGiven() if fact.support == "object" and not fact.reason.strip():
            raise Refused(_("An objection needs its reason."), _("Say what would have to change."))
        case _:
            pass


def _check_items(opened: f.ExerciseOpened, given: dict[str, object] | dict[str, int] | dict[str, f.Degree]) -> None:
    for item in given:
        if item not in opened.items:
            raise Refused(_("This was not asked for."), _("Load the page again."))


def _workshop(engagement: Engagement, name: str) -> Workshop:
    if name not in engagement.workshops:
        raise NotFound("workshop", name, list(engagement.workshops))
    workshop = engagement.workshops[name]
    if workshop.closed:
        raise Refused(_("This workshop is over."), _("Open another one."))
    return workshop
