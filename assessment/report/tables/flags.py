"""Flags that people set on questions: what kind, how many, what they noted, and what came of it. Nobody is named."""

from __future__ import annotations

from assessment.domain.engagement import Engagement
from assessment.domain.facts import FlagKind
from assessment.domain.room import count_flags, flags_waiting
from assessment.report.tables.table import Column, Table
from assessment.text import _

MOST_NOTES = 5
"""Notes that a row of the report tells."""


def flag_name(kind: FlagKind) -> str:
    """What a flag says."""
    return {"workshop": _("to be talked about in the workshop"), "evidence": _("evidence is needed"),
            "level": _("disagrees with the level that stands"), "wording": _("disagrees with the wording")}[kind]


def flags(engagement: Engagement, cycle: str) -> Table:
    """Each flag of the cycle by question and place, in the order of the pack."""
    rows = []
    for question in engagement.the_pack.questions.values():
        for place in engagement.places(question):
            key = (cycle, place, question.id)
            waiting = {flag.fact for flag in flags_waiting(engagement, *key)}
            for one in count_flags(engagement.flags.get(key, ())):
                left = sum(flag.flag == one.flag for flag in waiting)
                notes = "; ".join(one.notes[:MOST_NOTES]) + ("; …" if len(one.notes) > MOST_NOTES else "")
                rows.append((question.text, engagement.sites[place].name if place else _("The network"),
                             flag_name(one.flag), str(one.count), notes or "–", _came_of_it(engagement, key, left)))
    return Table("flags", _("Flagged questions"), (
        Column(_("Question"), 32), Column(_("Site"), 12), Column(_("Flag"), 16), Column(_("People"), 7, "right"),
        Column(_("Notes"), 21), Column(_("Since then"), 12)), tuple(rows),
        _("Set by people who answer, with a vote or without one; a flag is no vote and moves no score."))


def _came_of_it(engagement: Engagement, key: tuple[str, str | None, str], left: int) -> str:
    agreed = engagement.agreed.get(key)
    if left or agreed is None:
        return _("open")
    level = _("does not apply") if agreed.value == "na" else _("level {level}").format(level=agreed.value)
    return _("agreed: {level}").format(level=level)
