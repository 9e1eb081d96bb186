"""Flags beside an answer: what the form changes, recorded and read back."""

from __future__ import annotations

from assessment.domain.basis import Refused
from assessment.domain.facts import QuestionFlagged
from assessment.domain.room import FLAG_KINDS
from assessment.report.tables.flags import flag_name
from assessment.text import _, clean
from assessment.web.questions import Asked
from assessment.workspace import Workspace

LONGEST_NOTE = 500


def changed_flags(cycle: str, asked: Asked, person: str, given: dict[str, str]) -> tuple[QuestionFlagged, ...]:
    """What the form puts up, takes down or notes anew; nothing where the form has no flags."""
    if not given.get("flagging"):
        return ()
    standing, note = {flag.flag: flag for flag in asked.flags}, clean(given.get("note", ""), LONGEST_NOTE)
    found = []
    for kind in FLAG_KINDS:
        wanted = given.get(f"flag-{kind}") == "yes"
        before = standing.get(kind)
        if (wanted and (before is None or before.note != note)) or (not wanted and before is not None):
            found.append(QuestionFlagged(cycle=cycle, site=asked.place, question=asked.question.id, person=person,
                                         flag=kind, note=note if wanted else "", withdrawn=not wanted))
    return tuple(found)


def record_flags(workspace: Workspace, changed: tuple[QuestionFlagged, ...]) -> int:
    """Record and read back; returns the place of the last in the journal. Raises AssessmentError."""
    entries = workspace.record_together(changed)
    read = {entry.id: entry.fact for entry in workspace.entries(entries[0].seq - 1)}
    for entry, fact in zip(entries, changed, strict=True):
        if read.get(entry.id) != fact.model_dump(mode="json", by_alias=True):
            raise Refused(_("The flag could not be read back."), _("Look at the question again, then save."))
    return entries[-1].seq


def shown_flags(asked: Asked, given: dict[str, str] | None) -> tuple[list[tuple[str, str, bool]], str]:
    """For the form: (kind, what it says, whether it is set) of each flag, and the note."""
    typed = given if given and given.get("flagging") else None
    standing = {flag.flag for flag in asked.flags}
    boxes: list[tuple[str, str, bool]] = [
        (kind, flag_name(kind), typed.get(f"flag-{kind}") == "yes" if typed else kind in standing)
        for kind in FLAG_KINDS]
    return boxes, typed.get("note", "") if typed else asked.flags[-1].note if asked.flags else ""
