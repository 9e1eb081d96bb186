"""The report as a page to read on a screen: the printed page with a way around in it, captions and the figures' data.

It is one file that asks nobody for anything and runs no script; a policy in its head has the browser see to both.
"""

from __future__ import annotations

from typing import Any

from lxml import etree, html

from assessment.report import html as printed
from assessment.report.book import Book
from assessment.report.figure_data import figure_data
from assessment.text import _, clean

POLICY = ("default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
          "form-action 'none'")
HEADINGS = ("h1", "h2")
LONGEST = 100_000
"""Characters that are kept of a text."""


def render(book: Book, images: dict[str, str] | None = None) -> str:
    """HTML text. `images` are SVG texts by chart id; without them they are drawn now."""
    page = html.document_fromstring(printed.render(book, images), parser=html.HTMLParser(huge_tree=True))
    head, body = page.find("head"), page.find("body")
    for contents in body.xpath("section[@id='contents']"):
        body.remove(contents)  # its page numbers are those of paper; a screen has its own way around
    head.insert(1, _new("meta", **{"http-equiv": "Content-Security-Policy", "content": POLICY}))
    head.insert(2, _new("meta", name="color-scheme", content="light dark"))
    style = etree.SubElement(head, "style")
    style.text = "\n" + (printed.FOLDER / "screen.css").read_text("utf-8")
    sections = list(body.iter("section"))
    _figures(body, book)
    for number, table in enumerate(list(body.iter("table")), start=1):
        _captioned(table, number)
    links = [link for number, section in enumerate(sections, start=1) if (link := _linked(section, number))]
    _landmarks(body, links, book)
    text: str = html.tostring(page, doctype="<!DOCTYPE html>", encoding="unicode")
    return text + "\n"


def _new(tag: str, text: str = "", **attributes: str) -> Any:
    made = etree.Element(tag, {name.rstrip("_"): value for name, value in attributes.items()})
    made.text = clean(text, LONGEST) or None
    return made


def _line(text: str) -> str:
    """Clean text without line ends."""
    return " ".join(clean(text, LONGEST).split())


def _linked(section: Any, number: int) -> tuple[str, str] | None:
    """Id and name of a section, which is known by its first heading; None for one without."""
    heading = next((child for child in section.iter() if child.tag in HEADINGS), None)
    if heading is None:
        return None
    name = section.get("id") or f"section-{number}"
    section.set("id", name)
    heading.set("id", f"{name}-heading")
    section.set("aria-labelledby", f"{name}-heading")
    return name, _line(heading.text_content())


def _captioned(table: Any, number: int) -> None:
    """A table with its heading as caption, in a frame that scrolls with the keyboard where it is wide."""
    before = table.getprevious()
    caption = _new("caption")
    if before is not None and before.tag == "h3":
        name = _line(before.text_content())
        tail, before.tail = before.tail, None
        caption.append(before)
        caption.tail = tail
    else:
        above = next((found for found in table.iterancestors() if found.tag in ("section", "details")), None)
        heading = None if above is None else next(
            (found for found in above.iter("h1", "h2", "h3", "summary") if found.text_content().strip()), None)
        name = _line(heading.text_content()) if heading is not None else _("Table")
        caption.set("class", "unseen")
        caption.text = name
    if table.find("caption") is None:
        table.insert(0, caption)
    _framed(table, _("{name}, table {number}").format(name=name, number=number))


def _framed(part: Any, name: str) -> None:
    """In a frame that scrolls, also with the keyboard, where the window is narrower."""
    frame = _new("div", class_="scroll", role="region", tabindex="0")
    frame.set("aria-label", _line(name))
    frame.tail, part.tail = part.tail, None
    part.getparent().replace(part, frame)
    frame.append(part)


def _figures(body: Any, book: Book) -> None:
    """Each drawing as a figure, with what it is drawn from below it."""
    by_title = {_line(chart.title): chart for chart in book.charts.values()}
    for figure in list(body.iter("div")):
        if "figure" not in (figure.get("class") or "").split():
            continue
        heading = next((child for child in figure if child.tag in ("h3", "h4")), None)
        chart = by_title.get(_line(heading.text_content())) if heading is not None else None
        figure.tag = "figure"
        for image in list(figure.iter("img")):
            _framed(image, _("Drawing: {title}").format(title=heading.text_content() if heading is not None else ""))
        told = figure_data(chart) if chart is not None else None
        if told is None:
            continue
        columns, rows = told
        details = etree.SubElement(figure, "details")
        details.append(_new("summary", _("Data of this figure: {title}").format(title=chart.title if chart else "")))
        table = etree.SubElement(details, "table", {"class": "small"})
        top = etree.SubElement(etree.SubElement(table, "thead"), "tr")
        for column in columns:
            top.append(_new("th", column, scope="col"))
        under = etree.SubElement(table, "tbody")
        for row in rows:
            line = etree.SubElement(under, "tr")
            for place, cell in enumerate(row):
                line.append(_new("td", cell) if place else _new("th", cell, scope="row"))


def _landmarks(body: Any, links: list[tuple[str, str]], book: Book) -> None:
    """Skip link, banner, navigation, main part and foot."""
    banner, main, foot = _new("header"), _new("main", id="main", tabindex="-1"), _new("footer")
    for child in list(body):
        (banner if str(child.get("class")).startswith("running-") else main).append(child)
    body.append(_new("a", _("Skip to the report"), href="#main", class_="skip"))
    body.append(banner)
    way = etree.SubElement(body, "nav", {"aria-label": _("Sections of the report")})
    items = etree.SubElement(way, "ol")
    for name, title in links:
        etree.SubElement(items, "li").append(_new("a", title, href=f"#{name}"))
    body.append(main)
    body.append(foot)
    results = book.results
    foot.append(_new("p", _("Interlock {version}; as of {day}; digest {digest}; stamp of the facts {stamp}.").format(
        version=results.version, day=book.dated, digest=results.digest, stamp=book.stamp or "–")))
    foot.append(_new("p", _("This page is one file. It loads nothing and runs no script.")))

