"""Conditions that ask for what is not there, can never be told, or lead back to themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from assessment.domain.basis import Problem, listed
from assessment.domain.pack.checks.ids import asked
from assessment.domain.pack.types import SITE_FIELDS, Condition, Pack, Question, SiteKind
from assessment.text import _, quoted

_WORDS: dict[str, tuple[str, ...]] = {"sterile": ("yes", "no"), "site_kind": get_args(SiteKind)}
"""The words that a field of a site can have; others are free text."""


def conditions(pack: Pack) -> Iterator[Problem]:
    """What is wrong under `when`."""
    for path, question in asked(pack):
        for index, condition in enumerate(question.when):
            where = f"{path}.when.{index}"
            if condition.question is not None:
                yield from _on_question(pack, question, condition, where)
            elif condition.site is not None:
                yield from _on_site(question, condition, where)
    yield from _loops(pack)


def _on_question(pack: Pack, question: Question, condition: Condition, where: str) -> Iterator[Problem]:
    needed = pack.questions.get(condition.question or "")
    if needed is None:
        yield Problem(code="unknown-condition", where=where,
                      message=_("There is no question named {name}.").format(name=quoted(condition.question)),
                      remedy=_("Name a question of this pack."))
        return
    if question.scope == "network" and needed.scope == "site":
        yield _scope(where)
    if question.quick and not needed.quick:
        yield Problem(code="condition-quick", where=where,
                      message=_("The quick scan asks this question and not the one that it depends on."),
                      remedy=_("Take {name} into the quick scan, or leave this one out of it.").format(name=needed.id))
    bound = condition.at_least if condition.at_least is not None else condition.below
    choices = pack.choices(needed)
    if bound is not None and choices and not choices[0] < bound <= choices[-1]:
        yield Problem(code="off-scale", where=where,
                      message=_("Held against {bound} every answer gives the same.").format(bound=f"{bound:g}"),
                      remedy=_("Choose a level above {low} and up to {high}.").format(low=choices[0], high=choices[-1]))


def _on_site(question: Question, condition: Condition, where: str) -> Iterator[Problem]:
    name = condition.site or ""
    if name not in SITE_FIELDS:
        yield Problem(code="unknown-field", where=where,
                      message=_("A site has no field {name}.").format(name=quoted(name)),
                      remedy=_("Choose one of: {names}.").format(names=listed(list(SITE_FIELDS))))
    elif condition.is_ is not None and condition.is_ not in _WORDS.get(name, (condition.is_,)):
        yield Problem(code="unknown-word", where=where,
                      message=_("{given} is not one of the known words.").format(given=quoted(condition.is_)),
                      remedy=_("Write one of: {words}.").format(words=", ".join(_WORDS[name])))
    if question.scope == "network":
        yield _scope(where)


def _scope(where: str) -> Problem:
    return Problem(code="condition-scope", where=where,
                   message=_("A question to the network cannot depend on what differs by site."),
                   remedy=_("Write `scope: site`, or depend on a question to the network."))


def _loops(pack: Pack) -> Iterator[Problem]:
    """One problem for each circle of conditions, which names it."""
    path = {question.id: where for where, question in asked(pack)}
    done: set[str] = set()
    for start in pack.questions:
        trail: list[str] = []
        waiting: list[Iterator[str]] = []
        entering: str | None = start if start not in done else None
        while entering is not None or waiting:
            if entering is not None:
                trail.append(entering)
                waiting.append(_needed(pack, entering))
            entering = None
            for name in waiting[-1]:
                if name in trail:
                    circle = [*trail[trail.index(name):], name]
                    yield Problem(
                        code="condition-loop", where=f"{path[trail[-1]]}.when",
                        message=_("Each of these is asked only after the next: {circle}.").format(
                            circle=listed(circle)),
                        remedy=_("Take out one of the conditions."))
                elif name not in done:
                    entering = name
                    break
            else:
                done.add(trail.pop())
                waiting.pop()


def _needed(pack: Pack, question: str) -> Iterator[str]:
    return iter([condition.question for condition in pack.questions[question].when
                 if condition.question is not None and condition.question in pack.questions])
