"""Flags on questions as facts follow each other."""

from __future__ import annotations

from datetime import date

from assessment.domain import facts as f
from assessment.domain.engagement.state import Flag, Place


def apply_flag(flags: dict[tuple[str, Place, str], tuple[Flag, ...]], seq: int, day: date,
               fact: f.QuestionFlagged) -> None:
    """Put up, renew or take down one person's flag of one kind; others' stay."""
    key = (fact.cycle, fact.site, fact.question)
    others = tuple(flag for flag in flags.get(key, ())
                   if (flag.fact.person, flag.fact.flag) != (fact.person, fact.flag))
    standing = others if fact.withdrawn else (*others, Flag(seq, day, fact))
    if standing:
        flags[key] = standing
    else:
        flags.pop(key, None)
