"""Characters that would be printed as an empty box, because no font that is installed has them."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterable
from functools import cache

from assessment.domain.basis import Problem, Severity
from assessment.shipped import TEMPLATES
from assessment.text import N_, _, ngettext

FONT = TEMPLATES / "report" / "fonts" / "Inter-Regular.otf"
MOST_ASKED = 4000
"""Different characters that are looked up at a time."""
EAST_ASIAN = ("CJK ", "HIRAGANA ", "KATAKANA ", "HANGUL ", "BOPOMOFO ", "IDEOGRAPHIC ", "FULLWIDTH ", "KANGXI ")
"""How Unicode names begin that the East Asian fonts cover."""
PACKAGES = {"fonts-noto-cjk": N_("Chinese, Japanese or Korean"), "fonts-noto-color-emoji": N_("emoji"),
            "fonts-noto-core": N_("another script")}


class _Missed(logging.Handler):
    """Collects the characters for which the layout engine found no glyph."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.codes: set[int] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(".notdef") and isinstance(record.args, tuple):
            self.codes.add(int(str(record.args[-1])))


def unprintable(texts: Iterable[str]) -> tuple[Problem, ...]:
    """A problem for each font package that would print what no font here has; none where all can be printed."""
    characters = {character for text in texts for character in text}
    odd = sorted(character for character in characters - _own() if unicodedata.category(character)[0] in "LNPS")
    by_package: dict[str, list[str]] = {}
    for character in _without_glyph(odd[:MOST_ASKED]) if odd else ():
        by_package.setdefault(_package(character), []).append(character)
    return tuple(
        Problem(severity=Severity.WARNING, code="no-glyph", where="report.pdf", message=ngettext(
            "One character ({script}) is printed as an empty box, for no installed font has it: {codes}.",
            "{count} characters ({script}) are printed as empty boxes, for no installed font has them: {codes}.",
            len(missing)).format(count=len(missing), script=_(PACKAGES[package]), codes=_codes(missing)),
            remedy=_("Install the package {package} (apt-get install {package}) and print again.").format(
                package=package))
        for package, missing in sorted(by_package.items()))


@cache
def _own() -> frozenset[str]:
    """Characters of the font that comes with the report."""
    from fontTools.ttLib import TTFont

    with TTFont(FONT, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def _without_glyph(characters: list[str]) -> list[str]:
    """Asks the engine that prints: it knows which fonts there are and which it would fall back on."""
    from html import escape

    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    missed, logger = _Missed(), logging.getLogger("weasyprint")
    logger.addHandler(missed)
    try:
        words = escape(" ".join(characters))
        HTML(string=f"<p>{words}</p>", url_fetcher=URLFetcher(allowed_protocols={"data"})).write_pdf()
    finally:
        logger.removeHandler(missed)
    return [character for character in characters if ord(character) in missed.codes]


def _package(character: str) -> str:
    if unicodedata.name(character, "").startswith(EAST_ASIAN):
        return "fonts-noto-cjk"
    return "fonts-noto-color-emoji" if ord(character) >= 0x1F000 else "fonts-noto-core"


def _codes(characters: list[str], most: int = 5) -> str:
    """Code points, the first few: what cannot be printed may not show on a screen either."""
    named = [f"U+{ord(character):04X}" for character in characters[:most]]
    return ", ".join(named) + (", …" if len(characters) > most else "")
