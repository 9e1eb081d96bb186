"""How a question reads: whether it asks two things at once, and what schooling its English asks for."""

from __future__ import annotations

import re
from functools import cache

_SIDES = "it|ot|operations|quality|business|engineering|automation|finance|supply chain"
_PAIRS = (
    ("backup", "restore"), ("research", "development"), ("development", "production"), ("zone", "conduit"),
    ("policy", "procedure"), ("role", "responsibility"), ("role", "duty"), ("cost", "benefit"), ("process", "tool"),
    ("detection", "response"), ("electronic record", "signature"), ("hardware", "software"), ("patch", "update"),
    ("environment", "health"), ("design", "timing"), ("sales", "marketing"), ("staff", "supplier"), ("site", "area"),
    ("supplier", "integrator"), ("incident", "near miss"), ("end user", "line operator"), ("digital", "capital"),
    ("good manufacturing", "distribution practice"), ("ai", "statistical model"), ("automation", "business system"),
    ("automation", "connected equipment"), ("automation", "execution system"), ("business", "plant system"),
    ("business model", "therapy"), ("changing", "running"), ("skill", "gap"), ("lifecycle, cyber", "capital"),
)
"""What belongs together in the field and is asked about as one thing, in either order."""


def _noun(word: str) -> str:
    """A pattern for a word in singular and plural."""
    return re.escape(word[:-1]) + "(?:y|ies)" if word.endswith("y") else re.escape(word) + "(?:e?s)?"


_AS_ONE = re.compile("|".join([
    rf"\b(?:{_SIDES})(?:, (?:{_SIDES}))*,? (?:and|or) (?:{_SIDES})\b",
    *(rf"\b(?:{_noun(a)} (?:and|or) {_noun(b)}|{_noun(b)} (?:and|or) {_noun(a)})\b" for a, b in _PAIRS),
    r"\bbetween (?:[\w-]+ ){1,3}and\b",
    r"\bboth [\w-]+ and\b",
    r"\bone [\w-]+ and one\b",
    r"\b(?:and|or) (?:its|their|the resulting|others?)\b",
    r"(?:, with|\bsuch as) [^,?]+",
    r"\b[\w-]+(?<!ed), [\w-]+(?<!ed),? (?:and|or)\b",
]))
_JOINT = re.compile(r"\b(and|or)\b|(;)")
_VOWELS = re.compile(r"[aeiouy]+")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_END = re.compile(r"[.!?:;]+(?=\s|$)")


def second_thing(question: str) -> str:
    """The word at which a question begins to ask a second thing, or nothing: a guess by its form, for people to judge.

    `and`, `or`, a semicolon or a second question mark tell it, unless they join what belongs together in the field
    (IT and OT, backup and restore) or three things to one list.
    """
    if question.count("?") > 1:
        return "?"
    found = _JOINT.search(_AS_ONE.sub(" ", question.lower()))
    return found.group(0) if found else ""


def reading_grade(text: str) -> float:
    """Years of schooling in the US that an English text asks for: the Flesch-Kincaid grade level.

    0.39 x words a sentence + 11.8 x syllables a word - 15.59 (Kincaid, Fishburne, Rogers and Chissom 1975, Navy
    Research Branch Report 8-75). Clauses set off by colon or semicolon count as sentences; abbreviations in capitals
    have one syllable. A text without words has the grade 0.
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(_END.findall(text.strip())))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


@cache
def _syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end; at least one."""
    if word.isupper():
        return 1
    lower = word.lower()
    count = len(_VOWELS.findall(lower))
    silent = lower.endswith(("e", "es", "ed")) and not lower.endswith(("le", "les", "ted", "ded", "ses", "ces", "ges"))
    return max(1, count - (silent and count > 1))
