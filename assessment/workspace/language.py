"""Results in the language in use: names of pack and library, and sentences that were kept in English.

What is computed and recorded is computed and recorded in English, so that one set of facts has one result. Only what
is shown is told in another language, here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from assessment.domain.basis import Frozen
from assessment.domain.engagement import Engagement
from assessment.domain.library import Library
from assessment.domain.pack import speak
from assessment.domain.roadmap import Frame, Roadmap, named
from assessment.domain.value import ValueCase
from assessment.text import _, language, retold, speaking

Progress = Callable[[str, float | None], None]
Fields = tuple[Any, ...]
"""Names of texts, and pairs of a part's name and its fields."""

TOLD: dict[str, Fields] = {
    "paths": ("name", "title", "summary", "first_90_days", "structural_step", "not_before"),
    "groups": ("name",),
    "criteria": ("condition",),
    "knockouts": ("name", "reason", "lifted_by"),
    "ambitions": ("name", "why"),
    "use_cases": ("name", "decision", "owner", "data", "source", "source_zone", "consumer", "consumer_zone"),
    "stated": ("question",), "contradictions": ("text", "remedy"), "exit_criteria": ("text",),
    "failure_modes": ("name", "sign", "counter"),
    "initiatives": ("name", "change", "owner", "deliverables", "failure_modes"),
    "drivers": ("name", "baseline_name", "baseline_unit"),
    "overlaps": ("name", "loss"),
    "cyber_loss": ("basis",), "references": ("edition",),
    "standing_costs": ("name", "why", "baseline_name", "baseline_unit", "basis"),
    "areas": ("name", "covers", "local"),
    "operating": (("posts", ("name",)), ("decision_rights", ("name",)), ("forums", ("name",)),
                  ("promises", ("name", "measure", "target")), ("teams", ("name",))),
    "gate": (("criteria", ("name", "evidence")),),
    "sides": ("name", "question", ("items", ("name",)), ("reconciliations", ("difference", "action", "owner"))),
    "procedures": ("name", "target", "owner", "quality", ("aspects", ("question", "choices", "why"))),
}
"""Texts of the library that are translated; a pair names a part and its texts."""


def spoken(engagement: Engagement, before: tuple[Engagement, Engagement] | None = None) -> Engagement:
    """The engagement with its pack, library and assumptions in the language in use, as far as they are translated.

    `before` is an earlier state of it and the same as it was spoken: a library that is still the same is not told anew.
    """
    same = before is not None and before[0].library is engagement.library
    library = before[1].library if before is not None and same else engagement.library and _library(engagement.library)
    return replace(
        engagement,
        pack=speak(engagement.pack, language()) if engagement.pack else None, library=library,
        assumed=tuple(a.model_copy(update={"text": retold(a.text)}) for a in engagement.assumed))


def spoken_frame(frame: Frame) -> Frame:
    return frame.model_copy(update={
        "excluded": {name: retold(why) for name, why in frame.excluded.items()},
        "notes": tuple(retold(note) for note in frame.notes)})


def spoken_plan(engagement: Engagement, roadmap: Roadmap) -> Roadmap:
    """The plan with its sentences in the language in use, tasks named as a spoken engagement names them."""
    return roadmap.model_copy(update={
        "conflict": tuple(named(engagement, retold(words)) for words in roadmap.conflict),
        "remedies": tuple(named(engagement, retold(words)) for words in roadmap.remedies),
        "unscheduled": {task: named(engagement, retold(why)) for task, why in roadmap.unscheduled.items()},
        "method": retold(roadmap.method)})


def spoken_value(case: ValueCase) -> ValueCase:
    def told(items: tuple[Any, ...], *fields: str) -> tuple[Any, ...]:
        return tuple(item.model_copy(update={name: retold(getattr(item, name)) for name in fields}) for item in items)

    overlaps = tuple(group.model_copy(update={"members": told(group.members, "name")}) for group in case.overlaps)
    return case.model_copy(update={
        "drivers": told(case.drivers, "name"), "standing": told(case.standing, "name", "why", "basis"),
        "delay": told(case.delay, "name"), "overlaps": told(overlaps, "name", "loss"),
        "problems": told(case.problems, "message", "remedy"),
        "not_valued": tuple(retold(name) for name in case.not_valued)})


def aloud(progress: Progress) -> Progress:
    """Progress told in the language of now, though the work goes on in English."""
    spoken_now = language()

    def said(text: str, share: float | None) -> None:
        with speaking(spoken_now):
            progress(retold(text), share)

    return said


def told_texts(library: Library) -> list[str]:
    """Every text of the library that is translated, as it stands there."""
    texts = [word for fact in library.stated for word in fact.values]
    texts += [text for name, fields in TOLD.items() for text in _texts(getattr(library, name), fields)]
    return [text for text in dict.fromkeys(texts) if text]


def _library(library: Library) -> Library:
    parts = {name: _told(getattr(library, name), fields) for name, fields in TOLD.items()}
    # made anew, for a copy would keep the lookups of the English one
    return Library(**{name: getattr(library, name) for name in Library.model_fields} | parts)


def _texts(value: Any, fields: Fields = ()) -> Iterator[str]:
    """The texts of a part, or of the parts and texts of a tuple or mapping, as `fields` name them."""
    if value is None:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, Frozen):
        for field in fields:
            name, inner = field if isinstance(field, tuple) else (field, ())
            yield from _texts(getattr(value, name), inner)
    else:
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part, fields)


def _told(value: Any, fields: Fields = ()) -> Any:
    """The same value with those texts in the language in use."""
    if value is None:
        return None
    if isinstance(value, str):
        return _(value) if value else value
    if isinstance(value, Frozen):
        named = [field if isinstance(field, tuple) else (field, ()) for field in fields]
        return value.model_copy(update={name: _told(getattr(value, name), inner) for name, inner in named})
    if isinstance(value, dict):
        return {key: _told(part, fields) for key, part in value.items()}
    return tuple(_told(part, fields) for part in value)


def own_pack(engagement: Engagement, cycle: str) -> Engagement:
    """A state with the pack of a cycle, where a later one was opened with a newer pack on the day of the close."""
    known = engagement.packs.get(cycle)
    if known is None or known is engagement.packs.get(engagement.cycle().id):
        return engagement
    return replace(engagement, pack=speak(known, language()))
