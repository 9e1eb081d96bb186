"""A chart as data, the common look, and drawing to SVG in a child process."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from assessment.domain.basis import AssessmentError
from assessment.shipped import TEMPLATES
from assessment.text import COMMA, _, language

IT, OT = "#0072B2", "#D55E00"
"""Okabe and Ito; their luminance is close, so shape tells them apart as well."""
STEPS = ("#f7f4ef", "#d6e0ec", "#9fbbd7", "#5a8bb8", "#1f5a8c")
"""Five steps of one hue with falling lightness: they survive greyscale."""
INK, MUTED, GRID, ACCENT = "#1a1a1a", "#5c6670", "#dfe3e8", "#1f5a8c"
WIDTH = 540
"""Drawing width in px that fills the text width of the page beside axis labels."""


@dataclass(frozen=True)
class Chart:
    """`title` states the finding, `subtitle` measure, unit and n, `alt` what a reader who cannot see it needs."""

    id: str
    title: str
    subtitle: str
    alt: str
    spec: dict[str, Any]


def finished(chart: Any) -> dict[str, Any]:
    """The specification of an altair chart in the house look."""
    styled = chart.configure(
        font="Inter", background="transparent",
    ).configure_view(stroke=None).configure_axis(
        labelColor=INK, titleColor=MUTED, labelFontSize=10, titleFontSize=9.5, titleFontWeight="normal",
        gridColor=GRID, domainColor="#b8c0c8", tickColor="#b8c0c8", labelLimit=260,
    ).configure_legend(
        labelFontSize=10, titleFontSize=9.5, titleFontWeight="normal", titleColor=MUTED, labelColor=INK,
        orient="top", symbolSize=90, columnPadding=14,
    ).configure_text(fontSize=9.5, color=INK)
    spec: dict[str, Any] = styled.to_dict()
    if language() in COMMA:
        spec["config"]["locale"] = {"number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", ""]}}
    return spec


def draw(charts: dict[str, Chart]) -> dict[str, str]:
    """SVG text by chart id, the same bytes each time. A child process draws: it takes memory that it gives back.

    Raises AssessmentError when drawing fails.
    """
    done = subprocess.run(
        [sys.executable, "-m", "assessment.report.charts.drawing"],
        input=json.dumps({name: chart.spec for name, chart in charts.items()}), capture_output=True, text=True,
        check=False, timeout=120)
    if done.returncode != 0:
        raise AssessmentError(_("The charts could not be drawn ({why}).").format(
            why=done.stderr.strip().splitlines()[-1:]))
    drawn: dict[str, str] = json.loads(done.stdout)
    return {name: renumbered(svg, name) for name, svg in drawn.items()}


def renumbered(svg: str, name: str) -> str:
    """Ids counted anew within the chart: the drawing engine counts per process."""
    ids: dict[str, str] = {}
    for found in re.findall(r'\bid="([^"]+)"', svg):
        ids.setdefault(found, f"{name}-{len(ids) + 1}")
    for old, new in sorted(ids.items(), key=lambda item: -len(item[0])):
        svg = re.sub(rf'(\bid="|url\(#|href="#){re.escape(old)}(?=["\)])', rf"\g<1>{new}", svg)
    return svg


FONTS = TEMPLATES / "report" / "fonts"
