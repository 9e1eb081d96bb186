"""What a question lacks: anchors, functions, probes, a reason for its weight."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from assessment.domain.basis import Problem, Severity
from assessment.domain.pack.checks.ids import asked
from assessment.domain.pack.types import Pack, Question
from assessment.text import _

FEWEST = 2
"""Anchors of a question with scored choices."""
PROBES = 2
OUTLIER = 3.0
"""A weight this many times the usual one (the median), or less than the same part of it, wants a reason."""


def questions(pack: Pack) -> Iterator[Problem]:
    """What is wrong with single questions."""
    empty = [f"{dimension.id}.{capability.id}" for dimension in pack.dimensions for capability in dimension.capabilities
             if not capability.questions]
    empty += [dimension.id for dimension in pack.dimensions if not dimension.capabilities]
    for where in empty if pack.dimensions else ["dimensions"]:
        yield Problem(code="no-question", where=where, message=_("Nothing is asked here."),
                      remedy=_("Write a question, or remove what has none."))
    usual = median(question.weight for _where, question in asked(pack)) if asked(pack) else 1.0
    for where, question in asked(pack):
        yield from _anchors(pack, question, f"{where}.anchors")
        if not question.functions:
            yield Problem(code="no-function", where=f"{where}.functions", message=_("Nobody is asked this question."),
                          remedy=_("Name at least one function."))
        if len(question.probes) != PROBES:
            yield Problem(
                severity=Severity.WARNING, code="few-probes", where=f"{where}.probes",
                message=_("Probing questions: {count} instead of {wanted}.").format(
                    count=len(question.probes), wanted=PROBES),
                remedy=_("Write two that a claimed level would have to stand."))
        if question.site_kinds and question.scope == "network":
            yield Problem(
                code="site-kinds-network", where=f"{where}.site_kinds",
                message=_("A question to the network cannot be for some kinds of sites."),
                remedy=_("Write `scope: site`, or leave out site_kinds."))
        if not usual / OUTLIER <= question.weight <= usual * OUTLIER and not question.weight_reason.strip():
            yield Problem(
                severity=Severity.WARNING, code="weight-outlier", where=f"{where}.weight",
                message=_("The weight {weight} is far from the usual {usual}, without a reason.").format(
                    weight=f"{question.weight:g}", usual=f"{usual:g}"),
                remedy=_("Add weight_reason, or bring the weight closer."))


def _anchors(pack: Pack, question: Question, where: str) -> Iterator[Problem]:
    own = pack.scale.choices == "own"
    wanted = sorted(question.anchors) if own else pack.scale.levels
    missing = [level for level in wanted if not question.anchors.get(level, "").strip()]
    extra = sorted(set(question.anchors) - set(pack.scale.levels))
    if missing:
        yield Problem(
            code="missing-anchor", where=where,
            message=_("No anchor for level {levels}.").format(levels=", ".join(map(str, missing))),
            remedy=_("Describe a behaviour that a stranger could check at each level of the scale."))
    elif len(question.anchors) < FEWEST:
        yield Problem(
            code="missing-anchor", where=where, message=_("A question with scored choices has at least two anchors."),
            remedy=_("Describe what earns the lowest score and what earns the highest."))
    if extra:
        yield Problem(
            code="unused-anchor", where=where, message=_("Level {levels} is not on the scale {low} to {high}.").format(
                levels=", ".join(map(str, extra)), low=pack.scale.minimum, high=pack.scale.maximum),
            remedy=_("Remove the anchor or extend the scale."))
    texts = [" ".join(text.lower().split()) for text in question.anchors.values() if text.strip()]
    if len(set(texts)) < len(texts):
        yield Problem(code="same-anchor", where=where, message=_("Two levels have the same anchor."),
                      remedy=_("Say what a stranger would see differently at each level."))
