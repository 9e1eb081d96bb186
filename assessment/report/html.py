"""The book as one self-contained HTML page: the form that is read in a browser and printed to PDF."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from functools import cache

from assessment.report.book import Book
from assessment.report.charts import draw
from assessment.report.composing import compose
from assessment.shipped import TEMPLATES, templates
from assessment.text import language

FOLDER = TEMPLATES / "report"
_UNIT = re.compile(r"(?<=[0-9]) (?=%|×|Mio\.|Tsd\.)|(?<=\bn) (?== )|(?<=\bn =) (?=[0-9])")
WEIGHTS = {"Regular": 400, "SemiBold": 600}


def render(book: Book, images: dict[str, str] | None = None) -> str:
    """HTML text. `images` are SVG texts by chart id; without them they are drawn now."""
    drawn = images if images is not None else draw(book.charts) if book.charts else {}
    uris = {name: _data_uri(svg) for name, svg in drawn.items()}
    return joined(templates("report").get_template("report.html.j2").render(
        book=book, results=book.results, edition=book.edition, language=language(),
        css=(FOLDER / "report.css").read_text("utf-8"), faces=faces(), parts=compose(book, uris)))


def joined(text: str) -> str:
    """The text with a space that does not break between a number and its sign or unit."""
    return _UNIT.sub("\u00a0", text)


def _data_uri(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


@cache
def faces() -> str:
    """Inter embedded, so that report and charts look the same everywhere and nothing is fetched."""
    rules = []
    for name, weight in WEIGHTS.items():
        data = base64.b64encode((FOLDER / "fonts" / f"Inter-{name}.otf").read_bytes()).decode()
        rules.append(f"@font-face{{font-family:Inter;font-weight:{weight};"
                     f"src:url(data:font/otf;base64,{data}) format('opentype')}}")
    return "\n".join(rules)



def first_page(book: Book) -> str:
    """The first section alone, as markup with its own style: what the app shows before anything is printed."""
    first = book.sections[:1]
    shown = replace(book, sections=first, charts={
        name: chart for name, chart in book.charts.items() if first and name in first[0].charts})
    uris = {name: _data_uri(svg) for name, svg in (draw(shown.charts) if shown.charts else {}).items()}
    colours = "".join(f"--{name}: {colour};" for name, colour in (
        ("accent", book.brand.accent), ("second", book.brand.second)) if colour)
    body = "".join(part.body for part in compose(shown, uris))
    css = (FOLDER / "page.css").read_text("utf-8")
    return f'<style>{css}</style><div class="interlock-page" style="{colours}">{body}</div>'
