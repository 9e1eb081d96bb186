"""What is wrong in a well-formed pack: ids, mentions, anchors, levels, caps, conditions, wording, translations."""

from __future__ import annotations

from assessment.domain.basis import Problem
from assessment.domain.pack.checks.conditions import conditions
from assessment.domain.pack.checks.ids import duplicates, mentions
from assessment.domain.pack.checks.levels import caps, maturity, scale
from assessment.domain.pack.checks.overlays import check_overlay
from assessment.domain.pack.checks.questions import questions
from assessment.domain.pack.checks.reading import reading
from assessment.domain.pack.checks.translations import translations
from assessment.domain.pack.types import Pack

__all__ = ["check_overlay", "check_pack"]


def check_pack(pack: Pack) -> list[Problem]:
    """Everything wrong in a well-formed pack; dotted paths, to which a loader adds file:line.

    Errors keep a pack from being used; warnings are for its author to judge. That a reference is not verified is no
    problem: the pack says so itself. Stated facts are known to the library only, which checks them (`check_stated`).
    """
    return [*duplicates(pack), *scale(pack), *questions(pack), *mentions(pack), *caps(pack), *maturity(pack),
            *conditions(pack), *translations(pack), *reading(pack)]
