"""A client's or consortium's own set of figures, from one YAML file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assessment.domain.basis import Problem
from assessment.domain.checking import check_benchmark_set
from assessment.domain.library import BenchmarkSet
from assessment.domain.pack import Pack
from assessment.formats.lines import Lines
from assessment.formats.shape import cut, stops, validated
from assessment.formats.yaml import CONTENT, Loaded, load, loads
from assessment.text import _


def read_benchmarks(path: Path, pack: Pack, known: Iterable[str] = ()) -> tuple[BenchmarkSet | None, list[Problem]]:
    """The set in a file, or None, and every problem in it: what lacks its provenance is refused, never completed."""
    return _checked(load(path), pack, known)


def parse_benchmarks(content: bytes, name: str, pack: Pack,
                     known: Iterable[str] = ()) -> tuple[BenchmarkSet | None, list[Problem]]:
    """As `read_benchmarks`, for a file that was uploaded; `name` stands for it in problems."""
    return _checked(loads(content, name, CONTENT), pack, known)


def _checked(loaded: Loaded, pack: Pack, known: Iterable[str]) -> tuple[BenchmarkSet | None, list[Problem]]:
    value, lines, problems = loaded
    if not isinstance(value, dict):
        return None, problems or [_not_a_set(lines)]
    found, misfits = validated(BenchmarkSet, value, lines)
    problems += misfits
    if found is not None:
        problems += cut([problem.model_copy(update={"where": lines.where(_loc(problem.where))})
                         for problem in check_benchmark_set(found, pack, known)])
    return (None if stops(problems) else found), problems


def _loc(dotted: str) -> tuple[Any, ...]:
    return tuple(int(part) if part.isdigit() else part for part in dotted.split("."))


def _not_a_set(lines: Lines) -> Problem:
    return Problem(code="wrong-type", where=lines.where(()), message=_("The file is not a mapping of keys to values."),
                   remedy=_("Begin with `id:`, `title:`, `owner:` and `observations:`."))
