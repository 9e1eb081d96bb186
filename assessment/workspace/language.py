"""Results in the language in use: names of pack and library, and sentences that were kept in English.

What is computed and recorded is computed and recorded in English, so that one set of facts has one result. Only what
is shown is told in another language, here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from assessment.domain.basis import Frozen
from assessment.domain.engagement import Engagement
from assessment.domain.library import Library
from assessment.domain.pack import speak
from assessment.domain.roadmap import Frame, Roadmap
from assessment.domain.value import ValueCase
from assessment.text import _, language, retold, speaking

Progress = Callable[[str, float | None], None]
Part = TypeVar("Part", bound=Frozen)

TOLD = {
    "paths": ("name", "title", "summary", "first_90_days", "structural_step", "not_before"),
    "groups": ("name",),
    "criteria": ("condition",),
    "knockouts": ("name", "reason", "lifted_by"),
    "stated": ("question",),
    "initiatives": ("name", "change", "owner", "deliverables"),
    "drivers": ("name", "baseline_name", "baseline_unit"),
}
"""Texts of the library that are translated, by list."""
TOLD_OF_THE_GATE = ("name", "evidence")


def spoken(engagement: Engagement) -> Engagement:
    """The engagement with its pack, library and assumptions in the language in use, as far as they are translated."""
    return replace(
        engagement,
        pack=speak(engagement.pack, language()) if engagement.pack else None,
        library=_library(engagement.library) if engagement.library else None,
        assumed=tuple(a.model_copy(update={"text": retold(a.text)}) for a in engagement.assumed))


def spoken_frame(frame: Frame) -> Frame:
    return frame.model_copy(update={
        "excluded": {name: retold(why) for name, why in frame.excluded.items()},
        "notes": tuple(retold(note) for note in frame.notes)})


def spoken_plan(roadmap: Roadmap) -> Roadmap:
    return roadmap.model_copy(update={
        "conflict": tuple(retold(words) for words in roadmap.conflict), "method": retold(roadmap.method),
        "unscheduled": {task: retold(why) for task, why in roadmap.unscheduled.items()}})


def spoken_value(case: ValueCase) -> ValueCase:
    drivers = tuple(driver.model_copy(update={"name": retold(driver.name)}) for driver in case.drivers)
    return case.model_copy(update={"drivers": drivers, "not_valued": tuple(retold(name) for name in case.not_valued)})


def aloud(progress: Progress) -> Progress:
    """Progress told in the language of now, though the work goes on in English."""
    spoken_now = language()

    def said(text: str, share: float | None) -> None:
        with speaking(spoken_now):
            progress(retold(text), share)

    return said


def told_texts(library: Library) -> list[str]:
    """Every text of the library that is translated, as it stands there."""
    parts = [(part, fields) for name, fields in TOLD.items() for part in getattr(library, name)]
    parts += [(criterion, TOLD_OF_THE_GATE) for criterion in library.gate.criteria]
    texts: list[str] = [word for fact in library.stated for word in fact.values]
    for part, fields in parts:
        for field in fields:
            value = getattr(part, field)
            texts += [value] if isinstance(value, str) else value
    return [text for text in dict.fromkeys(texts) if text]


def _library(library: Library) -> Library:
    parts = {name: tuple(_told(part, fields) for part in getattr(library, name)) for name, fields in TOLD.items()}
    gate = library.gate.model_copy(update={
        "criteria": tuple(_told(criterion, TOLD_OF_THE_GATE) for criterion in library.gate.criteria)})
    # made anew, for a copy would keep the lookups of the English one
    return Library(**{name: getattr(library, name) for name in Library.model_fields} | parts | {"gate": gate})


def _told(part: Part, fields: tuple[str, ...]) -> Part:
    return part.model_copy(update={name: _in_words(getattr(part, name)) for name in fields})


def _in_words(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    if isinstance(value, str):
        return _(value) if value else value
    return tuple(_(text) for text in value)
