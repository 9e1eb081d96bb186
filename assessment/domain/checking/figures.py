"""What published figures and own sets of them can bear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assessment.domain.basis import Problem
from assessment.domain.checking.known import Known
from assessment.domain.library import Benchmark, BenchmarkSet
from assessment.domain.pack import Pack
from assessment.text import _, quoted

GROUP = 5
"""Organisations, and answers, under which an own figure is not used (docs/method.md, section 2)."""


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
    ids = Known(None, pack)
    seen: set[str] = set()
    for index, benchmark in enumerate(benchmarks.observations):
        where = f"observations.{index}"
        if benchmark.id in seen:
            problems.append(Problem(code="duplicate-id", where=where, message=_("The id {name} is used twice.").format(
                name=quoted(benchmark.id)), remedy=_("Give every entry its own id.")))
        seen.add(benchmark.id)
        problems += [found.model_copy(update={"where": where + found.where.removeprefix(f"benchmarks.{benchmark.id}")})
                     for found in check_benchmark(benchmark, ids)]
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


def check_benchmark(benchmark: Benchmark, known: Known) -> Iterator[Problem]:
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
