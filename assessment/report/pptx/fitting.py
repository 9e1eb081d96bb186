"""How much room a text takes, and texts cut so that they fit: at the end of a sentence where one fits.

Letters are measured with Inter, which we have at hand, and made as wide as the widest typeface that may show them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from functools import cache, lru_cache

from assessment.report.pptx.theme import LEADING
from assessment.shipped import TEMPLATES
from assessment.text import clean

WIDER, WIDER_BOLD = 1.1, 1.2
"""The widest usual stand-in for Arial, DejaVu Sans, against Inter."""
IN_ARIAL = 1.16
"""How many times as much as reckoned fits on a line in Arial itself."""
UNKNOWN = 1.05
"""Width in sizes of a letter that Inter does not have: of Chinese, of an emoji."""
MORE = " …"
LONGEST = 100_000
"""Characters that are kept of a text; notes hold what slides cut."""


def one_line(text: str) -> str:
    """Clean text without line ends."""
    return " ".join(clean(text, LONGEST).split())


@cache
def _advances(weight: str) -> dict[str, float]:
    """Letter -> width in sizes."""
    from fontTools.ttLib import TTFont

    with TTFont(TEMPLATES / "report" / "fonts" / f"Inter-{weight}.otf", lazy=True) as font:
        unit, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        return {chr(code): metrics[name][0] / unit for code, name in font.getBestCmap().items() if name in metrics}


def width(text: str, size: float, bold: bool = False) -> float:
    """Points that a text takes on one line."""
    known = _advances("SemiBold" if bold else "Regular")
    letters = sum(known.get(letter, 0.0 if unicodedata.combining(letter) else UNKNOWN) for letter in text)
    return size * (WIDER_BOLD if bold else WIDER) * letters


@lru_cache(maxsize=20_000)
def lines(text: str, size: float, room: float, bold: bool = False) -> int:
    """Lines of a text that is wrapped to `room` points; a word that is longer than a line is broken."""
    count = 0
    for paragraph in text.split("\n"):
        count, left = count + 1, 0.0
        for word in re.findall(r"\S+\s*", paragraph):
            bare = width(word.rstrip(), size, bold)
            if left and left + bare > room:
                count, left = count + 1, 0.0
            if bare > room:
                count, left = count + int(bare // room), bare % room
            else:
                left += width(word, size, bold)
    return count


def height(count: int, size: float) -> float:
    """Points that a number of lines take."""
    return count * size * LEADING


def shortened(text: str, size: float, room: float, most: int, bold: bool = False) -> str:
    """The text where it takes at most so many lines; else as many whole sentences as fit, or words, and an ellipsis."""
    if lines(text, size, room, bold) <= most:
        return text
    def last(ends: list[int]) -> int:
        """The last of these places before which the text fits, 0 where none does."""
        fitting = bisect(ends, most, key=lambda end: lines(text[:end].rstrip() + MORE, size, room, bold))
        return ends[fitting - 1] if fitting else 0

    sentence = last([found.end() for found in re.finditer(r"[.!?。！？](?=\s|$)", text)])
    word = last([found.start() for found in re.finditer(r"\s", text)])
    end = sentence if sentence > word / 3 else word or last(list(range(1, len(text))))
    return (text[:end].rstrip() + MORE).strip()
