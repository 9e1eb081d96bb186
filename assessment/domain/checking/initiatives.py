"""What initiatives and procedures mention, and circles of prerequisites."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.basis import Problem, listed
from assessment.domain.checking.known import Known
from assessment.domain.library import Initiative, Library, Procedure
from assessment.text import _, quoted


def check_initiative(initiative: Initiative, known: Known) -> Iterator[Problem]:
    where = f"initiatives.{initiative.id}"
    yield from known.missing("initiative", initiative.prerequisites, f"{where}.prerequisites")
    yield from known.missing("path", initiative.paths, f"{where}.paths")
    yield from known.missing("gate criterion", initiative.gate_criteria, f"{where}.gate_criteria")
    yield from known.missing("action", initiative.actions, f"{where}.actions")
    for index, effect in enumerate(initiative.effects):
        at = f"{where}.effects.{index}"
        yield from known.missing("capability", [effect.capability], at)
        yield from known.off_scale(effect.from_, at)
        yield from known.off_scale(effect.to, at)
        if effect.to <= effect.from_:
            yield Problem(code="no-effect", where=at, message=_("The effect raises nothing."),
                          remedy=_("Let `to` be higher than `from`."))


def check_procedure(procedure: Procedure, known: Known, keys: set[str]) -> Iterator[Problem]:
    where = f"procedures.{procedure.id}"
    yield from known.missing("question", procedure.questions, f"{where}.questions")
    yield from known.missing("initiative", procedure.initiatives, f"{where}.initiatives")
    for authority, cited in procedure.references.items():
        for identifier in cited:
            if identifier.split(" ")[0] not in keys:
                yield Problem(code="dangling-standard", where=f"{where}.references.{authority}",
                              message=_("{name} begins with no key of a reference.").format(name=quoted(identifier)),
                              remedy=_("Add the reference with its edition, or correct the key."))
    seen: set[str] = set()
    for aspect in procedure.aspects:
        at = f"{where}.aspects.{aspect.id}"
        if aspect.id in seen:
            yield Problem(code="duplicate-id", where=at, message=_("The id {name} is used twice.").format(
                name=quoted(aspect.id)), remedy=_("Give every entry its own id."))
        seen.add(aspect.id)
        if aspect.target not in aspect.choices or len(aspect.choices) < 2:
            yield Problem(code="target-choice", where=at,
                          message=_("The target is none of the choices, or there is nothing to choose from."),
                          remedy=_("Give at least two choices and let `target` be one of their words."))


def check_circles(library: Library) -> list[Problem]:
    """One problem for each circle of prerequisites, which names it."""
    problems: list[Problem] = []
    done: set[str] = set()
    for start in library.initiative:
        trail: list[str] = []
        waiting: list[tuple[str, Iterator[str]]] = []
        entering: str | None = start if start not in done else None
        while entering is not None or waiting:
            if entering is not None:
                trail.append(entering)
                waiting.append((entering, iter(library.initiative[entering].prerequisites)))
            name, rest = waiting[-1]
            entering = None
            for needed in rest:
                if needed in trail:
                    circle = [*trail[trail.index(needed):], needed]
                    problems.append(Problem(
                        code="prerequisite-circle", where=f"initiatives.{name}.prerequisites",
                        message=_("Each of these waits for the next: {circle}.").format(circle=listed(circle)),
                        remedy=_("Take out one of the prerequisites.")))
                elif needed in library.initiative and needed not in done:
                    entering = needed
                    break
            else:
                done.add(name)
                trail.pop()
                waiting.pop()
    return problems
