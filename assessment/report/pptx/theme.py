"""Colours, type and measures of the slides, in one place. Shapes name places of the theme, never a colour.

The typeface is Arial: Inter is missing on most readers' machines, and whatever took its place would break the lines.
Widths are reckoned wider than Arial runs, so that the slides also hold where Arial itself is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pptx.util import Emu, Inches

from assessment.report.charts.chart import ACCENT, INK, MUTED

FONT = "Arial"
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, RIGHT = Inches(0.6), Inches(12.733)
TITLE_TOP, TITLE_HEIGHT = Inches(0.38), Inches(0.86)
MARK_TOP = Inches(0.12)
MEASURE_TOP, BODY_TOP, BODY_END = Inches(1.26), Inches(1.72), Inches(6.78)
SOURCE_TOP, SOURCE_HEIGHT = Inches(6.95), Inches(0.3)
TEXT_WIDTH = Emu(RIGHT - LEFT)

TITLE, LEAD, BODY, CELL, SMALL, SOURCE = 24.0, 18.0, 14.0, 12.0, 11.0, 10.0
"""Sizes in points."""
LEADING = 1.2
"""Height of a line in sizes; Arial's own is 1.15."""


@dataclass(frozen=True)
class Theme:
    """Colours by place of an Office theme, as six hex digits."""

    colours: dict[str, str] = field(default_factory=lambda: {
        "dk1": _hex(INK), "lt1": "FFFFFF", "dk2": _hex(MUTED), "lt2": "F2F5F8", "accent1": _hex(ACCENT),
        "accent2": "D55E00", "accent3": "5A8BB8", "accent4": "D9A441", "accent5": "8C4F2B", "accent6": "9AA5B1",
        "hlink": _hex(ACCENT), "folHlink": _hex(MUTED)})
    font: str = FONT


def _hex(colour: str) -> str:
    return colour.removeprefix("#").upper()


HOUSE = Theme()
TEXT, QUIET, PAPER, SOFT = "tx1", "tx2", "bg1", "bg2"
MAIN, SECOND, MIDDLE, AMBER, BROWN, GREY = "accent1", "accent2", "accent3", "accent4", "accent5", "accent6"
"""Places of the theme by what they are used for."""
KINDS = (MAIN, MIDDLE, GREY, AMBER, BROWN, SECOND)
"""Colours of the parts of a stack, in order."""
STEPS = (0.94, 0.8, 0.58, 0.3, 0.0)
"""How much of white the main colour is mixed with in five steps, low to high; dark letters stand on the first four."""
