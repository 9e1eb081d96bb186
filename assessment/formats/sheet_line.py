"""A row of a paper sheet as somebody types it: level, how sure, comment, in one line."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from assessment.domain.basis import Problem
from assessment.domain.facts import AnswerValue
from assessment.domain.pack import Pack, Question
from assessment.text import _, clean

SURE: dict[str, Literal["low", "medium", "high"]] = {"l": "low", "m": "medium", "h": "high"}
_LINE = re.compile(r"(?P<level>[0-9]{1,4}|\?)(?:\s+(?P<sure>[lmhLMH])(?=\s|$))?(?:\s+(?P<comment>.*))?", re.DOTALL)


class Typed(NamedTuple):
    """What stands in a line."""

    value: AnswerValue
    confidence: Literal["low", "medium", "high"] | None = None
    comment: str = ""


def read_line(line: str, pack: Pack, question: Question) -> tuple[Typed | None, Problem | None]:
    """`3`, `3 h`, `3 h as seen in March`, `0 reason`, `?`: the answer, or what is wrong with it.

    0 says that the question does not apply, unless 0 is a level of the scale: then it is told by `n`.
    """
    choices = pack.choices(question)
    na = "n" if 0 in choices else "0"
    text = clean(line)
    found = _LINE.fullmatch("0" + text[1:] if na == "n" and re.match(r"[nN](\s|$)", text) else text)
    does_not_apply = text[:1].lower() == na and not text[1:2].isdigit()
    if found is None:
        return None, Problem(code="bad-line", where="row", message=_("This row begins with no level."), remedy=_(
            "Type the number of the circle, {na} for does not apply, or ? for not known; then L, M or H, then the "
            "comment.").format(na=na))
    sure, comment = SURE.get((found["sure"] or "").lower()), (found["comment"] or "").strip()
    if found["level"] == "?":
        return Typed("unknown", sure, comment), None
    if does_not_apply:
        if not comment:
            return None, Problem(code="no-reason", where="row", message=_("Not applicable needs a reason."),
                                 remedy=_("Type it behind: {na} no such line here").format(na=na))
        return Typed("na", sure, comment), None
    level = int(found["level"])
    if level not in choices:
        return None, Problem(code="bad-level", where="row", message=_("Level {level} is not on the scale.").format(
            level=level), remedy=_("Choose {low} to {high}.").format(low=choices[0], high=choices[-1]))
    return Typed(level, sure, comment), None
