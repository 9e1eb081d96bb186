"""A questionnaire pack: scale, dimensions, capabilities, questions with anchors, caps, references."""

from __future__ import annotations

from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from assessment.domain.basis import Frozen, Function, Phase, Problem, Severity

IndexName = Literal["organisation-readiness", "cyber-readiness", "value-readiness"]
INDEX_NAMES: dict[IndexName, str] = {
    "organisation-readiness": "Organisational readiness",
    "cyber-readiness": "Cyber and compliance readiness",
    "value-readiness": "Digital value readiness",
}


class Scale(Frozen):
    """Ordinal scale of a pack; `names` and `meanings` run from `minimum` to `maximum`, one a level."""

    minimum: int
    maximum: int
    names: tuple[str, ...]
    meanings: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.minimum >= self.maximum or len(self.names) != self.maximum - self.minimum + 1:
            raise ValueError("a scale needs one name a level, from minimum to maximum")
        return self

    @property
    def levels(self) -> range:
        return range(self.minimum, self.maximum + 1)

    def name(self, level: int) -> str:
        return self.names[level - self.minimum]


class Reference(Frozen):
    """A standard or regulation that questions point to by identifier only."""

    key: str
    name: str
    edition: str
    as_of: str
    verified: bool
    note: str = ""


class Action(Frozen):
    """One of the actions of the method that the pack must cover, four a phase."""

    id: str
    phase: Phase
    name: str


class Question(Frozen):
    """One question. `anchors` maps each level of the scale to a behaviour that a stranger could check."""

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


class Pack(Frozen):
    id: str
    version: str
    title: str
    summary: str
    language: str = "en"
    licence: str = "Apache-2.0"
    scale: Scale
    theta: float = Field(default=0.8, gt=0, le=1)
    references: tuple[Reference, ...] = ()
    actions: tuple[Action, ...] = ()
    caps: tuple[Cap, ...] = ()
    dimensions: tuple[Dimension, ...]

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

    def share_of_index(self, capability: str) -> float:
        """Weight share of a capability in the index of its dimension, 0..1 (docs/method.md 3, 7)."""
        dimension = self.by_id[self.dimension_of[capability]]
        of_index = sum(d.weight for d in self.dimensions if d.index == dimension.index)
        of_dimension = sum(c.weight for c in dimension.capabilities)
        return dimension.weight / of_index * self.capabilities[capability].weight / of_dimension


def check_pack(pack: Pack) -> list[Problem]:
    """Everything wrong in a well-formed pack; dotted paths, to which a loader adds file:line.

    Ids are unique over dimensions, capabilities, questions and indices: all of them name nodes of a scorecard.
    """
    return [*_duplicates(pack), *_anchors(pack), *_standards(pack), *_caps(pack), *_coverage(pack)]


def _path(pack: Pack, question: Question) -> str:
    return f"{pack.dimension_of[pack.capability_of[question.id]]}.{pack.capability_of[question.id]}.{question.id}"


def _duplicates(pack: Pack) -> list[Problem]:
    problems = []
    ids = [
        *((d.id, d.id) for d in pack.dimensions),
        *((c.id, f"{d.id}.{c.id}") for d in pack.dimensions for c in d.capabilities),
        *((q.id, f"{d.id}.{c.id}.{q.id}") for d in pack.dimensions for c in d.capabilities for q in c.questions),
    ]
    seen: set[str] = set(INDEX_NAMES)
    for name, where in ids:
        if name in seen:
            problems.append(Problem(
                code="duplicate-id", where=where, message=f"The id {name!r} is used twice.",
                remedy="Give every dimension, capability and question its own id."))
        seen.add(name)
    return problems


def _anchors(pack: Pack) -> list[Problem]:
    problems = []
    for question in pack.questions.values():
        missing = [level for level in pack.scale.levels if not question.anchors.get(level, "").strip()]
        extra = sorted(set(question.anchors) - set(pack.scale.levels))
        where = f"{_path(pack, question)}.anchors"
        if missing:
            problems.append(Problem(
                code="missing-anchor", where=where,
                message=f"No anchor for level {', '.join(map(str, missing))}.",
                remedy="Describe a behaviour that a stranger could check at each level of the scale."))
        if extra:
            problems.append(Problem(
                code="unused-anchor", where=where,
                message=f"Level {', '.join(map(str, extra))} is not on the scale "
                        f"{pack.scale.minimum} to {pack.scale.maximum}.",
                remedy="Remove the anchor or extend the scale."))
        texts = [text.strip().lower() for text in question.anchors.values()]
        if len(set(texts)) < len(texts):
            problems.append(Problem(
                code="same-anchor", where=where, message="Two levels have the same anchor.",
                remedy="Say what a stranger would see differently at each level."))
        if not question.functions:
            problems.append(Problem(
                code="no-function", where=_path(pack, question), message="Nobody is asked this question.",
                remedy="Name at least one function."))
    return problems


def _standards(pack: Pack) -> list[Problem]:
    known = {reference.key for reference in pack.references}
    return [
        Problem(code="dangling-standard", where=f"{_path(pack, question)}.standards",
                message=f"{standard[:40]!r} names no reference of the pack.",
                remedy=f"Begin with one of: {', '.join(sorted(known))}; or add it under references.")
        for question in pack.questions.values()
        for standard in question.standards
        if standard.split(" ", 1)[0] not in known
    ]


def _caps(pack: Pack) -> list[Problem]:
    problems = []
    for cap in pack.caps:
        where = f"caps.{cap.id}"
        if cap.dimension not in pack.by_id:
            problems.append(Problem(code="unknown-dimension", where=where,
                                    message=f"The cap names the unknown dimension {cap.dimension[:40]!r}.",
                                    remedy="Name a dimension of this pack."))
        if cap.question not in pack.questions:
            problems.append(Problem(code="unknown-question", where=where,
                                    message=f"The cap names the unknown question {cap.question[:40]!r}.",
                                    remedy="Name a question of this pack."))
        if not pack.scale.minimum < cap.below <= pack.scale.maximum or cap.level not in pack.scale.levels:
            problems.append(Problem(code="unreachable-cap", where=where,
                                    message=f"With level {cap.level} and below {cap.below} the cap never applies.",
                                    remedy="Choose levels within the scale."))
    return problems


def _coverage(pack: Pack) -> list[Problem]:
    named = {action for question in pack.questions.values() for action in question.actions}
    known = {action.id for action in pack.actions}
    problems = [
        Problem(code="uncovered-action", where=f"actions.{action.id}",
                message="No question serves this action.", remedy="Name the action at a question that does.")
        for action in pack.actions if action.id not in named
    ]
    problems += [
        Problem(code="unknown-action", where="actions", message=f"Questions name the unknown action {name[:40]!r}.",
                remedy="Declare it under actions, or correct the name.")
        for name in sorted(named - known)
    ]
    weights = [q.weight for q in pack.questions.values()]
    for question in pack.questions.values():
        if question.weight > 3 * (sum(weights) / len(weights)) and not question.weight_reason:
            problems.append(Problem(severity=Severity.WARNING, code="weight-outlier", where=_path(pack, question),
                                    message="The weight is more than three times the mean, without a reason.",
                                    remedy="Add weight_reason or lower the weight."))
    return problems
