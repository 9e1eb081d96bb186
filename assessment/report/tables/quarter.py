"""The quarter: what is asked again and why, who has how much left, corrections of what was closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from assessment.domain.engagement import Engagement
from assessment.domain.rescoring import REASONS, Due, DueCount, Reason
from assessment.report.tables.table import Column, Table
from assessment.text import _, ngettext


def reason_name(reason: Reason) -> str:
    """Why a question is asked again, in words."""
    return {"new": _("no level so far"), "initiative": _("an initiative works on it or has finished since"),
            "evidence": _("its evidence expires or was sent back"), "cap": _("it holds its dimension down"),
            "reworded": _("a newer questionnaire words it anew"),
            "flag": _("somebody flagged it"), "dissent": _("people disagreed last time"),
            "stale": _("a year old before the next quarter"), "rotation": _("its turn this quarter")}[reason]


def why_asked(due: tuple[Due, ...], everywhere: int) -> Table:
    """Reason by number of questions at places; one may have several. `everywhere`: how many there are in all."""
    counts = Counter(reason for one in due for reason in one.reasons)
    return Table("why-asked", _("What this quarter asks, and why"), (
        Column(_("Reason"), 70), Column(_("Questions at places"), 30, "right")),
        tuple((reason_name(reason), str(counts[reason])) for reason in REASONS if counts[reason]),
        _("{asked} of {all}; one may have several reasons. What is not asked is carried forward.").format(
            asked=len(due), all=everywhere))


def due_list(engagement: Engagement, due: tuple[DueCount, ...], names: Mapping[str, str]) -> Table:
    """Each person with what is asked and what is left; the name where it is known, else the id."""
    rows = []
    for one in due:
        site = engagement.sites.get(engagement.people[one.person].site or "")
        rows.append((names.get(one.person, one.person),
                     site.name if site is not None else _("The network"), str(one.asked), str(one.open)))
    return Table("due", _("Due by person"), (
        Column(_("Person"), 40), Column(_("Site"), 30), Column(_("Asked"), 15, "right"),
        Column(_("Open"), 15, "right")), tuple(rows))


def corrections(engagement: Engagement) -> Table:
    """What was corrected after its cycle was closed; a vote and who gave it are not told, a matter of record is."""
    pack, rows = engagement.the_pack, []
    found = [one for several in engagement.corrections.values() for one in several]
    for one in sorted(found, key=lambda correction: correction.seq):
        site = engagement.sites.get(one.fact.site or "")
        question = pack.questions.get(one.fact.question)
        told = _("one answer")
        if question is not None and question.kind == "record":
            told = {"na": _("not applicable"), "unknown": _("unknown")}.get(str(one.fact.value), str(one.fact.value))
        rows.append((one.day.isoformat(), one.fact.cycle, question.text if question else one.fact.question,
                     site.name if site is not None else _("The network"), told, one.fact.reason))
    return Table("corrections", _("Corrections since the close"), (
        Column(_("Day"), 10), Column(_("Cycle"), 10), Column(_("Question"), 32), Column(_("Site"), 12),
        Column(_("Corrected to"), 10), Column(_("Reason"), 26)), tuple(rows),
        ngettext("{count} correction. The closed cycle keeps its results; the next one goes on from the correction.",
                 "{count} corrections. The closed cycles keep their results; the next one goes on from them.",
                 len(rows)).format(count=len(rows)))
