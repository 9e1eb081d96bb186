"""Answering: one question a screen, anchors in full, saved as the person goes."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from assessment.domain.basis import AssessmentError
from assessment.domain.engagement import Answer, Cycle, Engagement, allowed
from assessment.domain.facts import Answered
from assessment.domain.pack import Pack, speak
from assessment.journal import Entry
from assessment.report.tables.quarter import reason_name
from assessment.text import _, clean, language
from assessment.web import pages
from assessment.web.flagging import changed_flags, record_flags, shown_flags
from assessment.web.questions import Asked, Sheet, called, open_cycle, sheet, workshop_for
from assessment.workspace import Identity, Store, Workspace

MOST_EVIDENCE = 5
"""Pieces of evidence that one answer names."""
SAID = ("answered", "question-flagged")
"""What a page calls saved."""
RECENT = 200
"""Entries back in which a page looks for the one that it says was saved."""


@dataclass(frozen=True)
class Here:
    """Who asks, and what this request looks at: the state is read once, so that one answer never mixes two."""

    person: Identity
    workspace: Workspace

    @cached_property
    def engagement(self) -> Engagement:
        """The state when it was first asked for."""
        return self.workspace.engagement()

    @property
    def cycle(self) -> Cycle | None:
        return open_cycle(self.engagement)

    @property
    def pack(self) -> Pack:
        return speak(self.engagement.the_pack, language())

    @cached_property
    def sheet(self) -> Sheet:
        """All questions of the person; a vote in a room needs one only."""
        return sheet(self.workspace, self.person.person)


def respondent(request: Request) -> Here | Response:
    """The respondent behind the cookie with the own questions, or the page that says what is missing."""
    person = pages.identity(request)
    if person is None:
        return pages.not_let_in(request)
    pages.choose_language(request)
    if person.engagement is None:
        return pages.message(request, 200, _("You are the owner"),
                             _("Questions are answered through personal links. Make one on the page Sites and people."),
                             "/", _("To the app"))
    workspace = Store.shared().workspace(person.engagement, person, via="web")
    if not allowed(workspace.role, "answer"):
        return pages.message(request, 403, _("Not for this link"),
                             _("Your link leads to the results, not to the questions."), "/", _("To the app"))
    return Here(person, workspace)


def start(request: Request) -> Response:
    """Before the first answer: what it is for and who sees what; later the next open question."""
    here = respondent(request)
    if isinstance(here, Response):
        return here
    known = here.engagement
    if here.person.person in known.executives and here.person.person not in known.choices:
        return RedirectResponse("/weigh", 303)  # committed before anything else is seen
    if here.cycle is None or not here.sheet.asked:
        return pages.closed(request)
    if len(here.sheet.open) == len(here.sheet.asked):
        return pages.page(request, "welcome", engagement=here.engagement, sheet=here.sheet,
                          first=here.sheet.asked[0])
    following = here.sheet.open[0] if here.sheet.open else None
    return RedirectResponse(f"/answer/{following.question.id}" if following else "/finish", 303)


def show(request: Request) -> Response:
    here = respondent(request)
    if isinstance(here, Response):
        return here
    asked = here.sheet.find(request.path_params["question"])
    return _question(request, here, asked) if asked else unknown(request)


async def save(request: Request) -> Response:
    if await run_in_threadpool(pages.identity, request) is None:  # before anything of a stranger's is read
        return pages.not_let_in(request)
    given = await pages.form(request)
    return await run_in_threadpool(_save, request, given) if given is not None else _too_large(request)


def _save(request: Request, given: dict[str, str]) -> Response:
    """Record an answer once, read it back, and only then say that it is saved."""
    here = respondent(request)
    if isinstance(here, Response):
        return here
    asked = here.sheet.find(request.path_params["question"]) if not given.get("room") else _in_room(here, request)
    if asked is None and given.get("room"):
        return pages.message(request, 409, _("Not counted"),
                             _("The room has gone on to another question; this vote came too late."), "/room",
                             _("Back to the room"))
    if asked is None or here.cycle is None:
        return unknown(request)
    if not pages.token_fits(request, given.get("token", "")):
        return _refused(request, here, asked, given, _("This page is too old. Load it again, then save."))
    current = _round(here, asked)  # read once: a round that opens meanwhile is refused when it is recorded
    if given.get("ballot") != _ballot(here, current):
        return _refused(request, here, asked, given,
                        _("The question is asked anew since you answered. Look at it again, then save."))
    flags = changed_flags(here.cycle.id, asked, here.person.person, given)
    try:
        key = str(uuid.UUID(given.get("key", "")))
        if given.get("confirm") and asked.last is not None:
            fact: Answered | None = _confirmed(here.cycle.id, asked.last, current)
        else:
            fact = None if flags and not given.get("value") else Answered(
                cycle=here.cycle.id, site=asked.place, question=asked.question.id, person=here.person.person,
                round=current, value=_value(given.get("value", "")), comment=clean(given.get("comment", "")),
                confidence=given.get("confidence") or None, evidence=_evidence(given.get("evidence", "")),
                measured=given.get("measured") == "yes")
    except (ValidationError, ValueError):
        return _refused(request, here, asked, given, _("Choose one of the answers, then save."))
    try:
        if fact is None or (flags and fact == asked.answer and not asked.sent_back):
            # a flag alone: the answer beside it stands already, or there is none
            return _go_on(request, here, asked, given, _own_entry(here, record_flags(here.workspace, flags)))
        entry = here.workspace.record(fact, entry_id=key)
    except AssessmentError as error:
        return _refused(request, here, asked, given, str(error))
    read_back = _own_entry(here, entry.seq)
    stands = here.workspace.engagement().votes(fact.cycle, fact.site, fact.question).get(fact.person)
    if read_back is None or read_back.fact != fact.model_dump(mode="json", by_alias=True) or stands != fact:
        # the key came with another answer before, or a later answer was saved meanwhile
        return _refused(request, here, asked, given,
                        _("Another answer was saved from this page before. Look at yours, then save it again."))
    try:
        last = _own_entry(here, record_flags(here.workspace, flags)) if flags else read_back
        return _go_on(request, here, asked, given, last)
    except AssessmentError as error:
        return _refused(request, here, asked, given, str(error))


def _confirmed(cycle: str, last: Answer, current: int) -> Answered:
    """The last answer once more, with what stood behind it."""
    return last.model_copy(update={"cycle": cycle, "round": current, "confirms": last.cycle})


def _go_on(request: Request, here: Here, asked: Asked, given: dict[str, str], saved: Entry | None) -> Response:
    """On to the next question, or to the small script the time, after what was read back."""
    if saved is None:
        return _refused(request, here, asked, given, _("It could not be read back. Look at it again, then save."))
    if pages.wants_json(request):
        return JSONResponse({"saved": saved.seq, "text": _saved(saved)}, headers={"Cache-Control": "no-store"})
    if given.get("room"):
        return RedirectResponse(f"/room?saved={saved.seq}", 303)
    following = sheet(here.workspace, here.person.person).after(asked.question.id)
    return RedirectResponse(f"/answer/{following.question.id}?saved={saved.seq}" if following else "/finish", 303)


def _in_room(here: Here, request: Request) -> Asked | None:
    """The question that the room looks at; one that it has left counts as unknown no more than as open."""
    workshop = workshop_for(here.engagement, here.person.person)
    asked = called(here.engagement, workshop, here.person.person) if workshop else None
    return asked if asked and asked.question.id == request.path_params["question"] else None


def _round(here: Here, asked: Asked) -> int:
    return here.engagement.round_of(here.cycle.id if here.cycle else "", asked.place, asked.question.id)


def _ballot(here: Here, current: int) -> str:
    """Cycle and round that a page was made for: what waited on a device is not counted in a later one."""
    return f"{here.cycle.id if here.cycle else ''}/{current}"


def _own_entry(here: Here, seq: int) -> Entry | None:
    """An answer or flag of this person as the journal holds it; None for anything else."""
    entry = next(iter(here.workspace.entries(seq - 1, 1)), None)
    own = entry is not None and entry.actor == here.person.person and entry.fact["kind"] in SAID
    return entry if own else None


def _saved(entry: Entry) -> str:
    told = _("Flag saved at {time} UTC") if entry.fact["kind"] == "question-flagged" else _("Saved at {time} UTC")
    return told.format(time=entry.at[11:16])


def said(request: Request, here: Here, asked: Asked) -> str:
    """The status line of a page that was just loaded."""
    named = request.query_params.get("saved", "")
    seq = int(named) if named.isascii() and named.isdigit() and len(named) < 12 else 0
    entry = _own_entry(here, seq) if seq > max(0, here.engagement.last_seq - RECENT) else None
    if entry is not None:
        return _saved(entry)
    return _("Answered before") if asked.answer else ""


def _evidence(text: str) -> tuple[str, ...]:
    """One piece a line; what is beyond the most stands together in the last."""
    pieces = [piece for line in text.splitlines() if (piece := clean(line))]
    if len(pieces) <= MOST_EVIDENCE:
        return tuple(pieces)
    return (*pieces[:MOST_EVIDENCE - 1], "; ".join(pieces[MOST_EVIDENCE - 1:]))


def _value(text: str) -> int | str:
    return text if text in ("na", "unknown") else int(text)


def _question(request: Request, here: Here, asked: Asked, error: str = "", given: dict[str, str] | None = None,
              status: int = 200) -> Response:
    engagement = here.engagement
    return pages.page(
        request, "vote", status, engagement=engagement, in_room=False, sheet=here.sheet,
        said="" if error else said(request, here, asked),
        place=engagement.sites[asked.place].name if asked.place else "", part=here.sheet.part(asked),
        back=here.sheet.before(asked), on=here.sheet.behind(asked), given_before=_times_answered(here, asked),
        agreed=_agreed(here, asked), **ballot(request, here, asked, error, given))


def _times_answered(here: Here, asked: Asked) -> int:
    """How often the person answered the question, in this cycle and those before."""
    own = here.workspace.given(here.person.person)
    return sum(one.fact.question == asked.question.id and one.fact.person == here.person.person for one in own)


def _agreed(here: Here, asked: Asked) -> str:
    """The level that stands, in words; empty where none does, or before an executive has committed a choice."""
    known, person = here.engagement, here.person.person
    if asked.agreed is None or (person in known.executives and person not in known.choices):
        return ""
    level = _("does not apply") if asked.agreed == "na" else str(asked.agreed)
    return _("Agreed here: {level}.").format(level=level)


def ballot(request: Request, here: Here, asked: Asked, error: str = "",
           given: dict[str, str] | None = None) -> dict[str, Any]:
    """What the form of one question shows: what was typed, else the answer of before."""
    before = asked.answer
    boxes, note = shown_flags(asked, given)
    return {
        "why": [reason_name(reason) for reason in asked.why], "boxes": boxes, "note": note,
        "pack": here.pack, "asked": asked, "error": error,
        "chosen": given.get("value", "") if given else str(before.value) if before else "",
        "comment": given.get("comment", "") if given else before.comment if before else "",
        "confidence": given.get("confidence", "") if given else (before.confidence or "") if before else "",
        "evidence": given.get("evidence", "") if given else "\n".join(before.evidence) if before else "",
        "measured": given.get("measured") == "yes" if given else bool(before and before.measured),
        "token": pages.form_token(request), "key": str(uuid.uuid4()), "device": pages.device_mark(here.person),
        "ballot": _ballot(here, _round(here, asked)),
    }


def _refused(request: Request, here: Here, asked: Asked, given: dict[str, str], why: str) -> Response:
    """What was typed stays on the page; nothing is said to be saved."""
    if pages.wants_json(request):
        return JSONResponse({"error": why}, 409, headers={"Cache-Control": "no-store"})
    if given.get("room"):
        return pages.message(request, 409, _("Not counted"), why, "/room", _("Back to the room"))
    return _question(request, here, asked, why, given, 409)


def unknown(request: Request) -> Response:
    pages.choose_language(request)
    return pages.message(request, 404, _("This is not one of your questions"),
                         _("Go to the list of your questions and choose one there."), "/questions",
                         _("To my questions"))


def _too_large(request: Request) -> Response:
    pages.choose_language(request)
    return pages.message(request, 413, _("This is too much"), _("Shorten the comment, then save again."), "/questions",
                         _("To my questions"))
