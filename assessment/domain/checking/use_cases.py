"""What ambitions and use cases of the library mention."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.basis import Problem
from assessment.domain.checking.known import Known
from assessment.domain.library import Library


def check_use_cases(library: Library, known: Known) -> Iterator[Problem]:
    for case in library.use_cases:
        where = f"use_cases.{case.id}"
        yield from known.missing("ambition", case.ambitions, f"{where}.ambitions")
        yield from known.missing("driver", case.drivers, f"{where}.drivers")
        yield from known.missing("area", case.areas, f"{where}.areas")
        yield from known.missing("initiative", case.initiatives, f"{where}.initiatives")
