"""The empty presentation: wide slides, our theme, two layouts, nothing that dates or that we do not use."""

from __future__ import annotations

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Emu, Inches, Pt

from assessment.report.pptx import theme as look
from assessment.report.pptx.theme import Theme

COVER, CONTENT = 0, 5
"""Layouts of the library's own template that stay: a title slide, and a title above free room."""
BAR = """<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr><p:cNvPr id="99" name="Bar"/><p:cNvSpPr/>
<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>
<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"""


def empty(theme: Theme) -> Deck:
    """A presentation without slides."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = look.WIDTH, look.HEIGHT
    deck.part._element.find(qn("p:sldSz")).attrib.pop("type", None)  # it names the template's own, narrow size
    _forget(deck)
    master = deck.slide_master
    _dress(master.part.part_related_by(RT.THEME), theme)
    keep = [master.slide_layouts[COVER], master.slide_layouts[CONTENT]]
    for layout in list(master.slide_layouts):
        if layout not in keep:
            master.slide_layouts.remove(layout)
    for shape in list(master.placeholders):
        if shape.placeholder_format.type.name in ("DATE", "FOOTER"):
            shape._element.getparent().remove(shape._element)
    _place(master)
    master._element.spTree.insert(2, parse_xml(BAR.format(left=look.LEFT, width=Inches(1.2), height=Inches(0.09))))
    for layout in keep:
        for shape in list(layout.placeholders):
            if shape.placeholder_format.type.name in ("DATE", "FOOTER"):
                shape._element.getparent().remove(shape._element)
    _place_cover(keep[0])
    style = master._element.find(qn("p:txStyles")).find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    style.set("algn", "l")
    style.find(qn("a:defRPr")).set("sz", str(int(look.TITLE * 100)))
    style.find(qn("a:defRPr")).set("b", "1")
    return deck


def _forget(deck: Deck) -> None:
    """Without the template's thumbnail and printer settings."""
    for part, kinds in ((deck.part.package, (RT.THUMBNAIL,)), (deck.part, (RT.PRINTER_SETTINGS,))):
        for key, relation in list(part._rels.items()):
            if relation.reltype in kinds:
                part._rels.pop(key)


def _dress(part: Part, theme: Theme) -> None:
    """Colours and typeface in the part that holds the theme."""
    root = etree.fromstring(part.blob)
    scheme = root.find(f".//{qn('a:clrScheme')}")
    for name, colour in theme.colours.items():
        place = scheme.find(qn(f"a:{name}"))
        for child in list(place):
            place.remove(child)
        etree.SubElement(place, qn("a:srgbClr"), val=colour)
    for fonts in ("a:majorFont", "a:minorFont"):
        root.find(f".//{qn(fonts)}").find(qn("a:latin")).set("typeface", theme.font)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def dress_notes(deck: Deck, theme: Theme) -> None:
    """The theme of the notes' master, which is made with the first notes."""
    _dress(deck.notes_master.part.part_related_by(RT.THEME), theme)


def _place(master: object) -> None:
    for shape in master.placeholders:  # type: ignore[attr-defined]  # the library has no type for it
        kind = shape.placeholder_format.type.name
        if kind == "TITLE":
            shape.left, shape.top, shape.width, shape.height = (
                look.LEFT, look.TITLE_TOP, look.TEXT_WIDTH, look.TITLE_HEIGHT)
            shape.text_frame.margin_left = shape.text_frame.margin_right = Emu(0)
        elif kind == "BODY":
            shape.left, shape.top, shape.width, shape.height = (
                look.LEFT, look.BODY_TOP, look.TEXT_WIDTH, Emu(look.BODY_END - look.BODY_TOP))
        elif kind == "SLIDE_NUMBER":
            shape.left, shape.top, shape.width, shape.height = (
                Emu(look.RIGHT - Inches(0.7)), look.SOURCE_TOP, Inches(0.7), look.SOURCE_HEIGHT)
            shape.text_frame.margin_right = Emu(0)


def _place_cover(layout: SlideLayout) -> None:
    for shape in layout.placeholders:
        kind = shape.placeholder_format.type.name
        if kind == "CENTER_TITLE":
            shape.left, shape.top, shape.width, shape.height = (
                look.LEFT, Inches(1.9), look.TEXT_WIDTH, Inches(1.5))
        elif kind == "SUBTITLE":
            shape.left, shape.top, shape.width, shape.height = (
                look.LEFT, Inches(3.5), look.TEXT_WIDTH, Inches(1.3))
            style = shape._element.txBody.find(qn("a:lstStyle")).find(qn("a:lvl1pPr"))
            style.set("algn", "l")
            style.find(qn("a:defRPr")).set("sz", str(int(Pt(look.LEAD + 2).pt * 100)))
            shape.text_frame.margin_left = shape.text_frame.margin_right = Emu(0)
