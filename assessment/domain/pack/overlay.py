"""Overlays: packs that add references, caps, capabilities and questions to another pack."""

from __future__ import annotations

from pydantic import Field

from assessment.domain.basis import Frozen
from assessment.domain.pack.types import (
    Action,
    Cap,
    Capability,
    Dimension,
    IndexName,
    Pack,
    Part,
    Question,
    Reference,
    Translation,
)


class AddedCapability(Frozen):
    """Questions for a capability: of the base by its id alone, else a new one with name and weight."""

    id: str
    name: str = ""
    weight: float = Field(default=1.0, gt=0)
    questions: tuple[Question, ...]


class AddedDimension(Frozen):
    """Capabilities for a dimension: of the base by its id alone, else a new one with all that a dimension has."""

    id: str
    code: str = ""
    name: str = ""
    index: IndexName | None = None
    summary: str = ""
    weight: float = Field(default=1.0, gt=0)
    capabilities: tuple[AddedCapability, ...]


class Overlay(Frozen):
    """A pack that extends another one, named by its id; it adds and changes nothing that is there."""

    id: str
    version: str
    extends: str
    title: str
    summary: str
    language: str = "en"
    licence: str = "Apache-2.0"
    references: tuple[Reference, ...] = ()
    actions: tuple[Action, ...] = ()
    caps: tuple[Cap, ...] = ()
    dimensions: tuple[AddedDimension, ...] = ()
    translations: tuple[Translation, ...] = ()


def extend(base: Pack, overlay: Overlay) -> Pack:
    """The base with the overlay's content added; ids join with a plus sign, in the order in which overlays came.

    Raises ValueError where something new lacks its name; what is there twice is for `check_pack` to tell.
    """
    dimensions = {dimension.id: dimension for dimension in base.dimensions}
    for added in overlay.dimensions:
        dimensions[added.id] = _grown(dimensions.get(added.id), added)
    known = {reference.key for reference in base.references}
    parts = base.parts or (_part(base.id, base.version, base.title, len(base.questions)),)
    count = sum(len(c.questions) for d in overlay.dimensions for c in d.capabilities)
    return base.changed(
        id=f"{base.id}+{overlay.id}", version=f"{base.version}+{overlay.version}",
        parts=(*parts, _part(overlay.id, overlay.version, overlay.title, count)),
        references=(*base.references, *(r for r in overlay.references if r.key not in known)),
        actions=(*base.actions, *overlay.actions), caps=(*base.caps, *overlay.caps),
        dimensions=tuple(dimensions.values()), translations=_joined((*base.translations, *overlay.translations)))


def _joined(translations: tuple[Translation, ...]) -> tuple[Translation, ...]:
    """One translation a language: the words of the base, and those of each overlay for what it added."""
    found: dict[str, Translation] = {}
    for added in translations:
        known = found.get(added.language)
        found[added.language] = added if known is None else known.model_copy(update={
            name: {**getattr(known, name), **getattr(added, name)}
            for name in ("dimensions", "capabilities", "caps", "questions")})
    return tuple(found.values())


def _part(name: str, version: str, title: str, questions: int) -> Part:
    return Part(id=name, version=version, title=title, questions=questions)


def _grown(dimension: Dimension | None, added: AddedDimension) -> Dimension:
    if dimension is None:
        if added.index is None or not added.name or not added.code:
            raise ValueError(f"the dimension {added.id[:40]!r} is new: give it code, name and index")
        dimension = Dimension(id=added.id, code=added.code, name=added.name, index=added.index, summary=added.summary,
                              weight=added.weight, capabilities=())
    capabilities = {capability.id: capability for capability in dimension.capabilities}
    for more in added.capabilities:
        there = capabilities.get(more.id)
        if there is None and not more.name:
            raise ValueError(f"the capability {more.id[:40]!r} is new: give it a name")
        capabilities[more.id] = Capability(
            id=more.id, name=there.name if there else more.name, weight=there.weight if there else more.weight,
            questions=(*(there.questions if there else ()), *more.questions))
    return dimension.model_copy(update={"capabilities": tuple(capabilities.values())})
