"""The room on the wall: the way in, one big question, how many have voted, then the votes. No names there."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import dataclass

import segno
from starlette.requests import Request
from starlette.responses import Response

from assessment.domain.consensus import OTHERS, Poll
from assessment.domain.library import DEGREES
from assessment.domain.pack import speak
from assessment.domain.room import RoomView, item_names, look, look_at
from assessment.report.tables import degree_name
from assessment.text import _, day, language, number
from assessment.web import pages
from assessment.web.exercising import names_shown
from assessment.web.facilitating import facilitator
from assessment.workspace import Store
from assessment.workspace.rooms import code_on_the_wall, spelled

SHAPES = {"IT": "circle", "OT": "square", "Operations": "triangle", "Quality": "diamond", "Business": "cross"}
"""Shape and colour tell a function, for shapes stay apart in grey."""
HIGH, WIDE, LARGEST = 300.0, 150.0, 54.0
"""Of the strip of dots: greatest height, width of a level, room of a dot at most, in units of its picture."""


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    size: float
    shape: str


@dataclass(frozen=True)
class Strip:
    """The votes at one place as dots over their levels."""

    dots: tuple[Dot, ...]
    width: float
    height: float
    groups: tuple[tuple[str, str], ...]
    """Shape and name of each group that is shown apart."""
    told: str
    """The same in words, for who does not see it."""


def show(request: Request) -> Response:
    """The wall of one workshop, for whoever may steer it."""
    here = facilitator(request)
    if isinstance(here, Response):
        return here
    workspace, state, workshop = here.workspace, here.engagement, here.workshop
    view = look(state, workshop)
    pack = speak(state.the_pack, language())
    code = "" if workshop.closed else code_on_the_wall(Store.shared(), workspace.id, workshop.id)
    base = os.environ.get(pages.BASE_URL, str(request.base_url)).rstrip("/")
    exercise = state.exercises[workshop.exercise].opened if workshop.exercise else None
    outcome = look_at(state, exercise.exercise) if exercise else None
    return pages.page(
        request, "wall", exercise=exercise, outcome=outcome, engagement=state, day=day,
        names=names_shown(workspace),
        items=item_names(state, exercise) if exercise else {}, degrees=list(enumerate(map(degree_name, DEGREES))),
        workshop=workshop, view=view, pack=pack,
        question=pack.questions.get(view.question or ""), code=spelled(code) if code else "", strips=strips(view),
        address=f"{base}/join".partition("://")[2], qr=_qr(f"{base}/join/{code}") if code else "",
        seen=hashlib.sha256(f"{view!r}{outcome!r}{code}{workshop.closed}".encode()).hexdigest()[:12], number=number)


def strips(view: RoomView) -> dict[str | None, Strip | None]:
    """The strip of each place whose votes may be on the wall now."""
    return {place.place: strip(place.poll) for place in view.places
            if place.shown and place.stage in ("revealed", "agreed")}


def strip(found: Poll) -> Strip | None:
    """Dots of a poll, stacked over their levels; None where too few voted to show them."""
    groups = found.breakdown or {"": found.counts}
    if not found.counted and found.n < 3:
        return None
    levels = list(found.counts)
    tallest = max((sum(counts.get(level, 0) for counts in groups.values()) for level in levels), default=0)
    size = min(LARGEST, HIGH / max(1, tallest))
    high = size * max(2, tallest)
    dots = []
    for column, level in enumerate(levels):
        stacked = [_shape(name) for name, counts in groups.items() for _vote in range(counts.get(level, 0))]
        dots += [Dot(WIDE * (column + 0.5), high - size * (row + 0.5), size, shape)
                 for row, shape in enumerate(stacked)]
    named = tuple((_shape(name), _("others") if name == OTHERS else _(name)) for name in groups if name)
    told = "; ".join(f"{level}: {count}" for level, count in found.counts.items())
    return Strip(tuple(dots), WIDE * len(levels), high, named, told)


def _shape(name: str) -> str:
    return SHAPES.get(name, "ring")


def _qr(address: str) -> str:
    """The address as an SVG picture with the quiet zone that cameras need."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=4, xmldecl=False, svgns=True, omitsize=True, nl=False)
    return out.getvalue().decode("ascii")
