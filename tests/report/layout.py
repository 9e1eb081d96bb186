"""What is printed where: no word beyond the page's margins, no heading at the foot of a page without what it heads."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from pdfua import Paper

EDGE = 40.0
"""Points from the left and right edge of a page into which nothing reaches; margins are 51 wide."""
WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')


def words_outside(data: bytes, folder: Path) -> list[str]:
    """Page and word of each word that lies beyond the margins."""
    file = folder / "layout.pdf"
    file.write_bytes(data)
    told = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True).stdout.decode(
        errors="replace")  # the tool writes astral characters of a title as halves
    found = []
    for number, page in enumerate(told.split("<page ")[1:], start=1):
        width, height = (float(x) for x in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        assert width > 500, "a page without a size"
        for left, above, right, below, word in WORD.findall(page):
            if float(left) < EDGE or float(right) > width - EDGE or float(above) < 0 or float(below) > height:
                found.append(f"page {number}: {word[:30]} at {left}-{right}, {above}-{below}")
    return found


def orphan_headings(paper: Paper) -> list[str]:
    """Headings whose next content begins on a later page."""
    found = []
    heading = None
    for element in paper.elements:
        if not element.marks:
            continue
        begins = element.marks[0][0]
        if heading is not None and begins > heading:
            found.append(f"a heading at the foot of page {heading + 1}")
        heading = element.marks[-1][0] if element.kind in ("H1", "H2", "H3") else None
    return found
