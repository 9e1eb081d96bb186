"""The console: whoever runs the room walks it through one question after another, by buttons or their keys."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import get_args

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from assessment.domain import facts as f
from assessment.domain.basis import FUNCTIONS, AssessmentError, Function, Refused
from assessment.domain.pack import Question, speak
from assessment.domain.room import (
    Facts,
    RoomPlace,
    RoomView,
    Stage,
    agreeable,
    can_park,
    count_hands,
    drift,
    flags_in_room,
    look,
    order_of,
    park,
    parts_of,
    places_for_hands,
    steps,
)
from assessment.report.tables import flag_name
from assessment.text import _, clean, language, number
from assessment.web import pages
from assessment.web.facilitating import Facilitator, facilitator
from assessment.web.questions import told_in
from assessment.workspace import Store
from assessment.workspace.rooms import code_on_the_wall, spelled

MOST_FIELDS = 80
"""Of a show of hands: a number for each function and level."""


def show(request: Request) -> Response:
    """The called question, where it stands at each place, and the steps that can be taken now."""
    here = facilitator(request)
    return here if isinstance(here, Response) else _page(request, here)


def state(request: Request) -> Response:
    """A mark that changes with a step of anybody, and who has voted: names of who is missing, never a value."""
    here = facilitator(request)
    if isinstance(here, Response):
        return JSONResponse({"error": str(here.status_code)}, here.status_code, headers={"Cache-Control": "no-store"})
    view = look(here.engagement, here.workshop)
    return JSONResponse({"seen": _mark(here, view), "present": number(view.present), "code": _code(here),
                         "places": _standing(here, view)}, headers={"Cache-Control": "no-store"})


async def take(request: Request) -> Response:
    if await run_in_threadpool(pages.identity, request) is None:  # before anything of a stranger's is read
        return pages.not_let_in(request)
    given = await pages.form(request, MOST_FIELDS)
    return await run_in_threadpool(_take, request, given or {})


def _take(request: Request, given: dict[str, str]) -> Response:
    """Record a step; the small script gets the page as it stands then, else the browser is sent to it."""
    here = facilitator(request)
    if isinstance(here, Response):
        return here
    if not pages.token_fits(request, given.get("token", "")):
        return _page(request, here, given, _("This page is too old. Load it again, then take the step."))
    try:
        facts = _facts(here, given)
        here.workspace.record_together(facts, seen=int(given.get("seen", "")))
    except AssessmentError as error:
        return _page(request, here, given, str(error))
    except (ValidationError, ValueError):
        return _page(request, here, given, _("Something on the form is not filled in as it is asked for. Look at it, "
                                             "then take the step."))
    return show(request) if given.get("script") else RedirectResponse(request.url.path, 303)


def _facts(here: Facilitator, given: Mapping[str, str]) -> Facts:
    """What the pressed button records. Raises Refused where it cannot be taken, ValueError for an odd form."""
    view = look(here.engagement, here.workshop)
    if not _is_about(view, given):
        raise Refused(_("Somebody else took a step meanwhile, and yours was not taken."),
                      _("Look at the question as it stands now, then decide again."))
    step, _dash, level = given.get("step", "").partition("-")
    facts: Facts = ()
    if step == "call":
        facts = (f.QuestionCalled(workshop=here.workshop.id, question=given.get("question", "")),)
    elif step == "agree":
        place = _place(agreeable(view), given)
        facts = (f.Agreed(
            cycle=here.workshop.cycle, site=place.place, question=view.question or "", round=place.round,
            value="na" if level == "na" else int(level), rationale=clean(given.get("why", "")),
            dissent=clean(given.get("dissent", ""))),)
    elif step == "park":
        due = given.get("due", "")
        facts = park(here.workshop, view, _kind(given), clean(given.get("missing", "")), clean(given.get("owner", "")),
                     date.fromisoformat(due) if due else None)
    elif step == "hands":
        question = here.engagement.the_pack.questions[view.question or ""]
        place = _place(places_for_hands(view), given, "hands-for")
        facts = count_hands(here.engagement, here.workshop, question, place, _hands(here, question, given))
    else:
        facts = next((facts for name, facts in steps(here.engagement, here.workshop, view).items() if name == step), ())
    if not facts:
        raise Refused(_("This step cannot be taken now."),
                      _("Look at the question as it stands now, then decide again."))
    return facts


def _is_about(view: RoomView, given: Mapping[str, str]) -> bool:
    """Whether a form was made for the question that the room looks at now."""
    return given.get("about") == (view.question or "")


def _place(places: tuple[RoomPlace, ...], given: Mapping[str, str], field: str = "for") -> RoomPlace:
    """The place that was chosen. Raises ValueError where the step cannot be taken there."""
    found = next((place for place in places if (place.place or "") == given.get(field, "")), None)
    if found is None:
        raise ValueError("no such place")
    return found


def _kind(given: Mapping[str, str]) -> f.ParkedKind:
    kinds: tuple[f.ParkedKind, ...] = get_args(f.ParkedKind)
    return next((kind for kind in kinds if kind == given.get("what")), kinds[0])


def _hands(here: Facilitator, question: Question, given: Mapping[str, str]) -> dict[Function, dict[int, int]]:
    """Function -> level -> hands, as typed; a field left empty is none."""
    found: dict[Function, dict[int, int]] = {}
    for function in _asked(question):
        typed = {level: int(given.get(f"hands-{function}-{level}", "") or 0)
                 for level in here.engagement.the_pack.choices(question)}
        found[function] = {level: count for level, count in typed.items() if count}
    return found


def _asked(question: Question) -> list[Function]:
    return [function for function in FUNCTIONS if function in question.functions]


def _page(request: Request, here: Facilitator, given: dict[str, str] | None = None, error: str = "") -> Response:
    engagement, workshop, view = here.engagement, here.workshop, look(here.engagement, here.workshop)
    if given and not _is_about(view, given):
        given = None  # what was typed belongs to the question that the room has left
    pack = speak(engagement.the_pack, language())
    question, questions = pack.questions.get(view.question or ""), order_of(engagement, workshop)
    return pages.page(
        request, "console", 409 if error else 200, engagement=engagement, workshop=workshop, view=view, pack=pack,
        question=question, number=questions.index(workshop.called) + 1 if workshop.called in questions else 0,
        questions=[(name, pack.questions[name].text) for name in questions if name in pack.questions],
        can={name: bool(facts) for name, facts in steps(engagement, workshop, view).items()}, parks=can_park(view),
        agreeable=agreeable(view), hands=places_for_hands(view), functions=_asked(question) if question else [],
        names={place.place or "": _name(here, place) for place in view.places}, told=_told(here, view),
        standing=_standing(here, view), late=_late(here), kinds=_kinds(), code=_code(here),
        agenda=parts_of(engagement, workshop.agenda.items) if workshop.agenda else (),
        flags=flags_in_room(engagement, workshop, question) if question else (), flag_name=flag_name,
        mark=_mark(here, view), seen=engagement.last_seq, error=error, given=given or {},
        token=pages.form_token(request), told_in=told_in(pack, question) if question else "")


def _code(here: Facilitator) -> str:
    """The code on the wall, which is another after a restart; empty once the workshop is over."""
    if here.workshop.closed:
        return ""
    return spelled(code_on_the_wall(Store.shared(), here.workspace.id, here.workshop.id))


def _name(here: Facilitator, place: RoomPlace) -> str:
    return here.engagement.sites[place.place].name if place.place else _("The network")


def _standing(here: Facilitator, view: RoomView) -> list[tuple[str, str]]:
    """Each place with how many voted and who is missing, by name and never by value."""
    return [(_name(here, place), _voted(here, place)) for place in view.places]


def _voted(here: Facilitator, place: RoomPlace) -> str:
    told = [_stage_name(place.stage), _("{voted} of {expected}").format(
        voted=place.poll.voted, expected=max(len(place.expected), place.poll.voted))]
    if place.stage == "open" and place.missing:
        told.append(_("Missing: {names}").format(names=", ".join(_who(here, person) for person in place.missing)))
    return " · ".join(told)


def _who(here: Facilitator, person: str) -> str:
    return here.workspace.names.get(person) or _("somebody of {function}").format(
        function=_(here.engagement.people[person].function))


def _told(here: Facilitator, view: RoomView) -> list[str]:
    """After a vote: what came out at each place, and what the facilitator does with it."""
    return [_outcome(place).format(where=_name(here, place), level=place.poll.proposed)
            for place in view.places if place.stage == "revealed"]


def _outcome(place: RoomPlace) -> str:
    if not place.poll.voted:
        return _("{where}: nobody voted.")
    if place.few:
        return _("{where}: fewer than three votes, so they are not shown.")
    if place.poll.proposed is not None:
        return _("{where}: consensus at level {level}.")
    return _("{where}: no consensus. Ask whoever voted lowest and highest to speak.")


def _late(here: Facilitator) -> str:
    """How far the room is from its agenda; empty within a minute."""
    if here.workshop.agenda is None:
        return ""
    minutes = drift(here.workshop.agenda, here.workshop.called, here.workspace.clock_now)
    if abs(minutes) < 1:
        return ""
    told = _("{minutes} minutes behind the agenda") if minutes > 0 else _("{minutes} minutes ahead of the agenda")
    return told.format(minutes=number(abs(minutes), ".0f"))


def _stage_name(stage: Stage) -> str:
    return {"draft": _("not opened"), "open": _("voting"), "closed": _("closed, not revealed"),
            "revealed": _("revealed"), "agreed": _("agreed"), "parked": _("parked")}[stage]


def _kinds() -> dict[str, str]:
    return {"question": _("an open question"), "risk": _("a risk"), "decision": _("a decision to be made"),
            "data": _("data are missing")}


def _mark(here: Facilitator, view: RoomView) -> str:
    """Names what was stepped so far, so that the page of another facilitator is loaded anew; votes do not change it."""
    places = [(place.place, place.stage, place.round, place.agreed) for place in view.places]
    stepped = (here.workshop.called, here.workshop.exercise, here.workshop.closed, places)
    return hashlib.sha256(repr(stepped).encode()).hexdigest()[:12]
