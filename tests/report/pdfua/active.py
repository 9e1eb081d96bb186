"""Rules about what a file can do, needs or hides: links, scripts, fonts, attachments, locks; and of an archive."""

from __future__ import annotations

import re

import pikepdf

from pdfua.paper import Paper

ACTIONS = {"/JavaScript", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/ResetForm", "/Rendition",
           "/Sound", "/Movie", "/Hide", "/SetOCGState", "/Trans", "/GoTo3DView", "/Thread"}
ANNOTATIONS = {"/Link", "/Widget", "/Popup", "/PrinterMark"}


def _annotations(paper: Paper) -> list[tuple[int, pikepdf.Object]]:
    return [(n, a) for n, page in enumerate(paper.pages) for a in page.get("/Annots", [])]


def links_are_tagged(paper: Paper) -> list[str]:
    """Each link annotation belongs to an element of the kind Link, both ways."""
    owner = {thing.objgen: e for e in paper.of("Link") for thing in e.objects}
    said = []
    for number, link in _annotations(paper):
        if str(link.Subtype) == "/Link":
            element = paper.parent_tree.get(int(link.get("/StructParent", -1)))
            own = owner.get(link.objgen)
            if own is None or not isinstance(element, pikepdf.Dictionary) or element.objgen != own.entry.objgen:
                said.append(f"page {number + 1}: a link outside the tags")
    return said


def links_say_where(paper: Paper) -> list[str]:
    return [f"page {n + 1}" for n, a in _annotations(paper)
            if str(a.Subtype) == "/Link" and not str(a.get("/Contents", "")).strip()]


def links_lead_to_the_web_or_inside(paper: Paper) -> list[str]:
    return [f"{str(d.URI)[:40]!r}" for d in paper.dictionaries
            if "/URI" in d and d.get("/S") == "/URI" and not re.match(r"https?://|mailto:", str(d.URI))]


def inner_links_resolve(paper: Paper) -> list[str]:
    names = paper.root.get("/Names", {}).get("/Dests")
    known = {str(name) for name in pikepdf.NameTree(names)} if names is not None else set()
    return [f"{str(a.Dest)[:30]!r}" for _n, a in _annotations(paper)
            if isinstance(a.get("/Dest"), pikepdf.String) and str(a.Dest) not in known]


def annotations_are_known(paper: Paper) -> list[str]:
    return [f"page {n + 1}: {a.Subtype}" for n, a in _annotations(paper) if str(a.Subtype) not in ANNOTATIONS]


def tabs_follow_the_tags(paper: Paper) -> list[str]:
    return [f"page {n + 1}" for n, page in enumerate(paper.pages)
            if len(page.get("/Annots", [])) and page.get("/Tabs") != "/S"]


def nothing_runs(paper: Paper) -> list[str]:
    said = [str(d.S) for d in paper.dictionaries if "/S" in d and isinstance(d.S, pikepdf.Name)
            and str(d.S) in ACTIONS]
    return said + [key for d in paper.dictionaries for key in ("/JS", "/AA", "/OpenAction", "/JavaScript") if key in d]


def no_forms(paper: Paper) -> list[str]:
    form = paper.root.get("/AcroForm", {})
    return ["an XFA form"] * ("/XFA" in form) + ["dynamic rendering"] * ("/NeedsRendering" in paper.root)


def no_layers(paper: Paper) -> list[str]:
    return ["layers that can be hidden"] if "/OCProperties" in paper.root else []


def nothing_outside(paper: Paper) -> list[str]:
    """No stream lies in another file, no form refers to a page of one."""
    return ["a stream in another file" for d in paper.dictionaries
            if isinstance(d, pikepdf.Stream) and "/F" in d] + [
        "a page of another file" for d in paper.dictionaries if "/Ref" in d and d.get("/Subtype") == "/Form"]


def fonts_are_embedded(paper: Paper) -> list[str]:
    said = []
    for font in paper.fonts.values():
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        held = inner.get("/FontDescriptor", {})
        if str(font.get("/Subtype")) != "/Type3" and not any(f"/FontFile{n}" in held for n in ("", "2", "3")):
            said.append(str(font.get("/BaseFont", "?")))
    return said


def fonts_map_to_text(paper: Paper) -> list[str]:
    return [str(font.get("/BaseFont", "?")) for font in paper.fonts.values() if "/ToUnicode" not in font]


def glyphs_have_text(paper: Paper) -> list[str]:
    """Every glyph that is shown stands for text."""
    said = []
    for objgen, codes in _shown(paper).items():
        font = paper.fonts[objgen]
        if "/ToUnicode" in font and str(font.get("/Subtype")) == "/Type0":
            known = _mapped(font.ToUnicode.read_bytes().decode("latin-1"))
            said += [f"{font.BaseFont} glyph {code}" for code in sorted(codes - known - {0})]
    return said


def no_missing_glyphs(paper: Paper) -> list[str]:
    said = []
    for objgen, codes in _shown(paper).items():
        font = paper.fonts.get(objgen)
        if font is not None and str(font.get("/Subtype")) == "/Type0" and (0 in codes or codes - _held(font)):
            said.append(str(font.BaseFont))
    return said


def _shown(paper: Paper) -> dict[tuple[int, int], set[int]]:
    found: dict[tuple[int, int], set[int]] = {}
    for content in paper.contents:
        for font, codes in content.shown.items():
            found.setdefault(font, set()).update(codes)
    return found


def _mapped(table: str) -> set[int]:
    codes = set()
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        codes |= {int(code, 16) for code in re.findall(r"<([0-9a-fA-F]+)>\s*<[0-9a-fA-F]+>", block)}
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for low, high in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*[<\[]", block):
            codes |= set(range(int(low, 16), int(high, 16) + 1))
    return codes


def _held(font) -> set[int]:
    """Glyph numbers that the embedded font has."""
    import io

    from fontTools.ttLib import TTFont

    held = font.DescendantFonts[0].FontDescriptor
    data = next((held[key].read_bytes() for key in ("/FontFile2", "/FontFile3") if key in held), b"")
    if data[:4] not in (b"OTTO", b"\0\1\0\0", b"true"):
        return set(range(65536))
    with TTFont(io.BytesIO(data), lazy=True) as opened:
        return set(range(opened["maxp"].numGlyphs))


def not_locked(paper: Paper) -> list[str]:
    if not paper.pdf.is_encrypted:
        return []
    return [] if int(paper.pdf.trailer.Encrypt.P) & 1 << 9 else ["a screen reader is locked out"]


def attachments_are_described(paper: Paper) -> list[str]:
    return ["a file without name or purpose" for d in paper.dictionaries if d.get("/Type") == "/Filespec"
            and not all(str(d.get(key, "")).strip() for key in ("/F", "/UF", "/Desc", "/AFRelationship"))]


ACTIVE = {rule.__name__: rule for rule in (
    links_are_tagged, links_say_where, links_lead_to_the_web_or_inside, inner_links_resolve, annotations_are_known,
    tabs_follow_the_tags, nothing_runs, no_forms, no_layers, nothing_outside, fonts_are_embedded, fonts_map_to_text,
    glyphs_have_text, no_missing_glyphs, not_locked, attachments_are_described)}


def says_pdfa(paper: Paper) -> list[str]:
    said = re.search(r'pdfaid:part(?:="|>)3', paper.xmp) and re.search(r'pdfaid:conformance(?:="|>)A', paper.xmp)
    return [] if said else ["not said to be PDF/A-3a"]


def describes_pdfua(paper: Paper) -> list[str]:
    return [] if "<pdfaProperty:name>part" in paper.xmp else ["PDF/A does not know the property of PDF/UA"]


def has_an_output_intent(paper: Paper) -> list[str]:
    intents = [i for i in paper.root.get("/OutputIntents", []) if i.get("/S") == "/GTS_PDFA1"]
    return [] if len(intents) == 1 and int(intents[0].DestOutputProfile.get("/N", 0)) == 3 else ["no output intent"]


def has_the_data(paper: Paper) -> list[str]:
    """Each attached file is named once, tied to the document, and says how it relates to it."""
    tied = [spec.objgen for spec in paper.root.get("/AF", [])]
    names = paper.root.get("/Names", {}).get("/EmbeddedFiles")
    specs = list(pikepdf.NameTree(names).values()) if names is not None else []
    good = len(specs) == 1 and tied == [specs[0].objgen] and specs[0].get("/AFRelationship") == "/Source"
    return [] if good and "/Subtype" in specs[0].EF.F and "/ModDate" in specs[0].EF.F.Params else ["no data attached"]


def is_not_locked_at_all(paper: Paper) -> list[str]:
    return ["encrypted"] if paper.pdf.is_encrypted else []


def has_an_id(paper: Paper) -> list[str]:
    return [] if "/ID" in paper.pdf.trailer else ["no identifier"]


def no_forbidden_streams(paper: Paper) -> list[str]:
    said = [str(d.Filter) for d in paper.dictionaries if "/Filter" in d and "/LZWDecode" in str(d.Filter)]
    return said + ["interpolated" for d in paper.dictionaries if d.get("/Interpolate") is True]


ARCHIVE = {rule.__name__: rule for rule in (
    says_pdfa, describes_pdfua, has_an_output_intent, has_the_data, is_not_locked_at_all, has_an_id,
    no_forbidden_streams)}
