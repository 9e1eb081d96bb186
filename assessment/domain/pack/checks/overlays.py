"""What an overlay adds and does not name."""

from __future__ import annotations

from assessment.domain.basis import Problem
from assessment.domain.pack.overlay import Overlay
from assessment.domain.pack.types import Pack
from assessment.text import _, quoted


def check_overlay(base: Pack, overlay: Overlay) -> list[Problem]:
    """New dimensions and capabilities that lack a name; without them `extend` makes a pack of both."""
    problems: list[Problem] = []
    for dimension in overlay.dimensions:
        there = base.by_id.get(dimension.id)
        if there is None and not (dimension.name and dimension.code and dimension.index):
            problems.append(Problem(
                code="unnamed-dimension", where=dimension.id,
                message=_("The base has no dimension {name}, and a new one needs code, name and index.").format(
                    name=quoted(dimension.id)),
                remedy=_("Correct the id, or say what the new dimension is.")))
        known = {capability.id for capability in there.capabilities} if there is not None else set()
        for capability in dimension.capabilities:
            if capability.id not in known and not capability.name:
                problems.append(Problem(
                    code="unnamed-capability", where=f"{dimension.id}.{capability.id}",
                    message=_("The base has no capability {name} here, and a new one needs a name.").format(
                        name=quoted(capability.id)),
                    remedy=_("Correct the id, or name the new capability.")))
    return problems
