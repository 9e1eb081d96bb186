"""What a room looks at: where the called question stands at each site, who is awaited, what may be shown to whom."""

from __future__ import annotations

from assessment.domain.basis import Frozen
from assessment.domain.consensus import FEWEST, Poll, poll
from assessment.domain.engagement import Engagement, Place, Workshop
from assessment.domain.pack import Question
from assessment.domain.room.course import Stage, next_round, stage_of
from assessment.domain.scoring import applies


class RoomStanding(Frozen):
    """The called question at one site, or for the network, as everybody who votes there may see it.

    `poll` is what may be shown: only the number of votes while the round is blind.
    """

    place: Place
    stage: Stage
    round: int
    """The round that runs or ran last; before any the one that opens next."""
    poll: Poll
    few: bool = False
    """Fewer than three votes: shown, they would tell who voted what."""
    agreed: int | str | None = None
    shown: bool = False
    """A round was revealed and does not change any more; answers before the workshop still come in one by one, and
    who watches them come would see each."""


class RoomPlace(RoomStanding):
    """The same for whoever steers the room.

    `expected` are people in the room whose votes are awaited, `missing` those of them who have not voted in the round.
    """

    expected: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class RoomView(Frozen):
    """What the room looks at; `question` None between two questions."""

    workshop: str
    question: str | None = None
    places: tuple[RoomPlace, ...] = ()
    present: int = 0

    @property
    def stage(self) -> Stage:
        """The stage of the room: the earliest of its sites', for the room goes on together."""
        order: tuple[Stage, ...] = ("open", "closed", "revealed", "draft", "parked", "agreed")
        stages = [place.stage for place in self.places]
        return next((stage for stage in order if stage in stages), "draft")

    @property
    def voted(self) -> int:
        return sum(place.poll.voted for place in self.places)

    @property
    def expected(self) -> int:
        return sum(len(place.expected) for place in self.places)


def place_of(engagement: Engagement, person: str, question: Question) -> Place:
    """Where a person's vote on a question counts: at the own site, or in the network."""
    return engagement.people[person].site if question.scope == "site" else None


def places_in_room(engagement: Engagement, workshop: Workshop, question: Question) -> tuple[Place, ...]:
    """Where a called question is voted: the workshop's sites at which it applies, or the network."""
    if not engagement.asks(workshop.cycle, question):
        return ()
    return tuple(place for place in engagement.places(question)
                 if (place is None or place in workshop.sites) and applies(engagement, workshop.cycle, question, place))


def asked_in_room(engagement: Engagement, workshop: Workshop, person: str, question: Question) -> bool:
    """Whether a person votes on a called question: it is for the own function and applies at the own place."""
    known = engagement.people.get(person)
    return (known is not None and person not in engagement.withdrawn and known.function in question.functions
            and place_of(engagement, person, question) in places_in_room(engagement, workshop, question))


def expected(engagement: Engagement, workshop: Workshop, question: Question, place: Place) -> tuple[str, ...]:
    """People in the room who vote on a question at a place."""
    if place not in places_in_room(engagement, workshop, question):
        return ()
    known = engagement.people
    return tuple(person for person in workshop.present if person in known
                 and known[person].function in question.functions and place_of(engagement, person, question) == place)


def look(engagement: Engagement, workshop: Workshop) -> RoomView:
    """The room as it stands."""
    question = engagement.the_pack.questions.get(workshop.called or "")
    if question is None:
        return RoomView(workshop=workshop.id, present=len(workshop.present))
    places = tuple(_look(engagement, workshop, question, place)
                   for place in places_in_room(engagement, workshop, question))
    return RoomView(workshop=workshop.id, question=question.id, places=places, present=len(workshop.present))


def _look(engagement: Engagement, workshop: Workshop, question: Question, place: Place) -> RoomPlace:
    here = _standing(engagement, workshop, question, place)
    awaited = expected(engagement, workshop, question, place)
    voted = engagement.answers.get((workshop.cycle, place, question.id, here.round), {})
    return RoomPlace(**dict(here), expected=awaited, missing=tuple(person for person in awaited if person not in voted))


def seen_by(engagement: Engagement, workshop: Workshop, person: str) -> RoomStanding | None:
    """The called question where the person votes; None where there is nothing to vote for this person."""
    question = engagement.the_pack.questions.get(workshop.called or "")
    if question is None or not asked_in_room(engagement, workshop, person, question):
        return None
    place = place_of(engagement, person, question)
    return engagement.once("room standing", f"{workshop.id}/{place or ''}",
                           lambda: _standing(engagement, workshop, question, place))


def _standing(engagement: Engagement, workshop: Workshop, question: Question, place: Place) -> RoomStanding:
    key = (workshop.cycle, place, question.id)
    current, found = engagement.rounds.get(key), poll(engagement, place, workshop.cycle, question.id)
    agreed = engagement.agreed.get(key)
    return RoomStanding(
        place=place, stage=stage_of(engagement, *key), poll=found,
        round=current.number if current else next_round(engagement, *key),
        few=not found.hidden and not found.counted and 0 < found.n < FEWEST,
        agreed=agreed.value if agreed else None, shown=current is not None and current.revealed)
