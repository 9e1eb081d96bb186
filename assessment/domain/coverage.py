"""What the method covers: every statement it answers for, and what decides on paths and connections."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from assessment.domain.basis import Frozen, Problem
from assessment.domain.findings import FINDINGS
from assessment.domain.library import Library
from assessment.domain.pack import Pack
from assessment.text import _, quoted


class StatementGroup(Frozen):
    id: str
    name: str


class Statement(Frozen):
    """One statement in own words, and what serves it: ids of questions, initiatives and findings, names of screens and
    report sections. `missing` names screens and report lines that do not exist yet.
    """

    id: str
    group: str
    text: str
    questions: tuple[str, ...] = ()
    initiatives: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    screens: tuple[str, ...] = ()
    report: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class Coverage(Frozen):
    """The statements by group; `cover` adds what pack and catalogue say of the actions."""

    groups: tuple[StatementGroup, ...]
    statements: tuple[Statement, ...]


class Decider(Frozen):
    """What decides on a path criterion, a precondition or a criterion of the connection gate."""

    kind: str
    id: str
    name: str
    questions: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    """Stated facts, or what else is counted, such as the number of sites."""


def cover(coverage: Coverage, pack: Pack, library: Library) -> Coverage:
    """The coverage with the questions and initiatives that name an action added to that action's statement."""
    def filled(statement: Statement) -> Statement:
        questions = [q.id for q in pack.questions.values() if statement.id in q.actions]
        initiatives = [i.id for i in library.initiatives if statement.id in i.actions]
        return statement.model_copy(update={
            "questions": tuple(dict.fromkeys([*statement.questions, *questions])),
            "initiatives": tuple(dict.fromkeys([*statement.initiatives, *initiatives]))})
    return coverage.model_copy(update={"statements": tuple(map(filled, coverage.statements))})


def check_coverage(coverage: Coverage, pack: Pack, library: Library, screens: Collection[str],
                   sections: Collection[str]) -> list[Problem]:
    """Everything that is empty or names what does not exist, in a coverage that `cover` has filled."""
    problems = []
    known: dict[str, Collection[str]] = {
        "questions": pack.questions, "initiatives": library.initiative, "findings": FINDINGS,
        "screens": screens, "report": sections}
    groups = {group.id for group in coverage.groups}
    for statement in coverage.statements:
        for key, names in known.items():
            where = f"statements.{statement.id}.{key}"
            given = getattr(statement, key)
            if not given and not (key in ("screens", "report") and statement.missing):
                problems.append(Problem(code="empty-cell", where=where, message=_("Nothing serves this statement."),
                                        remedy=_("Name what does, or list what is missing.")))
            problems += [Problem(code="unknown-name", where=where,
                                 message=_("There is nothing named {name}.").format(name=quoted(name)),
                                 remedy=_("Correct the name.")) for name in given if name not in names]
        if statement.group not in groups:
            problems.append(Problem(code="unknown-group", where=f"statements.{statement.id}.group",
                                    message=_("There is nothing named {name}.").format(name=quoted(statement.group)),
                                    remedy=_("Correct the name.")))
    served = {statement.id for statement in coverage.statements}
    problems += [Problem(code="uncovered-action", where=f"actions.{action.id}",
                         message=_("No statement stands for this action."), remedy=_("Add one with its id."))
                 for action in pack.actions if action.id not in served]
    problems += [Problem(code="undecided", where=decider.id, message=_("Nothing says how this is decided."),
                         remedy=_("Name a question or a stated fact."))
                 for decider in deciders(library, pack) if not decider.questions and not decider.stated]
    return problems


def deciders(library: Library, pack: Pack) -> Iterator[Decider]:
    """The questions and stated facts that decide each path criterion, precondition and gate criterion.

    A capability stands for its questions.
    """
    def asked(question: str | None, capability: str | None) -> tuple[str, ...]:
        if capability is not None and capability in pack.capabilities:
            return tuple(q.id for q in pack.capabilities[capability].questions)
        return (question,) if question is not None and question in pack.questions else ()

    for criterion in library.criteria:
        yield Decider(kind="path criterion", id=criterion.id, name=criterion.condition,
                      questions=tuple(q for entry in criterion.inputs for q in asked(entry.question, entry.capability)),
                      stated=tuple(entry.stated for entry in criterion.inputs if entry.stated))
    for knockout in library.knockouts:
        counted = ("number of sites",) if any(test.sites_above is not None for test in knockout.when) else ()
        yield Decider(kind="precondition", id=knockout.id, name=knockout.name,
                      questions=tuple(q for test in knockout.when for q in asked(test.question, test.capability)),
                      stated=(*(test.stated for test in knockout.when if test.stated), *counted))
    for gate in library.gate.criteria:
        yield Decider(kind="gate criterion", id=gate.id, name=gate.name,
                      questions=tuple(q for q in gate.questions if q in pack.questions))
