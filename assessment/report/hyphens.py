"""Where German words may be broken: where the patterns of the layout engine are sure of it.

At the joint of a compound they often allow a break on both sides of a lone consonant, and so Werk-sautomatisierung
beside Werks-automatisierung. One of the two is kept, or none.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pyphen

LANGUAGE = "de"
_VOWEL = re.compile("[aeiouyäöü]")
_JOINS = tuple("lmnrst")
"""Consonants that end the first part of a compound where a vowel follows them."""
_OPENS = ("ch", "t", "et")
"""What follows an s that begins the second part: Fort-schritt, Still-stand, Fort-setzung."""


class SureBreaks(pyphen.HyphDict):
    """The patterns of a language without the breaks that they are not sure of."""

    def positions(self, word: str) -> list[Any]:
        points = super().positions(word)
        doubtful = _doubtful(word.lower(), [int(point) for point in points])
        return [point for point in points if int(point) not in doubtful]


def use_sure_breaks() -> None:
    """Let the layout engine break German words only where that is sure; once is enough."""
    path = pyphen.LANGUAGES[pyphen.language_fallback(LANGUAGE)]
    if not isinstance(pyphen.hdcache.get(path), SureBreaks):
        pyphen.hdcache[path] = SureBreaks(path)


def _doubtful(word: str, points: list[int]) -> set[int]:
    """Points beside parts without a vowel that are not to be used."""
    found: set[int] = set()
    for before, after in pairwise([*points, len(word)]):
        part, rest = word[before:after], word[after:]
        if _VOWEL.search(part):
            continue
        if part == "s" and (rest.startswith(_OPENS) or word[:before].endswith("s")):
            found.add(after)
        elif part == "s" or (part in _JOINS and _VOWEL.match(rest)):
            found.add(before)
        elif _VOWEL.match(rest):
            found.add(after)
        else:
            found |= {before, after}
    return found
