"""The room on a phone: what is asked now, whether a vote counts, and what came out."""

from __future__ import annotations

import hashlib

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assessment.domain.engagement import Engagement, Workshop
from assessment.domain.facts import RoomJoined
from assessment.domain.pack import speak
from assessment.domain.room import RoomStanding, seen_by
from assessment.text import _, language
from assessment.web import exercising, pages
from assessment.web.answering import Here, ballot, respondent, said
from assessment.web.questions import called, workshop_for
from assessment.workspace import Store


def show(request: Request) -> Response:
    """The page of the moment. Whoever opens it while a workshop is on is in the room."""
    here = respondent(request)
    if isinstance(here, Response):
        return here
    person, engagement = here.person.person, here.engagement
    workshop = workshop_for(engagement, person)
    if workshop is None:
        return pages.message(request, 200, _("No workshop is on"),
                             _("When the facilitator opens the room, open this page again."), "/answer",
                             _("To my questions"))
    if person not in workshop.present:
        here.workspace.record(RoomJoined(workshop=workshop.id, person=person))
        engagement = here.workspace.engagement()
        workshop = engagement.workshops[workshop.id]
    if workshop.exercise is not None:
        return exercising.show(request, here, engagement.exercises[workshop.exercise],
                               _seen(engagement, workshop, person))
    return _page(request, here, engagement, workshop)


def state(request: Request) -> Response:
    """A mark that changes when the page of the moment does."""
    known = pages.identity(request)
    if known is None or known.engagement is None:
        return JSONResponse({"error": "403"}, 403, headers={"Cache-Control": "no-store"})
    engagement = Store.shared().workspace(known.engagement, known, via="web").engagement()
    workshop = workshop_for(engagement, known.person)
    return JSONResponse({"seen": _seen(engagement, workshop, known.person)}, headers={"Cache-Control": "no-store"})


def _page(request: Request, here: Here, engagement: Engagement, workshop: Workshop) -> Response:
    pages.choose_language(request)
    pack = speak(engagement.the_pack, language())
    place = seen_by(engagement, workshop, here.person.person)
    asked = called(engagement, workshop, here.person.person)
    stage = "listen" if place is None or asked is None else place.stage
    given = ballot(request, here, asked) if asked is not None else {
        "device": pages.device_mark(here.person), "token": pages.form_token(request), "pack": pack, "asked": None}
    agreed = engagement.agreed.get((workshop.cycle, place.place, workshop.called or "")) if place else None
    return pages.page(
        request, "room", workshop=workshop, engagement=engagement, stage=stage, standing=place, in_room=True,
        question=pack.questions.get(workshop.called or ""), own=_own(engagement, workshop, here.person.person, place),
        rationale=agreed.rationale if agreed else "", seen=_seen(engagement, workshop, here.person.person),
        said=said(request, here, asked) if asked is not None and stage == "open" else "",
        place=engagement.sites[place.place].name if place and place.place else "", **given)


def _own(engagement: Engagement, workshop: Workshop, person: str, place: RoomStanding | None) -> str:
    """The own vote in words."""
    if place is None:
        return ""
    vote = engagement.answers.get((workshop.cycle, place.place, workshop.called or "", place.round), {}).get(person)
    if vote is None:
        return _("You did not vote.")
    told = {"na": _("does not apply"), "unknown": _("not known")}.get(str(vote.value), str(vote.value))
    return _("Your vote: {level}.").format(level=told)


def _seen(engagement: Engagement, workshop: Workshop | None, person: str) -> str:
    """Names what the page shows, without a word of it: of votes only those that it shows, for they could be guessed."""
    if workshop is None:
        return "none"
    if workshop.exercise is not None:
        exercise = engagement.exercises[workshop.exercise]
        return hashlib.sha256(repr((workshop.id, workshop.exercise, exercise.steered)).encode()).hexdigest()[:12]
    place = seen_by(engagement, workshop, person)
    counts = place.poll.counts if place is not None and place.shown and not place.few else None
    shown = (workshop.id, workshop.called, place and (place.stage, place.round, place.agreed, counts))
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:12]

