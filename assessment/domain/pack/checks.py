"""What is wrong in a well-formed pack: ids, anchors, references, caps, conditions, cover."""

from __future__ import annotations

from assessment.domain.basis import Problem, Severity
from assessment.domain.pack.types import INDEX_NAMES, Pack, Question


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
