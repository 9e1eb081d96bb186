"""Books for the tests of office files and web page: the small sample's, and the same with hostile text everywhere."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from itertools import cycle
from zipfile import ZipFile

from assessment.domain.results import Results
from assessment.report import Book, build
from assessment.shipped import SAMPLES
from assessment.workspace import run_brief

HOSTILE = ('=HYPERLINK("http://evil.example/","x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "＝1+1",
           "=cmd|' /C calc'!A0",
           "<script>alert(1)</script>", "![x](http://evil.example/a.png)", "http://evil.example/b", "_x0041_",
           "</a:t></w>", "\u202egnp.exe", "a\x0b\x00\x1bb", "{{ 7*7 }}", "&lt;&amp;", "漢字とعربي🙂")


@cache
def results() -> Results:
    return run_brief(SAMPLES / "small" / "brief.yaml").results()


@cache
def small() -> Book:
    return build(results(), "stamp")


@cache
def hostile() -> Book:
    """The book with a hostile text before every text."""
    turn = cycle(HOSTILE)

    def told(text: str) -> str:
        return f"{next(turn)} {text}"

    def words(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(told, texts))

    book = small()
    return replace(
        book, title=told(book.title), headline=told(book.headline), answer=told(book.answer), doubts=words(book.doubts),
        held_back=words(book.held_back), runner_up=words(book.runner_up), confidence=told(book.confidence),
        worth=words(book.worth), stamp=told(book.stamp), method=tuple((told(a), told(b)) for a, b in book.method),
        findings=tuple((severity, told(text)) for severity, text in book.findings),
        figures=tuple(replace(f, value=told(f.value), label=told(f.label)) for f in book.figures),
        charts={name: replace(chart, title=told(chart.title), subtitle=told(chart.subtitle), alt=told(chart.alt))
                for name, chart in book.charts.items()},
        tables={name: replace(table, title=told(table.title), note=told(table.note), rows=tuple(
            (told(row[0]), *(told(cell) if column.align == "left" else cell
                             for column, cell in zip(table.columns[1:], row[1:], strict=True)))
            for row in table.rows)) for name, table in book.tables.items()})


def parts(package: bytes) -> dict[str, bytes]:
    """Every file of a package, of packages in it too."""
    found = {}
    with ZipFile(io.BytesIO(package)) as opened:
        for name in opened.namelist():
            found[name] = opened.read(name)
            if name.endswith(".xlsx"):
                found |= {f"{name}/{inner}": content for inner, content in parts(found[name]).items()}
    return found


def alive(package: bytes) -> list[str]:
    """What in a package runs or reaches outside: formulas, macros, links, embedded objects other than chart data."""
    found = []
    for name, content in parts(package).items():
        text = content.decode("utf-8", errors="replace")
        if name.endswith(".rels") and re.search(r'TargetMode="External"|oleObject|vbaProject|attachedTemplate', text):
            found.append(f"{name}: relationship")
        if re.search(r"worksheets/sheet\d+\.xml$", name) and re.search(r"<f[ >/]|t=\"(str|e)\"", text):
            found.append(f"{name}: formula")
        if re.search(r"slides/slide\d+\.xml$|notesSlides/", name) and "hlinkClick" in text:
            found.append(f"{name}: link")
        if name.endswith(".bin") or "vba" in name.lower():
            found.append(name)
    return found
