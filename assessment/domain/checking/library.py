"""What the library and a pack say of each other: dangling ids, circles, figures used for what they cannot bear."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.basis import Problem, listed
from assessment.domain.checking.figures import check_benchmark
from assessment.domain.checking.initiatives import check_circles, check_initiative, check_procedure
from assessment.domain.checking.known import Known
from assessment.domain.checking.money import check_money
from assessment.domain.checking.operating import check_operating
from assessment.domain.checking.paths import check_criterion, check_knockouts, check_reviews
from assessment.domain.checking.sides import check_sides
from assessment.domain.checking.use_cases import check_use_cases
from assessment.domain.library import Library
from assessment.domain.pack import Pack
from assessment.text import _, quoted


def check_library(library: Library, pack: Pack) -> list[Problem]:
    """Everything wrong in a well-formed library that is to be used with `pack`; dotted paths of keys and ids."""
    known = Known(library, pack)
    problems = [*_duplicates(library)]
    for criterion in library.criteria:
        problems += check_criterion(criterion, known)
    if library.criteria and not any(criterion.weight > 0 for criterion in library.criteria):
        problems.append(Problem(code="all-weights-zero", where="criteria",
                                message=_("All criteria have the weight 0, so that nothing decides on the path."),
                                remedy=_("Give at least one criterion a weight above 0.")))
    problems += check_knockouts(library, known)
    problems += check_reviews(library, known)
    problems += _mentions(library, known)
    problems += check_money(library, known)
    problems += check_sides(library, known)
    problems += check_operating(library, known)
    problems += check_use_cases(library, known)
    for benchmark in library.benchmarks:
        problems += check_benchmark(benchmark, known)
    for initiative in library.initiatives:
        problems += check_initiative(initiative, known)
    keys = {reference.key for reference in (*library.references, *pack.references)}
    for procedure in library.procedures:
        problems += check_procedure(procedure, known, keys)
    return [*problems, *check_circles(library), *check_stated(library, pack)]


def check_stated(library: Library, pack: Pack) -> list[Problem]:
    """Conditions of a pack that name a stated fact, or a word of one, which the library does not know.

    Dotted paths are those of the pack.
    """
    known = {fact.id: fact.values for fact in library.stated}
    problems: list[Problem] = []
    for question in pack.questions.values():
        capability = pack.capability_of[question.id]
        for index, condition in enumerate(question.when):
            where = f"{pack.dimension_of[capability]}.{capability}.{question.id}.when.{index}"
            if condition.stated is not None and condition.stated not in known:
                problems.append(Problem(
                    code="unknown-stated-fact", where=where,
                    message=_("There is no stated fact named {name}.").format(name=quoted(condition.stated)),
                    remedy=_("Known: {known}.").format(known=listed(sorted(known)))))
            elif condition.is_ is not None and known.get(condition.stated or "") and (
                    condition.is_ not in known[condition.stated or ""]):
                problems.append(Problem(
                    code="unknown-word", where=where,
                    message=_("{word} is no word of the stated fact {fact}.").format(
                        word=quoted(condition.is_), fact=condition.stated),
                    remedy=_("Choose one of: {words}.").format(words=", ".join(known[condition.stated or ""]))))
    return problems


def _duplicates(library: Library) -> Iterator[Problem]:
    for key in ("paths", "groups", "criteria", "stated", "knockouts", "failure_modes", "exit_criteria",
                "contradictions", "areas", "benchmarks", "initiatives", "drivers", "overlaps", "standing_costs",
                "procedures", "ambitions", "use_cases"):
        seen: set[str] = set()
        for item in getattr(library, key):
            if item.id in seen:
                yield Problem(code="duplicate-id", where=f"{key}.{item.id}",
                              message=_("The id {name} is used twice.").format(name=quoted(item.id)),
                              remedy=_("Give every entry its own id."))
            seen.add(item.id)


def _mentions(library: Library, known: Known) -> Iterator[Problem]:
    for path in library.paths:
        yield from known.missing("initiative", path.must_have, f"paths.{path.id}.must_have")
        yield from known.missing("initiative", path.first_90_days_by, f"paths.{path.id}.first_90_days_by")
    for mode in library.failure_modes:
        yield from known.missing("path", mode.paths, f"failure_modes.{mode.id}.paths")
        yield from known.missing("initiative", mode.initiatives, f"failure_modes.{mode.id}.initiatives")
    for area in library.areas:
        yield from known.missing("capability", [area.capability], f"areas.{area.id}.capability")
    for driver in library.drivers:
        yield from known.missing("initiative", driver.enabled_by, f"drivers.{driver.id}.enabled_by")
    for criterion in library.gate.criteria:
        where = f"gate.criteria.{criterion.id}"
        yield from known.missing("question", criterion.questions, f"{where}.questions")
        yield from known.missing("initiative", criterion.initiatives, f"{where}.initiatives")
    for index, watched in enumerate(library.gate.watched):
        yield from known.missing("question", [watched.question], f"gate.watched.{index}.question")
    yield from _unreached(library)
    yield from known.off_scale(library.settings.default_target, "settings.default_target")


def _unreached(library: Library) -> Iterator[Problem]:
    """Criteria of the gate that nothing closes before the initiative that brings the gate."""
    gate = library.gate.initiative
    if gate not in library.initiative:
        return
    before, reached = [gate], {gate}
    for name in before:
        more = [p for p in library.initiative[name].prerequisites if p in library.initiative and p not in reached]
        before += more
        reached |= {*more}
    for criterion in library.gate.criteria:
        if not reached & {*criterion.initiatives}:
            yield Problem(code="criterion-unreached", where=f"gate.criteria.{criterion.id}.initiatives",
                          message=_("Nothing that {gate} builds on closes this criterion.").format(gate=gate),
                          remedy=_("Add an initiative that closes it to the prerequisites of {gate}.").format(
                              gate=gate))
