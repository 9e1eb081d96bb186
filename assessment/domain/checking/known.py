"""The ids and words that parts of a library may mention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assessment.domain.basis import Problem
from assessment.domain.library import Library
from assessment.domain.pack import Pack
from assessment.text import _, quoted


class Known:
    """The ids that may be mentioned, by what they name."""

    def __init__(self, library: Library | None, pack: Pack) -> None:
        self.scale = pack.scale
        self.ids: dict[str, Iterable[str]] = {
            "question": pack.questions, "capability": pack.capabilities, "dimension": pack.by_id}
        if library is None:
            return
        self.words = {fact.id: fact.values for fact in library.stated}
        self.ids |= {
            "action": {action.id for action in pack.actions}, "stated fact": self.words,
            "initiative": library.initiative, "path": library.path,
            "group": {group.id for group in library.groups},
            "gate criterion": {criterion.id for criterion in library.gate.criteria},
            "area": library.area, "driver": library.driver,
            "ambition": {ambition.id for ambition in library.ambitions},
        }

    def missing(self, kind: str, names: Iterable[str | None], where: str) -> Iterator[Problem]:
        for name in names:
            if name is not None and name not in self.ids[kind]:
                yield Problem(code=f"unknown-{kind.replace(' ', '-')}", where=where,
                              message=_("There is no {kind} named {name}.").format(kind=kind, name=quoted(name)),
                              remedy=_("Correct the id, or add what it names."))

    def off_scale(self, level: float | None, where: str) -> Iterator[Problem]:
        if level is not None and not self.scale.minimum <= level <= self.scale.maximum:
            yield Problem(code="off-scale", where=where,
                          message=_("{level} is not on the scale.").format(level=f"{level:g}"),
                          remedy=_("Choose {low} to {high}.").format(low=self.scale.minimum, high=self.scale.maximum))

    def words_of(self, stated: str | None, words: Iterable[str], where: str) -> Iterator[Problem]:
        allowed = self.words.get(stated or "", ())
        for word in words:
            if allowed and word not in allowed:
                yield Problem(code="unknown-word", where=where,
                              message=_("{word} is no word of the stated fact {fact}.").format(
                                  word=quoted(word), fact=stated),
                              remedy=_("Choose one of: {words}.").format(words=", ".join(allowed)))
