"""Levels that nothing can reach or that nothing offers: of the scale, of maturity, of caps."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.domain.basis import Problem, Severity
from assessment.domain.pack.checks.ids import asked
from assessment.domain.pack.types import Cap, Pack, Question, Scale
from assessment.text import _, quoted


def scale(pack: Pack) -> Iterator[Problem]:
    """Levels that no question offers, and evidence asked for from a level that is not there.

    Where a question offers the levels that it has anchors for, a scale without names is one of points: its ends have
    to be offered, what lies between need not.
    """
    own = pack.scale
    if own.choices == "own":
        offered = {level for _where, question in asked(pack) for level in question.anchors}
        wanted = own.levels if own.names else (own.minimum, own.maximum)
        unused = [level for level in wanted if level not in offered]
        if unused:
            yield Problem(
                code="unused-scale", where="scale", message=_("No question offers level {levels}.").format(
                    levels=", ".join(map(str, unused))),
                remedy=_("Shorten the scale, or write anchors for what is missing."))
    for key in ("evidence_from", "measured_from"):
        level = getattr(own, key)
        if level is not None and level not in own.levels:
            yield _off_scale(f"scale.{key}", level, own.minimum, own.maximum)


def maturity(pack: Pack) -> Iterator[Problem]:
    """Levels and pass marks of a cumulative pack; in any other they would do nothing."""
    if pack.maturity is None:
        yield from _stray(pack)
        return
    levels = [level for level in pack.maturity.levels if level > pack.maturity.minimum]
    standing = {question.level for _where, question in asked(pack)}
    if standing <= {None}:
        yield Problem(
            code="unused-scale", where="maturity", message=_("No question stands for a level of maturity."),
            remedy=_("Write `level:` at each question, or leave out maturity."))
        return
    unused = [level for level in levels if level not in standing]
    if unused:
        yield Problem(
            code="unused-scale", where="maturity", message=_("No question stands for level {levels}.").format(
                levels=", ".join(map(str, unused))),
            remedy=_("Shorten the scale of maturity, or add a question."))
    if pack.pass_mark is not None and not pack.scale.minimum < pack.pass_mark <= pack.scale.maximum:
        yield _off_scale("pass_mark", pack.pass_mark, pack.scale.minimum + 1, pack.scale.maximum)
    for where, question in asked(pack):
        yield from _cumulative(pack, pack.maturity, question, where)
    for dimension in pack.dimensions:
        there = {question.level for question in dimension.questions if question.level in levels}
        gap = next((level for level in levels if level not in there), None)
        if gap is not None and any(level is not None and level > gap for level in there):
            yield Problem(
                severity=Severity.WARNING, code="unreachable-level", where=dimension.id,
                message=_("This dimension never gets past level {before}: no question stands for level {gap}.").format(
                    before=gap - 1, gap=gap),
                remedy=_("Add a question for it; levels are attained one after the other."))


def _cumulative(pack: Pack, scale: Scale, question: Question, where: str) -> Iterator[Problem]:
    if question.level is None:
        yield Problem(code="missing-level", where=where,
                      message=_("The question stands for no level, and the pack is cumulative."),
                      remedy=_("Write `level:` with the level that it stands for."))
    elif not scale.minimum < question.level <= scale.maximum:
        yield _off_scale(f"{where}.level", question.level, scale.minimum + 1, scale.maximum)
    choices = pack.choices(question)
    if question.pass_mark is not None and choices and not choices[0] < question.pass_mark <= choices[-1]:
        yield _off_scale(f"{where}.pass_mark", question.pass_mark, choices[0] + 1, choices[-1])
    if question.pass_mark is None and pack.pass_mark is None:
        yield Problem(code="missing-pass-mark", where=where, message=_("Nothing says from which answer on it passes."),
                      remedy=_("Write `pass_mark:` here, or once in pack.yaml for all questions."))


def _stray(pack: Pack) -> Iterator[Problem]:
    """Keys of cumulative packs in one that is not."""
    places = [] if pack.pass_mark is None else ["pass_mark"]
    for where, question in asked(pack):
        places += [f"{where}.{key}" for key in ("level", "pass_mark")
                   if getattr(question, key) is not None]
    for where in places:
        yield Problem(code="stray-level", where=where, message=_("Only a cumulative pack has levels and pass marks."),
                      remedy=_("Remove it, or name the levels of maturity in pack.yaml."))


def caps(pack: Pack) -> Iterator[Problem]:
    """Caps that name what is not there, never apply, always apply, or hold nothing down."""
    for cap in pack.caps:
        where = f"caps.{cap.id}"
        if cap.dimension not in pack.by_id:
            yield Problem(code="unknown-dimension", where=f"{where}.dimension",
                          message=_("There is no dimension named {name}.").format(name=quoted(cap.dimension)),
                          remedy=_("Name a dimension of this pack."))
        if cap.question not in pack.questions:
            yield Problem(code="unknown-question", where=f"{where}.question",
                          message=_("There is no question named {name}.").format(name=quoted(cap.question)),
                          remedy=_("Name a question of this pack."))
        told = _idle(pack, cap)
        if told:
            yield Problem(code="unreachable-cap", where=where, message=told,
                          remedy=_("Choose `below` above the lowest answer, and `level` under the highest level."))


def _idle(pack: Pack, cap: Cap) -> str:
    """Why a cap does nothing, or holds for ever; nothing where it works."""
    question = pack.questions.get(cap.question)
    choices = (pack.choices(question) if question is not None else ()) or tuple(pack.scale.levels)
    if cap.below <= choices[0]:
        return _("No answer is below {below}, so that the cap never applies.").format(below=cap.below)
    if cap.below > choices[-1]:
        return _("Every answer is below {below}, so that the cap always applies.").format(below=cap.below)
    if cap.level >= pack.attained.maximum:
        return _("Level {level} is the highest there is, so that the cap holds nothing down.").format(level=cap.level)
    if cap.level < pack.attained.minimum:
        return _("Level {level} is below the lowest there is.").format(level=cap.level)
    return ""


def _off_scale(where: str, level: int, low: int, high: int) -> Problem:
    return Problem(code="off-scale", where=where, message=_("{level} is not on the scale.").format(level=level),
                   remedy=_("Choose {low} to {high}.").format(low=low, high=high))
