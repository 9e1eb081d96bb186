"""Ids that are used twice, and names of references and actions that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.basis import Problem, listed
from assessment.domain.pack.types import INDEX_NAMES, Pack, Question
from assessment.text import _, quoted


def asked(pack: Pack) -> list[tuple[str, Question]]:
    """Every question with where it stands: dimension.capability.question; one whose id is taken too."""
    return [(f"{dimension.id}.{capability.id}.{question.id}", question) for dimension in pack.dimensions
            for capability in dimension.capabilities for question in capability.questions]


def duplicates(pack: Pack) -> Iterator[Problem]:
    """Dimensions, capabilities, questions and indices are nodes of one scorecard and share no id."""
    nodes = [
        *((d.id, d.id) for d in pack.dimensions),
        *((c.id, f"{d.id}.{c.id}") for d in pack.dimensions for c in d.capabilities),
        *((question.id, where) for where, question in asked(pack)),
    ]
    groups = [
        (nodes, set(INDEX_NAMES)),
        ([(cap.id, f"caps.{cap.id}") for cap in pack.caps], set()),
        ([(action.id, f"actions.{action.id}") for action in pack.actions], set()),
        ([(reference.key, f"references.{reference.key}") for reference in pack.references], set()),
        ([(words.language, f"translations.{words.language}") for words in pack.translations], set()),
    ]
    for group, taken in groups:
        seen: set[str] = set(taken)
        for name, where in group:
            if name in seen:
                yield Problem(
                    code="duplicate-id", where=where, message=_("The id {name} is used twice.").format(
                        name=quoted(name)),
                    remedy=_("Give every dimension, capability, question, cap, action and reference its own id."))
            seen.add(name)


def mentions(pack: Pack) -> Iterator[Problem]:
    """Standards that begin with no key of a reference; actions that nothing serves or that nobody declared."""
    keys = {reference.key for reference in pack.references}
    actions = {action.id for action in pack.actions}
    for where, question in asked(pack):
        for standard in question.standards:
            if standard.split(" ", 1)[0] not in keys:
                yield Problem(
                    code="dangling-standard", where=f"{where}.standards",
                    message=_("{name} names no reference of the pack.").format(name=quoted(standard)),
                    remedy=_("Begin with one of: {keys}; or add it under references.").format(
                        keys=listed(sorted(keys))) if keys else _("Add it under references."))
        for name in question.actions:
            if name not in actions:
                yield Problem(
                    code="unknown-action", where=f"{where}.actions",
                    message=_("There is no action named {name}.").format(name=quoted(name)),
                    remedy=_("Declare it under actions, or correct the name."))
    served = {name for _where, question in asked(pack) for name in question.actions}
    for action in pack.actions:
        if action.id not in served:
            yield Problem(code="uncovered-action", where=f"actions.{action.id}",
                          message=_("No question serves this action."),
                          remedy=_("Name the action at a question that does."))
