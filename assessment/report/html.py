"""The book as one self-contained HTML page: the form that is read in a browser and printed to PDF."""

from __future__ import annotations

import base64
from functools import cache

from assessment.report.book import Book
from assessment.report.charts import draw
from assessment.shipped import TEMPLATES, templates
from assessment.text import language

FOLDER = TEMPLATES / "report"
WEIGHTS = {"Regular": 400, "SemiBold": 600}


def render(book: Book, images: dict[str, str] | None = None) -> str:
    """HTML text. `images` are SVG texts by chart id; without them they are drawn now."""
    drawn = draw(book.charts) if images is None else images
    return templates("report").get_template("report.html.j2").render(
        book=book, results=book.results, language=language(), css=(FOLDER / "report.css").read_text("utf-8"),
        faces=faces(), sections=_sections(), images={name: _data_uri(svg) for name, svg in drawn.items()})


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


@cache
def _sections() -> tuple[str, ...]:
    """Section templates in the order of their names; a file in the folder is a section of the report."""
    return tuple(f"sections/{path.name}" for path in sorted((FOLDER / "sections").glob("*.html.j2")))
