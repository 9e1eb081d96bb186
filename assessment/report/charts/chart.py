"""A chart as data, the common look, and drawing to SVG in a child process."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assessment.domain.basis import AssessmentError
from assessment.domain.results import Results
from assessment.shipped import TEMPLATES
from assessment.text import COMMA, _, day, language, ngettext

IT, OT = "#0072B2", "#D55E00"
"""Okabe and Ito; their luminance is close, so shape tells them apart as well."""
STEPS = ("#f7f4ef", "#d6e0ec", "#9fbbd7", "#5a8bb8", "#1f5a8c")
"""Five steps of one hue with falling lightness: they survive greyscale."""
INK, MUTED, GRID, ACCENT = "#1a1a1a", "#5c6670", "#dfe3e8", "#1f5a8c"
WIDTH = 540
"""Drawing width in px that fills the text width of the page beside axis labels."""
WHOLE = 710
"""Width in px of a drawing with its names; the same for all, so that letters have one size on paper."""
LETTER = 5.5
"""Width in px of a letter of 10 px, on average."""
HATCH = "M-2.4,0.8L-0.8,-0.8M-1.2,0.8L0.4,-0.8M0,0.8L1.6,-0.8M1.2,0.8L2.8,-0.8"
"""Path of the mark of a cell without a value: it is hatched, so that it is no lowest step."""


@dataclass(frozen=True)
class Chart:
    """`title` states the finding in a sentence with a number, `subtitle` measure, unit, n and day, `alt` the range of
    what is drawn, for a reader who cannot see it; `told` is the whole of it in words."""

    id: str
    title: str
    subtitle: str
    alt: str
    spec: dict[str, Any]

    @property
    def told(self) -> str:
        """What stands for the picture: the finding, then the range."""
        return f"{self.title.rstrip('.')}. {self.alt}"


def dated(results: Results, measure: str, people: int | None = None) -> str:
    """A subtitle: what is measured in which unit, how many people it rests on, and the day that it holds for."""
    if people is not None:
        measure = ngettext("{measure}; n = {n} person", "{measure}; n = {n} people", people).format(
            measure=measure, n=people)
    return _("{measure}; {day}").format(measure=measure, day=day(results.as_of))


def wrapped(text: str, letters: int, lines: int = 2) -> list[str]:
    """A name in at most so many lines of at most so many letters; what does not fit is left out behind an ellipsis.

    Words that are too long for a line are parted, so that nothing is drawn beyond its place.
    """
    found: list[str] = []
    for word in text.split():
        while len(word) > letters:
            room = letters - (len(found[-1]) + 1 if found else 0)
            if found and room >= 4:
                found[-1] += " " + word[:room - 1] + "-"
                word = word[room - 1:]
            else:
                found.append(word[:letters - 1] + "-")
                word = word[letters - 1:]
        if found and len(found[-1]) + 1 + len(word) <= letters and not found[-1].endswith("-"):
            found[-1] += " " + word
        else:
            found.append(word)
    if len(found) > lines:
        found = [*found[:lines - 1], found[lines - 1][:letters - 1].rstrip(" -") + "…"]
    return found or [""]


def short(text: str, letters: int) -> str:
    """A name in one line; the table beside the chart has all of it."""
    return text if len(text) <= letters else text[:letters - 1].rstrip() + "…"


def name_axis(names: Mapping[str, str], width: int, lines: int = 2, size: float = 10, **more: Any) -> Any:
    """Axis of rows: key -> name as it is written, wrapped within `width` px, which the axis always takes."""
    import altair as alt

    told = {key: wrapped(name, int(width / (LETTER * size / 10)), lines) for key, name in names.items()}
    text, high = json.dumps(told), size + 1.5
    middle = {"condition": [{"test": f"length({text}[datum.value]) == {count}", "value": -high * (count - 1) / 2}
                            for count in range(2, lines + 1)], "value": 0}
    return alt.Axis(orient="left", domain=False, ticks=False, labelPadding=8, labelLimit=width, labelFontSize=size,
                    labelLineHeight=high, minExtent=width + 8, maxExtent=width + 8,
                    labelExpr=f"{text}[datum.value]", **({"labelOffset": middle} if lines > 1 else {}), **more)


def inline(rows: list[dict[str, Any]]) -> Any:
    """Rows as the data of a layer. They are never changed, and altair need not copy them for every layer of a chart."""
    return _rows()(values=rows)


@cache
def _rows() -> Any:
    import altair as alt

    class Rows(alt.Data):
        def __deepcopy__(self, _memo: object = None) -> Rows:
            return self

    return Rows


LOOK: dict[str, Any] = {
    "font": "Inter", "background": "transparent", "view": {"stroke": None},
    "axis": {"labelColor": INK, "titleColor": MUTED, "labelFontSize": 10, "titleFontSize": 9.5,
             "titleFontWeight": "normal", "gridColor": GRID, "domainColor": "#b8c0c8", "tickColor": "#b8c0c8",
             "labelLimit": 260},
    "legend": {"labelFontSize": 10, "titleFontSize": 9.5, "titleFontWeight": "normal", "titleColor": MUTED,
               "labelColor": INK, "orient": "top", "symbolSize": 90, "columnPadding": 14},
    "text": {"fontSize": 9.5, "color": INK},
}
"""The house look, as Vega-Lite's `config`."""


def finished(chart: Any) -> dict[str, Any]:
    """The specification of an altair chart in the house look."""
    spec: dict[str, Any] = chart.to_dict(validate=False)  # drawing tells what is wrong
    config = spec.get("config", {})  # altair's own; its methods for it copy every layer three times each
    spec["config"] = config | LOOK | {"view": config.get("view", {}) | LOOK["view"]}
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
