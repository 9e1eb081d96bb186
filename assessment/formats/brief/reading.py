"""Reads a brief and the CSV files it names: every problem at once, or the facts it stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from assessment.domain import facts as f
from assessment.domain.basis import Problem, Severity
from assessment.domain.fitting import fit, left_out
from assessment.domain.library import Library
from assessment.domain.pack import Pack
from assessment.formats.answers import read_answers
from assessment.formats.brief.checks import check_brief
from assessment.formats.brief.facts import facts_of
from assessment.formats.brief.model import Brief
from assessment.formats.brief.names import Names
from assessment.formats.lines import Lines
from assessment.formats.packs import compose
from assessment.formats.shape import cut, stops, validated
from assessment.formats.yaml import BRIEF, load
from assessment.text import _, quoted


@dataclass(frozen=True)
class BriefFacts:
    """What a brief says: `facts` as (day, fact) in order, the first opens the engagement; person id -> name.

    `id` is the id that the brief gives itself, if any. Neither pack nor library is among the facts: `pack` is the one
    that the brief asks for with its overlays, `library` what fits it.
    """

    client: str
    facts: list[tuple[date, f.Fact]]
    pack: Pack
    library: Library
    id: str | None = None
    names: dict[str, str] = field(default_factory=dict)


def read_brief(path: Path, pack: Pack, library: Library) -> tuple[BriefFacts | None, list[Problem]]:
    """The facts of the brief at `path`, or None, and all problems in it and its CSV files.

    `pack` is used where the brief names none.
    """
    value, lines, problems = load(path, BRIEF)
    if not isinstance(value, dict):
        return None, problems or [Problem(
            code="wrong-type", where=lines.where(()), message=_("The file is not a mapping of keys to values."),
            remedy=_("Begin with `client:` and the client's name."))]
    problems += _take_in_answers(value, lines, path.parent)
    brief, misfits = validated(Brief, value, lines)
    problems += misfits
    if brief is None:
        return None, cut(problems)
    chosen, found = _pack(brief, pack, path.parent, lines)
    problems += found
    if chosen is None:
        return None, cut(problems)
    names = Names(brief, chosen, library if chosen is pack else fit(library, chosen), lines)
    names.left_out = {} if chosen is pack else left_out(library, chosen)
    check_brief(names)
    facts = facts_of(names)
    problems = cut(problems + names.problems)
    if stops(problems):
        return None, problems
    people = {person.id: person.name for person in brief.people}
    return BriefFacts(client=brief.client, facts=facts, pack=chosen, library=names.library, id=brief.id,
                      names=people), problems


def _pack(brief: Brief, default: Pack, folder: Path, lines: Lines) -> tuple[Pack | None, list[Problem]]:
    """The pack that the brief asks for; of problems in a pack those that stop it, the checker tells all."""
    if brief.pack is None and not brief.overlays:
        return default, []
    chosen, found = compose([brief.pack or default.id, *brief.overlays], beside=folder)
    told = [problem if problem.code != "unknown-pack" else problem.model_copy(
        update={"where": lines.where(("pack",) if brief.pack and quoted(brief.pack) in problem.message
                                     else ("overlays",))}) for problem in found if problem.severity == Severity.ERROR]
    return chosen, told


def _take_in_answers(value: dict[str, Any], lines: Lines, folder: Path) -> list[Problem]:
    """Put the rows of the CSV files that cycles name in the place of their names."""
    problems: list[Problem] = []
    cycles = value.get("cycles")
    for index, cycle in enumerate(cycles if isinstance(cycles, list) else []):
        name = cycle.get("answers") if isinstance(cycle, dict) else None
        if not isinstance(name, str):
            continue
        loc = ("cycles", index, "answers")
        rows: list[dict[str, object]] = []
        if _is_beside(folder, name):
            rows, inner, found = read_answers(folder / name)
            problems += found
            lines.mount_parts(loc, inner)
        else:
            problems.append(Problem(code="outside-folder", where=lines.where(loc),
                                    message=_("Answers are read only from .csv files beside the brief."),
                                    remedy=_("Put the file into the brief's folder and write its name.")))
        cycle["answers"] = rows
    return problems


def _is_beside(folder: Path, name: str) -> bool:
    """Whether a name stays inside the brief's folder: a brief may come from anybody."""
    if not name.lower().endswith(".csv") or "\0" in name or len(name) > 200:
        return False
    return (folder / name).resolve().is_relative_to(folder.resolve())
