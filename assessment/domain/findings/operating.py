"""What is wrong in the operating model that the client designed: owners, quality decisions, decision rights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assessment.domain.basis import Problem, Severity, listed
from assessment.domain.findings.evidence import Evidence
from assessment.domain.findings.types import Finding, Inputs
from assessment.domain.operating_model import design
from assessment.text import N_


def find(inputs: Inputs) -> Iterator[Finding]:
    """One finding for each kind of problem, the single owner and the quality unit first."""
    model = design(inputs.engagement, inputs.scorecard, inputs.recommendation, inputs.roadmap, inputs.frame)
    if model is None:
        return
    count = len(model.areas)
    errors = [problem for problem in model.problems if problem.severity == Severity.ERROR]
    yield from _of("area-owner", _areas(inputs, errors, "two-owners"), N_(
        "More than one post claims to be accountable for {what}: choose one, and make the others responsible or "
        "consulted."), critical=True, all_areas=count)
    yield from _of("area-owner", _areas(inputs, errors, "no-owner"), N_(
        "Nobody is accountable for {what}, where IT and OT come together: name the one post that answers for it."),
        critical=True, all_areas=count)
    yield from _quality(errors, count)
    yield from _of("gxp-roles", _areas(inputs, errors, "gxp-roles"), N_(
        "{what} is GxP and lacks its process owner, system owner or QA approver."), all_areas=count)
    yield from _rights(inputs, errors)


def _areas(inputs: Inputs, errors: list[Problem], code: str) -> dict[str, str]:
    """Area ids -> names as they are told, with the site of an exception in brackets."""
    found: dict[str, str] = {}
    for problem in errors:
        if problem.code == code:
            area, _dot, site = problem.where.removeprefix("areas.").partition(".")
            name = inputs.engagement.the_library.area[area].name
            if site:
                area, name = f"{area}.{site}", f"{name} ({inputs.engagement.sites[site].name})"
            found[area] = name
    return found


def _design(ids: Iterable[str], **figures: float) -> Evidence:
    return Evidence(kind="design", what="operating-model", ids=tuple(ids), figures=figures)


def _of(code: str, areas: dict[str, str], sentence: str, *, all_areas: int, critical: bool = False,
        ) -> Iterator[Finding]:
    if areas:
        yield Finding(code=code, topic="path", severity="critical" if critical else "important", sentence=sentence,
                      values={"what": listed(list(areas.values()), 4)}, basis=tuple(areas), initiatives=("I13",),
                      size=min(1.0, len(areas) / max(1, all_areas)), evidence=(_design(areas),))


def _quality(errors: list[Problem], count: int) -> Iterator[Finding]:
    moved = [problem for problem in errors if problem.code == "quality-moved"]
    if moved:
        yield Finding(
            code="quality-moved", topic="path", severity="critical",
            sentence=N_("The design moves a decision of the quality unit away from Quality: {what} Keep it with "
                        "Quality."),
            values={"what": moved[0].message}, basis=("X12", *(problem.where for problem in moved)),
            initiatives=("I14",), size=min(1.0, len(moved) / max(1, count)),
            evidence=(_design(problem.where for problem in moved),))


def _rights(inputs: Inputs, errors: list[Problem]) -> Iterator[Finding]:
    operating = inputs.engagement.the_library.operating
    names = {right.id: right.name for right in operating.decision_rights} if operating else {}
    loose = [problem.where.removeprefix("decision_rights.") for problem in errors
             if problem.code in ("right-nowhere", "right-twice")]
    if loose:
        yield Finding(
            code="decision-rights", topic="path", severity="important",
            sentence=N_("{count} kinds of decision belong to no forum or to several, among them: {what}."),
            values={"count": len(loose), "what": names[loose[0]]}, basis=tuple(loose), initiatives=("I13",),
            size=len(loose) / max(1, len(names)), evidence=(_design(loose, count=len(loose)),))
