"""One slide: a title that says the finding, parts in reading order, a source line, and notes with the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.slide import Slide as Drawn
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Emu, Pt

from assessment.report.pptx import theme as look
from assessment.report.pptx.fitting import height, lines, one_line, shortened
from assessment.text import _

NUMBER = """<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/><p:cNvSpPr>
<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" idx="12"/></p:nvPr></p:nvSpPr><p:spPr/>
<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:fld id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">
<a:rPr lang="{language}" sz="1000"/><a:t>{number}</a:t></a:fld></a:p></p:txBody></p:sp>"""
TITLES = (look.TITLE, 22.0, 20.0, 18.0, 16.0, 14.0)
"""Sizes of a title: the first in which it fits whole."""
LANGUAGES = {"en": "en-GB", "de": "de-DE"}


@dataclass(frozen=True)
class Box:
    """A place on the slide, in EMU."""

    left: int
    top: int
    width: int
    height: int

    @property
    def room(self) -> float:
        """Points from margin to margin."""
        return Emu(self.width).pt

    @property
    def bottom(self) -> int:
        return self.top + self.height


@dataclass(frozen=True)
class Words:
    """A paragraph. Where the box holds not all of it, `most` lines are shown, and all of it stands in the notes."""

    text: str
    size: float = look.BODY
    bold: bool = False
    colour: str = look.TEXT
    most: int = 6
    bullet: bool = False
    after: float = 4
    """Points of space under it."""


def body(left: int = look.LEFT, right: int = look.RIGHT, top: int = look.BODY_TOP, bottom: int = look.BODY_END) -> Box:
    """The room between measure and source, or a part of it."""
    return Box(left, top, right - left, bottom - top)


def _smaller(items: Sequence[Words], box: Box) -> Sequence[Words]:
    """The paragraphs in the largest letters in which all of them fit whole, on as many lines as it takes.

    Where not even the smallest letters do, the lines of each are bounded again.
    """
    step = 0.0
    while True:
        found = [replace(item, size=max(min(item.size, look.SOURCE), item.size - step)) for item in items]
        rooms = [box.room - (14 if item.bullet else 0) for item in found]
        count = [lines(one_line(item.text), item.size, room, item.bold)
                 for item, room in zip(found, rooms, strict=True)]
        high = sum(height(most, item.size) + item.after for most, item in zip(count, found, strict=True))
        if found and high - found[-1].after <= Emu(box.height).pt:
            return [replace(item, most=max(most, item.most)) for item, most in zip(found, count, strict=True)]
        if all(item.size <= look.SOURCE for item in found):
            return found
        step += 1


class Slide:
    """`told` gathers what the notes have to say in full; `close` writes source, number and notes."""

    def __init__(self, drawn: Drawn, title: str, language: str, number: int) -> None:
        self.drawn, self.number = drawn, number
        self.language = LANGUAGES.get(language, language)
        self.told: list[str] = []
        self.title = one_line(title)
        shape = drawn.shapes.title
        frame = shape.text_frame
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        room, high = Emu(look.TEXT_WIDTH).pt, Emu(look.TITLE_HEIGHT).pt
        size = next((size for size in TITLES if height(lines(self.title, size, room, bold=True), size) <= high),
                    TITLES[-1])
        shown = self.kept(self.title, size, room, int(high // height(1, size)), bold=True)
        self.run(frame.paragraphs[0]._p, shown, None if size == look.TITLE else size)

    def draft(self) -> None:
        """The mark of a report that nobody declared final, above the title."""
        self.words([Words(_("DRAFT"), look.SMALL, bold=True, colour=look.SECOND, most=1, after=0)],
                   Box(look.LEFT + int(Pt(110)), look.MARK_TOP, look.TEXT_WIDTH - int(Pt(110)),
                       look.TITLE_TOP - look.MARK_TOP), _("Draft"))

    def kept(self, text: str, size: float, room: float, most: int, bold: bool = False) -> str:
        """The text as far as it fits; noted in full where it does not."""
        shown = shortened(text, size, room, most, bold)
        if shown != text and text not in self.told:
            self.told.append(text)
        return shown

    def run(self, paragraph: Any, text: str, size: float | None = None, bold: bool | None = None,
            colour: str | None = None) -> None:
        """A run of text at the end of a paragraph (its element); the theme's words where nothing is said."""
        if text:
            run = etree.SubElement(paragraph, qn("a:r"))
            properties = etree.SubElement(run, qn("a:rPr"), lang=self.language)
            etree.SubElement(run, qn("a:t")).text = text
        else:  # an empty line is as high as its last letter would be
            properties = etree.SubElement(paragraph, qn("a:endParaRPr"), lang=self.language)
        if size is not None:
            properties.set("sz", str(round(size * 100)))
        if bold is not None:
            properties.set("b", str(int(bold)))
        if colour is not None:
            etree.SubElement(etree.SubElement(properties, qn("a:solidFill")), qn("a:schemeClr"), val=colour)

    def words(self, items: Sequence[Words], box: Box, name: str) -> int:
        """Paragraphs in a text box: in smaller letters where they would not fit whole; the EMU where they end."""
        items = _smaller(items, box)
        shape = self.drawn.shapes.add_textbox(box.left, box.top, box.width, box.height)
        shape.name = name
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        left, first = Emu(box.height).pt, True
        for item in items:
            text = one_line(item.text)
            room = box.room - (14 if item.bullet else 0)
            fit = int(left // height(1, item.size))
            if fit < 1:
                self.told.append(text)
                continue
            shown = self.kept(text, item.size, room, min(item.most, fit), item.bold)
            paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
            self._paragraph(paragraph, item)
            self.run(paragraph._p, shown, item.size, item.bold, item.colour)
            left -= height(lines(shown, item.size, room, item.bold), item.size) + item.after
            first = False
        used = Emu(box.height).pt - left
        shape.height = Pt(max(1, used))
        return int(box.top + Pt(used))

    def _paragraph(self, paragraph: _Paragraph, item: Words) -> None:
        paragraph.space_after = Pt(item.after)
        if item.bullet:
            properties = paragraph._p.get_or_add_pPr()
            properties.set("marL", str(Pt(14)))
            properties.set("indent", str(-Pt(14)))
            properties.append(parse_xml(
                '<a:buChar xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" char="•"/>'))

    def measure(self, text: str) -> None:
        """What is measured, under the title: unit, scale, n."""
        self.words([Words(text, look.CELL, colour=look.QUIET, most=2)],
                   body(top=look.MEASURE_TOP, bottom=look.BODY_TOP), _("Measure"))

    def alt(self, frame: Any, name: str, text: str) -> None:
        """Name and words of a table, chart or drawing for whoever cannot see it."""
        shown = frame._element.xpath(".//p:cNvPr")[0]
        shown.set("name", one_line(name)[:120])
        shown.set("descr", one_line(text)[:1500])

    def close(self, source: str, notes: Sequence[str]) -> None:
        box = Box(look.LEFT, look.SOURCE_TOP, look.TEXT_WIDTH - Emu(Pt(60)), look.SOURCE_HEIGHT)
        self.words([Words(source, look.SOURCE, colour=look.QUIET, most=1)], box, _("Source"))
        tree = self.drawn.shapes._spTree
        tree.append(parse_xml(NUMBER.format(id=max(int(i) for i in tree.xpath("//@id") if str(i).isdigit()) + 1,
                                            name="Slide number", language=self.language, number=self.number)))
        frame: TextFrame = self.drawn.notes_slide.notes_text_frame
        told = dict.fromkeys(one_line(note) for note in (self.title, *notes, *self.told))
        for place, note in enumerate(note for note in told if note):
            paragraph = frame.paragraphs[0] if not place else frame.add_paragraph()
            self.run(paragraph._p, note)

