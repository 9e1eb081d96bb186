"""What the library and a pack say of each other: dangling ids, circles, figures used for what they cannot bear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assessment.domain.basis import UNKNOWN, Problem, Severity, listed
from assessment.domain.library import (
    Benchmark,
    BenchmarkSet,
    Criterion,
    Initiative,
    Library,
    Procedure,
    StrengthInput,
    Test,
)
from assessment.domain.pack import Pack
from assessment.text import _, quoted

GROUP = 5
"""Organisations, and answers, under which an own figure is not used (docs/method.md, section 2)."""


def check_library(library: Library, pack: Pack) -> list[Problem]:
    """Everything wrong in a well-formed library that is to be used with `pack`; dotted paths of keys and ids."""
    known = _Known(library, pack)
    problems = [*_duplicates(library)]
    for criterion in library.criteria:
        problems += _criterion(criterion, known)
    if library.criteria and not any(criterion.weight > 0 for criterion in library.criteria):
        problems.append(Problem(code="all-weights-zero", where="criteria",
                                message=_("All criteria have the weight 0, so that nothing decides on the path."),
                                remedy=_("Give at least one criterion a weight above 0.")))
    problems += _knockouts(library, known)
    problems += _mentions(library, known)
    for benchmark in library.benchmarks:
        problems += _benchmark(benchmark, known)
    for initiative in library.initiatives:
        problems += _initiative(initiative, known)
    keys = {reference.key for reference in (*library.references, *pack.references)}
    for procedure in library.procedures:
        problems += _procedure(procedure, known, keys)
    return [*problems, *_circles(library), *check_stated(library, pack)]


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


def check_benchmark_set(benchmarks: BenchmarkSet, pack: Pack, known: Iterable[str] = ()) -> list[Problem]:
    """What keeps an own set of figures from being used with `pack`; `known` are ids of sets that are there already."""
    problems: list[Problem] = []
    if benchmarks.organisations < GROUP:
        problems.append(Problem(
            code="small-group", where="organisations",
            message=_("Figures of fewer than {least} organisations could be told apart.").format(least=GROUP),
            remedy=_("Wait for more, or join the set with another one.")))
    if benchmarks.id in known:
        problems.append(Problem(code="duplicate-set", where="id", message=_("A set with this id was imported before."),
                                remedy=_("Give the new edition an id of its own, such as one with the year.")))
    ids = _Known(None, pack)
    seen: set[str] = set()
    for index, benchmark in enumerate(benchmarks.observations):
        where = f"observations.{index}"
        if benchmark.id in seen:
            problems.append(Problem(code="duplicate-id", where=where, message=_("The id {name} is used twice.").format(
                name=quoted(benchmark.id)), remedy=_("Give every entry its own id.")))
        seen.add(benchmark.id)
        problems += [found.model_copy(update={"where": where + found.where.removeprefix(f"benchmarks.{benchmark.id}")})
                     for found in _benchmark(benchmark, ids)]
        for name, given in (("population", benchmark.population), ("year", benchmark.year),
                            ("source.publisher", benchmark.source.publisher)):
            if not given.strip():
                problems.append(Problem(
                    code="missing-provenance", where=f"{where}.{name}", message=_("It is not said where this is from."),
                    remedy=_("Name population, year and source of every figure.")))
        if benchmark.n is not None and benchmark.n < GROUP:
            problems.append(Problem(
                code="small-group", where=f"{where}.n",
                message=_("A figure from fewer than {least} answers could tell one of them.").format(least=GROUP),
                remedy=_("Leave it out, or join it with others.")))
    return problems


class _Known:
    """The ids that may be mentioned, by what they name."""

    def __init__(self, library: Library | None, pack: Pack) -> None:
        self.scale = pack.scale
        self.ids: dict[str, Iterable[str]] = {
            "question": pack.questions, "capability": pack.capabilities, "dimension": pack.by_id}
        if library is None:
            return
        self.words = {fact.id: fact.values for fact in library.stated}
        self.ids |= {
            "action": {action.id for action in pack.actions}, "stated fact": self.words,
            "initiative": library.initiative, "path": library.path,
            "group": {group.id for group in library.groups},
            "gate criterion": {criterion.id for criterion in library.gate.criteria},
        }

    def missing(self, kind: str, names: Iterable[str | None], where: str) -> Iterator[Problem]:
        for name in names:
            if name is not None and name not in self.ids[kind]:
                yield Problem(code=f"unknown-{kind.replace(' ', '-')}", where=where,
                              message=_("There is no {kind} named {name}.").format(kind=kind, name=quoted(name)),
                              remedy=_("Correct the id, or add what it names."))

    def off_scale(self, level: float | None, where: str) -> Iterator[Problem]:
        if level is not None and not self.scale.minimum <= level <= self.scale.maximum:
            yield Problem(code="off-scale", where=where,
                          message=_("{level} is not on the scale.").format(level=f"{level:g}"),
                          remedy=_("Choose {low} to {high}.").format(low=self.scale.minimum, high=self.scale.maximum))

    def words_of(self, stated: str | None, words: Iterable[str], where: str) -> Iterator[Problem]:
        allowed = self.words.get(stated or "", ())
        for word in words:
            if allowed and word not in allowed:
                yield Problem(code="unknown-word", where=where,
                              message=_("{word} is no word of the stated fact {fact}.").format(
                                  word=quoted(word), fact=stated),
                              remedy=_("Choose one of: {words}.").format(words=", ".join(allowed)))


def _duplicates(library: Library) -> Iterator[Problem]:
    for key in ("paths", "groups", "criteria", "stated", "knockouts", "failure_modes", "areas", "benchmarks",
                "initiatives", "drivers", "procedures"):
        seen: set[str] = set()
        for item in getattr(library, key):
            if item.id in seen:
                yield Problem(code="duplicate-id", where=f"{key}.{item.id}",
                              message=_("The id {name} is used twice.").format(name=quoted(item.id)),
                              remedy=_("Give every entry its own id."))
            seen.add(item.id)


def _criterion(criterion: Criterion, known: _Known) -> Iterator[Problem]:
    where = f"criteria.{criterion.id}"
    yield from known.missing("group", [criterion.group], f"{where}.group")
    yield from known.missing("path", criterion.effects, f"{where}.effects")
    if not criterion.inputs:
        yield Problem(code="no-input", where=where, message=_("Nothing says how strong this criterion is."),
                      remedy=_("Name a question, a capability or a stated fact under inputs."))
    for index, entry in enumerate(criterion.inputs):
        yield from _input(entry, known, f"{where}.inputs.{index}")


def _input(entry: StrengthInput, known: _Known, where: str) -> Iterator[Problem]:
    named = [name for name in (entry.question, entry.capability, entry.stated) if name is not None]
    if len(named) != 1:
        yield Problem(code="one-input", where=where,
                      message=_("An input names exactly one question, capability or stated fact."),
                      remedy=_("Split it, or add what is missing."))
    yield from known.missing("question", [entry.question], where)
    yield from known.missing("capability", [entry.capability], where)
    yield from known.missing("stated fact", [entry.stated], where)
    yield from known.words_of(entry.stated, entry.words, where)
    unread = [word for word in known.words.get(entry.stated or "", ()) if word not in (*entry.words, UNKNOWN)]
    if unread:
        yield Problem(severity=Severity.WARNING, code="unread-word", where=where,
                      message=_("The words {words} of the stated fact have no strength.").format(words=listed(unread)),
                      remedy=_("Give each word a strength from -1 to 1; only `unknown` has none."))


def _knockouts(library: Library, known: _Known) -> Iterator[Problem]:
    for knockout in library.knockouts:
        where = f"knockouts.{knockout.id}"
        yield from known.missing("path", knockout.paths, f"{where}.paths")
        for index, test in enumerate(knockout.when):
            yield from _test(test, known, f"{where}.when.{index}")


def _test(test: Test, known: _Known, where: str) -> Iterator[Problem]:
    yield from known.missing("question", [test.question], where)
    yield from known.missing("capability", [test.capability], where)
    yield from known.missing("stated fact", [test.stated], where)
    if test.is_ is not None:
        yield from known.words_of(test.stated, [test.is_], where)
    for level in (test.below, test.at_least):
        if test.question is not None or test.capability is not None:
            yield from known.off_scale(level, where)
    if test.model_dump(exclude_none=True) == {}:
        yield Problem(code="empty-test", where=where, message=_("The condition tests nothing."),
                      remedy=_("Name a stated fact, a question, a capability or a number of sites."))


def _mentions(library: Library, known: _Known) -> Iterator[Problem]:
    for path in library.paths:
        yield from known.missing("initiative", path.must_have, f"paths.{path.id}.must_have")
    for mode in library.failure_modes:
        yield from known.missing("path", mode.paths, f"failure_modes.{mode.id}.paths")
        yield from known.missing("initiative", mode.initiatives, f"failure_modes.{mode.id}.initiatives")
    for area in library.areas:
        yield from known.missing("capability", [area.capability], f"areas.{area.id}.capability")
    for driver in library.drivers:
        yield from known.missing("initiative", driver.enabled_by, f"drivers.{driver.id}.enabled_by")
    if library.cyber_loss is not None:
        yield from known.missing("initiative", library.cyber_loss.enabled_by, "cyber_loss.enabled_by")
    for criterion in library.gate.criteria:
        where = f"gate.criteria.{criterion.id}"
        yield from known.missing("question", criterion.questions, f"{where}.questions")
        yield from known.missing("initiative", criterion.initiatives, f"{where}.initiatives")
    yield from known.off_scale(library.settings.default_target, "settings.default_target")


def _benchmark(benchmark: Benchmark, known: _Known) -> Iterator[Problem]:
    where = f"benchmarks.{benchmark.id}"
    yield from known.missing("question", [benchmark.question], f"{where}.question")
    yield from known.missing("dimension", [benchmark.dimension], f"{where}.dimension")
    yield from known.off_scale(benchmark.at_least, f"{where}.at_least")
    if (benchmark.n is None) != (benchmark.n_kind == "not-stated"):
        yield Problem(code="n-and-kind", where=f"{where}.n",
                      message=_("The number of respondents and its kind contradict each other."),
                      remedy=_("Give n where it is stated; write n: null and n_kind: not-stated where it is not."))
    if benchmark.use != "comparison":
        return
    if benchmark.n is None:
        yield Problem(code="comparison-without-n", where=f"{where}.use",
                      message=_("A figure without a stated n cannot be compared with."),
                      remedy=_("Write use: context, or find n."))
    if (benchmark.question is None) == (benchmark.dimension is None):
        yield Problem(code="comparison-with-what", where=where,
                      message=_("A comparison belongs to one question or to one dimension."),
                      remedy=_("Name exactly one, or write use: context."))
    if benchmark.unit == "percent" and benchmark.at_least is None and not benchmark.classes:
        yield Problem(code="share-without-level", where=f"{where}.at_least",
                      message=_("A share is compared only where it says which level it stands for."),
                      remedy=_("Add at_least, or write use: context."))


def _initiative(initiative: Initiative, known: _Known) -> Iterator[Problem]:
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


def _procedure(procedure: Procedure, known: _Known, keys: set[str]) -> Iterator[Problem]:
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


def _circles(library: Library) -> list[Problem]:
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
