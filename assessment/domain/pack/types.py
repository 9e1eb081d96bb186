"""A questionnaire pack: scale, dimensions, capabilities, questions with anchors, caps, references."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from assessment.domain.basis import Frozen, Function, Phase
from assessment.text import N_

IndexName = Literal["organisation-readiness", "cyber-readiness", "value-readiness"]
INDEX_NAMES: dict[IndexName, str] = {
    "organisation-readiness": N_("Organisational readiness"),
    "cyber-readiness": N_("Cyber and compliance readiness"),
    "value-readiness": N_("Digital value readiness"),
}


SiteKind = Literal["drug-substance", "drug-product", "biologics", "packaging", "device", "mixed"]
SITE_FIELDS = ("site_kind", "sterile", "markets", "country", "headcount", "brownfield_years")
"""What a condition may ask of a site."""


class Scale(Frozen):
    """Ordinal scale of a pack; `names` and `meanings` run from `minimum` to `maximum`, one a level.

    With `choices` own (scored choices) a question offers only the levels that it has anchors for, and names may be
    left out. From level `evidence_from` on a value without evidence, and from `measured_from` on one without measured
    data, counts as self-assessed, whoever agreed on it.
    """

    minimum: int
    maximum: int
    names: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    choices: Literal["all", "own"] = "all"
    evidence_from: int | None = None
    measured_from: int | None = None

    @model_validator(mode="after")
    def _named(self) -> Self:
        unnamed = self.choices == "own" and not self.names
        if self.minimum >= self.maximum or not (unnamed or len(self.names) == self.maximum - self.minimum + 1):
            raise ValueError("a scale needs one name a level, from minimum to maximum")
        return self

    @property
    def levels(self) -> range:
        return range(self.minimum, self.maximum + 1)

    def name(self, level: int) -> str:
        """The name of a level; nothing where the scale has none."""
        return self.names[level - self.minimum] if self.names else ""


class Reference(Frozen):
    """A standard or regulation that questions point to by identifier only."""

    key: str
    name: str
    edition: str
    as_of: str
    verified: bool
    note: str = ""

    @property
    def short(self) -> str:
        """The name up to its first comma: EU GMP Annex 11."""
        return self.name.partition(",")[0]


class Action(Frozen):
    """One of the actions of the method that the pack must cover, four a phase."""

    id: str
    phase: Phase
    name: str


class Condition(Frozen):
    """When a question applies: by a question's value at the same place, a field of the site, or a stated fact.

    Exactly one of `question`, `site` and `stated` is set. A value is held against `at_least` or `below`; a word
    against `is` (of several words, such as markets, one has to be it; truth values are yes and no).
    """

    question: str | None = None
    site: str | None = None
    stated: str | None = None
    is_: str | None = Field(default=None, alias="is")
    at_least: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        if [self.question, self.site, self.stated].count(None) != 2:
            raise ValueError("a condition names exactly one question, site field or stated fact")
        if [self.is_, self.at_least, self.below].count(None) != 2:
            raise ValueError("a condition has exactly one of is, at_least and below")
        if (self.is_ is None) != (self.question is not None or self.site in ("headcount", "brownfield_years")):
            raise ValueError("use at_least or below for numbers, and is for words")
        return self

    def holds(self, value: float) -> bool:
        """Whether a number meets `at_least` or `below`."""
        return value >= self.at_least - 1e-9 if self.at_least is not None else value < (self.below or 0) - 1e-9


class Question(Frozen):
    """One question. `anchors` maps each level of the scale to a behaviour that a stranger could check.

    It applies at sites of `site_kinds` (empty: all) where every condition in `when` holds. In a cumulative pack it
    stands for the maturity `level` and passes from the answer `pass_mark` on.
    """

    id: str
    text: str
    why: str
    phase: Phase
    actions: tuple[str, ...] = ()
    kind: Literal["record", "judgement"]
    scope: Literal["site", "network"]
    functions: tuple[Function, ...]
    anchors: dict[int, str]
    evidence: str
    probes: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    source: str = "EJ"
    quick: bool = False
    weight: float = Field(default=1.0, gt=0)
    weight_reason: str = ""
    site_kinds: tuple[SiteKind, ...] = ()
    when: tuple[Condition, ...] = ()
    level: int | None = None
    pass_mark: int | None = None
    replaces: str = Field(default="", exclude_if=lambda told: not told)
    """The id under which an earlier version asked this; its answers go on counting (docs/packs.md)."""


class Capability(Frozen):
    id: str
    name: str
    weight: float = Field(default=1.0, gt=0)
    questions: tuple[Question, ...]


class Dimension(Frozen):
    id: str
    code: str
    name: str
    index: IndexName
    summary: str
    weight: float = Field(default=1.0, gt=0)
    capabilities: tuple[Capability, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(q for c in self.capabilities for q in c.questions)


class Cap(Frozen):
    """A ceiling: while `question` stands below level `below`, `dimension` cannot attain more than `level`."""

    id: str
    dimension: str
    level: int
    question: str
    below: int
    reason: str


class QuestionWords(Frozen):
    """A question in another language; what is left out stays in the pack's own."""

    text: str = ""
    why: str = ""
    anchors: dict[int, str] = {}
    evidence: str = ""
    probes: tuple[str, ...] = ()


class Translation(Frozen):
    """The words of a pack in another language, by ids: names of dimensions and capabilities, reasons of caps."""

    language: str = Field(pattern=r"^[a-z]{2}$")
    title: str = ""
    summary: str = ""
    scale_names: tuple[str, ...] = ()
    scale_meanings: tuple[str, ...] = ()
    dimensions: dict[str, str] = {}
    capabilities: dict[str, str] = {}
    caps: dict[str, str] = {}
    questions: dict[str, QuestionWords] = {}


class Part(Frozen):
    """A pack that another was made from: the base first, then each overlay."""

    id: str
    version: str
    title: str
    questions: int


class Pack(Frozen):
    """A questionnaire, whole: what is pinned to an engagement.

    `scale` is that of the answers; a cumulative pack names the levels that are attained under `maturity`, and each of
    its questions carries the level that it stands for (docs/method.md 3). `parts` tells what overlays were added.
    """

    id: str
    version: str
    title: str
    summary: str
    language: str = "en"
    licence: str = "Apache-2.0"
    scale: Scale
    maturity: Scale | None = None
    pass_mark: int | None = None
    theta: float = Field(default=0.8, gt=0, le=1)
    parts: tuple[Part, ...] = ()
    translations: tuple[Translation, ...] = ()
    references: tuple[Reference, ...] = ()
    actions: tuple[Action, ...] = ()
    caps: tuple[Cap, ...] = ()
    dimensions: tuple[Dimension, ...]

    def changed(self, **fields: Any) -> Pack:
        """A copy with other fields; `model_copy` would keep the cached lookups of this one."""
        return Pack(**{name: getattr(self, name) for name in type(self).model_fields} | fields)

    @property
    def attained(self) -> Scale:
        """The scale of the levels that a node attains."""
        return self.maturity or self.scale

    def choices(self, question: Question) -> tuple[int, ...]:
        """The levels that an answer to the question may take."""
        return tuple(sorted(question.anchors)) if self.scale.choices == "own" else tuple(self.scale.levels)

    @cached_property
    def questions(self) -> dict[str, Question]:
        return {q.id: q for d in self.dimensions for q in d.questions}

    @cached_property
    def capabilities(self) -> dict[str, Capability]:
        return {c.id: c for d in self.dimensions for c in d.capabilities}

    @cached_property
    def by_id(self) -> dict[str, Dimension]:
        return {d.id: d for d in self.dimensions}

    @cached_property
    def capability_of(self) -> dict[str, str]:
        """Question id -> capability id."""
        return {q.id: c.id for d in self.dimensions for c in d.capabilities for q in c.questions}

    @cached_property
    def dimension_of(self) -> dict[str, str]:
        """Capability id -> dimension id."""
        return {c.id: d.id for d in self.dimensions for c in d.capabilities}

    @cached_property
    def spoken(self) -> dict[str, Pack]:
        """Language -> this pack in it, kept by `speak`: every page of every phone asks."""
        return {}

    def share_of_index(self, capability: str) -> float:
        """Weight share of a capability in the index of its dimension, 0..1 (docs/method.md 3, 7)."""
        dimension = self.by_id[self.dimension_of[capability]]
        of_index = sum(d.weight for d in self.dimensions if d.index == dimension.index)
        of_dimension = sum(c.weight for c in dimension.capabilities)
        return dimension.weight / of_index * self.capabilities[capability].weight / of_dimension
