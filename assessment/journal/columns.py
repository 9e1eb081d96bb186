"""A whole journal at once: its chain checked, answers read into columns, every other entry as it is.

An answer in its plain form is recognised by its text, which says all that the models of entry and answer ask for;
what does not match to the letter is read and validated entry by entry.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from assessment.domain.basis import Refused
from assessment.domain.engagement import AnswerColumns, AnswerColumnsMade
from assessment.domain.facts import SCHEMA, Answered
from assessment.journal.base import GENESIS, Entry, Head, Journal, checked
from assessment.text import _

_ID = r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}"
_ANY = r'[^"\\\x00-\x1f]'
"""A character that JSON writes as itself."""
_TEXT = rf'"{_ANY}{{0,4000}}"'
_PLAIN = re.compile(
    rf'{{"actor":"({_ANY}{{0,120}})","at":"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}\.'
    rf'[0-9]{{3}})Z","engagement":"({_ID})","fact":{{("comment":{_TEXT},"confidence":(?:null|"low"|"medium"|"high"),'
    rf'"confirms":(?:null|"{_ID}")),"cycle":"({_ID})",("evidence":\[(?:{_TEXT}(?:,{_TEXT})*)?\]),"kind":"answered",'
    rf'("measured":(?:true|false)),"person":"({_ID})","question":"({_ID})","round":([123]),"site":(null|"{_ID}"),'
    rf'"value":([0-9]|"na"|"unknown")}},"id":"{_ID}","on_behalf_of":(?:null|"{_ANY}{{0,120}}"),'
    rf'"prev":"([0-9a-f]{{64}})","reason":{_TEXT},"role":"{_ANY}{{0,40}}","schema":{SCHEMA},"seq":([1-9][0-9]*),'
    rf'"via":"({_ANY}{{0,40}})"}}')


@dataclass(frozen=True, eq=False)
class Columns:
    """A journal up to its head: answers in columns, all other entries in order."""

    head: Head
    answers: AnswerColumns
    others: tuple[Entry, ...]


def read_columns(journal: Journal, engagement: str, after: Columns | None = None) -> Columns:
    """Everything of an engagement, going on from what was read before. Raises DamagedJournal at the first entry that
    was changed, moved or taken out, and Refused for a fact of a newer version."""
    seq, prev = GENESIS if after is None else after.head
    made = AnswerColumnsMade(None if after is None else after.answers)
    others = [] if after is None else list(after.others)
    plain, sha256 = _PLAIN.fullmatch, hashlib.sha256
    for place, text, stored in journal.rows(engagement, seq):
        seq += 1
        found = plain(text)
        if found is None:
            entry = checked((place, text, stored), engagement, Head(seq - 1, prev))
            if entry.fact.get("kind") == "answered" and isinstance(fact := entry.dated[2], Answered):
                made.add_answer(seq, entry.at[:-1], entry.actor, entry.via, fact)
            else:
                others.append(entry)
        else:
            (actor, at, of, said, cycle, evidence, measured, person, question, number, site, value, before, told,
             via) = found.groups()
            if place != seq or of != engagement or before != prev or told != str(seq) or sha256(
                    text.encode()).hexdigest() != stored:
                checked((place, text, stored), engagement, Head(seq - 1, prev))  # says what is wrong
            made.add(seq, at, (actor, via, said, cycle, f"{evidence},{measured}", person, question, number, site,
                               value))
        prev = stored
    try:
        answers = made.whole()
    except ValueError as error:
        raise Refused(_("An answer of this journal bears a time that is none."),
                      _("Restore the last backup or export.")) from error
    return Columns(Head(seq, prev), answers, tuple(others))

