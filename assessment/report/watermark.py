"""A word across every page, behind the text: drawn as outlines, and an artifact, so that nobody hears it read out."""

from __future__ import annotations

from functools import cache
from math import atan2, cos, hypot, sin
from typing import Any

from assessment.shipped import TEMPLATES

FONT = TEMPLATES / "report" / "fonts" / "Inter-SemiBold.otf"
GREY = 0.94
"""Lightness: the text over it keeps a contrast of more than 4.5 to 1."""
SHARE = 0.5
"""How much of a page's diagonal the word takes."""


def draw(pdf: Any, word: str) -> None:
    """Puts a word across each page of a file that is about to be written."""
    import pydyf

    outline, width, height = _outline(word)
    shape = pydyf.Stream([f"{GREY} g".encode(), *outline, b"f"], pydyf.Dictionary({
        "Type": "/XObject", "Subtype": "/Form", "BBox": pydyf.Array((0, -height, width, 2 * height)),
        "Resources": pydyf.Dictionary()}), compress=True)
    pdf.add_object(shape)
    for reference in pdf.page_references:
        page = _object(pdf, reference)
        _object(pdf, page["Resources"])["XObject"]["watermark"] = shape.reference
        _left, _top, right, bottom = page["MediaBox"]
        angle, scale = atan2(bottom, right), SHARE * hypot(right, bottom) / width
        a, b = scale * cos(angle), scale * sin(angle)
        x, y = right / 2 - (a * width - b * height) / 2, bottom / 2 - (b * width + a * height) / 2
        matrix = " ".join(f"{value:.4f}" for value in (a, b, -b, a, x, y))
        _object(pdf, page["Contents"]).stream[:0] = [
            "/Artifact", pydyf.Dictionary({"Type": "/Pagination", "Subtype": "/Watermark"}), b"BDC",
            b"q", f"{matrix} cm".encode(), b"/watermark Do", b"Q", b"EMC"]


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


@cache
def _outline(word: str) -> tuple[tuple[bytes, ...], int, int]:
    """Drawing commands of a word in font units, its width and the height of a capital."""
    from fontTools.pens.basePen import BasePen
    from fontTools.ttLib import TTFont

    commands: list[str] = []

    class Pen(BasePen):
        """Writes an outline as commands of a page."""

        def _moveTo(self, point: Any) -> None:
            commands.append(f"{point[0] + x:.0f} {point[1]:.0f} m")

        def _lineTo(self, point: Any) -> None:
            commands.append(f"{point[0] + x:.0f} {point[1]:.0f} l")

        def _curveToOne(self, one: Any, two: Any, point: Any) -> None:
            commands.append(f"{one[0] + x:.0f} {one[1]:.0f} {two[0] + x:.0f} {two[1]:.0f} "
                            f"{point[0] + x:.0f} {point[1]:.0f} c")

        def _closePath(self) -> None:
            commands.append("h")

    with TTFont(FONT, lazy=True) as font:
        shapes, names, x = font.getGlyphSet(), font.getBestCmap(), 0
        for character in word:
            shape = shapes[names.get(ord(character), ".notdef")]
            shape.draw(Pen(shapes))
            x += int(shape.width)
        height = int(font["OS/2"].sCapHeight)
    return tuple(command.encode() for command in commands), x, height
