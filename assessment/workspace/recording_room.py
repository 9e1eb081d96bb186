"""What may be recorded in a room: the course of a vote, and a step only by whoever saw the one before."""

from __future__ import annotations

from assessment.domain import facts as f
from assessment.domain.basis import NotAllowed, NotFound, Refused
from assessment.domain.engagement import Engagement, Workshop, allowed
from assessment.text import _

VOTING = (f.RoundOpened, f.RoundClosed, f.RoundRevealed, f.HandsCounted)


def check_room_fact(engagement: Engagement, fact: f.WorkshopOpened | f.WorkshopClosed | f.AgendaSet | f.RoomJoined
                    | f.QuestionCalled, actor: str, role: f.AppRole) -> None:
    """Raise what speaks against it: NotFound for a name, Refused for the state, NotAllowed for another person."""
    if isinstance(fact, f.WorkshopOpened):
        _check_opening(engagement, fact)
        return
    workshop = workshop_at(engagement, fact.workshop)
    if workshop.closed:
        raise Refused(_("This workshop is over."), _("Open another one."))
    match fact:
        case f.RoomJoined():
            if fact.person != actor and not allowed(role, "answer-for-others"):
                raise NotAllowed(role, _("join for somebody else"))
            known = engagement.people.get(fact.person)
            if known is None:
                raise NotFound("person", fact.person)
            if known.site is not None and known.site not in workshop.sites:
                raise Refused(_("This workshop is for other sites."), _("Ask the facilitator."))
        case f.QuestionCalled() if fact.question is not None and fact.question not in engagement.the_pack.questions:
            raise NotFound("question", fact.question)
        case f.QuestionCalled() if fact.exercise is not None:
            known_exercise = engagement.exercises.get(fact.exercise)
            if known_exercise is None or known_exercise.opened.workshop != fact.workshop or fact.question is not None:
                raise NotFound("exercise", fact.exercise)
        case f.AgendaSet():
            for item in fact.items:
                if item.question is not None and item.question not in engagement.the_pack.questions:
                    raise NotFound("question", item.question)
        case _:
            pass


def workshop_at(engagement: Engagement, name: str) -> Workshop:
    """The workshop of this name. Raises NotFound."""
    if name not in engagement.workshops:
        raise NotFound("workshop", name, list(engagement.workshops))
    return engagement.workshops[name]


def _check_opening(engagement: Engagement, fact: f.WorkshopOpened) -> None:
    if fact.workshop in engagement.workshops:
        raise Refused(_("There is a workshop of this name already."), _("Choose another name."))
    if engagement.cycle(fact.cycle).closed is not None:
        raise Refused(_("The cycle {cycle} is closed and cannot change.").format(cycle=fact.cycle),
                      _("Open the next cycle first."))
    for site in fact.sites:
        if site not in engagement.sites:
            raise NotFound("site", site, list(engagement.sites))
        if engagement.workshop_of(fact.cycle, site) is not None:
            raise Refused(_("{site} takes part in an open workshop already.").format(site=engagement.sites[site].name),
                          _("Close that one first."))


def check_seen(engagement: Engagement, fact: f.Fact, seen: int | None) -> None:
    """Raise Refused where somebody took a step on the same question or exercise after what the actor has seen."""
    if seen is None:
        return
    exercise = engagement.exercises.get(getattr(fact, "exercise", None) or "")
    if exercise is not None and not isinstance(fact, f.QuestionCalled):
        last = exercise.steered
    elif isinstance(fact, f.QuestionCalled | f.ExerciseOpened):
        workshop = engagement.workshops.get(fact.workshop)
        last = workshop.last[0] if workshop is not None and workshop.last is not None else 0
    else:
        key = (getattr(fact, "cycle", ""), getattr(fact, "site", None), getattr(fact, "question", ""))
        last = engagement.steered.get(key, 0)
        workshop = engagement.workshop_of(key[0], key[1])
        if isinstance(fact, VOTING) and workshop and workshop.last and workshop.called != fact.question:
            last = max(last, workshop.last[0])  # the room has gone on to another question
    if last > seen:
        raise Refused(_("Somebody else took a step meanwhile, and yours was not taken."),
                      _("Look at the question as it stands now, then decide again."))
